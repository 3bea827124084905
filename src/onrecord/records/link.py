"""Links: which earlier mention a mention may stand for, as the reader scores it."""

from dataclasses import dataclass

from onrecord.records.span import Span


@dataclass(frozen=True, slots=True)
class Link:
    """A candidate antecedent of a mention.

    Attributes:
        mention: the later mention, e.g. "he" or "the minister".
        antecedent: the earlier mention that it may stand for; None: it stands for nobody named before (the reader
            leaves these out).
        score: probability in [0, 1] among the mention's candidates and "nobody before".
    """

    mention: Span
    antecedent: Span | None
    score: float
