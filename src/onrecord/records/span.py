"""Spans: half-open ranges of Unicode code points."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range `[start, end)` of Unicode code points in a report's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The quotation that the span marks in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> "Span":
        """The same range, `by` code points later."""
        return Span(self.start + by, self.end + by)
