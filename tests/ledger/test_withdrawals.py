import pytest
from sqlalchemy import select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.check import Fault, check
from onrecord.ledger.store import Ledger
from onrecord.ledger.withdrawals import REPORT, bring_back, is_withdrawn, withdraw, withdrawn
from onrecord.testing.builders import fictional_addition


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    list(ledger.add_all(fictional_addition(number) for number in (1, 2, 12)))
    return ledger


def hidden(ledger: Ledger) -> list[int]:
    number = schema.reports.c.number
    with ledger.snapshot() as connection:
        return list(connection.scalars(select(number).where(is_withdrawn(REPORT, number)).order_by(number)))


def test_what_is_withdrawn_is_hidden_and_stays(filled: Ledger) -> None:
    withdraw(filled, "report:1", "its publisher took it back")
    (kept,) = withdrawn(filled)
    assert (kept.subject, kept.reason, kept.who) == ("report:1", "its publisher took it back", "A. Tester")
    assert hidden(filled) == [1]  # and not 12, whose number begins alike
    assert filled.report(1).text
    assert [told for told in check(filled) if isinstance(told, Fault)] == []


def test_it_is_brought_back_and_can_be_withdrawn_again(filled: Ledger) -> None:
    withdraw(filled, "report:2", "first")
    bring_back(filled, "report:2", "it stands")
    assert hidden(filled) == []
    assert withdrawn(filled) == []
    withdraw(filled, "report:2", "again")
    assert hidden(filled) == [2]
    assert [each.reason for each in withdrawn(filled)] == ["again"]


def test_findings_are_withdrawn_by_their_id(filled: Ledger) -> None:
    finding = next(iter(filled.findings()))
    withdraw(filled, f"finding:{finding.id}", "names a child")
    assert [each.subject for each in withdrawn(filled)] == [f"finding:{finding.id}"]
    assert hidden(filled) == []


def test_twice_is_refused(filled: Ledger) -> None:
    withdraw(filled, "report:1", "why")
    with pytest.raises(UsageError, match="withdrawn already"):
        withdraw(filled, "report:1", "why")


@pytest.mark.parametrize("subject", ["report:7", "finding:g0000000000000000"])
def test_what_is_not_there_is_not_withdrawn(filled: Ledger, subject: str) -> None:
    with pytest.raises(NoSuchCase):
        withdraw(filled, subject, "why")


@pytest.mark.parametrize(
    "subject", ["1", "report:", "report:one", "report:²", "report:01", "actor:1", "'; DROP TABLE reports"]
)
def test_what_names_nothing_is_refused(filled: Ledger, subject: str) -> None:
    with pytest.raises(UsageError, match="named like"):
        withdraw(filled, subject, "why")


def test_what_is_not_withdrawn_is_not_brought_back(filled: Ledger) -> None:
    with pytest.raises(NoSuchCase, match="isn't withdrawn"):
        bring_back(filled, "report:1", "why")


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_nothing_happens(filled: Ledger, reason: str) -> None:
    for act in (withdraw, bring_back):
        with pytest.raises(UsageError, match="needs a reason"):
            act(filled, "report:1", reason)
    assert withdrawn(filled) == []
