"""Allegations joined into groups: the surest pairs first, and never two groups of which any two contradict."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.records import Status
from onrecord.records.record import Join, Term
from onrecord.records.tie import Tie, TieKind
from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.around import Hints, bare
from onrecord.weigh.events.comparing import AGAINST, NEVER, Levels, compare, explain, likeness, others, possible
from onrecord.weigh.events.levels import ANY
from onrecord.weigh.events.sentences import SENTENCES
from onrecord.weigh.tables import table

# Allegations of an act that tell more than that it happened, from which on a report may mainly tell of one event.
_MAINLY = 2
# Of two groups so many members each are compared across before they are joined; their mean must not speak against.
_ACROSS = 6


Why = Callable[[], str]
Doubt = tuple[int, int, float, Why]

# Why two that have something in common are not joined. Most doubts are never told: what it is in the end is asked then.
_TOO_LITTLE = "what speaks for it is too little"
_KEPT_APART = "a reviewer keeps them apart"
_RULED_OUT = "others that are joined to them can't be of one event"
_AGAINST = "others joined to them speak against it"


@dataclass(slots=True)
class Group:
    """Allegations of one event.

    Attributes:
        members: indices, ascending.
        joins: why.
    """

    members: list[int]
    joins: list[Join] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grouped:
    """Groups, by their lowest member, and pairs that were nearly joined: (first, second, sum, why not)."""

    groups: tuple[Group, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """What reviewers say, by index: pairs that are one, and pairs that are not."""

    same: tuple[tuple[int, int, str], ...]
    other: frozenset[tuple[int, int]]


def bound_by(found: Sequence[Alleged], ties: Iterable[Tie], merged: Mapping[str, str]) -> Bound:
    """Reviewers' ties and merges among these allegations; the later word on a pair counts."""
    index_of = {one.id: index for index, one in enumerate(found)}
    word: dict[tuple[int, int], str] = {}
    for one, root in sorted(merged.items()):
        first, second = index_of.get(one), index_of.get(root)
        if first is not None and second is not None and first != second:
            word[min(first, second), max(first, second)] = "merged"
    for members in _by_root(merged, index_of).values():
        for other in members[1:]:
            word[members[0], other] = "merged"
    for tie in sorted(ties, key=lambda tie: tie.number):
        first, second = index_of.get(tie.first), index_of.get(tie.second)
        if first is None or second is None or first == second:
            continue
        pair = min(first, second), max(first, second)
        if tie.kind is TieKind.SAME_EVENT:
            word[pair] = "same"
        elif tie.kind in (TieKind.OTHER_EVENT, TieKind.PART_OF):
            word[pair] = "other"
    return Bound(
        same=tuple((*pair, kind) for pair, kind in sorted(word.items()) if kind != "other"),
        other=frozenset(pair for pair, kind in word.items() if kind == "other"),
    )


def _by_root(merged: Mapping[str, str], index_of: Mapping[str, int]) -> dict[str, list[int]]:
    """Findings that stand behind one that itself is not here."""
    found: dict[str, list[int]] = {}
    for one, root in merged.items():
        if one in index_of:
            found.setdefault(root, []).append(index_of[one])
    return {root: sorted(members) for root, members in found.items()}


def group(found: Sequence[Alleged], pairs: Sequence[tuple[int, int]], hints: Hints, bound: Bound) -> Grouped:
    """Groups of allegations; what comes out does not depend on the order of `pairs`."""
    limits = table("events")["limits"]
    work = _Work(found, hints, bound)
    work.tied()
    scored = []
    least = float(limits["near"])
    for first, second in pairs:
        one, other = found[first], found[second]
        if Status.NEGATED in (one.status, other.status) or others(one, other):
            continue
        if (one.status is Status.HYPOTHETICAL) != (other.status is Status.HYPOTHETICAL):
            continue
        total = likeness(one, other, hints)
        if total >= least:
            scored.append((-total, first, second))
    scored.sort()  # of equals, by id, in the order of which allegations are found
    for negative, first, second in scored:
        work.consider(first, second, -negative, joining=-negative >= limits["join"])
    for first, second in _mainly(found, work):
        work.attach(first, second)
    return work.result()


def _mainly(found: Sequence[Alleged], work: "_Work") -> Iterable[tuple[int, int]]:
    """What is told without victims, place or time, and an allegation of the event that its report mainly tells so."""
    by_act: dict[tuple[int, str], list[int]] = {}
    for index, one in enumerate(found):
        if one.status is Status.ASSERTED and one.act != ANY:
            by_act.setdefault((one.report, one.act), []).append(index)
    share = float(table("events")["limits"]["mainly"])
    for members in by_act.values():
        telling = [index for index in members if not bare(found[index])]
        if len(telling) == len(members) or len(telling) < _MAINLY:
            continue
        groups: dict[int, list[int]] = {}
        for index in telling:
            groups.setdefault(work.group_of(index), []).append(index)
        most = max(groups.values(), key=lambda group: (len(group), -group[0]))
        if len(most) < share * len(telling):
            continue
        for index in members:
            if bare(found[index]) and not found[index].another:
                yield index, min(most, key=lambda other: (abs(found[other].sentence - found[index].sentence), other))


