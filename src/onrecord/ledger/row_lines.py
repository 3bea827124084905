"""Rows of the ledger as JSON Lines, out of one database and into another.

Digests are hexadecimal, bytes base64, times ISO 8601; columns without a value are left out.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Column, Connection, LargeBinary, Table, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from onrecord.errors import RefusedArchive
from onrecord.ledger.columns import Digest, Moment, moment
from onrecord.ledger.engine import streamed
from onrecord.records.plain import Plain, canonical, from_canonical

_LONGEST_LINE: Final = 1 << 29  # bytes: the longest text there can be, and then some
_AT_ONCE: Final = 1000


def row_lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row of a table as a line of canonical JSON, many lines a piece, in the order of the table's key."""
    rows = streamed(connection, select(table).order_by(*table.primary_key.columns), at_a_time=_AT_ONCE)
    while some := list(islice(rows, _AT_ONCE)):
        yield b"".join(
            canonical(
                {column.name: _to_plain(row[column.name]) for column in table.columns if row[column.name] is not None}
            )
            + b"\n"
            for row in some
        )


def _to_plain(value: Any) -> Plain:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, datetime):
        return moment(value)
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def insert_lines(connection: Connection, table: Table, chunks: Iterable[bytes]) -> None:
    """Insert the rows that `row_lines` wrote, in pieces of any size, as somebody gave them to us.

    Raises:
        RefusedArchive: a line is no row of the table, or the rows don't fit together.
    """
    rows = (_row(table, line, number) for number, line in enumerate(_split(chunks), start=1))
    while some := list(islice(rows, _AT_ONCE)):
        try:
            connection.execute(insert(table), some)
        except (IntegrityError, DataError) as error:
            raise RefusedArchive(f"Rows of {table.name} don't fit together ({error.orig}).") from error


def _split(chunks: Iterable[bytes]) -> Iterator[bytes]:
    left = b""
    for chunk in chunks:
        *lines, left = (left + chunk).split(b"\n")
        yield from lines
        if len(left) > _LONGEST_LINE:
            raise RefusedArchive(f"It holds a line of more than {_LONGEST_LINE:,} bytes.")
    if left:
        raise RefusedArchive("A table in it ends within a line.")


def _row(table: Table, line: bytes, number: int) -> dict[str, Any]:
    try:
        values = from_canonical(line)
    except (ValueError, RecursionError) as error:
        raise RefusedArchive(f"Line {number} of {table.name} is no row of it ({type(error).__name__}).") from error
    if not isinstance(values, dict) or values.keys() - {column.name for column in table.columns}:
        raise RefusedArchive(f"Line {number} of {table.name} is no row of it.")
    try:
        return {column.name: _from_plain(column, values.get(column.name)) for column in table.columns}
    except ValueError as error:
        raise RefusedArchive(f"Line {number} of {table.name} is no row of it ({error}).") from error


def _from_plain(column: Column[Any], value: Plain) -> Any:  # noqa: ANN401 - whatever the column holds
    if value is None:
        if not column.nullable:
            raise ValueError(f"{column.name} is missing")
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Digest):
        if not re.fullmatch(r"(?:[0-9a-f]{2}){16,64}", value):
            raise ValueError(f"{column.name} is no digest")
        return value
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value, validate=True)
    wanted = column.type.python_type
    if isinstance(value, bool) or not isinstance(value, (int, float) if wanted is float else wanted):
        raise ValueError(f"{column.name} is no {wanted.__name__}")
    return value
