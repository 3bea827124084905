"""CSV that is harmless in a spreadsheet: no cell of it is a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from unicodedata import category

from onrecord.present.export.parts import Lost, Made, Part
from onrecord.present.export.rows import tables
from onrecord.present.export.table import Kind, Table
from onrecord.records.record import Record

BETWEEN: Final = "|"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take a cell for a formula by; full-width signs too, which some fold."""
HARMLESS: Final = "'"
"""Stands before such a cell: spreadsheets show the rest as text, and `onrecord import` takes it away again."""


def csv_tables(record: Record) -> Made:
    """Every table as a CSV file."""
    parts = tuple(Part(f"{name}.csv", of_table(table)) for name, table in tables(record).items())
    lost = Lost(
        "why allegations were joined, term by term",
        "The tables have no place for it; `onrecord record NAME --json` has it.",
    )
    return Made(parts, (lost,))


def of_table(table: Table) -> bytes:
    """A table as CSV: UTF-8 with a mark, so that spreadsheets know it; several values with | between them."""
    kinds = {column.name: column.kind for column in table.columns}
    rows = ({name: _cell(value, kinds[name]) for name, value in row.items()} for row in table)
    return delimited([column.name for column in table.columns], rows)


def delimited(header: Sequence[str], rows: Iterable[Mapping[str, str]], *, mark: bool = True) -> bytes:
    """Rows of cells as CSV, each cell made harmless."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([harmless(name) for name in header])
    for row in rows:
        writer.writerow([harmless(row.get(name, "")) for name in header])
    # Half a character, which JSON Lines can carry into a case, has no UTF-8.
    return buffer.getvalue().encode("utf-8-sig" if mark else "utf-8", "replace")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; control characters but line ends and tabs are gone."""
    plain = "".join(char if char in "\n\t\r" or category(char) != "Cc" else "\ufffd" for char in cell)
    # Spaces before a sign don't stop every spreadsheet. What begins with the sign itself gets another, to tell them.
    risky = plain.startswith(HARMLESS) or plain.startswith(FORMULA) or plain.lstrip().startswith(FORMULA)
    return HARMLESS + plain if risky else plain


def joined(values: Iterable[object]) -> str:
    r"""Several values in one cell; a | or \ of their own has a \ before it."""
    return BETWEEN.join(str(value).replace("\\", "\\\\").replace(BETWEEN, "\\" + BETWEEN) for value in values)


def _cell(value: Any, kind: Kind) -> str:  # noqa: ANN401 (a cell)
    if value is None:
        return ""
    if kind in (Kind.TEXTS, Kind.INTEGERS):
        return joined(value)
    if kind is Kind.BOOLEAN:
        return "true" if value else "false"
    return str(value)
