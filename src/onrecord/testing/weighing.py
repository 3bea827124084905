"""Small fictional cases to weigh: reports whose readings are marked in their texts.

A mark is `[words|label]`; marks may lie within marks. Labels, several of them separated by spaces:

- `t1.source`, `t1.cue`, `t1.content`: an attribution. `t1.source:outlet` gives the speaker's kind, `t1.source=Ilva` the
  speaker's name where the words aren't it ("she"), `t1.cue:deny` what is done by saying it, `t1.content:direct` the
  manner.
- `g1.killing`: an allegation's trigger, with its act; `g1.killing:negated` its status. `g1.victim`, `g1.perpetrator`,
  `g1.place`, `g1.time`, and `g1.count:3`.
- `outlet`, `person`, `organization`, `place` …: a mention.

An allegation is told by the attributions in whose content its trigger stands, from the innermost outward.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.ledger.findings import finding_id
from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.entity import Actor, Entity
from onrecord.records.finding import FindingKind
from onrecord.records.frame import Count, Participant, Place, Time
from onrecord.records.material import Material, Weighable
from onrecord.records.reading import Reading
from onrecord.records.record import CaseActor
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.tie import Tie
from onrecord.records.vocabulary import Act, ActorKind, Bound, EntityType, Force, Manner, Status, Unit
from onrecord.weigh.identity.signatories import Signatory

READER = "marked@1"
_LABEL = re.compile(r"(?P<id>[tg]\d+)\.(?P<part>\w+)(?::(?P<more>[\w-]+))?(?:=(?P<name>[^\s\]]+))?")
_TYPES = {
    ActorKind.OUTLET: EntityType.OUTLET,
    ActorKind.PERSON: EntityType.PERSON,
    ActorKind.GROUP: EntityType.GROUP,
    ActorKind.STATE: EntityType.PLACE,
}


def marked(
    number: int,
    text: str,
    *,
    publisher: str | None = "The Velm Courier",
    published: str | None = None,
    title: str | None = None,
    previous: int | None = None,
) -> Weighable:
    """A report whose reading is marked in `text`, as it is weighed."""
    plain, marks = _parsed(text)
    report = Report(
        id=f"report-{number}",
        source=f"reports/report-{number}.txt",
        text=plain,
        language="en",
        publisher=publisher,
        title=title,
        published=published,
    )
    reading = _Marked(report, marks).reading()
    digest = report.text_digest
    ids = {each.id: finding_id(digest, FindingKind.ALLEGATION, each.trigger, 0) for each in reading.allegations}
    for attribution in reading.attributions:
        anchor = (attribution.cue or attribution.content)[0]
        ids[attribution.id] = finding_id(digest, FindingKind.ATTRIBUTION, anchor, 0)
    spans = {entity.id: entity.span for entity in reading.entities}
    for actor in reading.actors:
        ids[actor.id] = finding_id(digest, FindingKind.ACTOR, spans[actor.entities[0]], 0)
    return Weighable(
        number=number,
        report=report,
        sha256=digest,
        obtained="2026-03-01T09:00:00+00:00",
        reading=reading,
        ids=ids,
        previous=previous,
    )


def material_of(reports: Sequence[Weighable], *, ties: Sequence[Tie] = ()) -> Material:
    """A case of these reports."""
    return Material(reports=tuple(reports), ties=tuple(ties), at="2026-03-01T09:30:00+00:00")


@dataclass(slots=True)
class _Mark:
    """Marked words and their label."""

    span: Span
    label: str


def _parsed(text: str) -> tuple[str, list[_Mark]]:
    """The text without its marks, and the marks."""
    plain: list[str] = []
    open_: list[int] = []
    marks: list[_Mark] = []
    length = index = 0
    while index < len(text):
        letter = text[index]
        if letter == "[":
            open_.append(length)
        elif letter == "|" and open_:
            end = text.index("]", index)
            marks += [_Mark(Span(open_[-1], length), label) for label in text[index + 1 : end].split()]
            open_.pop()
            index = end
        else:
            plain.append(letter)
            length += 1
        index += 1
    if open_:
        raise ValueError(f"a mark is not closed: {text[:60]}")
    return "".join(plain), marks


@dataclass(slots=True)
class _Parts:
    """The marked parts of one finding: part to spans with what was added."""

    spans: dict[str, list[tuple[Span, str | None, str | None]]] = field(default_factory=dict)

    def of(self, part: str) -> tuple[Span, ...]:
        return tuple(span for span, _, _ in self.spans.get(part, ()))


class _Marked:
    """Makes a reading of marks."""

    def __init__(self, report: Report, marks: Sequence[_Mark]) -> None:
        self._report = report
        self._parts: dict[str, _Parts] = {}
        self._entities: list[Entity] = []
        self._actors: dict[str, Actor] = {}
        for mark in marks:
            match = _LABEL.fullmatch(mark.label)
            if match is None:
                self._entity(EntityType(mark.label), mark.span)
                continue
            parts = self._parts.setdefault(match["id"], _Parts())
            parts.spans.setdefault(match["part"], []).append((mark.span, match["more"], match["name"]))

    def reading(self) -> Reading:
        """The reading, with actors for all who speak, suffer or are accused."""
        attributions = self._attributions()
        return Reading(
            report=self._report,
            reader=READER,
            attributions=attributions,
            allegations=self._allegations(attributions),
            entities=tuple(self._entities),
            actors=tuple(self._actors.values()),
        )

    def _attributions(self) -> tuple[Attribution, ...]:
        found = []
        for name, parts in self._parts.items():
            if name[0] != "t":
                continue
            speaker = None
            for span, kind, called in parts.spans.get("source", ()):
                words = span.of(self._report.text) if called is None else called.replace("_", " ")
                speaker = self._actor(words, None if kind is None else ActorKind(kind), span)
            force = next((more for _, more, _ in parts.spans.get("cue", ()) if more), "assert")
            manner = next((more for _, more, _ in parts.spans.get("content", ()) if more), "indirect")
            found.append(
                Attribution(
                    name,
                    source=parts.of("source"),
                    cue=parts.of("cue"),
                    content=parts.of("content"),
                    manner=Manner(manner),
                    force=Force(force),
                    score=0.9,
                    speaker=speaker,
                )
            )
        return tuple(sorted(found, key=lambda each: (each.cue or each.content)[0]))

    def _allegations(self, attributions: Sequence[Attribution]) -> tuple[Allegation, ...]:
        return tuple(
            sorted(
                (self._allegation(name, parts, attributions) for name, parts in self._parts.items() if name[0] == "g"),
                key=lambda each: each.trigger,
            )
        )

    def _allegation(self, name: str, parts: _Parts, attributions: Sequence[Attribution]) -> Allegation:
        acts = {each.value for each in Act}
        act, trigger, status = next(
            (part, span, more) for part, spans in parts.spans.items() if part in acts for span, more, _ in spans
        )
        told: list[tuple[int, str]] = []
        for attribution in attributions:
            holding = [span for span in attribution.content if span.contains(trigger)]
            if holding:
                told.append((holding[0].end - holding[0].start, attribution.id))
        return Allegation(
            name,
            act=Act(act),
            status=Status.ASSERTED if status is None else Status(status),
            trigger=trigger,
            score=0.9,
            victims=self._participants(parts, "victim"),
            alleged_perpetrators=self._participants(parts, "perpetrator"),
            places=tuple(Place(span, span.of(self._report.text)) for span in parts.of("place")),
            times=tuple(Time(span) for span in parts.of("time")),
            counts=tuple(
                Count(span, int(more), Bound.AT_LEAST, int(more), None, Unit.PERSONS)
                for span, more, _ in parts.spans.get("count", ())
                if more is not None
            ),
            told_by=tuple(each for _, each in sorted(told)),
        )

    def _participants(self, parts: _Parts, part: str) -> tuple[Participant, ...]:
        return tuple(Participant(span, self._actor(span.of(self._report.text), None, span)) for span in parts.of(part))

    def _actor(self, name: str, kind: ActorKind | None, span: Span) -> str:
        known = self._actors.get(name)
        if kind is None:
            kind = ActorKind.PERSON if name[:1].isupper() else ActorKind.GROUP
        entity = self._entity(_TYPES.get(kind, EntityType.ORGANIZATION), span, name if known is None else known.id)
        if known is not None:
            self._actors[name] = Actor(known.id, name, known.kind, (*known.entities, entity))
            return known.id
        local = f"a{len(self._actors) + 1}"
        self._entities[-1] = Entity(entity, self._entities[-1].type, span, 0.9, local)
        self._actors[name] = Actor(local, name, kind, (entity,))
        return local

    def _entity(self, kind: EntityType, span: Span, actor: str | None = None) -> str:
        local = f"e{len(self._entities) + 1}"
        self._entities.append(Entity(local, kind, span, 0.9, actor))
        return local


class Nobody:
    """Identities of a case in which no two reports' actors are known to be one."""

    def of(self, report_number: int, local_id: str | None) -> CaseActor | None:
        """None: nobody is known across reports."""
        return None

    def signatories(self, report: int, who: str | Span) -> tuple[Signatory, ...]:
        """None: what is asked is who is known."""
        return ()


def case_of(described: Sequence[Mapping[str, str]], *, ties: Sequence[Tie] = ()) -> Material:
    """A case of reports as a table describes them: `publisher`, `published`, `title`, `text`."""
    reports = []
    for number, each in enumerate(described, 1):
        published = each.get("published")
        reports.append(
            marked(
                number,
                each["text"],
                publisher=each.get("publisher"),
                published=None if published is None else str(published),
                title=each.get("title"),
            )
        )
    return material_of(reports, ties=ties)
