"""Rosters: who held which office from when to when. They are imported, never known by heart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onrecord.resolve.gazetteer import folded
from onrecord.resolve.offices import Office, Position, Standing, position_of, state_key
from onrecord.resolve.tables import table


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody's time in an office, as a roster tells it.

    Attributes:
        title: as the roster has it.
        first: first day, None if the roster gives none.
        last: last day, None if it gives none: perhaps still in office.
        source: the roster's file name.
        names: other names of the same person.
    """

    name: str
    title: str
    office: Office
    first: date | None
    last: date | None
    source: str
    body: str | None = None
    names: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the office is held on that day; an end that the roster leaves out is open."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Held:
    """An office spoken of, and its holder if a roster says so.

    Attributes:
        tenure: the holder's; None where no roster names exactly one.
        reason: how that was decided, in a sentence.
    """

    position: Position
    tenure: Tenure | None
    reason: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Tenures from one or several files.

    Attributes:
        failures: rows that could not be read: which, why, and what to do.
    """

    tenures: tuple[Tenure, ...]
    failures: tuple[str, ...] = ()

    def __add__(self, other: "Roster") -> "Roster":
        return Roster(self.tenures + other.tenures, self.failures + other.failures)

    def states(self) -> tuple[str, ...]:
        """States that the tenures name and that are no ISO codes, for phrases to be read with."""
        names = {tenure.office.state for tenure in self.tenures if tenure.office.state is not None}
        return tuple(sorted(name for name in names if len(name) != 2))

    def held(self, phrase: str, *, on: date | None, state: str | None = None) -> Held | None:
        """Who is meant by an office: "the Secretary of State", "Kenya's foreign minister", "Premier Ada Marsh".

        Args:
            phrase: the office as the report has it.
            on: the day that the report speaks of.
            state: whose office it is if the phrase doesn't say: ISO code, or name as in the roster.

        Returns:
            None where the phrase names no office. The holder is only given where the rosters name exactly one.
        """
        position = position_of(phrase, self.states())
        if position is None:
            return None
        if position.office.state is None:
            unsaid = table("positions")["state_if_unsaid"].get(position.office.title)
            told = state_key(state) if state is not None else unsaid
            position = Position(
                Office(position.office.title, told, position.office.area), position.standing, position.name
            )
        return self._holder(position, on)

    def _holder(self, position: Position, on: date | None) -> Held:
        office = position.office
        if position.name is not None:
            return self._named(position, on)
        same_office = [tenure for tenure in self.tenures if _same(tenure.office, office)]
        if office.state is None and office.area is None:
            return Held(position, None, "neither the phrase nor the report says of which state")
        if not office.single:
            return Held(position, None, f"there are several holders of the office of {office.title} at a time")
        if position.standing is not Standing.PRESENT:
            return Held(position, None, f"the phrase speaks of the {position.standing} holder, and of several such")
        if on is None:
            return Held(position, None, "the report gives no date at which to look up the holder")
        holders = _latest(tenure for tenure in same_office if tenure.covers(on))
        names = sorted({tenure.name for tenure in holders})
        if len(names) == 1:
            return Held(position, holders[0], f"{holders[0].source} names {names[0]} for {on.isoformat()}")
        if names:
            return Held(position, None, f"the rosters name several for {on.isoformat()}: {', '.join(names)}")
        return Held(position, None, f"no roster names a holder for {on.isoformat()}")

    def _named(self, position: Position, on: date | None) -> Held:
        """The tenure of the person named with the office, by full name or by surname."""
        name = folded(position.name or "")
        matching = [
            tenure
            for tenure in self.tenures
            if _same(tenure.office, position.office, area_unsaid=True) and _is_called(tenure, name)
        ]
        names = {tenure.name for tenure in matching}
        if len(names) > 1 and on is not None:
            matching = [tenure for tenure in matching if tenure.covers(on)]
            names = {tenure.name for tenure in matching}
        if len(names) != 1:
            return Held(position, None, "no roster has exactly one of that name in that office")
        current = [tenure for tenure in matching if on is not None and tenure.covers(on)]
        chosen = current[0] if current else matching[-1]
        return Held(position, chosen, f"{chosen.source} has {chosen.name} in that office")


def _same(held: Office, asked: Office, *, area_unsaid: bool = False) -> bool:
    """Whether a roster's office is the one asked for; `area_unsaid`: also where the asker left its area out."""
    if held.title != asked.title or (asked.state is not None and held.state != asked.state):
        return False
    if asked.area is None:
        return held.area is None or area_unsaid
    return held.area == asked.area


def _latest(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Of a day on which one goes and another comes, the one who comes; of the dated before the undated."""
    found = list(tenures)
    dated = [tenure for tenure in found if tenure.first is not None] or found
    latest = max((tenure.first for tenure in dated if tenure.first is not None), default=None)
    ending = {tenure.last for tenure in dated if tenure.first != latest}
    return [tenure for tenure in dated if tenure.first == latest] if ending == {latest} else dated


def _is_called(tenure: Tenure, name: str) -> bool:
    names = [folded(known) for known in (tenure.name, *tenure.names)]
    return any(name == known or known.endswith(f" {name}") for known in names)
