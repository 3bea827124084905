"""Ties in the ledger: a reviewer's word on what weighing joins or keeps apart; inserted, undone only by another.

A tie that would contradict one in force is refused, also where only several together contradict it (A is B, B is C,
and yet A is not C), so that weighing never has to choose between two words of reviewers.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, RowMapping, select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.columns import moment
from onrecord.ledger.findings import is_current
from onrecord.ledger.writing import Writing
from onrecord.records.finding import FindingKind
from onrecord.records.tie import Tie, TieKind

REPORT = "report"

JOINS: Mapping[TieKind, TieKind] = {
    TieKind.SAME_ACTOR: TieKind.OTHER_ACTOR,
    TieKind.SAME_EVENT: TieKind.OTHER_EVENT,
}
"""Ties that make two things one, however many lie between, and those that keep the same things apart."""

OPPOSITE: Mapping[TieKind, TieKind] = {
    **JOINS,
    **{apart: join for join, apart in JOINS.items()},
    TieKind.CITES: TieKind.NOT_CITES,
    TieKind.NOT_CITES: TieKind.CITES,
    TieKind.INDEPENDENT: TieKind.SHARED,
    TieKind.SHARED: TieKind.INDEPENDENT,
}

DIRECTED = frozenset({TieKind.PART_OF, TieKind.CITES, TieKind.NOT_CITES})
"""Ties whose first and second are not the same the other way round."""

_ACTOR, _ALLEGATION = FindingKind.ACTOR.value, FindingKind.ALLEGATION.value
ENDS: Mapping[TieKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    TieKind.SAME_ACTOR: ((_ACTOR,), (_ACTOR,)),
    TieKind.OTHER_ACTOR: ((_ACTOR,), (_ACTOR,)),
    TieKind.SAME_EVENT: ((_ALLEGATION,), (_ALLEGATION,)),
    TieKind.OTHER_EVENT: ((_ALLEGATION,), (_ALLEGATION,)),
    TieKind.PART_OF: ((_ALLEGATION,), (_ALLEGATION,)),
    TieKind.CITES: ((REPORT,), (REPORT, _ACTOR)),
    TieKind.NOT_CITES: ((REPORT,), (REPORT, _ACTOR)),
    TieKind.INDEPENDENT: ((REPORT, _ACTOR), (REPORT, _ACTOR)),
    TieKind.SHARED: ((REPORT, _ACTOR), (REPORT, _ACTOR)),
}
"""What a tie of each kind may hang on, first and second."""

_WORDS = {
    REPORT: "a report (report:12)",
    _ACTOR: "an actor (a and 16 digits)",
    _ALLEGATION: "an allegation (g and 16 digits)",
}
_REPORT = re.compile(r"report:([1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Tied:
    """A tie or an undoing, as it stands.

    Attributes:
        undone_by: number of the undoing in force that undoes it; None: it counts.
    """

    tie: Tie
    undone_by: int | None = None


def tie(writing: Writing, kind: TieKind, first: str, second: str, *, reason: str | None = None) -> Tie:
    """Say that two things are one, or two, or how one hangs on the other.

    Args:
        writing: the transaction.
        kind: what is said.
        first: id of a finding, or `report:N`.
        second: likewise.
        reason: why, in the reviewer's words.

    Raises:
        NoSuchCase: the case has no such finding now, or no such report.
        UsageError: the kind isn't said of such things, they are one already, or a tie in force says the contrary.
    """
    for end, allowed, which in zip((first, second), ENDS[kind], ("first", "second"), strict=True):
        found = _kind_of(writing.connection, end)
        if found not in allowed:
            wanted = " or ".join(_WORDS[word] for word in allowed)
            raise UsageError(f"{kind.value} needs {wanted} as its {which}; {end} is {_a(found)}.")
    if first == second:
        raise UsageError(f"{first} is tied to itself; name two things.")
    _refuse_contrary(ties_in_force(writing.connection), kind, first, second)
    return _insert(writing, kind, first, second, reason=reason)


def untie(writing: Writing, number: int, *, reason: str | None = None) -> Tie:
    """Undo a tie, or an undoing.

    Raises:
        NoSuchCase: there is no tie of that number.
        UsageError: it is undone already, or the tie that would count again contradicts one made since.
    """
    every = {each.tie.number: each for each in ties_made(writing.connection)}
    undone = every.get(number)
    if undone is None:
        raise NoSuchCase(f"There is no tie {number} to undo; `onrecord list CASE ties` shows those there are.")
    if undone.undone_by is not None:
        raise UsageError(f"Tie {number} is undone already, by {undone.undone_by}; undo that one instead.")
    made = [each.tie for each in every.values()]
    before = _in_force(made)
    after = _in_force([*made, replace(undone.tie, number=made[-1].number + 1, kind=None, undoes=number)])
    for each in after:
        if each not in before and each.kind is not None:
            _refuse_contrary([other for other in after if other != each], each.kind, each.first, each.second)
    return _insert(writing, None, undone.tie.first, undone.tie.second, reason=reason, undoes=number)


def ties_made(connection: Connection) -> list[Tied]:
    """Every tie and undoing, in order, and whether it counts."""
    table = schema.ties
    every = [as_tie(row) for row in connection.execute(select(table).order_by(table.c.number)).mappings()]
    undone = _undone(every)
    return [Tied(each, undone.get(each.number)) for each in every]


def ties_in_force(connection: Connection) -> tuple[Tie, ...]:
    """The ties that count, in order."""
    return tuple(_in_force([each.tie for each in ties_made(connection)]))


def as_tie(row: RowMapping) -> Tie:
    """The tie of a row."""
    told = {name: row[name] for name in ("number", "first", "second", "who", "at", "reason", "undoes")}
    return Tie(**told, kind=None if row["kind"] is None else TieKind(row["kind"]))


def _insert(
    writing: Writing, kind: TieKind | None, first: str, second: str, *, reason: str | None, undoes: int | None = None
) -> Tie:
    number = writing.number(schema.ties)
    at = moment(writing.at)
    made = Tie(
        number=number, kind=kind, first=first, second=second, who=writing.who, at=at, reason=reason, undoes=undoes
    )
    names = ("number", "first", "second", "who", "at", "reason", "undoes")
    things = {**{name: getattr(made, name) for name in names}, "kind": None if kind is None else kind.value}
    writing.record("untied" if kind is None else "tied", f"tie:{number}", [(schema.ties, things)])
    return made


def _kind_of(connection: Connection, end: str) -> str:
    """What a tie's end is: `report`, or the kind of a finding."""
    numbered = _REPORT.fullmatch(end)
    if numbered is not None:
        known = select(schema.reports.c.number).where(schema.reports.c.number == int(numbered[1]))
        if connection.execute(known).first() is None:
            raise NoSuchCase(f"The case has no report {numbered[1]}; `onrecord list` shows those it has.")
        return REPORT
    findings, readings = schema.findings, schema.readings
    chosen = (
        select(findings.c.kind)
        .join(readings, readings.c.number == findings.c.reading)
        .where(findings.c.id == end, is_current(readings))
    )
    kind = connection.execute(chosen.limit(1)).scalar()
    if kind is None:
        raise NoSuchCase(
            f"The case has no finding {end!a} now. A finding is named by its id, as `onrecord show` prints it, and a "
            "report like report:12."
        )
    return str(kind)


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _undone(every: Sequence[Tie]) -> dict[int, int]:
    """Numbers undone to the number that undoes them; an undoing only reaches back, so from the last to the first."""
    undone: dict[int, int] = {}
    for each in reversed(every):
        if each.undoes is not None and each.number not in undone:
            undone.setdefault(each.undoes, each.number)
    return undone


