"""The manifest: a CSV file that says what files can't."""

import csv
import io
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final

from onrecord.acquire.dates import iso_date
from onrecord.acquire.item import NOTHING_SAID, Item, Metadata
from onrecord.acquire.options import MIB
from onrecord.acquire.text import decode
from onrecord.errors import InvalidInput, UnknownFormat, UsageError

COLUMNS: Final = ("path", "url", "publisher", "title", "byline", "published")
_MAX_BYTES: Final = 256 * MIB
_MAX_CELL: Final = 10_000  # characters; a longer cell is an unclosed quotation mark that swallowed the rest of the file


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it says, or why it can't be taken."""

    line: int
    metadata: Metadata = NOTHING_SAID
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says, by path: as given, and as it lies relative to the manifest's folder."""

    path: Path
    by_id: dict[str, Row] = field(default_factory=dict)
    by_file: dict[str, Row] = field(default_factory=dict)

    def metadata_for(self, item: Item) -> Metadata:
        """What the manifest says of `item`: by its id first, then by the file it lies in.

        Raises:
            InvalidInput: the row about it isn't as documented.
        """
        row = self.by_id.get(item.id)
        # A container's row would give every report in it one title; its reports are named `path#uri`.
        if row is None and item.path is not None and item.id == item.source:
            row = self.by_file.get(os.path.realpath(item.path))
        if row is None:
            return NOTHING_SAID
        if row.error is not None:
            raise InvalidInput(f"Line {row.line} of the manifest {self.path.name}: {row.error}")
        return row.metadata


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`.

    Raises:
        UsageError: it can't be read, has unknown columns, or names a path twice.
    """
    rows = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    manifest = Manifest(path)
    try:
        header = [name.strip().lower() for name in next(rows, [])]
        _check_header(header, path)
        for cells in rows:
            if any(cell.strip() for cell in cells):
                _add(manifest, header, cells, line=rows.line_num)
    except csv.Error as error:
        raise UsageError(f"The manifest {path} is not CSV: line {rows.line_num}: {error}.") from error
    return manifest


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UsageError(f"The manifest {path} is larger than {_MAX_BYTES:,} bytes. Split it.")
        return decode(path.read_bytes())
    except OSError as error:
        raise UsageError(f"The manifest {path} can't be read: {error.strerror or error}.") from error
    except UnknownFormat as error:
        raise UsageError(f"The manifest {path} is not text. Save it as CSV in UTF-8.") from error


def _check_header(header: list[str], path: Path) -> None:
    expected = f"A manifest's first line names its columns: {','.join(COLUMNS)}; all but path may be left out."
    if "path" not in header:
        raise UsageError(f"The manifest {path} has no column `path`. {expected}")
    for name in header:
        if name not in COLUMNS:
            raise UsageError(f"The manifest {path} has an unknown column {name!r}. {expected}")
        if header.count(name) > 1:
            raise UsageError(f"The manifest {path} has the column `{name}` twice. {expected}")


def _add(manifest: Manifest, header: list[str], cells: list[str], *, line: int) -> None:
    if len(cells) > len(header):
        raise UsageError(
            f"The manifest {manifest.path} has more cells than columns on line {line}. Quote values that hold commas."
        )
    values = {name: _plain(cell) for name, cell in zip(header, cells, strict=False)}
    path = values.pop("path", "")
    if not path:
        raise UsageError(f"The manifest {manifest.path} has no path on line {line}.")
    file = os.path.realpath(manifest.path.parent / path) if "\x00" not in path else path
    earlier = manifest.by_id.get(path) or manifest.by_file.get(file)
    if earlier is not None:
        raise UsageError(f"The manifest {manifest.path} names {path} twice, on lines {earlier.line} and {line}.")
    row = _row(values, line=line)
    manifest.by_id[path] = row
    manifest.by_file[file] = row


def _row(values: dict[str, str], *, line: int) -> Row:
    told = {name: value for name, value in values.items() if value}
    for name, value in told.items():
        if len(value) > _MAX_CELL:
            return Row(line, error=f"`{name}` is longer than {_MAX_CELL:,} characters. Is a quotation mark unclosed?")
    if "published" in told:
        try:
            told["published"] = iso_date(told["published"])
        except ValueError as error:
            return Row(
                line,
                error=f"`published` can't be read as a date without guessing ({error}). Write 2017-04-01, or 2017-04 "
                "or 2017 where no more is known.",
            )
    names = {one.name for one in fields(Metadata)}
    return Row(line, Metadata(**{name: value for name, value in told.items() if name in names}))


def _plain(cell: str) -> str:
    """The cell as one line of text; a formula in it stays the words that it is written with."""
    return " ".join("".join(character for character in cell if character.isprintable() or character.isspace()).split())
