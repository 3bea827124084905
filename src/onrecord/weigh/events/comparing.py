"""Two allegations compared: each comparison comes to a level, which has a weight and a sentence."""

from collections.abc import Iterable
from functools import cache

from onrecord.records.record import Join, Term
from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.around import Hints, standing_level, times_level, wording_level, words_level
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

# What comes of two that can't be one, whatever else speaks for it.
NEVER = float("-inf")
# How victims hang together of which no event can hold both.
_RULED_OUT = frozenset({"contained", "others_named", "one_of", "excluded"})
# A weight from which on nothing else is asked.
AGAINST = -8.0


def compare(first: Alleged, second: Alleged, hints: Hints) -> tuple[Levels, float]:
    """Levels of all comparisons, and their sum; where one rules the rest out, that one alone."""
    weights = _by_name()
    found: list[tuple[str, str, float]] = []
    total = 0.0
    for name, level, value in _levels(first, second, hints):
        weight = weights[name][level] if value is None else value
        found.append((name, level, weight))
        total += weight
        if weight <= AGAINST:
            break
    return tuple(found), total


def likeness(first: Alleged, second: Alleged, hints: Hints) -> float:
    """The sum that `compare` comes to, without its levels: most pairs are asked for no more; `NEVER` is ruled out."""
    weigh = _by_name()
    total = possible(first, second)
    if total == NEVER:
        return total
    if first.perpetrators and second.perpetrators:
        total += weigh["alleged_perpetrators"][perpetrators_level(first, second)]
    if first.counts or second.counts or first.number is not None or second.number is not None:
        total += weigh["count"][count_level(first, second)]
    total += weigh["words"][words_level(first, second, hints)]
    total += weigh["times"][times_level(first, second)]
    if first.report == second.report:
        total += weigh["standing"][standing_level(first, second)] + weigh["wording"][wording_level(first, second)]
    if hints.cites and first.report != second.report:
        pair = (first.report, second.report)
        if pair in hints.cites or pair[::-1] in hints.cites:
            total += weigh["lineage"]["cites"]
    return total


def possible(first: Alleged, second: Alleged) -> float:
    """What act, victims, time and place weigh; `NEVER` where one of them rules out that the two are of one event."""
    act = near(first.act, second.act)
    if act is None:
        return NEVER
    weigh = _by_name()
    victims = victims_level(first, second)
    if victims in _RULED_OUT:
        return NEVER
    time = time_level(first, second, victims)
    if time == "contradicts":
        return NEVER
    total = weigh["victims"][victims] + weigh["time"][time]
    total += act if first.act != second.act else weigh["act"][act_level(first, second)]
    if first.told.places and second.told.places:
        place = place_level(first, second)
        if place == "other_country":
            return NEVER
        total += weigh["place"][place]
    return total


def explain(first: Alleged, second: Alleged, levels: Levels) -> Join:
    """The comparison as it is told."""
    terms = tuple(
        Term(name=name, value=round(value, 2), told=SENTENCES[name, level](first, second))
        for name, level, value in levels
    )
    return Join(first=first.id, second=second.id, terms=terms, sum=round(sum(term.value for term in terms), 2))


def _levels(first: Alleged, second: Alleged, hints: Hints) -> Iterable[tuple[str, str, float | None]]:
    act = act_level(first, second)
    yield "act", act, near(first.act, second.act) if act == "near" else None
    victims = victims_level(first, second)
    yield "victims", victims, None
    yield "time", time_level(first, second, victims), None
    yield "place", place_level(first, second), None
    yield "alleged_perpetrators", perpetrators_level(first, second), None
    yield "count", count_level(first, second), None
    yield "words", words_level(first, second, hints), None
    yield "times", times_level(first, second), None
    yield "standing", standing_level(first, second), None
    yield "wording", wording_level(first, second), None
    pair = (first.report, second.report)
    yield "lineage", "cites" if pair in hints.cites or pair[::-1] in hints.cites else "none", None


@cache
def _by_name() -> dict[str, dict[str, float]]:
    weights = {
        name: {level: float(value) for level, value in levels.items()}
        for name, levels in table("events")["weights"].items()
    }
    # What `likeness` does not ask for where nothing is told weighs nothing.
    assert not any(weights[name]["untold"] for name in ("place", "alleged_perpetrators", "count"))  # noqa: S101 (of a table of ours)
    return weights


def others(first: Alleged, second: Alleged) -> bool:
    """Whether it is plain at a glance that the victims are others, by name: most pairs of a report are such."""
    return bool(
        first.name_words
        and second.name_words
        and not first.name_words & second.name_words
        and not first.keys & second.keys
    )
