"""Two allegations compared: each comparison comes to a level, which has a weight and a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from onrecord.records import Act
from onrecord.records.record import Join, Term
from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.people import Who, kin, same_names
from onrecord.weigh.events.sentences import SENTENCES
from onrecord.weigh.tables import table

Levels = tuple[tuple[str, str, float], ...]
"""Of each comparison its name, the level that it came to, and what that weighs."""

# Within so many days two days are one: a night has two, and reports are written in other time zones.
_NIGHT = 1
# A month named and a month passed by: ranges no further apart than that leave the doubt to the weight.
_LATER = 31
AGAINST = -8.0


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known beyond the two allegations.

    Attributes:
        cites: pairs of reports, (one, other), of which the one has its telling from the other.
        sole: for report and act, the only person named as its victim there.
        origins: of each allegation, ids of the nodes where its chains of telling end.
    """

    cites: frozenset[tuple[int, int]] = frozenset()
    sole: frozenset[tuple[int, str]] = frozenset()


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
    yield "act", "other" if act is None else "same" if first.told.act is second.told.act else "near", act
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


@cache
def near(act: Act, other: Act) -> float | None:
    """What two acts weigh, None where they are never one."""
    weights = table("events")["weights"]["act"]
    if act is other:
        return float(weights["same"])
    for one, two, weight in table("events")["acts"]["near"]:
        if {act.value, other.value} == {one, two}:
            return float(weight)
    return None


@cache
def _lasting() -> frozenset[str]:
    return frozenset(table("events")["acts"]["lasting"])


def victims_level(first: Alleged, second: Alleged) -> str:
    """How the victims of two allegations hang together."""
    if first.named and second.named:
        return _named_level(first, second)
    if first.keys & second.keys:
        return "same_actor"
    if not first.victims or not second.victims:
        return "untold"
    if first.named or second.named:
        named, described = (first, second) if first.named else (second, first)
        if described.several and len(named.named) == 1 and not named.several:
            return "one_of"
        if not described.several and len(named.named) > 1:
            return "one_of"
        if len(named.named) > 1 and _number(described) not in (None, len(named.named)):
            return "other_number"
        return "may_be"
    if _organisations(first) and _organisations(second):
        alike = any(same_names(one, other) for one in _organisations(first) for other in _organisations(second))
        return "same_named" if alike else "other_sort"
    number, other_number = _number(first), _number(second)
    sorts, other_sorts = _sorts(first.victims), _sorts(second.victims)
    if (
        number is not None
        and number == other_number
        and number > 1
        and (not sorts or not other_sorts or sorts & other_sorts)
    ):
        return "same_count"
    if first.several != second.several and sorts and other_sorts:
        return "other_number"
    if sorts & other_sorts:
        return "same_sort"
    if sorts and other_sorts:
        return "other_sort"
    return "may_be"


def _named_level(first: Alleged, second: Alleged) -> str:
    met = {name for name in first.named if any(same_names(name, other) for other in second.named)}
    if not met:
        shared = first.keys & second.keys
        return "same_actor" if shared and len(first.named) == len(second.named) == 1 else "others_named"
    if len(first.victims) == len(second.victims) or len(met) == max(len(first.named), len(second.named)):
        return "same_named"
    return "contained"


def _organisations(one: Alleged) -> list[frozenset[str]]:
    return [who.names for who in one.victims if who.names and not who.person]


def _number(one: Alleged) -> int | None:
    numbers = {number for number, _, _ in one.counts if number is not None}
    return numbers.pop() if len(numbers) == 1 else None


def _sorts(whos: Iterable[Who]) -> set[str]:
    return {kin(who.head) for who in whos if who.head}


def perpetrators_level(first: Alleged, second: Alleged) -> str:
    """The same of the alleged perpetrators."""
    if not first.perpetrators or not second.perpetrators:
        return "untold"
    named = [who.names for who in first.perpetrators if who.names]
    other_named = [who.names for who in second.perpetrators if who.names]
    if any(same_names(one, other) for one in named for other in other_named):
        return "same_named"
    keys = {who.key for who in first.perpetrators if who.key}
    if any(who.key in keys for who in second.perpetrators):
        return "same_actor"
    if _sorts(first.perpetrators) & _sorts(second.perpetrators):
        return "same_sort"
    persons = any(who.person for who in first.perpetrators) and any(who.person for who in second.perpetrators)
    return "others_named" if persons else "other"


