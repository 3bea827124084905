"""Lineage: where each chain of telling ends, by which path, and how many origins stand behind an event."""

from collections.abc import Iterable, Mapping

from onrecord.records.material import Material, Weighable
from onrecord.records.record import Edge, Independence, Lineage, Node, NodeKind, Origin, Quotation
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, Status
from onrecord.weigh.copies import Cluster, Copies
from onrecord.weigh.credits import same_outlet
from onrecord.weigh.lineage import shared
from onrecord.weigh.lineage.cited import Citing, Place
from onrecord.weigh.lineage.independence import Evidence, Found, judge, summed
from onrecord.weigh.lineage.outlets import Outlets
from onrecord.weigh.lineage.paths import Path, Paths
from onrecord.weigh.lineage.tellers import Identified, Teller, Tellers
from onrecord.weigh.lineage.telling import Telling
from onrecord.weigh.lineage.ties import Cuts, cuts_of
from onrecord.weigh.lineage.transcripts import quoted_from


def trace(material: Material, identities: Identified, copies: Copies) -> "Traced":
    """Where each chain of telling ends.

    Args:
        material: a case as it is weighed.
        identities: its actors across reports.
        copies: which of its reports are one report.
    """
    reports = {weighable.number: weighable for weighable in sorted(material.reports, key=lambda each: each.number)}
    outlets = Outlets(reports.values())
    tellers = Tellers(outlets, identities, dead=_dead(reports, identities))
    cuts = cuts_of(material.ties, reports, tellers)
    copied = _copied(reports, copies, tellers, cuts)
    citing = Citing(reports, outlets, source_of={number: source for number, (source, _, _) in copied.items()})
    telling = Telling(reports, tellers=tellers, outlets=outlets, citing=citing, cuts=cuts, copied=copied)
    paths = Paths(reports, telling=telling, tellers=tellers, outlets=outlets)
    evidence = Evidence(
        ties=cuts.standings,
        shared=shared.by_outlets(reports, outlets),
        access=telling.access,
        passages=_passages(reports, copies),
    )
    return Traced(reports, telling=telling, paths=paths, tellers=tellers, evidence=evidence)


def _dead(reports: Mapping[int, Weighable], identities: Identified) -> frozenset[str]:
    """Those who are told to have been killed."""
    found = {
        actor.id
        for number, weighable in reports.items()
        for allegation in (() if weighable.reading is None else weighable.reading.allegations)
        if allegation.act is Act.KILLING and allegation.status is Status.ASSERTED
        for victim in allegation.victims
        if (actor := identities.of(number, victim.actor)) is not None
    }
    return frozenset(found)


