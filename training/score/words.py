"""Words of a text: the unit in which spans are compared, so that a stray quotation mark or space decides nothing."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"\w+|[^\w\s]")


class Words:
    """The words of one text: runs of letters and digits, or single other marks.

    Args:
        text: the text that spans index.
    """

    def __init__(self, text: str) -> None:
        found = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def __len__(self) -> int:
        return len(self._starts)

    def touched(self, span: Sequence[int]) -> range:
        """Numbers of the words that share a character with the span, possibly none."""
        return range(bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]))

    def ranges(self, spans: Iterable[Sequence[int]] | None) -> list[range]:
        """The spans as ranges of words, leaving out those that touch none."""
        return [words for span in spans or () if span and (words := self.touched(span))]


def jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """Words shared, of all words in either; two empty sets agree."""
    if not left and not right:
        return 1.0
    return len(left & right) / len(left | right)
