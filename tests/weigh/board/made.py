"""Fictional cases for the board, each report's findings told by the words that they stand on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.entity import Actor, Entity
from onrecord.records.frame import Participant, Time
from onrecord.records.material import Material, Weighable
from onrecord.records.reading import Reading
from onrecord.records.record import Board, CaseActor, Cell, Lineage, Member, Monitored, ToldResponse
from onrecord.records.report import Failure, Report
from onrecord.records.response import Response
from onrecord.records.span import Span
from onrecord.records.tie import Request
from onrecord.records.vocabulary import Act, ActorKind, EntityType, Force, Manner, ResponseAct, Stage, Status
from onrecord.testing.weighing import material_of
from onrecord.weigh.board import board
from onrecord.weigh.identity import Signatory, identify
from onrecord.weigh.responses import told

AT = "2024-12-31T12:00:00+00:00"
READER = "onrecord-minilm@0.1.0"


@dataclass(frozen=True)
class Says:
    """An attribution: who says it, and what, in the report's words."""

    who: str
    content: str
    manner: Manner = Manner.INDIRECT
    force: Force = Force.ASSERT
    cue: str | None = "said"


@dataclass(frozen=True)
class Did:
    """A response, in the report's words."""

    act: str
    trigger: str
    who: tuple[str, ...] = ()
    status: str = "asserted"
    by: tuple[int, ...] = ()
    score: float = 0.9
    on: str | None = None
    stage: str | None = None


@dataclass(frozen=True)
class Made:
    """A report; `people` are its actors, each by all words that stand for it, the name first; `alleged` killings."""

    text: str
    did: tuple[Did, ...] = ()
    says: tuple[Says, ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    alleged: tuple[str, ...] = ()
    publisher: str | None = "The Gannet"
    published: str | None = "2024-03-05"
    reader: str = READER


@dataclass
class Names:
    """Identities by name alone: one name, one actor."""

    actors: tuple[CaseActor, ...] = ()
    by_place: dict[tuple[int, str], CaseActor] = field(default_factory=dict)
    material: Material = field(default_factory=lambda: material_of(()))
    roster: tuple[Monitored, ...] = ()

    def signatories(self, report: int, who: str | Span) -> tuple[Signatory, ...]:
        return identify(self.material, monitored=self.roster).signatories(report, who)

    def of(self, report_number: int, local_id: str | None) -> CaseActor | None:
        return None if local_id is None else self.by_place.get((report_number, local_id))


@dataclass(frozen=True)
class Apart:
    """A lineage that joins nothing."""

    lineage: Lineage = field(default_factory=Lineage)


def at(text: str, words: str) -> Span:
    """Where words stand, for the first time."""
    start = text.index(words)
    return Span(start, start + len(words))


def weighable(made: Made, number: int) -> Weighable:
    """The report as it is weighed."""
    report = Report(
        f"{number}.txt",
        f"{number}.txt",
        made.text,
        language="en",
        publisher=made.publisher,
        published=made.published,
    )
    local = {words: f"a{place}" for place, names in enumerate(made.people, start=1) for words in names}
    entities = tuple(
        Entity(f"e{place}", EntityType.PERSON, at(made.text, words), 0.9, actor)
        for place, (words, actor) in enumerate(local.items(), start=1)
    )
    actors = tuple(Actor(f"a{place}", names[0], ActorKind.PERSON) for place, names in enumerate(made.people, start=1))
    attributions = tuple(
        Attribution(
            id=f"t{place}",
            source=(at(made.text, one.who),),
            cue=() if one.cue is None else (at(made.text, one.cue),),
            content=(at(made.text, one.content),),
            manner=one.manner,
            force=one.force,
            score=0.9,
            speaker=local.get(one.who),
        )
        for place, one in enumerate(made.says, start=1)
    )
    responses = tuple(
        Response(
            id=f"r{place}",
            act=ResponseAct(one.act),
            status=Status(one.status),
            trigger=at(made.text, one.trigger),
            score=one.score,
            stage=None if one.stage is None else Stage(one.stage),
            who=tuple(Participant(at(made.text, words), local.get(words)) for words in one.who),
            times=() if one.on is None else (Time(Span(0, 1), one.on, one.on),),
            told_by=tuple(f"t{by}" for by in one.by),
        )
        for place, one in enumerate(made.did, start=1)
    )
    allegations = tuple(
        Allegation(f"g{place}", Act.KILLING, Status.ASSERTED, at(made.text, words), 0.9)
        for place, words in enumerate(made.alleged, start=1)
    )
    reading = Reading(report, made.reader, entities, actors, attributions, allegations, responses)
    digest = sha256(made.text.encode()).hexdigest()
    locals_ = [one.id for found in (attributions, allegations, responses) for one in found]
    ids = {one: one[0] + sha256(f"{digest}{one}".encode()).hexdigest()[:16] for one in locals_}
    return Weighable(number=number, report=report, sha256=digest, obtained=AT, reading=reading, ids=ids)


def case(
    *reports: Made,
    requests: Sequence[Request] = (),
    failures: Sequence[Failure] = (),
    merged: dict[str, str] | None = None,
) -> Material:
    """A case of these reports."""
    return Material(
        reports=tuple(weighable(made, number) for number, made in enumerate(reports, start=1)),
        requests=tuple(requests),
        failures=tuple(failures),
        merged={} if merged is None else merged,
        at=AT,
    )


def names(material: Material, roster: Sequence[Monitored] = ()) -> Names:
    """Everybody in it, by name."""
    by_name: dict[str, CaseActor] = {}
    by_place: dict[tuple[int, str], CaseActor] = {}
    for one in material.reports:
        for actor in () if one.reading is None else one.reading.actors:
            member = Member(report=one.number, local=actor.id, finding="a" + "0" * 16, name=actor.name)
            known = by_name.setdefault(
                actor.name, CaseActor(id=f"c{len(by_name):016}", name=actor.name, kind=actor.kind, members=(member,))
            )
            by_place[one.number, actor.id] = known
    return Names(tuple(by_name.values()), by_place, material, tuple(roster))


def responses_of(material: Material, lineage: Lineage | None = None) -> tuple[ToldResponse, ...]:
    """Its responses."""
    return told(material, names(material), Apart() if lineage is None else Apart(lineage), ())


def board_of(material: Material, *roster: Monitored) -> Board:
    """Its board."""
    return board(roster, responses_of(material), names(material, roster), material, name="test")


def cell_of(material: Material, wanted: Monitored, *others: Monitored) -> Cell:
    """The board's cell of one, on a roster with others."""
    return board_of(material, wanted, *others).cells[0]


def state(name: str, *aliases: str) -> Monitored:
    """A state to be monitored."""
    return Monitored(name=name, kind=ActorKind.STATE, state=name, aliases=aliases)


def person(name: str, of: str, position: str, *, first: str | None = None, last: str | None = None) -> Monitored:
    """A person to be monitored."""
    return Monitored(name=name, kind=ActorKind.PERSON, state=of, position=position, first=first, last=last)
