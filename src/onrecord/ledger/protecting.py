"""Protected persons in the ledger: whom readings tell to protect, whom reviewers mark, whom they reveal.

A person is known by the words of their name: two people of one name are one person here, and protected alike. Rows of
`persons`, `appearances` and `guards` are derived from readings and protections; their labels are given in the order in
which persons were met, and stay.
"""

import json
import re
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, RowMapping, Text, delete, func, select, type_coerce

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.columns import moment
from onrecord.ledger.findings import unpacked
from onrecord.ledger.guarding import Guard, Part, Person, guards_of, name_words
from onrecord.ledger.names import OPENING, OPENS, STEM
from onrecord.ledger.protected import Named, Sign, person_key, protected_in
from onrecord.ledger.writing import Writing
from onrecord.records.acquisition import Access
from onrecord.records.decision import Role
from onrecord.records.plain import canonical, from_canonical

Value = TypeVar("Value")

# What a label calls whom a report tells of in that way, where nothing else is told of them.
_CALLED: Mapping[Role | Sign, str] = {
    **{role: role.value for role in Role},
    Sign.UNLIKELY: Role.VICTIM.value,
    Sign.UNNAMED: Role.SOURCE.value,
}

# SQLite takes 32,766 values a statement, PostgreSQL 65,535.
AT_ONCE = 5000
# Reports whose persons are taken down at once.
REPORTS_AT_ONCE = 1000
# Keys that a session has looked up: most words of most texts, some 20 MB.
REMEMBERED = 100_000
_LABEL = re.compile(r"\[?((?:victim|witness|relative|source|person) [0-9]{1,18})\]?")


def keep_protected(writing: Writing, told: Sequence[tuple[int, Sequence[Named]]]) -> None:
    """Take down whom readings tell to protect.

    Args:
        writing: the transaction in which the readings are kept.
        told: numbers of reports, and whom `protected_in` found in each.
    """
    told = [(report, named) for report, named in told if named]
    for start in range(0, len(told), REPORTS_AT_ONCE):
        _keep(writing, told[start : start + REPORTS_AT_ONCE])


def protect(
    writing: Writing,
    person: str,
    role: Role,
    *,
    aliases: Sequence[str] = (),
    phrases: Sequence[str] = (),
    reason: str | None = None,
) -> str:
    """Mark a person as protected.

    Args:
        writing: the transaction.
        person: the person's name, as fully as known, or the label that stands for them.
        role: why.
        aliases: further names and spellings.
        phrases: words that tell who it is without a name.
        reason: why, in the reviewer's words.

    Returns:
        The label that stands in the person's place.

    Raises:
        UsageError: a name or phrase holds no word by which it could be found.
        NoSuchCase: no person has the label.
    """
    name = _name_of(writing.connection, person)
    for given in (name, *aliases):
        if not person_key(given):
            raise UsageError("A name to protect holds no letter by which it could be found; write it as texts do.")
    for phrase in phrases:
        if not guards_of(0, (), [phrase]):
            raise UsageError("A phrase to protect holds no word by which it could be found.")
    number = writing.number(schema.protections)
    row = {
        "number": number,
        "person": name,
        "role": role.value,
        "aliases": canonical(list(aliases)).decode("utf-8", "surrogatepass"),
        "phrases": canonical(list(phrases)).decode("utf-8", "surrogatepass"),
        "reason": reason,
        "who": writing.who,
        "at": moment(writing.at),
    }
    writing.record("protected", f"protection:{number}", [(schema.protections, row)])
    (known,) = _persons(writing, [Named(person_key(name), name, role, (name, *aliases))]).values()
    _guard(writing, {known: ((name, *aliases), tuple(phrases))})
    return str(writing.connection.execute(select(schema.persons.c.label).filter_by(number=known)).scalar_one())


def reveal(writing: Writing, person: str, reason: str, *, ends: bool = False) -> str:
    """Say, with a reason, that a protected person may be named; or that they may no longer be.

    Args:
        writing: the transaction.
        person: the label that stands for the person, or the name.
        reason: why.
        ends: whether an earlier reveal is taken back.

    Returns:
        The person's label.

    Raises:
        UsageError: no reason was given.
        NoSuchCase: the case protects no such person; of a name nothing more is told.
    """
    if not reason.strip():
        raise UsageError("A reveal needs a reason; it is kept in the case.")
    connection = writing.connection
    name = _name_of(connection, person)
    found = connection.execute(select(schema.persons.c.label).filter_by(key=person_key(name))).scalar()
    if found is None:
        raise NoSuchCase("The case protects nobody of that name or label; nothing was revealed.")
    number = writing.number(schema.reveals)
    row = {"number": number, "person": name, "reason": reason, "ends": int(ends), "who": writing.who}
    writing.record("revealed", f"reveal:{number}", [(schema.reveals, {**row, "at": moment(writing.at)})])
    return str(found)


