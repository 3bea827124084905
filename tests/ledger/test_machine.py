"""Anything, in any order: the ledger holds what a plain model of it holds, and its check finds no fault."""

import io
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from onrecord.ledger.adding import Outcome
from onrecord.ledger.store import Addition, Ledger
from onrecord.records.acquisition import Acquisition, How
from onrecord.testing.builders import Ticking, fictional_addition, fictional_failure, fictional_reading
from onrecord.testing.ledger_suite import digest, faults, kept_entries

NUMBERS = st.integers(1, 4)
READERS = st.sampled_from(["fictional@1", "fictional@2"])
PLACES = st.sampled_from(["a.txt", "b.txt"])


class LedgerMachine(RuleBasedStateMachine):
    """Two ledgers take the same, one each at once, the other all at the end by another hand and clock."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger.create(Path(self.folder.name, "one"), who="A. Tester", clock=Ticking())
        self.taken: list[tuple[str, int, str, str]] = []
        self.reports: dict[tuple[str, int], int] = {}  # a way of wrapping a text, and the text: the report's number
        self.readings: set[tuple[int, str]] = set()  # text and reader
        self.places: set[tuple[str, int, str]] = set()
        self.failures: set[int] = set()

    def addition(self, kind: str, number: int, reader: str, place: str) -> Addition:
        """What is added: a text as it is, a page around it, or a failure."""
        if kind == "failure":
            return fictional_failure(number)
        reading = fictional_reading(number, reader=reader)
        if kind == "text":
            return fictional_addition(number, reading=reading, source=place)
        page = replace(reading, report=replace(reading.report, id=f"page-{number}"))
        content = f"<p>{reading.report.text}</p>".encode()
        acquisition = Acquisition(source=place, how=How.FILE)
        return Addition(result=page, acquisition=acquisition, original=io.BytesIO(content))

    @rule(kind=st.sampled_from(["text", "page"]), number=NUMBERS, reader=READERS, place=PLACES)
    def add(self, kind: str, number: int, reader: str, place: str) -> None:
        """Add a report; what comes of it is what the model says."""
        key = (kind, number)
        before = kept_entries(self.ledger)
        told = self.ledger.add_one(self.addition(kind, number, reader, place))
        first = min((own for (_, text), own in self.reports.items() if text == number), default=None)
        if key not in self.reports:
            wanted = Outcome.ADDED if first is None else Outcome.SAME_TEXT
            self.reports[key] = len(self.reports) + 1
            self.readings.add((number, reader))  # kept with the text's first report, where another had read that
        elif (number, reader) not in self.readings:
            wanted = Outcome.READ_AGAIN
            self.readings.add((number, reader))
        else:
            wanted = Outcome.KNOWN if (kind, number, place) in self.places else Outcome.OBTAINED_AGAIN
        self.places.add((kind, number, place))
        assert (told.outcome, told.number) == (wanted, self.reports[key])
        assert (kept_entries(self.ledger) == before) is (wanted is Outcome.KNOWN)
        self.taken.append((kind, number, reader, place))

    @rule(number=NUMBERS)
    def fail(self, number: int) -> None:
        """Record a failure; a second time, it is known."""
        told = self.ledger.add_one(self.addition("failure", number, "", ""))
        assert told.outcome is (Outcome.KNOWN if number in self.failures else Outcome.FAILED)
        self.failures.add(number)
        self.taken.append(("failure", number, "", ""))

    @rule()
    def open_again(self) -> None:
        """Close the case and open it."""
        self.ledger.close()
        self.ledger = Ledger.open(self.ledger.case.folder, who="A. Tester", clock=self.ledger.clock)

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        """Reports, failures and findings, by number."""
        assert [kept.number for kept in self.ledger.reports()] == list(range(1, len(self.reports) + 1))
        assert len(list(self.ledger.failures())) == len(self.failures)
        texts = {number for _, number in self.reports}
        assert len({finding.report for finding in self.ledger.findings()}) == len(texts)

    def teardown(self) -> None:
        """No fault; and the other ledger, given the same at once, holds the same."""
        assert faults(self.ledger) == []
        with Ledger.create(Path(self.folder.name, "other"), who="B. Tester") as other:
            list(other.add_all(self.addition(*each) for each in self.taken))
            assert digest(other) == digest(self.ledger)
        self.ledger.close()
        self.folder.cleanup()


TestLedgerMachine = LedgerMachine.TestCase
TestLedgerMachine.settings = settings(
    max_examples=10, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
