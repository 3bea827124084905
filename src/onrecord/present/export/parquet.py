"""Parquet: the tables with their types, for whatever reads columns."""

import io
import json

from onrecord.present.export.cells import gate
from onrecord.present.export.parts import Lost, Made, Part
from onrecord.present.export.rows import tables
from onrecord.present.export.table import Table, library
from onrecord.records.record import CAUTION, Record


def parquet(record: Record) -> Made:
    """Every table as a Parquet file, whose metadata says whether it was reviewed.

    Raises:
        UsageError: pyarrow isn't installed.
    """
    parts = tuple(Part(f"{name}.parquet", _of_table(table, record)) for name, table in tables(record).items())
    lost = Lost(
        "why allegations were joined, term by term",
        "The tables have no place for it; `onrecord record NAME --json` has it.",
    )
    return Made(parts, (lost,))


def _of_table(table: Table, record: Record) -> bytes:
    told = {"content": gate(record), "weighed": record.at, "caution": CAUTION, "made_by": "onrecord"}
    made = table.to_arrow().replace_schema_metadata({"onrecord": json.dumps(told)})
    buffer = io.BytesIO()
    library("pyarrow.parquet").write_table(made, buffer, compression="zstd")
    return buffer.getvalue()
