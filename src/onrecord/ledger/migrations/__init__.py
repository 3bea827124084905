"""Brings a ledger's tables up to date, with Alembic, and makes the insert-only triggers anew after each step."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from onrecord.errors import NewerCase
from onrecord.ledger import guards
from onrecord.ledger.engine import Database, SQLite
from onrecord.ledger.schema import metadata

LATEST = "0002"
"""The newest of `versions/`; a test holds the two together."""

LACKING: Mapping[str, frozenset[str]] = {"0001": frozenset({"ties", "replies"}), LATEST: frozenset()}
"""Versions whose exports hold rows as today's do, and the tables that each hadn't yet."""


def version(connection: Connection) -> str | None:
    """The version of the tables there are; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def newer(found: str) -> NewerCase:
    """The error of a ledger whose version this onrecord doesn't know."""
    return NewerCase(f"This case was written by a newer onrecord (ledger version {found}); update onrecord.")


def upgrade(database: Database, connection: Connection, *, to: str = LATEST) -> None:
    """Bring the tables to a version, in the connection's transaction.

    Args:
        database: the engine that the connection is of.
        connection: in the write transaction.
        to: the version wanted.

    Raises:
        NewerCase: the tables are of a version that this onrecord doesn't know.
    """
    # Alembic is imported only where there is something to do; opening a case of today's version needs none of it.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    found = version(connection)
    if found is not None and found not in known:
        raise newer(found)

    def steps(current: Any, _: object) -> Any:  # noqa: ANN401 (Alembic's own types are private)
        return scripts._upgrade_revs(to, current)  # noqa: SLF001 (Alembic's own commands call it so; there is no other)

    def after_step(*_: object, **__: object) -> None:
        database.make_triggers(connection)

    with EnvironmentContext(config, scripts, fn=steps, destination_rev=to) as environment:
        environment.configure(connection=connection, transactional_ddl=True, on_version_apply=after_step)
        environment.run_migrations()


def expected_definitions(database: Database) -> dict[str, str]:
    """What `Database.definitions` gives of a ledger of today's version."""
    if not isinstance(database, SQLite):
        tables = {table.name: ", ".join(guards.postgresql_columns(table)) for table in metadata.sorted_tables}
        tables["alembic_version"] = "version_num"
        triggers = database.expected_triggers()
        indexes = [str(index.name) for table in metadata.sorted_tables for index in table.indexes]
        indexes += [index for index, *_ in guards.FULL_TEXT]
        return {
            **{f"table {name}": columns for name, columns in tables.items()},
            **{f"index {name}": "" for name in indexes},
            "function refuse_change": guards.POSTGRESQL_REFUSE.split("$$")[1],
            **{f"trigger {name}": told for name, told in triggers.items()},
        }
    return _fresh_definitions()


@cache
def _fresh_definitions() -> dict[str, str]:
    fresh = SQLite.in_memory()
    try:
        with fresh.write() as connection:
            upgrade(fresh, connection)
            return fresh.definitions(connection)
    finally:
        fresh.close()
