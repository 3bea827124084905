"""The ledger of a case: what is put into it, and what it gives back."""

import gc
import getpass
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol, Self

from sqlalchemy import Connection, RowMapping, Select, func, select
from sqlalchemy.schema import CreateSchema

from onrecord.errors import DamagedCase, NoSuchCase, ReadOnlyCase, SealedCase
from onrecord.ledger import adding, erasing, migrations, schema
from onrecord.ledger.adding import AS_IT_IS, Added, Terms
from onrecord.ledger.case import Case, Hold, case_folder, making, open_case
from onrecord.ledger.changeover import carry_on
from onrecord.ledger.engine import WAIT_SECONDS, Database, PostgreSQL, SQLite, streamed
from onrecord.ledger.findings import BY_HAND, is_current, reading_of, unpacked
from onrecord.ledger.originals import FolderBlobs, Originals, RemoteBlobs, Stored, Wrapping
from onrecord.ledger.protecting import keep_protected
from onrecord.ledger.sqlcipher import examine
from onrecord.ledger.writing import Writing
from onrecord.records.acquisition import Access, Acquisition, Kept
from onrecord.records.finding import Finding, FindingKind
from onrecord.records.plain import Plain, from_canonical
from onrecord.records.reading import Reading
from onrecord.records.report import Failure, Report
from onrecord.records.span import Span

BATCH = 100
"""Reports that one transaction keeps: few enough that other writers and a kill wait or lose little."""


class Clock(Protocol):
    """What tells the time."""

    def __call__(self) -> datetime:
        """Now, timezone-aware."""


def utc_now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def login_name() -> str:
    """Who runs this process, by the name that they logged in with."""
    with suppress(OSError, KeyError):
        return getpass.getuser()
    return "unknown"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What opens a sealed case.

    Attributes:
        ledger_key: the raw key of the SQLCipher ledger, 32 bytes.
        wrapping: what its originals are put through.
    """

    ledger_key: bytes = field(repr=False)
    wrapping: Wrapping = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A report, or a failure, to be added.

    Attributes:
        result: what came of reading it; a failure, or a report where it shall not be read.
        acquisition: how its original was obtained; a failure may have none.
        original: its bytes: a file open for reading, or what `Originals.put` gave for them; None: they couldn't be had,
            or are the report's text in UTF-8.
        terms: on which terms it is kept.
    """

    result: Reading | Report | Failure
    acquisition: Acquisition | None = None
    original: BinaryIO | Stored | None = None
    terms: Terms = AS_IT_IS


