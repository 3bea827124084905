"""Facets: what the reader's encoder saw in stretches of a text, as few numbers, for `resolve` to sum up."""

from array import array
from dataclasses import dataclass

from onrecord.records.span import Span


@dataclass(frozen=True, slots=True)
class Facet:
    """A stretch of the text as the encoder saw it.

    Attributes:
        span: a mention, a role filler, a trigger, or a passage.
        words: how many words `values` sums up; a mention's values are a mean already, and count as one.
        values: single precision, in the order of the columns of the reader's projection.
    """

    span: Span
    words: int
    values: "array[float]"
