"""Word salad in a file: as many reports as wanted, alike in their pairs of words to a corpus, four in ten copies."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from onrecord.records import Report

_WORD = re.compile(r"\S+")
_AT_ONCE = 2_000
_LEAST, _MOST = 150, 1_000  # words of a report


class Salad:
    """Numbered reports in a file, gone through or fetched by number.

    Args:
        texts: the corpus.
        size: reports.
        path: of the file to write.

    Attributes:
        words: in all reports.
    """

    def __init__(self, texts: Sequence[str], size: int, path: Path) -> None:
        self._path = path
        self._places: list[tuple[int, int]] = []
        self.words = 0
        chance = np.random.default_rng(5)
        spellings, after, starts = _pairs(texts)
        with path.open("wb") as file:
            place = 0
            while len(self._places) < size:
                for text in _reports(spellings, after, starts, chance):
                    if len(self._places) == size:
                        break
                    content = " ".join(text).encode()
                    file.write(content)
                    self._places.append((place, len(content)))
                    place += len(content)
                    self.words += len(text)
        self._file = path.open("rb")

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __iter__(self) -> Iterator[tuple[int, Report]]:
        return ((number, self.report(number)) for number in range(len(self._places)))

    def report(self, number: int) -> Report:
        """The report of a number."""
        place, length = self._places[number]
        self._file.seek(place)
        text = self._file.read(length).decode()
        return Report(id=str(number), source="salad", text=text, publisher=f"Outlet {number % 997}")


def _pairs(texts: Sequence[str]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Spellings; every word's place and follower in the corpus; where each spelling's places begin."""
    words = [word for text in texts for word in _WORD.findall(text)]
    spellings = sorted(set(words))
    index = {word: number for number, word in enumerate(spellings)}
    numbers = np.array([index[word] for word in words])
    order = np.argsort(numbers, kind="stable")
    after = np.roll(numbers, -1)[order]
    return spellings, after, np.append(np.searchsorted(numbers[order], np.arange(len(spellings))), len(numbers))


def _reports(
    spellings: list[str], after: np.ndarray, starts: np.ndarray, chance: np.random.Generator
) -> Iterator[list[str]]:
    """Some thousand reports: originals, each followed by its copies if it has any."""
    words = np.empty((_AT_ONCE, _MOST), dtype=np.int64)
    words[:, 0] = chance.integers(len(spellings), size=_AT_ONCE)
    for step in range(1, _MOST):
        here = words[:, step - 1]
        first, last = starts[here], starts[here + 1]
        words[:, step] = after[first + (chance.random(_AT_ONCE) * (last - first)).astype(np.int64)]
    for row, length in zip(words, chance.integers(_LEAST, _MOST, size=_AT_ONCE), strict=True):
        text = [spellings[word] for word in row[:length]]
        yield text
        if chance.random() < 0.2:
            for _ in range(int(chance.integers(1, 6))):
                copy = list(text[: int(length * chance.uniform(0.6, 1.0))])
                for at in chance.integers(len(copy), size=len(copy) // 40):
                    copy[at] += "x"
                yield copy
