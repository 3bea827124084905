"""Where two texts have the same words in the same order: runs of equal words, and passages made of them.

Seeds are shingles that both texts have; a seed is extended to both sides while the words are equal; each word belongs
to one run at most. Runs with a few differing words between them make one passage: a misspelling, a space too many or a
word replaced doesn't end it. Passages may stand in another order in the other text. Time grows with the texts' length,
not with its square.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from onrecord.weigh.words import SHINGLE, Strand

# Words that may differ, on either side, within a passage.
GAP = 6
# Differing words that count as aligned: so small a gap between equal words is the same text, spoilt.
_SPOILT = 2
# Equal words that a passage has at least; fewer in a row are shared by chance ("the prime minister of the country").
PASSAGE_LEAST = 8
_LONELY_RUN = 6


class Run(NamedTuple):
    """`length` equal words, from `first` on in one text and from `second` on in the other."""

    first: int
    second: int
    length: int

    @property
    def first_end(self) -> int:
        """The word after the run in the first text."""
        return self.first + self.length

    @property
    def second_end(self) -> int:
        """The word after the run in the second text."""
        return self.second + self.length


@dataclass(frozen=True)
class Passage:
    """Runs that follow one another closely in both texts."""

    runs: tuple[Run, ...]

    @cached_property
    def equal(self) -> int:
        """Words that are equal."""
        return sum(run.length for run in self.runs)

    @property
    def first(self) -> tuple[int, int]:
        """Words `[start, end)` in the first text."""
        return self.runs[0].first, self.runs[-1].first_end

    @property
    def second(self) -> tuple[int, int]:
        """Words `[start, end)` in the second text."""
        return self.runs[0].second, self.runs[-1].second_end

    @cached_property
    def gaps(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Words between runs, in the first text and in the second."""
        return [
            ((before.first_end, after.first), (before.second_end, after.second))
            for before, after in zip(self.runs, self.runs[1:], strict=False)
        ]

    def aligned(self) -> tuple[int, int]:
        """How many words of either text are aligned: the equal ones, and those of small gaps."""
        first = second = self.equal
        for (start, end), (other_start, other_end) in self.gaps:
            if max(end - start, other_end - other_start) <= _SPOILT:
                first += end - start
                second += other_end - other_start
        return first, second


def align(first: Strand, second: Strand) -> tuple[Passage, ...]:
    """The passages that two texts share, in the first one's order."""
    runs = _runs(first, second)
    # A short run whose neighbours lie elsewhere is three common words met by chance, and would cut a passage in two.
    runs = [
        run
        for index, run in enumerate(runs)
        if run.length >= _LONELY_RUN
        or (index > 0 and _follows(runs[index - 1], run))
        or (index + 1 < len(runs) and _follows(run, runs[index + 1]))
    ]
    passages: list[list[Run]] = []
    for run in runs:
        if passages and _follows(passages[-1][-1], run):
            passages[-1].append(run)
        else:
            passages.append([run])
    found = (Passage(tuple(each)) for each in passages)
    return tuple(passage for passage in found if passage.equal >= PASSAGE_LEAST)


def _follows(before: Run, after: Run) -> bool:
    return 0 <= after.first - before.first_end <= GAP and 0 <= after.second - before.second_end <= GAP


def _runs(first: Strand, second: Strand) -> list[Run]:
    one, other = first.listed, second.listed
    taken, other_taken = bytearray(len(one)), bytearray(len(other))
    runs = []
    for start, other_start, length in _seeds(first, second):
        while length and (taken[start] or other_taken[other_start]):
            start, other_start, length = start + 1, other_start + 1, length - 1
        while length and (taken[start + length - 1] or other_taken[other_start + length - 1]):
            length -= 1
        if (
            length < SHINGLE
            or 1 in taken[start : start + length]
            or 1 in other_taken[other_start : other_start + length]
        ):
            continue
        while (
            start
            and other_start
            and one[start - 1] == other[other_start - 1]
            and not (taken[start - 1] or other_taken[other_start - 1])
        ):
            start, other_start, length = start - 1, other_start - 1, length + 1
        end, other_end = start + length, other_start + length
        while (
            end < len(one)
            and other_end < len(other)
            and one[end] == other[other_end]
            and not (taken[end] or other_taken[other_end])
        ):
            end, other_end = end + 1, other_end + 1
        length = end - start
        taken[start:end] = b"\1" * length
        other_taken[other_start:other_end] = b"\1" * length
        runs.append(Run(start, other_start, length))
    runs.sort(key=lambda run: run.first)
    return runs


def _seeds(first: Strand, second: Strand) -> list[tuple[int, int, int]]:
    """Runs of shingles that stand, where either text first has them, in the same distance from one another.

    The longest come first: those of true passages, so that chance takes what is left.
    """
    (values, places), (other_values, other_places) = first.shingled, second.shingled
    _, here, there = np.intersect1d(values, other_values, assume_unique=True, return_indices=True)
    if len(here) == 0:
        return []
    starts, other_starts = places[here], other_places[there]
    order = np.argsort(starts)
    starts, other_starts = starts[order], other_starts[order]
    goes_on = (np.diff(starts) == 1) & (np.diff(other_starts) == 1)
    heads = np.flatnonzero(np.concatenate(([True], ~goes_on)))
    lengths = np.diff(np.append(heads, len(starts))) + SHINGLE - 1
    longest = np.lexsort((starts[heads], -lengths))
    heads = heads[longest]
    return list(zip(starts[heads].tolist(), other_starts[heads].tolist(), lengths[longest].tolist(), strict=True))
