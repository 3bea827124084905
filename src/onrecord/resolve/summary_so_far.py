"""The summary of a long report, kept up from stretch to stretch: each is summed up alone, and the parts are counted.

It must stay small whatever the text's length, so evidence is what came first, enough to check by.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from onrecord.records import (
    Act,
    PerpetratorType,
    Summary,
    SummaryAct,
    SummaryDate,
    SummaryPerpetrator,
    SummaryPlace,
    SummaryVictim,
)

# Ids given as evidence for one item, and victims listed: the first ones.
MOST_EVIDENCE = 20
MOST_VICTIMS = 1_000

Item = TypeVar("Item", SummaryPlace, SummaryDate)


class SummarySoFar:
    """What the summaries of a report's stretches add up to."""

    def __init__(self) -> None:
        self._acts: dict[Act, SummaryAct] = {}
        self._victims: dict[str, SummaryVictim] = {}
        self._perpetrators: tuple[str, ...] = ()
        self._types: Counter[PerpetratorType] = Counter()
        self._places: dict[SummaryPlace, tuple[int, tuple[str, ...]]] = {}
        self._dates: dict[SummaryDate, tuple[int, tuple[str, ...]]] = {}

    def add(self, summary: Summary, *, ids: Mapping[str, str], actors: Mapping[str, str]) -> None:
        """Count one more stretch; what rests only on findings of its neighbours is left to them.

        Args:
            summary: of the stretch and its margins.
            ids: the whole report's ids of the stretch's own findings and entities, by the stretch's.
            actors: the same of actors.
        """
        for act in summary.acts:
            if own := _known(act.evidence, ids):
                before = self._acts.get(act.act, SummaryAct(act.act, 0.0, ()))
                self._acts[act.act] = SummaryAct(act.act, max(before.score, act.score), _more(before.evidence, own))
        for victim in summary.victims:
            own = _known(victim.evidence, ids)
            if own and victim.actor in actors:
                self._add_victim(replace(victim, actor=actors[victim.actor], evidence=own))
        told = summary.alleged_perpetrator
        if told is not None and (own := _known(told.evidence, ids)):
            self._perpetrators = _more(self._perpetrators, own)
            if told.type is not None:
                self._types[told.type] += len(own)
        _count(self._places, summary.place, ids)
        _count(self._dates, summary.date, ids)

    def summary(self) -> Summary:
        """The report in brief, as far as it was read: what most stretches tell of place, date and perpetrators."""
        perpetrator = None
        if self._acts:
            best = max(self._types, key=lambda type_: self._types[type_], default=None)
            perpetrator = SummaryPerpetrator(bool(self._perpetrators), best, self._perpetrators)
        return Summary(
            acts=tuple(self._acts.values()),
            victims=tuple(self._victims.values()),
            alleged_perpetrator=perpetrator,
            place=_commonest(self._places),
            date=_commonest(self._dates),
        )

    def _add_victim(self, victim: SummaryVictim) -> None:
        before = self._victims.get(victim.actor)
        if before is not None:
            self._victims[victim.actor] = replace(
                before,
                kind=victim.kind if before.kind is None else before.kind,
                sex=victim.sex if before.sex is None else before.sex,
                age=victim.age if before.age is None else before.age,
                evidence=_more(before.evidence, victim.evidence),
            )
        elif len(self._victims) < MOST_VICTIMS:
            self._victims[victim.actor] = replace(victim, evidence=victim.evidence[:MOST_EVIDENCE])


def _known(evidence: Iterable[str], ids: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(ids[id_] for id_ in evidence if id_ in ids)


def _more(before: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    return (*before, *own)[:MOST_EVIDENCE]


def _count(counts: dict[Item, tuple[int, tuple[str, ...]]], item: Item | None, ids: Mapping[str, str]) -> None:
    """Count an item, which stands without its evidence as its own key, by how much it rests on."""
    if item is None or not (own := _known(item.evidence, ids)):
        return
    key = replace(item, evidence=())
    count, evidence = counts.get(key, (0, ()))
    counts[key] = (count + len(own), _more(evidence, own))


def _commonest(counts: Mapping[Item, tuple[int, tuple[str, ...]]]) -> Item | None:
    best = max(counts, key=lambda item: counts[item][0], default=None)
    return None if best is None else replace(best, evidence=counts[best][1])
