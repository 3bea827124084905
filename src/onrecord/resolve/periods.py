"""Periods: first and last day, inclusive, and the arithmetic of calendars."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_MIN_YEAR, _MAX_YEAR = 1, 9999


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, inclusive; None where that end is open."""

    first: date | None
    last: date | None

    @property
    def days(self) -> int | None:
        """How many days it spans; None with an open end."""
        return None if self.first is None or self.last is None else (self.last - self.first).days + 1

    def within(self, other: "Period") -> bool:
        """Whether it lies wholly in `other`; both closed."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return False
        return other.first <= self.first and self.last <= other.last


def a_day(day: date) -> Period:
    """The day alone."""
    return Period(day, day)


def a_week(day: date) -> Period:
    """The ISO week, Monday to Sunday, that holds the day."""
    monday = moved(day, -day.weekday())
    return Period(monday, moved(monday, 6))


def a_month(year: int, month: int) -> Period:
    """The calendar month."""
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def a_year(year: int) -> Period:
    """The calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def years(first: int, last: int) -> Period | None:
    """Several calendar years; None outside the calendar."""
    if not _MIN_YEAR <= first <= last <= _MAX_YEAR:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31))


def valid_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moved(day: date, by: int) -> date:
    """The day `by` days later, kept within the calendar."""
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return date.max if by > 0 else date.min


def moved_months(day: date, by: int) -> date:
    """The same day `by` months later, or the month's last if it has no such day; kept within the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    if year < _MIN_YEAR:
        return date.min
    if year > _MAX_YEAR:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def moved_by(day: date, unit: str, count: int) -> date:
    """The day `count` units (hour, day, week, fortnight, month, year, decade) later."""
    count = max(-100_000, min(100_000, count))
    match unit:
        case "hour":
            return moved(day, int(count / 24))
        case "week" | "weekend":
            return moved(day, 7 * count)
        case "fortnight":
            return moved(day, 14 * count)
        case "month" | "season":
            return moved_months(day, count)
        case "year":
            return moved_months(day, 12 * count)
        case "decade":
            return moved_months(day, 120 * count)
        case "century":
            return moved_months(day, 1200 * count)
        case _:
            return moved(day, count)


def unit_of(day: date, unit: str) -> Period:
    """The whole unit (day, week, month, year, decade) that holds the day; weekends belong to the week before them."""
    match unit:
        case "week" | "fortnight":
            return a_week(day)
        case "weekend":
            saturday = moved(day, 5 - day.weekday())
            return Period(saturday, moved(saturday, 1))
        case "month":
            return a_month(day.year, day.month)
        case "year":
            return a_year(day.year)
        case "decade":
            start = max(_MIN_YEAR, day.year // 10 * 10)
            return years(start, min(_MAX_YEAR, start + 9)) or a_year(day.year)
        case _:
            return a_day(day)


def middle_of(day: date, unit: str) -> date:
    """A day from which a step of one unit never skips a whole unit: 31 March less a month is in February."""
    return day.replace(day=15) if unit in {"month", "year", "decade"} else day


def part_of(period: Period, part: int, parts: int) -> Period:
    """The `part`-th of `parts` equal stretches: of a year in months, of a month in days, of a decade in years.

    Thirds follow plain speech: early June is the 1st to the 10th, early 2020 January to April, the early 1990s 1990
    to 1993.
    """
    first, last, days = period.first, period.last, period.days
    if first is None or last is None or days is None:
        return period
    if days > 1000:  # a decade
        span = last.year - first.year + 1
        edges = [first.year + _edge(index, parts, span) for index in range(parts + 1)]
        return years(edges[part - 1], edges[part] - 1) or period
    if days > 100:  # a year, or several months
        span = (last.year - first.year) * 12 + last.month - first.month + 1
        start, end = (part - 1) * span // parts, part * span // parts
        return Period(moved_months(first, start), moved(moved_months(first, end), -1))
    if days > 20:  # a month
        edges = [0, 10, 20, days] if parts == 3 else [index * days // parts for index in range(parts + 1)]
        return Period(moved(first, edges[part - 1]), moved(first, edges[part] - 1))
    return period


def _edge(index: int, parts: int, span: int) -> int:
    """Edges of a decade's parts; the first part takes the odd year: 1990 to 1993, 1994 to 1996, 1997 to 1999."""
    return -(-index * span // parts)


def hull(periods: Sequence[Period]) -> Period:
    """From the earliest first day to the latest last day; open where one is open."""
    firsts = [period.first for period in periods]
    lasts = [period.last for period in periods]
    return Period(
        None if None in firsts else min(first for first in firsts if first is not None),
        None if None in lasts else max(last for last in lasts if last is not None),
    )
