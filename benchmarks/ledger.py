"""How a ledger grows: insert rate, size on disk, and the time of what pages ask, on both engines.

    python -m benchmarks.ledger [--reports 10000 100000 1000000] [--engine sqlite] [--engine postgresql]

One ledger grows through the sizes. Reports are fictional, with ten findings each (`benchmarks/fictional.py`); their
originals are not written, since it is the ledger that is measured. The rate is that between one size and the next,
without the time that making the reports takes. Each query is run with many arguments, each in a view of its own; the
median is printed in milliseconds of the clock and of this process's processor, which on a machine that does other
things tells more (PostgreSQL's own is not in it), with the slowest in twenty, and the ratio to the size before.
"""

import argparse
import hashlib
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, text

from benchmarks import fictional
from onrecord.ledger import schema
from onrecord.ledger.engine import PostgreSQL
from onrecord.ledger.originals import Stored
from onrecord.ledger.searching import What
from onrecord.ledger.store import Addition, Ledger
from onrecord.ledger.view import View, open_view
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.records.finding import FindingKind
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
    "show: its reading": lambda view, chosen, size: view.reading(1 + chosen.randrange(size)),
    "show: its findings": lambda view, chosen, size: list(view.findings(report=1 + chosen.randrange(size))),
    "findings of an act": lambda view, chosen, size: list(
        view.findings(kind=FindingKind.ALLEGATION, act=_act(chosen), after=chosen.randrange(5 * size), limit=50)
    ),
    "search: a report's number": lambda view, chosen, size: view.search(str(1 + chosen.randrange(size))),
    "search: a word of any frequency": lambda view, chosen, size: view.search(fictional.word(chosen)),
    "search: a word of all reports": lambda view, chosen, size: view.search("spokesman"),
    "search: two words": lambda view, chosen, size: view.search(f"soldiers {fictional.place(chosen)}"),
    "search: a phrase": lambda view, chosen, size: view.search('"nobody asked who they were"'),
    "search: a prefix": lambda view, chosen, size: view.search(f"{fictional.place(chosen)[:4]}*"),
    "search: a protected name": lambda view, chosen, size: view.search(fictional.person(chosen)),
    "search: publisher and dates": lambda view, chosen, size: view.search(
        f'villagers publisher:"{fictional.outlet(chosen)}" after:{2021 + chosen.randrange(4)}-06'
    ),
    "search: findings of an act": lambda view, chosen, size: view.search(
        f"act:{_act(chosen)} villagers", what=What.FINDINGS
    ),
    "search: actors": lambda view, chosen, size: view.search(f"ministry {fictional.word(chosen)}", what=What.ACTORS),
}


def _act(chosen: random.Random) -> str:
    return chosen.choice(list(fictional.ACTS.values())).value


@dataclass(frozen=True, slots=True)
class Measured:
    """One ledger of one size.

    Attributes:
        rate: reports kept a second since the size before, by the clock.
        busy: the same by this process's processor time.
        size: bytes on disk.
        memory: most bytes that this process has held so far.
        times: queries to seconds, by the clock and by this process's processor, each run.
    """

    reports: int
    findings: int
    rate: float
    busy: float
    size: int
    memory: int
    times: dict[str, list[tuple[float, float]]]


class Additions:
    """Fictional reports, without originals, and how long it took to make them.

    Attributes:
        clock: seconds by the clock.
        busy: seconds of this process's processor.
    """

    def __init__(self) -> None:
        self.clock = self.busy = 0.0

    def between(self, first: int, last: int) -> Iterator[Addition]:
        """The reports of these numbers, both included."""
        for number in range(first, last + 1):
            started, busy = time.perf_counter(), time.process_time()
            reading = fictional.fictional_reading(number)
            content = reading.report.text.encode()
            stored = Stored(hashlib.sha256(content).hexdigest(), "0" * 40, "0" * 32, len(content))
            acquisition = Acquisition(source=reading.report.source, how=How.FILE)
            addition = Addition(result=reading, acquisition=acquisition, original=stored)
            self.clock += time.perf_counter() - started
            self.busy += time.process_time() - busy
            yield addition


def reports_in(ledger: Ledger) -> int:
    """How many it has."""
    with ledger.snapshot() as connection:
        return int(connection.execute(select(func.coalesce(func.max(schema.reports.c.number), 0))).scalar_one())


