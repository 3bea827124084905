"""What a case holds, in numbers."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, func, select

from onrecord.errors import DamagedCase
from onrecord.ledger import schema
from onrecord.ledger.entries import head
from onrecord.ledger.findings import BY_HAND, is_current
from onrecord.ledger.head import Head
from onrecord.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A case in numbers.

    Attributes:
        reports: how many are kept; no reader has read `unread` of them, since their language can't be read or they
            were added so; `same_text` share another's reading.
        original_bytes: of all originals together.
        findings: how many the newest readings hold and people entered by hand, by kind.
        first, last: publication dates of the earliest and the latest report that has one.
        head: the end of the custody chain.
    """

    reports: int
    unread: int
    same_text: int
    failures: int
    originals: int
    original_bytes: int
    findings: dict[str, int]
    decisions: int
    assessments: int
    protections: int
    withdrawals: int
    erasures: int
    first: str | None
    last: str | None
    head: Head


def overview(ledger: Ledger) -> Overview:
    """Count what the case holds, at one moment."""
    reports, readings, findings = schema.reports.c, schema.readings.c, schema.findings.c
    with ledger.snapshot() as connection:
        current = select(readings.number).where(is_current(schema.readings))
        by_kind = select(findings.kind, func.count()).where(findings.reading.in_(current)).group_by(findings.kind)
        read = select(readings.number).where(
            readings.report == func.coalesce(reports.same_text, reports.number), readings.reader.not_like(f"{BY_HAND}%")
        )
        size = connection.execute(select(func.coalesce(func.sum(schema.originals.c.size), 0))).scalar_one()
        dates = connection.execute(select(func.min(reports.published), func.max(reports.published))).one()
        return Overview(
            reports=_count(connection, schema.reports),
            unread=_count(connection, schema.reports, ~read.exists()),
            same_text=_count(connection, schema.reports, reports.same_text.is_not(None)),
            failures=_count(connection, schema.failures),
            originals=_count(connection, schema.originals),
            original_bytes=int(size),
            findings={kind: int(count) for kind, count in connection.execute(by_kind.order_by(findings.kind))},
            decisions=_count(connection, schema.decisions),
            assessments=_count(connection, schema.assessments),
            protections=_count(connection, schema.protections),
            withdrawals=_count(connection, schema.withdrawals),
            erasures=_count(connection, schema.tombstones),
            first=dates[0],
            last=dates[1],
            head=head_of(ledger, connection),
        )


def head_of(ledger: Ledger, connection: Connection) -> Head:
    """The end of the chain, as it is signed, timestamped or written down."""
    entry = head(connection)
    if entry is None:  # the first entry is written as the case is made
        raise DamagedCase(f"{ledger.case.folder} has no custody chain; look for a copy.")
    return Head(ledger.case.id, entry.seq, entry.hash)


def readers_of(connection: Connection) -> tuple[str, ...]:
    """`name@version` of every reader whose readings count now, people who entered findings by hand left out."""
    readings = schema.readings
    named = select(readings.c.reader).where(is_current(readings), readings.c.reader.not_like(f"{BY_HAND}%")).distinct()
    return tuple(sorted(str(reader) for reader in connection.execute(named).scalars()))


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one())
