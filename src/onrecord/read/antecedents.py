"""Head 6: which earlier mention of its window a mention may stand for.

Scores after Lee et al. (2017), on mentions that the other heads found, and pronouns. Only the likely candidates are
kept; `resolve` joins them across windows.
"""

import numpy as np

from onrecord.read.encode import Encoded, Window
from onrecord.read.heads import KEY, Floats, Heads, linear, log_softmax
from onrecord.read.steps import bucket

Range = tuple[int, int]

# Candidates below this probability, or past this many of one mention, are left out.
LEAST_PROBABILITY = 0.05
MOST_CANDIDATES = 4
LONGEST_MENTION = 12  # words; longer ones were not trained on

PRONOUNS = frozenset(
    "he him his himself she her hers herself they them their theirs themselves it its itself who whom whose which "
    "i me my mine myself we us our ours ourselves you your yours this that these those".split()
)


def pronouns(encoded: Encoded, window: Window) -> list[Range]:
    """Pronouns among a window's words."""
    text = encoded.text
    return [
        (index, index + 1)
        for index in range(window.start, window.stop)
        if text[encoded.starts[index] : encoded.ends[index]].lower() in PRONOUNS
    ]


def candidates(
    heads: Heads, words: Floats, window: Window, owned: Window, mentions: list[Range]
) -> list[tuple[Range, Range, float]]:
    """Likely antecedents of the mentions that begin in `owned`; what likely stands for nobody before has none.

    Args:
        heads: the heads' parameters.
        words: hidden states [W, H] of the window's words.
        window: the window.
        owned: words whose mentions are asked for.
        mentions: ranges of words of the text, within the window.
    """
    found = sorted({m for m in mentions if 0 < m[1] - m[0] <= LONGEST_MENTION})
    if not found:
        return []
    spans = np.asarray(found) - window.start
    both = np.concatenate([words[spans[:, 0]], words[spans[:, 1] - 1]], 1)
    pairs = linear(heads, "mention", both) @ linear(heads, "antecedent", both).T * np.float32(KEY**-0.5)
    pairs += heads["gap.weight"][bucket(spans[:, :1] - spans[None, :, 0]), 0]
    count = len(found)
    scores = np.full((count, count + 1), -1e4, np.float32)
    scores[:, :1] = linear(heads, "fresh", both)
    earlier = np.tri(count, k=-1, dtype=bool)
    scores[:, 1:][earlier] = pairs[earlier]
    probabilities = np.exp(log_softmax(scores))
    out: list[tuple[Range, Range, float]] = []
    for row, mention in enumerate(found):
        if not owned.start <= mention[0] < owned.stop:
            continue
        best = np.argsort(-probabilities[row], kind="stable")[:MOST_CANDIDATES]
        for column in best.tolist():
            probability = float(probabilities[row, column])
            if column and probability >= LEAST_PROBABILITY:
                out.append((mention, found[column - 1], probability))
    return out
