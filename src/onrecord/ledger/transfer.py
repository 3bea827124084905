"""A whole case in one file, out and in again: from one engine to another, from one machine to another.

The file is a ZIP that holds a bag (`bagit`): `case.json`, one JSON Lines file a table, and the originals. The custody
chain travels with it, so heads that were signed, timestamped or written down still hold. What it holds is not sealed
and not masked, whatever the case was.
"""

import io
import json
import os
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from sqlalchemy import func, select
from sqlalchemy.schema import CreateSchema, DropSchema

from onrecord.errors import CaseExists, DamagedCase, NewerCase, NoSuchCase, RefusedArchive, UsageError
from onrecord.ledger import bagit, migrations, schema
from onrecord.ledger.case import FORMAT, Case, Hold, case_folder, describe, making
from onrecord.ledger.check import Fault, check
from onrecord.ledger.chunks import ChunkStream
from onrecord.ledger.content import content_digest
from onrecord.ledger.engine import WAIT_SECONDS, Database, PostgreSQL
from onrecord.ledger.entries import head
from onrecord.ledger.holdings import record_export
from onrecord.ledger.originals import FolderBlobs, Originals, RemoteBlobs
from onrecord.ledger.progress import Told, untold
from onrecord.ledger.row_lines import insert_lines, row_lines
from onrecord.ledger.store import Clock, Ledger, database_of, login_name, utc_now
from onrecord.ledger.writing import Writing

EXPORT: Final = "onrecord export 1"
DESCRIPTION: Final = "case.json"
TABLES: Final = tuple(table for table in schema.metadata.sorted_tables if table is not schema.erasing)

MAX_BYTES: Final = 1 << 42  # 4 TiB
MAX_MEMBERS: Final = 20_000_000

