"""Denials: each negated allegation with the event that it denies, where the two have more in common than an act.

A denial that stands with the wrong event makes somebody seem to have answered what was never put to them.
"""

from collections.abc import Iterable, Sequence

from onrecord.records import Status
from onrecord.records.record import Join
from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.around import Hints, bare
from onrecord.weigh.events.comparing import Levels, compare, explain
from onrecord.weigh.events.levels import near
from onrecord.weigh.tables import table

# Victims that are the same, and such that are others; the rest leaves it open.
_SAME_PEOPLE = frozenset({"same_named", "same_again", "same_actor", "same_group", "same_count", "same_noun"})
_OTHER_PEOPLE = frozenset({"other_sort", "other_number", "other_body"})
_SAME_PLACE = frozenset({"same", "named_alike"})
_SAME_DOERS = frozenset({"same_person", "same_named", "same_actor"})
_OTHER_DOERS = frozenset({"other", "others_named"})
# Sentences within which "the arrests never happened" is of the arrests just spoken of.
_SPOKEN_OF = 2
# What two acts weigh from which on "nobody" of the one is nobody of the other: held and abducted; not beaten, killed.
_NEAR = 0.5


def denials(
    found: Sequence[Alleged],
    groups: Sequence[Sequence[int]],
    pairs: Iterable[tuple[int, int]],
    hints: Hints,
    apart: frozenset[tuple[int, int]],
) -> dict[int, tuple[int, Join]]:
    """Negated allegations, each to the place in `groups` of the event that it denies best, and why."""
    group_of = {index: place for place, members in enumerate(groups) for index in members}
    least = float(table("events")["limits"]["denial"])
    best: dict[int, tuple[tuple[bool, int, float, str], int, Join]] = {}
    many: dict[int, int] = {}
    negated = {index for index, one in enumerate(found) if one.status is Status.NEGATED and not one.conditional}
    for first, second in pairs:
        if (first in negated) == (second in negated):
            continue
        denial, asserted = (first, second) if first in negated else (second, first)
        one, other = found[denial], found[asserted]
        if other.status is not Status.ASSERTED or (first, second) in apart:
            continue
        levels = _levels(one, other, hints)
        total = sum(value for _, _, value in levels)
        if total < least or not _meets(one, other, levels):
            continue
        place = group_of[asserted]
        if one.nobody and place not in many:
            many[place] = max(found[index].most for index in groups[place])
        # Who says "nobody" most probably answers what his own report tells, and the widest of it.
        wide = (one.report != other.report, -many[place]) if one.nobody else (False, 0)
        rank = (*wide, -total, other.id)
        if denial not in best or rank < best[denial][0]:
            best[denial] = (rank, place, explain(one, other, levels))
    return {denial: (place, join) for denial, (_, place, join) in best.items()}


def _levels(one: Alleged, other: Alleged, hints: Hints) -> Levels:
    """Comparisons of a denial; who is said not to have suffered it says little where it is nobody at all."""
    levels, _ = compare(one, other, hints)
    if not one.nobody:
        if any(not who.empty for who in one.victims):
            return levels
        return tuple(level for level in levels if level[0] != "victims")
    weights = table("events")["weights"]["victims"]
    return tuple(
        ("victims", "nobody", float(weights["nobody"] if other.several else 0.0)) if level[0] == "victims" else level
        for level in levels
    )


def _meets(one: Alleged, other: Alleged, levels: Levels) -> bool:
    """Whether a denial has more in common with what it would deny than the act."""
    level = {name: told for name, told, _ in levels}
    linked = level.get("lineage") == "cites"
    place, victims = level.get("place"), level.get("victims")
    if one.nobody:
        if level.get("alleged_perpetrators") in _OTHER_DOERS or not _nearly(one, other) or _told_later(one, other):
            return False
        return place in _SAME_PLACE or (other.several and (one.report == other.report or linked or place == "nested"))
    if victims in _SAME_PEOPLE or level.get("count") == "same":
        return True
    if victims in _OTHER_PEOPLE:
        return False
    if place in _SAME_PLACE or _of_what_was_spoken_of(one, other, level.get("words", "")):
        return True
    return linked and (
        victims == "same_sort"
        or place == "nested"
        or level.get("alleged_perpetrators") in _SAME_DOERS
        or level.get("time") in ("same_day", "overlap")
    )


def _nearly(one: Alleged, other: Alleged) -> bool:
    """Whether two acts are so near that who says that nobody suffered the one speaks of the other: no beating, yet."""
    return one.act == other.act or (near(one.act, other.act) or 0.0) >= _NEAR


def _told_later(one: Alleged, other: Alleged) -> bool:
    """Whether what is denied was told only after its denial."""
    return one.published is not None and other.published is not None and other.published > one.published + 1


def _of_what_was_spoken_of(one: Alleged, other: Alleged, words: str) -> bool:
    if words in ("follows", "nearly_all"):
        return True
    near_by = one.report == other.report and abs(one.sentence - other.sentence) <= _SPOKEN_OF
    return near_by and bare(one) and words in ("one_story", "one_group")
