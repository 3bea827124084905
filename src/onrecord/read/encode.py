"""Text → words, word pieces and their features, with code-point offsets.

A *word* here is what BERT's pre-tokenizer makes: a run of letters and digits, or a single mark. Labels stand on
words; the encoder reads word pieces. The checkpoint is uncased and blind to white space, so each piece also carries
one *feature* number that says how its word is written (shape), what stands before it (boundary) and whether it is
inside quotation marks.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import combining

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

SHAPES = ("lower", "title", "upper", "initial", "mixed", "digits", "alphanumeric", "mark", "stop", "quote")
BOUNDARIES = ("glued", "space", "line", "paragraph")
FEATURES = len(SHAPES) * len(BOUNDARIES) * 2

# Tokenizing goes block by block, so that memory stays bounded whatever the text's length.
BLOCK = 50_000

_LINE_ENDS = frozenset('.!?:;"”’»)]')
UNKNOWN = 100
_SPECIAL = frozenset((101, 102, 103))

_OPENING = {"“": "”", "«": "»", "„": "“", "‘": "’"}
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|rev|sen|rep|gov|gen|col|lt|sgt|capt|maj|st|jr|sr|no|vs|inc|ltd|co|corp|u\.s|u\.n|u\.k|"
    r"a\.m|p\.m|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)|\b[a-z])$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text's words and pieces.

    Attributes:
        text: the text itself.
        pieces: int64 [P], vocabulary ids, without the special ones.
        features: int64 [P], in `[0, FEATURES)`.
        first: int64 [W + 1], index of each word's first piece; the last entry is P.
        starts, ends: int64 [W], code-point offsets of each word.
        paragraphs, sentences: int64 [W], running numbers.
        quoted: bool [W], inside quotation marks (the marks included).
    """

    text: str
    pieces: NDArray[np.int64]
    features: NDArray[np.int64]
    first: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    paragraphs: NDArray[np.int64]
    sentences: NDArray[np.int64]
    quoted: NDArray[np.bool_]

    def __len__(self) -> int:
        """Number of words."""
        return len(self.starts)

    def words(self, start: int, end: int) -> tuple[int, int]:
        """Half-open range of the words that share a code point with `[start, end)`."""
        return int(np.searchsorted(self.ends, start, side="right")), int(np.searchsorted(self.starts, end, side="left"))


def shape_of(word: str) -> int:
    """Index into `SHAPES`."""
    if len(word) == 1 and not word.isalnum():
        if word in "\"“”«»„‘’'`":
            return 9
        return 8 if word in ".!?" else 7
    if word.isdigit():
        return 5
    if not word.isalpha():
        return 6 if any(c.isdigit() for c in word) else 7
    if word.islower():
        return 0
    if len(word) == 1:
        return 3
    if word.isupper():
        return 2
    return 1 if word[0].isupper() and word[1:].islower() else 4


