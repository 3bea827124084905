"""Files of other tools, read row by row: FollowTheMoney, Uwazi, Bayanat, and tables of anybody's."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from onrecord.acquire.foreign.ftm import ftm_rows
from onrecord.acquire.foreign.labels import Dialect
from onrecord.acquire.foreign.rows import table_rows
from onrecord.acquire.foreign.sheets import sheets_in
from onrecord.records.foreign import Foreign, ForeignKind, PassedOver, Refused

__all__ = ["ForeignForm", "foreign_rows"]


class ForeignForm(StrEnum):
    """Whose file it is."""

    FTM = "ftm"
    UWAZI = "uwazi"
    BAYANAT = "bayanat"
    TABLE = "table"


def foreign_rows(
    path: Path, form: ForeignForm, *, columns: Mapping[str, str] | None = None, kind: ForeignKind | None = None
) -> Iterator[Foreign | Refused | PassedOver]:
    """The rows of a file, or of every table in a folder or ZIP, in order; those that can't be read are named.

    Args:
        path: the file.
        form: whose it is.
        columns: which column holds which field, where the labels don't tell: field to column.
        kind: what every row tells of, where the labels don't tell.

    Raises:
        InvalidInput: the file is none of that form; the message says what is wrong, and where.
    """
    if form is ForeignForm.FTM:
        yield from ftm_rows(path)
        return
    for sheet in sheets_in(path):
        yield from table_rows(sheet, Dialect(form.value), columns=columns or {}, kind=kind)
