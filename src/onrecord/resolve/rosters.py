"""Rosters: who held which office from when to when. They are imported, never known by heart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from onrecord.resolve.gazetteer import folded
from onrecord.resolve.names import Comparison, PersonName, Verdict, compare_people, person_name, sound
from onrecord.resolve.offices import Office, Position, Standing, position_of, state_key
from onrecord.resolve.tables import table

_DAY = timedelta(days=1)
_IN_OFFICE = frozenset({Standing.PRESENT, Standing.ACTING})


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody's time in an office, as a roster tells it.

    Attributes:
        title: as the roster has it.
        first: first day, None if the roster gives none.
        last: last day, None if it gives none: perhaps still in office.
        source: the roster's file name.
        names: other names of the same person.
        person: whatever the roster tells people of one name apart by; None if by name and state alone.
    """

    name: str
    title: str
    office: Office
    first: date | None
    last: date | None
    source: str
    body: str | None = None
    names: tuple[str, ...] = ()
    person: str | None = None

    def covers(self, day: date) -> bool:
        """Whether the office is held on that day; an end that the roster leaves out is open."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the rosters, with all that they say of him or her.

    Attributes:
        names: every name, the fullest first.
        tenures: in the order of the rosters.
    """

    names: tuple[str, ...]
    tenures: tuple[Tenure, ...]

    @property
    def name(self) -> str:
        """As the first roster has it."""
        return self.names[0]


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
class BadRow:
    """A row that could not be read.

    Attributes:
        source: the roster's file name.
        row: which, in the file's own terms: `line 3`, `entry 12`, `membership 4`.
        message: what is wrong with it, and what to do.
    """

    source: str
    row: str
    message: str

    def __str__(self) -> str:
        return f"{self.source}, {self.row}: {self.message}"


@dataclass(frozen=True)
class Roster:
    """Tenures from one or several files.

    Attributes:
        failures: rows that could not be read.
        left_out: rows that were read and tell of no office-holder: states, bodies, people without an office.
    """

    tenures: tuple[Tenure, ...]
    failures: tuple[BadRow, ...] = ()
    left_out: int = 0

    def __add__(self, other: "Roster") -> "Roster":
        return Roster(self.tenures + other.tenures, self.failures + other.failures, self.left_out + other.left_out)

    def states(self) -> tuple[str, ...]:
        """States that the tenures name and that are no ISO codes, for phrases to be read with."""
        return self._states

    def person(self, tenure: Tenure) -> Person:
        """Whose tenure it is."""
        return self._person_of[tenure]

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody in the rosters, once each.

        Two entries are one person's where a file gives them one id, or one name and one state; across files also where
        one name is in one office at the same time. Whoever else is alike stays apart.
        """
        groups: dict[str, list[Tenure]] = {}
        for tenure in self.tenures:
            key = tenure.person or f"{tenure.source}\n{folded(tenure.name)}\n{tenure.office.state}"
            groups.setdefault(key, []).append(tenure)
        joined: list[list[Tenure]] = []
        by_name: dict[str, list[list[Tenure]]] = {}
        for tenures in groups.values():
            name = folded(tenures[0].name)
            same = [other for other in by_name.get(name, ()) if _are_one(other, tenures)]
            if len(same) == 1:
                same[0].extend(tenures)
            else:
                joined.append(tenures)
                by_name.setdefault(name, []).append(tenures)
        return tuple(
            Person(tuple(dict.fromkeys(name for t in tenures for name in (t.name, *t.names))), tuple(tenures))
            for tenures in joined
        )

    def called(self, name: PersonName) -> list[tuple[Person, Comparison]]:
        """People of the rosters whom a name may stand for, each with the likeliest comparison."""
        found: dict[int, tuple[Person, Comparison]] = {}
        for key in dict.fromkeys(sound(key) for key in name.keys):
            for person, known in self._by_sound.get(key, ()):
                compared = compare_people(name, known)
                if compared.verdict is Verdict.DIFFERENT:
                    continue
                old = found.get(id(person))
                better = old is not None and old[1].verdict is Verdict.MAYBE and compared.verdict is Verdict.SAME
                if old is None or better or name.keys == known.keys:
                    found[id(person)] = (person, compared)
        return list(found.values())

    def held(self, phrase: str, *, on: date | None, until: date | None = None, state: str | None = None) -> Held | None:
        """Who is meant by an office: "the Secretary of State", "Kenya's foreign minister", "Premier Ada Marsh".

        Args:
            phrase: the office as the report has it.
            on: the day that the report speaks of, or the first of several.
            until: the last of them.
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
        return self.holder(position, on=on, until=until)

    def holder(self, position: Position, *, on: date | None, until: date | None = None) -> Held:
        """Who holds an office already taken apart, on a day or all through a range of days."""
        office = position.office
        if position.name is not None:
            return self._named(position, position.name, on)
        if office.state is None and office.area is None:
            return Held(position, None, "neither the phrase nor the report says of which state")
        if not office.single:
            return Held(position, None, f"there are several holders of the office of {office.title} at a time")
        if position.standing is Standing.ANY:
            return Held(position, None, "the phrase speaks of one of several holders")
        if position.standing not in _IN_OFFICE:
            return Held(position, None, f"the phrase speaks of the {position.standing} holder, and of several such")
        if on is None:
            return Held(position, None, "the report gives no date at which to look up the holder")
        same_office = [t for t in self._by_title.get(office.title, ()) if is_office(t.office, office)]
        if position.standing is Standing.ACTING:
            # Whoever acts for the holder is somebody else, unless the roster knows of the acting one.
            same_office = [t for t in same_office if is_acting(t.title)]
        held = self._on(position, same_office, on)
        if until is None or until <= on or held.tenure is None:
            return held
        person = self.person(held.tenure)
        for day in sorted(_changes(same_office, on, until)):
            other = self._on(position, same_office, day)
            if other.tenure is None or self.person(other.tenure) is not person:
                return Held(
                    position,
                    None,
                    f"between {on.isoformat()} and {until.isoformat()} the rosters don't name one and the same holder",
                )
        return held

    def _on(self, position: Position, same_office: list[Tenure], day: date) -> Held:
        holders = _latest(tenure for tenure in same_office if tenure.covers(day))
        people = {id(person): person for person in map(self.person, holders)}
        if len(people) == 1:
            return Held(position, holders[0], f"{holders[0].source} names {holders[0].name} for {day.isoformat()}")
        if people:
            names = ", ".join(sorted(person.name for person in people.values()))
            return Held(position, None, f"the rosters name several for {day.isoformat()}: {names}")
        return Held(position, None, f"no roster names a holder for {day.isoformat()}")

    def _named(self, position: Position, told: str, on: date | None) -> Held:
        """The tenure of the person named with the office: by full name, or by surname while in office."""
        name = person_name(told)
        nobody = Held(position, None, "no roster has exactly one of that name in that office")
        if name is None:
            return nobody
        matching: list[tuple[Person, Comparison, list[Tenure]]] = []
        for person, compared in self.called(name):
            tenures = [t for t in person.tenures if is_office(t.office, position.office, area_unsaid=True)]
            if not name.full or compared.verdict is Verdict.MAYBE:
                # A surname is many people's; only whoever was in office by then is meant.
                tenures = [t for t in tenures if on is not None and _fits(t, position.standing, on)]
            if tenures:
                matching.append((person, compared, tenures))
        if len(matching) > 1 and on is not None:
            matching = [(p, c, [t for t in found if _fits(t, position.standing, on)]) for p, c, found in matching]
            matching = [(p, c, found) for p, c, found in matching if found]
        if len(matching) != 1:
            return nobody
        _, compared, tenures = matching[0]
        current = [tenure for tenure in tenures if on is not None and tenure.covers(on)]
        chosen = current[0] if current else tenures[-1]
        return Held(position, chosen, f"{chosen.source} has {chosen.name} in that office ({compared.reason})")

    @cached_property
    def _states(self) -> tuple[str, ...]:
        names = {tenure.office.state for tenure in self.tenures if tenure.office.state is not None}
        return tuple(sorted(name for name in names if len(name) != 2))

    @cached_property
    def _by_title(self) -> dict[str, list[Tenure]]:
        found: dict[str, list[Tenure]] = {}
        for tenure in self.tenures:
            found.setdefault(tenure.office.title, []).append(tenure)
        return found

    @cached_property
    def _person_of(self) -> dict[Tenure, Person]:
        return {tenure: person for person in self.people for tenure in person.tenures}

    @cached_property
    def _by_sound(self) -> dict[str, list[tuple[Person, PersonName]]]:
        found: dict[str, list[tuple[Person, PersonName]]] = {}
        for person in self.people:
            for text in person.names:
                if (name := person_name(text)) is not None:
                    # by every word: which of them is the surname differs between languages
                    for key in dict.fromkeys(sound(key) for key in name.keys):
                        found.setdefault(key, []).append((person, name))
        return found


