"""Sentences: where one starts and ends, as far as quotations need it."""

import re
from functools import lru_cache

from onrecord.records.span import Span

LONGEST = 420
_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-ZÀ-Þ0-9])|\n\s*\n|\n")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|MR|MRS|MS|Dr|DR|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|St|Art|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)"
    r"|\b[A-Z])\.$"
)


# A board asks for the same few sentences of a report once for each of its members.
@lru_cache(maxsize=32768)
def sentence_at(text: str, at: Span) -> Span:
    """The sentence, or sentences, over which a span lies; no longer than is readable."""
    start = left = max(0, at.start - LONGEST)
    for match in reversed([*_END.finditer(text, left, at.start + 1)]):
        if match.end() <= at.start and not _is_abbreviated(text, match.start()):
            start = match.end()
            break
    end = min(len(text), at.end + LONGEST)
    for match in _END.finditer(text, at.end, end):
        if not _is_abbreviated(text, match.start()):
            end = match.start() + len(match.group().rstrip())
            break
    told = trimmed(text, Span(start, end))
    return Span(min(told.start, at.start), max(told.end, at.end))


def _is_abbreviated(text: str, end: int) -> bool:
    return text[end - 1] == "." and _ABBREVIATED.search(text[max(0, end - 8) : end]) is not None


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
