"""Words around what was found, masked, and fit for a screen."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from onrecord.ledger.masking import Remembering, window
from onrecord.ledger.search import Term, tokens
from onrecord.records.span import Span

SNIPPET: Final = 160

_NOT_FOR_SCREENS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_].*?(?:\x1b\\|\x07|$)|\x1b.")


def snippet_of(masker: Remembering, text: str, places: Sequence[Span]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Words around the first place, masked, and where in them the places lie."""
    first = min(places, default=Span(0, 0))
    begin, finish = _around(text, first)
    start, end = stretch_around(text, first)
    masked = masker.mask(text[start:end])
    cut = masked.span(_to_words(text, begin, finish).shifted(-start))
    inside = [masked.span(place.shifted(-start)) for place in places if start <= place.start and place.end <= end]
    bounds = sorted({cut.start, cut.end, *(edge for place in inside for edge in place)})
    at: dict[int, int] = {}
    pieces: list[str] = []
    length = 0
    for here, there in pairwise(bounds):
        at[here] = length
        if cut.start <= here and there <= cut.end:
            piece = shown(masked.text[here:there], keep_ends=True)
            pieces.append(piece)
            length += len(piece)
    at[bounds[-1]] = length
    marks = tuple(
        (at[place.start], at[place.end])
        for place in sorted(set(inside))
        if cut.start <= place.start and place.end <= cut.end
    )
    return "".join(pieces), marks


def stretch_around(text: str, place: Span) -> tuple[int, int]:
    """What is masked of a text for the snippet around a place, or to see whether masking leaves the place."""
    return window(text, _around(text, place))


def _around(text: str, place: Span) -> Span:
    return Span(max(0, place.start - SNIPPET // 3), min(len(text), place.end + SNIPPET))


def places_of(term: Term, text: str) -> Iterator[Span]:
    """Where a text has a term, by the words of both."""
    found = tokens(text)
    count = len(term.words)
    for number in range(len(found) - count + 1):
        here = [word for word, _, _ in found[number : number + count]]
        if here[:-1] == list(term.words[:-1]) and (
            here[-1].startswith(term.words[-1]) if term.prefix else here[-1] == term.words[-1]
        ):
            yield Span(found[number][1], found[number + count - 1][2])


def shown(text: str, *, keep_ends: bool = False) -> str:
    """A text for screens: without terminal escapes, control and direction characters, each run of spaces one space."""
    plain = _NOT_FOR_SCREENS.sub("", text)
    plain = "".join(" " if char.isspace() else char for char in plain if _printable(char))
    plain = re.sub(r" {2,}", " ", plain)
    return plain if keep_ends else plain.strip()


def _printable(char: str) -> bool:
    return char.isspace() or not unicodedata.category(char).startswith("C")


def _to_words(text: str, begin: int, finish: int) -> Span:
    while begin > 0 and not text[begin - 1].isspace():
        begin -= 1
    while finish < len(text) and not text[finish].isspace():
        finish += 1
    return Span(begin, finish)