def is_office(held: Office, asked: Office, *, area_unsaid: bool = False) -> bool:
    """Whether a roster's office is the one asked for; `area_unsaid`: also where the asker left its area out."""
    if held.title != asked.title or (asked.state is not None and held.state != asked.state):
        return False
    if asked.area is None:
        return held.area is None or area_unsaid
    return held.area == asked.area


def is_acting(title: str) -> bool:
    """Whether a roster's title is of somebody who only acts for the holder."""
    return not set(table("positions")["acting"]).isdisjoint(folded(title).split())


def _are_one(known: list[Tenure], others: list[Tenure]) -> bool:
    """Whether entries of one name in two files are one person's: the same office at the same time."""
    return any(
        left.source != right.source and left.office == right.office and _overlap(left, right)
        for left in known
        for right in others
    )


def _overlap(left: Tenure, right: Tenure) -> bool:
    first = max(left.first or date.min, right.first or date.min)
    return first <= min(left.last or date.max, right.last or date.max)


def _changes(tenures: Iterable[Tenure], on: date, until: date) -> set[date]:
    """Days after the first on which somebody else may hold the office, the last included."""
    days = {until}
    for tenure in tenures:
        if tenure.first is not None and on < tenure.first <= until:
            days.add(tenure.first)
        if tenure.last is not None and on <= tenure.last < until:
            days.add(tenure.last + _DAY)
    return days


def _fits(tenure: Tenure, standing: Standing, on: date) -> bool:
    """Whether somebody called so on that day may have had this tenure."""
    if standing in _IN_OFFICE:
        return tenure.covers(on)
    if standing is Standing.COMING:
        return tenure.first is None or tenure.first > on
    return tenure.first is None or tenure.first <= on


def _latest(tenures: Iterable[Tenure]) -> list[Tenure]:
    """Of a day on which one goes and another comes, the one who comes; of the dated before the undated."""
    found = list(tenures)
    dated = [tenure for tenure in found if tenure.first is not None] or found
    latest = max((tenure.first for tenure in dated if tenure.first is not None), default=None)
    ending = {tenure.last for tenure in dated if tenure.first != latest}
    return [tenure for tenure in dated if tenure.first == latest] if ending == {latest} else dated
