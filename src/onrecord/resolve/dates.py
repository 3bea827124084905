"""Dates: when, as told, as a range of days, seen from publication and from the dates told before."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from onrecord.records import Span, Time
from onrecord.resolve.clock import Clock
from onrecord.resolve.expressions import FULL_DATE, YEARLESS
from onrecord.resolve.moments import Moment, MomentReader
from onrecord.resolve.periods import Period, hull, moved_by
from onrecord.resolve.phrases import Phrases, phrases_of
from onrecord.resolve.tables import table
from onrecord.resolve.words import Token, clipped, surroundings, words_of

# Around the span, within its sentence: "since the end of [September]", "[June 9] and Oct. 25 of last year".
_BEFORE, _AFTER = 60, 50
# How far back the date before is sought: about two paragraphs of news.
_STORY = 700
# How far before the span a word may stand that makes it the coming day ("is due in court on [Thursday]").
_FUTURE_BEFORE = 60


def time_of(span: Span, text: str, published: str | None) -> Time:
    """The days that `text[span]` names, first and last inclusive, each None where unknown or open.

    Weekdays, and days and months without a year, are the last on or before publication, unless the sentence speaks of
    what is still to come, or the paragraph tells a story of an earlier year. "This month" ends with publication.
    Vague ("recently"), repeated ("every day") and bare lengths ("for five days") resolve to nothing.

    Args:
        span: where the time stands; may leave out words that bear on it ("since [October]").
        text: the report's text.
        published: the report's ISO date or date-time, or None if unknown; its own calendar day counts.
    """
    marked = clipped(span, text)
    low, high = surroundings(marked, text, before=_BEFORE, after=_AFTER)
    tokens = words_of(text, low, high, capital_only=_capital_only())
    clock = _clock(marked, text, published)
    moments = _marked_moments(tokens, MomentReader(tokens, clock, marked=marked), marked)
    if not moments:
        return Time(span)
    rank = max(moment.rank for moment in moments)
    best = [moment for moment in moments if moment.rank == rank]
    limited = [_limited(tokens, moment, marked) for moment in best]
    periods = [period for period in limited if period is not None]
    if not periods:
        return Time(span)
    period = hull(periods) if len(periods) == len(best) and rank >= YEARLESS else periods[0]
    if period.first is not None and period.last is not None and period.first > period.last:
        return Time(span)
    return Time(span, _iso(period.first), _iso(period.last))


def publication_day(published: str | None) -> date | None:
    """The calendar day of an ISO date or date-time, as written there; None if it names none."""
    if published is None:
        return None
    match = re.match(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)", published)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


class _Narrative:
    """The dates that a report tells, in the order of telling, each seen from the ones before it.

    Args:
        text: the report's text.
        published: its day of publication, if known.
    """

    def __init__(self, text: str, published: date | None) -> None:
        self._text = text
        self._periods: list[Period] = []
        self._starts: list[int] = []
        self._dated: list[bool] = []
        tokens = words_of(text, 0, len(text), capital_only=_capital_only())
        at = 0
        # The clock asks from where the reading has come to.
        clock = Clock(published, lambda: self.told_before(tokens[at].start), lambda: self.story(tokens[at].start))
        reader = MomentReader(tokens, clock)
        while at < len(tokens):
            moment = reader.moment_at(at)
            if moment is None:
                at += 1
                continue
            if moment.period is not None and moment.period.days is not None:
                self._periods.append(moment.period)
                self._starts.append(tokens[at].start)
                self._dated.append(moment.rank == FULL_DATE)
            at = moment.end

    def told_before(self, position: int) -> Period | None:
        """The last date told before `position`, or one told within it: of "4 May, in the 2019 strike" the day."""
        end = bisect_left(self._starts, position)
        if not end or self._starts[end - 1] < position - _STORY:
            return None
        last = self._periods[end - 1]
        for earlier in reversed(self._periods[max(0, end - 4) : end - 1]):
            if earlier.within(last):
                return earlier
        return last

    def story(self, position: int) -> Period | None:
        """The last day or month told with its year before `position` in its paragraph."""
        end = bisect_left(self._starts, position)
        while end and self._starts[end - 1] >= position - _STORY:
            end -= 1
            if self._dated[end]:
                if "\n\n" in self._text[self._starts[end] : position]:
                    return None
                period = self._periods[end]
                return period if (period.days or 999) <= 31 else None
        return None


@lru_cache(maxsize=4)
def _narrative(text: str, published: date | None) -> _Narrative:
    """The report's narrative; kept while its times are being resolved."""
    return _Narrative(text, published)


