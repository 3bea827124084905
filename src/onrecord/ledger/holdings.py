"""What of a case an archive may take: originals and reports of the access that was asked for, none withdrawn."""

import base64
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from onrecord.ledger import schema
from onrecord.ledger.columns import moment
from onrecord.ledger.engine import streamed
from onrecord.ledger.entries import entries_between
from onrecord.ledger.findings import is_current, unpacked
from onrecord.ledger.store import Ledger
from onrecord.ledger.withdrawals import FINDING, REPORT, is_withdrawn
from onrecord.records.acquisition import Access
from onrecord.records.plain import Plain, canonical, from_canonical

_AT_ONCE: Final = 500
_NOT_TOLD: Final = frozenset({"entry", "same_text", "previous"})


@dataclass(frozen=True, slots=True)
class Acquired:
    """One time that an original was obtained.

    Attributes:
        url: the address, where there was one.
        how: by which way, as in `records.acquisition.How`.
        headers: what the server said of it.
    """

    url: str | None
    how: str
    obtained: datetime
    headers: str | None


@dataclass(frozen=True, slots=True)
class Holding:
    """An original, and how it was obtained, the earliest first."""

    sha256: str
    sha1: str
    size: int
    media_type: str
    acquired: tuple[Acquired, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is taken.

    Attributes:
        reports: numbers.
        originals: SHA-256, in order.
        left_out: how many originals are not: of another access, withdrawn, or of nothing that could be read.
    """

    reports: tuple[int, ...]
    originals: tuple[str, ...]
    left_out: int


def choose(connection: Connection, *, access: Collection[Access] = (Access.PUBLIC,)) -> Chosen:
    """Originals all of whose reports may be taken, and these reports."""
    reports = schema.reports
    taken, refused = defaultdict(list), set()
    asked = select(reports.c.number, reports.c.sha256, reports.c.access, is_withdrawn(REPORT, reports.c.number))
    for number, sha256, kept_access, withdrawn in connection.execute(asked.order_by(reports.c.number)):
        taken[sha256].append(number)
        if withdrawn or Access(kept_access) not in access:
            refused.add(sha256)
    whole = {sha256: numbers for sha256, numbers in taken.items() if sha256 not in refused}
    every = connection.execute(select(func.count()).select_from(schema.originals)).scalar_one()
    numbers = sorted(number for some in whole.values() for number in some)
    return Chosen(tuple(numbers), tuple(sorted(whole)), every - len(whole))


def holding(connection: Connection, sha256: str) -> Holding:
    """One original."""
    originals, acquisitions = schema.originals, schema.acquisitions
    row = connection.execute(select(originals).where(originals.c.sha256 == sha256)).mappings().one()
    obtained = select(acquisitions).where(acquisitions.c.sha256 == sha256)
    return Holding(
        sha256=sha256,
        sha1=row["sha1"],
        size=row["size"],
        media_type=row["media_type"],
        acquired=tuple(
            Acquired(each["url"], each["how"], each["obtained"], each["headers"])
            for each in connection.execute(obtained.order_by(acquisitions.c.obtained, acquisitions.c.number)).mappings()
        ),
    )


def report_lines(connection: Connection, chosen: Chosen) -> Iterator[bytes]:
    """What the case knows of each report, its text and its current readings, as JSON Lines.

    Local paths stay out: they tell who works where. A reading with a withdrawn finding stays out as a whole.
    """
    reports, texts, readings, findings = schema.reports, schema.texts, schema.readings, schema.findings
    hidden = set(
        connection.scalars(select(findings.c.reading).where(is_withdrawn(FINDING, findings.c.id)).distinct()).all()
    )
    for start in range(0, len(chosen.reports), _AT_ONCE):
        some = chosen.reports[start : start + _AT_ONCE]
        bodies: dict[int, list[dict[str, Plain]]] = defaultdict(list)
        of_these = select(readings).where(readings.c.report.in_(some), is_current(readings))
        for row in connection.execute(of_these.order_by(readings.c.number)).mappings():
            if row["number"] not in hidden:
                body = from_canonical(unpacked(row["body"]))
                told = {"reader": row["reader"], "at": moment(row["at"]), "digest": row["digest"], "reading": body}
                bodies[row["report"]].append(told)
        asked = select(reports, texts.c.text).join(texts, texts.c.digest == reports.c.text_digest)
        for row in connection.execute(asked.where(reports.c.number.in_(some)).order_by(reports.c.number)).mappings():
            told = {name: value for name, value in row.items() if value is not None and name not in _NOT_TOLD}
            for name in ("id", "source"):
                if "://" not in told[name]:
                    told[name] = told[name].replace("\\", "/").rsplit("/", 1)[-1]
            yield canonical({**told, "readings": bodies[row["number"]]}) + b"\n"


def custody_lines(connection: Connection) -> Iterator[bytes]:
    """Every entry of the custody chain, as JSON Lines: with them anybody can walk it."""
    for entry in entries_between(connection):
        yield canonical({name: getattr(entry, name) for name in type(entry).__slots__}) + b"\n"


def head_lines(connection: Connection, case: str) -> Iterator[bytes]:
    """Every signature and timestamp, as JSON Lines."""
    for row in streamed(connection, select(schema.heads).order_by(schema.heads.c.number)):
        yield (
            canonical(
                {
                    "case": case,
                    "entry": row["seq"],
                    "hash": row["hash"],
                    "kind": row["kind"],
                    "authority": row["authority"],
                    "proof": base64.b64encode(row["proof"]).decode("ascii"),
                    "at": moment(row["at"]),
                }
            )
            + b"\n"
        )


def record_export(ledger: Ledger, form: str) -> None:
    """Record, as an entry, that content left the case, and in which form; not where the case can't be written."""
    if not ledger.database.read_only:
        with ledger.writing() as writing:
            writing.record("exported", f"case:{form}", [])