def _in_force(every: Sequence[Tie]) -> list[Tie]:
    undone = _undone(every)
    return [each for each in every if each.kind is not None and each.number not in undone]


def _refuse_contrary(standing: Iterable[Tie], kind: TieKind, first: str, second: str) -> None:
    """Refuse what the ties in force say already, or what contradicts them."""
    standing = list(standing)
    pair = _pair(kind, first, second)
    for each in standing:
        if each.kind is None:
            continue
        here = _pair(each.kind, each.first, each.second)
        if each.kind is kind and here == pair:
            raise UsageError(f"Tie {each.number} says so already.")
        if each.kind is OPPOSITE.get(kind) and here == pair:
            raise UsageError(
                f"Tie {each.number} says the contrary ({each.kind.value}); `onrecord untie` that one first."
            )
    for join, apart in JOINS.items():
        if kind not in (join, apart, TieKind.PART_OF):
            continue
        groups = _Groups(each for each in standing if each.kind is join)
        one, other = groups.of(first), groups.of(second)
        if kind is apart and one == other:
            raise UsageError(
                f"Ties {groups.through(first)} make the two one already; `onrecord untie` one of them first."
            )
        for each in standing:
            ends = {groups.of(each.first), groups.of(each.second)}
            if kind is join and each.kind is apart and one != other and ends == {one, other}:
                raise UsageError(
                    f"Tie {each.number} keeps apart what this would join by way of other ties; `onrecord untie` that "
                    "one first."
                )
    if kind in (TieKind.PART_OF, TieKind.SAME_EVENT):
        _refuse_circle(standing, kind, first, second)


def _refuse_circle(standing: Sequence[Tie], kind: TieKind, first: str, second: str) -> None:
    """A campaign is no part of its own part."""
    joined = [(each.first, each.second) for each in standing if each.kind is TieKind.SAME_EVENT]
    parts = [(each.first, each.second) for each in standing if each.kind is TieKind.PART_OF]
    (joined if kind is TieKind.SAME_EVENT else parts).append((first, second))
    groups = _Groups.of_pairs(joined)
    above: dict[str, set[str]] = defaultdict(set)
    for part, whole in parts:
        above[groups.of(part)].add(groups.of(whole))
    for start in list(above):
        waiting, seen = list(above[start]), set[str]()
        while waiting:
            here = waiting.pop()
            if here == start:
                raise UsageError("So an event would be a part of itself; `onrecord list CASE ties` shows what is tied.")
            if here not in seen:
                seen.add(here)
                waiting.extend(above.get(here, ()))


def _pair(kind: TieKind, first: str, second: str) -> tuple[str, ...]:
    return (first, second) if kind in DIRECTED else tuple(sorted((first, second)))


class _Groups:
    """What ties make one."""

    def __init__(self, joins: Iterable[Tie]) -> None:
        self._ties = list(joins)
        self._over: dict[str, str] = {}
        for each in self._ties:
            self._join(each.first, each.second)

    @classmethod
    def of_pairs(cls, pairs: Iterable[tuple[str, str]]) -> "_Groups":
        """Groups of pairs that are one each."""
        groups = cls(())
        for first, second in pairs:
            groups._join(first, second)
        return groups

    def of(self, thing: str) -> str:
        """What stands for the group that a thing is in."""
        while thing in self._over:
            thing = self._over[thing]
        return thing

    def through(self, thing: str) -> str:
        """The numbers of the ties that make a thing's group."""
        group = self.of(thing)
        return ", ".join(str(each.number) for each in self._ties if self.of(each.first) == group)

    def _join(self, first: str, second: str) -> None:
        one, other = self.of(first), self.of(second)
        if one != other:
            self._over[max(one, other)] = min(one, other)