def forget(writing: Writing, reports: Collection[int]) -> None:
    """Take reports' persons out, once their readings are gone; within a transaction that erases.

    What other reports and protections tell of the same persons is put back from them.
    """
    connection = writing.connection
    persons, appearances, guards = schema.persons, schema.appearances, schema.guards
    touched = connection.scalars(select(appearances.c.person).where(appearances.c.report.in_(reports)).distinct()).all()
    connection.execute(delete(appearances).where(appearances.c.report.in_(reports)))
    connection.execute(delete(guards).where(guards.c.person.in_(touched)))
    writing.known.forget()
    marked = _marked(connection)
    for number in touched:
        key = connection.execute(select(persons.c.key).filter_by(number=number)).scalar_one()
        others = connection.scalars(select(appearances.c.report).filter_by(person=number).distinct()).all()
        names = [name for report in others for name in _names_in_report(connection, report, key)]
        aliases, phrases = marked.get(key, ((), ()))
        if not others and not aliases:
            connection.execute(delete(persons).where(persons.c.number == number))
        elif names or aliases or phrases:
            _guard(writing, {number: ((*aliases, *names), phrases)})


def _names_in_report(connection: Connection, report: int, key: str) -> list[str]:
    readings, reports, texts = schema.readings, schema.reports, schema.texts
    rows = connection.execute(
        select(readings.c.body, texts.c.text)
        .join(reports, reports.c.number == readings.c.report)
        .join(texts, texts.c.digest == reports.c.text_digest)
        .where(readings.c.report == report)
    ).all()
    return [
        name
        for body, text in rows
        for named in protected_in(from_canonical(unpacked(body)), text)
        if named.key == key and named.guarded
        for name in named.names
    ]


def _name_of(connection: Connection, person: str) -> str:
    """The name that a label stands for; a name as it is."""
    given = _LABEL.fullmatch(person.strip())
    if given is None:
        return person
    label = f"[{given[1]}]"
    name = connection.execute(select(schema.persons.c.name).filter_by(label=label)).scalar()
    if name is None:
        raise NoSuchCase(f"The case has nobody labelled {label}.")
    return str(name)


def _keep(writing: Writing, told: Sequence[tuple[int, Sequence[Named]]]) -> None:
    numbers = _persons(writing, [each for _, named in told for each in named])
    appearances = schema.appearances
    chosen = select(appearances.c.person, appearances.c.report, appearances.c.role)
    reports = {report for report, _ in told}
    known = {tuple(row) for row in writing.connection.execute(chosen.where(appearances.c.report.in_(reports)))}
    rows = {(numbers[each.key], report, each.role.value): None for report, named in told for each in named}
    writing.insert(
        appearances,
        [
            {"person": person, "report": report, "role": role}
            for person, report, role in rows
            if (person, report, role) not in known
        ],
    )
    names: dict[int, dict[str, None]] = {}
    for _, named in told:
        for each in named:
            if each.guarded:
                names.setdefault(numbers[each.key], {}).update(dict.fromkeys(each.names))
    _guard(writing, {person: (tuple(given), ()) for person, given in names.items()})


def _persons(writing: Writing, named: Sequence[Named]) -> dict[str, int]:
    """Numbers of persons by key, of those who are new too."""
    persons = schema.persons
    found: dict[str, int] = {}
    for keys in _parts(sorted({each.key for each in named})):
        chosen = select(persons.c.key, persons.c.number).where(persons.c.key.in_(keys))
        found.update((key, number) for key, number in writing.connection.execute(chosen))
    rows = []
    for each in named:
        if each.key not in found:
            number = found[each.key] = writing.number(persons)
            label = f"[{_CALLED.get(each.role, 'person')} {number}]"
            rows.append({"number": number, "key": each.key, "name": each.name, "label": label})
    writing.insert(persons, rows)
    return found


def _guard(writing: Writing, names: Mapping[int, tuple[Sequence[str], Sequence[str]]]) -> None:
    """Insert the guards of persons' names and phrases that aren't there yet."""
    guards = schema.guards
    there: set[tuple[int, str, str, str]] = set()
    for some in _parts(sorted(names)):
        chosen = select(guards.c.person, guards.c.key, guards.c.part, guards.c.rest)
        there.update(tuple(row) for row in writing.connection.execute(chosen.where(guards.c.person.in_(some))))
    wanted = [
        (guard.person, guard.key, guard.part.value, guard.rest)
        for person, (given, phrases) in names.items()
        for guard in guards_of(person, given, phrases)
    ]
    writing.insert(
        guards,
        [
            {"number": writing.number(guards), "person": person, "key": key, "part": part, "rest": rest}
            for person, key, part, rest in dict.fromkeys(wanted)
            if (person, key, part, rest) not in there
        ],
    )


