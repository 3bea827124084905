"""Which mentions are compared, and where each counts as standing; the text is ours and FICTIONAL."""

from dataclasses import replace
from typing import Any

import pytest

from benchmarks import gum_coreference
from benchmarks.coreference_scores import scores
from onrecord.records import Actor, ActorKind, Entity, EntityType, Reading, Report, Span

TEXT = "FICTIONAL. Ama Terrin's lawyer, who lives in Seld, called. She said that the arrest of Terrin was wrong."


def _at(words: str, occurrence: int = 1) -> tuple[int, int]:
    at = -1
    for _ in range(occurrence):
        at = TEXT.index(words, at + 1)
    return at, at + len(words)


def _gold(words: str, type_: str, coref: str, occurrence: int = 1) -> dict[str, Any]:
    start, end = _at(words, occurrence)
    return {"start": start, "end": end, "type": type_, "coref": coref}


GOLD = [
    _gold("Ama Terrin's lawyer, who lives in Seld", "person", "1"),
    _gold("Ama Terrin's", "person", "2"),
    _gold("Seld", "place", "3"),
    _gold("She", "person", "1"),
    _gold("the arrest of Terrin", "event", "4"),
    _gold("Terrin", "person", "2", 2),
]


def _reading(*entities: tuple[str, int, str]) -> Reading:
    found = tuple(
        Entity(f"e{number}", EntityType.PERSON, Span(*_at(words, occurrence)), 0.9, actor)
        for number, (words, occurrence, actor) in enumerate(entities, 1)
    )
    actors = {e.actor: Actor(str(e.actor), "x", ActorKind.PERSON) for e in found}
    return Reading(Report("r", "r", TEXT), "test@0", found, tuple(actors.values()))


@pytest.mark.parametrize(
    ("words", "exact", "head"),
    [
        ("Ama Terrin's", "Ama Terrin", "Terrin"),
        ("Ama Terrin's lawyer, who lives in Seld", "Ama Terrin's lawyer, who lives in Seld", "lawyer"),
        ("the arrest of Terrin", "the arrest of Terrin", "arrest"),
        ("She", "She", "She"),
        ("Seld,", "Seld", "Seld"),
    ],
)
def test_edges_and_heads(words: str, exact: str, head: str) -> None:
    span = _at(words)
    assert TEXT[slice(*gum_coreference._exact(TEXT, *span))] == exact
    assert TEXT[slice(*gum_coreference._head(TEXT, *span))] == head


def test_heads_agree_where_spans_don_t() -> None:
    reading = _reading(("lawyer", 1, "a1"), ("She", 1, "a1"), ("Ama Terrin", 1, "a2"), ("Terrin", 2, "a2"))
    exact = scores([gum_coreference._pair(TEXT, GOLD, reading, gum_coreference._exact)])
    head = scores([gum_coreference._pair(TEXT, GOLD, reading, gum_coreference._head)])
    assert exact["mentions"].recall == pytest.approx(3 / 4)
    assert head["mentions"].recall == head["MUC"].precision == 1


def test_mentions_of_other_types_count_only_in_the_table_of_everything() -> None:
    reading = _reading(("She", 1, "a1"), ("the arrest of Terrin", 1, "a1"))
    actors = [mention for mention in GOLD if mention["type"] in gum_coreference.ACTORS]
    _, everything = gum_coreference._pair(TEXT, GOLD, reading, gum_coreference._exact)
    _, only = gum_coreference._pair(TEXT, actors, reading, gum_coreference._exact, only=GOLD)
    assert (len(everything), len(only)) == (1, 0)


def test_given_mentions_are_joined_by_resolving() -> None:
    reading = _reading(("Ama Terrin", 1, "a1"), ("Terrin", 2, "a1"))
    read = replace(reading, actors=(), entities=tuple(replace(e, actor=None) for e in reading.entities))
    key, response = gum_coreference._given(TEXT, [m for m in GOLD if m["coref"] == "2"], read)
    assert key == response != []
