"""How a ledger grows: insert rate, size on disk, and the time of what pages ask, on both engines.

    python -m benchmarks.ledger [--reports 10000 100000] [--engine sqlite] [--engine postgresql]

Reports are fictional, with ten findings each; their originals are not written, since it is the ledger that is measured.
Each query is run with many arguments; the median is printed in milliseconds, with the slowest in twenty, and beside it
the ratio to the size before.
"""

import argparse
import hashlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, text

from onrecord.ledger import schema
from onrecord.ledger.originals import Stored
from onrecord.ledger.searching import What
from onrecord.ledger.store import Addition, Ledger
from onrecord.ledger.view import View, open_view
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.records.finding import FindingKind
from onrecord.testing.builders import ACTS, OUTLETS, PEOPLE, PLACES, fictional_reading
from onrecord.testing.postgresql import NoServer, server

LIMIT_MS = 100.0
REPEATS = 40
SEED = 20261126
# A transaction's rows: what an archive's bulk import would take.
BATCH = 500

Query = Callable[[View, random.Random, int], object]

QUERIES: dict[str, Query] = {
    "list: a page of reports": lambda view, chosen, size: list(view.reports(after=chosen.randrange(size), limit=50)),
    "show: a report": lambda view, chosen, size: view.report(1 + chosen.randrange(size)),
    "show: its findings": lambda view, chosen, size: list(view.findings(report=1 + chosen.randrange(size))),
    "findings of an act": lambda view, chosen, size: list(
        view.findings(
            kind=FindingKind.ALLEGATION, act=chosen.choice(list(ACTS.values())), after=chosen.randrange(size), limit=50
        )
    ),
    "search: a rare word": lambda view, chosen, size: view.search(str(1 + chosen.randrange(size))),
    "search: a common word": lambda view, chosen, size: view.search("villagers"),
    "search: two words": lambda view, chosen, size: view.search(f"soldiers {chosen.choice(PLACES).split()[0]}"),
    "search: a phrase": lambda view, chosen, size: view.search('"nobody asked who they were"'),
    "search: a prefix": lambda view, chosen, size: view.search(f"{chosen.choice(PLACES)[:4]}*"),
    "search: words, publisher, dates": lambda view, chosen, size: view.search(
        f"villagers publisher:{chosen.choice(OUTLETS).split()[-1]} after:2026-{1 + chosen.randrange(9):02}"
    ),
    "search: findings of an act": lambda view, chosen, size: view.search(
        f"act:{chosen.choice(list(ACTS.values()))} villagers", what=What.FINDINGS
    ),
    "search: actors": lambda view, chosen, size: view.search("ministry", what=What.ACTORS),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One ledger of one size.

    Attributes:
        rate: reports kept a second.
        size: bytes on disk.
        times: queries to seconds, each run.
    """

    reports: int
    findings: int
    rate: float
    size: int
    times: dict[str, list[float]]


def additions(count: int) -> Iterator[Addition]:
    """That many fictional reports, without originals."""
    for number in range(1, count + 1):
        reading = fictional_reading(number)
        content = reading.report.text.encode()
        stored = Stored(hashlib.sha256(content).hexdigest(), "0" * 40, "0" * 32, len(content))
        yield Addition(
            result=reading, acquisition=Acquisition(source=reading.report.source, how=How.FILE), original=stored
        )


def measured(ledger: Ledger, count: int, size_of: Callable[[Ledger], int]) -> Measured:
    """Fill an empty ledger and ask it."""
    started = time.perf_counter()
    for done, _ in enumerate(ledger.add_all(additions(count), batch=BATCH), start=1):
        if done % 5_000 == 0 and sys.stderr.isatty():
            sys.stderr.write(f"\r{done:,} of {count:,} reports")
    elapsed = time.perf_counter() - started
    with ledger.snapshot() as connection:
        findings = connection.execute(select(func.count()).select_from(schema.findings)).scalar_one()
    times: dict[str, list[float]] = {}
    for name, query in QUERIES.items():
        chosen = random.Random(SEED)
        for _ in range(REPEATS):
            # A view each, as a page or a command has it.
            began = time.perf_counter()
            with open_view(ledger, access=Access.CONFIDENTIAL) as view:
                query(view, chosen, count)
            times.setdefault(name, []).append(time.perf_counter() - began)
    return Measured(count, int(findings), count / elapsed, size_of(ledger), times)


@contextmanager
def sqlite(folder: Path) -> Iterator[tuple[str | None, Callable[[Ledger], int]]]:
    """SQLite in a folder."""
    yield None, lambda ledger: sum(file.stat().st_size for file in ledger.case.folder.rglob("ledger*"))


@contextmanager
def postgresql(folder: Path) -> Iterator[tuple[str | None, Callable[[Ledger], int]]]:
    """A PostgreSQL server of one's own."""

    def size(ledger: Ledger) -> int:
        tables = text(
            "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = :schema AND c.relkind = 'r'"
        )
        with ledger.snapshot() as connection:
            return int(connection.execute(tables, {"schema": ledger.case.database_schema}).scalar_one())

    with server() as url:
        yield url, size


ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def main() -> int:
    """Entry point; exit status 1 where a median is above the limit at any size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--engine", choices=sorted(ENGINES), action="append")
    parser.add_argument("--folder", type=Path, help="where to make the cases; a temporary folder without it")
    given = parser.parse_args()
    slow = 0
    with tempfile.TemporaryDirectory(prefix="onrecord-ledger-", dir=given.folder) as name:
        for engine in given.engine or list(ENGINES):
            try:
                with ENGINES[engine](Path(name)) as (url, size_of):
                    before: Measured | None = None
                    for count in given.reports:
                        with Ledger.create(Path(name) / f"{engine}-{count}", who="benchmark", database=url) as ledger:
                            found = measured(ledger, count, size_of)
                        slow += show(engine, found, before)
                        before = found
            except NoServer as error:
                print(f"{engine}: left out, {error}")
    return 1 if slow else 0


def show(engine: str, found: Measured, before: Measured | None) -> int:
    """Print one; how many medians are above the limit."""
    print(f"\n{engine}, {found.reports:,} reports, {found.findings:,} findings, {len(PEOPLE)} names")
    rows: list[tuple[str, float, float | None]] = [
        ("kept a second, reports", found.rate, None if before is None else before.rate),
        ("bytes a report", found.size / found.reports, None if before is None else before.size / before.reports),
    ]
    for label, value, other in rows:
        print(f"  {label:34} {value:12,.0f}" + ("" if other is None else f"   ×{value / other:.2f}"))
    slow = 0
    for label, times in found.times.items():
        median = statistics.median(times) * 1000
        worst = statistics.quantiles(times, n=20)[-1] * 1000
        slow += median > LIMIT_MS
        ratio = "" if before is None else f"   ×{median / (statistics.median(before.times[label]) * 1000):.2f}"
        mark = "  ABOVE THE LIMIT" if median > LIMIT_MS else ""
        print(f"  {label:34} {median:9.1f} ms  {worst:9.1f} ms{ratio}{mark}")
    print(f"  limit: {LIMIT_MS:.0f} ms at the median; ×: against the size before")
    return slow


if __name__ == "__main__":
    sys.exit(main())
