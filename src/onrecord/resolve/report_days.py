"""The days that a report may speak of when it names an office: its own, and those told near the office."""

import re
from datetime import date

from onrecord.records import EntityType, Reading, Time
from onrecord.resolve.article import Article
from onrecord.resolve.dates import time_of
from onrecord.resolve.mentions import Mention
from onrecord.resolve.periods import a_day, a_month, a_year, valid_date

Days = tuple[date, date]

_ISO = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")


def published_days(published: str | None) -> Days | None:
    """First and last day of an ISO date or date-time, which may leave out day and month; None if it is none."""
    match = None if published is None else _ISO.match(published)
    if match is None:
        return None
    year, month, day = (None if part is None else int(part) for part in match.groups())
    if year is None or year < 1 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        period = a_year(year)
    elif day is None:
        period = a_month(year, month)
    elif (known := valid_date(year, month, day)) is not None:
        period = a_day(known)
    else:
        return None
    return None if period.first is None or period.last is None else (period.first, period.last)


def days_near(article: Article, reading: Reading, mention: Mention) -> list[Days]:
    """Days told in the mention's sentence, and the last told before it in its paragraph.

    What somebody is only said to say has its own time: "killings of 2012, the minister said". A report without a date
    has none.
    """
    report = reading.report
    published = published_days(report.published)
    if published is None:
        return []
    contents = [
        piece
        for attribution in reading.attributions
        if mention.span in attribution.source
        for piece in attribution.content
    ]
    near: list[Days] = []
    earlier: Days | None = None
    for entity in reading.entities:
        if entity.type is not EntityType.TIME or any(entity.span.overlaps(piece) for piece in contents):
            continue
        here = article.sentence(entity.span.start) == mention.sentence
        before = entity.span.end <= mention.span.start and article.paragraph(entity.span.start) == mention.paragraph
        if not here and not before:
            continue
        days = _days(time_of(entity.span, report.text, report.published), published)
        if days is None:
            continue
        if here:
            near.append(days)
        else:
            earlier = days
    return near if earlier is None else [*near, earlier]


def _days(time: Time, published: Days) -> Days | None:
    """A time as days; an open end runs to publication, an open start from the beginning of time."""
    if time.first is None and time.last is None:
        return None
    first = date.min if time.first is None else date.fromisoformat(time.first)
    last = max(first, published[1]) if time.last is None else date.fromisoformat(time.last)
    return first, last
