"""Which persons, marked by reviewers, an erasure takes: those whom the erased reports name and no other does.

A protection holds a name, so it has to go with the reports that it was made for. But were it dropped while another
report names the same person, that report would be shown unmasked. So a protection goes only where no word of its names,
however spelt, occurs in any text that stays.
"""

import json
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import Connection, RowMapping, select

from onrecord.ledger import schema
from onrecord.ledger.engine import streamed
from onrecord.ledger.guarding import name_words
from onrecord.ledger.names import candidates, keys
from onrecord.ledger.protected import person_key


def keys_in(text: str) -> set[str]:
    """The keys of every stretch of a text that may be a word of a name."""
    return {key for candidate in candidates(text) for key in candidate.keys}


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
