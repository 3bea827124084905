"""Requests for a response and replies, on either engine."""

import pytest

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger.adding import Terms
from onrecord.ledger.entries import entries_between
from onrecord.ledger.protecting import protect
from onrecord.ledger.requests import log_reply, log_request, requests_logged
from onrecord.ledger.store import Ledger
from onrecord.ledger.view import open_view
from onrecord.ledger.withdrawals import bring_back, withdraw, withdrawn
from onrecord.records.acquisition import Access
from onrecord.records.decision import Role
from onrecord.records.tie import Reply, Request
from onrecord.testing.builders import fictional_addition
from onrecord.testing.ledger_suite import faults


def ask(ledger: Ledger, whom: str = "The ministry", sent: str = "2026-02-01", **more: str | None) -> Request:
    with ledger.writing() as writing:
        return log_request(writing, whom, "letter", sent, **more)


def answer(ledger: Ledger, request: int, received: str = "2026-02-20") -> Reply:
    with ledger.writing() as writing:
        return log_reply(writing, request, received)


def logged(ledger: Ledger) -> tuple[Request, ...]:
    with ledger.snapshot() as connection:
        return requests_logged(connection)


def test_requests_and_replies_are_kept_in_order_each_with_an_entry(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(1))
    first = ask(ledger, " The ministry ", deadline="2026-02-14", note="a copy lies in the file")
    second = ask(ledger, "The governor", sent="2026-03-02")
    with ledger.writing() as writing:
        replies = (
            log_reply(writing, 1, "2026-02-20", note="they will look into it"),
            log_reply(writing, 1, "2026-03-01", report=1),
        )
    assert first == Request(
        number=1,
        whom="The ministry",
        channel="letter",
        sent="2026-02-01",
        deadline="2026-02-14",
        note="a copy lies in the file",
    )
    assert [(each.number, each.replies) for each in logged(ledger)] == [(1, replies), (2, ())]
    assert (second.deadline, second.note) == (None, None)
    with ledger.snapshot() as connection:
        told = [(entry.action, entry.subject) for entry in entries_between(connection)][-4:]
    assert told == [("asked", "request:1"), ("asked", "request:2"), ("answered", "reply:1"), ("answered", "reply:2")]
    assert faults(ledger) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"whom": " "}, "needs words for whom"),
        ({"sent": "2026-2-1"}, "write it like 2026-04-30"),
        ({"sent": "20260201"}, "write it like 2026-04-30"),
        ({"sent": "2026-W05-1"}, "write it like 2026-04-30"),
        ({"sent": "2026-02-30"}, "write it like 2026-04-30"),
        ({"sent": "2062-02-01"}, "lies ahead"),
        ({"deadline": "2026-01-31"}, "lies before"),
        ({"deadline": "soon"}, "deadline is 'soon'"),
    ],
)
def test_a_request_that_can_t_be_so_is_refused(ledger: Ledger, given: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        ask(ledger, **given)
    assert logged(ledger) == ()


def test_a_reply_that_can_t_be_so_is_refused(ledger: Ledger) -> None:
    ask(ledger)
    with pytest.raises(NoSuchCase, match="no request 2"):
        answer(ledger, 2)
    with pytest.raises(UsageError, match="was sent on 2026-02-01, after 2026-01-31"):
        answer(ledger, 1, "2026-01-31")
    with pytest.raises(UsageError, match="lies ahead"):
        answer(ledger, 1, "2031-01-31")
    with ledger.writing() as writing, pytest.raises(NoSuchCase, match="no report 7"):
        log_reply(writing, 1, "2026-02-20", report=7)
    (request,) = logged(ledger)
    assert request.replies == ()


def test_a_request_logged_by_mistake_is_withdrawn_and_can_come_back(ledger: Ledger) -> None:
    ask(ledger)
    ask(ledger, "The governor")
    withdraw(ledger, "request:1", "never sent")
    assert [request.number for request in logged(ledger)] == [2]
    with pytest.raises(NoSuchCase, match="no request 1"):
        answer(ledger, 1)
    with open_view(ledger, access=Access.PUBLIC) as view:
        assert [each.subject for each in view.withdrawals()] == ["request:1"]
    with pytest.raises(NoSuchCase, match="no request 9"):
        withdraw(ledger, "request:9", "never sent")
    bring_back(ledger, "request:1", "it was sent after all")
    assert [request.number for request in logged(ledger)] == [1, 2]
    assert withdrawn(ledger) == []


def test_requests_are_told_masked_and_name_no_report_that_may_not_be_seen(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(1, terms=Terms(access=Access.CONFIDENTIAL)))
    with ledger.writing() as writing:
        protect(writing, "Orla Zimmerwald", Role.WITNESS)
        log_request(writing, "The ministry", "letter", "2026-02-01", note="about Orla Zimmerwald")
        log_reply(writing, 1, "2026-02-20", note="Zimmerwald is unknown to us", report=1)
    for access, report in ((Access.PUBLIC, None), (Access.CONFIDENTIAL, 1)):
        with open_view(ledger, access=access) as view:
            (request,) = view.requests()
        assert request.replies[0].report == report
        assert "Zimmerwald" not in f"{request}"
        assert (request.whom, request.sent, request.replies[0].received) == ("The ministry", "2026-02-01", "2026-02-20")
    withdraw(ledger, "report:1", "retracted")
    assert logged(ledger)[0].replies[0].report is None
