"""Findings entered by hand: each hangs on a quotation that stands in a report's text.

What is entered is a reading of its own, by `hand@NAME`: kept, covered by an entry of the chain, checked and derived
like any reader's. A new reading by a reader takes nothing of it away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.adding import add_reading
from onrecord.ledger.findings import BY_HAND, body, found_in
from onrecord.ledger.kept_guards import KeptGuards
from onrecord.ledger.masking import Masker
from onrecord.ledger.mentions import names_in
from onrecord.ledger.quoting import places_of
from onrecord.ledger.store import as_kept, as_report
from onrecord.ledger.writing import Writing
from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.entity import Actor, Entity
from onrecord.records.finding import FindingKind
from onrecord.records.frame import Participant, Place
from onrecord.records.plain import from_canonical
from onrecord.records.reading import Reading
from onrecord.records.report import Report
from onrecord.records.response import Response
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, ActorKind, EntityType, Force, Manner, ResponseAct, Stage, Status

# So many places of an ambiguous quotation are shown.
MOST_SHOWN = 10
AROUND = 30

WORDS: Mapping[FindingKind, frozenset[str]] = {
    FindingKind.ALLEGATION: frozenset({"act", "status"}),
    FindingKind.RESPONSE: frozenset({"act", "status", "stage"}),
    FindingKind.ATTRIBUTION: frozenset({"force", "manner"}),
    FindingKind.ACTOR: frozenset({"actor_kind", "name"}),
}
"""Fields that hold a word, by kind."""

QUOTED: Mapping[FindingKind, frozenset[str]] = {
    FindingKind.ALLEGATION: frozenset({"victims", "alleged_perpetrators", "places"}),
    FindingKind.RESPONSE: frozenset({"who", "to", "about", "places"}),
    FindingKind.ATTRIBUTION: frozenset({"source", "cue"}),
    FindingKind.ACTOR: frozenset(),
}
"""Fields that hold quotations from the same report, by kind."""

PROTECTING = frozenset({"victims", "source"})
"""Fields whose persons are protected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering:
    """A finding to be entered.

    Attributes:
        report: number of the report.
        quotation: the words in its text that the finding hangs on: what tells the act, or what is said.
        occurrence: which of several places is meant, from 1; None: there is one.
        near: whether a quotation may differ from the text in spaces, quotation marks, dashes and capitals.
        words: fields that hold a word: act, status, stage, force, manner, name, actor_kind.
        quoted: fields that hold quotations: victims, who, source and so on.
    """

    report: int
    kind: FindingKind
    quotation: str
    occurrence: int | None = None
    near: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    quoted: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of entering.

    Attributes:
        finding: its id.
        new: whether it was not entered before.
        span: where the quotation stands.
    """

    finding: str
    new: bool
    span: Span


def enter(writing: Writing, entering: Entering) -> Entered:
    """Enter a finding.

    Raises:
        NoSuchCase: the case has no such report.
        UsageError: the quotation doesn't stand in the text, or in several places; a field isn't the kind's, or holds
            what it can't.
    """
    _check_fields(entering)
    report, number = _report(writing, entering.report)
    anchor = _Anchor(writing, report, entering)
    span = anchor.place(entering.quotation, occurrence=entering.occurrence, what="The quotation")
    reading = _reading(entering, anchor, span, f"{BY_HAND}{writing.who}")
    new = add_reading(writing, number, reading)
    content = from_canonical(body(reading))
    found = [one for one in found_in(content, report.text, report.text_digest) if one.values["kind"] == entering.kind]
    return Entered(str(found[0].values["id"]), new, span)


def _report(writing: Writing, number: int) -> tuple[Report, int]:
    """The report, and the number of the one that readings of its text hang on."""
    reports, texts = schema.reports, schema.texts
    row = writing.connection.execute(select(reports).filter_by(number=number)).mappings().one_or_none()
    if row is None:
        raise NoSuchCase(f"The case has no report {number}; `onrecord list` shows those it has.")
    kept = as_kept(row)
    text = writing.connection.execute(select(texts.c.text).filter_by(digest=kept.text_digest)).scalar_one()
    return as_report(kept, text), number if kept.same_text is None else kept.same_text


def _check_fields(entering: Entering) -> None:
    words, quoted = WORDS[entering.kind], QUOTED[entering.kind]
    for name in (*entering.words, *entering.quoted):
        if name not in words | quoted:
            known = ", ".join(sorted(words | quoted))
            raise UsageError(f"{name!a} is no field of a finding of kind {entering.kind}; its fields are {known}.")
    if entering.kind in (FindingKind.ALLEGATION, FindingKind.RESPONSE) and "act" not in entering.words:
        acts = Act if entering.kind is FindingKind.ALLEGATION else ResponseAct
        raise UsageError(f"A finding of kind {entering.kind} needs an act: {', '.join(acts)}.")


class _Anchor:
    """Finds quotations in a report's text, and tells masked where it can't."""

    def __init__(self, writing: Writing, report: Report, entering: Entering) -> None:
        self._writing = writing
        self._entering = entering
        self.text = report.text
        self._near = entering.near

    def place(self, quotation: str, *, what: str, occurrence: int | None = None, beside: Span | None = None) -> Span:
        """Where a quotation stands.

        Args:
            quotation: the words.
            what: how a message calls it.
            occurrence: which of several places, from 1.
            beside: a span to prefer places by: within it, else within its paragraph.
        """
        found = places_of(self.text, quotation)
        if found.spans and not found.exact and not self._near:
            raise UsageError(
                f"{what} is not in report {self._entering.report} to the letter, but nearly so: "
                f"{self._shown(found.spans[0])}. Copy it from there, or allow other spaces, quotation marks, capitals."
            )
        if not found.spans:
            raise UsageError(
                f"{what} is not in the text of report {self._entering.report}; copy it from there, letter by letter."
            )
        spans = found.spans if beside is None else self._closest(found.spans, beside)
        if occurrence is not None:
            if not 1 <= occurrence <= len(spans):
                raise UsageError(
                    f"{what} stands in {len(spans)} places of report {self._entering.report}, not {occurrence}."
                )
            return spans[occurrence - 1]
        if len(spans) > 1:
            shown = "; ".join(
                f"{number}: {self._shown(span)}" for number, span in enumerate(spans[:MOST_SHOWN], start=1)
            )
            raise UsageError(
                f"{what} stands in {len(spans)} places of report {self._entering.report}. Say which, or quote more of "
                f"the text: {shown}."
            )
        return spans[0]

    def _closest(self, spans: Sequence[Span], beside: Span) -> Sequence[Span]:
        inside = [span for span in spans if beside.contains(span)]
        if inside:
            return inside[:1]
        first = self.text.rfind("\n\n", 0, beside.start) + 1
        end = self.text.find("\n\n", beside.end)
        paragraph = Span(first, len(self.text) if end < 0 else end)
        near = [span for span in spans if paragraph.contains(span)]
        # Within the quotation's own paragraph the closest is meant; elsewhere a name must stand once only.
        return [min(near, key=lambda span: abs(span.start - beside.start))] if near else spans

    def _shown(self, span: Span) -> str:
        """A place, masked, with some words around it."""
        masker = Masker(KeptGuards(self._writing.connection))
        around = Span(max(0, span.start - AROUND), min(len(self.text), span.end + AROUND))
        told = masker.quotation(self.text, around)
        shown = "".join(char if char.isprintable() else " " for char in told)
        return f"“…{' '.join(shown.split())}…”"


def _reading(entering: Entering, anchor: _Anchor, span: Span, reader: str) -> Reading:
    report = Report(id="", source="", text=anchor.text)
    mentions = _Mentions(anchor, span)
    quoted = {name: [mentions.filled(name, words) for words in many] for name, many in entering.quoted.items()}
    words = entering.words
    every: dict[str, Any] = {"report": report, "reader": reader}
    if entering.kind is FindingKind.ALLEGATION:
        every["allegations"] = (
            Allegation(
                "g1",
                _word(Act, "act", words["act"]),
                _word(Status, "status", words.get("status", "asserted")),
                span,
                1.0,
                victims=tuple(quoted.get("victims", ())),
                alleged_perpetrators=tuple(quoted.get("alleged_perpetrators", ())),
                places=_places(anchor, quoted),
            ),
        )
    elif entering.kind is FindingKind.RESPONSE:
        stage = words.get("stage")
        every["responses"] = (
            Response(
                "r1",
                _word(ResponseAct, "act", words["act"]),
                _word(Status, "status", words.get("status", "asserted")),
                span,
                1.0,
                stage=None if stage is None else _word(Stage, "stage", stage),
                who=tuple(quoted.get("who", ())),
                to=tuple(quoted.get("to", ())),
                about=tuple(quoted.get("about", ())),
                places=_places(anchor, quoted),
            ),
        )
    elif entering.kind is FindingKind.ATTRIBUTION:
        sources = quoted.get("source", ())
        every["attributions"] = (
            Attribution(
                "t1",
                source=tuple(filler.span for filler in sources),
                cue=tuple(filler.span for filler in quoted.get("cue", ())),
                content=(span,),
                manner=_word(Manner, "manner", words.get("manner", "direct")),
                force=_word(Force, "force", words.get("force", "assert")),
                score=1.0,
                speaker=next((filler.actor for filler in sources if filler.actor is not None), None),
            ),
        )
    else:
        kind = _word(ActorKind, "actor_kind", words.get("actor_kind", "person"))
        mentions.take(span, words.get("name", span.of(anchor.text)), kind)
    every["entities"], every["actors"] = tuple(mentions.entities), tuple(mentions.actors)
    return Reading(**every)


class _Mentions:
    """The persons that quotations name: entered as actors, so that they are protected like any reader's."""

    def __init__(self, anchor: _Anchor, beside: Span) -> None:
        self._anchor = anchor
        self._beside = beside
        self.entities: list[Entity] = []
        self.actors: list[Actor] = []

    def filled(self, name: str, quotation: str) -> Participant:
        """A quotation that fills a field, with its actor where it names a person."""
        span = self._anchor.place(quotation, what=f"What is quoted for {name}", beside=self._beside)
        named = names_in(span.of(self._anchor.text)) if name in PROTECTING else []
        return Participant(span, self.take(span, named[0], ActorKind.PERSON) if named else None)

    def take(self, span: Span, name: str, kind: ActorKind) -> str:
        """Add an actor that a span names; its id."""
        number = len(self.actors) + 1
        type_ = {
            ActorKind.PERSON: EntityType.PERSON,
            ActorKind.GROUP: EntityType.GROUP,
            ActorKind.OUTLET: EntityType.OUTLET,
        }
        self.entities.append(Entity(f"e{number}", type_.get(kind, EntityType.ORGANIZATION), span, 1.0, f"a{number}"))
        self.actors.append(Actor(f"a{number}", name, kind, (f"e{number}",)))
        return f"a{number}"


def _places(anchor: _Anchor, quoted: Mapping[str, Sequence[Participant]]) -> tuple[Place, ...]:
    return tuple(Place(filler.span, filler.span.of(anchor.text)) for filler in quoted.get("places", ()))


def _word(kind: Any, name: str, value: str) -> Any:  # noqa: ANN401 (any enum of the vocabulary)
    try:
        return kind(value.strip().casefold())
    except ValueError as error:
        raise UsageError(f"{name} must be one of {', '.join(kind)}.") from error
