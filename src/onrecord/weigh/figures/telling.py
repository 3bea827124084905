"""A figure as its report tells it: who is counted, over which time, as of when, and whether all so far."""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.records.allegation import Allegation
from onrecord.records.frame import Time
from onrecord.records.record import Figure, Quotation, ToldAllegation, When
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.vocabulary import Bound
from onrecord.weigh.figures.numbers import Number
from onrecord.weigh.figures.words import closes_with, has_any, in_list, opens_with, sentence_at, words_of

# How far a quotation may reach for the act that its number is of, in characters; else it is the number's sentence part.
_REACH = 240
_COUNTED_WORDS = 5
_BEFORE_TIME = 22
# Words that tell whether all so far are counted stand near: another clause's "since" tells nothing of this number.
_ABOUT = 40
# So few, told of with "who" or "all", are people of whom something is told, and not how many there were.
_FEW = 12
_DEFINITE = re.compile(r"(?<!\w)(?:all|both|the|these|those)\s+\Z", re.IGNORECASE)
_RELATIVE = re.compile(r"\s*,?\s*(?:who|whom|whose)(?!\w)", re.IGNORECASE)


def figure_of(
    number: Number, allegation: Allegation, told: ToldAllegation, report: Report, *, report_number: int, teller: str
) -> Figure:
    """A figure; whom it restates, revises or contradicts is found later, among all of an event.

    Args:
        number: what is counted, and how.
        allegation: of which the number is, as read.
        told: the same, as the record shows it.
        report: whose words they are.
        report_number: the report's.
        teller: who gives it.
    """
    text = report.text
    sentence = sentence_at(text, number.span)
    quoted = _quoted(number, allegation, sentence)
    about = text[max(sentence.start, quoted.start - _ABOUT) : min(sentence.end, quoted.end + _ABOUT)]
    as_of, period = _times(text, allegation.times, report)
    return Figure(
        allegation=told.id,
        act=allegation.act,
        quotation=Quotation(
            report=report_number,
            span=quoted,
            text=quoted.of(text),
            finding=told.id,
        ),
        number=number.number if number.bound is not Bound.VAGUE else None,
        bound=number.bound,
        low=number.low,
        high=number.high,
        unit=number.unit,
        counted=counted_by(text, number),
        as_of=as_of,
        status=allegation.status,
        role=number.role,
        period=period,
        cumulative=None if number.number == 0 else _cumulative(about, allegation.times, text, period),
        teller=teller,
    )


def counted_by(text: str, number: Number) -> str:
    """Who is counted, in the report's words: what follows the number among the words of whoever suffered it.

    Where the words hold nothing but the number, the nouns behind it; none where a verb follows.
    """
    if number.number == 0 and number.span == number.whole:
        return _nouns_of_nobody(number.whole.of(text))
    end = number.whole.end if number.whole.end > number.span.end else min(len(text), number.span.end + 60)
    behind = text[number.span.end : end]
    kept_end = 0
    words = words_of(behind)
    for place, match in enumerate(words[: _COUNTED_WORDS + 2]):
        between = behind[kept_end : match.start()]
        if place and between.strip(" \n\t-’'"):
            break
        if place == 0 and between.strip():
            break
        word = match.group()
        if in_list("counted_ends", word) and behind[:kept_end].split()[-1:] != ["the"]:
            break
        if place >= _COUNTED_WORDS and number.whole == number.span:
            break
        kept_end = match.end()
    return " ".join(behind[:kept_end].split())


def _nouns_of_nobody(words: str) -> str:
    """`villager` of "no villager"; nothing of "nobody", which is no count of anybody."""
    opening = opens_with("nobody", words)
    rest = words.split()[1 if opening is None else len(opening.split()) :]
    return " ".join(rest)


def are_persons(text: str, number: Number) -> bool:
    """Whether the words are about a few people, and don't say how many there were: "both men who were held"."""
    if number.bound is not Bound.EXACT or number.number is None or not 0 < number.number <= _FEW:
        return False
    before = text[max(0, number.span.start - 10) : number.span.start]
    if _DEFINITE.search(before) is not None or opens_with("definite", number.span.of(text)) is not None:
        return True
    return _RELATIVE.match(text, number.whole.end) is not None or " who " in number.whole.of(text)


def is_part(text: str, number: Number) -> bool:
    """Whether the words say that it counts some of others: "of them", "including"."""
    behind = text[number.span.end : number.span.end + 24].lstrip(" ,")
    if opens_with("part_behind", behind) is not None:
        return True
    before = text[max(0, number.span.start - 24) : number.span.start]
    return closes_with("part_before", before) is not None


def _quoted(number: Number, allegation: Allegation, sentence: Span) -> Span:
    """From whoever is counted to the act, within their sentence."""
    whole, trigger = number.whole, allegation.trigger
    start, end = min(whole.start, trigger.start), max(whole.end, trigger.end)
    if end - start <= _REACH and sentence.overlaps(trigger):
        return Span(start, end)
    return Span(whole.start, max(whole.end, min(sentence.end, whole.end + _REACH // 2)))


def _times(text: str, times: Sequence[Time], report: Report) -> tuple[str | None, When | None]:
    """As of which day it is given, and the time over which it counts."""
    as_of = report.published[:10] if report.published is not None else None
    period: When | None = None
    for time in times:
        words = time.span.of(text)
        before = text[max(0, time.span.start - _BEFORE_TIME) : time.span.start]
        if time.last is not None and (closes_with("as_of", before) is not None or _opens_as_of(words)):
            as_of = time.last
            continue
        told = When(words=words, first=time.first, last=time.last)
        if period is None or (period.first is None and told.first is not None):
            period = told
    if period is not None and period.first is not None and period.last is None and as_of is not None:
        period = replace(period, last=as_of if as_of >= period.first else None)
    return as_of, period


def _opens_as_of(words: str) -> bool:
    return opens_with("as_of", words) is not None


def _cumulative(about: str, times: Sequence[Time], text: str, period: When | None) -> bool | None:
    """Whether all so far are counted; None where the words don't tell."""
    if has_any("not_cumulative", about) is not None:
        return False
    if has_any("cumulative", about) is not None:
        return True
    if any(opens_with("since", time.span.of(text)) is not None for time in times):
        return True
    if period is not None and period.first is not None and period.first == period.last:
        return False
    return None


def number_after(text: str, number: Number) -> int | None:
    """The whole that "12 of the 40 men" names."""
    match = re.match(r"\s+of\s+(?:the|those|these|its|their|our)\s+(\d[\d,]*)\b", text[number.span.end :][:40])
    return None if match is None else int(match.group(1).replace(",", ""))
