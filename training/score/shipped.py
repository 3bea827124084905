"""Readings of the shipped reader, as the contract prints them."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from time import monotonic
from typing import Protocol

from onrecord.present.contract import to_object
from onrecord.records import Reading, Report
from training.score.files import Line

_SECONDS_BETWEEN_NEWS = 5.0


class Pipe(Protocol):
    """What scoring asks of a reader."""

    def pipe(self, reports: Iterable[Report]) -> Iterable[Reading]:
        """One reading a report, in order."""
        ...


def open_reader(weights: Path | None) -> Pipe:
    """The shipped reader over a weights folder; the committed weights when None."""
    from onrecord.read import Reader  # here, so that scoring saved readings needs no onnxruntime

    return Reader(weights)


def committed_weights() -> Path:
    """The folder of the weights that come with the package."""
    import onrecord.read

    return Path(onrecord.read.__path__[0]) / "weights"


def read_texts(reader: Pipe, texts: Mapping[str, str], *, name: str) -> dict[str, Line]:
    """Readings by id, as the contract's objects; progress goes to standard error.

    Args:
        reader: reads them.
        texts: id to text.
        name: what progress calls them.
    """
    reports = (Report(id=id_, source=id_, text=text, language="en") for id_, text in texts.items())
    readings: dict[str, Line] = {}
    began = told = monotonic()
    for reading in reader.pipe(reports):
        readings[reading.report.id] = to_object(reading)
        now = monotonic()
        if now - told >= _SECONDS_BETWEEN_NEWS:
            print(f"{name}: {len(readings)} of {len(texts)} read", file=sys.stderr)
            told = now
    print(f"{name}: {len(readings)} read in {monotonic() - began:.0f} s", file=sys.stderr)
    return readings
