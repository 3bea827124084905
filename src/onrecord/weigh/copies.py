"""Copies: which reports are one report, told by several outlets, and which reuse a long passage of another.

Ten papers that print one agency's dispatch are one origin. So this errs on the side of telling apart: reports are
joined only where the fullest of either side are copies or nearly so, confirmed by alignment.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from onrecord.records import Report
from onrecord.weigh import sketches
from onrecord.weigh.comparison import Comparison, Kind, Limits, compare
from onrecord.weigh.credits import same_outlet
from onrecord.weigh.gathering import Gathering
from onrecord.weigh.groups import Groups
from onrecord.weigh.publication import earlier
from onrecord.weigh.words import Lexicon, Values, Worded

# Shorter texts are copies only where all their words are the same; the shortest are never: "Page not found".
SHORTEST = 20
SHORTEST_EQUAL = 8

_AT_HAND = 500_000  # words of texts kept lest they be fetched and split anew; about 150 MB
# Reports that each of two was found to be no copy of, before the two are no longer compared: a thousand letters after
# one model, or pages with one long footer, would be half a million pairs. The likeliest come first, so a copy is met
# before.
_APART = 40
_UNLIKE = 0.1  # lower estimates are left to fingerprints, which find a passage in however long a text


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports that are one report.

    Attributes:
        numbers: of the reports, ascending.
        fullest: the one with most words, the lowest number among equals.
        earliest: the one published before all others, None where the dates don't tell.
        credited: whom the reports name as whose text it is, as spelled, each outlet once.
        joins: the comparisons that joined them, one less than there are reports.
    """

    numbers: tuple[int, ...]
    fullest: int
    earliest: int | None
    credited: tuple[str, ...]
    joins: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """What was found among many reports.

    Attributes:
        clusters: of two reports or more, by their lowest number.
        passages: reports of different clusters that share a long passage, for a cluster its fullest; of many that share
            one, not every pair.
        forms: likewise those of one wording about different people, days or figures; of many, not every pair.
        too_short: numbers of reports with too few words to be told a copy.
    """

    clusters: tuple[Cluster, ...]
    passages: tuple[Comparison, ...]
    forms: tuple[Comparison, ...]
    too_short: tuple[int, ...]


def find_copies(
    reports: Iterable[tuple[int, Report]],
    *,
    report_of: Callable[[int], Report] | None = None,
    limits: Limits | None = None,
) -> Copies:
    """Clusters of copies among `reports`, and passages that others reuse.

    What comes out depends on the reports and their numbers, not on the order in which they come.

    Args:
        reports: numbered; gone through once. Of each about a kilobyte is kept, of long ones about a byte a word.
        report_of: the report of a number, asked for when it is to be compared. Without it all reports are held.
        limits: from where on something is a copy.

    Raises:
        UsageError: two reports have one number.
    """
    held: dict[int, Report] = {}
    shelf = _Shelf(held.__getitem__ if report_of is None else report_of)
    gathering = Gathering()
    for number, report in reports:
        if report_of is None:
            held[number] = report
        gathering.add(number, report, shelf.values(number, report))
    gathering.close()
    search = _Search(gathering, shelf, limits or Limits())
    search.equal_texts()
    search.like_texts()
    search.shared_passages()
    return search.result()


