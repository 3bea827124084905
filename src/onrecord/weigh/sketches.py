"""Which of many reports may have text in common: candidates, to be confirmed by alignment.

Whole texts by MinHash signatures (rensa makes them), banded; passages by winnowed fingerprints. Both are tables of
numbers that grow with the number of reports, at about a kilobyte each, and are sorted, not searched: no report is
compared with every other. What comes out depends on the set of reports, not on their order.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from onrecord.weigh.words import Values

# 42 bands of 3 values: a pair that shares 40 % of its shingles is missed once in sixteen times, one that shares 50 %
# once in 270, and of pairs that share 2 % one in 3,000 is looked at.
BANDS = 42
ROWS = 3
_SEED = 20_170_401  # any number; another gives other estimates, as good
# Of a larger heap of look-alikes each is compared with so many beside it, sorted by likeness.
_NEIGHBOURS = 24
# A passage that more texts than this have in common is a formula, an oath or a footer, and tells nothing about copying.
COMMONPLACE = 30
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Signatures = NDArray[np.uint32]
Pairs = NDArray[np.int64]  # of two rows, the lower first


def signatures(sets: Sequence[Values]) -> Signatures:
    """A row of `BANDS * ROWS` least hashes for each set of shingles; repeats in a set change nothing."""
    if not sets:
        return np.empty((0, BANDS * ROWS), dtype=np.uint32)
    offsets = np.zeros(len(sets) + 1, dtype=np.uint64)
    offsets[1:] = np.cumsum([len(each) for each in sets])
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(sets), offsets, BANDS * ROWS, _SEED)
    return np.array(matrix.to_rows(), dtype=np.uint32)


def alike(rows: Signatures) -> Pairs:
    """Pairs of rows that agree in all values of at least one band, each once, ascending."""
    if len(rows) < 2:
        return _unpacked(np.empty(0, dtype=np.uint64))
    packed: list[Values] = []
    bands = rows.reshape(len(rows), BANDS, ROWS)
    for band in range(BANDS):
        # Within a heap, rows that agree in the next bands too come to stand side by side.
        order = np.lexsort(tuple(_key(bands[:, (band + step) % BANDS]) for step in (2, 1, 0)))
        packed.append(_neighbours(_key(bands[order, band]), order.astype(np.uint64), _NEIGHBOURS))
    return _unpacked(np.unique(np.concatenate(packed)))


def estimates(rows: Signatures, pairs: Pairs) -> NDArray[np.float64]:
    """For each pair the share of shingles that the two have in common, of all that either has (Jaccard), estimated."""
    found = np.empty(len(pairs), dtype=np.float64)
    for start in range(0, len(pairs), 50_000):  # so that a million pairs don't need a gigabyte
        part = pairs[start : start + 50_000]
        found[start : start + len(part)] = (rows[part[:, 0]] == rows[part[:, 1]]).mean(axis=1)
    return found


def sharing(prints: Sequence[Values]) -> tuple[Pairs, NDArray[np.int64]]:
    """Pairs of texts with two or more fingerprints in common, and how many; commonplace ones left out.

    Args:
        prints: each text's fingerprints, each fingerprint once.
    """
    nothing = _unpacked(np.empty(0, dtype=np.uint64)), np.empty(0, dtype=np.int64)
    if len(prints) < 2:
        return nothing
    values = np.concatenate(prints)
    owners = np.repeat(np.arange(len(prints), dtype=np.uint64), [len(each) for each in prints])
    order = np.argsort(values, kind="stable")
    values, owners = values[order], owners[order]
    if len(values) == 0:
        return nothing
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
    sizes = np.diff(np.append(starts, len(values)))
    kept = np.repeat((sizes > 1) & (sizes <= COMMONPLACE), sizes)
    values, owners = values[kept], owners[kept]
    found, counts = np.unique(_neighbours(values, owners, COMMONPLACE - 1), return_counts=True)
    return _unpacked(found[counts > 1]), counts[counts > 1]


def _key(band: NDArray[np.uint32]) -> Values:
    key = np.zeros(len(band), dtype=np.uint64)
    for row in range(ROWS):
        key = (key ^ band[:, row].astype(np.uint64)) * _FACTOR
        key ^= key >> _HALF
    return key


def _neighbours(keys: Values, owners: Values, reach: int) -> Values:
    """Packed pairs of the owners of equal keys, at most `reach` places apart; equal keys stand together."""
    packed: list[Values] = [np.empty(0, dtype=np.uint64)]
    for step in range(1, min(reach, len(keys) - 1) + 1):
        same = np.flatnonzero(keys[step:] == keys[:-step])
        if len(same) == 0:
            break
        packed.append(_packed(owners[same], owners[same + step]))
    return np.concatenate(packed)


def _packed(first: Values, second: Values) -> Values:
    return (np.minimum(first, second) << _HALF) | np.maximum(first, second)


def _unpacked(packed: Values) -> Pairs:
    return np.stack([packed >> _HALF, packed & _LOW], axis=1).astype(np.int64)
