"""A reading's findings as rows, each with an id that a new reading of the same text keeps."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, not_, or_, select

from onrecord.ledger import schema
from onrecord.records.finding import FindingKind
from onrecord.records.plain import Plain, canonical, from_canonical, from_plain, to_plain
from onrecord.records.reading import Reading
from onrecord.records.report import Report
from onrecord.records.span import Span

PARAGRAPH = "\n\n"

NOT_KEPT = frozenset({"report", "links"})
"""The report has its own row; links are what `resolve` works on, and it leaves none."""

ID_DIGITS = 16

BY_HAND = "hand@"
"""How the reader's name begins of a reading that holds what somebody entered: `hand@NAME`."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding before it has a number: the columns of `findings`, and an actor's name and kind."""

    values: dict[str, Any]
    name: str | None = None
    actor_kind: str | None = None


def by_hand(reader: str) -> bool:
    """Whether a reading's reader is somebody who entered a finding."""
    return reader.startswith(BY_HAND)


def is_current(readings: Any) -> Any:  # noqa: ANN401 (SQLAlchemy's types of these have no common name)
    """The condition that a row of `readings` counts: a report's newest by a reader, or entered by hand.

    Args:
        readings: the table `readings`, or an alias of it.
    """
    later = schema.readings.alias()
    newer = select(later.c.number).where(
        later.c.report == readings.c.report, later.c.number > readings.c.number, later.c.reader.not_like(f"{BY_HAND}%")
    )
    return or_(readings.c.reader.like(f"{BY_HAND}%"), not_(exists(newer)))


def body(reading: Reading) -> bytes:
    """The canonical JSON of all that a reading holds beside its report."""
    return canonical(plain_body(reading))


def plain_body(reading: Reading) -> Plain:
    """The plain values of all that a reading holds beside its report."""
    return to_plain(reading, leave_out=NOT_KEPT)


def packed(content: bytes) -> bytes:
    """A body as the ledger keeps it."""
    return zlib.compress(content, 6)


def unpacked(kept: bytes) -> bytes:
    """The body that `packed` was given.

    Raises:
        zlib.error: the bytes are damaged.
    """
    return zlib.decompress(kept)


def reading_of(content: bytes, report: Report) -> Reading:
    """The reading whose body this is."""
    return from_plain(Reading, from_canonical(content), report=report)


def found_in(content: Plain, text: str, text_digest: str) -> Iterator[Found]:
    """The findings of a reading, in its order: attributions, allegations, responses, actors.

    Args:
        content: the plain values of a reading's body.
        text: the report's text.
        text_digest: SHA-256 of the text's UTF-8.
    """
    seen: Counter[tuple[str, Span]] = Counter()
    mentions = {entity["id"]: Span(*entity["span"]) for entity in content.get("entities", ())}
    for kind, values, anchor, spans in _anchored(content, mentions):
        ordinal: int | str = seen[kind.value, anchor]
        seen[kind.value, anchor] += 1
        if by_hand(content.get("reader", "")):
            ordinal = _told(values)
        extent = _extent(text, anchor, spans)
        yield Found(
            values={
                "id": finding_id(text_digest, kind, anchor, ordinal),
                "kind": kind.value,
                "local": values["id"],
                "act": values.get("act"),
                "status": values.get("status"),
                "score": values.get("score"),
                "start": anchor.start,
                "end": anchor.end,
                "extent_start": extent.start,
                "extent_end": extent.end,
                "quotation": extent.of(text),
            },
            name=values["name"] if kind is FindingKind.ACTOR else None,
            actor_kind=values["kind"] if kind is FindingKind.ACTOR else None,
        )


def finding_id(text_digest: str, kind: FindingKind, anchor: Span, ordinal: int | str) -> str:
    """The id of the finding of a kind that hangs on a span, the `ordinal`th that does, from 0.

    What somebody entered has a digest of all that it tells in place of the ordinal: no reader takes its place, and the
    same entered twice is one finding.
    """
    told = canonical([text_digest, kind.value, anchor.start, anchor.end, ordinal])
    return kind.letter + hashlib.sha256(told).hexdigest()[:ID_DIGITS]


def _told(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical({key: value for key, value in values.items() if key != "id"})).hexdigest()


def _anchored(
    content: Plain, mentions: Mapping[str, Span]
) -> Iterator[tuple[FindingKind, Mapping[str, Any], Span, list[Span]]]:
    for values in content.get("attributions", ()):
        cue, said, source = (_spans(values[part]) for part in ("cue", "content", "source"))
        spans = [*cue, *said, *source]  # a transcript's answers have no cue, and hang on what is said
        yield FindingKind.ATTRIBUTION, values, spans[0] if spans else Span(0, 0), spans
    for key, kind in (("allegations", FindingKind.ALLEGATION), ("responses", FindingKind.RESPONSE)):
        for values in content.get(key, ()):
            anchor = Span(*values["trigger"])
            yield kind, values, anchor, [anchor, *_filled(values)]
    for values in content.get("actors", ()):
        spans = sorted(mentions[entity] for entity in values.get("entities", ()) if entity in mentions)
        yield FindingKind.ACTOR, values, spans[0] if spans else Span(0, 0), spans[:1]


def _filled(values: Mapping[str, Any]) -> Iterator[Span]:
    for role in ("victims", "alleged_perpetrators", "who", "to", "about", "places", "times", "counts"):
        for filler in values.get(role, ()):
            yield Span(*filler["span"])


def _spans(values: Iterable[Iterable[int]]) -> list[Span]:
    return [Span(*value) for value in values]


def _extent(text: str, anchor: Span, spans: Iterable[Span]) -> Span:
    """From the first to the last code point of the spans, within the anchor's paragraph."""
    before = text.rfind(PARAGRAPH, 0, anchor.start)
    first = 0 if before < 0 else before + len(PARAGRAPH)
    after = text.find(PARAGRAPH, anchor.end)
    last = len(text) if after < 0 else after
    inside = [Span(max(span.start, first), min(span.end, last)) for span in spans if span.overlaps(Span(first, last))]
    if not inside:
        return anchor
    return Span(min(anchor.start, *(span.start for span in inside)), max(anchor.end, *(span.end for span in inside)))
