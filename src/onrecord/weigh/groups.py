"""Rows joined into groups, each of which stands behind its fullest row."""

from collections.abc import Sequence


class Groups:
    """Disjoint sets of rows.

    Args:
        lengths: words of each row; the fullest row has most, the lowest among equals.
    """

    def __init__(self, lengths: Sequence[int]) -> None:
        self._lengths = lengths
        self._above = list(range(len(lengths)))

    def fullest(self, row: int) -> int:
        """The fullest row of the group that `row` is in."""
        while self._above[row] != row:
            self._above[row] = self._above[self._above[row]]
            row = self._above[row]
        return row

    def join(self, row: int, other: int) -> None:
        """Make one group of the two rows' groups."""
        row, other = self.fullest(row), self.fullest(other)
        if (-self._lengths[row], row) > (-self._lengths[other], other):
            row, other = other, row
        self._above[other] = row

    def members(self) -> dict[int, list[int]]:
        """Rows of each group, ascending, by its fullest row."""
        found: dict[int, list[int]] = {}
        for row in range(len(self._above)):
            found.setdefault(self.fullest(row), []).append(row)
        return found
