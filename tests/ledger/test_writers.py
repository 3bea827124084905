"""Two processes on one case."""

import multiprocessing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import LockedCase
from onrecord.ledger.adding import Outcome
from onrecord.ledger.store import Ledger
from onrecord.testing.builders import fictional_addition, fictional_additions
from onrecord.testing.ledger_suite import faults, kept_entries

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

EACH = 20


def _add(folder: Path, start: int, told: "Queue[list[int]]") -> None:
    with Ledger.open(folder, who=f"writer {start}") as ledger:
        numbers = [added.number for added in ledger.add_all(fictional_additions(EACH, start=start), batch=3)]
    told.put(numbers)


def test_two_writers_take_turns_and_lose_nothing(ledger: Ledger) -> None:
    spawn = multiprocessing.get_context("spawn")
    told: Queue[list[int]] = spawn.Queue()
    starts = (1, 1001)
    writers = [spawn.Process(target=_add, args=(ledger.case.folder, start, told)) for start in starts]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(300)
        assert writer.exitcode == 0
    assert {len(told.get(timeout=10)) for _ in writers} == {EACH}
    ids = {kept.id for kept in ledger.reports()}
    failed = {failure.id for failure in ledger.failures()}
    wanted = [number for start in starts for number in range(start, start + EACH)]
    assert ids == {f"report-{number}" for number in wanted if number % 7}
    assert failed == {f"reports/broken-{number}.pdf" for number in wanted if number % 7 == 0}
    assert faults(ledger) == []


def test_a_writer_that_waits_too_long_says_so_and_keeps_nothing(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(1))
    with Ledger.open(ledger.case.folder, wait=0.2) as other:
        with ledger.writing() as writing:
            writing.connection  # noqa: B018 (it holds the transaction from here)
            with pytest.raises(LockedCase, match="Another process has been writing"):
                other.add_one(fictional_addition(2))
        assert other.add_one(fictional_addition(2)).outcome is Outcome.ADDED
    assert faults(ledger) == []


def test_readers_see_one_moment_and_wait_for_nobody(ledger: Ledger) -> None:
    list(ledger.add_all(fictional_additions(3)))
    with Ledger.open(ledger.case.folder, wait=0.2) as reader:
        with ledger.writing() as writing:
            writing.record("noted", "case", [])
            writing.flush()
            seen = reader.reports()
            first = next(seen)
            assert len(kept_entries(reader)) == 4
        list(ledger.add_all(fictional_additions(3, start=4)))
        assert [first.number, *(kept.number for kept in seen)] == [1, 2, 3]
        assert [kept.number for kept in reader.reports()] == [1, 2, 3, 4, 5, 6]