def measured(ledger: Ledger, before: int, count: int, size_of: Callable[[Ledger], int]) -> Measured:
    """Let a ledger grow to a number of reports, and ask it."""
    made = Additions()
    started, busy = time.perf_counter(), time.process_time()
    for done, _ in enumerate(ledger.add_all(made.between(before + 1, count), batch=BATCH), start=before + 1):
        if done % 10_000 == 0:
            elapsed = time.process_time() - busy - made.busy
            print(f"  … {done:,} reports, {(done - before) / elapsed:,.0f} a second of processor time", file=sys.stderr)
    elapsed = time.perf_counter() - started - made.clock
    elapsed_busy = time.process_time() - busy - made.busy
    settle(ledger)
    with ledger.snapshot() as connection:
        findings = connection.execute(select(func.count()).select_from(schema.findings)).scalar_one()
    added = max(count - before, 0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Measured(
        count, int(findings), added / elapsed, added / elapsed_busy, size_of(ledger), memory, asked(ledger, count)
    )


def asked(ledger: Ledger, count: int) -> dict[str, list[tuple[float, float]]]:
    """Each query, many times; a view each, as a page or a command has it."""
    times: dict[str, list[tuple[float, float]]] = {}
    for name, query in QUERIES.items():
        chosen = random.Random(SEED)
        for _ in range(REPEATS):
            began, busy = time.perf_counter(), time.process_time()
            with open_view(ledger, access=Access.CONFIDENTIAL) as view:
                query(view, chosen, count)
            times.setdefault(name, []).append((time.perf_counter() - began, time.process_time() - busy))
    return times


def settle(ledger: Ledger) -> None:
    """Let PostgreSQL look at its tables, which a server does by itself and the one started here does not."""
    if isinstance(ledger.database, PostgreSQL):
        with ledger.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


@contextmanager
def sqlite() -> Iterator[tuple[str | None, Callable[[Ledger], int]]]:
    """SQLite, in the case's folder."""
    yield None, lambda ledger: sum(file.stat().st_size for file in ledger.case.folder.rglob("ledger*"))


@contextmanager
def postgresql() -> Iterator[tuple[str | None, Callable[[Ledger], int]]]:
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
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], metavar="NUMBER")
    parser.add_argument("--engine", choices=sorted(ENGINES), action="append")
    parser.add_argument(
        "--folder",
        type=Path,
        help="where the cases lie and stay, to be asked or to grow on; without it, nowhere for long",
    )
    given = parser.parse_args()
    slow = 0
    with tempfile.TemporaryDirectory(prefix="onrecord-ledger-") as name:
        folder = Path(name) if given.folder is None else given.folder
        for engine in given.engine or list(ENGINES):
            try:
                with ENGINES[engine]() as (url, size_of):
                    slow += grown(engine, folder / f"{engine}.case", sorted(given.reports), url, size_of)
            except NoServer as error:
                print(f"{engine}: left out, {error}")
    return 1 if slow else 0


def grown(engine: str, case: Path, sizes: Sequence[int], url: str | None, size_of: Callable[[Ledger], int]) -> int:
    """Measure one ledger at each size; how many medians are above the limit."""
    slow = 0
    before: Measured | None = None
    ledger = Ledger.open(case) if case.exists() else Ledger.create(case, who="benchmark", database=url)
    with ledger:
        there = reports_in(ledger)
        for count in sizes:
            found = measured(ledger, there, count, size_of)
            slow += show(engine, found, before)
            before, there = found, max(there, count)
    return slow


def show(engine: str, found: Measured, before: Measured | None) -> int:
    """Print one; how many medians are above the limit."""
    print(f"\n{engine}, {found.reports:,} reports, {found.findings:,} findings")
    print(f"  {'':34} {'':>12}   ratio to the size before")
    rows: list[tuple[str, Callable[[Measured], float]]] = [
        ("reports kept a second", lambda one: one.rate),
        ("… of processor time", lambda one: one.busy),
        ("bytes on disk a report", lambda one: one.size / one.reports),
        ("most memory so far, MiB", lambda one: one.memory / 2**20),
    ]
    for label, measure in rows:
        value = measure(found)
        print(
            f"  {label:34} {value:12,.0f}"
            + ("" if before is None or not value else f"   ×{value / measure(before):.2f}")
        )
    print(f"  {'':34} {'median':>9} {'processor':>10} {'1 in 20':>9}  ms")
    slow = 0
    for label, times in found.times.items():
        median, busy, worst = summed(times)
        slow += median > LIMIT_MS
        ratio = "" if before is None else f"   ×{median / summed(before.times[label])[0]:.2f}"
        mark = "  ABOVE THE LIMIT" if median > LIMIT_MS else ""
        print(f"  {label:34} {median:9.1f} {busy:10.1f} {worst:9.1f}{ratio}{mark}")
    print(f"  limit: {LIMIT_MS:.0f} ms at the median of the clock", flush=True)
    return slow


def summed(times: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Median by the clock and by the processor, and the slowest in twenty, in milliseconds."""
    clock, busy = [one for one, _ in times], [one for _, one in times]
    worst = statistics.quantiles(clock, n=20)[-1]
    return statistics.median(clock) * 1000, statistics.median(busy) * 1000, worst * 1000


if __name__ == "__main__":
    sys.exit(main())