class Ledger:
    """The ledger of a case, open; use it as a context manager.

    Attributes:
        case: the case.
        database: its tables.
        originals: its originals.
        hold: this process's hold on the case.
        who: who writes, by the name given.
        clock: tells the time.
    """

    def __init__(
        self, case: Case, database: Database, originals: Originals, hold: Hold, *, who: str, clock: Clock
    ) -> None:
        self.case = case
        self.database = database
        self.originals = originals
        self.hold = hold
        self.who = who
        self.clock = clock

    @classmethod
    def create(
        cls,
        name: str | Path,
        *,
        who: str | None = None,
        clock: Clock = utc_now,
        database: str | None = None,
        originals: str | None = None,
    ) -> Self:
        """Make a case, and open its ledger.

        Args:
            name: the case's name or folder, with or without `.case`.
            who: who makes it; the login name when None.
            clock: tells the time.
            database: URL of a PostgreSQL database for its ledger, without a password; None: a file in its folder.
            originals: URL, for fsspec, of where its originals shall lie; None: in its folder.

        Raises:
            UsageError: no case can be called so, or an address is not of its form.
            CaseExists: something lies there.
            NoSuchCase: the folder around it isn't there.
            ReadOnlyCase: nothing can be written there.
        """
        folder = case_folder(name)
        who = login_name() if who is None else who
        now = clock()
        with making(folder, made=now, database=database, originals=originals) as case:
            tables = database_of(case, secrets=None, read_only=False, wait=WAIT_SECONDS)
            try:
                with tables.write() as connection:
                    if isinstance(tables, PostgreSQL):
                        tables.must_tell_words(connection)
                        connection.execute(CreateSchema(case.database_schema))
                    migrations.upgrade(tables, connection)
                    writing = Writing(connection, who=who, at=now)
                    told = {"id": case.id, "name": case.name, "made": case.made}
                    things = [(schema.meta, {"key": key, "value": value}) for key, value in told.items()]
                    writing.record("created", "case", things)
                    writing.flush()
            finally:
                tables.close()
        return cls.open(folder, who=who, clock=clock)

    @classmethod
    def open(
        cls,
        name: str | Path,
        *,
        who: str | None = None,
        clock: Clock = utc_now,
        secrets: Secrets | None = None,
        read_only: bool = False,
        wait: float = WAIT_SECONDS,
    ) -> Self:
        """Open a case's ledger, bringing its tables up to date where an older onrecord made them.

        Args:
            name: the case's name or folder, with or without `.case`.
            who: who writes; the login name when None.
            clock: tells the time.
            secrets: what opens it, where it is sealed.
            read_only: whether nothing shall be written; so it is, too, where nothing can be.
            wait: seconds that a write waits for another process's.

        Raises:
            NoSuchCase: there is none.
            SealedCase: it is sealed, and `secrets` were not given.
            LockedCase: another process has it for itself.
            DamagedCase: its description or its ledger is damaged.
            NewerCase: a newer onrecord made it.
        """
        case = open_case(name)
        hold = Hold(case.folder)
        tables: Database | None = None
        try:
            blobs = FolderBlobs(case.originals_folder) if case.originals is None else RemoteBlobs(case.originals)
            carry_on(case, hold, blobs)
            erasing.swap(case, hold)
            if not case.sealed:
                secrets = None
            elif secrets is None:
                raise SealedCase(f"{case.folder} is sealed; give its passphrase.")
            elif case.database is None:
                examine(case.ledger_file, secrets.ledger_key)
            read_only = read_only or not case.writable
            tables = database_of(case, secrets=secrets, read_only=read_only, wait=wait)
            originals = Originals(blobs, None if secrets is None else secrets.wrapping)
            who = login_name() if who is None else who
            ledger = cls(case, tables, originals, hold, who=who, clock=clock)
            ledger._bring_up_to_date()
            if erasing.pending(case) and case.writable:
                erasing.finish(case, tables, originals, hold)
        except BaseException:
            if tables is not None:
                tables.close()
            hold.release()
            raise
        return ledger

    def close(self) -> None:
        """Let go of the case."""
        self.database.close()
        self.hold.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- writing -----------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The one write transaction: kept when the block ends, undone by any error.

        Raises:
            LockedCase: another process has been writing for too long.
            ReadOnlyCase: nothing can be written there.
            FullDisk: no room was left.
        """
        with self.database.write() as connection:
            writing = Writing(connection, who=self.who, at=self.clock())
            yield writing
            writing.flush()

    def add(
        self,
        result: Reading | Report | Failure,
        *,
        acquisition: Acquisition | None = None,
        original: BinaryIO | None = None,
        terms: Terms = AS_IT_IS,
    ) -> Added:
        """Add one report, with its reading, or one failure; see `Addition`. When this returns, it is kept."""
        return self.add_one(Addition(result=result, acquisition=acquisition, original=original, terms=terms))

    def add_one(self, addition: Addition) -> Added:
        """Add one report or failure. When this returns, it is kept."""
        (added,) = self.add_all([addition])
        return added

    def add_all(self, additions: Iterable[Addition], *, batch: int = BATCH) -> Iterator[Added]:
        """Add reports and failures, in their order.

        Args:
            additions: taken as they are needed, so that they may be a stream of any length.
            batch: how many one transaction keeps.

        Returns:
            What came of each, in the same order, told once it is kept: whatever happens then, it stays.
        """
        self.database.must_take_writes()
        self.originals.tidy()
        waiting = iter(additions)
        while chosen := list(islice(self._stored(waiting), batch)):
            with not_collecting(), self.writing() as writing:
                told = _added_all(writing, chosen)
            yield from told

    def _stored(self, additions: Iterator[Addition]) -> Iterator[tuple[Addition, Stored | None]]:
        """Each addition once its original is kept: before the ledger tells of it, never after."""
        import io

        for addition in additions:
            original = addition.original
            report = addition.result.report if isinstance(addition.result, Reading) else addition.result
            if original is None and isinstance(report, Report):
                original = io.BytesIO(report.text.encode("utf-8", "surrogatepass"))
            stored = original if original is None or isinstance(original, Stored) else self.originals.put(original)
            yield addition, stored

    # --- what is kept ------------------------------------------------------------------------------------------------

    def snapshot(self) -> AbstractContextManager[Connection]:
        """A connection that sees one moment's content, for queries of one's own."""
        return self.database.read()

    def reports(self, *, after: int = 0) -> Iterator[Kept]:
        """What is known of each report beside its text, in the order of their numbers, as they come."""
        chosen = select(schema.reports).where(schema.reports.c.number > after).order_by(schema.reports.c.number)
        for row in self._rows(chosen):
            yield as_kept(row)

    def kept(self, number: int) -> Kept:
        """What is known of one report beside its text.

        Raises:
            NoSuchCase: there is no report of that number.
        """
        with self.snapshot() as connection:
            chosen = select(schema.reports).where(schema.reports.c.number == number)
            row = connection.execute(chosen).mappings().one_or_none()
        if row is not None:
            return as_kept(row)
        raise NoSuchCase(f"{self.case.folder} has no report {number}; `onrecord list` shows those it has.")

    def number_of(self, sha256: str) -> int | None:
        """The number of the first report that is the whole original of that SHA-256 and that was read; None: none."""
        reports, readings = schema.reports, schema.readings
        read = select(readings.c.number).where(
            readings.c.report == func.coalesce(reports.c.same_text, reports.c.number),
            readings.c.reader.not_like(f"{BY_HAND}%"),
        )
        chosen = select(reports.c.number).where(reports.c.sha256 == sha256, reports.c.locator == "", read.exists())
        for row in self._rows(chosen.order_by(reports.c.number).limit(1)):
            return int(row["number"])
        return None

    def report(self, number: int) -> Report:
        """One report with its text.

        Raises:
            NoSuchCase: there is no report of that number.
            DamagedCase: its text is not the one that was put there.
        """
        kept = self.kept(number)
        with self.snapshot() as connection:
            text = connection.execute(
                select(schema.texts.c.text).where(schema.texts.c.digest == kept.text_digest)
            ).scalar_one_or_none()
        report = None if text is None else as_report(kept, text)
        if report is None or report.text_digest != kept.text_digest:
            raise DamagedCase(f"The text of report {number} in {self.case.folder} is not what was put there.")
        return report

    def reading(self, number: int) -> Reading | None:
        """A report's newest reading by a reader; None where it has none. Raises as `report`."""
        report = self.report(number)
        kept = self.kept(number)
        readings = schema.readings
        chosen = (
            select(readings.c.body)
            .where(
                readings.c.report == (number if kept.same_text is None else kept.same_text),
                readings.c.reader.not_like(f"{BY_HAND}%"),
            )
            .order_by(readings.c.number.desc())
            .limit(1)
        )
        with self.snapshot() as connection:
            body = connection.execute(chosen).scalar_one_or_none()
        return None if body is None else reading_of(unpacked(body), report)

    def findings(self, *, report: int | None = None) -> Iterator[Finding]:
        """The findings of each report's newest reading, then those entered by hand; by report, in order.

        Args:
            report: number of the only report wanted.
        """
        findings, readings = schema.findings, schema.readings
        chosen = (
            select(findings)
            .join(readings, readings.c.number == findings.c.reading)
            .where(is_current(readings))
            .order_by(findings.c.report, findings.c.number)
        )
        if report is not None:
            kept = self.kept(report)
            chosen = chosen.where(findings.c.report == (report if kept.same_text is None else kept.same_text))
        current, told = 0, {}
        with self.snapshot() as connection:
            for row in streamed(connection, chosen):
                if row["reading"] != current:
                    current = row["reading"]
                    body = select(readings.c.body).where(readings.c.number == current)
                    told = data_by_local(unpacked(connection.execute(body).scalar_one()))
                yield as_finding(row, told[row["local"]])

    def failures(self) -> Iterator[Failure]:
        """Every recorded failure, in the order of recording."""
        failures = schema.failures
        chosen = select(failures.c.id, failures.c.source, failures.c.code, failures.c.message)
        for row in self._rows(chosen.order_by(failures.c.number)):
            yield Failure(**row)

    def _rows(self, chosen: Select[Any]) -> Iterator[RowMapping]:
        with self.snapshot() as connection:
            yield from streamed(connection, chosen)

    def _bring_up_to_date(self) -> None:
        with self.database.read() as connection:
            found = migrations.version(connection)
        if found is None:
            raise DamagedCase(f"{self.case.folder} has no ledger where its description says; look for a copy.")
        if found == migrations.LATEST:
            return
        if found > migrations.LATEST:
            raise migrations.newer(found)
        if self.database.read_only:
            raise ReadOnlyCase(f"{self.case.folder} was made by another onrecord and can't be brought up to date.")
        with self.hold.alone(), self.database.write() as connection:
            migrations.upgrade(self.database, connection)


