"""Events: allegations, within and across reports, of the same thing; and why they are taken for one.

Joining two events that are two is worse than leaving one in two: then one's tellers seem to bear the other out.
"""

import gc
from collections.abc import Iterable, Sequence
from typing import Protocol

from onrecord.records import Status
from onrecord.records.material import Material
from onrecord.records.record import Event, Join, Lineage
from onrecord.records.tie import Tie
from onrecord.weigh.events.alleged import ActorsOfCase, Alleged, alleged_of
from onrecord.weigh.events.around import Hints
from onrecord.weigh.events.campaigns import containments
from onrecord.weigh.events.candidates import candidates
from onrecord.weigh.events.comparing import compare
from onrecord.weigh.events.denials import denials
from onrecord.weigh.events.grouping import Doubt, bound_by, group
from onrecord.weigh.events.hints import hints_of
from onrecord.weigh.events.sentences import SENTENCES
from onrecord.weigh.events.telling import Told, event_id, event_of

__all__ = ["match"]

# Doubts told of one event; the likeliest come first.
_DOUBTS = 5


class TracedCase(Protocol):
    """What is asked of `weigh.lineage.Traced`."""

    @property
    def lineage(self) -> Lineage:
        """Who has it from whom."""
        ...


def match(material: Material, identities: ActorsOfCase, traced: TracedCase | None) -> tuple[Event, ...]:
    """Events of a case. Figures, origins and independence are left for others to fill in.

    Every allegation of the material is in exactly one event. Those told as having happened found events; denials join
    the event that they deny; those planned, feared or general are kept apart from both. Reviewers' ties and merges bind
    whatever else speaks against them.

    Args:
        material: readings folded with decisions.
        identities: who is who across its reports.
        traced: who has it from whom, None where that isn't known.

    Returns:
        Events by the lowest report that tells of them. The order of the material's reports makes no difference.
    """
    collects = gc.isenabled()
    gc.disable()  # Very many small objects are made, none in a circle: looking for circles would take its share.
    try:
        return _matched(material, identities, traced)
    finally:
        if collects:
            gc.enable()


def _matched(material: Material, identities: ActorsOfCase, traced: TracedCase | None) -> tuple[Event, ...]:
    found = alleged_of(material, identities)
    hints = hints_of(found, None if traced is None else traced.lineage)
    pairs = candidates(found, hints)
    bound = bound_by(found, material.ties, material.merged)
    grouped = group(found, pairs, hints, bound)
    groups = [one.members for one in grouped.groups]
    joins = [list(one.joins) for one in grouped.groups]
    denied = denials(found, groups, pairs, hints, bound.other)
    moved = _move(found, groups, joins, denied, bound.other)
    kept = [place for place, members in enumerate(groups) if members]
    groups, joins = [groups[place] for place in kept], [joins[place] for place in kept]
    doubts = _doubts(found, groups, grouped.doubts, moved, hints)
    return _events(found, groups, joins, doubts, material.ties)


def _move(
    found: Sequence[Alleged],
    groups: list[list[int]],
    joins: list[list[Join]],
    denied: dict[int, tuple[int, Join]],
    apart: frozenset[tuple[int, int]],
) -> frozenset[int]:
    """Denials that stand alone, or with denials only, go to the event that they deny, unless a reviewer objects."""
    moved = set()
    for place, members in enumerate(groups):
        if not members or any(found[index].status is not Status.NEGATED for index in members):
            continue
        named = sorted(
            (denied[index] for index in members if index in denied), key=lambda one: (-one[1].sum, one[1].first)
        )
        for whole, join in named:
            if any((min(one, other), max(one, other)) in apart for one in members for other in groups[whole]):
                continue
            groups[whole] = sorted(groups[whole] + members)
            joins[whole] += [*joins[place], join]
            moved.update(members)
            groups[place] = []
            break
    return frozenset(moved)


def _doubts(
    found: Sequence[Alleged],
    groups: Sequence[Sequence[int]],
    near: Iterable[Doubt],
    moved: frozenset[int],
    hints: Hints,
) -> list[list[str]]:
    """What was nearly joined, of each group: the likeliest of each other group."""
    group_of = {index: place for place, members in enumerate(groups) for index in members}
    told: list[list[str]] = [[] for _ in groups]
    met: set[tuple[int, int]] = set()
    for first, second, _, why in sorted(near, key=lambda one: (-one[2], one[0], one[1])):
        pair = group_of[first], group_of[second]
        if pair[0] == pair[1] or pair in met or first in moved or second in moved:
            continue
        met.update((pair, pair[::-1]))
        for mine, other in ((first, second), (second, first)):
            if len(told[group_of[mine]]) < _DOUBTS:
                told[group_of[mine]].append(_doubt(found[mine], found[other], hints, why()))
    return told


def _doubt(mine: Alleged, other: Alleged, hints: Hints, why: str) -> str:
    levels, _ = compare(mine, other, hints)
    against = [SENTENCES[name, level](mine, other) for name, level, value in levels if value < 0]
    quoted = " ".join(other.told.quotation.text.split())
    return f"“{quoted}” (report {other.report}) was nearly joined: {why}. {' '.join(against)}".strip()


def _events(
    found: Sequence[Alleged],
    groups: Sequence[Sequence[int]],
    joins: Sequence[Sequence[Join]],
    doubts: Sequence[Sequence[str]],
    ties: Iterable[Tie],
) -> tuple[Event, ...]:
    parts, contains = containments(found, groups, ties)
    ids = [event_id(found[index] for index in members) for members in groups]
    events = [
        event_of(
            [found[index] for index in members],
            Told(
                joins=joins[place],
                doubts=doubts[place],
                parts=[ids[part] for part in parts.get(place, ())],
                contains=contains.get(place, ()),
            ),
        )
        for place, members in enumerate(groups)
    ]
    return tuple(
        sorted(events, key=lambda one: (one.allegations[0].reports[0], one.allegations[0].quotation.span, one.id))
    )
