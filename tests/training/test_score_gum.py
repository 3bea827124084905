"""Cases small enough to score by hand; the text is our own."""

from typing import Any

import pytest

from training.score import gum
from training.score.files import readings_by_id
from training.score.gum import is_name
from training.score.tally import Scores, Tally

TEXT = "Minister Orla Penhask of Sorrenia met her guards in May 2021 at Haskov Post."


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def mention(type_: str, words: str) -> dict[str, Any]:
    start, end = at(words)
    return {"start": start, "end": end, "type": type_}


def entity(type_: str, words: str) -> dict[str, Any]:
    return {"type": type_, "span": list(at(words))}


GOLD = [
    mention("person", "Minister Orla Penhask of Sorrenia"),
    mention("person", "her"),
    mention("person", "her guards"),
    mention("place", "Sorrenia"),
    mention("time", "May 2021"),
    mention("organization", "Haskov Post"),
    mention("abstract", "Minister"),
]


def scored(*entities: dict[str, Any]) -> Scores:
    return gum.score([{"id": "g", "text": TEXT, "mentions": GOLD}], readings_by_id([{"id": "g", "entities": entities}]))


def test_types_answer_to_gum() -> None:
    scores = scored(entity("outlet", "Haskov Post"), entity("place", "Sorrenia"), entity("position", "Minister"))
    assert scores.tallies["organization"] == Tally(1, 1, 1)
    assert scores.tallies["place"] == Tally(1, 1, 1)
    assert scores.tallies["all"] == Tally(2, 2, 4)  # gold names: Penhask of Sorrenia, Sorrenia, May 2021, Haskov Post


def test_the_type_must_be_right() -> None:
    assert scored(entity("person", "Sorrenia")).tallies["all"] == Tally(0, 1, 4)


def test_a_name_within_gold_is_wrong_by_its_edges_alone() -> None:
    scores = scored(entity("person", "Orla Penhask"))
    assert scores.tallies["person"] == Tally(0, 1, 1)
    assert scores.tallies["overlap"] == Tally(1, 1, 4)


def test_an_overlap_needs_the_type() -> None:
    assert scored(entity("place", "Orla Penhask")).tallies["overlap"] == Tally(0, 1, 4)


def test_descriptions_and_pronouns_count_in_every_alone() -> None:
    scores = scored(entity("group", "her guards"), entity("person", "her"))
    assert scores.tallies["all"] == Tally(0, 0, 4)
    assert scores.tallies["every"] == Tally(2, 2, 6)


def test_one_mention_takes_one_gold_mention() -> None:
    scores = scored(entity("person", "Orla"), entity("person", "Penhask"))
    assert scores.tallies["overlap"] == Tally(1, 2, 4)


@pytest.mark.parametrize(
    ("words", "type_", "name"),
    [
        ("Orla Penhask", "person", True),
        ("the minister", "person", False),
        ("She", "person", False),
        ("I", "person", False),
        ("May 2021", "time", True),
        ("2021", "time", True),
        ("last year", "time", False),
        ("", "person", False),
    ],
)
def test_names(words: str, type_: str, name: bool) -> None:
    assert is_name(words, type_=type_) is name
