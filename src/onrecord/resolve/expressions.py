"""What all readers of time share: the tokens, the clock, and what an expression holds before it is resolved."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records import Span
from onrecord.resolve.clock import Clock
from onrecord.resolve.periods import Period, a_day, a_month, valid_date, years
from onrecord.resolve.tables import table
from onrecord.resolve.words import Token

# How much an expression says by itself; the plainest wins within one span.
FULL_DATE, YEARLESS, RELATIVE, WEEKDAY = 4, 3, 2, 1


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time, perhaps without its year or month, which its partner in a range may give."""

    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    period: Period | None = None
    rank: int = RELATIVE

    @property
    def calendar(self) -> bool:
        """Whether it is made of day, month or year, and still to be resolved."""
        return self.year is not None or self.month is not None or self.day is not None


class Cursor(ABC):
    """Tokens with a clock.

    Args:
        tokens: as `words_of` gives them.
        clock: what relative expressions count from.
        marked: what the reader marked as a time; None when the text before is only searched for dates.
    """

    def __init__(self, tokens: Sequence[Token], clock: Clock, *, marked: Span | None = None) -> None:
        self._tokens = tokens
        self._clock = clock
        self._marked = marked
        self._table = table("dates")
        self._months: dict[str, int] = self._table["months"]
        self._weekdays: dict[str, int] = self._table["weekdays"]
        self._units: dict[str, str] = self._table["units"]

    @abstractmethod
    def date_at(self, at: int) -> Expression | None:
        """The expression, of whatever sort, that starts at token `at`."""

    def _token(self, at: int) -> Token | None:
        return self._tokens[at] if 0 <= at < len(self._tokens) else None

    def _text(self, at: int) -> str:
        return self._tokens[at].text if 0 <= at < len(self._tokens) else ""

    def _past_stop(self, at: int) -> int:
        """Past the full stop of an abbreviation: "Dec. 29"."""
        return at + 1 if self._text(at) == "." and self._glued(at - 1, 2) else at

    def _glued(self, at: int, count: int) -> bool:
        """Whether `count` tokens stand without blanks between them."""
        if at < 0 or at + count > len(self._tokens):
            return False
        return all(self._tokens[i].end == self._tokens[i + 1].start for i in range(at, at + count - 1))

    def _is_marked(self, start: int, end: int) -> bool:
        """Whether tokens `[start, end)` lie within the mark."""
        if self._marked is None or start >= len(self._tokens):
            return False
        last = min(end, len(self._tokens)) - 1
        return self._marked.start <= self._tokens[start].start and self._tokens[last].end <= self._marked.end

    def _period(self, found: Expression) -> Period | None:
        if not found.calendar:
            return found.period
        year = found.year
        if found.month is None:
            return None if year is None else years(year, year)
        if year is None:
            year = self._clock.year_of(found.month, found.day, found.weekday)
        if year is None or not 1 <= year <= 9999:
            return None
        if found.day is None:
            return a_month(year, found.month)
        day = valid_date(year, found.month, found.day)
        return None if day is None else a_day(day)
