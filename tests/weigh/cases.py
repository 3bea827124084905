"""Cases for tests, written as texts whose actors are marked: "<person|Jan Vel> was shot"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from onrecord.records import Actor, ActorKind, Entity, EntityType, Reading, Report, Span
from onrecord.records.material import Material, Weighable
from onrecord.records.tie import Tie

_MARK = re.compile(r"<(?P<chief>\*?)(?P<kind>[a-z_]+)\|(?P<words>[^>]+)>")
_TYPES = {
    ActorKind.PERSON: EntityType.PERSON,
    ActorKind.GROUP: EntityType.GROUP,
    ActorKind.OUTLET: EntityType.OUTLET,
    ActorKind.STATE: EntityType.PLACE,
    ActorKind.OFFICE: EntityType.POSITION,
}


@dataclass(frozen=True)
class Told:
    """A report, its marked text read, and the id of the actor marked as the one compared."""

    text: str
    actors: tuple[Actor, ...]
    entities: tuple[Entity, ...]
    chief: str | None
    published: str | None = None
    publisher: str | None = None

    @property
    def digest(self) -> str:
        """Of the text and who published it: reports of one text share findings."""
        return sha256(self.text.encode()).hexdigest()

    def finding(self, local: str) -> str:
        """An actor's finding id."""
        return "a" + sha256(f"{self.digest}{local}".encode()).hexdigest()[:16]


def told(line: str) -> Told:
    """What "day, publisher: text with <kind|words>" says; "-" where no day is known."""
    head, _, marked = line.partition(": ")
    day, _, publisher = head.partition(", ")
    text = ""
    chief: str | None = None
    actors: list[Actor] = []
    entities: list[Entity] = []
    ids: dict[tuple[str, str], str] = {}
    at = 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        key = (match["kind"], match["words"])
        kind = ActorKind(match["kind"])
        if key not in ids:
            ids[key] = f"a{len(ids) + 1}"
        start = len(text)
        text += match["words"]
        type_ = _TYPES.get(kind, EntityType.ORGANIZATION)
        entities.append(Entity(f"e{len(entities) + 1}", type_, Span(start, len(text)), 0.9, ids[key]))
        if match["chief"]:
            chief = ids[key]
    # two reports are never one text, however little they say
    text += f"{marked[at:]}\n\n{head}"
    for (kind_name, words), id_ in ids.items():
        own = tuple(entity.id for entity in entities if entity.actor == id_)
        actors.append(Actor(id_, words, ActorKind(kind_name), own))
    return Told(text, tuple(actors), tuple(entities), chief, None if day == "-" else day, publisher or None)


def material(reports: Iterable[Told], *, ties: Iterable[Tie] = (), merged: dict[str, str] | None = None) -> Material:
    """A case of such reports, numbered from 1."""
    return Material(
        reports=tuple(_weighable(number, each) for number, each in enumerate(reports, 1)),
        ties=tuple(ties),
        merged=merged or {},
    )


def _weighable(number: int, each: Told) -> Weighable:
    report = Report(
        id=str(number), source=f"{number}.txt", sha256="0" * 64, media_type="text/plain", text=each.text,
        publisher=each.publisher, published=each.published,
    )  # fmt: skip
    reading = Reading(report, "test@1", entities=each.entities, actors=each.actors)
    return Weighable(
        number=number,
        report=report,
        sha256="0" * 64,
        obtained="2026-01-01T00:00:00+00:00",
        reading=reading,
        ids={actor.id: each.finding(actor.id) for actor in each.actors},
    )
