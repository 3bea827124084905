"""Dates of the calendar: "29 December 2019", "25/12/2018", "April", "the 1990s", "the summer of 2018"."""

from dataclasses import replace

from onrecord.resolve.expressions import FULL_DATE, YEARLESS, Cursor, Expression
from onrecord.resolve.periods import Period, a_month, moved_by, valid_date, years


class CalendarReader(Cursor):
    """Reads days, months, years, decades and centuries."""

    def _numeric(self, at: int) -> Expression | None:
        """As in "2018-07-04", "25/12/2018", "1990s", "19th century", "2019"."""
        texts = [self._text(at + offset) for offset in range(5)]
        parted = texts[1] == texts[3] and texts[1] in {"-", "/", "."} and self._glued(at, 5)
        if parted and all(text.isdecimal() for text in texts[::2]):  # not "18-24-hour"
            if len(texts[0]) == 4:
                return self._ymd(at, texts[0], texts[2], texts[4])
            if len(texts[4]) == 4:
                return self._dmy(at, texts[0], texts[2], texts[4])
        number, after = texts[0], self._text(at + 1)
        if after == "s" and self._glued(at, 2):
            return self._decade(at, number, at + 2)
        if after in {"'", "’"} and self._text(at + 2) == "s" and self._glued(at, 3):
            return self._decade(at, number, at + 3)
        if after in {"th", "st", "nd", "rd"} and self._text(at + 2) in {"century", "centuries"} and len(number) < 3:
            century = years((int(number) - 1) * 100 + 1, int(number) * 100)
            return None if century is None else Expression(at + 3, period=century, rank=FULL_DATE)
        if len(number) != 4 or not 1500 <= int(number) <= 2100 or not self._may_be_year(at):
            return None
        month = self._months.get(after)
        if month is not None and not self._bare_day(at + 2):  # "2017 December"
            return Expression(at + 2, year=int(number), month=month, rank=FULL_DATE)
        return Expression(at + 1, year=int(number), rank=FULL_DATE)

    def _may_be_year(self, at: int) -> bool:
        """A bare number is a year where it was marked as a time, or after a word that leads to one."""
        if self._is_marked(at, at + 1):
            return True
        return not at or self._text(at - 1) in {
            "in",
            "since",
            "of",
            "until",
            "during",
            "early",
            "late",
            "mid",
            "and",
            "to",
        }

    def _ymd(self, at: int, year: str, month: str, day: str) -> Expression | None:
        found = valid_date(int(year), int(month), int(day)) if len(month) < 3 and len(day) < 3 else None
        return None if found is None else Expression(at + 5, found.year, found.month, found.day, rank=FULL_DATE)

    def _dmy(self, at: int, first: str, second: str, year: str) -> Expression | None:
        """Day and month in either order; where both orders are dates, only the year is sure."""
        if len(first) > 2 or len(second) > 2:
            return None
        as_day_month = valid_date(int(year), int(second), int(first))
        as_month_day = valid_date(int(year), int(first), int(second))
        if as_day_month and as_month_day and as_day_month != as_month_day and self._text(at + 1) != ".":
            return Expression(at + 5, year=int(year), rank=FULL_DATE)
        found = as_day_month or as_month_day
        return None if found is None else Expression(at + 5, found.year, found.month, found.day, rank=FULL_DATE)

    def _decade(self, at: int, number: str, end: int) -> Expression | None:
        value = int(number) if len(number) <= 4 else 1
        if len(number) == 2 and value >= 40:
            value += 1900
        if value % 10 or not 1500 <= value <= 2100:
            return None
        return Expression(end, period=years(value, value + 9), rank=FULL_DATE)

    def _bare_day(self, at: int) -> Expression | None:
        """A day's number with or without its ordinal ending."""
        token = self._token(at)
        if token is None or not token.text.isdecimal() or len(token.text) > 2 or not 1 <= int(token.text) <= 31:
            return None
        end = at + 1
        if self._text(end) in {"st", "nd", "rd", "th"} and self._glued(at, 2):
            end += 1
        elif self._text(end) in {":", "%", "/", "."} and self._glued(at, 2) and self._text(end + 1).isdecimal():
            return None  # a time of day, a share, a fraction
        elif self._glued(at, 2) and self._text(end).isalpha():
            return None  # "8am", "5km"
        return Expression(end, day=int(token.text), rank=YEARLESS)

    def _stands_alone(self, at: int, end: int) -> bool:
        """Whether a bare day may stand without a month: "on the 14th"."""
        counts_on = self._text(end)[:1].isalpha() and self._is_marked(at, end + 1)  # "the 10th consecutive month"
        return end == at + 2 and self._text(at - 1) == "the" and self._is_marked(at, end) and not counts_on

    def _day_month(self, at: int) -> Expression | None:
        """As in "29 December 2019", "3rd of June"."""
        day = self._bare_day(at)
        if day is None:
            return None
        end = day.end + 1 if self._text(day.end) == "of" else day.end
        month = self._months.get(self._text(end))
        if month is None:
            return None
        return self._with_year(Expression(self._past_stop(end + 1), month=month, day=day.day, rank=YEARLESS))

    def _month(self, at: int) -> Expression | None:
        """As in "December 29, 2019", "April 2017", "April"."""
        end = self._past_stop(at + 1)
        found = Expression(end, month=self._months[self._text(at)], rank=YEARLESS)
        start = end + 1 if self._text(end) == "the" else end
        day = self._bare_day(start)
        if day is not None and not self._leaves_mark(at, start):
            found = replace(found, day=day.day, end=day.end)
        return self._with_year(found)

    def _leaves_mark(self, at: int, other: int) -> bool:
        """Whether the mark holds the month but not the number after it: "[in March] 20 people"."""
        if self._marked is None or not self._is_marked(at, at + 1):
            return False
        return self._tokens[other].start >= self._marked.end

    def _with_year(self, found: Expression) -> Expression:
        """The date with the year that may follow: ", 2019", "last year", "of that year"."""
        at = found.end
        while self._text(at) in {",", "of", "in", "the", "("}:
            at += 1
        token = self._token(at)
        if token is None:
            return found
        if len(token.text) == 4 and token.text.isdecimal() and 1500 <= int(token.text) <= 2100:
            return replace(found, year=int(token.text), end=at + 1, rank=FULL_DATE)
        if self._text(at + 1) != "year":
            return found
        year = self._named_year(token.text)
        return found if year is None else replace(found, year=year, end=at + 2, rank=FULL_DATE)

    def _named_year(self, word: str) -> int | None:
        offset = {"last": -1, "this": 0, "next": 1}.get(word)
        published = self._clock.published
        if offset is not None:
            return None if published is None else published.year + offset
        before = self._clock.before("year")
        if before is None or before.first is None:
            return None
        if word in self._table["same_words"]:
            return before.first.year
        if word in self._table["next_words"]:
            return before.first.year + 1
        return before.first.year - 1 if word in self._table["previous_words"] else None

    def _ordinal_day(self, at: int) -> Expression | None:
        """As in "The 3rd of June": the article before a day's number."""
        if self._text(at) != "the":
            return None
        return self._day_month(at + 1) or (self._numeric(at + 1) if self._text(at + 1)[:1].isdecimal() else None)

    def _season(self, at: int) -> Expression | None:
        start = at + 1 if self._text(at) == "the" else at
        month = self._table["seasons"].get(self._text(start))
        if month is None:
            return None
        dated = self._with_year(Expression(start + 1, month=month))
        if dated.year is None:
            return None
        first = a_month(min(dated.year, 9998), month).first
        last = moved_by(first, "month", 3) if first is not None else None
        if first is None or last is None:
            return None
        return Expression(dated.end, period=Period(first, moved_by(last, "day", -1)), rank=FULL_DATE)
