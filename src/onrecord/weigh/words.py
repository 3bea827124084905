"""A report's text as numbers: a 64-bit value a word, a shingle or a fingerprint.

Two texts that differ in case, punctuation, spaces, line breaks or Unicode form have the same words. Values come from
BLAKE2b and fixed arithmetic, so that they are the same in every process and on every machine; none is kept.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from onrecord.records import Report, Span
from onrecord.weigh.credits import Credit, credits_of

Values = NDArray[np.uint64]

# Words in a row that a shingle covers. Three: a typo spoils three of them; two unlike articles share under 2 %.
SHINGLE = 3
# Words in a row that a fingerprint stands for: long enough that unlike articles seldom share one by chance.
FINGERPRINT = 8
# One fingerprint of so many in a row is kept, the least: two texts with `FINGERPRINT + 2 * WINDOW - 1` (39) words in a
# row in common have two kept fingerprints in common, whatever surrounds those words.
WINDOW = 16

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")  # an accent may be a character of its own
_NUMBER = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"(?:^|[.!?:\n…])[\s\"'“”‘’«»(\[–—-]*$")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xBF58476D1CE4E5B9)
_REMEMBERED = 300_000  # spellings; more would be memory for words that never come again
_LONGEST_REMEMBERED = 40


class _Values(dict[str, int]):
    """The value of each word, worked out when first asked for."""

    def __missing__(self, word: str) -> int:
        plain = unicodedata.normalize("NFKC", word).casefold()
        value = int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = value
        return value


class Lexicon:
    """Turns texts into words' values; remembers those it met, up to a bound."""

    def __init__(self) -> None:
        self._values = _Values()

    def values(self, text: str) -> Values:
        """A value for each word of `text`, in order."""
        found = _WORD.findall(text)
        return np.fromiter(map(self._values.__getitem__, found), dtype=np.uint64, count=len(found))

    def worded(self, report: Report, values: Values | None = None) -> "Worded":
        """`report` with its words' values, where they are known already, and spans."""
        spans = [found.span() for found in _WORD.finditer(report.text)]
        return Worded(report=report, values=self.values(report.text) if values is None else values, spans=spans)


@dataclass(frozen=True, eq=False)
class Strand:
    """The values of a text's words, with what every comparison asks of them, worked out when first asked for."""

    values: Values

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def listed(self) -> list[int]:
        """The values, as Python has numbers."""
        found: list[int] = self.values.tolist()
        return found

    @cached_property
    def distinct(self) -> frozenset[int]:
        """Each value once."""
        return frozenset(self.listed)

    @cached_property
    def shingled(self) -> tuple[Values, NDArray[np.intp]]:
        """Each of the shingles once, ascending, and at which word it first stands."""
        return np.unique(shingles(self.values), return_index=True)


@dataclass(frozen=True, eq=False)
class Worded(Strand):
    """A report and its words: `values[i]` is the word at `spans[i]`."""

    report: Report
    spans: list[tuple[int, int]]

    @cached_property
    def credits(self) -> tuple[Credit, ...]:
        """What the report says of whom it has its text from."""
        return credits_of(self.report)

    @cached_property
    def tellable(self) -> dict[int, str]:
        """Names and figures: which word of the text each is, and how it is spelled there."""
        text = self.report.text
        found = {}
        for index, (start, end) in enumerate(self.spans):
            if text[start].isupper():
                if not _SENTENCE_END.search(text, max(0, start - 6), start):
                    found[index] = text[start:end]
            elif text[start].isdecimal() and _NUMBER.fullmatch(text, start, end):
                found[index] = text[start:end]
        return found

    def words(self, start: int, end: int) -> list[str]:
        """Words `start` to `end`, as the report spells them."""
        return [self.report.text[begins:ends] for begins, ends in self.spans[start:end]]

    def span(self, start: int, end: int) -> Span:
        """The span from word `start` to the end of the word before `end`."""
        return Span(self.spans[start][0], self.spans[end - 1][1])


def shingles(values: Values, size: int = SHINGLE) -> Values:
    """A value for each `size` words in a row; none when there are fewer."""
    count = len(values) - size + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        mixed = mixed * _FACTOR + values[offset : offset + count]
    mixed ^= mixed >> np.uint64(31)
    mixed *= _MIXER
    mixed ^= mixed >> np.uint64(29)
    return mixed


def fingerprints(values: Values) -> Values:
    """Some of the text's `FINGERPRINT`-word shingles, ascending, chosen so that equal passages have equal ones.

    Winnowing, after Schleimer, Wilkerson and Aiken (SIGMOD 2003).
    """
    grams = shingles(values, FINGERPRINT)
    if len(grams) < WINDOW:
        return np.sort(grams)[:1]
    return np.unique(np.lib.stride_tricks.sliding_window_view(grams, WINDOW).min(axis=1))


def digest(values: Values) -> bytes:
    """16 bytes that two texts share when they have the same words in the same order."""
    return blake2b(values.astype("<u8").tobytes(), digest_size=16).digest()
