"""The command `onrecord schema`: the form of what programs get."""

import sys
from enum import StrEnum
from typing import Annotated

import typer


class Schema(StrEnum):
    """What has a JSON Schema."""

    READING = "reading"
    RECORD = "record"


def schema(
    what: Annotated[Schema, typer.Argument(metavar="[reading|record]", help="Of what.")] = Schema.READING,
) -> None:
    """Print the JSON Schema of what `read --format jsonl` writes, or of what `record --json` writes.

    Each line that `read --format jsonl` writes, or each element of the array that `--format json` writes, is valid by
    the first.
    """
    from onrecord.present import contract, record_object

    sys.stdout.write(contract.schema_text() if what is Schema.READING else record_object.schema_text())
