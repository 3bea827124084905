"""Tables from strangers: CSV, XLSX, and ZIPs or folders of CSVs, as rows of cells. No formula is evaluated."""

import codecs
import csv
import io
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from onrecord.errors import InvalidInput
from onrecord.records.sheet import letters

MOST_BYTES: Final = 100 * 2**20
MOST_UNPACKED: Final = 500 * 2**20
MOST_MEMBERS: Final = 10_000
MOST_ROWS: Final = 200_000
MOST_CELL: Final = 1_000_000
"""Characters; a longer cell is an unclosed quotation mark that swallowed the rest of the file, or an attack."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table.

    Attributes:
        number: as spreadsheets count, the header being 1.
        cells: as text.
        fault: why it can't be taken, where it can't.
    """

    number: int
    cells: Sequence[str] = ()
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table.

    Attributes:
        name: of the file or member, without folders and suffix.
        file: the file's name, with the member's where it lies in a ZIP.
        header: the columns' labels, as written.
        lines: the rows.
    """

    name: str
    file: str
    header: tuple[str, ...]
    lines: Iterator[Line]


def sheets_in(path: Path) -> Iterator[Sheet]:
    """The tables in a CSV, an XLSX, a ZIP of CSVs, or a folder of them.

    Raises:
        InvalidInput: it is none of these, is too large, or plays tricks; the message says which and what to do.
    """
    try:
        if path.is_dir():
            for table in sorted(path.glob("*.csv")):
                yield _sheet(table.stem, table.name, _csv(_bytes(table), table.name))
            return
        content = _bytes(path)
    except OSError as error:
        raise InvalidInput(f"{path} can't be read: {error.strerror}.", source=str(path)) from error
    if not content.startswith(b"PK"):
        yield _sheet(path.stem, path.name, _csv(content, path.name))
        return
    archive = _archive(content, path.name)
    if "[Content_Types].xml" in archive.namelist():
        yield _sheet(path.stem, path.name, _xlsx(content, path.name))
        return
    tables = [member for member in archive.infolist() if _is_table(member, path.name)]
    if not tables:
        raise InvalidInput(f"{path.name} holds no .csv at its top; Uwazi calls it import.csv.", source=str(path))
    for member in tables:
        file = f"{path.name}:{member.filename}"
        try:
            told = archive.read(member)
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
            raise InvalidInput(f"{file} can't be unpacked ({error}); pack it anew.", source=str(path)) from error
        yield _sheet(PurePosixPath(member.filename).stem, file, _csv(told, file))


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise InvalidInput(f"{path} is larger than {MOST_BYTES // 2**20} MB; split it.", source=str(path))
    return path.read_bytes()


def _archive(content: bytes, file: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise InvalidInput(f"{file} is a damaged ZIP ({error}); pack it anew.", source=file) from error
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise InvalidInput(
            f"{file} unpacks to more than {MOST_MEMBERS:,} files or {MOST_UNPACKED // 2**20} MB; split it.", source=file
        )
    return archive


def _is_table(member: zipfile.ZipInfo, file: str) -> bool:
    name = member.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    # Nothing is ever unpacked to a disk; a name like this is still no honest archive's.
    if name.startswith("/") or ".." in parts or (parts and ":" in parts[0]):
        raise InvalidInput(f"{file} holds a name that leads out of it: {name!a}. Don't trust it.", source=file)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise InvalidInput(f"{file} holds a link, {name!a}. Don't trust it.", source=file)
    return len(parts) == 1 and name.lower().endswith(".csv")


def _sheet(name: str, file: str, lines: Iterator[Line]) -> Sheet:
    first = next((line for line in lines if any(cell.strip() for cell in line.cells) or line.fault), None)
    if first is None:
        raise InvalidInput(f"{file} is empty; its first row names its columns.", source=file)
    if first.fault is not None:
        raise InvalidInput(f"{file} row {first.number}: {first.fault}", source=file)
    header = [cell.strip() for cell in first.cells]
    while header and not header[-1]:
        header.pop()
    seen: dict[str, int] = {}
    for place, label in enumerate(header):
        key = label.casefold()
        if key and key in seen:
            raise InvalidInput(
                f"{file} has the column {label!a} twice, as {letters(seen[key])} and {letters(place)}; rename one.",
                source=file,
            )
        seen[key] = place
    return Sheet(name, file, tuple(header), lines)


def _csv(content: bytes, file: str) -> Iterator[Line]:
    text = _text(content, file)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = csv.field_size_limit()
    number = 0
    while True:
        # The limit is the whole process's, so it is ours only while a row is read.
        csv.field_size_limit(MOST_BYTES)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InvalidInput(
                f"{file}, near line {reader.line_num}: {error}; mend the quotation marks.", source=file
            ) from error
        finally:
            csv.field_size_limit(before)
        number += 1
        yield _line(number, cells, file)


def _line(number: int, cells: list[str], file: str) -> Line:
    if number > MOST_ROWS:
        raise InvalidInput(f"{file} has more than {MOST_ROWS:,} rows; split it.", source=file)
    for place, cell in enumerate(cells):
        if len(cell) > MOST_CELL:
            return Line(
                number,
                fault=f"Cell {letters(place)}{number} holds more than {MOST_CELL:,} characters. Is a quotation mark "
                "unclosed?",
            )
    return Line(number, cells)


def _text(content: bytes, file: str) -> str:
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InvalidInput(
            f"{file} is no CSV in UTF-8: byte {error.start + 1}, on line {line}, is not. Save it as CSV UTF-8.",
            source=file,
        ) from error
    if "\0" in text:
        raise InvalidInput(f"{file} is no CSV: it holds zero bytes. Save it as CSV UTF-8.", source=file)
    return text


def _xlsx(content: bytes, file: str) -> Iterator[Line]:
    from openpyxl import load_workbook

    try:
        # Formulas are kept as they stand, so that they can be told from values.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            for number, row in enumerate(book.worksheets[0].iter_rows(max_row=MOST_ROWS + 1), start=1):
                formula = next((cell.coordinate for cell in row if cell.data_type == "f"), None)
                if formula is not None:
                    yield Line(number, fault=f"Cell {formula} holds a formula; put its value there.")
                    continue
                yield _line(number, [_cell(cell.value) for cell in row], file)
        finally:
            book.close()
    except InvalidInput:
        raise
    except Exception as error:  # whatever a crafted workbook makes a parser raise, it is this file's fault
        raise InvalidInput(
            f"{file} can't be opened as XLSX ({type(error).__name__}); save it anew.", source=file
        ) from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(value)
