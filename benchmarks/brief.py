"""How long a brief of a case of 200 reports takes: `python -m benchmarks.brief`.

The case is that of `benchmarks.record`. Three times: with one in so many of its allegations and responses confirmed, as
a case that people work on has them; a draft of what the machine read; and all of that. Told apart: weighing, composing,
and writing each form; seconds on the wall and of the processor.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.record import fill
from onrecord.ledger.decisions import decide
from onrecord.ledger.store import Ledger
from onrecord.present.brief import About, Coordinate, compose
from onrecord.present.brief.forms import Form, written
from onrecord.records.acquisition import Access
from onrecord.records.decision import Verdict
from onrecord.records.finding import FindingKind
from onrecord.runs.briefing import briefing

Made = TypeVar("Made")

JUDGED = (FindingKind.ALLEGATION, FindingKind.RESPONSE)


def confirm(ledger: Ledger, one_in: int) -> int:
    """Confirm one in so many findings; says how many."""
    chosen = [finding.id for finding in ledger.findings() if finding.kind in JUDGED][::one_in]
    with ledger.writing() as writing:
        for finding in chosen:
            decide(writing, finding, Verdict.CONFIRMED)
    return len(chosen)


def timed(name: str, make: Callable[[], Made]) -> Made:
    """Make something, and print how long it took."""
    wall, processor = time.perf_counter(), time.process_time()
    made = make()
    print(f"  {name:<10} {time.perf_counter() - wall:7.2f} s   processor {time.process_time() - processor:6.2f} s")
    return made


def run(ledger: Ledger, forms: list[Form], *, reviewed_only: bool, everything: bool = True) -> None:
    """Time a brief, part by part."""
    made = timed("weighing", lambda: briefing(ledger, access=Access.CONFIDENTIAL, reviewed_only=reviewed_only))
    about = About(
        readers=made.readers,
        entry=(made.head.seq, made.head.hash),
        coordinates={place: Coordinate(*at) for place, at in made.coordinates.items()},
        around=tuple(Coordinate(*at) for at in made.around),
    )
    document = timed("composing", lambda: compose(made.record, about, everything=everything))
    print(
        f"  {len(made.record.events):,} events, {len(made.record.responses):,} responses, {len(document.notes):,} notes"
    )
    for form in forms:
        content = timed(form.value, lambda form=form: written(document, form))  # type: ignore[misc] # bound at once
        print(f"  {'':<10} {len(content):9,} bytes")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description="How long a brief takes.")
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--one-in", type=int, default=10, help="of so many findings one is confirmed")
    parser.add_argument("--forms", nargs="+", type=Form, default=list(Form))
    parser.add_argument("--reviewed-only", action="store_true", help="leave out what nobody confirmed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "brief", who="benchmark") as ledger:
        fill(ledger, asked.reports)
        print(f"{asked.reports:,} reports, {confirm(ledger, asked.one_in):,} findings confirmed, these alone:")
        run(ledger, asked.forms, reviewed_only=True)
        if not asked.reviewed_only:
            print(f"{asked.reports:,} reports, a draft of what the machine read:")
            run(ledger, asked.forms, reviewed_only=False, everything=False)
            print(f"{asked.reports:,} reports, everything that the machine read:")
            run(ledger, asked.forms, reviewed_only=False)


if __name__ == "__main__":
    main()
