"""The record: a case weighed, step by step. What it makes is unmasked; `runs/weighing.py` masks it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.records.material import Material, Weighable
from onrecord.records.record import CopyCluster, Event, Monitored, Record, Source
from onrecord.weigh.addressed import addressed
from onrecord.weigh.board import board, confirmed_only
from onrecord.weigh.copies import Copies, find_copies
from onrecord.weigh.corrections import with_corrections
from onrecord.weigh.deniers import without_deniers
from onrecord.weigh.events import match
from onrecord.weigh.figures import with_figures
from onrecord.weigh.gate import reviewed
from onrecord.weigh.identity import identify
from onrecord.weigh.lineage import Traced, trace
from onrecord.weigh.order import by_weight
from onrecord.weigh.responses import told
from onrecord.weigh.victims import with_own_victims


def weigh(
    material: Material,
    *,
    case: str,
    roster: Sequence[Monitored] | None = None,
    roster_name: str = "",
    reviewed_only: bool = False,
) -> Record:
    """What a case says now.

    Args:
        material: its readings, folded with what reviewers decided.
        case: its name.
        roster: whose response is monitored; None: no board is made.
        roster_name: the roster's.
        reviewed_only: whether only what a person confirmed is weighed.
    """
    material = with_own_victims(without_deniers(material))
    weighed = reviewed(material) if reviewed_only else material
    copies = find_copies((weighable.number, weighable.report) for weighable in weighed.reports)
    identities = identify(weighed, monitored=roster or ())
    traced = trace(weighed, identities, copies)
    matched = {event.id: event for event in match(weighed, identities, traced)}
    events = tuple(_with_origins(event, traced, matched) for event in matched.values())
    events = by_weight(with_figures(events, weighed, traced, whole=material))
    events = with_corrections(events, {weighable.number: weighable for weighable in weighed.reports})
    responses = told(weighed, identities, traced, events)
    made = None if roster is None else board(roster, responses, identities, weighed, name=roster_name, events=events)
    if made is not None and roster is not None and reviewed_only:
        who = identify(material, monitored=roster)
        whole = board(roster, told(material, who, traced, ()), who, material, name=roster_name)
        made = confirmed_only(made, whole)
    return Record(
        case=case,
        at=material.at,
        reviewed_only=reviewed_only,
        sources=tuple(_source(weighable) for weighable in weighed.reports),
        actors=identities.actors,
        events=events,
        responses=responses,
        lineage=traced.lineage,
        copies=_clusters(copies),
        board=made,
        requests=addressed(material.requests, identities.actors),
        failures=len(material.failures),
    )


def _with_origins(event: Event, traced: Traced, events: Mapping[str, Event]) -> Event:
    within = _contained(event, events)
    origins, independence = traced.origins(
        [allegation.id for allegation in event.allegations],
        within=[allegation.id for part in within for allegation in part.allegations],
    )
    return replace(event, origins=origins, independence=independence)


def _contained(event: Event, events: Mapping[str, Event]) -> list[Event]:
    """All that an event contains, and what that contains."""
    found: dict[str, Event] = {}
    queue = [*event.parts]
    while queue:
        id_ = queue.pop()
        if id_ != event.id and id_ not in found and id_ in events:
            found[id_] = events[id_]
            queue.extend(events[id_].parts)
    return list(found.values())


def _source(weighable: Weighable) -> Source:
    report = weighable.report
    return Source(
        number=weighable.number,
        sha256=weighable.sha256,
        obtained=weighable.obtained,
        publisher=report.publisher,
        title=report.title,
        byline=report.byline,
        published=report.published,
        url=report.url,
        language=report.language,
        media_type=report.media_type,
        read=weighable.reading is not None,
    )


def _clusters(copies: Copies) -> tuple[CopyCluster, ...]:
    return tuple(
        CopyCluster(
            reports=cluster.numbers,
            fullest=cluster.fullest,
            earliest=cluster.earliest,
            credited=cluster.credited,
            reasons=tuple(sentence for join in cluster.joins for sentence in join.sentences()),
        )
        for cluster in copies.clusters
    )
