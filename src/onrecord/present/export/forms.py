"""The formats in which a record leaves, each made by one function."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from onrecord.present.export.bayanat import bayanat
from onrecord.present.export.delimited import csv_tables
from onrecord.present.export.ftm import ftm
from onrecord.present.export.huridocs import huridocs
from onrecord.present.export.jsonld import jsonld
from onrecord.present.export.parquet import parquet
from onrecord.present.export.parts import Made, Written, write
from onrecord.present.export.plover import plover
from onrecord.present.export.sdg import sdg
from onrecord.present.export.uwazi import uwazi
from onrecord.records.record import Record
from onrecord.weigh.gate import unnamed

MAKERS: Final[Mapping[str, Callable[[Record], Made]]] = {
    "csv": csv_tables,
    "parquet": parquet,
    "ftm": ftm,
    "jsonld": jsonld,
    "uwazi": uwazi,
    "bayanat": bayanat,
    "plover": plover,
    "huridocs": huridocs,
    "sdg": sdg,
}
"""By format."""


def made(record: Record, form: str) -> Made:
    """A masked record in a format; a person accused by nothing confirmed is not named so in it."""
    return MAKERS[form](unnamed(record))


def export_record(record: Record, target: Path, *, form: str, before: Callable[[], None] = lambda: None) -> Written:
    """Write a masked record to a new file or folder.

    Args:
        record: as `runs.weighing` gives it: masked.
        target: see `parts.write`.
        form: one of `MAKERS`.
        before: see `parts.write`.

    Raises:
        CaseExists, UsageError: see `parts.write`; UsageError too where a library that the format needs isn't installed.
    """
    return write(made(record, form), record, target, form=form, before=before)
