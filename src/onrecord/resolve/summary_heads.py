"""The summary's heads: weighted sums of named numbers, fitted by `python -m training.fit_summary`.

Two sorts: *each* gives every class a probability of its own; *one* shares a probability of one among a report's
candidates and "none of them", so that it can abstain. The weights stand in `data/summary_weights.json` under the names
of the features, so that anybody can see what speaks for what.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Weights = Mapping[str, float]
# The constant's name among a class's weights.
CONSTANT = ""
# The class of victims of whom the report does not tell.
UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of a decision.

    Attributes:
        weights: class → feature → weight; a *one* head has a single class.
        least: probability from which on the product says it; below, it says nothing.
    """

    weights: Mapping[str, Weights]
    least: float

    def each(self, features: Mapping[str, float]) -> dict[str, float]:
        """Every class's own probability."""
        return {name: 1 / (1 + math.exp(-_bounded(_sum(weights, features)))) for name, weights in self.weights.items()}

    def one(self, candidates: Sequence[Mapping[str, float]]) -> list[float]:
        """Each candidate's share of a probability of one; what is left is none's."""
        (weights,) = self.weights.values()
        odds = [math.exp(_bounded(_sum(weights, features))) for features in candidates]
        total = 1 + sum(odds)
        return [value / total for value in odds]


def _sum(weights: Weights, features: Mapping[str, float]) -> float:
    # in the order of the weights' file: the same sum, to the bit, everywhere
    return sum(weight * (1.0 if name == CONSTANT else features.get(name, 0.0)) for name, weight in weights.items())


def _bounded(value: float) -> float:
    return max(-20.0, min(20.0, value))


@cache
def heads() -> dict[str, Head]:
    """The heads that come with the package, by name."""
    text = files("onrecord.resolve").joinpath("data", "summary_weights.json").read_text(encoding="utf-8")
    return {name: Head(head["weights"], head["least"]) for name, head in json.loads(text)["heads"].items()}
