"""A write transaction: rows and the entries that cover them, numbered, in order, all or nothing."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.engine import Dialect

from onrecord.ledger import schema
from onrecord.ledger.columns import moment
from onrecord.ledger.entries import Entry, Row, head, linked
from onrecord.ledger.known import Known

FLUSH_ROWS = 5000

# A row comes after those it refers to.
_IN_ORDER = tuple(schema.metadata.sorted_tables)


class Writing:
    """What one transaction writes.

    Rows wait in memory and go to the database table by table, many at a time; `connection` sends them first, so that
    whoever queries sees them.

    Attributes:
        at: the time that everything in it bears.
        who: who does it.
        known: what was looked up, kept right by what is written here.
    """

    def __init__(self, connection: Connection, *, who: str, at: datetime) -> None:
        self._connection = connection
        self._last = head(connection)
        self._numbers: dict[str, int] = {}
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self._count = 0
        self.who = who
        self.at = at
        self.known = Known(lambda: self.connection)

    @property
    def connection(self) -> Connection:
        """The transaction's connection, with all that was written so far."""
        self.flush()
        return self._connection

    @property
    def head(self) -> Entry | None:
        """The newest entry."""
        return self._last

    def number(self, table: Table) -> int:
        """The next number of a table, never given twice."""
        if table.name not in self._numbers:
            self._numbers[table.name] = _last_number(self._connection, table)
        self._numbers[table.name] += 1
        return self._numbers[table.name]

    def insert(self, table: Table, rows: Iterable[Row]) -> None:
        """Insert derived rows, which no entry covers."""
        waiting = self._waiting.setdefault(table.name, [])
        before = len(waiting)
        for row in rows:
            self.known.note(table.name, row)
            waiting.append(dict(row))
        self._count += len(waiting) - before
        if self._count >= FLUSH_ROWS:
            self.flush()

    def record(self, action: str, subject: str, things: Sequence[tuple[Table, Row]]) -> int:
        """Append an entry and insert the rows that it covers.

        Args:
            action: what is done, one word in the past: `added`, `decided`.
            subject: to what: a table's word and a number, never a name.
            things: the rows, each with its table; `entry` is filled in.

        Returns:
            The entry's place in the chain.
        """
        entry, salt = linked(
            self._last, at=moment(self.at), who=self.who, action=action, subject=subject, things=things
        )
        self._last = entry
        told = {name: getattr(entry, name) for name in Entry.__slots__}
        self.insert(schema.entries, [{**told, "at": self.at}])
        self.insert(schema.salts, [{"entry": entry.seq, "salt": salt}])
        for table, row in things:
            self.insert(table, [{**row, "entry": entry.seq}])
        return entry.seq

    def flush(self) -> None:
        """Send the rows that wait."""
        if not self._count:
            return
        for table in _IN_ORDER:
            rows = self._waiting.pop(table.name, None)
            if rows:
                _insert(self._connection, table, rows)
        self._count = 0


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, their values made ready here: SQLAlchemy's own way takes three times as long for each row."""
    statement, names, changed, positional = _prepared(table, connection.dialect)
    ready = []
    for row in rows:
        values = [row.get(name) for name in names]
        for at, make_ready in changed:
            values[at] = make_ready(values[at])
        ready.append(values)
    if positional:
        connection.exec_driver_sql(statement, [tuple(values) for values in ready])
    else:
        connection.exec_driver_sql(statement, [dict(zip(names, values, strict=True)) for values in ready])


@lru_cache(maxsize=64)
def _prepared(table: Table, dialect: Dialect) -> tuple[str, list[str], list[tuple[int, Any]], bool]:
    """The statement that inserts a row, its columns, which of them are made ready and how, and whether by position."""
    compiled = insert(table).compile(dialect=dialect)
    changed = [
        (at, make_ready)
        for at, column in enumerate(table.columns)
        if (make_ready := column.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    ]
    return str(compiled), [column.name for column in table.columns], changed, bool(compiled.positional)


def _last_number(connection: Connection, table: Table) -> int:
    """The greatest number that the table ever gave, erased ones included."""
    erased = select(func.max(schema.tombstones.c.which)).where(schema.tombstones.c.what == table.name)
    given = [connection.execute(select(func.max(table.c.number))).scalar(), connection.execute(erased).scalar()]
    return max(number or 0 for number in given)
