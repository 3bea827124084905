"""A report's text as rules look at it: words, sentences and paragraphs by position."""

import re
from bisect import bisect_right
from functools import cached_property

_WORD = re.compile(r"[^\W_]+(?:[.'’ʻ-][^\W_]+)*|[^\w\s]", re.UNICODE)
_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W\d_a-z])|\n\s*\n")
# A full stop after these, or after a single capital, ends no sentence.
_ABBREVIATED = frozenset(
    "Mr Mrs Ms Dr Gen Sen Rep Gov Lt Col St Jr Sr Prof Brig Maj Capt Sgt Rev Hon Engr Adm vs No".split()
)
_PARAGRAPH = re.compile(r"\n\s*\n")


class Article:
    """The text of a report with its words and where sentences and paragraphs begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _WORD.finditer(text):
            self.words.append(match.group())
            self.starts.append(match.start())
            self.ends.append(match.end())
        self._sentences = [
            0,
            *(match.end() for match in _END.finditer(text) if not _is_abbreviated(text, match.start())),
        ]
        self._paragraphs = [0, *(match.end() for match in _PARAGRAPH.finditer(text))]

    @cached_property
    def lowered(self) -> list[str]:
        """The words in small letters."""
        return [word.lower() for word in self.words]

    def sentence(self, position: int) -> int:
        """Number of the sentence at a position."""
        return bisect_right(self._sentences, position) - 1

    def sentence_start(self, number: int) -> int:
        """Where a sentence begins."""
        return self._sentences[number]

    def paragraph(self, position: int) -> int:
        """Number of the paragraph at a position."""
        return bisect_right(self._paragraphs, position) - 1

    def word_at(self, position: int) -> int:
        """Index of the first word that ends after a position."""
        return bisect_right(self.ends, position)


def _is_abbreviated(text: str, stop: int) -> bool:
    """Whether the mark at `stop` is the full stop of an abbreviation or an initial."""
    if text[stop] != ".":
        return False
    start = stop
    while start and stop - start < 5 and text[start - 1].isalpha():
        start -= 1
    word = text[start:stop]
    return word in _ABBREVIATED or (len(word) == 1 and word.isupper())
