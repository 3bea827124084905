"""Readings of the shipped reader, as the contract prints them."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from time import monotonic
from typing import Protocol

from onrecord.present.contract import to_object
from onrecord.records import Failure, Reading, Report
from onrecord.resolve import resolve
from training.score.files import Line

_SECONDS_BETWEEN_NEWS = 5.0


class Pipe(Protocol):
    """What scoring asks of a reader."""

    @property
    def digest(self) -> str:
        """SHA-256 of its weights file."""
        ...

    def pipe(self, reports: Iterable[Report]) -> Iterable[Reading | Failure]:
        """One reading or failure a report, in order."""
        ...


def open_reader(weights: Path | None) -> Pipe:
    """The shipped reader over a weights file; the committed one when None."""
    from onrecord.read import Reader  # here, so that scoring kept readings needs no onnxruntime

    return Reader(weights)


def read_texts(reader: Pipe, texts: Mapping[str, str], *, name: str) -> dict[str, Line]:
    """Readings by id, as the contract's objects. Progress, and what could not be read, goes to standard error.

    Args:
        reader: reads them.
        texts: id to text.
        name: what progress calls them.
    """
    reports = (Report(id=id_, source=id_, text=text, language="en") for id_, text in texts.items())
    readings: dict[str, Line] = {}
    began = told = monotonic()
    for result in reader.pipe(reports):
        if isinstance(result, Failure):
            print(f"{name}: {result.id} was not read and scores as empty: {result.message}", file=sys.stderr)
            continue
        readings[result.report.id] = to_object(resolve(result))
        now = monotonic()
        if now - told >= _SECONDS_BETWEEN_NEWS:
            print(f"{name}: {len(readings)} of {len(texts)} read", file=sys.stderr)
            told = now
    print(f"{name}: {len(readings)} read in {monotonic() - began:.0f} s", file=sys.stderr)
    return readings
