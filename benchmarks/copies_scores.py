"""Clusterings compared: adjusted Rand index, and precision and recall over pairs."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of items that two clusterings put together.

    Attributes:
        both: pairs that lie together in both.
        gold: pairs that lie together in the true one.
        found: pairs that lie together in the other.
        all: pairs there are.
    """

    both: int
    gold: int
    found: int
    all: int

    @property
    def precision(self) -> float:
        """Of the pairs put together, the share that belong together; 1.0 when none were put together."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that belong together, the share put together; 1.0 when there are none."""
        return self.both / self.gold if self.gold else 1.0

    @property
    def adjusted_rand(self) -> float:
        """Agreement beyond chance (Hubert and Arabie 1985): 1.0 for the same clusters, 0.0 for chance."""
        chance = self.gold * self.found / self.all if self.all else 0.0
        most = (self.gold + self.found) / 2
        return 1.0 if most == chance else (self.both - chance) / (most - chance)


def pairs(gold: Mapping[Item, Hashable], found: Mapping[Item, Hashable]) -> Pairs:
    """Both clusterings over the items of `gold`, each given as item → cluster."""
    return Pairs(
        both=_together(Counter((gold[item], found[item]) for item in gold)),
        gold=_together(Counter(gold.values())),
        found=_together(Counter(found[item] for item in gold)),
        all=len(gold) * (len(gold) - 1) // 2,
    )


def _together(sizes: Mapping[Hashable, int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
