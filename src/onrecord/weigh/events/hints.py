"""What is known of two allegations beyond themselves: which report has it from which, who alone suffered in a report."""

from collections import Counter
from collections.abc import Sequence

from onrecord.records.record import Lineage
from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.comparing import Hints

# Reports that a chain is followed through; longer ones are rare, and say ever less of one allegation.
_STEPS = 4


def hints_of(found: Sequence[Alleged], lineage: Lineage | None) -> Hints:
    """Hints for these allegations.

    Args:
        found: all allegations of the case.
        lineage: who has it from whom; edges about one allegation count for its whole report here.
    """
    return Hints(cites=frozenset() if lineage is None else _cites(lineage), sole=_sole(found))


def _cites(lineage: Lineage) -> frozenset[tuple[int, int]]:
    """Pairs of reports: the one has its telling, through however many nodes, from the other."""
    report_of = {node.id: node.report for node in lineage.nodes if node.report is not None}
    sources: dict[str, set[str]] = {}
    for edge in lineage.edges:
        sources.setdefault(edge.teller, set()).add(edge.source)
    pairs = set()
    for teller, number in report_of.items():
        reached, front = {teller}, {teller}
        for _ in range(_STEPS):
            front = {source for node in front for source in sources.get(node, ())} - reached
            reached |= front
        pairs.update((number, report_of[node]) for node in reached if node in report_of and report_of[node] != number)
    return frozenset(pairs)


def _sole(found: Sequence[Alleged]) -> frozenset[tuple[int, str]]:
    """Reports and acts where one person alone is named as having suffered that act."""
    names: dict[tuple[int, str], Counter[frozenset[str]]] = {}
    for one in found:
        for name in one.named:
            names.setdefault((one.report, one.told.act.value), Counter())[name] += 1
    return frozenset(key for key, counted in names.items() if len(counted) == 1)
