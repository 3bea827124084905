"""Clocks: what a report's relative expressions of time count from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from onrecord.resolve.periods import Period, a_day, a_month, moved, unit_of, valid_date

# A date told this long before publication opens a story of its own, whose yearless dates belong to it.
_OLD_STORY_DAYS = 300
# How coarse the date before may be for "the next day", "that month": days in the unit, with some slack.
_COARSEST = {"hour": 2, "day": 2, "weekday": 7, "weekend": 7, "week": 7, "fortnight": 14, "month": 31, "season": 92}


@dataclass(slots=True)
class Clock:
    """What relative expressions count from.

    Attributes:
        published: the report's day, if known.
        told_before: gives the date told before the expression, wherever in the text.
        story: gives the last date told with its year before the expression in the same paragraph.
        is_coming: tells whether the sentence speaks of what is still to come.
    """

    published: date | None
    told_before: Callable[[], Period | None] = field(default=lambda: None)
    story: Callable[[], Period | None] = field(default=lambda: None)
    is_coming: Callable[[], bool] = field(default=lambda: False)

    def before(self, unit: str) -> Period | None:
        """The date told before, if it is fine enough to count `unit`s from."""
        period = self.told_before()
        if period is None or period.days is None or period.days > _COARSEST.get(unit, 366):
            return None
        return period

    def day_of_month(self, day: int) -> date | None:
        """The day of "the 4th": the last one on or before publication, the next one if still to come."""
        if self.published is None:
            return None
        month = date(self.published.year, self.published.month, 1)
        for _ in range(4):
            found = valid_date(month.year, month.month, day)
            if found is not None and (found >= self.published if self.is_coming() else found <= self.published):
                return found
            month = moved(month, 32 if self.is_coming() else -1).replace(day=1)
        return None

    def year_of(self, month: int, day: int | None, weekday: int | None = None) -> int | None:
        """The year of a date told without one.

        Within a story that is told with its year, the first such date on or after the date told last; else the last
        one on or before publication, or the next one if still to come. A weekday told with it decides among the years.
        """
        story = self.story()
        if story is not None and story.first is not None and story.last is not None and self._is_old(story.last):
            year = story.first.year
            if (month, day if day is not None else 31) < (story.first.month, story.first.day):
                year += 1
            if self.published is None or date(year, month, 1) <= self.published:
                return year
        if self.published is None:
            return None
        if self.is_coming():
            return self._coming_year(self.published, month, day)
        year = self.published.year
        first_day = date(year, month, 1) if day is None else valid_date(year, month, day)
        if first_day is None or first_day > self.published:
            year -= 1
        for back in range(9):  # 29 February and weekdays both repeat within eight years
            found = valid_date(year - back, month, day if day is not None else 1)
            if found is not None and (weekday is None or day is None or found.weekday() == weekday):
                return year - back
        return year if day is None or valid_date(year, month, day) is not None else None

    def weekday(self, weekday: int, *, which: str = "") -> Period | None:
        """The weekday: plain ("Monday"), or `which` is "last", "next" or "this"."""
        published = self.published
        if published is None:
            return None
        back = (published.weekday() - weekday) % 7
        if which == "last":
            return a_day(moved(published, -(back or 7)))
        if which == "next" or (not which and self.is_coming()):
            ahead = (weekday - published.weekday()) % 7
            return a_day(moved(published, ahead or 7 if which == "next" else ahead))
        if which == "this":
            return a_day(moved(published, weekday - published.weekday()))
        return a_day(moved(published, -back))

    def this(self, unit: str, *, start: bool = False, rest: bool = False) -> Period | None:
        """The unit of "this week": up to publication; `rest`: from publication on; whole if still to come."""
        published = self.published
        if published is None:
            return None
        if unit == "weekend":
            if published.weekday() < 5 and not (self.is_coming() or rest):
                return unit_of(moved(published, -7), unit)
            return unit_of(published, unit)
        whole = unit_of(published, unit)
        if rest:
            return Period(published, whole.last)
        return whole if self.is_coming() and not start else Period(whole.first, published)

    def season(self, month: int, *, which: str) -> Period | None:
        """The season of "last summer": three months from `month` on, seen from publication."""
        published = self.published
        if published is None:
            return None
        found = [_season(year, month) for year in range(published.year - 2, published.year + 2)]
        if which == "last":
            past = [period for period in found if period.last is not None and period.last < published]
            return past[-1] if past else None
        if which == "next":
            return next((period for period in found if period.first is not None and period.first > published), None)
        begun = [period for period in found if period.first is not None and period.first <= published]
        return begun[-1] if begun else None

    def _is_old(self, day: date) -> bool:
        return self.published is None or (self.published - day).days > _OLD_STORY_DAYS

    def _coming_year(self, published: date, month: int, day: int | None) -> int | None:
        for year in range(published.year, published.year + 9):
            last_day = a_month(year, month).last if day is None else valid_date(year, month, day)
            if last_day is not None and last_day >= published:
                return year
        return None


def _season(year: int, month: int) -> Period:
    year = max(1, min(9997, year))
    last_year, last_month = divmod(year * 12 + month + 1, 12)
    return Period(date(year, month, 1), a_month(last_year, last_month + 1).last)
