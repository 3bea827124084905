"""Best paths through linear chains, many at once."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def best_paths(scores: Floats, lengths: NDArray[np.int64], transitions: Floats, start: Floats) -> NDArray[np.int8]:
    """The best tag sequence of each chain (Viterbi 1967).

    A chain's result does not depend on its neighbours: each step is elementwise.

    Shapes: scores [N, T, L]; lengths [N]; transitions [N, L, L]; start [N, L]; out [N, T], zero past a length.
    """
    n, steps, tags = scores.shape
    if n == 0 or steps == 0:
        return np.zeros((n, steps), np.int8)
    pointers = np.zeros((steps, n, tags), np.int8)
    moves = np.ascontiguousarray(transitions.transpose(0, 2, 1))  # [N, to, from]
    alpha = start + scores[:, 0]
    ends = np.sort(np.unique(lengths))
    final = np.zeros((n, tags), np.float32)
    for t in range(1, steps):
        if t in ends:
            done = lengths == t
            final[done] = alpha[done]
        candidates = alpha[:, None, :] + moves
        pointers[t] = candidates.argmax(2)
        alpha = candidates.max(2) + scores[:, t]
    done = lengths >= steps
    final[done] = alpha[done]
    out = np.zeros((n, steps), np.int8)
    rows = np.arange(n)
    current = final.argmax(1).astype(np.int8)
    for t in range(steps - 1, -1, -1):
        inside = t < lengths
        out[inside, t] = current[inside]
        step = pointers[t][rows, current]
        current = np.where(inside & (t > 0), step, current).astype(np.int8)
    return out


def runs(tags: NDArray[np.int8], begin: int) -> list[tuple[int, int]]:
    """Half-open runs that begin with tag `begin` and go on with `begin + 1`."""
    out = []
    starts = np.flatnonzero(tags == begin)
    for start in starts.tolist():
        stop = start + 1
        while stop < len(tags) and tags[stop] == begin + 1:
            stop += 1
        out.append((start, stop))
    return out
