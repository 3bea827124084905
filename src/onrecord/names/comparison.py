"""What a comparison of two names says."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a comparison of two names says."""

    SAME = "same"
    MAYBE = "maybe"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict and the reason for it, a clause that reviewers read."""

    verdict: Verdict
    reason: str
