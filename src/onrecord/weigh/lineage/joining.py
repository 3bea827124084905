"""Cited outlets: which of them a sentence names, and which report of the case is meant."""

from collections.abc import Mapping

from onrecord.records.allegation import Allegation
from onrecord.records.material import Weighable
from onrecord.records.span import Span
from onrecord.weigh.lineage.cited import Citing
from onrecord.weigh.lineage.likeness import quoted
from onrecord.weigh.lineage.outlets import Outlets
from onrecord.weigh.lineage.steps import Chain, Step
from onrecord.weigh.lineage.tellers import Teller, Tellers
from onrecord.weigh.lineage.ties import Cuts
from onrecord.weigh.lineage.wording import any_of, lowered, patterns

_NEAR = 12  # characters between "according to" and the outlet's name


class Joining:
    """Joins outlets that reports cite to the case's reports, over a whole case."""

    def __init__(
        self, *, tellers: Tellers, outlets: Outlets, citing: Citing, cuts: Cuts, reports: Mapping[int, Weighable]
    ) -> None:
        self._reports = reports
        self._tellers = tellers
        self._outlets = outlets
        self._citing = citing
        self._cuts = cuts
        self._leaning: dict[tuple[int, Span], list[tuple[Teller, Span]]] = {}
        self.doubts: dict[str, None] = {}

    def joined(self, weighable: Weighable, allegation: Allegation, step: Step) -> Chain | None:
        """Where the case has the report that is cited: the steps to it, and where its own chain goes on."""
        words = "" if step.quotation is None else step.quotation.text
        cut = self._cuts.cut(weighable.number)
        found = self._citing.find(weighable, allegation, step.teller, cut=cut, words=words)
        if found is None:
            key = step.teller.outlet if step.teller.by_name else None
            only = None if key is None else self._citing.only_report(weighable, key, cut=cut)
            if only is None:
                return None
            reason = (
                f"Report {weighable.number} cites {step.teller.name}; "
                f"of what it published before, the case has only report {only}."
            )
            return Chain(
                steps=(
                    Step(
                        teller=self._tellers.report(self._reports[only]),
                        how="is",
                        report=weighable.number,
                        reason=reason,
                    ),
                )
            )
        if found.report is None:
            self.doubts.setdefault(found.reason)
            return None
        to = self._tellers.report(self._reports[found.report])
        step = Step(teller=to, how="is", report=weighable.number, reason=found.reason)
        onward = None if found.allegation is None else (found.report, found.allegation)
        return Chain(steps=(step,), onward=onward)

    def leaning(
        self, weighable: Weighable, allegation: Allegation, *, told: bool, paragraph: bool = False
    ) -> tuple[Chain, ...]:
        """Outlets that the allegation's sentence names as those who told it, where no attribution says so.

        Args:
            weighable: the report.
            allegation: one of its reading's.
            told: whether somebody else tells it: then only outlets that are named count.
            paragraph: look in the paragraph's sentences before it instead: an account goes on.
        """
        text = weighable.report.text
        sentence = self._citing.features((weighable.number, allegation.id), allegation).sentence
        if paragraph:
            sentence = Span(text.rfind("\n\n", 0, sentence.start) + 1, sentence.start)
        found: dict[str, Chain] = {}
        for teller, span in self._leant_on(weighable, sentence):
            if teller.id in found or self._cuts.forbids(weighable.number, teller):
                continue
            if told and not teller.by_name and span.start > allegation.trigger.start:
                continue
            quotation = quoted(weighable.report, weighable.number, [allegation.trigger, span], None)
            step = Step(teller=teller, how="cites", report=weighable.number, quotation=quotation)
            joined = self.joined(weighable, allegation, step)
            found[teller.id] = (
                Chain(steps=(step,)) if joined is None else Chain(steps=(step, *joined.steps), onward=joined.onward)
            )
        return tuple(found.values())

    def _leant_on(self, weighable: Weighable, sentence: Span) -> list[tuple[Teller, Span]]:
        place = (weighable.number, sentence)
        if place not in self._leaning:
            self._leaning[place] = self._find_leant_on(weighable, sentence)
        return self._leaning[place]

    def _find_leant_on(self, weighable: Weighable, sentence: Span) -> list[tuple[Teller, Span]]:
        text = weighable.report.text
        ends = []
        if any_of("leans").search(lowered(text), *sentence) is not None:
            ends = [match.end() for form in patterns("leans") for match in form.finditer(text, *sentence)]
        tells = patterns("outlet_tells")
        publisher = self._outlets.of_publisher(weighable.report.publisher)
        named: dict[str, tuple[Teller, Span]] = {}
        for span, key in self._outlets.mentions(text, sentence):
            leant = any(0 <= span.start - end <= _NEAR for end in ends)
            if key != publisher and (leant or any(form.match(text, span.end, sentence.end) for form in tells)):
                named.setdefault(key, (self._tellers.outlet(key), span))
        if named or not ends:
            return list(named.values())
        for form in patterns("described_outlets"):
            match = form.search(text, *sentence)
            if match is not None and any(abs(match.start() - end) <= _NEAR for end in ends):
                span = Span(*match.span("outlet"))
                return [(self._tellers.described_outlet(weighable, span.of(text)), span)]
        return []
