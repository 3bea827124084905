"""What is known beyond two allegations: which report has it from which, and whom alone a report tells of."""

from collections import Counter
from collections.abc import Sequence

from onrecord.records.record import Lineage
from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.around import Hints, Identifier, identifiers
from onrecord.weigh.events.people import generic

# Reports that a chain is followed through; longer ones are rare, and say ever less of one allegation.
_STEPS = 4
# Share of a report's tellings of an act that makes their victims those of whom it mainly tells it.
_MAIN = 0.5


def hints_of(found: Sequence[Alleged], lineage: Lineage | None) -> Hints:
    """Hints for these allegations.

    Args:
        found: all allegations of the case.
        lineage: who has it from whom; edges about one allegation count for its whole report here.
    """
    sole, one_group = _stories(found)
    cites: frozenset[tuple[int, int]] = frozenset() if lineage is None else _cites(lineage)
    return Hints(cites=cites, sole=sole, one_group=one_group, main=_main(found))


def _cites(lineage: Lineage) -> frozenset[tuple[int, int]]:
    """Pairs of reports: the one has its telling, through however many reports, from the other.

    Nodes of outlets are shared by all that cite them, so only what an edge says of its own report is followed.
    """
    report_of = {node.id: node.report for node in lineage.nodes if node.report is not None}
    sources: dict[int, set[int]] = {}
    for edge in lineage.edges:
        source, teller = report_of.get(edge.source), report_of.get(edge.teller, edge.report)
        if source is not None and teller is not None and source != teller:
            sources.setdefault(teller, set()).add(source)
    pairs: set[tuple[int, int]] = set()
    for teller in sources:
        reached, front = {teller}, {teller}
        for _ in range(_STEPS):
            front = {source for report in front for source in sources.get(report, ())} - reached
            reached |= front
        pairs.update((teller, source) for source in reached - {teller})
    return frozenset(pairs)


def _stories(found: Sequence[Alleged]) -> tuple[frozenset[tuple[int, str]], frozenset[tuple[int, str]]]:
    """Reports and acts whose victims are one person by name, and those whose victims are called by one noun alone."""
    by_act: dict[tuple[int, str], list[Alleged]] = {}
    for one in found:
        by_act.setdefault((one.report, one.act), []).append(one)
    return (
        frozenset(key for key, told in by_act.items() if _one_person(told)),
        frozenset(key for key, told in by_act.items() if _one_noun(told)),
    )


def _main(found: Sequence[Alleged]) -> dict[tuple[int, str], Identifier]:
    """Of each report and act whom half or more of those that tell victims tell of."""
    told: dict[tuple[int, str], Counter[Identifier]] = {}
    telling: Counter[tuple[int, str]] = Counter()
    for one in found:
        if one.victims:
            key = one.report, one.act
            telling[key] += 1
            told.setdefault(key, Counter()).update(identifiers(one))
    main: dict[tuple[int, str], Identifier] = {}
    for key, counted in told.items():
        most = min(counted, key=lambda who: (-counted[who], isinstance(who, str), str(sorted(who))), default=None)
        if most is not None and counted[most] >= _MAIN * telling[key]:
            main[key] = most
    return main


def _one_person(told: Sequence[Alleged]) -> bool:
    named = [one for one in told if one.named]
    names = {name for one in named for name in one.named}
    fullest = max(names, key=len, default=frozenset())
    return (
        bool(names)
        and all(name <= fullest for name in names)
        and not any(one.several for one in told)
        and len(named) * 2 >= sum(bool(one.victims) for one in told)
    )


def _one_noun(told: Sequence[Alleged]) -> bool:
    sorts = [{sort for sort in one.sorts if not generic(sort)} for one in told]
    return (
        len(set().union(*sorts)) == 1 and not any(one.named for one in told) and 2 * sum(map(bool, sorts)) >= len(told)
    )