class Traced:
    """A case's lineage, and what it comes to for any allegations."""

    def __init__(
        self,
        reports: Mapping[int, Weighable],
        *,
        telling: Telling,
        paths: Paths,
        tellers: Tellers,
        evidence: Evidence,
    ) -> None:
        self._reports = reports
        self._paths = paths
        self._evidence = evidence
        self._places: dict[str, list[Place]] = {}
        self._status: dict[str, Status] = {}
        for number, weighable in reports.items():
            for allegation in () if weighable.reading is None else weighable.reading.allegations:
                finding = weighable.ids.get(allegation.id, f"{number}:{allegation.id}")
                self._places.setdefault(finding, []).append((number, allegation.id))
                self._status[finding] = allegation.status
        self.lineage = self._lineage(telling, tellers)

    def origins_of(self, allegation_id: str) -> tuple[str, ...]:
        """Ids of the nodes where the chains of one allegation end; none of one that the case hasn't."""
        return tuple(dict.fromkeys(path.origin.id for path in self.paths_of(allegation_id)))

    def paths_of(self, allegation_id: str) -> tuple[Path, ...]:
        """The paths of one allegation, of every report that has it."""
        return tuple(path for place in self._places.get(allegation_id, ()) for path in self._paths.of(*place))

    def origins(
        self, allegation_ids: Iterable[str], *, within: Iterable[str] = ()
    ) -> tuple[tuple[Origin, ...], Independence]:
        """The origins of an event's allegations, the first first, and how many are independent.

        Whoever denies it is no origin of it: denials count only where there is nothing else, and what is feared or
        planned only where nobody says that it happened.

        Args:
            allegation_ids: the event's.
            within: those of events that it contains. They add no origin; but who told of a part of it was there before
                whoever told of the whole later.
        """
        ids = list(dict.fromkeys(allegation_ids))
        for status in (Status.ASSERTED, Status.HYPOTHETICAL, Status.NEGATED):
            chosen = [each for each in ids if self._status.get(each) is status]
            if chosen:
                break
        else:
            chosen = []
        by_origin: dict[str, list[Path]] = {}
        for each in chosen:
            for path in self.paths_of(each):
                by_origin.setdefault(path.origin.id, []).append(path)
        counted, taken = self._counted(by_origin)
        earlier = [path for each in within if self._status.get(each) is Status.ASSERTED for path in self.paths_of(each)]
        found = [Found(teller=_fullest(paths), paths=tuple(paths)) for paths in counted]
        found.sort(key=lambda one: self._order(one, earlier))
        judged = judge(found, self._evidence)
        origins = tuple(
            Origin(
                id=one.teller.id,
                name=one.teller.name,
                kind=_kind(one),
                paths=tuple(dict.fromkeys(tuple(teller.id for teller in path.tellers) for path in one.paths)),
                allegations=tuple(dict.fromkeys(path.allegation for path in one.paths)),
                quotations=_quotations(one.paths),
                standing=known.standing,
                with_=known.with_,
                reasons=(*known.reasons, *(taken if index == 0 else ())),
            )
            for index, (one, known) in enumerate(zip(found, judged, strict=True))
        )
        return origins, summed(judged)

    def _counted(self, by_origin: Mapping[str, list[Path]]) -> tuple[list[list[Path]], tuple[str, ...]]:
        """The origins that count, and sentences about those that don't.

        Whoever condemns a killing, or asks about it, doesn't tell it; and who says in their own voice, without a word
        of how they know, what others had told before, repeats it. Where nobody else tells it, they are all there is.
        """
        telling = {
            origin: [each for each in paths if each.knows and not each.presupposes]
            for origin, paths in by_origin.items()
        }
        first = min((self._published(each) for paths in telling.values() for each in paths), default=None)
        kept: list[list[Path]] = []
        taken: list[str] = []
        repeated: list[str] = []
        for origin, paths in by_origin.items():
            name = paths[0].origin.name
            if telling[origin]:
                kept.append(telling[origin])
            elif first is None:
                kept.append(paths)
            elif all(each.presupposes for each in paths):
                taken.append(name)
            elif all(self._published(each) >= first for each in paths):
                nobody = paths[0].origin.kind is NodeKind.UNKNOWN
                repeated.append(f"report {paths[0].report}" if nobody else name)
            else:
                kept.append([each for each in paths if not each.presupposes])
        told = []
        if taken:
            told.append(f"Taken for granted, and so not counted: by {', '.join(dict.fromkeys(taken))}.")
        if repeated:
            names = ", ".join(dict.fromkeys(repeated))
            told.append(f"Told later without a word of how it is known, and so not counted: by {names}.")
        return kept, tuple(told)

    def _published(self, path: Path) -> str:
        return (self._reports[path.report].report.published or "9999")[:10]

    def _order(self, one: Found, earlier: Iterable[Path]) -> tuple[bool, bool, str, int, str]:
        telling = [*one.paths, *(path for path in earlier if path.origin.id == one.teller.id)]
        return (
            one.teller.kind is NodeKind.UNKNOWN,
            not any(path.knows for path in one.paths),
            min(self._published(path) for path in telling),
            min(path.report for path in telling),
            one.teller.id,
        )

    def _lineage(self, telling: Telling, tellers: Tellers) -> Lineage:
        nodes: dict[str, Node] = {}
        edges: dict[Edge, None] = {}
        for number, weighable in self._reports.items():
            report = tellers.report(weighable)
            nodes[report.id] = Node(id=report.id, kind=NodeKind.REPORT, name=report.name, report=number)
            for allegation in () if weighable.reading is None else weighable.reading.allegations:
                finding = weighable.ids.get(allegation.id)
                for chain in telling.chains(number, allegation.id):
                    before = report.id
                    for step in self._paths.completed(number, chain):
                        teller = step.teller
                        if teller.kind is not NodeKind.REPORT:
                            node = Node(id=teller.id, kind=teller.kind, name=teller.name, actor=teller.actor)
                            if nodes.setdefault(teller.id, node).kind is not NodeKind.OFFICIAL:
                                nodes[teller.id] = node if node.kind is NodeKind.OFFICIAL else nodes[teller.id]
                        whole = step.how in ("copies", "tie") or (step.how == "own" and step.quotation is None)
                        edges.setdefault(
                            Edge(
                                teller=before,
                                source=teller.id,
                                how=step.how,
                                report=step.report,
                                quotation=step.quotation,
                                allegation=None if whole else finding,
                                force=step.force,
                                manner=step.manner,
                                reason=step.reason,
                            )
                        )
                        before = teller.id
                self._paths.of(number, allegation.id)  # finds circles
        edges.update(dict.fromkeys(quoted_from(self._reports, tellers)))
        return Lineage(
            nodes=tuple(nodes[each] for each in sorted(nodes)),
            edges=tuple(edges),
            doubts=(*telling.doubts, *self._paths.doubts),
        )


