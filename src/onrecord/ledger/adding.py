"""Adding reports and failures to a ledger: what is new, what is known, what is another version."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Table, select

from onrecord.errors import UsageError
from onrecord.ledger import schema
from onrecord.ledger.findings import body, by_hand, found_in, packed, plain_body
from onrecord.ledger.originals import Stored
from onrecord.ledger.protected import Named, protected_in
from onrecord.ledger.protecting import keep_protected
from onrecord.ledger.writing import Writing
from onrecord.records.acquisition import Access, Acquisition
from onrecord.records.plain import Plain, canonical
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
            shares; `obtained_again`: the same report from elsewhere, or the same failure of other bytes, whose
            acquisition was recorded; `read_again`: the
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


Later = list[tuple[int, list[Named]]]
"""Whom readings tell to protect, by report: to be taken down at once for many, with `protecting.keep_protected`."""


def look_up(writing: Writing, batch: Iterable[tuple[Report, Acquisition, Stored]]) -> None:
    """Ask at once for what adding the reports of a batch will ask for."""
    some = list(batch)
    writing.known.look_up(
        [report.text_digest for report, _, _ in some],
        [stored.sha256 for _, _, stored in some],
        [address for report, acquisition, _ in some if (address := _address(report, acquisition)) is not None],
    )


def add_report(
    writing: Writing,
    stored: Stored,
    acquisition: Acquisition,
    report: Report,
    reading: Reading | None,
    terms: Terms = AS_IT_IS,
    *,
    later: Later | None = None,
) -> Added:
    """Add a report whose original is stored.

    Args:
        writing: the transaction.
        stored: the original.
        acquisition: how it was obtained.
        report: the report.
        reading: what was read in it.
        terms: on which terms it is kept.
        later: takes whom the reading tells to protect, so that the caller takes them down; None: that is done here.

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
    address = _address(report, acquisition)
    reports = schema.reports
    same_text = writing.known.with_text(text_digest)
    for number, sha256, locator in same_text:
        if sha256 == stored.sha256 and locator == terms.locator:
            return _add_to_known(writing, number, same_text[0][0], stored, acquisition, address, reading)
    first = same_text[0][0] if same_text else None

    number = writing.number(reports)
    previous = None if address is None else _at_address(writing, address, text_digest)
    things: list[tuple[Any, dict[str, Any]]] = []
    if not writing.known.has_original(stored.sha256):
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
        made = _reading_made(writing, number, reading)
        things.append(made.thing)
    writing.record("added", f"report:{number}", things)
    if made is not None:
        _insert_findings(writing, made, report.text, text_digest, later)
    elif reading is not None and first is not None:
        add_reading(writing, first, reading)  # by another reader than the text's first
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
    made = _reading_made(writing, number, reading)
    writing.record("entered" if by_hand(reading.reader) else "read", f"report:{number}", [made.thing])
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
    if known is not None and (stored is None or acquisition is None or writing.known.has_original(stored.sha256)):
        return Added(known.number, Outcome.KNOWN)
    number = writing.number(failures) if known is None else known.number
    things: list[tuple[Any, dict[str, Any]]] = []
    if stored is not None and acquisition is not None:
        if not writing.known.has_original(stored.sha256):
            things.append((schema.originals, _original_row(stored, "application/octet-stream")))
        things.append(
            (schema.acquisitions, _acquisition_row(writing, acquisition, acquisition.url, stored, failure=number))
        )
    if known is not None:
        writing.record("obtained", f"failure:{number}", things)
        return Added(number, Outcome.OBTAINED_AGAIN)
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


def _address(report: Report, acquisition: Acquisition) -> str | None:
    return report.url if acquisition.url is None else acquisition.url


def _at_address(writing: Writing, address: str, text_digest: str) -> int | None:
    """The newest report that the address gave, where its text is another one."""
    found = writing.known.at_address(address)
    return None if found is None or found[1] == text_digest else found[0]


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


@dataclass(frozen=True, slots=True)
class _Made:
    """A reading's row, and the plain values that its body holds."""

    row: dict[str, Any]
    values: Plain

    @property
    def thing(self) -> tuple[Table, dict[str, Any]]:
        return schema.readings, self.row


def _reading_made(writing: Writing, number: int, reading: Reading) -> _Made:
    values = plain_body(reading)
    content = canonical(values)
    row = {
        "number": writing.number(schema.readings),
        "report": number,
        "reader": reading.reader,
        "digest": hashlib.sha256(content).hexdigest(),
        "body": packed(content),
        "at": writing.at,
    }
    return _Made(row, values)


def _insert_findings(writing: Writing, made: _Made, text: str, text_digest: str, later: Later | None = None) -> None:
    rows, actors = [], []
    report = made.row["report"]
    for found in found_in(made.values, text, text_digest):
        number = writing.number(schema.findings)
        rows.append({"number": number, "reading": made.row["number"], "report": report, **found.values})
        if found.name is not None:
            actors.append({"finding": number, "name": found.name, "kind": found.actor_kind})
    writing.insert(schema.findings, rows)
    writing.insert(schema.actors, actors)
    named = (report, protected_in(made.values, text))
    if later is None:
        keep_protected(writing, [named])
    else:
        later.append(named)
