"""The content digest of a case: equal content, equal digest, on either engine, in whatever order things came."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from onrecord.ledger import schema
from onrecord.ledger.engine import streamed
from onrecord.ledger.entries import plain_value
from onrecord.records.plain import Plain, canonical

IDENTITY: dict[str, tuple[Table, tuple[str, ...]]] = {
    "report": (schema.reports, ("sha256", "locator", "text_digest")),
    "failure": (schema.failures, ("id", "source", "code", "message")),
    "decision": (schema.decisions, ("finding", "verdict", "field", "value", "reason", "who")),
    "withdrawal": (schema.withdrawals, ("subject", "reason", "who")),
    "tie": (schema.ties, ("kind", "first", "second", "reason", "who")),
    "request": (schema.requests, ("whom", "channel", "sent", "deadline", "note", "who")),
}
"""What stands for a row where another refers to it by its number."""

TABLES = tuple(table for table in schema.CUSTODIED if table not in (schema.meta, schema.tombstones))
"""Not which case it is, nor what was erased from it: these tell of a case, not of what it holds."""


def content_digest(connection: Connection) -> str:
    """SHA-256 over what the case holds: no clocks, no entries, no numbers that depend on the order of things.

    It is the SHA-256 of the canonical JSON of `{table: digest}`, and a table's digest is the SHA-256 of its rows'
    digests, sorted. Memory grows with the rows of the largest table, by about 70 bytes a row.
    """
    told = {}
    for table in TABLES:
        digests = sorted(hashlib.sha256(canonical(content)).digest() for content in _contents(connection, table))
        if digests:  # a table that a later onrecord adds changes nothing while it is empty
            told[table.name] = hashlib.sha256(b"".join(digests)).hexdigest()
    return hashlib.sha256(canonical(told)).hexdigest()


def _contents(connection: Connection, table: Table) -> Iterator[Plain]:
    columns: list[Any] = []
    source: Any = table
    references: dict[str, int] = {}
    for column in table.columns:
        if not column.info.get("content", True):
            continue
        by = column.info.get("by")
        if by is None:
            columns.append(column.label(column.name))
            continue
        other, names = IDENTITY[by]
        referred = other.alias(f"by_{column.name}")
        source = source.outerjoin(referred, referred.c.number == column)
        columns.append(column.label(column.name))
        columns.extend(referred.c[name].label(f"{column.name}.{name}") for name in names)
        references[column.name] = len(names)
    for row in streamed(connection, select(*columns).select_from(source)):
        values = iter(row.values())
        told: dict[str, Plain] = {}
        for column in table.columns:
            if not column.info.get("content", True):
                continue
            value = plain_value(next(values))
            if column.name in references:
                identity = [plain_value(next(values)) for _ in range(references[column.name])]
                value = None if value is None else identity
            if value is not None:
                told[column.name] = value
        yield told
