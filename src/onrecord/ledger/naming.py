"""Which persons, marked by reviewers, an erasure takes: those whom the erased reports name and no other does.

And which of the rows that hang on no report: a letter that was logged may name whom nobody would mask any more.

A protection holds a name, so it has to go with the reports that it was made for. But were it dropped while another
report names the same person, that report would be shown unmasked. So a protection goes only where no word of its names,
however spelt, occurs in any text that stays.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, select

from onrecord.ledger import schema
from onrecord.ledger.engine import streamed
from onrecord.ledger.guarding import Guard, Person, name_words
from onrecord.ledger.kept_guards import KeptGuards
from onrecord.ledger.masking import Masker
from onrecord.ledger.names import Stretches, keys
from onrecord.ledger.protected import Sign, person_key


def keys_in(text: str) -> set[str]:
    """The keys of every stretch of a text that may be a word of a name."""
    return Stretches(text).keys


def only_named_in(connection: Connection, reports: Collection[int]) -> set[str]:
    """Keys of the persons marked by reviewers whom these reports name, and no other report may name.

    Every text that stays is read where somebody is marked whom these reports name, and only then.
    """
    marked = _marked(connection)
    reports_table, texts = schema.reports, schema.texts
    these = select(texts.c.text).join(reports_table, reports_table.c.text_digest == texts.c.digest)
    here: set[str] = set()
    for row in connection.execute(these.where(reports_table.c.number.in_(reports))).mappings():
        here |= keys_in(row["text"])
    here |= _keys_of_actors(connection, reports)
    # Named: by all the words of a name.
    named = {key for key, names in marked.items() if any(set(_telling(name)) <= here for name in names)}
    open_words = {key: {word for name in marked[key] for word in _telling(name)} for key in named}
    others = select(texts.c.text).where(
        texts.c.digest.not_in(select(reports_table.c.text_digest).where(reports_table.c.number.in_(reports)))
    )
    if open_words:
        for row in streamed(connection, others, at_a_time=100):
            there = keys_in(row["text"])
            open_words = {key: told for key, told in open_words.items() if not told & there}
            if not open_words:
                break
    return set(open_words)


def masker_of_forgotten(connection: Connection, reports: Collection[int], going: Collection[str]) -> Masker:
    """What finds the protected persons whom the case forgets with these reports, however a text names them.

    Args:
        connection: to the ledger.
        reports: numbers of the reports that go.
        going: keys of the persons whose protections go with them, `only_named_in`'s.
    """
    persons, appearances = schema.persons, schema.appearances
    elsewhere = select(appearances.c.person).where(appearances.c.report.not_in(reports))
    public = select(appearances.c.person).where(appearances.c.role.in_((Sign.PUBLIC.value, Sign.ACCUSED.value)))
    met = select(persons.c.number, persons.c.key).where(
        persons.c.number.in_(select(appearances.c.person).where(appearances.c.report.in_(reports))),
        persons.c.number.not_in(elsewhere),
        persons.c.number.not_in(public),
    )
    marked = _marked(connection).keys()
    found = {number for number, key in connection.execute(met) if key not in marked}
    every = connection.execute(select(persons.c.number, persons.c.key))
    return Masker(_Only(KeptGuards(connection), found | {number for number, key in every if key in going}))


def ties_going(connection: Connection, gone: Collection[str], forgotten: Masker) -> list[RowMapping]:
    """Ties of what goes, and those whose reasons name whom the case forgets; with all that undoes them.

    Args:
        connection: to the ledger.
        gone: what goes, as ties name it.
        forgotten: `masker_of_forgotten`'s.
    """
    table = schema.ties
    every = {row["number"]: row for row in connection.execute(select(table).order_by(table.c.number)).mappings()}
    going = {number for number, row in every.items() if row["first"] in gone or row["second"] in gone}
    going |= _naming(forgotten, every.values())
    # A tie and its undoings stay or go together: else an undone tie would count again.
    for number, row in [*reversed(every.items()), *every.items()]:
        if row["undoes"] is not None and {number, row["undoes"]} & going:
            going |= {number, row["undoes"]}
    return [row for number, row in every.items() if number in going]


def letters_going(connection: Connection, forgotten: Masker) -> dict[str, list[RowMapping]]:
    """Requests that name, or whose replies name, whom the case forgets; and all their replies.

    A reply goes with its request, never alone: the case would say that nobody replied.
    """
    asked = connection.execute(select(schema.requests)).mappings().all()
    replies = connection.execute(select(schema.replies)).mappings().all()
    named = _naming(forgotten, replies)
    going = _naming(forgotten, asked) | {row["request"] for row in replies if row["number"] in named}
    return {
        schema.requests.name: [row for row in asked if row["number"] in going],
        schema.replies.name: [row for row in replies if row["request"] in going],
    }


def _naming(forgotten: Masker, rows: Iterable[RowMapping]) -> set[int]:
    """Numbers of the rows whose words name somebody."""
    told = [(row["number"], str(row[name])) for row in rows for name in _WORDS if row.get(name)]
    masked = forgotten.mask_all([text for _, text in told])
    return {number for (number, _), each in zip(told, masked, strict=True) if each.cuts}


_WORDS = ("whom", "channel", "note", "reason")


class _Only:
    """The guards of some persons alone, none of them revealed."""

    def __init__(self, guards: KeptGuards, persons: Collection[int]) -> None:
        self._guards = guards
        self._persons = frozenset(persons)

    def found(self, keys: Collection[str]) -> Mapping[str, Sequence[Guard]]:
        """Guards by key."""
        told = {
            key: [guard for guard in found if guard.person in self._persons]
            for key, found in self._guards.found(keys).items()
        }
        return {key: guards for key, guards in told.items() if guards}

    def persons(self, numbers: Collection[int]) -> Mapping[int, Person]:
        """Persons by number."""
        return {number: replace(person, revealed=False) for number, person in self._guards.persons(numbers).items()}

    def any_starting(self, prefix: str) -> bool:
        """Whether the key of any guarded word starts with the prefix."""
        return self._guards.any_starting(prefix)


def still_named(connection: Connection, reports: Collection[int], going: Iterable[RowMapping]) -> list[str]:
    """Labels of the marked persons whom these reports name and whose protection stays."""
    persons, appearances = schema.persons, schema.appearances
    gone = {person_key(row["person"]) for row in going}
    marked = set(_marked(connection))
    met = select(persons.c.key, persons.c.label).join(appearances, appearances.c.person == persons.c.number)
    rows = connection.execute(met.where(appearances.c.report.in_(reports)).distinct()).all()
    return sorted(label for key, label in rows if key in marked and key not in gone)


def _marked(connection: Connection) -> dict[str, set[str]]:
    """The names of every person whom a reviewer marked, by key."""
    marked: dict[str, set[str]] = {}
    for row in connection.execute(select(schema.protections.c.person, schema.protections.c.aliases)).mappings():
        marked.setdefault(person_key(row["person"]), set()).update((row["person"], *json.loads(row["aliases"])))
    return marked


def _keys_of_actors(connection: Connection, reports: Collection[int]) -> set[str]:
    actors, findings = schema.actors, schema.findings
    named = select(actors.c.name).join(findings, findings.c.number == actors.c.finding)
    return {key for name in connection.scalars(named.where(findings.c.report.in_(reports))) for key in keys_in(name)}


def _telling(name: str) -> Iterator[str]:
    for word in name_words(name):
        yield from keys(word)[:1]