def as_kept(row: RowMapping) -> Kept:
    """What a row of `reports` tells."""
    told = {key: value for key, value in row.items() if key not in ("entry", "access")}
    return Kept(**told, access=Access(row["access"]))


def as_report(kept: Kept, text: str) -> Report:
    """The report of that text."""
    return Report(
        id=kept.id,
        source=kept.source,
        text=text,
        media_type=kept.media_type,
        sha256=kept.sha256,
        language=kept.language,
        publisher=kept.publisher,
        title=kept.title,
        byline=kept.byline,
        published=kept.published,
        url=kept.url,
    )


def as_finding(row: RowMapping, data: Plain) -> Finding:
    """The finding of a row of `findings`, and of the values that its reading holds."""
    return Finding(
        id=row["id"],
        kind=FindingKind(row["kind"]),
        report=row["report"],
        reading=row["reading"],
        local=row["local"],
        anchor=Span(row["start"], row["end"]),
        extent=Span(row["extent_start"], row["extent_end"]),
        quotation=row["quotation"],
        act=row["act"],
        status=row["status"],
        score=row["score"],
        data=data,
    )


def data_by_local(content: bytes) -> dict[str, Any]:
    """A reading's attributions, allegations, responses and actors, by their ids within it."""
    values = from_canonical(content)
    parts = ("attributions", "allegations", "responses", "actors")
    return {each["id"]: each for part in parts for each in values.get(part, ())}


