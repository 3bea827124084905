"""Rows of a spreadsheet, CSV or XLSX, as findings to be entered; each row that can't be is named, and the rest goes on.

A sheet's first row names its columns. No formula is evaluated: a cell that holds one refuses its row, by name.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import InvalidInput, OnrecordError, UsageError
from onrecord.ledger.enter import QUOTED, WORDS, Entered, Entering, enter
from onrecord.ledger.store import Ledger
from onrecord.records.finding import FindingKind
from onrecord.records.sheet import letters

MOST_BYTES = 50 * 1024 * 1024
# A workbook is a ZIP archive; unpacked it may be this large.
MOST_UNPACKED = 500 * 1024 * 1024
MOST_ROWS = 100_000

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
    for number, cells in rows_of(file):
        try:
            entering = _entering(cells, near=near)
            yield Row(number, _enter(ledger, entering, dry_run=dry_run))
        except OnrecordError as error:
            yield Row(number, fault=error.message)


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


def rows_of(file: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Rows with their numbers; cells by column, empty ones left out.

    Raises:
        InvalidInput: see `enter_sheet`.
    """
    source = str(file)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise InvalidInput(f"{source} is larger than {MOST_BYTES // 2**20} MB; split it.", source=source)
        with file.open("rb") as opened:
            head = opened.read(4)
    except OSError as error:
        raise InvalidInput(f"{source} can't be read: {error.strerror}.", source=source) from error
    rows = _xlsx(file) if head.startswith(b"PK") else _csv(file)
    columns: list[str] | None = None
    for number, cells in rows:
        if number > MOST_ROWS:
            raise InvalidInput(f"{source} has more than {MOST_ROWS:,} rows; split it.", source=source)
        if columns is None:
            columns = _columns([cell for _, cell in cells], source)
            continue
        told = {name: cell for name, (_, cell) in zip(columns, cells, strict=False) if cell.strip()}
        if told:
            beyond = [place for place, cell in cells[len(columns) :] if cell.strip()]
            yield number, told if not beyond else {**told, "": beyond[0]}
    if columns is None:
        raise InvalidInput(f"{source} is empty; its first row names its columns.", source=source)


def _columns(cells: Sequence[str], source: str) -> list[str]:
    columns = [cell.strip().casefold().replace(" ", "_") for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    unknown = [column for column in columns if column not in COLUMNS]
    missing = [column for column in NEEDED if column not in columns]
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if unknown or missing or twice:
        told = (
            f"{unknown[0]!a} is no column"
            if unknown
            else f"{missing[0]} is missing"
            if missing
            else f"{twice[0]} is there twice"
        )
        raise InvalidInput(f"{source}: {told}; the columns are {', '.join(COLUMNS)}.", source=source)
    return columns


def _csv(file: Path) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    source = str(file)
    content = file.read_bytes()
    if b"\0" in content:
        raise InvalidInput(f"{source} is no CSV in UTF-8; save it as CSV UTF-8.", source=source)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{source} is no CSV in UTF-8; save it as CSV UTF-8.", source=source) from error
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [(f"{letters(place)}{number}", cell) for place, cell in enumerate(cells)]
    except csv.Error as error:
        raise InvalidInput(
            f"{source}, near line {reader.line_num}: {error}; mend the quotation marks.", source=source
        ) from error


def _xlsx(file: Path) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    from openpyxl import load_workbook

    source = str(file)
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise InvalidInput(
                    f"{source} unpacks to more than {MOST_UNPACKED // 2**20} MB; split it.", source=source
                )
        # Formulas are kept as they stand, so that they can be told from values.
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            for number, row in enumerate(book.worksheets[0].iter_rows(max_row=MOST_ROWS + 1), start=1):
                yield number, [(f"{letters(place)}{number}", _cell(cell)) for place, cell in enumerate(row)]
        finally:
            book.close()
    except InvalidInput:
        raise
    except Exception as error:  # whatever a crafted workbook makes a parser raise, it is this file's fault
        raise InvalidInput(
            f"{source} can't be opened as XLSX ({type(error).__name__}); save it anew.", source=source
        ) from error


def _cell(cell: Any) -> str:  # noqa: ANN401 (openpyxl's cells have no common type)
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return "=" + str(value).lstrip("=")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _entering(cells: Mapping[str, str], *, near: bool) -> Entering:
    if "" in cells:
        raise UsageError(f"Cell {cells['']} has no column; is a separator missing?")
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
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:18]):
        raise UsageError(f"{name} must be a whole number from 1.")
    return int(text[:18])
