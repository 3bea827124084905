from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from onrecord.errors import LedgerError, LockedCase, UsageError
from onrecord.ledger import guards, schema
from onrecord.ledger.engine import PostgreSQL, SQLite, postgresql_url
from onrecord.ledger.store import Addition, Ledger
from onrecord.ledger.view import open_view
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.testing.builders import Ticking, fictional_addition, fictional_report
from onrecord.testing.ledger_suite import faults


@pytest.fixture
def sqlite(tmp_path: Path) -> Ledger:
    return Ledger.create(tmp_path / "velm", who="A. Tester", clock=Ticking())


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("secure_delete", 1),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("temp_store", 2),
        ("cell_size_check", 1),
    ],
)
def test_sqlite_is_set_to_keep(sqlite: Ledger, pragma: str, value: object) -> None:
    with sqlite, sqlite.snapshot() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_nothing_is_replaced(sqlite: Ledger) -> None:
    """INSERT OR REPLACE would delete past a trigger, were SQLite not told otherwise."""
    with sqlite:
        sqlite.add_one(fictional_addition(1))
        replacing = insert(schema.texts).prefix_with("OR REPLACE").values(number=1, digest="00" * 32, text="x")
        with pytest.raises(IntegrityError, match=guards.REFUSED), sqlite.writing() as writing:
            writing.connection.execute(replacing)
        assert faults(sqlite) == []


def test_references_hold(sqlite: Ledger) -> None:
    with sqlite, pytest.raises(IntegrityError, match="FOREIGN KEY"), sqlite.writing() as writing:
        writing.connection.execute(insert(schema.salts).values(entry=99, salt=b"x"))


def test_a_transaction_that_fails_leaves_nothing(sqlite: Ledger) -> None:
    def stopped() -> None:
        with sqlite.writing() as writing:
            writing.record("noted", "case", [])
            writing.flush()
            raise KeyboardInterrupt

    with sqlite:
        with pytest.raises(KeyboardInterrupt):
            stopped()
        with sqlite.writing() as writing:
            assert writing.record("noted", "case", []) == 2
        assert faults(sqlite) == []


def test_the_password_is_not_in_the_address() -> None:
    with pytest.raises(UsageError, match="PGPASSWORD") as told:
        postgresql_url("postgresql://ana:s3cret@db.example/velm")
    assert "s3cret" not in told.value.message


@pytest.mark.parametrize("url", ["", "velm", "mysql://db.example/velm", "sqlite:///velm.db", "postgresql:velm"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(UsageError, match="postgresql://USER@HOST/DATABASE"):
        postgresql_url(url)


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    database = PostgreSQL(f"postgresql://nobody@/velm?host={tmp_path}", schema="case_1")
    with pytest.raises(LedgerError, match="can't be reached"), database.read():
        pytest.fail("reached")
    database.close()


def test_a_short_wait_is_a_clear_answer(sqlite: Ledger) -> None:
    other = SQLite(sqlite.case.ledger_file, wait=0.05)
    with sqlite, sqlite.database.write(), pytest.raises(LockedCase, match=r"0\.05 seconds"), other.write():
        pytest.fail("both write")
    other.close()


def test_words_beside_quotation_marks_are_words(ledger: Ledger) -> None:
    report = fictional_report(1, text="FICTIONAL. “Barges came,” she said. ‘None left’ — none.")
    list(ledger.add_all([Addition(result=report, acquisition=Acquisition(source="a.txt", how=How.FILE))]))
    with open_view(ledger, access=Access.PUBLIC) as view:
        for word in ("barges", "came", "none", "left"):
            assert len(view.search(word).hits) == 1, word


def test_a_database_that_takes_quotation_marks_for_letters_is_refused(tmp_path: Path, postgresql_url: str) -> None:
    import psycopg

    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE plain TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
    with pytest.raises(UsageError, match="takes quotation marks for letters"):
        Ledger.create(tmp_path / "velm", database=postgresql_url.replace("/postgres?", "/plain?"))
    assert not (tmp_path / "velm.case").exists()
