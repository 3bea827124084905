"""Reviewers' ties, as lineage heeds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.records.material import Weighable
from onrecord.records.tie import Tie, TieKind
from onrecord.weigh.lineage.tellers import Teller, Tellers


@dataclass(frozen=True, slots=True)
class Joined:
    """A report has it from another, or from somebody, says a reviewer."""

    who: str
    reason: str | None
    report: int | None = None
    teller: Teller | None = None


@dataclass(slots=True)
class Cuts:
    """What reviewers joined and cut.

    Attributes:
        cites: numbers of reports to those that they have it from.
        not_reports: pairs of reports of which the first hasn't it from the second.
        not_tellers: pairs of a report and the id of a node.
        standings: pairs of ids of nodes, to the tie that says whether they know of it on their own.
    """

    cites: dict[int, list[Joined]] = field(default_factory=dict)
    not_reports: set[tuple[int, int]] = field(default_factory=set)
    not_tellers: set[tuple[int, str]] = field(default_factory=set)
    standings: dict[frozenset[str], Tie] = field(default_factory=dict)

    def cut(self, number: int) -> frozenset[int]:
        """The reports that report `number` hasn't it from."""
        return frozenset(other for first, other in self.not_reports if first == number)

    def forbids(self, number: int, teller: Teller) -> bool:
        """Whether report `number` hasn't it from `teller`."""
        return (number, teller.id) in self.not_tellers


def cuts_of(ties: tuple[Tie, ...], reports: Mapping[int, Weighable], tellers: Tellers) -> Cuts:
    """What `ties` come to; later ones of the same two replace earlier ones."""
    cuts = Cuts()
    by_finding = {
        finding: (number, local) for number, weighable in reports.items() for local, finding in weighable.ids.items()
    }
    for tie in ties:
        if tie.kind in (TieKind.INDEPENDENT, TieKind.SHARED):
            first = _nodes(tie.first, reports, by_finding, tellers)
            second = _nodes(tie.second, reports, by_finding, tellers)
            for one in first:
                for other in second:
                    if one != other:
                        cuts.standings[frozenset((one, other))] = tie
        if tie.kind not in (TieKind.CITES, TieKind.NOT_CITES):
            continue
        number = _number(tie.first)
        if number is None or number not in reports:
            continue
        target = _number(tie.second)
        if target is not None:
            joined = Joined(tie.who, tie.reason, report=target)
            _apply(cuts, number, tie.kind, joined, frozenset())
            continue
        teller = _teller(tie.second, reports, by_finding, tellers)
        if teller is not None:
            _apply(cuts, number, tie.kind, Joined(tie.who, tie.reason, teller=teller), frozenset({teller.id}))
    return cuts


def _apply(cuts: Cuts, number: int, kind: TieKind, joined: Joined, nodes: frozenset[str]) -> None:
    known = cuts.cites.get(number, [])
    kept = [
        each
        for each in known
        if (each.report, None if each.teller is None else each.teller.id)
        != (joined.report, None if joined.teller is None else joined.teller.id)
    ]
    if kind is TieKind.CITES:
        kept.append(joined)
        cuts.not_tellers -= {(number, node) for node in nodes}
        if joined.report is not None:
            cuts.not_reports.discard((number, joined.report))
    else:
        cuts.not_tellers |= {(number, node) for node in nodes}
        if joined.report is not None:
            cuts.not_reports.add((number, joined.report))
    if kept:
        cuts.cites[number] = kept
    else:
        cuts.cites.pop(number, None)


def _number(reference: str) -> int | None:
    kind, _, number = reference.partition(":")
    return int(number) if kind == "report" and number.isdigit() else None


def _teller(
    reference: str,
    reports: Mapping[int, Weighable],
    by_finding: Mapping[str, tuple[int, str]],
    tellers: Tellers,
) -> Teller | None:
    if reference not in by_finding:
        return None
    number, local = by_finding[reference]
    return tellers.of_actor(reports[number], local)


def _nodes(
    reference: str,
    reports: Mapping[int, Weighable],
    by_finding: Mapping[str, tuple[int, str]],
    tellers: Tellers,
) -> frozenset[str]:
    number = _number(reference)
    if number is not None:
        if number not in reports:
            return frozenset()
        own = tellers.own(reports[number])
        return frozenset({own.id} | (set() if own.outlet is None else {tellers.outlet(own.outlet).id}))
    teller = _teller(reference, reports, by_finding, tellers)
    if teller is None:
        return frozenset()
    return frozenset({teller.id} | (set() if teller.outlet is None else {tellers.own_of(teller.outlet).id}))
