"""What is kept of each report while copies are sought: about a kilobyte, never its text."""

import numpy as np

from onrecord.errors import UsageError
from onrecord.records import Report
from onrecord.weigh import sketches
from onrecord.weigh.words import Values, digest, fingerprints, shingles

_AT_ONCE = 200_000  # shingles that rensa takes in one go


class Gathering:
    """Columns over reports, in the order of their numbers once closed.

    Attributes:
        numbers: the reports' numbers.
        published: as the reports have it.
        lengths: words.
        digests: the same for the same words.
        prints: fingerprints of passages.
        signatures: MinHash signatures of the whole texts.
    """

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.published: list[str | None] = []
        self.lengths: list[int] = []
        self.digests: list[bytes] = []
        self.prints: list[Values] = []
        self.signatures = np.empty((0, sketches.BANDS * sketches.ROWS), dtype=np.uint32)
        self._waiting: list[Values] = []
        self._waits = 0
        self._done: list[sketches.Signatures] = []

    def add(self, number: int, report: Report, values: Values) -> None:
        """Take up a report, with its words' values."""
        self.numbers.append(number)
        self.published.append(report.published)
        self.lengths.append(len(values))
        self.digests.append(digest(values))
        self.prints.append(fingerprints(values))
        self._waiting.append(shingles(values))
        self._waits += len(values)
        if self._waits > _AT_ONCE:
            self._sketch()

    def close(self) -> None:
        """Sort by number.

        Raises:
            UsageError: two reports have one number.
        """
        self._sketch()
        order = sorted(range(len(self.numbers)), key=self.numbers.__getitem__)
        self.numbers = [self.numbers[row] for row in order]
        self.published = [self.published[row] for row in order]
        self.lengths = [self.lengths[row] for row in order]
        self.digests = [self.digests[row] for row in order]
        self.prints = [self.prints[row] for row in order]
        self.signatures = np.concatenate(self._done)[order]
        self._done.clear()
        for number, following in zip(self.numbers, self.numbers[1:], strict=False):
            if number == following:
                raise UsageError(f"Two reports have the number {number}. Give each report a number of its own.")

    def _sketch(self) -> None:
        self._done.append(sketches.signatures(self._waiting))
        self._waiting.clear()
        self._waits = 0
