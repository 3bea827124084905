"""Stretches: a long report read piece by piece."""

from dataclasses import dataclass

from onrecord.records.reading import Reading
from onrecord.records.span import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a long report's text, with all that was found in it and in its margins.

    Attributes:
        reading: of the part alone: its report's text is the part with its margins, and spans count from there.
        start: where that text begins in the whole text.
        owned: the range of the whole text over which this stretch has the say; each code point is one stretch's own.
    """

    reading: Reading
    start: int
    owned: Span
