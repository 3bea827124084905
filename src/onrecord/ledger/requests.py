"""Requests for a response in the ledger, and what was answered: inserted, never changed.

Only a logged request lets a board say "did not reply". One that was logged by mistake is withdrawn, like a report:
`onrecord withdraw CASE request:3`.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.access import visible
from onrecord.ledger.columns import moment
from onrecord.ledger.withdrawals import REQUEST, is_withdrawn
from onrecord.ledger.writing import Writing
from onrecord.records.acquisition import Access
from onrecord.records.tie import Reply, Request

# It may be tomorrow where the letter was posted.
_AHEAD = timedelta(days=1)


def log_request(
    writing: Writing, whom: str, channel: str, sent: str, *, deadline: str | None = None, note: str | None = None
) -> Request:
    """Log that somebody was asked for a response.

    Args:
        writing: the transaction.
        whom: who was asked: a person, office or body, as the board shall find them.
        channel: letter, e-mail, telephone …
        sent: ISO date.
        deadline: ISO date by which an answer was asked for.
        note: what was asked, or where a copy lies.

    Raises:
        UsageError: nobody was named, or a date is none, lies ahead, or the deadline before the sending.
    """
    for what, given in (("whom", whom), ("channel", channel)):
        if not given.strip():
            raise UsageError(f"A request needs words for {what}; nothing was logged.")
    day = _day(sent, "sent")
    if day > writing.at.date() + _AHEAD:
        raise UsageError(f"sent is {sent}, which lies ahead; log a request once it is sent.")
    if deadline is not None and _day(deadline, "deadline") < day:
        raise UsageError(f"The deadline {deadline} lies before {sent}, when it was sent.")
    number = writing.number(schema.requests)
    told: dict[str, Any] = {
        "number": number,
        "whom": whom.strip(),
        "channel": channel.strip(),
        "sent": sent,
        "deadline": deadline,
        "note": note,
    }
    writing.record("asked", f"request:{number}", [(schema.requests, {**told, **_signed(writing)})])
    return Request(**told)


def log_reply(
    writing: Writing, request: int, received: str, *, note: str | None = None, report: int | None = None
) -> Reply:
    """Log that a request was answered.

    Args:
        writing: the transaction.
        request: number of the request.
        received: ISO date.
        note: what the answer says, or where it is kept.
        report: number of the report that holds it, where it was added to the case.

    Raises:
        NoSuchCase: there is no such request, or no such report.
        UsageError: the date is none, lies ahead, or before the request was sent.
    """
    asked = schema.requests
    sent = writing.connection.execute(
        select(asked.c.sent).where(asked.c.number == request, ~is_withdrawn(REQUEST, asked.c.number))
    ).scalar()
    if sent is None:
        raise NoSuchCase(f"There is no request {request}; `onrecord list CASE requests` shows those there are.")
    day = _day(received, "received")
    if day < _day(sent, "sent"):
        raise UsageError(f"Request {request} was sent on {sent}, after {received}; nothing was logged.")
    if day > writing.at.date() + _AHEAD:
        raise UsageError(f"received is {received}, which lies ahead; log a reply once it is there.")
    reports = schema.reports
    known = select(reports.c.number).where(reports.c.number == report)
    if report is not None and writing.connection.execute(known).first() is None:
        raise NoSuchCase(f"The case has no report {report}; add the answer first, or leave the report out.")
    number = writing.number(schema.replies)
    row = {"number": number, "request": request, "received": received, "note": note, "report": report}
    writing.record("answered", f"reply:{number}", [(schema.replies, {**row, **_signed(writing)})])
    return Reply(received=received, note=note, report=report)


def requests_logged(
    connection: Connection, *, access: Access = Access.CONFIDENTIAL, agreed: bool = False
) -> tuple[Request, ...]:
    """Every request that isn't withdrawn, with its replies, in order.

    Args:
        connection: to the ledger.
        access: the highest level of reports that replies may name; of others the number is left out.
        agreed: whether a report that isn't public also needs a note of what was agreed with whoever gave it.
    """
    asked = schema.requests
    chosen = select(asked).where(~is_withdrawn(REQUEST, asked.c.number)).order_by(asked.c.number)
    replies = _replies(connection, visible(schema.reports, access=access, agreed=agreed))
    names = ("number", "whom", "channel", "sent", "deadline", "note")
    return tuple(
        Request(**{name: row[name] for name in names}, replies=replies.get(row["number"], ()))
        for row in connection.execute(chosen).mappings()
    )


def _replies(connection: Connection, seen: ColumnElement[bool]) -> Mapping[int, tuple[Reply, ...]]:
    table, reports = schema.replies, schema.reports
    shown = select(reports.c.number).where(reports.c.number == table.c.report, seen).scalar_subquery()
    chosen = select(table.c.request, table.c.received, table.c.note, shown.label("report")).order_by(table.c.number)
    found: dict[int, list[Reply]] = defaultdict(list)
    for row in connection.execute(chosen).mappings():
        found[row["request"]].append(Reply(received=row["received"], note=row["note"], report=row["report"]))
    return {request: tuple(replies) for request, replies in found.items()}


def _signed(writing: Writing) -> dict[str, str]:
    return {"who": writing.who, "at": moment(writing.at)}


def _day(given: str, what: str) -> date:
    try:
        day = date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(f"{what} is {given!a}; write it like 2026-04-30.") from error
    if day.isoformat() != given:
        raise UsageError(f"{what} is {given!a}; write it like 2026-04-30.")
    return day
