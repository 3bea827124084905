"""The heads' arithmetic in numpy: scores of tags, acts, statuses and roles out of hidden states.

Mirrors `training/net.py`; a test holds the two together.
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from onrecord.read.encode import Encoded, Window
from onrecord.read.labels import ROLES
from onrecord.read.steps import buckets

Floats = NDArray[np.float32]
Heads = Mapping[str, Floats]
KEY = 128

# Abramowitz and Stegun 7.1.26 (absolute error below 1.5e-7): numpy has no error function.
_A = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


def gelu(x: Floats) -> Floats:
    """Gaussian error linear unit, exact form as in BERT."""
    z = np.abs(x) * np.float32(1 / math.sqrt(2))
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = ((((_A[4] * t + _A[3]) * t + _A[2]) * t + _A[1]) * t + _A[0]) * t
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), np.float32)


def linear(heads: Heads, name: str, x: Floats) -> Floats:
    """The linear layer `name`, weights stored [out, in] as torch does."""
    out: Floats = x @ heads[f"{name}.weight"].T + heads[f"{name}.bias"]
    return out


def log_softmax(x: Floats) -> Floats:
    """Along the last axis."""
    shifted = x - x.max(-1, keepdims=True)
    out: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return out


def trigger_states(words: Floats, spans: list[tuple[int, int]]) -> Floats:
    """Mean of a trigger's first and last word. Shapes: words [W, H], spans half-open in window's words; out [N, H]."""
    table = np.asarray(spans)
    out: Floats = (words[table[:, 0]] + words[table[:, 1] - 1]) / 2
    return out


def role_scores(
    heads: Heads, group: int, words: Floats, spans: list[tuple[int, int]], encoded: Encoded, window: Window
) -> Floats:
    """O, B, I scores from each word of a window to each trigger's roles.

    Shapes: words [W, H]; spans half-open in the window's words; out [N, roles, W, 3].
    """
    prefix = f"groups.{group}"
    roles, n, w = len(ROLES[group]), len(spans), len(words)
    keys = gelu(linear(heads, f"{prefix}.key", words))
    queries = linear(heads, f"{prefix}.query", gelu(linear(heads, f"{prefix}.trigger", trigger_states(words, spans))))
    pair = queries.reshape(n * roles * 2, KEY) @ keys.T * np.float32(KEY**-0.5)
    scores = pair.reshape(n, roles * 2, w) + linear(heads, f"{prefix}.unary", words).T[None]
    tables = [heads[f"{prefix}.{name}.weight"] for name in ("distance", "sentence", "paragraph")]
    for k, (start, stop) in enumerate(spans):
        steps = buckets(encoded, window, (start + window.start, stop + window.start))
        for table, step in zip(tables, steps, strict=True):
            scores[k] += table[step].T
    out = np.zeros((n, roles, w, 3), np.float32)
    out[..., 1:] = scores.reshape(n, roles, 2, w).transpose(0, 1, 3, 2)
    return out
