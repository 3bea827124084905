"""What an erasure leaves to be done once the ledger no longer tells of what was erased: bytes, pages, the log.

An erasure first writes down, in a folder of the case, which blobs go. A process that is killed later leaves that folder
behind, and whoever opens the case next carries on.
"""

import json
from collections.abc import Iterable
from typing import Final

from sqlalchemy import select

from onrecord.errors import DamagedCase
from onrecord.ledger import schema
from onrecord.ledger.case import Case, Hold
from onrecord.ledger.engine import Database, PostgreSQL, SQLite
from onrecord.ledger.originals import Originals
from onrecord.ledger.sqlcipher import copy_ledger, drained_log
from onrecord.ledger.wiping import sync_folder, wipe, wipe_database

ERASING: Final = ".erasing"

_BLOBS: Final = "blobs.json"
_READY: Final = "ledger.ready"
_PART: Final = "ledger.part"


def begin(case: Case, blobs: Iterable[str]) -> None:
    """Write down, before the ledger forgets them, the names of blobs that go once it has."""
    folder = case.folder / ERASING
    folder.mkdir(mode=0o700)
    partial = folder / f"{_BLOBS}.part"
    partial.write_text(json.dumps(sorted(blobs)))
    partial.rename(folder / _BLOBS)
    sync_folder(folder)
    sync_folder(case.folder)


def pending(case: Case) -> bool:
    """Whether an erasure was begun and not finished."""
    folder = case.folder / ERASING
    return folder.is_dir() and not folder.is_symlink()


def swap(case: Case, hold: Hold) -> None:
    """Put a ledger that was written anew in the old one's place, where a killed process left one ready."""
    if case.database is None and pending(case) and (case.folder / ERASING / _READY).exists():
        with hold.alone():
            _swap(case)


def finish(case: Case, database: Database, originals: Originals, hold: Hold) -> None:
    """Remove the blobs that no original has any more, and whatever the database still holds of deleted rows.

    SQLite's file is written anew, without free pages, and the old one and its log are overwritten: pages are zeroed
    when rows are deleted, but where rows lay before pages were split or merged isn't known. PostgreSQL is asked to
    write its tables anew.

    Raises:
        LockedCase: another process has the case open.
    """
    with hold.alone():
        _remove(case, database, originals)
        if isinstance(database, SQLite):
            folder = case.folder / ERASING
            wipe(folder / _PART)
            with drained_log(case.ledger_file, key=database.key):
                database.close()
            copy_ledger(case.ledger_file, folder / _PART, key=database.key, new_key=database.key)
            (folder / _PART).rename(folder / _READY)
            sync_folder(folder)
            _swap(case)
        elif isinstance(database, PostgreSQL):
            _vacuum(database)
        _end(case)


def _remove(case: Case, database: Database, originals: Originals) -> None:
    file = case.folder / ERASING / _BLOBS
    if not file.exists():  # killed before anything was erased, or when all was done
        return
    try:
        names = [str(name) for name in json.loads(file.read_text())]
        if not all(bytes.fromhex(name) for name in names):
            raise ValueError("a name that is no blob's")
    except (ValueError, TypeError) as error:
        raise DamagedCase(f"{file} is damaged; which originals an erasure took can't be told from it.") from error
    with database.read() as connection:
        # Killed before the ledger forgot them, they stay.
        kept = {originals.wrapping.name(sha256) for sha256 in connection.scalars(select(schema.originals.c.sha256))}
    for name in names:
        if name not in kept:
            originals.blobs.remove(name)


def _swap(case: Case) -> None:
    ready = case.folder / ERASING / _READY
    wipe_database(case.ledger_file)
    ready.rename(case.ledger_file)
    sync_folder(case.folder)


def _vacuum(database: PostgreSQL) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in schema.metadata.sorted_tables:
            connection.exec_driver_sql(f'VACUUM FULL "{table.name}"')


def _end(case: Case) -> None:
    folder = case.folder / ERASING
    if (folder / _BLOBS).exists():
        # A kill while it is overwritten must not leave it to be read.
        (folder / _BLOBS).rename(folder / f"{_BLOBS}.done")
    for file in folder.iterdir():
        wipe(file)
    folder.rmdir()
    sync_folder(case.folder)
