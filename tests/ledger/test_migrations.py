from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from onrecord.errors import NewerCase
from onrecord.ledger import guards, migrations, schema
from onrecord.ledger.engine import SQLite
from onrecord.ledger.migrations import snapshot
from onrecord.ledger.store import Ledger
from onrecord.testing.builders import fictional_additions
from onrecord.testing.ledger_suite import faults
from onrecord.testing.tampering import tampering

VERSIONS = sorted(file.name[:4] for file in Path(migrations.__file__).parent.glob("versions/[0-9]*.py"))


def test_the_newest_version_is_the_one_that_is_asked_for() -> None:
    assert VERSIONS[-1] == migrations.LATEST


@pytest.mark.parametrize("version", VERSIONS)
def test_triggers_survive_every_step(version: str) -> None:
    database = SQLite.in_memory()
    with database.write() as connection:
        migrations.upgrade(database, connection, to=version)
        assert migrations.version(connection) == version
        there = set(inspect(connection).get_table_names())
        assert database.triggers(connection) == guards.sqlite_triggers(there)
        if version == VERSIONS[-1]:
            assert database.triggers(connection) == database.expected_triggers()
    database.close()


def test_tables_are_those_of_the_schema(ledger: Ledger) -> None:
    with ledger.snapshot() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        differences = compare_metadata(context, schema.metadata)
        assert differences == []
        database = ledger.database
        assert database.triggers(connection) == database.expected_triggers()


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    # Full-text indexes, and the tables that SQLite keeps them in, are made by hand.
    return name is None or not ("_text" in name and kind in ("table", "index")) or name.startswith("ix_")


def test_a_dropped_trigger_is_found_and_made_anew(ledger: Ledger) -> None:
    list(ledger.add_all(fictional_additions(3)))
    database = ledger.database
    on = "" if isinstance(database, SQLite) else " ON reports"
    with database.write() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER reports_no_update{on}")
    assert any("reports_no_update is missing" in fault.message for fault in faults(ledger))
    with database.write() as connection:
        database.make_triggers(connection)
    assert faults(ledger) == []


def test_a_dropped_index_is_found(ledger: Ledger) -> None:
    with ledger.database.write() as connection:
        connection.exec_driver_sql("DROP INDEX ix_reports_publisher")
    assert any("ix_reports_publisher is missing" in fault.message for fault in faults(ledger))


def test_a_guard_that_refuses_nothing_any_more_is_found(ledger: Ledger) -> None:
    if isinstance(ledger.database, SQLite):
        with ledger.database.write() as connection:
            connection.exec_driver_sql("DROP TRIGGER reports_no_update")
            connection.exec_driver_sql("CREATE TRIGGER reports_no_update BEFORE UPDATE ON reports BEGIN SELECT 1; END")
    else:
        with ledger.database.write() as connection:
            connection.exec_driver_sql(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RETURN NEW; END $$"
            )
    assert any("was changed" in fault.message for fault in faults(ledger))


def test_a_newer_onrecord_s_ledger_is_left_alone(ledger: Ledger) -> None:
    with tampering(ledger) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerCase, match="update onrecord"):
        Ledger.open(ledger.case.folder)


def test_every_sqlite_table_is_strict() -> None:
    database = SQLite.in_memory()
    with database.write() as connection:
        migrations.upgrade(database, connection)
        rows = connection.execute(text("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")).all()
    strict = {name for name, is_strict in rows if is_strict}
    assert {table.name for table in schema.metadata.sorted_tables} <= strict
    database.close()


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_newest_version_makes_what_the_schema_says(dialect: str) -> None:
    """Unreleased: `python -m onrecord.ledger.migrations.snapshot`. Released: a version of its own for what changed."""
    assert snapshot.file(migrations.LATEST, dialect).read_text(encoding="utf-8") == snapshot.schema_statements(dialect)