class _Search:
    """Candidates from sketches, confirmed one by one, the likeliest first."""

    def __init__(self, gathering: Gathering, shelf: "_Shelf", limits: Limits) -> None:
        self._gathering = gathering
        self._limits = limits
        self._shelf = shelf
        self._groups = Groups(gathering.lengths)
        self._compared: dict[tuple[int, int], Comparison | None] = {}
        self._apart: Counter[int] = Counter()
        self._joins: list[Comparison] = []
        self._related: list[Comparison] = []

    def equal_texts(self) -> None:
        """Join reports whose words are all the same."""
        first: dict[bytes, int] = {}
        for row, (digest, length) in enumerate(zip(self._gathering.digests, self._gathering.lengths, strict=True)):
            if length >= SHORTEST_EQUAL:
                self._try(first.setdefault(digest, row), row)

    def like_texts(self) -> None:
        """Join reports whose signatures are alike and whose texts align."""
        rows = self._distinct()
        signatures = self._gathering.signatures[rows]
        pairs = sketches.alike(signatures)
        likeness = sketches.estimates(signatures, pairs)
        # By hundredths, so that within one a report's candidates come one after another and its words are at hand.
        for pair in np.lexsort((pairs[:, 1], pairs[:, 0], -np.round(likeness, 2))).tolist():
            if likeness[pair] < _UNLIKE:
                continue
            first, second = pairs[pair].tolist()
            self._try(int(rows[first]), int(rows[second]))

    def shared_passages(self) -> None:
        """Compare those whose whole texts aren't alike, but who share rare sequences of words."""
        self._apart.clear()
        rows = self._distinct()
        pairs, counts = sketches.sharing([self._gathering.prints[row] for row in rows])
        for pair in np.lexsort((pairs[:, 1], pairs[:, 0], -counts)).tolist():
            first, second = pairs[pair].tolist()
            self._try(int(rows[first]), int(rows[second]))

    def result(self) -> Copies:
        """What was found, sorted."""
        numbers = self._gathering.numbers
        row_of = {number: row for row, number in enumerate(numbers)}
        members = {fullest: rows for fullest, rows in self._groups.members().items() if len(rows) > 1}
        joins: dict[int, list[Comparison]] = {fullest: [] for fullest in members}
        for join in self._joins:
            joins[self._groups.fullest(row_of[join.first])].append(join)
        clusters = [self._cluster(fullest, rows, joins[fullest]) for fullest, rows in members.items()]
        related = [
            each
            for each in sorted(self._related, key=lambda each: (each.first, each.second))
            if self._groups.fullest(row_of[each.first]) != self._groups.fullest(row_of[each.second])
        ]
        clustered = {row for rows in members.values() for row in rows}
        return Copies(
            clusters=tuple(sorted(clusters, key=lambda cluster: cluster.numbers)),
            passages=tuple(each for each in related if each.kind is Kind.PASSAGE),
            forms=tuple(each for each in related if each.kind is Kind.FORM),
            too_short=tuple(
                number
                for row, number in enumerate(numbers)
                if self._gathering.lengths[row] < SHORTEST and row not in clustered
            ),
        )

    def _distinct(self) -> list[int]:
        """The fullest row of each group, leaving out texts too short to compare."""
        return [row for row in self._groups.members() if self._gathering.lengths[row] >= SHORTEST]

    def _try(self, row: int, other: int) -> None:
        """Join two rows' groups if the fullest of each are copies, or the two rows are and the fullest nearly."""
        fullest, other_fullest = sorted((self._groups.fullest(row), self._groups.fullest(other)))
        if fullest == other_fullest:
            return
        met = (fullest, other_fullest) in self._compared
        if not met and min(self._apart[fullest], self._apart[other_fullest]) >= _APART:
            return
        found = self._comparison(fullest, other_fullest)
        if not met and (found is None or found.kind is not Kind.COPY):
            self._apart.update((fullest, other_fullest))
        if found is None:
            return
        if found.kind is Kind.PASSAGE and self._nearly(found):
            # A page's frame around the fullest can make a cut copy less than half of it.
            closer = self._comparison(min(row, other), max(row, other))
            if closer is not None and closer.kind is Kind.COPY:
                found = closer
        if found.kind is Kind.COPY:
            self._joins.append(found)
            self._groups.join(row, other)
        elif not met:
            self._related.append(found)

    def _nearly(self, comparison: Comparison) -> bool:
        return max(comparison.shares) >= self._limits.most and min(comparison.shares) >= self._limits.least_credited

    def _comparison(self, row: int, other: int) -> Comparison | None:
        """Two rows' comparison, the lower first; made once."""
        if (row, other) not in self._compared:
            numbers = self._gathering.numbers[row], self._gathering.numbers[other]
            signatures = self._gathering.signatures
            self._compared[row, other] = compare(
                self._shelf.worded(numbers[0]),
                self._shelf.worded(numbers[1]),
                numbers=numbers,
                estimate=float(np.mean(signatures[row] == signatures[other])),
                limits=self._limits,
            )
        return self._compared[row, other]

    def _cluster(self, fullest: int, rows: list[int], joins: list[Comparison]) -> Cluster:
        credited: list[str] = []
        for name in sorted({credit.name for join in joins for told in join.credits for credit in told}):
            if not any(same_outlet(name, known) for known in credited):
                credited.append(name)
        return Cluster(
            numbers=tuple(self._gathering.numbers[row] for row in rows),
            fullest=self._gathering.numbers[fullest],
            earliest=self._earliest(rows),
            credited=tuple(credited),
            joins=tuple(sorted(joins, key=lambda join: (join.first, join.second))),
        )

    def _earliest(self, rows: list[int]) -> int | None:
        published = self._gathering.published
        candidate = rows[0]
        for row in rows[1:]:
            if earlier(published[row], published[candidate]):
                candidate = row
        surely = all(row == candidate or earlier(published[candidate], published[row]) for row in rows)
        return self._gathering.numbers[candidate] if surely else None


class _Shelf:
    """Reports with their words, the last used at hand, up to a number of words."""

    def __init__(self, report_of: Callable[[int], Report]) -> None:
        self._report_of = report_of
        self._lexicon = Lexicon()
        self._values: dict[int, Values] = {}
        self._waiting = 0
        self._kept: OrderedDict[int, Worded] = OrderedDict()
        self._words = 0

    def values(self, number: int, report: Report) -> Values:
        """The values of a report's words; those of the first reports are kept until they are asked for."""
        values = self._lexicon.values(report.text)
        if self._waiting + len(values) <= _AT_HAND:
            self._waiting += len(values)
            self._values[number] = values
        return values

    def worded(self, number: int) -> Worded:
        """The report of `number`, with its words."""
        found = self._kept.get(number)
        if found is not None:
            self._kept.move_to_end(number)
            return found
        found = self._lexicon.worded(self._report_of(number), self._values.pop(number, None))
        self._kept[number] = found
        self._words += len(found)
        while self._words > _AT_HAND and len(self._kept) > 2:
            _, dropped = self._kept.popitem(last=False)
            self._words -= len(dropped)
        return found
