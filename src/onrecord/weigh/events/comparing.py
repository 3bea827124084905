"""Two allegations compared: each comparison comes to a level, which has a weight and a sentence."""

from collections.abc import Iterable
from functools import cache

from onrecord.records.record import Join, Term
from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.around import Hints, words_level
from onrecord.weigh.events.levels import (
    act_level,
    count_level,
    near,
    perpetrators_level,
    place_level,
    time_level,
    victims_level,
)
from onrecord.weigh.events.sentences import SENTENCES
from onrecord.weigh.tables import table

Levels = tuple[tuple[str, str, float], ...]
"""Of each comparison its name, the level that it came to, and what that weighs."""

# A weight from which on nothing else is asked.
AGAINST = -8.0


def compare(first: Alleged, second: Alleged, hints: Hints) -> tuple[Levels, float]:
    """Levels of all comparisons, and their sum; where one rules the rest out, that one alone."""
    weights = _weights()
    found: list[tuple[str, str, float]] = []
    total = 0.0
    for name, level, value in _levels(first, second, hints):
        weight = weights[name, level] if value is None else value
        found.append((name, level, weight))
        total += weight
        if weight <= AGAINST:
            break
    return tuple(found), total


def explain(first: Alleged, second: Alleged, levels: Levels) -> Join:
    """The comparison as it is told."""
    terms = tuple(
        Term(name=name, value=round(value, 2), told=SENTENCES[name, level](first, second))
        for name, level, value in levels
        if value or (name, level) in SENTENCES
    )
    return Join(first=first.id, second=second.id, terms=terms, sum=round(sum(term.value for term in terms), 2))


def _levels(first: Alleged, second: Alleged, hints: Hints) -> Iterable[tuple[str, str, float | None]]:
    act = near(first.told.act, second.told.act)
    yield "act", act_level(first, second), act
    victims = victims_level(first, second)
    yield "victims", victims, None
    yield "time", time_level(first, second, victims), None
    yield "place", place_level(first, second), None
    yield "alleged_perpetrators", perpetrators_level(first, second), None
    yield "count", count_level(first, second), None
    yield "words", words_level(first, second, hints), None
    pair = (first.report, second.report)
    yield "lineage", "cites" if pair in hints.cites or pair[::-1] in hints.cites else "none", None


@cache
def _weights() -> dict[tuple[str, str], float]:
    return {
        (name, level): float(value)
        for name, levels in table("events")["weights"].items()
        for level, value in levels.items()
    }


def others(first: Alleged, second: Alleged) -> bool:
    """Whether it is plain at a glance that the victims are others, by name: most pairs of a report are such."""
    return bool(
        first.name_words
        and second.name_words
        and not first.name_words & second.name_words
        and not first.keys & second.keys
    )


def contradict(first: Alleged, second: Alleged) -> bool:
    """Whether no event can hold both, whatever else speaks for it."""
    if near(first.told.act, second.told.act) is None:
        return True
    victims = victims_level(first, second)
    return (
        victims in _RULED_OUT
        or time_level(first, second, victims) == "contradicts"
        or place_level(first, second) == "other_country"
    )


_RULED_OUT = frozenset({"contained", "others_named", "one_of", "excluded"})
