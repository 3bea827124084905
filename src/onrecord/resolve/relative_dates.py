"""Dates seen from publication: "last week", "Monday", "late last year", "the past six months", "earlier this month"."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.resolve.calendar_dates import CalendarReader
from onrecord.resolve.expressions import FULL_DATE, WEEKDAY, Expression
from onrecord.resolve.numbers import number_at
from onrecord.resolve.periods import Period, a_day, a_year, middle_of, moved_by, part_of, unit_of


class RelativeReader(CalendarReader):
    """Reads weekdays, calendar units around publication, and parts of any of them."""

    def _days_from_publication(self, ends: Sequence[int]) -> Period | None:
        published = self._clock.published
        if published is None:
            return None
        return Period(moved_by(published, "day", ends[0]), moved_by(published, "day", ends[1]))

    def _weekday_with_date(self, at: int) -> Expression | None:
        """As in "Monday, August 17", "Saturday 6 March"."""
        end = self._past_stop(at + 1)
        while self._text(end) in {",", "the", "(", "night", "morning", "evening", "afternoon", "on"}:
            end += 1
        word = self._text(end)
        dated = self._day_month(end) if word[:1].isdecimal() else self._month(end) if word in self._months else None
        if dated is None or dated.day is None:
            return None
        return replace(dated, weekday=self._weekdays[self._text(at)])

    def _weekday(self, at: int, weekday: int, *, which: str = "") -> Expression:
        end = self._past_stop(at + 1)
        suffix = end
        while self._text(suffix) in {"night", "morning", "evening", "afternoon", "of", ","}:
            suffix += 1
        chosen, unit = self._text(suffix), self._text(suffix + 1)
        if unit == "week" and chosen in {"last", "this", "next"}:
            monday = self._clock.weekday(0, which="this")
            if monday is not None and monday.first is not None:
                weeks = {"last": -1, "this": 0, "next": 1}[chosen]
                return Expression(suffix + 2, period=a_day(moved_by(monday.first, "day", 7 * weeks + weekday)))
        return Expression(end, weekday=weekday, period=self._clock.weekday(weekday, which=which), rank=WEEKDAY)

    def _part(self, at: int) -> Expression | None:
        start = at + 1 if self._text(at) == "the" else at
        word = self._text(start)
        if word in self._table["parts"]:
            end = start + 1
            while self._text(end) in {"-", "of", "in", "the"} or (self._text(end) in {"on"} and word != "mid"):
                end += 1
            whole = self._whole(end)
            if whole is None:
                return None
            if whole.weekday is not None or whole.period is None or (whole.period.days or 0) < 20:
                return whole  # "early on Tuesday" is Tuesday
            part, parts = self._table["parts"][word]
            return replace(whole, period=part_of(whole.period, part, parts))
        if word in self._table["ordinals"]:
            return self._ordinal_part(start, self._table["ordinals"][word])
        if word == "week" and self._text(start + 1) == "of":
            day = self._whole(start + 2)
            if day is not None and day.period is not None and day.period.first is not None and day.period.days == 1:
                return replace(day, period=unit_of(day.period.first, "week"))
        return None

    def _ordinal_part(self, at: int, ordinal: int) -> Expression | None:
        """As in "First half of 2019", "third quarter of", "last week of May", "first seven months of"."""
        count, end = 1, at + 1
        if number := number_at(self._tokens, end):
            if number.value is None or number.value > 60:
                return None
            count, end = max(1, int(number.value)), number.end
        unit = self._text(end)
        if self._text(end + 1) not in {"of", "in"}:
            return None
        whole = self._whole(end + 2)
        if whole is None or whole.period is None or whole.period.first is None or whole.period.last is None:
            return whole if whole is not None and whole.period is None else None
        parts = {"half": 2, "quarter": 4}.get(unit)
        if parts is not None:
            part = ordinal if ordinal > 0 else parts
            return replace(whole, period=part_of(whole.period, part, parts)) if part <= parts else None
        kind = self._units.get(unit)
        if kind not in {"day", "week", "month", "year"}:
            return None
        if ordinal == -1:
            first = moved_by(moved_by(whole.period.last, "day", 1), kind, -count)
            return replace(whole, period=Period(max(first, whole.period.first), whole.period.last))
        first = moved_by(whole.period.first, kind, (ordinal - 1) * count)
        last = moved_by(moved_by(first, kind, count), "day", -1)
        return replace(whole, period=Period(first, min(last, whole.period.last))) if first <= last else None

    def _whole(self, at: int) -> Expression | None:
        """A date or period, resolved, that a part is taken of."""
        if self._text(at) == "the" and self._text(at + 1) == "year" and self._clock.published is not None:
            return Expression(at + 2, period=a_year(self._clock.published.year))
        if self._text(at) == "the":
            at += 1
        found = self.date_at(at)
        if found is None or (found.day is not None and found.month is None):
            return None
        if found.calendar:
            return Expression(found.end, weekday=found.weekday, period=self._period(found), rank=found.rank)
        if self._text(at) == "this" and self._clock.published is not None and found.period is not None:
            unit = self._units.get(self._text(at + 1), "")
            if unit in {"month", "year"}:  # the part may end before the whole is over
                return replace(found, period=unit_of(self._clock.published, unit))
        return found

    def _chosen(self, at: int) -> Expression | None:
        if self._text(at) in {"earlier", "later"}:
            return self._within_this(at)
        the = self._text(at) == "the"
        start = at + 1 if the else at
        which = self._text(start)
        if which == "weekend" and the:
            return Expression(start + 1, period=self._clock.this("weekend"))
        if which == "week" and the and self._text(start + 1) == "before" and self._text(start + 2) == "last":
            return Expression(start + 3, period=self._calendar_unit("week", -2))
        if which not in {"last", "this", "next", "past", "coming", "current"}:
            return None
        end = start + 1
        word = self._text(end)
        if word in self._weekdays and which in {"last", "next", "this", "past", "coming"}:
            which = {"past": "last", "coming": "next"}.get(which, which)
            return self._weekday_with_date(end) or self._weekday(end, self._weekdays[word], which=which)
        if word in self._months:
            return self._chosen_month(end, which)
        if word in self._table["seasons"]:
            month = self._table["seasons"][word]
            return Expression(end + 1, period=self._clock.season(month, which={"past": "last"}.get(which, which)))
        if which in {"last", "past"} and (number := number_at(self._tokens, end)):
            unit = self._units.get(self._text(number.end))
            if unit is None:
                return None
            amount = None if number.value is None else int(number.value)
            return Expression(number.end + 1, period=self._rolling(amount, unit))
        return self._chosen_unit(end, which, the=the or self._text(at - 1) == "the")

    def _chosen_unit(self, at: int, which: str, *, the: bool) -> Expression | None:
        unit = self._units.get(self._text(at))
        if unit is None or unit == "season":
            return None
        if which == "next" and (the or unit == "day"):
            return None  # "the next day" counts from the date before
        if which == "past" or (which == "last" and the and unit != "day"):
            return Expression(at + 1, period=self._rolling(1, unit))
        if unit == "year" and (dated := self._dated_in(at + 1, which)):
            return dated
        if which in {"this", "current"}:
            return Expression(at + 1, period=self._clock.this(unit))
        if unit in {"hour", "day"}:
            return None
        if unit == "weekend" and which == "last":
            return Expression(at + 1, period=self._past_weekend())
        return Expression(at + 1, period=self._calendar_unit(unit, 1 if which in {"next", "coming"} else -1))

    def _dated_in(self, at: int, which: str) -> Expression | None:
        """The day or month told after its year: "last year on Dec. 1", "this year in March"."""
        year = self._named_year(which)
        while self._text(at) in {"on", "in", ","}:
            at += 1
        if year is None or not (self._text(at) in self._months or self._text(at)[:1].isdecimal()):
            return None
        dated = self._month(at) if self._text(at) in self._months else self._day_month(at)
        if dated is None or dated.year is not None:
            return None
        return replace(dated, year=year, rank=FULL_DATE)

    def _past_weekend(self) -> Period | None:
        sunday = self._clock.weekday(6, which="last")
        return None if sunday is None or sunday.first is None else unit_of(sunday.first, "weekend")

    def _chosen_month(self, at: int, which: str) -> Expression | None:
        month, published = self._months[self._text(at)], self._clock.published
        dated = self._month(at)
        if dated is None or dated.year is not None or published is None:
            return dated
        if which in {"last", "past"}:
            year = published.year - (month >= published.month)
        elif which in {"next", "coming"}:
            year = published.year + (month <= published.month)
        else:
            year = published.year
        return replace(dated, year=year, rank=FULL_DATE)

    def _within_this(self, at: int) -> Expression | None:
        """As in "Earlier this month", "later that year"."""
        later = self._text(at) == "later"
        end = at + 1
        while self._text(end) in {"in", "on", "the", "~on"}:
            end += 1
        word, unit = self._text(end), self._units.get(self._text(end + 1))
        if word == "this" and unit is not None:
            return Expression(end + 2, period=self._clock.this(unit, start=not later, rest=later))
        if unit is None and word.isdecimal() and not later and self._clock.published is not None:
            found = self._numeric(end)
            if found is not None and found.year == self._clock.published.year:
                return Expression(found.end, period=self._clock.this("year", start=True), rank=FULL_DATE)
        if unit is None:
            return self.date_at(end) if word in self._weekdays or word in self._months or word == "today" else None
        if word in {"last", "next"}:
            return self._chosen(end)
        before = self._clock.before(unit) if word in self._table["same_words"] else None
        if before is None or before.first is None or before.last is None:
            return Expression(end + 2, period=None) if word in self._table["same_words"] else None
        whole = unit_of(before.first, unit)
        return Expression(
            end + 2, period=Period(before.first, whole.last) if later else Period(whole.first, before.last)
        )

    def _rolling(self, amount: int | None, unit: str) -> Period | None:
        published = self._clock.published
        if published is None or amount is None:
            return None
        if unit == "hour":
            return Period(moved_by(published, "day", -max(1, -(-amount // 24))), published)
        return Period(moved_by(published, unit, -amount), published)

    def _calendar_unit(self, unit: str, offset: int) -> Period | None:
        published = self._clock.published
        return None if published is None else unit_of(moved_by(middle_of(published, unit), unit, offset), unit)
