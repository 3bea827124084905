"""Sealed ledgers as files: SQLCipher's own statements, which `engine` has no need of."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from onrecord.errors import LedgerError, LockedCase, LostTail, TamperedFile
from onrecord.ledger.wiping import overwrite


def examine(file: Path, key: bytes) -> None:
    """Return if the sealed ledger in `file` opens; what its pages further in are like, `check` tells.

    Raises:
        TamperedFile: its first page, or one that tells of the tables, isn't as it was sealed.
        LostTail: pages are missing at its end.
    """
    from sqlcipher3 import dbapi2

    log = file.with_name(file.name + "-wal")
    settled = not (log.exists() and log.stat().st_size)
    if settled and file.stat().st_size == 0:
        raise _lost(file)
    connection = dbapi2.connect(f"{file.absolute().as_uri()}?mode=ro{'&immutable=1' if settled else ''}", uri=True)
    try:
        _open_with(connection, key)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            page = int(connection.execute("PRAGMA page_size").fetchone()[0])  # with a key, SQLCipher tells it as text
            if not settled or file.stat().st_size % page == 0:
                return
        except dbapi2.DatabaseError as error:
            if "not a database" in str(error):
                raise _tampered(file) from error
            if "malformed" not in str(error):
                return  # a matter of access, not of content: the engine tells it when it opens the file
        # Every page that is there is authentic, and still it doesn't hold together: what is missing is behind them.
        faults = [fault for (fault,) in connection.execute("PRAGMA cipher_integrity_check")]
        raise _tampered(file) if any("HMAC" in fault for fault in faults) else _lost(file)
    finally:
        connection.close()


def _lost(file: Path) -> LostTail:
    return LostTail(f"The end of {file} is missing: the file was cut off; take it from a backup.")


def _tampered(file: Path) -> TamperedFile:
    return TamperedFile(f"{file} isn't as it was sealed: bytes were changed; take it from a backup.")


def copy_ledger(file: Path, copy: Path, *, key: bytes | None, new_key: bytes | None) -> None:
    """Copy a ledger to a new file under another key, or none.

    Raises:
        LedgerError: the copy, read back, doesn't hold what the ledger does.
    """
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(file.absolute().as_uri() + "?mode=rw", uri=True, isolation_level=None)
    try:
        if key is not None:
            _open_with(connection, key)
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("ATTACH DATABASE ? AS renewed KEY ?", (str(copy), "" if new_key is None else _raw(new_key)))
        connection.execute("SELECT sqlcipher_export('renewed')")
        connection.execute("DETACH DATABASE renewed")
        held = _content(connection)
    finally:
        connection.close()
    connection = dbapi2.connect(copy.absolute().as_uri() + "?mode=ro", uri=True, isolation_level=None)
    try:
        if new_key is not None:
            _open_with(connection, new_key)
        if _content(connection) != held:
            raise LedgerError("The copy of the ledger doesn't hold what the ledger does; nothing was changed.")
    finally:
        connection.close()
    with copy.open("rb") as made:
        os.fsync(made.fileno())


@contextmanager
def drained_log(file: Path, *, key: bytes | None) -> Iterator[None]:
    """Hold a ledger's write-ahead log until the block has let go of every other connection, then overwrite it.

    The log keeps pages as they once were, until others are written over them; SQLite itself only removes the file.
    """
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(file.absolute().as_uri() + "?mode=rw", uri=True, isolation_level=None)
    try:
        if key is not None:
            _open_with(connection, key)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
        if busy:
            raise LockedCase(f"{file}: another process has it open; try again once it is done.")
        log = file.with_name(file.name + "-wal")
        if log.exists():
            # Everything in it is in the ledger now; a log of zeros is an empty one, should we be killed here.
            overwrite(log)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _content(connection: Any) -> tuple[list[tuple[str, str]], dict[str, int]]:  # noqa: ANN401 - sqlcipher3 ships no types
    """Every table, index and trigger by its definition, and the number of rows of every table that has its own."""
    # Statistics that SQLite keeps for its planner aren't copied; it makes them anew.
    every = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name, type"
    made = [tuple(row) for row in connection.execute(every)]
    tables = [name for name, sql in made if sql is not None and sql.upper().startswith("CREATE TABLE")]
    count = "SELECT count(*) FROM {}"
    return made, {name: connection.execute(count.format(f'"{name}"')).fetchone()[0] for name in tables}


def _open_with(connection: Any, key: bytes) -> None:  # noqa: ANN401 - sqlcipher3 ships no types
    connection.execute(f'PRAGMA key = "{_raw(key)}"')
    connection.execute("PRAGMA cipher_log_level = NONE")


def _raw(key: bytes) -> str:
    return f"x'{key.hex()}'"
