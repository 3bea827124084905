"""Which pairs of allegations are compared at all: those that share something that one event would share.

Blocks that are too large are gone through in order of place and time with a window, so that the number of pairs grows
with the number of allegations and not with its square.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from onrecord.records import Status
from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.around import Hints

Key = tuple[str | int | None, ...]

# A block of up to so many is compared each with each; of a larger one, each with so many that follow it.
_EACH = 24
_WINDOW = 12
# Of a report, each allegation of a family is compared with so many that follow; articles have fewer.
_WITHIN = 60
# Days that a time may cover for its days to be keys.
_DAYS = 3

_FAMILIES = {
    "abduction": ("taking",),
    "detention": ("taking",),
    "disappearance": ("taking",),
    "killing": ("harm",),
    "assault": ("harm",),
    "torture": ("harm",),
    "sexual_violence": ("harm",),
}


def candidates(found: Sequence[Alleged], hints: Hints) -> list[tuple[int, int]]:
    """Pairs of indices to compare, the lower first, ascending."""
    blocks: dict[Key, list[int]] = {}
    for index, one in enumerate(found):
        for key in _keys(one):
            blocks.setdefault(key, []).append(index)
    pairs: set[int] = set()
    size = len(found)
    for key, members in blocks.items():
        if len(members) < 2:
            continue
        window = _WITHIN if key[0] == "report" else _WINDOW
        for first, second in _pairs(members, found, window, within=key[0] == "report"):
            pairs.add(first * size + second if first < second else second * size + first)
    for mine, theirs in _cited(found, hints):
        pairs.update(
            first * size + second if first < second else second * size + first for first in mine for second in theirs
        )
    return [divmod(pair, size) for pair in sorted(pairs)]


def families(one: Alleged) -> tuple[str, ...]:
    """Families of acts that it belongs to; acts that may be one thing share one."""
    return _FAMILIES.get(one.act, (one.act,))


def _keys(one: Alleged) -> Iterator[Key]:
    month = None if one.first is None else one.first // 31
    last_month = None if one.last is None else one.last // 31
    for family in families(one):
        yield "report", family, one.report
        for who in one.victims:
            if who.told.actor is not None:
                yield "actor", family, who.told.actor
            for word in who.names:
                if len(word) > 2:
                    yield "name", family, word
        for place in one.place_names:
            for each in {month, last_month} - {None}:
                yield "place", family, place, each
            for sort in one.sorts:
                yield "sort", family, place, sort
            if one.status is Status.NEGATED or (one.several and not one.named):
                yield "denied", family, place
        if one.first is not None and one.last is not None and one.last - one.first <= _DAYS:
            for sort in one.sorts:
                for day in range(one.first, one.last + 1):
                    yield "day", family, sort, day
        for number, _, _ in one.counts:
            if number is not None and number > 1:
                for sort in one.sorts or {""}:
                    yield "count", family, number, sort


def _pairs(members: Sequence[int], found: Sequence[Alleged], window: int, *, within: bool) -> Iterator[tuple[int, int]]:
    if len(members) <= _EACH:
        for place, first in enumerate(members):
            for second in members[place + 1 :]:
                yield first, second
        return
    ordered = sorted(members, key=lambda index: _order(found[index], within=within))
    for place, first in enumerate(ordered):
        for second in ordered[place + 1 : place + 1 + window]:
            yield first, second


def _order(one: Alleged, *, within: bool) -> tuple[int, int, str]:
    if within:
        return one.sentence, 0, one.id
    day = next((day for day in (one.first, one.last, one.published) if day is not None), 0)
    return day, one.report, one.id


def _cited(found: Sequence[Alleged], hints: Hints) -> Iterable[tuple[Sequence[int], Sequence[int]]]:
    """Allegations of a report and of one that it has its account from, those of each family."""
    if not hints.cites:
        return
    by_report: dict[int, dict[str, list[int]]] = {}
    numbers: Counter[int] = Counter()
    for index, one in enumerate(found):
        numbers[one.report] += 1
        told = by_report.setdefault(one.report, {})
        for family in families(one):
            told.setdefault(family, []).append(index)
    for teller, source in hints.cites:
        if numbers[teller] * numbers[source] > _WITHIN**2:
            continue
        theirs = by_report.get(source, {})
        for family, mine in by_report.get(teller, {}).items():
            if family in theirs:
                yield mine, theirs[family]
