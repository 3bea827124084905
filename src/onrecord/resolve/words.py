"""Tokens for the rules, and the stretch of text that a rule may look at."""

import re
from collections.abc import Container
from typing import NamedTuple

from onrecord.records import Span

# Digits with grouping ("1,204", "1 350", "1.5"), words (apostrophes stay inside), single other characters.
_TOKEN = re.compile(
    r"\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’.][^\W\d_]+)*|\S", re.UNICODE
)
_WORD = re.compile(r"\d+|[^\W\d_]+(?:(?!['’]s\b)['’.][^\W\d_]+)*|['’]s\b|\S")
# A full stop after these, or after a single capital, ends no sentence.
_ABBREVIATIONS = (
    *("approx", "c", "ca", "St", "Dr", "Mr", "Mrs", "Ms", "Gen", "Col", "Lt", "Sgt", "Rev", "Sen", "Rep", "Gov", "No"),
    *("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mt", "Ft"),
)
_SENTENCE_END = re.compile(
    r"[.!?]" + "".join(rf"(?<!\b{word}\.)" for word in (*_ABBREVIATIONS, "[A-Z]")) + r"[\"”’')\]]*\s|\n\s*\n"
)


# No count, time or place is longer; what is marked as one is cut here, so that hostile text costs no more than any.
_LONGEST = 400


class Token(NamedTuple):
    """A word, a number or a mark: its text in lower case and where it stands in the report."""

    text: str
    start: int
    end: int


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, with offsets in `text`."""
    return [Token(match.group().lower(), match.start(), match.end()) for match in _TOKEN.finditer(text, start, end)]


def words_of(text: str, start: int, end: int, *, capital_only: Container[str] = ()) -> list[Token]:
    """The same with every run of digits for itself, as dates want them; `capital_only` words lose their small form."""
    found = []
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        lowered = word.lower()
        if lowered in capital_only and word == lowered:
            lowered = f"~{lowered}"  # the verb "may", not the month
        found.append(Token(lowered, match.start(), match.end()))
    return found


def surroundings(span: Span, text: str, *, before: int, after: int) -> tuple[int, int]:
    """The span with up to `before` and `after` characters around it, never across a sentence's end or a broken word."""
    span = clipped(span, text)
    low, high = max(0, span.start - before), min(len(text), span.end + after)
    for end in _SENTENCE_END.finditer(text, low, span.start):
        low = end.end()
    if low and text[low - 1].isalnum():
        while low < span.start and text[low].isalnum():
            low += 1
    if stop := _SENTENCE_END.search(text, span.end, high):
        high = stop.start()
    elif high < len(text) and text[high].isalnum():
        while high > span.end and text[high - 1].isalnum():
            high -= 1
    return low, high


def clipped(span: Span, text: str) -> Span:
    """The span kept within the text, and no longer than any phrase is, so that no rule trips or labours over it."""
    start = min(max(span.start, 0), len(text))
    return Span(start, min(max(span.end, start), len(text), start + _LONGEST))
