"""Who of a report's people and offices a roster knows: positions for the named, holders for the offices.

A wrong name harms, so an office gets its holder's only where nothing else is possible: one office of one state, told
of the present, on days that are known, of which the rosters name one person, whom the report does not contradict. In
all other cases it stays the office.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.records import EntityType, PositionHeld, Reading
from onrecord.resolve.article import Article
from onrecord.resolve.gazetteer import folded
from onrecord.resolve.home import Home
from onrecord.resolve.mentions import Form, Mention, nouns, words_of_kind
from onrecord.resolve.names import Comparison, PersonName, Verdict, compare_people, person_name
from onrecord.resolve.offices import Office, Position, Standing, position_of
from onrecord.resolve.offices_told import Told, is_told_otherwise, offices_told, phrase_of
from onrecord.resolve.referents import Referent
from onrecord.resolve.report_days import days_near, published_days
from onrecord.resolve.rosters import Person, Roster, Tenure, is_office

# What a person may be called beside an office: whoever is called something else, and no office, may be a namesake.
_CALLED_ANYTHING = frozenset(
    "man woman politician leader lawmaker legislator member official candidate head figure chief ally critic opponent"
    " republican democrat conservative liberal mr mrs ms dr sir dame lord lady person".split()
)
# Terms of one office with no more than this between them are told as one.
_BETWEEN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of a report whom the rosters know.

    Attributes:
        name: where the report tells only the office, the holder's; else None.
        positions: that the rosters give, those of the report's day first.
    """

    name: str | None
    positions: tuple[PositionHeld, ...]


