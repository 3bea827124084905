"""Facets of mentions and passages: the encoder's hidden states through a small matrix, for the summary's heads.

Hidden states are dropped once a window is decoded. What the summary needs of them is linear, so a matrix that
`python -m training.fit_summary` writes beside the weights takes each mention's mean and each passage's sum down to a few
dozen numbers. It belongs to one weights file, whose digest it carries; with any other there are no facets, and the
summary says less rather than something wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from onrecord.errors import ReaderError
from onrecord.read.encode import Window
from onrecord.read.heads import Floats

Range = tuple[int, int]
# Words on either side of a mention that count as what stands around it.
AROUND = 10


@dataclass(frozen=True, slots=True)
class Projection:
    """From hidden states to facets.

    Attributes:
        digest: SHA-256 of the weights file that it was fitted to.
        inside, around: [H, K], for the words of a mention and those around it; the two are added.
        passage: [H, D], for the words that a window owns.
    """

    digest: str
    inside: Floats
    around: Floats
    passage: Floats


def shipped() -> Projection:
    """The projection that comes with the package.

    Raises:
        ReaderError: the file is missing or damaged.
    """
    path = files("onrecord.read") / "weights" / "facets.npz"
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            return Projection(
                archive["digest"].tobytes().decode("ascii"),
                *(archive[name].astype(np.float32) for name in ("inside", "around", "passage")),
            )
    except (OSError, ValueError, KeyError) as error:
        raise ReaderError(
            f"{path} can't be read ({type(error).__name__}). Reinstall onrecord, or make it again with "
            "`python -m training.fit_summary`."
        ) from error


def of_mentions(
    projection: Projection, words: Floats, window: Window, ranges: Iterable[Range]
) -> list[tuple[Range, Floats]]:
    """Facets [K] of ranges of the text's words that lie in the window; `words` [W, H] are its hidden states."""
    inside = _sums(words @ projection.inside)
    around = _sums(words @ projection.around)
    out: list[tuple[Range, Floats]] = []
    for begin, end in ranges:
        a, z = begin - window.start, end - window.start
        left, right = max(0, a - AROUND), min(len(words), z + AROUND)
        value = (inside[z] - inside[a]) / (z - a)
        beside = (right - left) - (z - a)
        if beside:
            value = value + ((around[right] - around[left]) - (around[z] - around[a])) / beside
        out.append(((begin, end), value.astype(np.float32)))
    return out


def of_passage(projection: Projection, words: Floats, window: Window, owned: Window) -> tuple[Range, Floats]:
    """The words that a window owns and the sum [D] over them.

    Windows own each word once, so passages add up to the text, whatever the number of windows or stretches.
    """
    values = words[owned.start - window.start : owned.stop - window.start].sum(0) @ projection.passage
    return (owned.start, owned.stop), np.asarray(values, np.float32)


def _sums(table: Floats) -> Floats:
    """Running sums [W + 1, K] in double precision: differences of them must not lose digits."""
    out = np.zeros((len(table) + 1, table.shape[1]), np.float64)
    np.cumsum(table, axis=0, out=out[1:])
    return out  # type: ignore[return-value]  # double precision inside this module only
