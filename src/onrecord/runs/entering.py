"""Rows of a spreadsheet, CSV or XLSX, as findings to be entered; each row that can't be is named, and the rest goes on.

A sheet's first row names its columns. No formula is evaluated: a cell that holds one refuses its row, by name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.acquire.foreign.sheets import Line, sheets_in
from onrecord.errors import InvalidInput, OnrecordError, UsageError
from onrecord.ledger.enter import QUOTED, WORDS, Entered, Entering, enter
from onrecord.ledger.store import Ledger
from onrecord.records.finding import FindingKind
from onrecord.records.sheet import letters

NEEDED = ("report", "kind", "quotation")
COLUMNS = (
    *NEEDED,
    "occurrence",
    "near",
    *sorted({name for names in WORDS.values() for name in names}),
    *sorted({name for names in QUOTED.values() for name in names}),
)
"""Columns of a sheet; those of quotations hold several with | between them."""

_FORMULA = re.compile(r"^\s*=")


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one row.

    Attributes:
        number: the row's number as spreadsheets count, the header being 1.
        entered: what was entered, or would be; None where it can't be.
        fault: why it can't be.
    """

    number: int
    entered: Entered | None = None
    fault: str | None = None


class _DryRun(Exception):
    """Ends a transaction so that nothing of it is kept."""


def enter_sheet(ledger: Ledger, file: Path, *, dry_run: bool = False, near: bool = False) -> Iterator[Row]:
    """Enter every row of a sheet that can be.

    Args:
        ledger: of the case.
        file: CSV or XLSX.
        dry_run: whether to say what would come of it, and keep nothing.
        near: whether quotations may differ in spaces, quotation marks, dashes and capitals.

    Raises:
        InvalidInput: the file is no sheet, or its columns aren't those of `COLUMNS`.
    """
    sheets = list(sheets_in(file))
    if len(sheets) != 1:
        raise InvalidInput(f"{file} holds {len(sheets)} tables; enter them one by one.", source=str(file))
    (sheet,) = sheets
    columns = _columns(sheet.header, sheet.file)
    for line in sheet.lines:
        try:
            cells = _cells(line, columns)
            if cells:
                yield Row(line.number, _enter(ledger, _entering(cells, near=near), dry_run=dry_run))
        except OnrecordError as error:
            yield Row(line.number, fault=error.message)


def _enter(ledger: Ledger, entering: Entering, *, dry_run: bool) -> Entered:
    entered: list[Entered] = []
    try:
        with ledger.writing() as writing:
            entered.append(enter(writing, entering))
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return entered[0]


def _cells(line: Line, columns: Sequence[str]) -> dict[str, str]:
    """A row's cells by column, empty ones left out."""
    if line.fault is not None:
        raise UsageError(line.fault)
    for place, cell in enumerate(line.cells[len(columns) :], start=len(columns)):
        if cell.strip():
            raise UsageError(f"Cell {letters(place)}{line.number} has no column; is a separator missing?")
    return {name: cell for name, cell in zip(columns, line.cells, strict=False) if cell.strip()}


def _columns(cells: Sequence[str], source: str) -> list[str]:
    columns = [cell.casefold().replace(" ", "_") for cell in cells]
    unknown = [column for column in columns if column not in COLUMNS]
    missing = [column for column in NEEDED if column not in columns]
    if unknown or missing:
        told = f"{unknown[0]!a} is no column" if unknown else f"{missing[0]} is missing"
        raise InvalidInput(f"{source}: {told}; the columns are {', '.join(COLUMNS)}.", source=source)
    return columns


def _entering(cells: Mapping[str, str], *, near: bool) -> Entering:
    for name, cell in cells.items():
        if _FORMULA.match(cell):
            raise UsageError(f"The cell under {name} holds a formula; put its value there.")
    for name in NEEDED:
        if name not in cells:
            raise UsageError(f"The cell under {name} is empty.")
    try:
        kind = FindingKind(cells["kind"].strip().casefold())
    except ValueError as error:
        raise UsageError(f"kind must be one of {', '.join(FindingKind)}.") from error
    words = {name: cells[name].strip() for name in WORDS[kind] if name in cells}
    quoted = {
        name: [part.strip() for part in cells[name].split("|") if part.strip()]
        for name in QUOTED[kind]
        if name in cells
    }
    known = {*NEEDED, "occurrence", "near", *WORDS[kind], *QUOTED[kind]}
    stray = sorted(set(cells) - known)
    if stray:
        raise UsageError(f"{stray[0]} is no field of a finding of kind {kind}; leave the cell empty.")
    return Entering(
        report=_number(cells["report"], "report"),
        kind=kind,
        quotation=cells["quotation"],
        occurrence=None if "occurrence" not in cells else _number(cells["occurrence"], "occurrence"),
        near=near or cells.get("near", "").strip().casefold() in ("yes", "1", "true"),
        words=words,
        quoted=quoted,
    )


def _number(cell: str, name: str) -> int:
    text = cell.strip()
    # As many digits as a database's number surely holds; what is longer is refused rather than cut to another's number.
    if not (text.isascii() and text.isdigit() and len(text) <= 18) or int(text) < 1:
        raise UsageError(f"{name} must be a whole number from 1.")
    return int(text)
