"""Adding reports and failures to a ledger: what is new, what is known, what is another version."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from onrecord.errors import UsageError
from onrecord.ledger import schema
from onrecord.ledger.findings import body, by_hand, found_in, packed
from onrecord.ledger.originals import Stored
from onrecord.ledger.protecting import keep_protected
from onrecord.ledger.writing import Writing
from onrecord.records.acquisition import Access, Acquisition
from onrecord.records.plain import from_canonical
from onrecord.records.reading import Reading
from onrecord.records.report import Failure, Report


class Outcome(StrEnum):
    """What came of adding something."""

    ADDED = "added"
    SAME_TEXT = "same_text"
    OBTAINED_AGAIN = "obtained_again"
    READ_AGAIN = "read_again"
    KNOWN = "known"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a report or a failure.

    Attributes:
        number: of the report, or of the failure.
        outcome: `added`: a new report; `same_text`: a new report whose text a report before it has, whose reading it
            shares; `obtained_again`: the same report from elsewhere, whose acquisition was recorded; `read_again`: the
            same report with a reading by another reader; `known`: nothing new, nothing written; `failed`: a failure was
            recorded.
        previous: number of the report that the same address gave before, with another text.
        same_text: number of the first report with the same text.
    """

    number: int
    outcome: Outcome
    previous: int | None = None
    same_text: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On which terms a report is kept.

    Attributes:
        locator: where in the original the report lies; empty: it is the whole original.
        access: who may see it.
        consent: what was agreed with whoever gave it.
    """

    locator: str = ""
    access: Access = Access.PUBLIC
    consent: str | None = None


AS_IT_IS = Terms()


def add_report(
    writing: Writing,
    stored: Stored,
    acquisition: Acquisition,
    report: Report,
    reading: Reading | None,
    terms: Terms = AS_IT_IS,
) -> Added:
    """Add a report whose original is stored.

    Raises:
        UsageError: the report was taken from other bytes than those stored, or the reading is of another text.
    """
    if report.sha256 is not None and report.sha256 != stored.sha256:
        raise UsageError(
            f"{report.id} was taken from the bytes {report.sha256}, not from {stored.sha256}; add it anew."
        )
    text_digest = report.text_digest
    if reading is not None and reading.report.text != report.text:
        raise UsageError(f"The reading given with {report.id} is of another text; read it anew.")
    address = report.url if acquisition.url is None else acquisition.url
    connection = writing.connection
    reports = schema.reports
    same_text = connection.execute(
        select(reports.c.number, reports.c.sha256, reports.c.locator)
        .where(reports.c.text_digest == text_digest)
        .order_by(reports.c.number)
    ).all()
    for number, sha256, locator in same_text:
        if sha256 == stored.sha256 and locator == terms.locator:
            return _add_to_known(writing, number, same_text[0].number, stored, acquisition, address, reading)
    first = same_text[0].number if same_text else None

    number = writing.number(reports)
    previous = None if address is None else _at_address(writing, address, text_digest)
    things: list[tuple[Any, dict[str, Any]]] = []
    if connection.execute(select(schema.originals.c.sha256).filter_by(sha256=stored.sha256)).first() is None:
        things.append((schema.originals, _original_row(stored, report.media_type)))
    if first is None:
        row = {"number": writing.number(schema.texts), "digest": text_digest, "text": report.text}
        writing.insert(schema.texts, [row])
    things.append(
        (
            reports,
            {
                "number": number,
                "id": report.id,
                "source": report.source,
                "sha256": stored.sha256,
                "locator": terms.locator,
                "text_digest": text_digest,
                "media_type": report.media_type,
                "language": report.language,
                "publisher": report.publisher,
                "title": report.title,
                "byline": report.byline,
                "published": report.published,
                "url": report.url,
                "access": terms.access.value,
                "consent": terms.consent,
                "previous": previous,
                "same_text": first,
            },
        )
    )
    things.append((schema.acquisitions, _acquisition_row(writing, acquisition, address, stored, report=number)))
    made = None
    if reading is not None and first is None:
        made = _reading_thing(writing, number, reading)
        things.append(made[0])
    writing.record("added", f"report:{number}", things)
    if made is not None:
        _insert_findings(writing, made, report.text, text_digest)
    return Added(number, Outcome.ADDED if first is None else Outcome.SAME_TEXT, previous, first)


def add_reading(writing: Writing, number: int, reading: Reading) -> bool:
    """Add a reading of a report that is kept, by a reader that hasn't read it yet; or what somebody entered by hand.

    Returns:
        Whether it was new; a reader reads a report once, and nobody enters the same twice.
    """
    readings = schema.readings
    known = select(readings.c.number).where(readings.c.report == number, readings.c.reader == reading.reader)
    if by_hand(reading.reader):
        known = known.where(readings.c.digest == hashlib.sha256(body(reading)).hexdigest())
    if writing.connection.execute(known).first() is not None:
        return False
    made = _reading_thing(writing, number, reading)
    writing.record("entered" if by_hand(reading.reader) else "read", f"report:{number}", [made[0]])
    _insert_findings(writing, made, reading.report.text, reading.report.text_digest)
    return True


def add_failure(
    writing: Writing, failure: Failure, acquisition: Acquisition | None = None, stored: Stored | None = None
) -> Added:
    """Record a failure, once; with it the original that could not be read, where its bytes were had."""
    failures = schema.failures
    connection = writing.connection
    known = connection.execute(
        select(failures.c.number).where(
            failures.c.id == failure.id,
            failures.c.source == failure.source,
            failures.c.code == failure.code,
            failures.c.message == failure.message,
        )
    ).first()
    if known is not None:
        return Added(known.number, Outcome.KNOWN)
    number = writing.number(failures)
    things: list[tuple[Any, dict[str, Any]]] = []
    if stored is not None and acquisition is not None:
        if connection.execute(select(schema.originals.c.sha256).filter_by(sha256=stored.sha256)).first() is None:
            things.append((schema.originals, _original_row(stored, "application/octet-stream")))
        things.append(
            (schema.acquisitions, _acquisition_row(writing, acquisition, acquisition.url, stored, failure=number))
        )
    told = {"id": failure.id, "source": failure.source, "code": failure.code, "message": failure.message}
    things.append((failures, {"number": number, **told, "at": writing.at}))
    writing.record("failed", f"failure:{number}", things)
    return Added(number, Outcome.FAILED)


def _add_to_known(
    writing: Writing,
    number: int,
    first: int,
    stored: Stored,
    acquisition: Acquisition,
    url: str | None,
    reading: Reading | None,
) -> Added:
    outcome = Outcome.KNOWN
    acquisitions = schema.acquisitions
    known = writing.connection.execute(
        select(acquisitions.c.number).where(
            acquisitions.c.report == number,
            acquisitions.c.source == acquisition.source,
            acquisitions.c.url.is_(None) if url is None else acquisitions.c.url == url,
        )
    ).first()
    if known is None:
        row = _acquisition_row(writing, acquisition, url, stored, report=number)
        writing.record("obtained", f"report:{number}", [(acquisitions, row)])
        outcome = Outcome.OBTAINED_AGAIN
    if reading is not None and add_reading(writing, first, reading):
        outcome = Outcome.READ_AGAIN
    return Added(number, outcome, same_text=None if first == number else first)


def _at_address(writing: Writing, address: str, text_digest: str) -> int | None:
    """The newest report that the address gave, where its text is another one."""
    found = writing.connection.execute(
        select(schema.reports.c.number, schema.reports.c.text_digest)
        .join(schema.acquisitions, schema.acquisitions.c.report == schema.reports.c.number)
        .where(schema.acquisitions.c.url == address)
        .order_by(schema.acquisitions.c.number.desc())
        .limit(1)
    ).first()
    return None if found is None or found.text_digest == text_digest else int(found.number)


def _original_row(stored: Stored, media_type: str) -> dict[str, Any]:
    return {
        "sha256": stored.sha256,
        "sha1": stored.sha1,
        "md5": stored.md5,
        "size": stored.size,
        "media_type": media_type,
    }


def _acquisition_row(
    writing: Writing,
    acquisition: Acquisition,
    url: str | None,
    stored: Stored,
    *,
    report: int | None = None,
    failure: int | None = None,
) -> dict[str, Any]:
    return {
        "number": writing.number(schema.acquisitions),
        "report": report,
        "failure": failure,
        "sha256": stored.sha256,
        "source": acquisition.source,
        "url": url,
        "how": acquisition.how.value,
        "headers": acquisition.headers,
        "obtained": writing.at if acquisition.obtained is None else acquisition.obtained,
        "who": writing.who,
    }


def _reading_thing(writing: Writing, number: int, reading: Reading) -> tuple[tuple[Any, dict[str, Any]], bytes]:
    content = body(reading)
    row = {
        "number": writing.number(schema.readings),
        "report": number,
        "reader": reading.reader,
        "digest": hashlib.sha256(content).hexdigest(),
        "body": packed(content),
        "at": writing.at,
    }
    return (schema.readings, row), content


def _insert_findings(
    writing: Writing, made: tuple[tuple[Any, dict[str, Any]], bytes], text: str, text_digest: str
) -> None:
    (_, row), content = made
    rows, actors = [], []
    values = from_canonical(content)
    for found in found_in(values, text, text_digest):
        number = writing.number(schema.findings)
        rows.append({"number": number, "reading": row["number"], "report": row["report"], **found.values})
        if found.name is not None:
            actors.append({"finding": number, "name": found.name, "kind": found.actor_kind})
    writing.insert(schema.findings, rows)
    writing.insert(schema.actors, actors)
    keep_protected(writing, row["report"], values, text)