_TABLE: Final = re.compile(r"ledger/([a-z_]{1,40})\.jsonl")
_ORIGINAL: Final = re.compile(r"originals/[0-9a-f]{2}/([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Moved:
    """What an export or import moved.

    Attributes:
        digest: the content digest; equal before and after.
        head: number and hash of the newest entry that was exported.
        reports: how many.
        originals: how many.
        missing: SHA-256 of originals that the ledger tells of and that aren't there, or are damaged.
    """

    digest: str
    head: tuple[int, str]
    reports: int
    originals: int
    missing: tuple[str, ...] = ()


def export_case(ledger: Ledger, file: Path, *, unsealed: bool = False, told: Told = untold) -> Moved:
    """Write everything that a case holds to a new file.

    Args:
        ledger: open.
        file: to be made; never overwritten.
        unsealed: whether a sealed case may be written plain.
        told: how far it is.

    Raises:
        CaseExists: something lies there.
        UsageError: the case is sealed, and `unsealed` wasn't said; or the file can't be made there.
    """
    if ledger.case.sealed and not unsealed:
        raise UsageError(
            f"{ledger.case.folder} is sealed, and an export is not. Copy the folder as it is to move it sealed, or say "
            "that the export shall be plain."
        )
    if file.exists() or file.is_symlink():
        raise CaseExists(f"{file} is there already; give another name.")
    partial = file.with_name(f".{file.name}.part")
    try:
        with _opened(partial) as out:
            with suppress(OSError):  # a stick's file system may know no owners
                os.fchmod(out.fileno(), 0o600)
            moved = _write(ledger, out, told)
            out.flush()
            os.fsync(out.fileno())
        _name(partial, file)
    except FileExistsError as error:
        raise CaseExists(f"{file}, or a file of its making, is there already; give another name.") from error
    finally:
        partial.unlink(missing_ok=True)
    record_export(ledger, "whole")
    return moved


def _opened(partial: Path) -> BinaryIO:
    try:
        return partial.open("xb")
    except FileExistsError:
        raise
    except OSError as error:
        raise UsageError(f"{partial} can't be made: {error.strerror}. Nothing was written.") from error


def _name(partial: Path, file: Path) -> None:
    """Give a whole file its name, overwriting nothing."""
    try:
        os.link(partial, file)  # unlike a renaming, refuses to overwrite what was made meanwhile
    except FileExistsError:
        raise
    except OSError as error:  # a stick's file system may know no second names
        if file.exists() or file.is_symlink():
            raise FileExistsError(error.errno, "made meanwhile", str(file)) from error
        partial.rename(file)


def _write(ledger: Ledger, out: Any, told: Told) -> Moved:  # noqa: ANN401 - a binary file of any kind
    case, missing = ledger.case, []
    with ledger.snapshot() as connection, zipfile.ZipFile(out, "w") as archive:
        newest = head(connection)
        if newest is None:
            raise DamagedCase(f"{case.folder} has no custody chain; `onrecord check` tells what else is wrong.")
        digest = content_digest(connection)
        originals = list(connection.scalars(select(schema.originals.c.sha256).order_by(schema.originals.c.sha256)))
        reports = connection.execute(select(func.count()).select_from(schema.reports)).scalar_one()
        description = {
            "export": EXPORT,
            "case": {"format": FORMAT, "id": case.id, "name": case.name, "made": case.made},
            "ledger": migrations.LATEST,
            "content": digest,
            "head": {"entry": newest.seq, "hash": newest.hash},
        }
        info = {"Source-Organization": "onrecord", "External-Identifier": case.id, "External-Description": case.name}
        files = 1 + len(TABLES) + len(originals)
        with bagit.writing(bagit.ZipSink(archive, f"case-{case.id}"), info, on=ledger.clock().date()) as bag:
            bag.add(DESCRIPTION, [json.dumps(description, indent=1, ensure_ascii=False).encode("utf-8", "replace")])
            for number, table in enumerate(TABLES, start=2):
                bag.add(f"ledger/{table.name}.jsonl", row_lines(connection, table))
                told(number, files)
            for number, sha256 in enumerate(originals, start=len(TABLES) + 2):
                try:
                    # Read through before any of it is written: a damaged one is not passed on as if it were whole.
                    content = ledger.originals.read(sha256)
                except (NoSuchCase, DamagedCase):
                    missing.append(sha256)
                    continue
                bag.add(f"originals/{sha256[:2]}/{sha256}", [content])
                told(number, files)
    return Moved(digest, (newest.seq, newest.hash), reports, len(originals) - len(missing), tuple(missing))


def import_case(
    file: Path,
    name: str | Path,
    *,
    who: str | None = None,
    clock: Clock = utc_now,
    database: str | None = None,
    originals: str | None = None,
    damaged: bool = False,
    max_bytes: int = MAX_BYTES,
    told: Told = untold,
) -> Moved:
    """Make a case out of an export. All of it is checked; whatever is wrong with it, nothing is left behind.

    Args:
        file: the export.
        name: of the case to be made.
        who: who imports it; the login name when None.
        clock: tells the time.
        database: see `Ledger.create`.
        originals: see `Ledger.create`.
        damaged: whether to take it although `check` finds faults in it, such as originals that are missing.
        max_bytes: most bytes that it may unpack to.
        told: how far it is.

    Raises:
        RefusedArchive: it isn't an export, is damaged, plays tricks, or what it holds doesn't hold together.
        NewerCase: another version of onrecord made it.
        CaseExists: something lies where the case was to be made.
    """
    folder = case_folder(name)
    try:
        stream = file.open("rb")
    except OSError as error:
        raise UsageError(f"{file} can't be read: {error.strerror}.") from error
    with stream:
        try:
            bag = bagit.ZippedBag(stream, max_bytes=max_bytes, max_members=MAX_MEMBERS)
            description = _description(bag)
            kept = description["case"]
            with making(folder, made=clock(), database=database, originals=originals) as new:
                case = replace(new, id=kept["id"], name=kept["name"], made=kept["made"])
                describe(case)
                filled = _fill(
                    bag,
                    case,
                    description,
                    who=login_name() if who is None else who,
                    clock=clock,
                    damaged=damaged,
                    told=told,
                )
        except RefusedArchive as error:
            raise RefusedArchive(f"{file}: {error.message}") from error
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
            raise RefusedArchive(
                f"{file}: it holds what an export doesn't ({type(error).__name__}: {error})."
            ) from error
    return Moved(description["content"], (description["head"]["entry"], description["head"]["hash"]), *filled)


def _description(bag: bagit.ZippedBag) -> dict[str, Any]:
    if f"{bagit.PAYLOAD}{DESCRIPTION}" not in bag.digests:
        raise RefusedArchive("It is a bag, but no export of a case.")
    description: dict[str, Any] = json.loads(b"".join(islice(bag.chunks(DESCRIPTION), 1)))
    if description["export"] != EXPORT or description["ledger"] not in migrations.LACKING:
        raise NewerCase(
            f"It was written as {description['export']!a}, ledger {description['ledger']!a}; this onrecord reads "
            f"{EXPORT!a}, ledger {' or '.join(migrations.LACKING)}. "
            "Export it anew with this version, or import it with that one."
        )
    kept, newest = description["case"], description["head"]
    texts = [kept[key] for key in ("id", "name", "made")] + [description["content"], newest["hash"]]
    if (
        kept["format"] != FORMAT
        or not all(isinstance(text, str) for text in texts)
        or not isinstance(newest["entry"], int)
    ):
        raise RefusedArchive("Its description is none of a case.")
    if not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", kept["id"]):
        raise RefusedArchive(f"The case in it has an id that is none: {kept['id']!a}.")
    return description


def _fill(
    bag: bagit.ZippedBag, case: Case, description: dict[str, Any], *, who: str, clock: Clock, damaged: bool, told: Told
) -> tuple[int, int, tuple[str, ...]]:
    """Fill a case that is being made; what `Moved` tells of reports and originals."""
    paths = {match[1]: path for path in bag.paths() if (match := _TABLE.fullmatch(path))}
    blobs = {match[1]: path for path in bag.paths() if (match := _ORIGINAL.fullmatch(path))}
    strange = sorted(set(bag.paths()) - {DESCRIPTION, *paths.values(), *blobs.values()})
    lacking = migrations.LACKING[description["ledger"]]
    if strange or paths.keys() != {table.name for table in TABLES} - lacking:
        raise RefusedArchive(f"It holds other files than an export does: {(strange or sorted(paths))[0]!a}.")
    tables = database_of(case, secrets=None, read_only=False, wait=WAIT_SECONDS)
    store = Originals(FolderBlobs(case.originals_folder) if case.originals is None else RemoteBlobs(case.originals))
    hold = Hold(case.folder)
    files = 1 + len(paths) + len(blobs)
    try:
        with tables.write() as connection:
            if isinstance(tables, PostgreSQL):
                tables.must_tell_words(connection)
                connection.execute(CreateSchema(case.database_schema))
            migrations.upgrade(tables, connection)
            for number, table in enumerate((table for table in TABLES if table.name not in lacking), start=2):
                insert_lines(connection, table, bag.chunks(paths[table.name]))
                told(number, files)
            known = set(connection.scalars(select(schema.originals.c.sha256)))
            for number, (sha256, path) in enumerate(sorted(blobs.items()), start=len(paths) + 2):
                if sha256 not in known:
                    raise RefusedArchive(f"{path!a} is no report's original; somebody put it there.")
                if store.put(io.BufferedReader(ChunkStream(bag.chunks(path)))).sha256 != sha256:
                    raise RefusedArchive(f"{path!a} has another SHA-256 than its name.")
                told(number, files)
            newest = head(connection)
            if newest is None or (newest.seq, newest.hash) != (
                description["head"]["entry"],
                description["head"]["hash"],
            ):
                raise RefusedArchive("Its custody chain ends elsewhere than its description says.")
            if content_digest(connection) != description["content"]:
                raise RefusedArchive("Its content is other than its description says.")
            writing = Writing(connection, who=who, at=clock())
            writing.record("imported", "case", [])
            writing.flush()
            reports = connection.execute(select(func.count()).select_from(schema.reports)).scalar_one()
        ledger = Ledger(case, tables, store, hold, who=who, clock=clock)
        faults = [] if damaged else [found for found in check(ledger) if isinstance(found, Fault)]
        if faults:
            raise RefusedArchive(f"What it holds doesn't hold together: {faults[0].subject}: {faults[0].message}")
    except BaseException:
        _drop(case, tables)
        raise
    finally:
        hold.release()
        tables.close()
    return reports, len(blobs), tuple(sorted(known - blobs.keys()))


def _drop(case: Case, tables: Database) -> None:
    """Leave nothing on a server; what lies in the folder goes with the folder."""
    if case.database is not None:
        with tables.write() as connection:
            connection.execute(DropSchema(case.database_schema, cascade=True, if_exists=True))
