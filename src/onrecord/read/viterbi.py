"""Best paths through linear chains, many at once."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def best_paths(scores: Floats, lengths: NDArray[np.int64], transitions: Floats, start: Floats) -> NDArray[np.int8]:
    """The best tag sequence of each chain (Viterbi 1967); of equally good tags the first.

    A chain's result does not depend on its neighbours: each step is elementwise.

    Shapes: scores [N, T, L]; lengths [N]; transitions [N, L, L]; start [N, L]; out [N, T], zero past a length.
    """
    n, steps, tags = scores.shape
    out = np.zeros((n, steps), np.int8)
    if n == 0 or steps == 0:
        return out
    # Longest first, so that the chains still under way at a step are the first few; and chains along the last axis,
    # so that each step is a handful of operations on rows of numbers that lie side by side.
    order = np.argsort(-lengths, kind="stable")
    under_way = np.searchsorted(-lengths[order], -np.arange(steps), side="left").tolist()
    emissions = np.ascontiguousarray(scores[order].transpose(1, 2, 0))
    moves = np.ascontiguousarray(transitions[order].transpose(1, 2, 0))  # [from, to, N]
    alpha = start[order].T + emissions[0]
    pointers = np.zeros((steps, tags, n), np.int8)
    for t in range(1, under_way.index(0) if 0 in under_way else steps):
        going = under_way[t]
        candidates = alpha[:, None, :going] + moves[:, :, :going]
        best, pointer = candidates[0], pointers[t, :, :going]
        for origin in range(1, tags):
            np.copyto(pointer, origin, where=candidates[origin] > best)
            np.maximum(best, candidates[origin], out=best)
        np.add(best, emissions[t, :, :going], out=alpha[:, :going])
    current = alpha.argmax(0)
    rows = np.arange(n)
    paths = np.zeros((steps, n), np.int8)
    for t in range(steps - 1, -1, -1):
        going = under_way[t]
        paths[t, :going] = current[:going]
        if t:
            current[:going] = pointers[t].reshape(-1)[current[:going] * n + rows[:going]]
    out[order] = paths.T
    return out


def runs(tags: NDArray[np.int8], begin: int) -> list[tuple[int, int]]:
    """Half-open runs that begin with tag `begin` and go on with `begin + 1`."""
    # As bytes, which Python searches and indexes far faster than an array; most paths hold no run at all.
    row = tags.tobytes()
    out = []
    start = row.find(begin)
    while start >= 0:
        stop = start + 1
        while stop < len(row) and row[stop] == begin + 1:
            stop += 1
        out.append((start, stop))
        start = row.find(begin, stop)
    return out
