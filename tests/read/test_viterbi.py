"""The best path is the best of all paths, and neighbours don't matter."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from onrecord.read.viterbi import best_paths, runs


def by_hand(scores: NDArray[np.float32], transitions: NDArray[np.float32], start: NDArray[np.float32]) -> float:
    """The best path's score, by trying all of them."""
    steps, tags = scores.shape
    return max(_worth(path, scores, transitions, start) for path in product(range(tags), repeat=steps))


def _worth(
    path: tuple[int, ...], scores: NDArray[np.float32], transitions: NDArray[np.float32], start: NDArray[np.float32]
) -> float:
    worth = float(start[path[0]])
    worth += sum(float(scores[t, tag]) for t, tag in enumerate(path))
    return worth + sum(float(transitions[a, b]) for a, b in pairwise(path))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), lengths=st.lists(st.integers(1, 5), min_size=1, max_size=5))
def test_paths_are_best_whatever_stands_beside_them(seed: int, lengths: list[int]) -> None:
    rng = np.random.default_rng(seed)
    n, steps = len(lengths), max(lengths)
    scores = rng.normal(size=(n, steps, 3)).astype(np.float32)
    transitions = rng.normal(size=(n, 3, 3)).astype(np.float32)
    start = rng.normal(size=(n, 3)).astype(np.float32)
    paths = best_paths(scores, np.asarray(lengths), transitions, start)
    for k, length in enumerate(lengths):
        path = tuple(paths[k, :length].tolist())
        assert (
            abs(
                _worth(path, scores[k, :length], transitions[k], start[k])
                - by_hand(scores[k, :length], transitions[k], start[k])
            )
            < 1e-4
        )
        alone = best_paths(scores[k : k + 1, :length], np.asarray([length]), transitions[k : k + 1], start[k : k + 1])
        assert np.array_equal(alone[0], paths[k, :length])
        assert not paths[k, length:].any()


def step_by_step(
    scores: NDArray[np.float32], length: int, transitions: NDArray[np.float32], start: NDArray[np.float32]
) -> list[int]:
    """One chain's best path as the textbook writes it, in the same 32-bit arithmetic; the first of equals."""
    alpha = start + scores[0]
    pointers = []
    for t in range(1, length):
        candidates = alpha[:, None] + transitions
        pointers.append(candidates.argmax(0))
        alpha = candidates.max(0) + scores[t]
    path = [int(alpha.argmax())]
    for pointer in reversed(pointers):
        path.append(int(pointer[path[-1]]))
    return path[::-1]


@pytest.mark.parametrize("tags", [3, 5])
@pytest.mark.parametrize("ties", [False, True])
def test_many_chains_at_once_go_exactly_as_each_goes_step_by_step(tags: int, *, ties: bool) -> None:
    rng = np.random.default_rng(tags)
    n, steps = 64, 40
    lengths = rng.integers(0, steps + 1, n)
    scores, transitions, start = (
        rng.normal(size=size).astype(np.float32) * 2 for size in ((n, steps, tags), (n, tags, tags), (n, tags))
    )
    transitions[:, 0, 2] = -1e4  # as the reader forbids O → I
    if ties:
        scores, transitions, start = np.rint(scores), np.rint(transitions), np.rint(start)

    paths = best_paths(scores, lengths, transitions, start)

    for k, length in enumerate(lengths.tolist()):
        expected = step_by_step(scores[k], length, transitions[k], start[k]) if length else []
        assert paths[k].tolist() == [*expected, *[0] * (steps - length)]


def test_no_chains_and_no_steps() -> None:
    empty = np.zeros((0, 4, 3), np.float32)
    assert best_paths(
        empty, np.zeros(0, np.int64), np.zeros((0, 3, 3), np.float32), np.zeros((0, 3), np.float32)
    ).shape == (0, 4)


def test_runs_begin_and_go_on() -> None:
    assert runs(np.asarray([0, 1, 2, 1, 0, 3, 4, 2], np.int8), 1) == [(1, 3), (3, 4)]
    assert runs(np.asarray([0, 1, 2, 1, 0, 3, 4, 2], np.int8), 3) == [(5, 7)]
