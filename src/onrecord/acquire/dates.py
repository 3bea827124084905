"""Published dates: ISO 8601 out, partial where given partial, never guessed."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_PARTIAL: Final = re.compile(r"(\d{4})(?:-(\d{2}))?")
_DAY_FIRST: Final = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]+)\.?,? (\d{4})", re.I)
_MONTH_FIRST: Final = re.compile(r"(?:[a-z]+,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.I)
_MONTH_ONLY: Final = re.compile(r"([a-z]+)\.?,? (\d{4})", re.I)


def iso_date(value: str) -> str:
    """`value` as an ISO 8601 date or date-time; unchanged where it is one already, partial where it is partial.

    Accepts, beside ISO 8601, what mail and feeds write (RFC 2822) and English dates with the month in letters.
    `03/04/2017` is the third of April to one half of the world and the fourth of March to the other: refused.

    Raises:
        ValueError: it can't be read without guessing.
    """
    text = " ".join(value.split())
    if len(text) > 64:  # the longest form, with a weekday and a zone in words, takes some forty characters
        raise ValueError("too long for a date")
    if match := _PARTIAL.fullmatch(text):
        date(int(match[1]), int(match[2] or 1), 1)
        return text
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return _from_words(text)
    return text


def found_date(value: str | None) -> str | None:
    """`iso_date(value)`, or None where an original's own date can't be read without guessing."""
    if value is None:
        return None
    try:
        return iso_date(value)
    except ValueError:
        return None


def _from_words(text: str) -> str:
    if match := _DAY_FIRST.fullmatch(text):
        return date(int(match[3]), _month(match[2]), int(match[1])).isoformat()
    if match := _MONTH_FIRST.fullmatch(text):
        return date(int(match[3]), _month(match[1]), int(match[2])).isoformat()
    if match := _MONTH_ONLY.fullmatch(text):
        return date(int(match[2]), _month(match[1]), 1).isoformat()[:7]
    # Only the full form: the parser is lenient, and takes a bare "3 4 5" for a date.
    if re.search(r"\d{1,2}[ -][A-Za-z]{3}[a-z]*[ -]\d{2,4} \d{1,2}:\d{2}", text):
        try:
            return parsedate_to_datetime(text).isoformat()
        except (TypeError, IndexError, OverflowError) as error:
            raise ValueError("not a date") from error
    raise ValueError("not a date that can be read without guessing")


def _month(name: str) -> int:
    number = _MONTHS.get(name.lower())
    if number is None:
        raise ValueError(f"no month is called {name}")
    return number
