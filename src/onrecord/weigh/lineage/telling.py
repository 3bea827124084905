"""Chains of telling as one report shows them: from the report, by whoever it cites, to whoever speaks.

What a report says in its own voice, and what somebody in it takes for granted, is told on the word of whoever the
report elsewhere names for the same thing: a headline doesn't add a teller.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.material import Weighable
from onrecord.records.record import NodeKind
from onrecord.records.vocabulary import Force, Manner, Status
from onrecord.weigh.lineage.cited import Citing
from onrecord.weigh.lineage.joining import Joining
from onrecord.weigh.lineage.likeness import likeness, quoted
from onrecord.weigh.lineage.outlets import Outlets
from onrecord.weigh.lineage.steps import Chain, Step
from onrecord.weigh.lineage.tellers import Teller, Tellers
from onrecord.weigh.lineage.ties import Cuts
from onrecord.weigh.lineage.voices import Access, access
from onrecord.weigh.lineage.wording import any_of, lowered, patterns, tells

# Likeness from where on what a report says in its own voice is what it tells elsewhere on somebody's word: the same act
# will do for a report without any access of its own.
_RESTATED = 0.6
_RESTATED_WITH_ACCESS = 1.9
_SAME_TEXT = 1.0  # likeness from where on an allegation of a copy is that of its source


@dataclass(slots=True)
class _Report:
    """What is worked out once for each report."""

    weighable: Weighable
    attributions: Mapping[str, Attribution]
    access: Access | None
    chains: dict[str, tuple[Chain, ...]]


class Telling:
    """Chains of every allegation of a case, each as far as its report tells."""

    def __init__(
        self,
        reports: Mapping[int, Weighable],
        *,
        tellers: Tellers,
        outlets: Outlets,
        citing: Citing,
        cuts: Cuts,
        copied: Mapping[int, tuple[int | None, Teller | None, str]],
    ) -> None:
        self._reports = reports
        self._tellers = tellers
        self._outlets = outlets
        self._citing = citing
        self._joining = Joining(tellers=tellers, outlets=outlets, citing=citing, cuts=cuts, reports=reports)
        self._cuts = cuts
        self._copied = copied
        self._known: dict[int, _Report] = {}
        self.doubts = self._joining.doubts

    def chains(self, number: int, allegation: str) -> tuple[Chain, ...]:
        """The chains of an allegation of report `number`."""
        known = self.known(number)
        if allegation not in known.chains:
            self._work_out(known)
        return known.chains[allegation]

    def access(self, number: int) -> Access:
        """How the report's makers say that they know."""
        known = self.known(number)
        if known.access is None:
            known.access = access(known.weighable)
        return known.access

    def known(self, number: int) -> _Report:
        """What is worked out once for each report."""
        if number not in self._known:
            weighable = self._reports[number]
            reading = weighable.reading
            attributions = () if reading is None else reading.attributions
            self._known[number] = _Report(weighable, {each.id: each for each in attributions}, None, {})
        return self._known[number]

    def _work_out(self, known: _Report) -> None:
        reading = known.weighable.reading
        if reading is None:
            return
        told: dict[str, tuple[Chain, ...]] = {}
        untold: list[Allegation] = []
        for allegation in reading.allegations:
            found = self._told(known, allegation)
            if found:
                told[allegation.id] = found
            else:
                untold.append(allegation)
        elsewhere = {
            key: led for key, chains in told.items() if (led := tuple(each for each in chains if _from_elsewhere(each)))
        }
        known.chains = dict(told)
        for allegation in untold:
            known.chains[allegation.id] = self._own_voice(known, allegation, elsewhere)
        for allegation in reading.allegations:
            chains = known.chains[allegation.id]
            known.chains[allegation.id] = self._taken_for_granted(known, allegation, chains, elsewhere)
        number = known.weighable.number
        if number in self._copied:
            known.chains = {key: self._copy(number, key, chains) for key, chains in known.chains.items()}
        if number in self._cuts.cites:
            known.chains = {
                allegation.id: self._tied(known, allegation, known.chains[allegation.id])
                for allegation in reading.allegations
            }

    # --- on somebody's word -------------------------------------------------------------------------------------------

    def _told(self, known: _Report, allegation: Allegation) -> tuple[Chain, ...]:
        """The chains that `told_by` and the sentence name; none where the report speaks in its own voice."""
        weighable = known.weighable
        steps: list[Step] = []
        holder = self._outlets.of_publisher(weighable.report.publisher)
        outward = [known.attributions[each] for each in reversed(allegation.told_by) if each in known.attributions]
        # Whoever denies it doesn't tell it.
        tellings = [each for each in outward if each.force is not Force.DENY or allegation.status is Status.NEGATED]
        for attribution in tellings:
            teller = self._tellers.of(weighable, attribution, holder=holder)
            if teller is None or (steps and steps[-1].teller.id == teller.id):
                continue
            if self._cuts.forbids(weighable.number, teller):
                self._doubt(f"Report {weighable.number} hasn't it from {teller.name}, says a reviewer.")
                continue
            step = self._step(weighable, allegation, attribution, teller)
            steps.append(step)
            if teller.kind is NodeKind.OUTLET:
                holder = teller.outlet
                joined = self._joining.joined(weighable, allegation, step)
                if joined is not None:
                    return (Chain(steps=(*steps, *joined.steps), onward=joined.onward),)
        named = [step for step in steps if step.teller.kind is not NodeKind.UNKNOWN]
        leaning = self._joining.leaning(known.weighable, allegation, told=bool(named))
        if leaning and not named:
            return leaning  # "it was first reported by the Lamplighter"
        if steps and leaning and not any(step.teller.kind is NodeKind.OUTLET for step in steps):
            # "She said that men were held, according to the Hearth Committee": she has it from there.
            return tuple(replace(chain, steps=(*steps, *chain.steps)) for chain in leaning)
        return (Chain(steps=tuple(steps)),) if steps else leaning

    def _step(self, weighable: Weighable, allegation: Allegation, attribution: Attribution, teller: Teller) -> Step:
        text = weighable.report.text
        spans = [*attribution.cue, *attribution.source] or list(attribution.content)
        content = " ".join(span.of(text) for span in attribution.content)
        direct = attribution.manner is not Manner.INDIRECT
        forms = patterns("firsthand")
        suffered = any(
            victim.actor is not None and victim.actor == attribution.speaker for victim in allegation.victims
        )
        return Step(
            teller=teller,
            how="cites" if teller.kind is NodeKind.OUTLET else "quotes",
            report=weighable.number,
            quotation=quoted(
                weighable.report, weighable.number, [*spans, allegation.trigger], weighable.ids.get(attribution.id)
            ),
            force=attribution.force,
            manner=attribution.manner,
            presupposes=self._hearsay(weighable, allegation)
            or attribution.force in (Force.ASK, Force.URGE)
            or tells("presupposing", " ".join(span.of(text) for span in attribution.cue)),
            firsthand=suffered
            or (tells("firsthand", content) and any(form.search(content) for form in forms[0 if direct else 1 :])),
        )

    def _hearsay(self, weighable: Weighable, allegation: Allegation) -> bool:
        """Whether the act is called a reported or alleged one: "inquiry into the reported killing"."""
        start = allegation.trigger.start
        return tells("hearsay", weighable.report.text[max(0, start - 60) : start])

    # --- in the report's own voice ------------------------------------------------------------------------------------

    def _own_voice(
        self, known: _Report, allegation: Allegation, elsewhere: Mapping[str, tuple[Chain, ...]]
    ) -> tuple[Chain, ...]:
        weighable = known.weighable
        restated = self._restated(known, allegation, elsewhere)
        if restated:
            return restated
        if not self.access(known.weighable.number).strong and (
            leaning := self._joining.leaning(known.weighable, allegation, told=True, paragraph=True)
        ):
            return leaning
        text = weighable.report.text
        sentence = self._citing.features((weighable.number, allegation.id), allegation).sentence
        if any_of("said_to").search(lowered(text), *sentence) is not None:
            quotation = quoted(
                weighable.report, weighable.number, [allegation.trigger], weighable.ids.get(allegation.id)
            )
            nobody = self._tellers.unknown(weighable)
            return (Chain(steps=(Step(teller=nobody, how="quotes", report=weighable.number, quotation=quotation),)),)
        own = self._tellers.own(weighable)
        ways = self.access(weighable.number)
        shown = ways.presence or ways.papers or ways.people
        reason = (
            f"Report {weighable.number} tells it in its own voice and shows how it knows."
            if shown is not None
            else f"Report {weighable.number} tells it in its own voice and doesn't say how it knows."
        )
        quotation = quoted(weighable.report, weighable.number, [allegation.trigger], weighable.ids.get(allegation.id))
        before = text[sentence.start : allegation.trigger.start]
        presupposes = tells("presupposing", before) or self._hearsay(weighable, allegation)
        step = Step(
            teller=own,
            how="own",
            report=weighable.number,
            quotation=quotation,
            reason=reason,
            presupposes=presupposes,
        )
        return (Chain(steps=(step,)),)

    def _restated(
        self,
        known: _Report,
        allegation: Allegation,
        elsewhere: Mapping[str, tuple[Chain, ...]],
    ) -> tuple[Chain, ...]:
        """The chains of what the report tells on another outlet's word, `elsewhere`, if this is that over again."""
        weighable = known.weighable
        reading = weighable.reading
        least = _RESTATED_WITH_ACCESS if self.access(known.weighable.number).strong else _RESTATED
        mine = self._citing.features((weighable.number, allegation.id), allegation)
        best: tuple[float, str] | None = None
        for other in () if reading is None else reading.allegations:
            if other.id not in elsewhere:
                continue
            if (other.status is Status.NEGATED) != (allegation.status is Status.NEGATED):
                continue
            value = likeness(mine, self._citing.features((weighable.number, other.id), other))
            if value >= least and (best is None or value > best[0]):
                best = value, other.id
        if best is None:
            return ()
        reason = f"Report {weighable.number} tells it here without a teller, and elsewhere as that of another."
        return tuple(
            replace(chain, steps=(replace(chain.steps[0], reason=chain.steps[0].reason or reason), *chain.steps[1:]))
            for chain in elsewhere[best[1]]
        )

    def _taken_for_granted(
        self,
        known: _Report,
        allegation: Allegation,
        chains: tuple[Chain, ...],
        elsewhere: Mapping[str, tuple[Chain, ...]],
    ) -> tuple[Chain, ...]:
        """Where somebody asks about it, or urges something: whom the same person names for it elsewhere."""
        if len(chains) != 1 or chains[0].onward is not None:
            return chains
        last = chains[0].steps[-1]
        if not last.presupposes or last.how == "own" or last.teller.kind is NodeKind.OUTLET:
            return chains
        others = {
            key: told
            for key, found in elsewhere.items()
            if key != allegation.id
            and (told := tuple(each for each in found if any(step.teller.id == last.teller.id for step in each.steps)))
        }
        return self._restated(known, allegation, others) or self._restated(known, allegation, elsewhere) or chains

    # --- copies and reviewers' ties -----------------------------------------------------------------------------------

    def _copy(self, number: int, allegation: str, chains: tuple[Chain, ...]) -> tuple[Chain, ...]:
        source, outlet, reason = self._copied[number]
        weighable = self._reports[number]
        if source is not None:
            first = Step(teller=self._report(source), how="copies", report=None, reason=reason)
            mine = self.known(number)
            told = next(
                each
                for each in (mine.weighable.reading.allegations if mine.weighable.reading else ())
                if each.id == allegation
            )
            same = self._citing.best_within(weighable, told, source, least=_SAME_TEXT)
            if same is not None:
                return (Chain(steps=(first,), onward=(source, same[0])),)
            own_of = self._tellers.own(self._reports[source])
        else:
            if outlet is None:
                return chains
            first = Step(teller=outlet, how="copies", report=None, reason=reason)
            own_of = None
        mine_own = self._tellers.own(weighable).id
        copied = []
        for chain in chains:
            if chain.steps[0].teller.id == mine_own:
                rest = () if own_of is None else (replace(chain.steps[0], teller=own_of),)
                copied.append(Chain(steps=(first, *rest, *chain.steps[1:]), onward=chain.onward))
            else:
                copied.append(Chain(steps=(first, *chain.steps), onward=chain.onward))
        return tuple(copied)

    def _tied(self, known: _Report, allegation: Allegation, chains: tuple[Chain, ...]) -> tuple[Chain, ...]:
        weighable = known.weighable
        for tie in self._cuts.cites[weighable.number]:
            reason = f"{tie.who} joined them" + (f": {tie.reason}" if tie.reason else ".")
            if tie.report is not None and tie.report in self._reports:
                same = self._citing.best_within(weighable, allegation, tie.report, least=_SAME_TEXT)
                if same is None:
                    continue
                step = Step(teller=self._report(tie.report), how="tie", reason=reason)
                return (Chain(steps=(step,), onward=(tie.report, same[0])),)
            if tie.teller is not None and all(
                chain.steps[-1].teller.kind in (NodeKind.OWN_REPORTING, NodeKind.UNKNOWN) for chain in chains
            ):
                return (Chain(steps=(Step(teller=tie.teller, how="tie", reason=reason),)),)
        return chains

    def _report(self, number: int) -> Teller:
        return self._tellers.report(self._reports[number])

    def _doubt(self, told: str) -> None:
        self.doubts.setdefault(told)


def _from_elsewhere(chain: Chain) -> bool:
    """Whether the chain leads out of the report to an outlet or another report."""
    return chain.onward is not None or any(
        step.teller.kind in (NodeKind.OUTLET, NodeKind.REPORT) for step in chain.steps
    )