class Holders:
    """The rosters' word on the referents of one report.

    Args:
        roster: what was imported.
        article: the report's text.
        reading: its attributions, times and date.
    """

    def __init__(self, roster: Roster, article: Article, reading: Reading) -> None:
        self._roster = roster
        self._article = article
        self._reading = reading
        self._published = published_days(reading.report.published)
        self._home = Home(roster, reading)
        self._told: dict[int, list[Told]] = {}
        self._unknown: list[Referent] = []
        self._persons: dict[int, Person] = {}

    def find(self, referents: list[Referent], named: Iterable[Mention] = ()) -> dict[int, Known]:
        """What the rosters know of each referent, by `id`; referents that turn out to be one are joined in place.

        Args:
            referents: everybody in the report.
            named: mentions by name; those that could be several people's get the one who is in the office told there.
        """
        people = [r for r in referents if r.type is EntityType.PERSON and r.described is None and not r.plural]
        self._told = {id(referent): self._offices(referent) for referent in people}
        found: dict[int, tuple[Referent, Person, str]] = {}
        for referent in people:
            if (match := self._named(referent)) is not None:
                found[id(referent)] = (referent, *match)
        found = self._one_each(found)
        self._unknown = [r for r in people if id(r) not in found]
        self._persons = {key: person for key, (_, person, _) in found.items()}
        known = {key: Known(None, self._positions(person, why)) for key, (_, person, why) in found.items()}
        by_person = {id(person): referent for referent, person, _ in found.values()}
        for mention in named:
            bearer = self._bearer(mention) if mention.referent is None else None
            if bearer is not None and (same := by_person.get(id(bearer))) is not None:
                same.take(mention)
        for referent in [r for r in referents if r.described is not None and not r.plural]:
            held = self._holder(referent)
            if held is None:
                continue
            person, why = held
            if (same := by_person.get(id(person))) is not None:
                for mention in list(referent.mentions):
                    same.take(mention)
                same.roles |= referent.roles
                referents.remove(referent)
            else:
                by_person[id(person)] = referent
                known[id(referent)] = Known(person.name, self._positions(person, why))
        return known

    def _offices(self, referent: Referent) -> list[Told]:
        states = self._roster.states()
        return [told for mention in referent.mentions for told in offices_told(self._article, mention, states)]

    # --- the named ---------------------------------------------------------------------------------------------------

    def _named(self, referent: Referent) -> tuple[Person, str] | None:
        """The one person of the rosters who a named referent is, and why."""
        told = self._told[id(referent)]
        full = {name for name in referent.people if name.full}
        candidates = self._candidates(full or referent.people, full=bool(full))
        if not candidates:
            return None
        if told:
            fit = [(p, c) for p, c in candidates if any(self._agrees(p, t, full=bool(full)) for t in told)]
            if len(fit) != 1:
                return None
            person, compared = fit[0]
            office = next(t for t in told if self._agrees(person, t, full=bool(full)))
            return person, f"{_words(compared)}, and the report tells the same office (“{office.phrase}”)"
        if not full or len(candidates) != 1 or self._may_be_a_namesake(referent):
            return None
        person, compared = candidates[0]
        if not any(name.keys == known for name in full for known in _keys(person)) or not self._may_speak_of(person):
            return None
        return person, f"{_words(compared)}; the report tells no office"

    def _candidates(self, names: Iterable[PersonName], *, full: bool) -> list[tuple[Person, Comparison]]:
        """People of the rosters whom all the names may stand for."""
        found: dict[int, tuple[Person, Comparison]] = {}
        excluded: set[int] = set()
        for name in names:
            fit = {id(p): (p, c) for p, c in self._roster.called(name) if not full or c.verdict is Verdict.SAME}
            excluded |= set(found) - set(fit) if found else set()
            found |= fit
        return [pair for key, pair in found.items() if key not in excluded]

    def _agrees(self, person: Person, told: Told, *, full: bool) -> bool:
        """Whether the rosters give a person the office that the report tells; by surname alone, on that day."""
        asked = told.position.office
        home = self._home.of(told.mention, asked.title) if asked.state is None and not full else asked.state
        asked = Office(asked.title, home, asked.area)
        tenures = [t for t in person.tenures if is_office(t.office, asked, area_unsaid=True)]
        if self._published is None:
            return bool(tenures) and full
        first, last = self._published
        present = told.position.standing in (Standing.PRESENT, Standing.ACTING)
        if present and not full:
            return any(t.covers(first) and t.covers(last) for t in tenures)
        return any(t.first is None or t.first <= last for t in tenures)

    def _bearer(self, mention: Mention) -> Person | None:
        """Whose a name is that several in the report could bear, by the office told with it."""
        if self._published is None or mention.type is not EntityType.PERSON:
            return None
        first, last = self._published
        found: dict[int, Person] = {}
        for told in offices_told(self._article, mention, self._roster.states()):
            office = told.position.office
            if told.position.name is None or not office.single:
                continue
            state = office.state or self._home.of(mention, office.title)
            position = Position(Office(office.title, state, office.area), told.position.standing, told.position.name)
            for day in (first, last):
                held = self._roster.holder(position, on=day)
                if held.tenure is None:
                    return None
                person = self._roster.person(held.tenure)
                found[id(person)] = person
        return next(iter(found.values())) if len(found) == 1 else None

    def _may_be_a_namesake(self, referent: Referent) -> bool:
        """Whether somebody without an office is told of as no office-holder would be."""
        heads = {description.head for description in referent.descriptions}
        called = heads & nouns().keys() - _CALLED_ANYTHING - words_of_kind("titles")
        otherwise = any(is_told_otherwise(self._article, mention) for mention in referent.mentions)
        return "victims" in referent.roles or bool(called) or otherwise

    def _may_speak_of(self, person: Person) -> bool:
        """Whether somebody named without an office can already be known for one on the report's day."""
        if self._published is None:
            return True
        return any(t.first is None or t.first <= self._published[1] for t in person.tenures)

    def _one_each(self, found: dict[int, tuple[Referent, Person, str]]) -> dict[int, tuple[Referent, Person, str]]:
        """Without people of the rosters whom two of the report may be, unless of one alone an office is told."""
        kept = {}
        for key, (referent, person, why) in found.items():
            rivals = [other for other, same, _ in found.values() if same is person and other is not referent]
            if not rivals or (self._told[key] and not any(self._told[id(rival)] for rival in rivals)):
                kept[key] = (referent, person, why)
        return kept

    # --- offices -----------------------------------------------------------------------------------------------------

    def _holder(self, referent: Referent) -> tuple[Person, str] | None:
        """Who holds the office that a described referent is, and why; None where that isn't beyond doubt."""
        told = [(m, self._position(m)) for m in referent.mentions if m.form is Form.DESCRIPTION]
        offices = [(m, p) for m, p in told if p is not None and p.office.single]
        titles = {position.office.title for _, position in offices}
        if len(titles) != 1 or any(p is None or not _is_short_for(p, *titles) for _, p in told):
            return None
        said = {p.office.state for _, p in offices} - {None}
        if len(said) > 1:
            return None
        found: dict[int, tuple[Person, str]] = {}
        for mention, position in offices:
            state = next(iter(said)) if said else self._home.of(mention, position.office.title)
            office = Office(position.office.title, state, position.office.area)
            held = self._on_all_days(Position(office, position.standing), mention)
            if held is None or not (said or _is_called_so(mention, held[0])):
                return None
            tenure, why = held
            person = self._roster.person(tenure)
            if self._is_contradicted(office, person) or self._has_a_namesake(person):
                return None
            found[id(person)] = (person, why)
        return next(iter(found.values())) if len(found) == 1 else None

    def _position(self, mention: Mention) -> Position | None:
        if mention.indefinite:
            return None
        position = position_of(phrase_of(self._article, mention.span), self._roster.states())
        return None if position is None or position.name is not None else position

    def _on_all_days(self, position: Position, mention: Mention) -> tuple[Tenure, str] | None:
        """The holder on the report's day, if he or she also is on all days that are told nearby."""
        if self._published is None:
            return None
        chosen: tuple[Tenure, str] | None = None
        for first, last in (self._published, *days_near(self._article, self._reading, mention)):
            held = self._roster.holder(position, on=first, until=last)
            if held.tenure is None:
                return None
            if chosen is None:
                chosen = (held.tenure, held.reason)
            elif self._roster.person(held.tenure) is not self._roster.person(chosen[0]):
                return None
        return chosen

    def _is_contradicted(self, office: Office, person: Person) -> bool:
        """Whether the report itself names somebody else in that office."""
        names = _keys(person)
        for key, list_ in self._told.items():
            if (known := self._persons.get(key)) is not None and _is_elsewhere(known, office):
                continue
            for told in list_:
                other = told.position.office
                if other.title != office.title or told.position.standing is not Standing.PRESENT:
                    continue
                if other.state not in (None, office.state) or other.area not in (None, office.area):
                    continue
                surname = folded(told.name.split()[-1])
                if not any(surname in known_name for known_name in names):
                    return True
        return False

    def _has_a_namesake(self, person: Person) -> bool:
        """Whether the report tells of somebody else by the same full name."""
        names = [name for text in person.names if (name := person_name(text)) is not None]
        return any(
            compare_people(theirs, ours).verdict is Verdict.SAME
            for referent in self._unknown
            for theirs in referent.people
            if theirs.full
            for ours in names
        )

    # --- what is told of both ----------------------------------------------------------------------------------------

    def _positions(self, person: Person, why: str) -> tuple[PositionHeld, ...]:
        """All positions of a person, terms that follow one another as one, those of the report's day first."""
        terms = sorted(person.tenures, key=lambda t: (t.source, t.title, t.first or date.min))
        merged: list[Tenure] = []
        for term in terms:
            last = merged[-1] if merged else None
            if last is not None and _follows(last, term):
                joined = Tenure(term.name, term.title, term.office, last.first, term.last, term.source, term.body)
                merged[-1] = joined
            else:
                merged.append(term)
        on = None if self._published is None else self._published[1]
        merged.sort(key=lambda t: (on is None or not t.covers(on), -(t.first or date.min).toordinal(), t.title))
        return tuple(
            PositionHeld(t.name, t.title, t.body, t.office.state, _iso(t.first), _iso(t.last), t.source, why)
            for t in merged
        )


def _is_elsewhere(person: Person, office: Office) -> bool:
    """Whether the rosters know somebody for the same office of another state, and not of this one."""
    states = {t.office.state for t in person.tenures if t.office.title == office.title}
    return bool(states) and office.state not in states


def _is_called_so(mention: Mention, tenure: Tenure) -> bool:
    """Whether a report that doesn't say whose office it is calls it as the roster does.

    A "foreign secretary" in a report about a state that has a foreign minister is likely another state's.
    """
    return mention.head in folded(tenure.title).split()


def _is_short_for(position: Position, title: str) -> bool:
    """Whether one more mention says the same, or less: "the minister" of whom was told as the foreign minister."""
    short = position.office.title
    return short == title or (position.standing is Standing.PRESENT and title.endswith(f" {short}"))


def _keys(person: Person) -> list[tuple[str, ...]]:
    return [tuple(folded(word) for word in name.split()) for name in person.names]


def _words(compared: Comparison) -> str:
    return f"the roster's name by {compared.reason}"


def _follows(last: Tenure, term: Tenure) -> bool:
    if (last.source, last.title, last.office, last.body) != (term.source, term.title, term.office, term.body):
        return False
    return last.last is not None and term.first is not None and term.first <= last.last + _BETWEEN


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
