"""Each comparison of two allegations but that of the words around them: the level that it comes to."""

from functools import cache

from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.people import exclusive, generic, same_names
from onrecord.weigh.tables import table

# Within so many days two days are one: a night has two, and reports are written in other time zones.
_NIGHT = 1
# A month named and a month passed by: ranges no further apart than that leave the doubt to the weight.
_LATER = 31
# What happened within a quarter of a time that lasted for weeks or more may be a part of what lasted.
_SHORT, _LONG = 4, 25
# The act of which no more is known than that it is none of the others.
ANY = "other"
_ANYBODY = frozenset({"person", "individual", "citizen", "civilian", "member", "local"})


@cache
def near(act: str, other: str) -> float | None:
    """What two acts weigh, None where they are never one."""
    weights = table("events")["weights"]["act"]
    if act == other:
        return float(weights["any" if act == ANY else "same"])
    for one, two, weight in table("events")["acts"]["near"]:
        if {act, other} == {one, two}:
            return float(weight)
    return None


def again(one: Alleged, other: Alleged) -> bool:
    """Whether somebody may well suffer the act more than once, in what one report tells of or in what two do."""
    always, across = _repeated()
    return one.act in always or (one.report != other.report and one.act in across)


@cache
def _repeated() -> tuple[frozenset[str], frozenset[str]]:
    acts = table("events")["acts"]
    return frozenset(acts["again"]), frozenset(acts["again_across"])


@cache
def _lasting() -> frozenset[str]:
    return frozenset(table("events")["acts"]["lasting"])


def act_level(first: Alleged, second: Alleged) -> str:
    """Whether the acts may be one; the act that is none of the others may be anything."""
    if first.act != second.act:
        return "near" if near(first.act, second.act) is not None else "other"
    alike = bool(first.stem) and first.stem == second.stem and first.report == second.report
    if first.act == ANY:
        return "any_word" if alike else "any"
    return "same_word" if alike else "same"


def victims_level(first: Alleged, second: Alleged) -> str:
    """How the victims of two allegations hang together."""
    if first.named and second.named:
        level = _named_level(first, second)
        return "same_again" if level == "same_named" and again(first, second) and again(second, first) else level
    if first.keys & second.keys:
        if first.keys != second.keys and len(first.victims) != len(second.victims):
            return "some_group"
        if again(first, second) and again(second, first):
            return "same_again"
        return "same_group" if first.several or second.several else "same_actor"
    if not first.victims or not second.victims:
        return "untold"
    if first.named or second.named:
        named, described = (first, second) if first.named else (second, first)
        if described.several and len(named.named) == 1 and not named.several:
            return "one_of"
        if not described.several and len(named.named) > 1:
            return "one_of"
        if len(named.named) > 1 and described.number is not None:
            return "same_count" if described.number == len(named.named) else "other_number"
        return "may_be"
    if first.organisations and second.organisations:
        alike = any(same_names(one, other) for one in first.organisations for other in second.organisations)
        return ("same_again" if again(first, second) else "same_named") if alike else "other_body"
    number, other_number = first.number, second.number
    sorts, other_sorts = first.sorts, second.sorts
    if (
        number is not None
        and number == other_number
        and number > 1
        and (not sorts or not other_sorts or sorts & other_sorts or _anybody(sorts) or _anybody(other_sorts))
    ):
        return "same_count"
    if first.several != second.several and sorts and other_sorts:
        return "other_number"
    if sorts & other_sorts - _ANYBODY:
        alone = first.report == second.report and len(first.victims) == len(second.victims) == 1
        return (
            "same_noun"
            if alone and not (first.several or second.several) and not _another(first, second)
            else "same_sort"
        )
    if sorts and other_sorts:
        if exclusive(sorts, other_sorts):
            return "excluded"
        if not any(generic(sort) for sort in sorts | other_sorts):
            return "other_sort"
    return "may_be_some" if first.several and second.several else "may_be"


def _anybody(sorts: frozenset[str]) -> bool:
    return sorts <= _ANYBODY


def _another(first: Alleged, second: Alleged) -> bool:
    """Whether one is told of as another than those told of before."""
    return any(who.another for one in (first, second) for who in one.victims)


def _named_level(first: Alleged, second: Alleged) -> str:
    met = {name for name in first.named if any(same_names(name, other) for other in second.named)}
    if not met:
        shared = first.keys & second.keys
        return "same_actor" if shared and len(first.named) == len(second.named) == 1 else "others_named"
    if len(first.victims) == len(second.victims):
        return "same_named"
    return "some_group" if len(met) == max(len(first.named), len(second.named)) else "contained"


def perpetrators_level(first: Alleged, second: Alleged) -> str:
    """The same of the alleged perpetrators."""
    if not first.perpetrators or not second.perpetrators:
        return "untold"
    named = [who.names for who in first.perpetrators if who.names]
    other_named = [who.names for who in second.perpetrators if who.names]
    if any(same_names(one, other) for one in named for other in other_named):
        persons = any(who.person for who in first.perpetrators) and any(who.person for who in second.perpetrators)
        return "same_person" if persons and first.report == second.report else "same_named"
    if first.doer_keys & second.doer_keys:
        return "same_actor"
    if first.doers & second.doers:
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
    if start is None and other_start is None and (end is None or other_end is None):
        return "untold"  # as most are
    if (start is None and end is None) or (other_start is None and other_end is None):
        return _against_publication(first, second)
    gap = max(
        (start - other_end) if start is not None and other_end is not None else -(10**6),
        (other_start - end) if other_start is not None and end is not None else -(10**6),
    )
    if gap > _NIGHT:
        if first.act in _lasting() and second.act in _lasting() and victims in _SAME:
            return "later"
        return "contradicts" if gap > _LATER or (_days(first) <= _LATER and _days(second) <= _LATER) else "apart"
    if start is not None and other_start is not None and end is not None and other_end is not None:
        width, other_width = end - start, other_end - other_start
        if width <= _NIGHT + 1 and other_width <= _NIGHT + 1:
            return "same_day" if gap <= 0 else "overlap"
        if max(width, other_width) >= _LONG and _SHORT * min(width, other_width) <= max(width, other_width):
            return "within"
    return "overlap"


_SAME = frozenset({"same_named", "same_again", "same_actor", "same_group"})


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
    if _far(first, second):
        return "far"
    if not first.counts or not second.counts:
        return "untold"
    if not figures_differ(first, second) and any(one == other for one in first.counts for other in second.counts):
        return "same"
    if any(_agree(one, other) for one in first.counts for other in second.counts):
        return "agree"
    if first.report != second.report and first.published != second.published:
        return "revised"
    return "differ"


def figures_differ(first: Alleged, second: Alleged) -> bool:
    """Whether the victims are told with numbers, and with others: a heading's 134 are not the four of its report."""
    return bool(first.called and second.called) and not first.called & second.called


def _far(first: Alleged, second: Alleged) -> bool:
    """Whether all numbers of the one are several times the other's: figures are revised, but seldom so."""
    if not first.numbers or not second.numbers:
        return False
    return all(_times(one, other) for one in first.numbers for other in second.numbers)


def _times(one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return high >= (_TIMES if high >= _MANY else _TIMES_FEW) * low


_TIMES, _TIMES_FEW, _MANY = 2.0, 3.0, 20


def _agree(one: tuple[int | None, int | None, int | None], other: tuple[int | None, int | None, int | None]) -> bool:
    _, low, high = one
    _, other_low, other_high = other
    return (low is None or other_high is None or low <= other_high) and (
        other_low is None or high is None or other_low <= high
    )
