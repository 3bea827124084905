"""Where a long text is cut into stretches, and what of its neighbours each of them sees."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.read.encode import blocks
from onrecord.records import Span

# What a stretch of a long text sees before and behind its own part: several times the encoder's window (some 1,300
# code points), so that whatever is found near a border is found as if there were none, and far enough back for whom
# "he" stands for.
BEFORE = 4_000
BEHIND = 2_000

_BORDERS = ("\n\n", "\n", " ")


@dataclass(frozen=True, slots=True)
class Cut:
    """One stretch: the range that it sees, and the range that is its own."""

    seen: Span
    owned: Span


def cuts(text: str, size: int) -> Iterator[Cut]:
    """The stretches of a text, each of about `size` code points of its own; what they own adds up to the text."""
    for start, end in blocks(text, size):
        yield Cut(Span(_before(text, start), _behind(text, end)), Span(start, end))


def _before(text: str, start: int) -> int:
    """Where to begin so that `start` is read in context: at a border if there is one."""
    first = max(0, start - BEFORE)
    if first == 0:
        return 0
    for mark in _BORDERS:
        at = text.find(mark, first, start - BEFORE // 2)
        if at >= 0:
            return at + len(mark)
    return first


def _behind(text: str, end: int) -> int:
    last = min(len(text), end + BEHIND)
    if last == len(text):
        return last
    for mark in _BORDERS:
        at = text.rfind(mark, end + BEHIND // 2, last)
        if at >= 0:
            return at
    return last
