"""Our own tables of names: alike ones that must stay apart, and forms of one name that must be joined."""

import re

import pytest

from onrecord.records import EntityType, Reading
from onrecord.resolve.actors import resolve_actors
from tests.resolve.marked import rows
from tests.resolve.people import entities_in, reading_of

# Share of positive pairs that must be joined: a missed merge is a lesser evil than a wrong one.
FLOOR = 0.95
_DESCRIBED = re.compile(r">([^<>]+)<")


def resolved(marked: str) -> tuple[Reading, list[str | None]]:
    """The reading and the actors of its marked mentions, in order; a description between angle brackets is a source."""
    described = _DESCRIBED.search(marked)
    text = _DESCRIBED.sub(r"\1", marked)
    sources: tuple[tuple[str, int, str], ...] = ((f"The {described[1]}", 1, ""),) if described else ()
    plain, entities = entities_in(text)
    places = [entity.span for entity in entities if entity.type is EntityType.PLACE]
    # a place is an actor only where it takes part
    sources += tuple((span.of(plain), 1 + plain[: span.start].count(span.of(plain)), "") for span in places)
    reading = reading_of(text, sources=sources)
    begins = {entity.span for entity in reading.entities}
    reading = resolve_actors(reading)
    actors = [entity.actor for entity in reading.entities if entity.span in begins]
    if described:
        actors.append(reading.attributions[0].speaker)
    return reading, actors


def test_people_with_alike_names_are_never_merged() -> None:
    table = rows("alike")
    merged = []
    for why, marked in table:
        _, (first, second, *_) = resolved(marked)
        if first is not None and first == second:
            merged.append(f"{why}: {marked}")
    assert len(table) >= 200
    assert merged == []


def test_alike_people_each_keep_an_actor() -> None:
    lost = []
    for why, marked in rows("alike"):
        _, (first, second, *_) = resolved(marked)
        if first is None or second is None:
            lost.append(f"{why}: {marked}")
    assert lost == []


def test_forms_of_one_name_are_joined() -> None:
    table = rows("same")
    missed = []
    for why, marked in table:
        _, actors = resolved(marked)
        if actors[0] is None or actors[0] != actors[-1]:
            missed.append(f"{why}: {marked}")
    rate = 1 - len(missed) / len(table)
    print(f"joined: {rate:.1%} of {len(table)}")  # noqa: T201 the rate is what this test is for
    assert len(table) >= 75
    assert rate >= FLOOR, "\n".join(missed)


@pytest.mark.parametrize("table", ["alike", "same"])
def test_no_row_stands_twice(table: str) -> None:
    texts = [text for _, text in rows(table)]
    assert len(texts) == len(set(texts))
