"""Withdrawing: a report, finding or request is hidden, with a reason, and can be brought back; nothing is destroyed."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Text, cast, exists, literal, not_, select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.columns import moment
from onrecord.ledger.store import Ledger
from onrecord.ledger.writing import Writing

REPORT = "report"
FINDING = "finding"
REQUEST = "request"
# As the ledger writes numbers: what a withdrawal hides is found by its subject, letter by letter.
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Something that was withdrawn, and stays so.

    Attributes:
        subject: `report:12`, `finding:g0123456789abcdef` or `request:3`.
        reason: why.
        who: by whom.
        at: when, as the ledger writes times.
    """

    number: int
    subject: str
    reason: str
    who: str
    at: str


def withdraw(ledger: Ledger, subject: str, reason: str) -> int:
    """Hide a report, a finding, or a request that was logged by mistake; the withdrawal's number.

    Raises:
        UsageError: no reason was given, or it is withdrawn already.
        NoSuchCase: there is no such report, finding or request.
    """
    _reasoned(reason)
    with ledger.writing() as writing:
        kind, _, name = subject.partition(":")
        connection = writing.connection
        if kind == REPORT and _NUMBER.fullmatch(name):
            known = select(schema.reports.c.number).where(schema.reports.c.number == int(name))
        elif kind == FINDING:
            known = select(schema.findings.c.number).where(schema.findings.c.id == name)
        elif kind == REQUEST and _NUMBER.fullmatch(name):
            known = select(schema.requests.c.number).where(schema.requests.c.number == int(name))
        else:
            raise UsageError("What is withdrawn is named like report:12, finding:g0123456789abcdef or request:3.")
        if connection.execute(known.limit(1)).first() is None:
            raise NoSuchCase(f"There is no {kind} {name}; `onrecord list` shows those there are.")
        if connection.execute(_standing().where(schema.withdrawals.c.subject == subject)).first() is not None:
            raise UsageError(f"The {kind} {name} is withdrawn already.")
        return _record(writing, "withdrawn", subject, reason, undoes=None)


def bring_back(ledger: Ledger, subject: str, reason: str) -> int:
    """Undo a withdrawal; both stay on record. The undoing's number.

    Raises:
        UsageError: no reason was given.
        NoSuchCase: it isn't withdrawn.
    """
    _reasoned(reason)
    with ledger.writing() as writing:
        standing = _standing().where(schema.withdrawals.c.subject == subject)
        row = writing.connection.execute(standing).mappings().first()
        if row is None:
            raise NoSuchCase(f"{subject} isn't withdrawn.")
        return _record(writing, "brought back", subject, reason, undoes=row["number"])


def withdrawn(ledger: Ledger) -> list[Withdrawal]:
    """All that is withdrawn now, in order."""
    with ledger.snapshot() as connection:
        return withdrawn_now(connection)


def withdrawn_now(connection: Connection) -> list[Withdrawal]:
    """The same through a connection."""
    rows = connection.execute(_standing().order_by(schema.withdrawals.c.number)).mappings().all()
    return [Withdrawal(row["number"], row["subject"], row["reason"], row["who"], row["at"]) for row in rows]


def is_withdrawn(kind: str, column: Any) -> Any:  # noqa: ANN401 (SQLAlchemy's types of these have no common name)
    """The condition that a report, finding or request is withdrawn.

    Args:
        kind: `REPORT`, `FINDING` or `REQUEST`.
        column: the report's or request's number, or the finding's id.
    """
    withdrawals, undoing = schema.withdrawals.alias(), schema.withdrawals.alias()
    undone = exists(select(undoing.c.number).where(undoing.c.undoes == withdrawals.c.number))
    return exists(
        select(withdrawals.c.number).where(
            withdrawals.c.subject == literal(f"{kind}:").concat(cast(column, Text)),
            withdrawals.c.undoes.is_(None),
            not_(undone),
        )
    )


def _standing() -> Select[Any]:
    withdrawals, undoing = schema.withdrawals, schema.withdrawals.alias()
    undone = exists(select(undoing.c.number).where(undoing.c.undoes == withdrawals.c.number))
    return select(withdrawals).where(withdrawals.c.undoes.is_(None), not_(undone))


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise UsageError("A withdrawal needs a reason; it is kept in the case.")


def _record(writing: Writing, action: str, subject: str, reason: str, *, undoes: int | None) -> int:
    number = writing.number(schema.withdrawals)
    row = {"number": number, "subject": subject, "reason": reason, "undoes": undoes, "who": writing.who}
    writing.record(action, subject, [(schema.withdrawals, {**row, "at": moment(writing.at)})])
    return number
