"""Column types that hold the same values on every engine, in tables that SQLite keeps STRICT."""

import re
from datetime import UTC, datetime

from sqlalchemy import REAL, BigInteger, Double, Integer, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# Neither engine's text holds U+0000 as it should (SQLite's functions stop there, PostgreSQL refuses it), nor lone
# surrogates, and reports from adversaries bring both. Each becomes this noncharacter and four hexadecimal digits.
_ESCAPE = "\ufdd0"
_ESCAPED = re.compile(f"{_ESCAPE}([0-9a-f]{{4}})")
_UNSTORABLE = re.compile(f"[\x00\ud800-\udfff{_ESCAPE}]")

Number = BigInteger().with_variant(Integer(), "sqlite")
"""Whole numbers up to 2^63."""

Score: Double[float] = Double().with_variant(REAL(), "sqlite")
"""Floating point of eight bytes."""


def storable(text: str) -> str:
    """The text as both engines can hold it; most often as it is."""
    return _UNSTORABLE.sub(lambda found: f"{_ESCAPE}{ord(found[0]):04x}", text) if _UNSTORABLE.search(text) else text


def as_given(stored: str) -> str:
    """The text that `storable` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), stored) if _ESCAPE in stored else stored


class AnyText(TypeDecorator[str]):
    """Any Python string."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else storable(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """From the database."""
        return None if value is None else as_given(value)


class Digest(TypeDecorator[str]):
    """Lower-case hexadecimal in Python, half as many bytes in the database; by hand, `lower(hex(column))`."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """To the database."""
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """From the database."""
        return None if value is None else bytes(value).hex()


class Moment(TypeDecorator[datetime]):
    """A point in time, kept as UTC in ISO 8601 with microseconds, so that it sorts as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else moment(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else datetime.fromisoformat(value)


def moment(value: datetime) -> str:
    """A timezone-aware time as the ledger writes it, e.g. `2026-03-01T09:30:00.000000+00:00`.

    Raises:
        ValueError: the time has no timezone.
    """
    if value.tzinfo is None:
        raise ValueError(f"{value} has no timezone; the ledger keeps no time that could be any of 24 hours")
    return value.astimezone(UTC).isoformat(timespec="microseconds")
