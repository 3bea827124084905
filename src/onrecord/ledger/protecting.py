"""Protected persons in the ledger: whom readings tell to protect, whom reviewers mark, whom they reveal.

A person is known by the words of their name: two people of one name are one person here, and protected alike. Rows of
`persons`, `appearances` and `guards` are derived from readings and protections; their labels are given in the order in
which persons were met, and stay.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, delete, select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.columns import moment
from onrecord.ledger.findings import unpacked
from onrecord.ledger.guarding import guards_of
from onrecord.ledger.kept_guards import AT_ONCE, marked_by_reviewers
from onrecord.ledger.protected import Named, Sign, person_key, protected_in
from onrecord.ledger.writing import Writing
from onrecord.records.decision import Role
from onrecord.records.plain import canonical, from_canonical

Value = TypeVar("Value")

# What a label calls whom a report tells of in that way, where nothing else is told of them.
_CALLED: Mapping[Role | Sign, str] = {
    **{role: role.value for role in Role},
    Sign.UNLIKELY: Role.VICTIM.value,
    Sign.UNNAMED: Role.SOURCE.value,
}

# Reports whose persons are taken down at once.
REPORTS_AT_ONCE = 1000
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
    marked = marked_by_reviewers(connection)
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
