"""Figures: counts that tellers give for an event, side by side, never summed and never averaged.

Told of each: the words, the bound, who is counted, over which time and as of when, whether all so far, and of which
other figure it counts some. Among an event's figures: which repeat one origin's, which replace an earlier one, which
can't be true together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from onrecord.records.material import Material, Weighable
from onrecord.records.record import Event, Figure, Lineage, NodeKind, ToldAllegation
from onrecord.weigh.figures.numbers import Number, numbers_of
from onrecord.weigh.figures.relations import Given, contradicted, restated, revised, same_act
from onrecord.weigh.figures.telling import are_persons, figure_of, is_part, number_after

__all__ = ["with_figures"]

# How far before "three of them" those may be told of whom they are some, in characters.
_WHOLE_WITHIN = 600


class Origins(Protocol):
    """What is asked of `weigh.lineage.Traced`."""

    @property
    def lineage(self) -> Lineage:
        """Who has it from whom."""
        ...

    def origins_of(self, allegation_id: str) -> tuple[str, ...]:
        """Ids of the nodes where an allegation's chains end."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A figure on its way: its event's place, its report, and its number."""

    event: int
    figure: Figure
    number: Number
    weighable: Weighable
    own: bool


def with_figures(
    events: Sequence[Event], material: Material, traced: Origins, *, whole: Material | None = None
) -> tuple[Event, ...]:
    """The events, each with its figures, by the day as of which they are given.

    Args:
        events: of the material.
        material: readings folded with decisions.
        traced: where chains of telling end.
        whole: the same with what nobody confirmed, where `material` leaves that out. Which act a number counts is asked
            of all that is told beside it: of "100 held, three killed" the three aren't held because nobody has
            confirmed the killing.
    """
    placed = _placed(events, material, material if whole is None else whole)
    by_event: dict[int, list[_Placed]] = {}
    for one in placed:
        by_event.setdefault(one.event, []).append(one)
    for number, several in _of_parts(events, by_event).items():
        by_event.setdefault(number, []).extend(several)
    ordered = {event: _ordered(several) for event, several in by_event.items()}
    index = {(event, id(one)): place for event, several in ordered.items() for place, one in enumerate(several)}
    wholes = _wholes(placed)
    kinds = {node.id: node.kind for node in traced.lineage.nodes}
    told = []
    for number, event in enumerate(events):
        found = []
        for one in ordered.get(number, []):
            larger = wholes.get(id(one))
            # In the same table where it stands there too, else in the table of its own event.
            table = None if larger is None else number if (number, id(larger)) in index else larger.event
            origins = traced.origins_of(one.figure.allegation)
            figure = replace(
                one.figure,
                origin=origins[0] if origins else None,
                subset_of=None if larger is None or table is None else index[table, id(larger)],
                subset_of_event=None if table is None or table == number else events[table].id,
            )
            part = larger is not None and same_act(larger.figure.act, figure.act)
            found.append(_given(replace(one, figure=figure), origins, kinds, part=part))
        told.append(replace(event, figures=_related(found)))
    return tuple(told)


def _of_parts(events: Sequence[Event], by_event: Mapping[int, Sequence[_Placed]]) -> dict[int, list[_Placed]]:
    """For each campaign the figures of its parts that count what it counts: they belong into one table."""
    places = {event.id: number for number, event in enumerate(events)}
    found: dict[int, list[_Placed]] = {}
    for number, event in enumerate(events):
        for part in event.parts:
            for one in by_event.get(places[part], ()) if part in places else ():
                text = one.weighable.report.text
                if same_act(one.figure.act, event.act) and not are_persons(text, one.number):
                    found.setdefault(number, []).append(one)
    return found


def _placed(events: Sequence[Event], material: Material, whole: Material) -> list[_Placed]:
    reports = {weighable.number: weighable for weighable in material.reports}
    numbers = {
        weighable.number: numbers_of(weighable.reading) for weighable in whole.reports if weighable.reading is not None
    }
    locals_of = {
        number: {finding: local for local, finding in weighable.ids.items()} for number, weighable in reports.items()
    }
    placed: list[_Placed] = []
    seen: set[tuple[int, int, tuple[int, int]]] = set()
    for place, event in enumerate(events):
        for told in event.allegations:
            number = told.quotation.report
            weighable = reports[number]
            local = locals_of[number].get(told.id)
            if weighable.reading is None or local is None:
                continue
            allegation = next(one for one in weighable.reading.allegations if one.id == local)
            for each in numbers[number].get(local, ()):
                # Two allegations of one event may hang on the same words: "taken and held".
                if (place, number, each.span) in seen:
                    continue
                seen.add((place, number, each.span))
                figure = figure_of(
                    each,
                    allegation,
                    told,
                    weighable.report,
                    report_number=number,
                    teller=_teller(told, weighable),
                )
                placed.append(
                    _Placed(event=place, figure=figure, number=each, weighable=weighable, own=not told.told_by)
                )
    return placed


def _teller(told: ToldAllegation, weighable: Weighable) -> str:
    for teller in told.told_by:
        if teller.name:
            return teller.name
    return weighable.report.publisher or f"report {weighable.number}"


def _ordered(several: Sequence[_Placed]) -> list[_Placed]:
    return sorted(
        several,
        key=lambda one: (
            one.figure.as_of is None,
            one.figure.as_of or "",
            one.weighable.number,
            one.figure.quotation.span,
            one.figure.allegation,
        ),
    )


def _wholes(placed: Sequence[_Placed]) -> dict[int, _Placed]:
    """Of figures that count some of another, that other: the nearest before it in its report."""
    by_report: dict[int, list[_Placed]] = {}
    for one in placed:
        by_report.setdefault(one.weighable.number, []).append(one)
    found: dict[int, _Placed] = {}
    for several in by_report.values():
        in_text = sorted(several, key=lambda one: (one.number.span, one.event))
        for one in in_text:
            text = one.weighable.report.text
            if not is_part(text, one.number):
                continue
            named = number_after(text, one.number)
            before = [
                other
                for other in in_text
                if other.number.span.end <= one.number.span.start
                and (named is not None or one.number.span.start - other.number.span.end <= _WHOLE_WITHIN)
                and other.number.unit is one.number.unit
                and (other.number.number != 0)
                and (named is None or other.number.number == named)
                and not _smaller(other.number, one.number)
            ]
            if before:
                found[id(one)] = max(before, key=lambda other: (other.number.span, -other.event))
    return found


def _smaller(whole: Number, part: Number) -> bool:
    """Whether what should be the whole is less than its part."""
    return whole.high is not None and part.low is not None and whole.high < part.low


def _given(one: _Placed, origins: Sequence[str], kinds: Mapping[str, NodeKind], *, part: bool) -> Given:
    publisher = one.weighable.report.publisher
    return Given(
        figure=one.figure,
        origins=frozenset(origins),
        outlet=None if publisher is None else publisher.casefold().removeprefix("the "),
        kinds=frozenset(kinds[origin] for origin in origins if origin in kinds),
        own=one.own,
        part=part,
        persons=are_persons(one.weighable.report.text, one.number),
        place=(one.weighable.number, one.figure.quotation.span.start),
    )


def _related(given: Sequence[Given]) -> tuple[Figure, ...]:
    """The figures, in their order, each with what it repeats, replaces and contradicts."""
    reasons: list[list[str]] = [[] for _ in given]
    restates: dict[int, int] = {}
    revises: dict[int, int] = {}
    contradicts: list[set[int]] = [set() for _ in given]
    for place, one in enumerate(given):
        for earlier in range(place):
            told = restated(one, given[earlier]) if earlier not in restates else None
            if told is not None:
                restates[place] = earlier
                reasons[place].append(f"It repeats figure {earlier + 1}: {told}.")
                break
    lasting = [place for place in range(len(given)) if place not in restates]
    for place in lasting:
        before = [earlier for earlier in lasting if earlier < place and revised(given[place], given[earlier])]
        if before:
            # Of several given on one day, the one that reaches furthest: "40 were still inside" is part of the story.
            last = max(before, key=lambda number: (given[number].figure.as_of or "", given[number].figure.low or 0))
            revises[place] = last
            reasons[place].append(
                f"It replaces figure {last + 1}, which the same teller, or its own sources, gave before."
            )
    for place in lasting:
        for earlier in lasting:
            told = None if earlier >= place else contradicted(given[place], given[earlier])
            if told is not None and not _replaced(revises, earlier, place):
                contradicts[place].add(earlier)
                contradicts[earlier].add(place)
                reasons[place].append(f"It can’t be true together with figure {earlier + 1}: {told}.")
                reasons[earlier].append(f"It can’t be true together with figure {place + 1}: {told}.")
    return tuple(
        replace(
            one.figure,
            restates=restates.get(place),
            revises=revises.get(place),
            contradicts=tuple(sorted(contradicts[place])),
            reasons=tuple(reasons[place]),
        )
        for place, one in enumerate(given)
    )


def _replaced(revises: Mapping[int, int], earlier: int, later: int) -> bool:
    """Whether the later figure stands for the earlier one, at once or by way of others."""
    at: int | None = later
    while at is not None and at != earlier:
        at = revises.get(at)
    return at is not None
