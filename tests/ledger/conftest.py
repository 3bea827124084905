"""Ledgers to test: the same body on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from onrecord.ledger.store import Ledger
from onrecord.testing.builders import Ticking
from onrecord.testing.postgresql import NoServer, server

MakeLedger = Callable[..., Ledger]


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    with ExitStack() as stack:
        try:
            url = stack.enter_context(server())
        except NoServer as error:
            pytest.skip(f"No PostgreSQL to test with: {error}.")
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str | None:
    url: str | None = None if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture
def make_ledger(tmp_path: Path, database_url: str | None) -> Iterator[MakeLedger]:
    """Makes an empty case of a name, and opens its ledger."""
    with ExitStack() as stack:

        def make(name: str = "velm", **options: Any) -> Ledger:  # noqa: ANN401 (Ledger.create's own)
            given: dict[str, Any] = {"who": "A. Tester", "clock": Ticking(), "database": database_url, **options}
            return stack.enter_context(Ledger.create(tmp_path / name, **given))

        yield make


@pytest.fixture
def ledger(make_ledger: MakeLedger) -> Ledger:
    """An empty case's ledger."""
    return make_ledger()