def _passages(reports: Mapping[int, Weighable], copies: Copies) -> dict[tuple[int, int], tuple[tuple[Span, Span], ...]]:
    """Passages that stand in two reports and aren't somebody's words in either."""
    return {
        (each.first, each.second): each.passages
        for each in copies.passages
        if not each.quoted and each.first in reports and each.second in reports
    }


def _kind(one: Found) -> NodeKind:
    """An outlet that heard nobody whom it names, and saw nothing itself, stands for people without a name."""
    if one.teller.kind is NodeKind.OWN_REPORTING and all(path.beyond for path in one.paths):
        return NodeKind.ANONYMOUS
    return one.teller.kind


def _fullest(paths: Iterable[Path]) -> Teller:
    """The teller as the report has it that tells most of it: an office, and the longer name."""
    return max(
        (path.origin for path in paths),
        key=lambda each: (each.kind is NodeKind.OFFICIAL, len(each.name), each.name[:1].isupper()),
    )


def _quotations(paths: Iterable[Path]) -> tuple[Quotation, ...]:
    found = [path.quotation for path in paths]
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _copied(
    reports: Mapping[int, Weighable], copies: Copies, tellers: Tellers, cuts: Cuts
) -> dict[int, tuple[int | None, Teller | None, str]]:
    """Of each copy: the report that it has its text from, or the outlet if the case hasn't its report; and why."""
    found: dict[int, tuple[int | None, Teller | None, str]] = {}
    for cluster in copies.clusters:
        numbers = [number for number in cluster.numbers if number in reports]
        source, name = _source(reports, cluster, numbers)
        for number in numbers:
            if number == source or (source is not None and (number, source) in cuts.not_reports):
                continue
            if source is None and name is None:
                continue
            outlet = None if name is None or source is not None else tellers.named_outlet(name)
            if outlet is not None and cuts.forbids(number, outlet):
                continue
            shown = f"report {source}" if source is not None else f"what {name} published"
            why = "it says whose text it is" if name is not None else "it was published first"
            found[number] = (source, outlet, f"Report {number} is a copy of {shown}; {why}.")
    return found


def _source(reports: Mapping[int, Weighable], cluster: Cluster, numbers: list[int]) -> tuple[int | None, str | None]:
    """Number of the report that the others of a cluster copy, or the name of whose text it is."""
    for name in cluster.credited:
        of_name = [number for number in numbers if same_outlet(name, reports[number].report.publisher)]
        if of_name:
            best = cluster.earliest if cluster.earliest in of_name else of_name[0]
            return best, name
    if len(cluster.credited) == 1:
        return None, cluster.credited[0]
    if cluster.earliest in numbers:
        return cluster.earliest, None
    return (cluster.fullest if cluster.fullest in numbers else None), None
