"""A report's text as rules look at it: words, sentences and paragraphs by position."""

import re
from bisect import bisect_right
from functools import cached_property

_WORD = re.compile(r"[^\W_]+(?:[.'’ʻ-][^\W_]+)*|[^\w\s]", re.UNICODE)
_END = re.compile(
    r"(?<![A-Z])(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!Gen)(?<!Sen)(?<!Rep)(?<!Gov)(?<!Lt)(?<!Col)(?<!St)(?<!Jr)(?<!Sr)(?<!Prof)"
    r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W\d_a-z])|\n\s*\n"
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
        self._sentences = [0, *(match.end() for match in _END.finditer(text))]
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
