"""How far each word of a window stands from a trigger, in buckets of words, sentences and paragraphs."""

import numpy as np
from numpy.typing import NDArray

from onrecord.read.encode import Encoded, Window
from onrecord.read.labels import DISTANCE_EDGES, PARAGRAPH_STEPS, SENTENCE_STEPS

_EDGES = np.asarray(DISTANCE_EDGES)


def bucket(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """Bucket numbers in `[0, DISTANCES)` of signed distances in words; the middle one is zero."""
    size = np.searchsorted(_EDGES, np.abs(distance), side="right")
    return np.sign(distance) * size + len(_EDGES)


def buckets(
    encoded: Encoded, window: Window, trigger: tuple[int, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Buckets of words, sentences and paragraphs from the trigger (words `[start, stop)`), each [window's words].

    The distance in words is counted from the trigger's nearer edge and is zero inside it.
    """
    words = np.arange(window.start, window.stop)
    start, stop = trigger
    distance = np.where(words < start, words - start, np.where(words >= stop, words - stop + 1, 0))
    sentence = encoded.sentences[window.start : window.stop] - encoded.sentences[start]
    paragraph = encoded.paragraphs[window.start : window.stop] - encoded.paragraphs[start]
    half, third = SENTENCE_STEPS // 2, PARAGRAPH_STEPS // 2
    return (
        bucket(distance),
        np.clip(sentence, -half, half) + half,
        np.clip(paragraph, -third, third) + third,
    )
