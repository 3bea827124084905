"""Attributions: somebody says something."""

from dataclasses import dataclass

from onrecord.records.span import Span
from onrecord.records.vocabulary import Force, Manner


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content: somebody says something.

    Attributes:
        source: spans of who says it; empty where the text leaves it out.
        cue: spans of the words that say that it is said; empty in a transcript's answers.
        content: spans of what is said, in text order, possibly discontinuous.
        speaker: id of the actor who says it, once resolved.
        within: id of the innermost attribution whose content holds this one.
        score: calibrated probability in [0, 1] that cue, source and content are right.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Manner
    force: Force
    score: float
    speaker: str | None = None
    within: str | None = None
