from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.schema import CreateSchema

from onrecord.errors import NewerCase, ReadOnlyCase
from onrecord.ledger import guards, migrations, schema
from onrecord.ledger.columns import moment
from onrecord.ledger.engine import PostgreSQL, SQLite
from onrecord.ledger.migrations import snapshot
from onrecord.ledger.store import Ledger
from onrecord.ledger.view import open_view
from onrecord.records.acquisition import Access
from onrecord.testing.builders import fictional_additions
from onrecord.testing.ledger_suite import digest, faults, kept_entries
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
    # Full-text indexes, and the tables and the column that they are kept in, are made by hand.
    if name is None or name.startswith("ix_"):
        return True
    return name != guards.WORDS and not ("_text" in name and kind in ("table", "index"))


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


def test_all_versions_together_make_what_the_schema_says(database_url: str | None) -> None:
    stepwise = _empty(database_url, "case_stepwise")
    at_once = _empty(database_url, "case_at_once")
    dialect = "sqlite" if database_url is None else "postgresql"
    try:
        with stepwise.write() as connection:
            for version in VERSIONS:
                migrations.upgrade(stepwise, connection, to=version)
            found = stepwise.definitions(connection)
        with at_once.write() as connection:
            for statement in snapshot.schema_statements(dialect):
                connection.exec_driver_sql(statement)
            at_once.make_triggers(connection)
            wanted = at_once.definitions(connection)
        assert {name: told for name, told in found.items() if "alembic" not in name} == wanted
    finally:
        stepwise.close()
        at_once.close()


def _empty(database_url: str | None, name: str) -> SQLite | PostgreSQL:
    if database_url is None:
        return SQLite.in_memory()
    database = PostgreSQL(database_url, schema=name)
    with database.write() as connection:
        connection.execute(CreateSchema(name))
    return database


def test_a_ledger_of_the_former_version_is_brought_up_to_date_and_keeps_what_it_holds(ledger: Ledger) -> None:
    list(ledger.add_all(fictional_additions(9)))
    with ledger.writing() as writing:
        row = {"number": 1, "whom": "The ministry", "channel": "letter", "sent": "2026-01-02", "who": writing.who}
        writing.record("asked", "request:1", [(schema.requests, {**row, "at": moment(writing.at)})])
    before, entries = digest(ledger), kept_entries(ledger)
    back_to_the_first(ledger)
    with _reopened(ledger) as again:
        assert faults(again) == []
        assert (digest(again), kept_entries(again)) == (before, entries)
        with again.snapshot() as connection:
            assert migrations.version(connection) == migrations.LATEST
            assert again.database.triggers(connection) == again.database.expected_triggers()
        with open_view(again, access=Access.CONFIDENTIAL) as view:
            assert len(view.search('"soldiers killed at least"', limit=100).hits) == 2
            assert view.search('"killed soldiers at least"').hits == ()


def test_a_ledger_of_the_former_version_that_can_t_be_written_is_refused(ledger: Ledger) -> None:
    back_to_the_first(ledger)
    ledger.close()
    with pytest.raises(ReadOnlyCase, match="can't be brought up to date"):
        Ledger.open(ledger.case.folder, read_only=True)


def _reopened(ledger: Ledger) -> Ledger:
    ledger.close()
    return Ledger.open(ledger.case.folder, who="A. Tester")


def back_to_the_first(ledger: Ledger) -> None:
    """Make of a ledger of today's version one of the first."""
    with ledger.database.write() as connection:
        for table in ("replies", "ties"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        if isinstance(ledger.database, PostgreSQL):
            connection.exec_driver_sql("ALTER TABLE texts DROP COLUMN words")
            connection.exec_driver_sql(
                "CREATE INDEX report_text ON texts USING gin (to_tsvector('simple', left(text, 200000)))"
            )
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