@contextmanager
def not_collecting() -> Iterator[None]:
    """Keep Python from looking for cycles where very many small objects are made, none in one.

    A sixth of the time that a batch takes would go into looking, and most of the time that a whole case takes.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _added_all(writing: Writing, chosen: Sequence[tuple[Addition, Stored | None]]) -> list[Added]:
    adding.look_up(
        writing,
        [
            (result.report if isinstance(result, Reading) else result, addition.acquisition, stored)
            for addition, stored in chosen
            for result in (addition.result,)
            if not isinstance(result, Failure) and addition.acquisition is not None and stored is not None
        ],
    )
    later: adding.Later = []
    told = [_added(writing, addition, stored, later) for addition, stored in chosen]
    keep_protected(writing, later)
    return told


def _added(writing: Writing, addition: Addition, stored: Stored | None, later: adding.Later) -> Added:
    result = addition.result
    if isinstance(result, Failure):
        return adding.add_failure(writing, result, addition.acquisition, stored)
    reading = result if isinstance(result, Reading) else None
    report = result if isinstance(result, Report) else result.report
    if stored is None or addition.acquisition is None:
        raise ValueError(f"{report.id}: a report comes with how it was obtained")
    return adding.add_report(writing, stored, addition.acquisition, report, reading, addition.terms, later=later)


def database_of(case: Case, *, secrets: Secrets | None, read_only: bool, wait: float) -> Database:
    """The engine of a case's ledger, not opened yet."""
    if case.database is not None:
        return PostgreSQL(case.database, schema=case.database_schema, read_only=read_only, wait=wait)
    key = None if secrets is None else secrets.ledger_key
    return SQLite(case.ledger_file, key=key, read_only=read_only, wait=wait)