def blocks(text: str, size: int = BLOCK) -> Iterator[tuple[int, int]]:
    """Cuts of a text into pieces of about `size` code points, at white space wherever there is any."""
    start, length = 0, len(text)
    while start < length:
        end = min(length, start + size)
        if end < length:
            for mark in ("\n\n", "\n", " "):
                cut = text.rfind(mark, start + size // 2, end)
                if cut > 0:
                    end = cut + len(mark)
                    break
        yield start, end
        start = end


def encode(text: str, tokenizer: Tokenizer) -> Encoded:
    """Words and pieces of a text of any length."""
    pieces: list[int] = []
    first: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    length = len(text)
    for offset, end in blocks(text):
        encoding = tokenizer.encode(text[offset:end], add_special_tokens=False)
        previous = None
        base = len(pieces)
        for index, (word, (s, e)) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
            if word != previous:
                first.append(base + index)
                starts.append(offset + s)
                ends.append(offset + e)
                previous = word
            else:
                ends[-1] = max(ends[-1], offset + e)
        # a text may hold "[SEP]" literally: that is no end of a window
        pieces.extend(UNKNOWN if piece in _SPECIAL else piece for piece in encoding.ids)
    for index, (stop, following) in enumerate(zip(ends, [*starts[1:], length], strict=False)):
        # a decomposed accent belongs to its letter; the tokenizer's offsets stop before it
        while stop < following and combining(text[stop]):
            stop += 1
        ends[index] = stop
    first.append(len(pieces))
    shapes, boundaries, quoted, paragraphs, sentences = _layout(text, starts, ends)
    firsts = np.asarray(first, np.int64)
    feature = (np.asarray(shapes, np.int64) * len(BOUNDARIES) + np.asarray(boundaries, np.int64)) * 2 + np.asarray(
        quoted, np.int64
    )
    return Encoded(
        text=text,
        pieces=np.asarray(pieces, np.int64),
        features=np.repeat(feature, np.diff(firsts)),
        first=firsts,
        starts=np.asarray(starts, np.int64),
        ends=np.asarray(ends, np.int64),
        paragraphs=np.asarray(paragraphs, np.int64),
        sentences=np.asarray(sentences, np.int64),
        quoted=np.asarray(quoted, np.bool_),
    )


def _layout(
    text: str, starts: list[int], ends: list[int]
) -> tuple[list[int], list[int], list[bool], list[int], list[int]]:
    """Shape, boundary, quoted, paragraph and sentence of each word."""
    shapes: list[int] = []
    boundaries: list[int] = []
    quoted: list[bool] = []
    paragraphs: list[int] = []
    sentences: list[int] = []
    closing: str | None = None
    paragraph = sentence = 0
    stopped = False  # a sentence-final mark has passed, and no word since
    previous_end = 0
    for start, end in zip(starts, ends, strict=True):
        word = text[start:end]
        shape = shape_of(word)
        gap = text[previous_end:start]
        if not gap:
            boundary = 0
        elif "\n" not in gap and "\r" not in gap:
            boundary = 1
        else:
            boundary = 3 if gap.count("\n") > 1 or gap.count("\r") > 1 else 2
        if previous_end == 0:
            boundary = 3
        # a line that breaks off mid-sentence is wrapped, as mail and PDF have it: its paragraph goes on
        ended = boundary == 3 or (boundary == 2 and text[previous_end - 1] in _LINE_ENDS)
        if ended and previous_end:
            paragraph += 1
            sentence += 1
            stopped = False
            closing = None
        elif stopped and boundary and (shape in (1, 2, 3, 4, 5, 6) or (shape == 9 and word not in "”’»")):
            sentence += 1
            stopped = False
        inside = closing is not None
        if shape == 9:
            if closing is not None and word == closing:
                # an apostrophe is not the end of a quotation in single marks
                if word != "’" or not (end < len(text) and text[end].isalnum()):
                    closing = None
            elif closing is None:
                if word in _OPENING and (word != "‘" or boundary):
                    closing = _OPENING[word]
                    inside = True
                elif word == '"':
                    closing = '"'
                    inside = True
        elif shape == 8:
            stopped = word != "." or not _ABBREVIATION.search(text[max(0, start - 8) : start])
        elif shape != 7:
            stopped = False
        shapes.append(shape)
        boundaries.append(boundary)
        quoted.append(inside)
        paragraphs.append(paragraph)
        sentences.append(sentence)
        previous_end = end
    return shapes, boundaries, quoted, paragraphs, sentences


@dataclass(frozen=True, slots=True)
class Window:
    """Words `[start, stop)` read in one pass."""

    start: int
    stop: int


def windows(encoded: Encoded, size: int, overlap: int) -> list[Window]:
    """Overlapping windows of whole words, of at most `size` pieces, that cover the text.

    Consecutive windows share about `overlap` pieces.
    """
    first = encoded.first
    count = len(encoded)
    out: list[Window] = []
    start = 0
    while start < count:
        stop = bisect_right(first, int(first[start]) + size) - 1
        stop = min(max(stop, start + 1), count)
        out.append(Window(start, stop))
        if stop == count:
            break
        start = max(start + 1, bisect_right(first, int(first[stop]) - overlap) - 1)
    return out
