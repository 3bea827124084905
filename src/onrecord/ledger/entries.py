"""The custody chain: who did what, when, to which things, each entry holding the digest of the one before.

An entry's hash is the SHA-256 of the canonical JSON of its other fields. Its digest is the SHA-256 of a salt and the
canonical JSON of the rows it covers, `[[table, {column: value}], …]` in the order of their own canonical JSON. Both can
be checked by hand, without onrecord (docs/explanation/ledger.md).
"""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from onrecord.ledger import schema
from onrecord.ledger.columns import moment
from onrecord.ledger.engine import streamed
from onrecord.records.plain import Plain, canonical

START = "0" * 64
"""What the first entry holds in place of an earlier one's hash."""

SALT_BYTES = 16

Row = Mapping[str, Any] | RowMapping


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the chain.

    Attributes:
        seq: its place, from 1, without gaps.
        who: who did it, by the name given.
        action: what was done, e.g. `added`, `decided`, `erased`.
        subject: to what: a table's word and a number, e.g. `report:12`; never a name.
        digest: of the rows that it covers, salted.
        previous: hash of the entry before.
        hash: of all of this.
    """

    seq: int
    at: str
    who: str
    action: str
    subject: str
    digest: str
    previous: str
    hash: str


def salted_digest(salt: bytes, things: Sequence[tuple[Table, Row]]) -> str:
    """What an entry holds of the rows it covers."""
    told = sorted(([table.name, thing(table, row)] for table, row in things), key=canonical)
    return hashlib.sha256(salt + canonical(told)).hexdigest()


def thing(table: Table, row: Row) -> dict[str, Plain]:
    """A row as its entry covers it: what is not missing and not derived."""
    return {
        column.name: plain_value(value)
        for column in table.columns
        if column.info.get("proof", True) and (value := row.get(column.name)) is not None
    }


def plain_value(value: Any) -> Plain:  # noqa: ANN401 (any column's)
    """A column's value as plain values know it."""
    if isinstance(value, datetime):
        return moment(value)
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


def entry_hash(*, seq: int, at: str, who: str, action: str, subject: str, digest: str, previous: str) -> str:
    """The hash of an entry's fields."""
    told = {
        "seq": seq,
        "at": at,
        "who": who,
        "action": action,
        "subject": subject,
        "digest": digest,
        "previous": previous,
    }
    return hashlib.sha256(canonical(told)).hexdigest()


def linked(
    last: "Entry | None", *, at: str, who: str, action: str, subject: str, things: Sequence[tuple[Table, Row]]
) -> tuple[Entry, bytes]:
    """The entry after `last` that covers `things`, and its salt."""
    salt = os.urandom(SALT_BYTES)
    fields = {
        "at": at,
        "who": who,
        "action": action,
        "subject": subject,
        "digest": salted_digest(salt, things),
        "previous": START if last is None else last.hash,
    }
    seq = 1 if last is None else last.seq + 1
    return Entry(seq=seq, hash=entry_hash(seq=seq, **fields), **fields), salt


def head(connection: Connection) -> Entry | None:
    """The newest entry; None in a ledger that isn't made yet."""
    newest = select(schema.entries).order_by(schema.entries.c.seq.desc()).limit(1)
    row = connection.execute(newest).mappings().one_or_none()
    return None if row is None else as_entry(row)


def as_entry(row: RowMapping) -> Entry:
    """The entry of a row of `entries`."""
    return Entry(**{**row, "at": moment(row["at"])})


def entries_between(connection: Connection, *, after: int = 0, to: int | None = None) -> Iterable[Entry]:
    """The entries after one, in order, as they come."""
    chosen = select(schema.entries).where(schema.entries.c.seq > after).order_by(schema.entries.c.seq)
    if to is not None:
        chosen = chosen.where(schema.entries.c.seq <= to)
    for row in streamed(connection, chosen):
        yield as_entry(row)
