"""The one door to databases: SQLite, plain or sealed, and PostgreSQL.

What differs between the two lies in one class each; whatever else the ledger does is the same statement on both.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Executable, RowMapping, create_engine, event, inspect, text
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.pool import QueuePool, StaticPool

from onrecord.errors import DamagedCase, FullDisk, LedgerError, LockedCase, ReadOnlyCase, TamperedFile, UsageError
from onrecord.ledger import guards

WAIT_SECONDS = 15.0
"""How long a writer waits for another one before it says so."""

CACHE_KIB = 32 * 1024

logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())


def streamed(connection: Connection, chosen: Executable, *, at_a_time: int = 500) -> Iterator[RowMapping]:
    """The rows of a query as they come, however many; let go of when the caller stops."""
    with connection.execute(chosen, execution_options={"yield_per": at_a_time}) as result:
        yield from result.mappings()


class Database(Protocol):
    """What the ledger asks of a database."""

    engine: Engine
    read_only: bool

    def read(self) -> AbstractContextManager[Connection]:
        """A context manager: a connection that sees one moment's content, whoever writes meanwhile."""

    def write(self) -> AbstractContextManager[Connection]:
        """A context manager: a connection in the one write transaction, committed at its end."""

    def make_triggers(self, connection: Connection) -> None:
        """Drop every trigger there is, and make those that the schema has."""

    def must_take_writes(self) -> None:
        """Refuse, where nothing can be written, before anything is tried."""

    def triggers(self, connection: Connection) -> dict[str, str]:
        """The triggers there are: name and definition."""

    def expected_triggers(self) -> dict[str, str]:
        """The triggers that the schema has: name and definition."""

    def definitions(self, connection: Connection) -> dict[str, str]:
        """What there is of tables, indexes and triggers: kind and name, and definition."""

    def full_text_damage(self) -> Iterator[str]:
        """Where a full-text index doesn't match what it indexes.

        Raises:
            ReadOnlyCase: nothing can be written there, which the engine's own check needs.
        """

    def damage(self, connection: Connection) -> Iterator[str]:
        """What the engine itself finds wrong with its files."""

    def close(self) -> None:
        """Let go of every connection."""