def _parts(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Values, as many at a time as a statement takes."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def _marked(connection: Connection) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """What reviewers marked, by person's key: names and phrases."""
    marked: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    protections = schema.protections
    rows = connection.execute(
        select(protections.c.person, protections.c.aliases, protections.c.phrases).order_by(protections.c.number)
    )
    for person, aliases, phrases in rows:
        names, told = marked.get(person_key(person), ((), ()))
        marked[person_key(person)] = (
            (*names, person, *json.loads(aliases)),
            (*told, *json.loads(phrases)),
        )
    return marked


class KeptGuards:
    """The guards of a ledger, as of one snapshot; see `onrecord.ledger.guarding.Guards`.

    Args:
        connection: the snapshot.
        named: whom the user names already, as on a roster of office-holders: they are not masked, though a reader took
            one for a victim or a source, unless a reviewer marked them.
    """

    def __init__(self, connection: Connection, *, named: Iterable[str] = ()) -> None:
        self._connection = connection
        self._named = {person_key(name) for name in named}
        self._found: OrderedDict[str, tuple[Guard, ...]] = OrderedDict()
        self._persons: dict[int, Person] = {}
        self._marked = set(_marked(connection))
        self._revealed = revealed_keys(connection)
        self._any = connection.execute(select(schema.guards.c.number).limit(1)).first() is not None

    def found(self, keys: Collection[str]) -> Mapping[str, Sequence[Guard]]:
        """Guards by what they are sought by, for those of the keys that have any."""
        if not self._any:
            return {}
        unknown = sorted(key for key in keys if key not in self._found)
        for start in range(0, len(unknown), AT_ONCE):
            self._look_up(unknown[start : start + AT_ONCE])
        told = {key: guards for key in keys if (guards := self._found[key])}
        while len(self._found) > REMEMBERED:
            self._found.popitem(last=False)
        return told

    def _look_up(self, keys: Sequence[str]) -> None:
        guards = schema.guards
        rows: dict[str, list[Guard]] = defaultdict(list)
        # Folded letters have nothing that a database can't hold, so that they need no turning back.
        key_as_it_is, rest_as_it_is = (type_coerce(column, Text) for column in (guards.c.key, guards.c.rest))
        chosen = select(key_as_it_is, guards.c.person, guards.c.part, rest_as_it_is)
        piece = guards.c.part == Part.PIECE.value
        openings = [key.removeprefix(OPENS) for key in keys if key.startswith(OPENS)]
        stems = sorted({opening[:STEM] for opening in openings})
        begins = func.substr(guards.c.rest, 1, OPENING)
        for which in (
            chosen.where(guards.c.key.in_([key for key in keys if not key.startswith(OPENS)]), ~piece),
            chosen.where(guards.c.key.in_(stems), piece, begins.in_(openings)),
        ):
            for key, person, part, rest in self._connection.execute(which):
                guard = Guard(key, person, Part(part), rest)
                rows[guard.sought].append(guard)
        for key in keys:
            self._found[key] = tuple(rows.get(key, ()))

    def persons(self, numbers: Collection[int]) -> Mapping[int, Person]:
        """Persons by number."""
        unknown = [number for number in numbers if number not in self._persons]
        for start in range(0, len(unknown), AT_ONCE):
            self._tell(unknown[start : start + AT_ONCE])
        return {number: self._persons[number] for number in numbers}

    def any_starting(self, prefix: str) -> bool:
        """Whether the key of any guarded word starts with the prefix."""
        key = schema.guards.c.key
        last = prefix + "\U0010ffff"
        chosen = select(key).where(key >= prefix, key <= last, schema.guards.c.part != Part.PIECE.value).limit(1)
        return self._connection.execute(chosen).first() is not None

    def marked_roles(self) -> dict[str, set[str]]:
        """What reviewers marked persons as, by person's key."""
        protections = schema.protections
        roles: dict[str, set[str]] = defaultdict(set)
        for person, role in self._connection.execute(select(protections.c.person, protections.c.role)):
            roles[person_key(person)].add(role)
        return roles

    def named_by_reveal(self, key: str) -> bool:
        """Whether the latest reveal of the person of a key says that they may be named."""
        return key in self._revealed

    def _tell(self, numbers: Sequence[int]) -> None:
        persons, appearances = schema.persons, schema.appearances
        roles: dict[int, set[str]] = defaultdict(set)
        chosen = select(appearances.c.person, appearances.c.role).where(appearances.c.person.in_(numbers)).distinct()
        for person, role in self._connection.execute(chosen):
            roles[person].add(role)
        # What one report calls a site may be somebody's name in another.
        called = [person for person, told in roles.items() if {Sign.THING.value, Role.SOURCE.value} <= told]
        for person in self._quoted_elsewhere(called):
            roles[person].discard(Sign.THING.value)
        rows = self._connection.execute(select(persons).where(persons.c.number.in_(numbers))).mappings().all()
        things = self._things([row["name"] for row in rows])
        for row in rows:
            self._persons[row["number"]] = Person(
                row["number"],
                row["label"],
                revealed=row["key"] in self._revealed
                or (
                    row["key"] not in self._marked
                    and (
                        row["key"] in self._named
                        or self._is_open(row, roles[row["number"]], thing=row["name"] in things)
                    )
                ),
            )

    def _quoted_elsewhere(self, persons: Sequence[int]) -> Iterator[int]:
        """Those whom a report quotes that doesn't call them a thing."""
        quoted, called = schema.appearances.alias(), schema.appearances.alias()
        there = select(called.c.person).where(
            called.c.person == quoted.c.person, called.c.report == quoted.c.report, called.c.role == Sign.THING.value
        )
        if persons:
            chosen = select(quoted.c.person).where(
                quoted.c.person.in_(persons), quoted.c.role == Role.SOURCE.value, ~there.exists()
            )
            yield from self._connection.scalars(chosen.distinct())

    def _is_open(self, row: RowMapping, told: Collection[str], *, thing: bool) -> bool:
        if is_open(told, thing=thing):
            return True
        # "Mr Orsany", hardly a victim, where the case tells of a minister Lev Orsany.
        if (
            Sign.UNLIKELY not in told
            or not set(told) <= {Sign.UNLIKELY, Sign.HUMAN}
            or len(name_words(row["name"])) > 1
        ):
            return False
        guards, appearances = schema.guards, schema.appearances
        namesakes = select(guards.c.person).where(
            guards.c.key == row["key"], guards.c.part == Part.WORD.value, guards.c.person != row["number"]
        )
        roles: dict[int, set[str]] = defaultdict(set)
        chosen = select(appearances.c.person, appearances.c.role).where(appearances.c.person.in_(namesakes)).distinct()
        for person, role in self._connection.execute(chosen):
            roles[person].add(role)
        return bool(roles) and all(Sign.PUBLIC in each and is_open(each) for each in roles.values())

    def _things(self, names: Collection[str]) -> set[str]:
        """Which of the names are also a state's, a body's or an outlet's, so that a reader took it for a person's.

        An outlet's is the name of a publisher that stands in the addresses of what it publishes, in reports that
        anybody may see: an import may have a source's name as the publisher's.
        """
        actors, reports = schema.actors, schema.reports
        alone = [name for name in names if len(name_words(name)) == 1]
        kinds = ("organisation", "state_body", "state", "outlet")
        of_actors = select(actors.c.name).where(actors.c.name.in_(alone), actors.c.kind.in_(kinds)).distinct()
        called = {form: name for name in names for form in (name, f"The {name}")}
        published = (
            select(reports.c.publisher, reports.c.url)
            .where(reports.c.publisher.in_(called), reports.c.url.is_not(None), reports.c.access == Access.PUBLIC.value)
            .distinct()
        )
        there = {called[name] for name, url in self._connection.execute(published) if _is_at(called[name], url)}
        return there.union(self._connection.scalars(of_actors))


def _is_at(name: str, url: str) -> bool:
    """Whether a name stands in the host of an address: The Lamplighter in lamplighter.example."""
    _, _, behind = url.partition("//")
    host = "".join(char for char in behind.partition("/")[0].casefold() if char.isalnum())
    letters = "".join(char for char in name.casefold() if char.isalnum())
    return len(letters) >= STEM and letters in host


def is_open(told: Collection[str], *, thing: bool = False) -> bool:
    """Whether what the reports of a case tell of somebody protects them not.

    A source isn't protected who holds a public position, or is said to have done it, or is no person. A victim is,
    unless every reading that takes them for one is hardly right, and they hold a public position or are no person.
    Whoever asked not to be named is protected whatever their position.

    Args:
        told: roles and signs of all reports.
        thing: whether the name is also that of a state, a body or an outlet of the case.
    """
    told = set(told)
    if told & {Role.VICTIM, Role.WITNESS, Role.RELATIVE, Sign.UNNAMED}:
        return False
    if Sign.PUBLIC in told or ((thing or Sign.THING in told) and Sign.HUMAN not in told):
        return True
    return Sign.ACCUSED in told and Sign.UNLIKELY not in told


def revealed_keys(connection: Connection) -> set[str]:
    """Keys of the persons whom the latest reveal names."""
    reveals = schema.reveals
    latest = select(func.max(reveals.c.number)).group_by(reveals.c.person)
    told: dict[str, bool] = {}
    chosen = select(reveals.c.person, reveals.c.ends).where(reveals.c.number.in_(latest)).order_by(reveals.c.number)
    for person, ends in connection.execute(chosen):
        told[person_key(person)] = not ends
    return {key for key, revealed in told.items() if revealed}
