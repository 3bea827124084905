"""Whom the case protects, taken anew from readings and protections, against what it has taken down."""

import json
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, select

from onrecord.ledger import schema
from onrecord.ledger.engine import streamed
from onrecord.ledger.findings import unpacked
from onrecord.ledger.guarding import guards_of
from onrecord.ledger.protected import person_key, protected_in
from onrecord.records.decision import Role
from onrecord.records.plain import from_canonical

Rows = set[tuple[object, ...]]


def persons_faults(connection: Connection) -> Iterator[str]:
    """What is wrong with the rows of protected persons, without naming anybody."""
    names: dict[str, set[str]] = defaultdict(set)
    given: dict[str, set[str]] = defaultdict(set)
    phrases: dict[str, set[str]] = defaultdict(set)
    appearances: Rows = set()
    for row in _readings(connection):
        for named in protected_in(from_canonical(unpacked(row["body"])), row["text"]):
            names[named.key].add(named.name)
            appearances.add((named.key, row["report"], named.role.value))
            if named.guarded:
                given[named.key].update(named.names)
    for row in connection.execute(select(schema.protections)).mappings():
        key = person_key(row["person"])
        names[key].add(row["person"])
        given[key].update((row["person"], *json.loads(row["aliases"])))
        phrases[key].update(json.loads(row["phrases"]))

    persons = {row["number"]: row for row in connection.execute(select(schema.persons)).mappings()}
    roles = {"person", *(role.value for role in Role)}
    for number, row in persons.items():
        if row["name"] not in names.get(row["key"], ()):
            yield f"Person {number} is nobody whom a reading or a reviewer tells of."
        if row["label"] not in {f"[{role} {number}]" for role in roles}:
            yield f"The label of person {number} is none that is given."
    keys = {row["key"] for row in persons.values()}
    if missing := len(names.keys() - keys):
        yield f"{missing} persons whom readings or reviewers tell of are missing."

    wanted: dict[str, Rows] = {
        "appearances": appearances,
        "guards": {
            (key, guard.key, guard.part.value, guard.rest)
            for key in given.keys() | phrases.keys()
            for guard in guards_of(0, given[key], phrases[key])
        },
    }
    key_of = {number: row["key"] for number, row in persons.items()}
    there: dict[str, Rows] = {
        "appearances": {
            (key_of.get(row["person"]), row["report"], row["role"])
            for row in streamed(connection, select(schema.appearances))
        },
        "guards": {
            (key_of.get(row["person"]), row["key"], row["part"], row["rest"])
            for row in streamed(connection, select(schema.guards))
        },
    }
    for name, rows in wanted.items():
        lacking, strange = len(rows - there[name]), len(there[name] - rows)
        if lacking or strange:
            yield (
                f"Of the {name} of protected persons, {lacking} are missing and {strange} are not as they were taken "
                "from readings and protections: they were changed, or another version of onrecord took them."
            )


def _readings(connection: Connection) -> Iterator[RowMapping]:
    readings, reports, texts = schema.readings, schema.reports, schema.texts
    return streamed(
        connection,
        select(readings.c.report, readings.c.body, texts.c.text)
        .join(reports, reports.c.number == readings.c.report)
        .join(texts, texts.c.digest == reports.c.text_digest),
        at_a_time=100,
    )
