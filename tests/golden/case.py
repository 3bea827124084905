"""The example reports as the committed weights read them, kept so that the goldens are the same on every machine."""

import gzip
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.ledger.store import Addition, Ledger
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.records.plain import canonical, from_canonical, from_plain, to_plain
from onrecord.records.reading import Reading
from onrecord.records.record import Record
from onrecord.resolve.monitored import monitoring
from onrecord.runs.weighing import record
from onrecord.testing.builders import Ticking

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
READINGS = HERE / "readings.jsonl.gz"
ROSTER = EXAMPLES / "roster.csv"


def read_examples() -> Iterator[Reading]:
    """The example reports, read anew, with the roster of the example."""
    from onrecord.acquire import Options
    from onrecord.resolve.roster_files import read_roster
    from onrecord.runs.local import read_sources

    options = Options(manifest=EXAMPLES / "manifest.csv")
    for result in read_sources([str(EXAMPLES / "reports")], options=options, jobs=1, rosters=read_roster(ROSTER)):
        if not isinstance(result, Reading):
            raise TypeError(f"an example report could not be read: {result}")
        yield result


def keep(readings: Iterator[Reading]) -> None:
    """Write them down."""
    lines = b"".join(canonical(to_plain(reading)) + b"\n" for reading in readings)
    lines = lines.replace(f"{EXAMPLES}/".encode(), b"examples/")
    with gzip.GzipFile(READINGS, "wb", mtime=0) as stream:
        stream.write(lines)


def kept() -> list[Reading]:
    """The readings as they were written down; each report's original is its text."""
    lines = gzip.decompress(READINGS.read_bytes()).splitlines()
    readings = [from_plain(Reading, from_canonical(line)) for line in lines]
    return [replace(reading, report=replace(reading.report, sha256=None)) for reading in readings]


def ledger_of(folder: Path) -> Ledger:
    """A case of these readings, open."""
    ledger = Ledger.create(folder / "seld", who="A. Tester", clock=Ticking())
    for reading in kept():
        ledger.add_one(
            Addition(
                result=reading,
                acquisition=Acquisition(source=reading.report.source, how=How.FILE),
                original=io.BytesIO(reading.report.text.encode()),
            )
        )
    return ledger


def examples_record(folder: Path) -> Record:
    """The record of the example case, with its board."""
    monitored = monitoring(str(ROSTER))
    with ledger_of(folder) as ledger:
        return record(ledger, access=Access.CONFIDENTIAL, roster=monitored.actors, roster_name=monitored.name)
