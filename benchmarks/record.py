"""How long the record of a case of 200 reports takes: `python -m benchmarks.record`.

Ten cases of the twenty example reports, as the committed weights read them, in one: each has other names, of the
same length, so that nothing is the same but the words between them. Told apart: reading the ledger, weighing, masking,
and the whole of `onrecord record`; in seconds of this process's time, which other work on the machine doesn't change.
"""

import argparse
import io
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from onrecord.ledger.kept_guards import KeptGuards
from onrecord.ledger.masked_records import masked_weighed
from onrecord.ledger.masking import Masker
from onrecord.ledger.material import material
from onrecord.ledger.store import Addition, Ledger, not_collecting
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.records.reading import Reading
from onrecord.resolve.monitored import monitoring
from onrecord.runs.weighing import record
from onrecord.weigh.record import weigh
from tests.golden import case

Made = TypeVar("Made")

_CAPITALISED = re.compile(r"\b[A-Z][a-zà-ž]{3,}\b")
_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwz"


def renamed(reading: Reading, turn: int) -> Reading:
    """The reading with every capitalised word turned by so many letters: as long as before, and another name."""
    if not turn:
        return reading

    def other(match: re.Match[str]) -> str:
        return "".join(_turned(char, turn) for char in match.group())

    report = reading.report
    text = _CAPITALISED.sub(other, report.text)
    publisher = None if report.publisher is None else _CAPITALISED.sub(other, report.publisher)
    return replace(
        reading,
        report=replace(report, id=f"{turn}/{report.id}", text=text, publisher=publisher, title=None, url=None),
        actors=tuple(replace(actor, name=_CAPITALISED.sub(other, actor.name)) for actor in reading.actors),
    )


def _turned(char: str, turn: int) -> str:
    for letters in (_VOWELS, _CONSONANTS):
        if char.lower() in letters:
            turned = letters[(letters.index(char.lower()) + turn) % len(letters)]
            return turned.upper() if char.isupper() else turned
    return char


def readings(count: int) -> Iterator[Reading]:
    """So many readings."""
    kept = case.kept()
    for number in range(count):
        yield renamed(kept[number % len(kept)], number // len(kept))


def fill(ledger: Ledger, count: int) -> None:
    """Add so many reports."""
    additions = (
        Addition(
            result=reading,
            acquisition=Acquisition(source=reading.report.source, how=How.FILE),
            original=io.BytesIO(reading.report.text.encode()),
        )
        for reading in readings(count)
    )
    for _ in ledger.add_all(additions):
        pass


def timed(told: str, run: Callable[[], Made]) -> Made:
    """Run it, and print how long it took."""
    start = time.process_time()
    made = run()
    print(f"{told:42} {time.process_time() - start:6.2f} s", flush=True)
    return made


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=200)
    count = parser.parse_args().reports
    monitored = monitoring(str(case.ROSTER))
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "large", who="A. Tester") as ledger:
        fill(ledger, count)
        print(f"{count} reports")
        # As `runs.weighing.record` does it.
        with not_collecting(), ledger.snapshot() as connection:
            found = timed(
                "ledger read", lambda: material(connection, at="2026-01-01T00:00:00+00:00", access=Access.CONFIDENTIAL)
            )
            weighed = timed("weighed", lambda: weigh(found, case="large"))
            timed("weighed, with a board of 19", lambda: weigh(found, case="large", roster=monitored.actors))
            texts = {weighable.number: weighable.report.text for weighable in found.reports}
            timed("masked", lambda: masked_weighed(Masker(KeptGuards(connection)), weighed, texts))
        timed("whole record", lambda: record(ledger, access=Access.CONFIDENTIAL))
        print(f"{len(weighed.events)} events, {len(weighed.responses)} responses, {len(weighed.actors)} actors")


if __name__ == "__main__":
    main()
