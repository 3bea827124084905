"""A text cut at every edge of every span, so that overlapping and nested marks can stand in a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from onrecord.records import Reading, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with what it is to one finding.

    Attributes:
        finding: id of the finding.
        role: what the span is to it: `source`, `cue`, `content`, `trigger`, `victims`, `places` and the like.
        kind: `attribution`, `allegation`, `response` or `entity`.
    """

    span: Span
    finding: str
    role: str
    kind: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text in which the same marks hold throughout, widest mark first."""

    text: str
    marks: tuple[Mark, ...]


def marks(reading: Reading) -> Iterator[Mark]:
    """Every span of every finding of a reading."""
    for attribution in reading.attributions:
        for role, spans in (
            ("content", attribution.content),
            ("source", attribution.source),
            ("cue", attribution.cue),
        ):
            for span in spans:
                yield Mark(span, attribution.id, role, "attribution")
    for allegation in reading.allegations:
        yield Mark(allegation.trigger, allegation.id, "trigger", "allegation")
        for role, parts in (
            ("victims", allegation.victims),
            ("alleged-perpetrators", allegation.alleged_perpetrators),
            ("places", allegation.places),
            ("times", allegation.times),
            ("counts", allegation.counts),
        ):
            for part in parts:
                yield Mark(part.span, allegation.id, role, "allegation")
    for response in reading.responses:
        yield Mark(response.trigger, response.id, "trigger", "response")
        for role, parts in (
            ("who", response.who),
            ("to", response.to),
            ("about", response.about),
            ("places", response.places),
            ("times", response.times),
        ):
            for part in parts:
                yield Mark(part.span, response.id, role, "response")
    for entity in reading.entities:
        yield Mark(entity.span, entity.id, entity.type.value, "entity")


def segments(text: str, marked: Iterable[Mark]) -> Iterator[Segment]:
    """The text in order, cut at every edge; joined again it is the text.

    Empty spans mark nothing; a span that reaches beyond the text marks what there is of it. Takes time in the order of
    the number of marks times how many overlap, whatever the length of the text.
    """
    ordered = sorted(
        (mark for mark in marked if max(mark.span.start, 0) < min(mark.span.end, len(text))),
        key=lambda mark: (mark.span.start, -mark.span.end),
    )
    edges = sorted({0, len(text)} | {min(edge, len(text)) for mark in ordered for edge in mark.span})
    active: list[tuple[int, int]] = []  # a heap of (end, index), so that what ends next comes first
    upcoming = 0
    for start, end in pairwise(edges):
        while active and active[0][0] <= start:
            heappop(active)
        while upcoming < len(ordered) and ordered[upcoming].span.start <= start:
            heappush(active, (ordered[upcoming].span.end, upcoming))
            upcoming += 1
        yield Segment(text[start:end], tuple(ordered[index] for index in sorted(index for _, index in active)))