class _Work:
    def __init__(self, found: Sequence[Alleged], hints: Hints, bound: Bound) -> None:
        self._found = found
        self._hints = hints
        self._bound = bound
        self._group = list(range(len(found)))
        self._groups = {index: Group([index]) for index in range(len(found))}
        self._apart: dict[int, set[int]] = {}
        for first, second in bound.other:
            self._apart.setdefault(first, set()).add(second)
            self._apart.setdefault(second, set()).add(first)
        self._doubts: list[Doubt] = []
        self._answers: dict[tuple[int, int, int, int], Why | None] = {}

    def tied(self) -> None:
        """Join what reviewers say is one, whatever else speaks against it."""
        for first, second, kind in self._bound.same:
            if self._group[first] == self._group[second]:
                continue
            if self._kept_apart(first, second):
                self._doubts.append((first, second, 0.0, lambda: "another word of a reviewer keeps them apart"))
                continue
            term = Term(
                name="tie",
                value=float(table("events")["weights"]["tie"]["same"]),
                told=SENTENCES["tie", kind](self._found[first], self._found[second]),
            )
            self._join(
                first,
                second,
                Join(first=self._found[first].id, second=self._found[second].id, terms=(term,), sum=term.value),
            )

    def consider(self, first: int, second: int, total: float, *, joining: bool) -> None:
        """Join two allegations' groups if nothing within them speaks against it."""
        if self._group[first] == self._group[second]:
            return
        why = self._against(first, second) if joining else lambda: _TOO_LITTLE
        if why is not None:
            self._doubts.append((first, second, total, why))
            return
        levels, _ = compare(self._found[first], self._found[second], self._hints)
        self._join(first, second, explain(self._found[first], self._found[second], levels))

    def group_of(self, index: int) -> int:
        """The lowest member of the group that an allegation is in."""
        return self._group[index]

    def attach(self, first: int, second: int) -> None:
        """Join a bare allegation that stands alone, or with others as bare, to the event its report mainly tells of."""
        if self._group[first] == self._group[second] or self._kept_apart(first, second):
            return
        if any(not bare(self._found[index]) for index in self._members(first)):
            return
        levels: Levels = (("act", "same", 0.0), ("words", "mainly", float(table("events")["limits"]["join"])))
        self._join(first, second, explain(self._found[first], self._found[second], levels))

    def result(self) -> Grouped:
        """Groups by their lowest member; doubts about pairs that did not come together otherwise."""
        return Grouped(
            groups=tuple(self._groups[index] for index in sorted(self._groups)),
            doubts=tuple(one for one in self._doubts if self._group[one[0]] != self._group[one[1]]),
        )

    def _kept_apart(self, first: int, second: int) -> bool:
        if not self._apart:
            return False
        mine, theirs = self._members(first), self._members(second)
        if len(mine) > len(theirs):
            mine, theirs = theirs, mine
        there = set(theirs)
        return any(self._apart.get(one, set()) & there for one in mine)

    def _against(self, first: int, second: int) -> Why | None:
        """Why two groups can't be one. Many pairs ask it of the same two, which only change by growing."""
        mine, theirs = self._group[first], self._group[second]
        asked = (mine, len(self._groups[mine].members), theirs, len(self._groups[theirs].members))
        if asked not in self._answers:
            self._answers[asked] = self._found_against(first, second)
        return self._answers[asked]

    def _found_against(self, first: int, second: int) -> Why | None:
        if self._kept_apart(first, second):
            return lambda: _KEPT_APART
        mine, theirs = self._members(first), self._members(second)
        if len(mine) == len(theirs) == 1:
            return None
        spread, their_spread = (_spread(self._telling(members)) for members in (mine, theirs))
        values = [
            likeness(self._found[one], self._found[other], self._hints) for one in spread for other in their_spread
        ]
        if NEVER in values:
            return lambda: _RULED_OUT
        if sum(max(AGAINST, value) for value in values) < len(values) * table("events")["limits"]["across"]:
            return cache(lambda: _RULED_OUT if self._ruled_out(mine, theirs) else _AGAINST)
        return (lambda: _RULED_OUT) if self._ruled_out(mine, theirs) else None

    def _ruled_out(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        """Whether any two of these can't be of one event."""
        found = self._found
        return any(possible(found[one], found[other]) == NEVER for one in mine for other in theirs)

    def _telling(self, members: Sequence[int]) -> Sequence[int]:
        """Those that tell more than that it happened, if any do: what is bare fits everywhere."""
        return [index for index in members if not bare(self._found[index])] or members

    def _members(self, index: int) -> list[int]:
        return self._groups[self._group[index]].members

    def _join(self, first: int, second: int, join: Join) -> None:
        low, high = sorted((self._group[first], self._group[second]))
        kept, gone = self._groups[low], self._groups.pop(high)
        for index in gone.members:
            self._group[index] = low
        kept.members = sorted(kept.members + gone.members)
        kept.joins += [*gone.joins, join]


def _spread(members: Sequence[int]) -> Sequence[int]:
    """Some of many, evenly."""
    if len(members) <= _ACROSS:
        return members
    return [members[place * len(members) // _ACROSS] for place in range(_ACROSS)]