def _clock(span: Span, text: str, published: str | None) -> Clock:
    day = publication_day(published)
    return Clock(
        day,
        lambda: _narrative(text, day).told_before(span.start),
        lambda: _narrative(text, day).story(span.start),
        lambda: _is_coming(text, span),
    )


def _marked_moments(tokens: Sequence[Token], reader: MomentReader, marked: Span) -> list[Moment]:
    found = []
    at = 0
    while at < len(tokens) and tokens[at].start < marked.end:
        moment = reader.moment_at(at)
        if moment is None:
            at += 1
            continue
        if tokens[moment.end - 1].end > marked.start:
            found.append(moment)
        at = max(moment.end, at + 1)
    return found


def _limited(tokens: Sequence[Token], moment: Moment, marked: Span) -> Period | None:
    """The moment's period, opened by "since", "until", "before" and their like."""
    period = moment.period
    if period is None or period.first is None or period.last is None:
        return period
    at = moment.start
    fillers = table("dates")["limit_fillers"]
    while at > 0:
        phrase = _limits().before(tokens, at)
        if phrase is not None:
            if _is_range_opener(tokens, at - phrase[0], moment):
                return period
            # "After May Day" is the day after; "after the May Day clashes" may be that day.
            goes_on = moment.end < len(tokens) and tokens[moment.end].text[0].isalpha()
            goes_on = goes_on and tokens[moment.end].start < marked.end
            return _opened(period, phrase[1], direct=not goes_on)
        if tokens[at - 1].text not in fillers:
            break
        at -= 1
    first = next((index for index, token in enumerate(tokens) if token.start >= marked.start), len(tokens))
    phrase = _limits().after(tokens, first) if first < moment.start else None
    if phrase is None or (phrase[1] == "from" and tokens[first].text == "from"):
        return period
    return _opened(period, phrase[1], direct=False)


def _is_range_opener(tokens: Sequence[Token], at: int, moment: Moment) -> bool:
    """Whether "from" opens a range that the moment already holds: "from March to August"."""
    if tokens[at].text != "from":
        return False
    return any(
        token.text in {"to", "until", "till", "through", "-", "–"} for token in tokens[moment.start : moment.end]
    )


def _opened(period: Period, limit: str, *, direct: bool) -> Period:
    first, last = period.first, period.last
    match limit:
        case "from":
            return Period(first, None)
        case "until":
            return Period(None, last)
        case "before":
            return Period(None, moved_by(first, "day", -1) if direct and first is not None else last)
        case _:
            return Period(moved_by(last, "day", 1) if direct and last is not None else first, None)


def _is_coming(text: str, span: Span) -> bool:
    """Whether the sentence speaks of what is still to come: "is due in court on [Thursday]"."""
    low, _ = surroundings(Span(span.start, span.start), text, before=_FUTURE_BEFORE, after=0)
    tokens = words_of(text, low, span.end)
    past = table("dates")["past"]
    coming = False
    at = 0
    while at < len(tokens):
        phrase = _future().after(tokens, at)
        if phrase is not None:
            coming = True
            at += phrase[0]
            continue
        if tokens[at].text in past:
            coming = False
        at += 1
    return coming


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@cache
def _limits() -> Phrases[str]:
    return phrases_of(table("dates")["limits"], split=words_of)


@cache
def _future() -> Phrases[bool]:
    return phrases_of(dict.fromkeys(table("dates")["future"], True), split=words_of)


@cache
def _capital_only() -> frozenset[str]:
    return frozenset(table("dates")["capital_only"])
