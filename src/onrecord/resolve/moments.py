"""Expressions of time in a stretch of tokens: "29 December 2019", "two weeks ago", "between March and August"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.resolve.counted_dates import CountedReader
from onrecord.resolve.expressions import FULL_DATE, YEARLESS, Expression
from onrecord.resolve.numbers import DASHES
from onrecord.resolve.periods import Period, a_day, hull, moved_by
from onrecord.resolve.phrases import Phrases, phrases_of
from onrecord.resolve.tables import table
from onrecord.resolve.words import words_of

_JOINTS = frozenset({"to", "until", "till", "through", "thru"}) | DASHES


@dataclass(frozen=True, slots=True)
class Moment:
    """An expression of time: tokens `[start, end)`, the days meant (None: unresolved), and its rank."""

    start: int
    end: int
    period: Period | None
    rank: int


class MomentReader(CountedReader):
    """Reads the moments in a stretch of tokens, left to right."""

    def moment_at(self, at: int) -> Moment | None:
        """The moment that starts at token `at`."""
        text = self._text(at)
        if text not in _starts() and not text[:1].isdecimal():
            return None
        left = self.date_at(at)
        if left is None:
            return None
        joined = self._range(at, left)
        if joined is not None:
            return joined
        if left.day is not None and left.month is None and left.period is None:
            if not self._stands_alone(at, left.end):
                return None
            found = self._clock.day_of_month(left.day)
            return Moment(at, left.end, None if found is None else a_day(found), YEARLESS)
        return Moment(at, left.end, self._period(left), left.rank)

    def _range(self, at: int, left: Expression) -> Moment | None:
        """As in "3 to 5 May", "between March and August", "2008-11"."""
        joint = left.end
        listed = [left]
        # "6, 7 and 8 May"
        while left.day is not None and left.month is None and self._text(joint) == ",":
            following = self._bare_day(joint + 1)
            if following is None:
                break
            listed.append(following)
            joint = following.end
        word = self._text(joint)
        opener = self._text(at - 1) if at else ""
        both = opener in {"between", "both"} or (left.day is not None and left.month is None)
        if word in {"and", "or", "&"}:
            if not (both or self._is_marked(at, joint + 2)):
                return None
        elif word not in _JOINTS:
            return None
        start = joint + 1
        while self._text(start) in {"the", "on", "in", "at", "least"}:
            start += 1
        right = self._short_year(left, joint) or self.date_at(start)
        if right is not None and right.day is not None and right.month is None and left.day is not None:
            if left.month is not None and word not in DASHES and not self._is_marked(at, right.end):
                return None
            if left.month is not None:  # "May 9–11, 2020"
                dated = self._with_year(replace(right, month=left.month))
                right = right if dated.year is None else dated
        if right is None or (right.period is None and not right.calendar and right.weekday is None):
            return None
        return self._joined(at, listed, right)

    def _joined(self, at: int, listed: list[Expression], right: Expression) -> Moment | None:
        left = listed[0]
        if right.day is not None and right.month is None and right.year is None and left.month is not None:
            right = replace(right, month=left.month, year=left.year, rank=left.rank)
        if right.month is not None and right.year is None and left.year is not None and left.month is not None:
            right = replace(right, year=left.year + (right.month < left.month), rank=left.rank)
        if left.day is not None and left.month is None and left.year is None:
            if right.month is None or right.day is None:
                return None
            left = replace(left, month=right.month, year=right.year, rank=right.rank)
        elif left.month is not None and left.year is None and right.year is not None and right.month is not None:
            left = replace(left, year=right.year - (left.month > right.month), rank=right.rank)
        first, last = self._period(left), self._period(right)
        if first is None or last is None:
            return Moment(at, right.end, None, max(left.rank, right.rank))
        if first.first is not None and last.first is not None and first.first > last.first:
            # "Between November and February", yearless: the first end lies in the year before.
            if left.calendar and left.rank == YEARLESS:
                first = Period(moved_by(first.first, "year", -1), moved_by(first.last or first.first, "year", -1))
            elif left.weekday is None:
                return None
        return Moment(at, right.end, hull([first, last]), max(left.rank, right.rank))

    def _short_year(self, left: Expression, joint: int) -> Expression | None:
        """The "19" of "2018-19"."""
        token = self._token(joint + 1)
        if left.year is None or left.month is not None or token is None or self._text(joint) not in DASHES:
            return None
        if len(token.text) != 2 or not token.text.isdecimal() or token.start != self._tokens[joint].end:
            return None
        year = left.year // 100 * 100 + int(token.text)
        return Expression(joint + 2, year=year, rank=FULL_DATE) if year > left.year else None

    def date_at(self, at: int) -> Expression | None:
        """The expression, of whatever sort, that starts at token `at`."""
        token = self._token(at)
        if token is None:
            return None
        word = token.text
        phrase = _days().after(self._tokens, at)
        if phrase is not None:
            return Expression(at + phrase[0], period=self._days_from_publication(phrase[1]))
        named = _named_days().after(self._tokens, at)
        if named is not None:
            return self._with_year(Expression(at + named[0], month=named[1][0], day=named[1][1], rank=YEARLESS))
        if word[0].isdecimal():
            return self._numeric(at) or self._day_month(at) or self._counted(at) or self._bare_day(at)
        if word in self._weekdays:
            if self._text(at - 1) in self._table["named_weekdays"]:
                return None  # "Bloody Sunday" is an event, whenever it was
            return self._weekday_with_date(at) or self._weekday(at, self._weekdays[word])
        if word in self._months:
            return self._month(at)
        if word in _opening_words():
            return (
                self._part(at)
                or self._chosen(at)
                or self._anaphoric(at)
                or self._season(at)
                or self._counted(at)
                or self._ordinal_day(at)
            )
        return self._counted(at)


@cache
def _starts() -> frozenset[str]:
    """Every word that a moment may start with; whatever else the text holds is passed over at once."""
    words, counts = table("dates"), table("counts")
    return frozenset(
        {*words["months"], *words["weekdays"], *(word for word in words["units"] if word.endswith("s")), "half"}
        | {*counts["numbers"], *counts["round_scales"], *words["vague_amounts"]}
        | _opening_words()
        | _days().first_words
        | _named_days().first_words
    )


@cache
def _days() -> Phrases[Sequence[int]]:
    return phrases_of(table("dates")["days_from_publication"], split=words_of)


@cache
def _named_days() -> Phrases[Sequence[int]]:
    return phrases_of(table("dates")["named_days"], split=words_of)


@cache
def _opening_words() -> frozenset[str]:
    """Words that may open a period without being a number, a month or a weekday."""
    words = table("dates")
    return frozenset(
        {
            "the",
            "last",
            "this",
            "next",
            "past",
            "coming",
            "current",
            "earlier",
            "later",
            "week",
            "weekend",
            "day",
            "night",
        }
        | {"month", "year", "a", "an"}
        | set(words["parts"])
        | set(words["ordinals"])
        | set(words["seasons"])
        | set(words["same_words"])
        | set(words["next_words"])
        | set(words["previous_words"])
    )
