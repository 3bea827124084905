"""Counts behind a score, and the percentages printed from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tally:
    """What was hit, out of what was guessed and what is gold."""

    hit: float = 0
    guessed: float = 0
    gold: float = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.hit + other.hit, self.guessed + other.guessed, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Per cent of the guesses that hit, to one decimal; 0 where nothing was guessed."""
        return round(100 * _share(self.hit, self.guessed), 1)

    @property
    def recall(self) -> float:
        """Per cent of gold that was hit, to one decimal; 0 where there is no gold."""
        return round(100 * _share(self.hit, self.gold), 1)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall in per cent, to one decimal, from the unrounded values."""
        precision, recall = _share(self.hit, self.guessed), _share(self.hit, self.gold)
        return round(100 * 2 * precision * recall / (precision + recall), 1) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something happened, of the times that it could have."""

    hit: float = 0
    of: float = 0

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.hit + other.hit, self.of + other.of)

    @property
    def per_cent(self) -> float | None:
        """To one decimal; None where it never could have happened, which isn't 0."""
        return round(100 * self.hit / self.of, 1) if self.of else None


@dataclass(slots=True)
class Scores:
    """Named tallies and rates, pooled (micro) over documents."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    rates: dict[str, Rate] = field(default_factory=dict)

    def count(self, name: str, *, hit: float, guessed: float, gold: float) -> None:
        """Add to a tally; naming it with zeros makes it appear in the table."""
        self.tallies[name] = self.tallies.get(name, Tally()) + Tally(hit, guessed, gold)

    def rate(self, name: str, *, hit: float, of: float) -> None:
        """Add to a rate."""
        self.rates[name] = self.rates.get(name, Rate()) + Rate(hit, of)

    def add(self, other: "Scores") -> None:
        """Pool another's counts into this."""
        for name, tally in other.tallies.items():
            self.count(name, hit=tally.hit, guessed=tally.guessed, gold=tally.gold)
        for name, rate in other.rates.items():
            self.rate(name, hit=rate.hit, of=rate.of)

    def figures(self) -> Mapping[str, float | None]:
        """Name to F1 or rate, in per cent."""
        return {name: tally.f1 for name, tally in self.tallies.items()} | {
            name: rate.per_cent for name, rate in self.rates.items()
        }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
