"""The ratchet: the figures of the committed weights, which only rise.

`training/ratchet.json` holds every figure with what it was measured on: digests of the corpora, of the weights, and the
scorers' version. Under the same weights figures are deterministic, so any that is worse means that the reader's code
fell; under new weights, that the training did. Either way scoring fails until the fall is allowed by name with a
reason, which then stands in the file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

LOWER_IS_BETTER = ("*.swapped", "*.unnegated", "*.overnegated", "*.reversed", "*.promoted", "*.unread", "calibration.*")
"""Figures that measure errors; all others measure what was got right."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures, and what they were measured on.

    Attributes:
        scorer: version of the scorers.
        reader: `name@version` of the reader.
        weights: SHA-256 of the weights file; None where kept readings were scored.
        corpora: path within the corpora folder to SHA-256.
        figures: name to figure in per cent; None where there was nothing to measure.
        details: name to what lies behind the figure: precision, recall and gold of an F1, the chances of a rate.
        reliability: kind of finding to the bins of its scores.
        allowed_falls: figures that got worse with leave when these were written.
    """

    scorer: str
    reader: str
    weights: str | None
    corpora: Mapping[str, str]
    figures: Mapping[str, float | None]
    details: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    reliability: Mapping[str, Sequence[Mapping[str, float]]] = field(default_factory=dict)
    allowed_falls: Sequence["Fall"] = ()


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure that got worse, and why that was allowed."""

    figure: str
    was: float | None
    now: float | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How new figures compare with the held ones.

    Attributes:
        incomparable: reasons why they can't be compared; then there are no falls and no rises.
        falls: figures that got worse without leave.
        allowed: figures that got worse with leave.
        rises: figures that got better.
    """

    incomparable: tuple[str, ...] = ()
    falls: tuple[Fall, ...] = ()
    allowed: tuple[Fall, ...] = ()
    rises: tuple[Fall, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the ratchet holds."""
        return not self.incomparable and not self.falls


def compare(
    held: Measured, new: Measured, *, allow: Mapping[str, str] | None = None, tolerance: float = 0.0
) -> Verdict:
    """Whether any figure fell.

    Args:
        held: what the ratchet holds.
        new: what was measured now.
        allow: pattern of figures' names (`fnmatch`) to the reason why they may fall.
        tolerance: points that a figure may be worse by: 0, except on a processor whose integer kernels round otherwise
            than those that the held figures were measured on.
    """
    incomparable = list(_incomparable(held, new))
    if incomparable:
        return Verdict(tuple(incomparable))
    falls: list[Fall] = []
    allowed: list[Fall] = []
    rises: list[Fall] = []
    for name, was in held.figures.items():
        now = new.figures.get(name)
        if was == now:
            continue
        better = _is_better(name, now, was, tolerance=0.0)
        if better:
            rises.append(Fall(name, was, now))
        elif not _is_better(name, now, was, tolerance=tolerance):
            reason = next((why for pattern, why in (allow or {}).items() if fnmatchcase(name, pattern)), None)
            (falls if reason is None else allowed).append(Fall(name, was, now, reason))
    return Verdict((), tuple(falls), tuple(allowed), tuple(rises))


def is_error(name: str) -> bool:
    """Whether the figure measures an error, so that less is better."""
    return any(fnmatchcase(name, pattern) for pattern in LOWER_IS_BETTER)


def with_falls(measured: Measured, falls: Sequence[Fall]) -> Measured:
    """The same figures, with the falls that were allowed on the way to them."""
    return replace(measured, allowed_falls=tuple(falls))


def load(path: Path) -> Measured:
    """The ratchet's file."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    falls = [Fall(**fall) for fall in data.pop("allowed_falls")]
    return Measured(**data, allowed_falls=falls)


def save(path: Path, measured: Measured) -> None:
    """Write the file, in an order that shows what changed."""
    text = json.dumps(asdict(measured), indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def _incomparable(held: Measured, new: Measured) -> Sequence[str]:
    reasons = []
    if held.scorer != new.scorer:
        reasons.append(f"the scorers are version {new.scorer}, the ratchet's were {held.scorer}")
    for name, was in held.corpora.items():
        now = new.corpora.get(name)
        if now != was:
            reasons.append(f"{name} is {'missing' if now is None else 'another file than the ratchet was measured on'}")
    return reasons


def _is_better(name: str, now: float | None, was: float | None, *, tolerance: float) -> bool:
    """Whether `now` is better than `was`, or worse by no more than the tolerance where there is one."""
    if now is None or was is None:
        return was is None  # something is measured that was not before; a figure that vanished fell
    gain = round(was - now if is_error(name) else now - was, 6)
    return gain > 0 or (tolerance > 0 and gain >= -tolerance)
