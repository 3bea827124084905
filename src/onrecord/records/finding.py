"""Findings: attributions, allegations, responses and actors, each with an id that a new reading keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from onrecord.records.span import Span


class FindingKind(StrEnum):
    """What was found."""

    ATTRIBUTION = "attribution"
    ALLEGATION = "allegation"
    RESPONSE = "response"
    ACTOR = "actor"

    @property
    def letter(self) -> str:
        """What ids of this kind start with, in a reading and in a ledger alike."""
        return {"attribution": "t", "allegation": "g", "response": "r", "actor": "a"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a reading holds, as the reader gave it.

    Attributes:
        id: the kind's letter and 16 hexadecimal digits, derived from the text's digest, the kind and the anchor, so
            that a new reading of the same text keeps it.
        report: number of the report within the case; of several with the same text, the first.
        reading: number of the reading within the case.
        local: its id within the reading, e.g. `g2`.
        anchor: the span that it hangs on: an attribution's cue, a trigger, an actor's first mention.
        extent: the span from its first to its last code point, within the anchor's paragraph.
        quotation: the report's text at `extent`.
        act: act of abuse, or of response; None for attributions and actors.
        status: how the text presents it; None for attributions and actors.
        score: calibrated probability in [0, 1]; None where somebody entered it, and for actors.
        data: all its fields as plain values, `onrecord.records.plain`'s.
    """

    id: str
    kind: FindingKind
    report: int
    reading: int
    local: str
    anchor: Span
    extent: Span
    quotation: str
    act: str | None = None
    status: str | None = None
    score: float | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
