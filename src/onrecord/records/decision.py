"""Decisions: a reviewer's word on a finding, and what goes with it.

Decisions, assessments, protections and reveals are only ever added. What they come to is a fold (`ledger/fold.py`).
Whether a finding was correctly read, how reliable its source is, how credible the information is and whether it was
verified are four questions; none answers another.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
"""What JSON can hold: an amended field's new value, as `records/plain.py` writes that field."""


class Verdict(StrEnum):
    """What a reviewer says about a finding, or about an earlier decision."""

    CONFIRMED = "confirmed"
    AMENDED = "amended"
    MISREAD = "misread"
    MERGED = "merged"
    SPLIT = "split"
    COMMENTED = "commented"
    UNDONE = "undone"


class Dimension(StrEnum):
    """What an assessment judges."""

    RELIABILITY = "reliability"
    CREDIBILITY = "credibility"
    VERIFICATION = "verification"


class Reliability(StrEnum):
    """How far the source is relied on, by the letters of the Admiralty scale."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """How far the information is believed, whoever gives it, by the figures of the Admiralty scale."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNKNOWN = "6"


class Verification(StrEnum):
    """Whether what is told was found to have happened; only a person ever sets it."""

    UNVERIFIED = "unverified"
    CORROBORATED = "corroborated"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    RETRACTED = "retracted"


class Role(StrEnum):
    """Why a person is protected."""

    VICTIM = "victim"
    WITNESS = "witness"
    RELATIVE = "relative"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's word on a finding; never overwritten, undone only by another.

    Attributes:
        number: place in the order of decisions, from 1, never given twice.
        finding: id of the finding; of an undoing, the finding that the undone decision is on.
        who: the reviewer.
        at: when, UTC, ISO 8601.
        field: of an amendment, the field amended.
        value: of an amendment, the new value; of a merge, the id of the finding merged into; of a split, the ids of
            the findings that it is split into; else None.
        undoes: of an undoing, the number of the decision undone, which may be an undoing itself.
        reason: why, in the reviewer's words; of a comment, the comment.
        basis: `name@version` of the reader whose finding was looked at, None where it was entered by hand.
    """

    number: int
    finding: str
    verdict: Verdict
    who: str
    at: str
    field: str | None = None
    value: Value = None
    undoes: int | None = None
    reason: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A reviewer's judgement of what a finding tells, one dimension at a time.

    Attributes:
        number: place in the order of assessments, from 1, never given twice.
        finding: id of the finding.
        value: a word of the dimension's list (`Reliability`, `Credibility`, `Verification`); None takes back.
        who: the reviewer who wrote it down.
        at: when, UTC, ISO 8601.
        by: of a verification, the person or body that verified; nobody is filled in.
        standard: of a verification, the standard of proof that was met.
        reason: why, in the reviewer's words.
    """

    number: int
    finding: str
    dimension: Dimension
    value: str | None
    who: str
    at: str
    by: str | None = None
    standard: str | None = None
    reason: str | None = None
