"""Sentences: where one starts and ends, as far as quotations need it."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from onrecord.records.span import Span

LONGEST = 420
_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-ZÀ-Þ0-9])|\n\s*\n|\n")
_OPENING = tuple("\"“‘'([")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|MR|MRS|MS|Dr|DR|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|St|Art|vs|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)"
    r"|\b[A-Z])\.$"
)


def sentence_at(text: str, at: Span) -> Span:
    """The sentence, or sentences, over which a span lies; no longer than is readable."""
    starts, ends = _gaps(text)
    start = max(0, at.start - LONGEST)
    before = bisect_right(ends, at.start) - 1
    if before >= 0 and ends[before] == at.start and text[at.start : at.start + 1] in _OPENING:
        # What begins with a quotation mark goes on from what introduces it, but not from another paragraph.
        before -= "\n" not in text[starts[before] : ends[before]]
    if before >= 0 and starts[before] >= start:
        start = ends[before]
    end = min(len(text), at.end + LONGEST)
    after = bisect_left(starts, at.end)
    if after and "\n" in text[at.end : ends[after - 1]]:
        end = at.end  # behind its full stop, within the gap
    elif after < len(starts) and ends[after] <= end:
        end = starts[after] + len(text[starts[after] : ends[after]].rstrip())
    told = trimmed(text, Span(start, end))
    return Span(min(told.start, at.start), max(told.end, at.end))


# A report is asked for the sentences of all that it tells of.
@lru_cache(maxsize=1024)
def _gaps(text: str) -> tuple[list[int], list[int]]:
    """Where the gaps between a text's sentences start, with marks that close a sentence, and end."""
    gaps = [match.span() for match in _END.finditer(text) if not _is_abbreviated(text, match.start())]
    return [start for start, _ in gaps], [end for _, end in gaps]


def _is_abbreviated(text: str, end: int) -> bool:
    return text[end - 1 : end] == "." and _ABBREVIATED.search(text[max(0, end - 8) : end]) is not None


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip()))