class _Base:
    """What both engines do alike."""

    engine: Engine
    read_only: bool
    place: str

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment's content, whoever writes meanwhile."""
        with self._told(), self.engine.connect() as connection:
            self._begin_read(connection)
            with connection.begin():
                yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection in the one write transaction, committed at its end, undone by any error.

        Raises:
            LockedCase: another writer went on for longer than `WAIT_SECONDS`.
            ReadOnlyCase: nothing can be written there.
            FullDisk: no room was left.
        """
        self.must_take_writes()
        with self._told(writing=True), self.engine.connect() as connection:
            self._begin_write(connection)
            with connection.begin():
                self._lock(connection)
                yield connection

    def must_take_writes(self) -> None:
        """Refuse, where nothing can be written, before anything is tried.

        Raises:
            ReadOnlyCase: nothing can be written there.
        """
        if self.read_only:
            raise ReadOnlyCase(f"{self.place} can't be written; move the case, or change who may write there.")

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def _begin_read(self, connection: Connection) -> None: ...

    def _begin_write(self, connection: Connection) -> None: ...

    def _lock(self, connection: Connection) -> None: ...

    def _translated(self, error: DBAPIError, *, writing: bool) -> LedgerError | None:
        raise NotImplementedError

    @contextmanager
    def _told(self, *, writing: bool = False) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            told = self._translated(error, writing=writing)
            if told is None:
                raise
            raise told from error
        except UnicodeDecodeError as error:
            # SQLite's drivers decode what a damaged file holds, their own messages about it included.
            raise DamagedCase(f"{self.place} is damaged ({error}); `onrecord check` tells more.") from error


class SQLite(_Base):
    """A ledger in one file, through SQLCipher's build of SQLite for plain and sealed alike."""

    def __init__(
        self, file: Path, *, key: bytes | None = None, read_only: bool = False, wait: float = WAIT_SECONDS
    ) -> None:
        from sqlcipher3 import dbapi2

        self._dbapi: Any = dbapi2
        self._file = file
        self._key = key
        self._wait = wait
        self.place = str(file)
        self.read_only = read_only
        self.engine = create_engine(
            "sqlite://", module=dbapi2, creator=self._connect, poolclass=QueuePool, pool_size=5, max_overflow=20
        )
        event.listen(self.engine, "begin", _begin)

    @classmethod
    def in_memory(cls) -> "SQLite":
        """An empty database that nobody else sees, gone when it is closed."""
        made = cls(Path("memory"))
        made.engine = create_engine(
            "sqlite://",
            module=made._dbapi,
            creator=lambda: made._dbapi.connect(":memory:", isolation_level=None, check_same_thread=False),
            poolclass=StaticPool,
        )
        event.listen(made.engine, "begin", _begin)
        return made

    def _connect(self) -> DBAPIConnection:
        fixed = self.read_only and self._nobody_writes()
        mode = "mode=ro&immutable=1" if fixed else "mode=ro" if self.read_only else "mode=rwc"
        connection: DBAPIConnection = self._dbapi.connect(
            f"{self._file.absolute().as_uri()}?{mode}",
            uri=True,
            isolation_level=None,  # transactions begin and end where this module says
            check_same_thread=False,
            timeout=self._wait,
            cached_statements=256,
        )
        try:
            if self._key is not None:
                connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
                connection.execute("PRAGMA cipher_log_level = NONE")  # what is wrong is told by our own errors
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA recursive_triggers = ON")  # else INSERT OR REPLACE would delete past a trigger
            connection.execute("PRAGMA temp_store = MEMORY")  # nothing of a ledger in temporary files
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            if not self.read_only:
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            connection.close()
            raise
        return connection

    def _nobody_writes(self) -> bool:
        """Whether the ledger may be read as a fixed file, past SQLite's locks.

        So it has to be where no write-ahead log's index can be made. Anywhere else another process may write while this
        one reads, and a fixed file's reader would then miss rows, or take what it sees for damage.
        """
        if os.access(self._file.parent, os.W_OK):
            return False
        log, index = (self._file.with_name(self._file.name + end) for end in ("-wal", "-shm"))
        return not (log.exists() and (log.stat().st_size or index.exists()))

    @property
    def key(self) -> bytes | None:
        """The raw key of a sealed ledger."""
        return self._key

    @contextmanager
    def _told(self, *, writing: bool = False) -> Iterator[None]:
        try:
            with super()._told(writing=writing):
                yield
        except MemoryError as error:
            if self._key is None:
                raise
            # So SQLCipher answers once a page on the way didn't open.
            raise TamperedFile(
                f"A page of {self.place} isn't as it was sealed; `onrecord check` tells more."
            ) from error

    def _begin_write(self, connection: Connection) -> None:
        connection.execution_options(writing=True)

    def make_triggers(self, connection: Connection) -> None:
        """Drop every trigger there is, and make those that the schema has."""
        for name in self.triggers(connection):
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        for statement in guards.sqlite_triggers(set(inspect(connection).get_table_names())).values():
            connection.exec_driver_sql(statement)

    def triggers(self, connection: Connection) -> dict[str, str]:
        """The triggers there are: name and definition."""
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: sql for name, sql in rows}

    def expected_triggers(self) -> dict[str, str]:
        """The triggers that the schema has: name and definition."""
        return guards.sqlite_triggers()

    def definitions(self, connection: Connection) -> dict[str, str]:
        """What there is of tables, indexes and triggers: kind and name, and definition."""
        rows = connection.exec_driver_sql("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master")
        return {name: sql for name, sql in rows}

    def full_text_damage(self) -> Iterator[str]:
        """Where a full-text index doesn't match what it indexes.

        Raises:
            ReadOnlyCase: nothing can be written there; SQLite's check is asked for by an INSERT.
        """
        for index, _, table, _ in guards.FULL_TEXT:
            try:
                with self.write() as connection:
                    connection.exec_driver_sql(guards.sqlite_full_text_check(index))
                    setting = connection.exec_driver_sql(guards.sqlite_full_text_setting(index)).scalar()
                if setting != 1:
                    yield f"{index} would keep words of what is erased: its setting was changed"
            except DamagedCase as error:
                yield f"{index} doesn't match {table.name}: {error.__cause__ or error.message}"

    def damage(self, connection: Connection) -> Iterator[str]:
        """What SQLite itself finds wrong with the file: pages, indexes, references."""
        if self._key is not None:
            # Also pages that hold nothing now, which SQLite wouldn't look at.
            yield from connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars()
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if line != "ok":
                yield line
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"row {row} of {table} refers to a row of {parent} that isn't there"

    def _translated(self, error: DBAPIError, *, writing: bool) -> LedgerError | None:
        code = getattr(error.orig, "sqlite_errorcode", None)
        kind = None if code is None else code & 0xFF
        if kind in _LOCKED:
            return LockedCase(
                f"Another process has been writing to {self.place} for {self._wait:g} seconds; "
                "nothing of this was kept. Try again once it is done."
            )
        if kind in _READ_ONLY:
            return ReadOnlyCase(f"{self.place} can't be opened or written ({error.orig}); nothing was changed.")
        if kind == _FULL or (kind == _NOT_DONE and writing):
            return FullDisk(
                f"The disk under {self.place} took no more ({error.orig}); what was reported as done is kept. "
                "Make room and run the same again."
            )
        if isinstance(error, IntegrityError | ProgrammingError):
            return None  # a mistake in what calls, not in the file
        return DamagedCase(f"{self.place} is damaged ({error.orig}); `onrecord check` tells more; restore a copy.")


