"""Calibration: whether a finding's score is the share of such findings that are right.

An attribution is right when its whole meets gold by the `linked.half` rule of `attributions`; an allegation or
response when it meets a gold trigger with the same act, by the rule of `frames`. Findings are put into ten bins of
equal width by their score; the expected calibration error is the mean distance, over findings, between a bin's mean
score and its share of right ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.score.attributions import flatten, linked_hits
from training.score.files import Line
from training.score.frames import FRAMES, meet_triggers
from training.score.words import Words

BINS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finding's score in [0, 1], and whether the finding is right."""

    score: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The findings whose scores lie in `[low, high)`; the last bin includes 1.

    Attributes:
        score: their mean score.
        right: the share of them that is right.
    """

    low: float
    high: float
    findings: int
    score: float
    right: float


def attribution_outcomes(gold: Sequence[Line], readings: Mapping[str, Line]) -> list[Outcome]:
    """Outcomes of all attributions, once for each annotator of their report."""
    outcomes = []
    for line in gold:
        words = Words(line["text"])
        found = readings.get(str(line["id"]), {}).get("attributions") or []
        hits = linked_hits(flatten(found, words), flatten(line["attributions"], words), linking="half")
        outcomes += [Outcome(item["score"], hit) for item, hit in zip(found, hits, strict=True)]
    return outcomes


def frame_outcomes(gold: Sequence[Line], readings: Mapping[str, Line], *, frame: str) -> list[Outcome]:
    """Outcomes of all allegations (`abuse`) or responses (`response`)."""
    outcomes = []
    for line in gold:
        wanted = [item for item in line["frames"] if item["frame"] == frame]
        found = readings.get(str(line["id"]), {}).get(FRAMES[frame].findings) or []
        met = meet_triggers(found, wanted, Words(line["text"]))
        outcomes += [
            Outcome(item["score"], number in met and wanted[met[number]]["act"] == item["act"])
            for number, item in enumerate(found)
        ]
    return outcomes


def reliability(outcomes: Sequence[Outcome]) -> list[Bin]:
    """The bins that hold findings, from the least certain up."""
    held: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        held.setdefault(min(int(outcome.score * BINS), BINS - 1), []).append(outcome)
    return [
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            findings=len(members),
            score=sum(member.score for member in members) / len(members),
            right=sum(member.right for member in members) / len(members),
        )
        for number, members in sorted(held.items())
    ]


def expected_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error in points of per cent, to one decimal; None without findings."""
    findings = sum(bin_.findings for bin_ in bins)
    if not findings:
        return None
    return round(100 * sum(bin_.findings * abs(bin_.score - bin_.right) for bin_ in bins) / findings, 1)
