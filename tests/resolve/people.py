"""Readings from texts that mark themselves: {Name|type} is an entity; roles are given by their words."""

import re

from onrecord.records import (
    Act,
    Allegation,
    Attribution,
    Entity,
    EntityType,
    Force,
    Manner,
    Participant,
    Reading,
    Report,
    Span,
    Status,
)

_MARK = re.compile(r"\{([^{}|]+)\|(\w+)\}")
_TYPES = {"p": EntityType.PERSON, "o": EntityType.ORGANIZATION, "l": EntityType.PLACE, "n": EntityType.OUTLET,
          "g": EntityType.GROUP, "t": EntityType.POSITION}  # fmt: skip


def entities_in(marked: str) -> tuple[str, tuple[Entity, ...]]:
    """The text without its marks, and the entities that they marked."""
    text, last = "", 0
    found: list[Entity] = []
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        found.append(Entity(f"e{len(found) + 1}", _TYPES[match[2]], Span(len(text), len(text) + len(match[1])), 0.9))
        text += match[1]
        last = match.end()
    return text + marked[last:], tuple(found)


def spot(text: str, words: str, occurrence: int = 1) -> Span:
    """Where words stand for the nth time."""
    at = -1
    for _ in range(occurrence):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def said(text: str, source: Span, cue: str, content: str = "", *, manner: Manner = Manner.INDIRECT) -> Attribution:
    """An attribution of a source given by its span."""
    at = text.index(cue, source.end) if cue in text[source.end :] else text.index(cue)
    pieces = (spot(text, content),) if content else ()
    return Attribution("", (source,), (Span(at, at + len(cue)),), pieces, manner, Force.ASSERT, 0.9)


def reading_of(
    marked: str,
    *,
    sources: tuple[tuple[str, int, str], ...] = (),
    victims: tuple[tuple[str, int], ...] = (),
    publisher: str | None = None,
) -> Reading:
    """A reading of a marked text: sources by (words, occurrence, content), victims by (words, occurrence)."""
    text, entities = entities_in(marked)
    attributions = []
    for number, (words, occurrence, content) in enumerate(sources, 1):
        span = spot(text, words, occurrence)
        cue = Span(span.end, span.end)
        pieces = (spot(text, content),) if content else ()
        direct = Manner.DIRECT if content.startswith(("“", '"')) else Manner.INDIRECT
        attributions.append(Attribution(f"t{number}", (span,), (cue,), pieces, direct, Force.ASSERT, 0.9))
    allegations = tuple(
        Allegation(
            f"g{number}",
            Act.KILLING,
            Status.ASSERTED,
            Span(0, 1),
            0.9,
            victims=(Participant(spot(text, words, occurrence)),),
        )
        for number, (words, occurrence) in enumerate(victims, 1)
    )
    report = Report("r", "r", text, publisher=publisher)
    return Reading(report, "test@0", entities, (), tuple(attributions), allegations)


def names(reading: Reading) -> list[str]:
    """Names of a resolved reading's actors."""
    return [actor.name for actor in reading.actors]


def called(reading: Reading, actor: str | None) -> str | None:
    """Name of the actor with an id."""
    return next((a.name for a in reading.actors if a.id == actor), None)