# SQLite's result codes, https://www.sqlite.org/rescode.html
_LOCKED = (5, 6)
_READ_ONLY = (3, 8, 14, 23)
_FULL = 13
_NOT_DONE = 10  # an I/O error; of which kind, this driver doesn't tell


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


class PostgreSQL(_Base):
    """A team's ledger: a schema of its own in a PostgreSQL database."""

    def __init__(self, url: str, *, schema: str, read_only: bool = False, wait: float = WAIT_SECONDS) -> None:
        import psycopg

        address = postgresql_url(url)
        self.place = address.render_as_string(hide_password=True)
        self.read_only = read_only
        self._wait = wait
        self._schema = schema
        self.engine = create_engine(
            address,
            module=psycopg,
            connect_args={"options": f"-c search_path={schema} -c lock_timeout={int(wait * 1000)} -c timezone=UTC"},
            pool_pre_ping=True,
        )

    def _begin_read(self, connection: Connection) -> None:
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def _begin_write(self, connection: Connection) -> None:
        # What is read after the lock must be what the writer before left, so no snapshot from before the wait.
        connection.execution_options(isolation_level="READ COMMITTED", postgresql_readonly=False)

    def _lock(self, connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:schema, 0))"), {"schema": self._schema})

    def must_tell_words(self, connection: Connection) -> None:
        """Refuse a database by whose locale a word beside a curly quotation mark is another word.

        Raises:
            UsageError: so it is; a search would miss it.
        """
        asked = text("SELECT to_tsvector('simple', :written) @@ to_tsquery('simple', :word)")
        if not connection.execute(asked, {"written": "“word”", "word": "word"}).scalar():
            raise UsageError(
                f"{self.place} takes quotation marks for letters, as databases of the locale C do, so that searches "
                "would miss words; make one with CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'."
            )

    def make_triggers(self, connection: Connection) -> None:
        """Drop every trigger there is, and make those that the schema has."""
        rows = connection.execute(
            text(
                "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal AND relnamespace = CAST(:schema AS regnamespace)"
            ),
            {"schema": self._schema},
        ).all()
        for name, table in rows:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}" ON "{table}"')
        connection.exec_driver_sql(guards.POSTGRESQL_REFUSE)
        there = set(inspect(connection).get_table_names(schema=self._schema))
        for statement in guards.postgresql_triggers(there).values():
            connection.exec_driver_sql(statement)

    def triggers(self, connection: Connection) -> dict[str, str]:
        """The triggers there are: name and definition."""
        rows = connection.execute(
            text(
                "SELECT tgname, pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger "
                "JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal AND tgenabled <> 'D' AND relnamespace = CAST(:schema AS regnamespace)"
            ),
            {"schema": self._schema},
        )
        # PostgreSQL spells the table with its schema where that isn't the first to look in; here it always is.
        return {name: definition.replace(f" ON {self._schema}.", " ON ") for name, definition in rows}

    def expected_triggers(self) -> dict[str, str]:
        """The triggers that the schema has: name and definition."""
        return guards.postgresql_triggers()

    def definitions(self, connection: Connection) -> dict[str, str]:
        """What there is of tables, indexes and triggers: kind and name, and columns or definition; indexes by name."""
        rows = connection.execute(
            text(
                "SELECT table_name, string_agg(column_name, ', ' ORDER BY ordinal_position) "
                "FROM information_schema.columns WHERE table_schema = :schema GROUP BY table_name"
            ),
            {"schema": self._schema},
        )
        tables = {f"table {name}": columns for name, columns in rows}
        indexes = connection.execute(
            text(
                "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
                "WHERE indisvalid AND relnamespace = CAST(:schema AS regnamespace) "
                "AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
            ),
            {"schema": self._schema},
        ).scalars()
        functions = connection.execute(
            text("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = CAST(:schema AS regnamespace)"),
            {"schema": self._schema},
        )
        tables |= {f"index {name}": "" for name in indexes}
        tables |= {f"function {name}": source for name, source in functions}
        return {**tables, **{f"trigger {name}": told for name, told in self.triggers(connection).items()}}

    def full_text_damage(self) -> Iterator[str]:
        """Nothing: PostgreSQL's full-text indexes are indexes like others."""
        return iter(())

    def damage(self, connection: Connection) -> Iterator[str]:
        """Nothing: the server looks after its own pages."""
        return iter(())

    def _translated(self, error: DBAPIError, *, writing: bool) -> LedgerError | None:
        told = str(error.orig).strip()
        state = getattr(error.orig, "sqlstate", None)
        if state in ("55P03", "40P01", "40001"):
            return LockedCase(
                f"Another process has been writing to {self.place} for {self._wait:g} seconds; "
                "nothing of this was kept. Try again once it is done."
            )
        if state == "25006":
            return ReadOnlyCase(f"{self.place} takes no writes now; nothing was changed.")
        if state in ("53100", "53000"):
            return FullDisk(f"{self.place} has no room left; what was reported as done is kept. Make room and repeat.")
        if state in ("XX001", "XX002"):
            return DamagedCase(f"{self.place} says that its files are damaged ({told}).")
        unreached = state is None and isinstance(error, OperationalError | InterfaceError)
        if error.connection_invalidated or unreached or (state or "").startswith(("08", "28", "3D", "57P")):
            return LedgerError(
                f"{self.place} can't be reached ({told.splitlines()[0] if told else 'no reason given'})."
            )
        return None


def postgresql_url(url: str) -> URL:
    """The address of a PostgreSQL database, for psycopg.

    Raises:
        UsageError: it is none, or holds a password.
    """
    try:
        address = make_url(url)
    except Exception as error:
        raise UsageError("The database's address is not of the form postgresql://USER@HOST/DATABASE.") from error
    if address.get_backend_name() != "postgresql":
        raise UsageError("The database's address is not of the form postgresql://USER@HOST/DATABASE.")
    if address.password is not None:
        raise UsageError("A database's password does not belong in its address; use PGPASSWORD or ~/.pgpass.")
    return address.set(drivername="postgresql+psycopg")
