"""Changes made behind a ledger's back, as somebody with another program could make them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from onrecord.ledger.engine import SQLite
from onrecord.ledger.store import Ledger


@contextmanager
def tampering(ledger: Ledger) -> Iterator[Connection]:
    """A connection that no trigger and no reference holds back, and that leaves them in place as they were."""
    database = ledger.database
    if isinstance(database, SQLite):
        with database.write() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            triggers = database.triggers(connection)
            guards = {name: sql for name, sql in triggers.items() if "_no_" in name}  # full-text indexes go along
            for name in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
            for sql in guards.values():
                connection.exec_driver_sql(sql)
    else:
        with database.write() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            yield connection
