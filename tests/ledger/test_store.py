"""The ledger's suite, on each engine."""

from onrecord.testing.ledger_suite import LedgerSuite


class TestLedger(LedgerSuite):
    """`make_ledger` and `ledger` come from conftest.py, once for SQLite and once for PostgreSQL."""
