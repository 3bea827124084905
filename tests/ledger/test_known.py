"""What is looked up for a batch at once is what would be looked up for each report alone."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Table, select

from onrecord.ledger import schema
from onrecord.ledger.adding import Outcome
from onrecord.ledger.known import AT_ONCE, Known
from onrecord.ledger.store import Addition, Ledger
from onrecord.records.acquisition import Acquisition, How
from onrecord.testing.builders import fictional_addition, fictional_failure, fictional_reading, fictional_report
from onrecord.testing.ledger_suite import digest

MakeLedger = Callable[..., Ledger]


def tangled() -> Iterator[Addition]:
    """Reports that have to do with one another: the same text, the same address, the same bytes, the same people."""
    for number in (1, 2, 7, 8):
        yield fictional_addition(number)
    yield fictional_addition(1)  # known
    yield fictional_addition(1, source="elsewhere/report-1.txt")  # obtained again
    copied = fictional_reading(2, report=replace(fictional_report(2), id="copy", url="https://copier.example/2"))
    yield Addition(
        result=copied,
        acquisition=Acquisition(source="copies/report-2.txt", how=How.FILE),
        original=io.BytesIO(b"<p>the same text in other bytes</p>"),
    )
    address = fictional_report(1).url
    for words in ("changed", "changed again"):
        report = fictional_report(90, text=f"FICTIONAL: {words}.", url=address)
        yield Addition(result=report, acquisition=Acquisition(source=f"{words}.txt", how=How.FILE))
    yield fictional_failure(3)
    yield fictional_failure(3)
    yield fictional_addition(9)


def kept(ledger: Ledger, table: Table) -> list[tuple[Any, ...]]:
    columns = [column for column in table.columns if column.name not in ("entry", "at", "obtained")]
    with ledger.snapshot() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(*table.primary_key.columns))]


@pytest.mark.parametrize("batch", [2, 3, 100])
def test_a_batch_keeps_what_its_reports_one_by_one_keep(make_ledger: MakeLedger, batch: int) -> None:
    alone, together = make_ledger("alone"), make_ledger("together")
    told = list(alone.add_all(tangled(), batch=1))
    assert list(together.add_all(tangled(), batch=batch)) == told
    assert {added.outcome for added in told} == set(Outcome) - {Outcome.READ_AGAIN}
    assert [added.previous for added in told if added.previous is not None] == [1, 6]
    assert digest(together) == digest(alone)
    for table in (schema.reports, schema.findings, schema.actors, schema.persons, schema.appearances):
        assert kept(together, table) == kept(alone, table)
        assert kept(alone, table)
    guards = [{row[1:] for row in kept(one, schema.guards)} for one in (alone, together)]  # whatever their numbers
    assert guards[0] == guards[1]


def test_more_keys_than_a_statement_takes(ledger: Ledger) -> None:
    list(ledger.add_all(fictional_addition(number) for number in range(1, 4)))
    with ledger.writing() as writing:
        known = Known(lambda: writing.connection)
        unknown = [f"{number:064x}" for number in range(2 * AT_ONCE + 1)]
        texts = [fictional_report(number).text_digest for number in range(1, 4)]
        known.look_up([*unknown, *texts], unknown, [f"https://nowhere.example/{one}" for one in unknown])
        assert [[number for number, _, _ in known.with_text(text)] for text in texts] == [[1], [2], [3]]
        assert known.with_text(unknown[-1]) == []
        assert not known.has_original(unknown[-1])
        assert known.at_address(f"https://nowhere.example/{unknown[-1]}") is None


def test_what_is_written_is_known_and_what_is_forgotten_is_asked_for_anew(ledger: Ledger) -> None:
    (added,) = ledger.add_all([fictional_addition(1)])
    report = fictional_report(1)
    with ledger.writing() as writing:
        known = writing.known
        assert known.at_address(str(report.url)) == (added.number, report.text_digest)
        row = {"sha256": "a" * 64, "sha1": "b" * 40, "md5": "c" * 32, "size": 1, "media_type": "text/plain"}
        assert not known.has_original("a" * 64)
        writing.record("added", "report:2", [(schema.originals, row)])
        assert known.has_original("a" * 64)
        known.forget()
        assert known.has_original("a" * 64)