def place_level(first: Alleged, second: Alleged) -> str:
    """How the places hang together."""
    if not first.told.places or not second.told.places:
        return "untold"
    if first.geonames & second.geonames:
        return "same"
    if first.countries and second.countries and not first.countries & second.countries:
        return "other_country"
    if first.place_names and second.place_names:
        if first.place_names == second.place_names:
            return "same"
        if first.place_names & second.place_names:
            return "named_alike"
        if first.countries & second.countries and (_country_alone(first) or _country_alone(second)):
            return "nested"
        return "elsewhere"
    words = {place.words.lower() for place in first.told.places}
    return "same" if any(place.words.lower() in words for place in second.told.places) else "untold"


def _country_alone(one: Alleged) -> bool:
    """Whether no place is told but a country: GeoNames' countries have no city's id here."""
    return all(place.country is not None and place.geonames is None for place in one.told.places)


def time_level(first: Alleged, second: Alleged, victims: str) -> str:
    """How the times hang together; allegations without a time are of the time before their report."""
    start, end, other_start, other_end = first.first, first.last, second.first, second.last
    if start is None and end is None or other_start is None and other_end is None:
        return _against_publication(first, second)
    gap = max(
        (start - other_end) if start is not None and other_end is not None else -(10**6),
        (other_start - end) if other_start is not None and end is not None else -(10**6),
    )
    if gap > _NIGHT:
        if first.told.act.value in _lasting() and second.told.act.value in _lasting() and victims in _SAME:
            return "later"
        return "contradicts" if gap > _LATER or _days(first) <= _LATER and _days(second) <= _LATER else "apart"
    if start is not None and other_start is not None and end is not None and other_end is not None:
        width, other_width = end - start, other_end - other_start
        if width <= _NIGHT + 1 and other_width <= _NIGHT + 1:
            return "same_day" if gap <= 0 else "overlap"
        if max(width, other_width) > 200:
            return "near"
    return "overlap"


_SAME = frozenset({"same_named", "same_actor"})


def _days(one: Alleged) -> int:
    return 10**6 if one.first is None or one.last is None else one.last - one.first


def _against_publication(first: Alleged, second: Alleged) -> str:
    """A report can't tell of what began after it was published."""
    for one, other in ((first, second), (second, first)):
        if one.first is not None and other.first is None and other.published is not None:
            if one.first > other.published + _NIGHT:
                return "contradicts"
    return "untold"


def count_level(first: Alleged, second: Alleged) -> str:
    """How the counts hang together; figures are revised, so none rules an event out."""
    if not first.counts or not second.counts:
        return "untold"
    if any(one == other for one in first.counts for other in second.counts):
        return "same"
    if any(_agree(one, other) for one in first.counts for other in second.counts):
        return "agree"
    if first.report != second.report and first.published != second.published:
        return "revised"
    return "differ"


def _agree(one: tuple[int | None, int | None, int | None], other: tuple[int | None, int | None, int | None]) -> bool:
    _, low, high = one
    _, other_low, other_high = other
    return (low is None or other_high is None or low <= other_high) and (
        other_low is None or high is None or other_low <= high
    )


def words_level(first: Alleged, second: Alleged, hints: Hints) -> str:
    """What the words around say: neighbours in one report, or sentences that share words."""
    shared = len(first.words & second.words)
    smaller = min(len(first.words), len(second.words))
    if first.report == second.report:
        if (first.report, first.told.act.value) in hints.sole and (not first.named or not second.named):
            return "one_story"
        apart = abs(first.sentence - second.sentence)
        if apart <= 1:
            return "same_sentence" if not apart else "next_sentence"
    if smaller >= 4 and shared >= 0.5 * smaller:
        return "many"
    return "some" if smaller >= 4 and shared >= 0.25 * smaller else "few"


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


_RULED_OUT = frozenset({"contained", "others_named", "one_of"})
