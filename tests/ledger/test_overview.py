from onrecord.ledger.enter import Entering, enter
from onrecord.ledger.overview import overview
from onrecord.ledger.store import Ledger
from onrecord.records.acquisition import Acquisition, How
from onrecord.records.finding import FindingKind
from onrecord.testing.builders import fictional_addition, fictional_reading, fictional_report


def put(ledger: Ledger, report: int) -> None:
    quotation = "The army's spokesman did not answer"
    with ledger.writing() as writing:
        enter(writing, Entering(report=report, kind=FindingKind.RESPONSE, quotation=quotation, words={"act": "silent"}))


def test_findings_of_the_newest_reader_and_those_entered_by_hand_are_counted(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(1))
    ledger.add_one(fictional_addition(1, reading=fictional_reading(1, reader="fictional@2")))
    assert overview(ledger).findings == {"actor": 3, "allegation": 1, "attribution": 2, "response": 2}
    put(ledger, 1)
    held = overview(ledger)
    assert held.findings == {"actor": 3, "allegation": 1, "attribution": 2, "response": 3}
    assert sum(held.findings.values()) == len(list(ledger.findings()))
    assert (held.reports, held.unread) == (1, 0)


def test_what_only_a_person_read_is_still_to_be_read(ledger: Ledger) -> None:
    ledger.add(fictional_report(1), acquisition=Acquisition(source="a.txt", how=How.FILE))
    put(ledger, 1)
    assert overview(ledger).unread == 1
    sha256 = fictional_report(1).text_digest
    assert ledger.number_of(sha256) is None
    ledger.add_one(fictional_addition(1))
    assert overview(ledger).unread == 0
    assert ledger.number_of(sha256) == 1
