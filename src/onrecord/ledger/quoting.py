"""Where a quotation stands in a text: to the letter, or but for spaces, quotation marks, dashes and capitals."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.records.span import Span

# What typing, copying and typesetting change without changing a word.
_ALIKE = str.maketrans(
    dict.fromkeys("‘’‚‛′`´ʼ", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"…": "..."}
)
_SILENT = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a quotation stands.

    Attributes:
        spans: in the text, in order.
        exact: whether it stands there to the letter.
    """

    spans: tuple[Span, ...]
    exact: bool


def places_of(text: str, quotation: str) -> Places:
    """Where a quotation stands in a text; where it nowhere does to the letter, where it nearly does."""
    exact = tuple(_found(text, quotation))
    if exact or not quotation.strip():
        return Places(exact, exact=True)
    plain, at = _plain(text)
    wanted, _ = _plain(quotation)
    wanted = wanted.strip()
    if not wanted:
        return Places((), exact=False)
    near = (Span(at[span.start], at[span.end - 1] + 1) for span in _found(plain, wanted))
    return Places(tuple(near), exact=False)


def _found(text: str, quotation: str) -> Iterator[Span]:
    if not quotation:
        return
    at = text.find(quotation)
    while at >= 0:
        yield Span(at, at + len(quotation))
        at = text.find(quotation, at + 1)


def _plain(text: str) -> tuple[str, list[int]]:
    """A text with what may differ made alike, and for each of its characters the place in the text."""
    plain: list[str] = []
    at: list[int] = []
    for place, char in enumerate(text):
        if char in _SILENT:
            continue
        if char.isspace():
            if plain and plain[-1] == " ":
                continue
            alike = " "
        else:
            alike = unicodedata.normalize("NFKC", char).translate(_ALIKE).casefold()
        plain.extend(alike)
        at.extend([place] * len(alike))
    return "".join(plain), at
