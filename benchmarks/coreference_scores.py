"""MUC, B³, CEAFφ4, LEA and the CoNLL average, over clusters of mentions.

After Pradhan et al., Scoring Coreference Partitions of Predicted Mentions: A Reference Implementation, ACL 2014, and
Moosavi and Strube, Which Coreference Evaluation Metric Do You Trust?, ACL 2016. An implementation of our own, tested
against those authors' worked examples: of the scorers on PyPI, `scorch` (the only one by a known author) was last
published in 2020, lacks LEA and calls what NumPy 1.24 removed; `coval` there is another project of that name; the
reference scorer is Perl, and its maintained successor for CorefUD is no package.

A cluster is a set of mentions; a mention is any key under which both sides write it. Counts of several documents add
up, as the reference scorer adds them.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Mention = Hashable
Cluster = frozenset[Mention]
# One side's sum over its clusters, and what it could have been.
Share = tuple[float, float]
# The measures whose mean is the CoNLL average.
CONLL = ("MUC", "B3", "CEAFe")


@dataclass(frozen=True, slots=True)
class Score:
    """Recall and precision as shares of one.

    Attributes:
        recall: of the key's.
        precision: of the response's.
    """

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 where both are."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def clusters(entities: Iterable[Iterable[Mention]], *, singletons: bool) -> list[Cluster]:
    """Entities as clusters, each mention in the first that has it; those of one mention only where wanted."""
    seen: set[Mention] = set()
    found = []
    for entity in entities:
        cluster = frozenset(entity) - seen
        seen |= cluster
        if len(cluster) > (0 if singletons else 1):
            found.append(cluster)
    return found


def scores(documents: Iterable[tuple[Sequence[Cluster], Sequence[Cluster]]]) -> dict[str, Score]:
    """Each measure over pairs of key and response, and `mentions`, which are found or not whatever their cluster."""
    totals: dict[str, tuple[list[float], list[float]]] = {}
    for key, response in documents:
        for name, share in MEASURES.items():
            recalled, precise = totals.setdefault(name, ([0.0, 0.0], [0.0, 0.0]))
            for total, found in ((recalled, share(key, response)), (precise, share(response, key))):
                total[0] += found[0]
                total[1] += found[1]
    return {name: Score(_ratio(recalled), _ratio(precise)) for name, (recalled, precise) in totals.items()}


def conll_average(found: Mapping[str, Score]) -> float:
    """Mean F1 of MUC, B³ and CEAFφ4."""
    return sum(found[name].f1 for name in CONLL) / len(CONLL)


def muc(side: Sequence[Cluster], other: Sequence[Cluster]) -> Share:
    """Links kept: a cluster of n mentions needs n − 1, one fewer for each part that the other side cuts it into."""
    home = _homes(other)
    kept = possible = 0
    for cluster in side:
        parts = {home[mention] for mention in cluster if mention in home}
        alone = sum(mention not in home for mention in cluster)
        kept += len(cluster) - len(parts) - alone
        possible += len(cluster) - 1
    return kept, possible


def b_cubed(side: Sequence[Cluster], other: Sequence[Cluster]) -> Share:
    """For each mention, how much of its cluster the other side's cluster of it holds."""
    total = sum(shared * shared / len(cluster) for cluster in side for _, shared in _overlaps(cluster, other))
    return total, sum(map(len, side))


def ceaf_e(side: Sequence[Cluster], other: Sequence[Cluster]) -> Share:
    """Likeness of clusters (Dice), each matched with one at most of the other side so that the sum is largest."""
    return _best_matching(side, other), len(side)


def lea(side: Sequence[Cluster], other: Sequence[Cluster]) -> Share:
    """Share of each cluster's links that the other side has too, weighed by size; a singleton links to itself."""
    total = 0.0
    for cluster in side:
        if len(cluster) == 1:
            total += cluster in other
            continue
        links = sum(shared * (shared - 1) / 2 for _, shared in _overlaps(cluster, other))
        total += len(cluster) * links / (len(cluster) * (len(cluster) - 1) / 2)
    return total, sum(map(len, side))


def mentions(side: Sequence[Cluster], other: Sequence[Cluster]) -> Share:
    """Mentions that the other side has too."""
    home = _homes(other)
    return sum(mention in home for cluster in side for mention in cluster), sum(map(len, side))


MEASURES: Mapping[str, Callable[[Sequence[Cluster], Sequence[Cluster]], Share]] = {
    "mentions": mentions,
    "MUC": muc,
    "B3": b_cubed,
    "CEAFe": ceaf_e,
    "LEA": lea,
}


def _ratio(sums: Sequence[float]) -> float:
    return sums[0] / sums[1] if sums[1] else 0.0


def _homes(side: Sequence[Cluster]) -> dict[Mention, int]:
    return {mention: number for number, cluster in enumerate(side) for mention in cluster}


def _overlaps(cluster: Collection[Mention], other: Sequence[Cluster]) -> Iterator[tuple[int, int]]:
    """Number of each cluster of the other side that shares mentions, and how many."""
    for number, theirs in enumerate(other):
        if shared := len(theirs.intersection(cluster)):
            yield number, shared


def _best_matching(side: Sequence[Cluster], other: Sequence[Cluster]) -> float:
    """The largest sum of likenesses; clusters that share nothing are worth nothing, so that small groups decide."""
    near = {
        number: {match: 2 * shared / (len(cluster) + len(other[match])) for match, shared in _overlaps(cluster, other)}
        for number, cluster in enumerate(side)
    }
    total = 0.0
    left = {number for number, likeness in near.items() if likeness}
    while left:
        group, columns = {min(left)}, set(near[min(left)])
        while grown := {n for n in left - group if columns & near[n].keys()}:
            group |= grown
            columns |= {match for number in grown for match in near[number]}
        left -= group
        rows, wanted = sorted(group), sorted(columns)
        total += largest_assignment([[near[row].get(column, 0.0) for column in wanted] for row in rows])
    return total


def largest_assignment(worth: Sequence[Sequence[float]]) -> float:
    """The largest sum that takes one entry at most of each row and column (Kuhn–Munkres with potentials)."""
    if not worth or not worth[0]:
        return 0.0
    if len(worth) > len(worth[0]):
        worth = [list(column) for column in zip(*worth, strict=True)]
    height, width = len(worth), len(worth[0])
    of_row, of_column = [0.0] * (height + 1), [0.0] * (width + 1)
    row_of, way = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, height + 1):
        row_of[0] = row
        at = 0
        least = [float("inf")] * (width + 1)
        done = [False] * (width + 1)
        while row_of[at]:
            done[at] = True
            current, step, following = row_of[at], float("inf"), 0
            for column in range(1, width + 1):
                if done[column]:
                    continue
                cost = -worth[current - 1][column - 1] - of_row[current] - of_column[column]
                if cost < least[column]:
                    least[column], way[column] = cost, at
                if least[column] < step:
                    step, following = least[column], column
            for column in range(width + 1):
                if done[column]:
                    of_row[row_of[column]] += step
                    of_column[column] -= step
                else:
                    least[column] -= step
            at = following
        while at:
            row_of[at] = row_of[way[at]]
            at = way[at]
    return sum(worth[row - 1][column - 1] for column, row in enumerate(row_of) if column and row)
