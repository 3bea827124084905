"""Figures: counts that tellers give for an event, side by side, never summed and never averaged.

Told of each: the words, the bound, who is counted, over which time and as of when, whether all so far, and of which
other figure it counts some. Among an event's figures: which repeat one origin's, which replace an earlier one, which
can't be true together.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from onrecord.records.material import Material, Weighable
from onrecord.records.record import Event, Figure, Lineage, NodeKind, Role, ToldAllegation
from onrecord.records.vocabulary import Act
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
    wholes = _wholes(placed)
    for number, several in _of_parts(events, by_event).items():
        by_event.setdefault(number, []).extend(several)
    for number, several in _of_those_counted(events, by_event, wholes, traced).items():
        by_event[number].extend(several)
    kinds = {node.id: node.kind for node in traced.lineage.nodes}
    tables: list[list[tuple[_Placed, Figure]]] = []
    for number, event in enumerate(events):
        ordered = _ordered(by_event.get(number, []), event)
        given = [_given(one, wholes.get(id(one)), traced, kinds) for one in ordered]
        tables.append([(ordered[place], figure) for place, figure in _related(given)])
    index = {(number, id(one)): place for number, rows in enumerate(tables) for place, (one, _) in enumerate(rows)}
    told = []
    for number, event in enumerate(events):
        figures = []
        for one, figure in tables[number]:
            larger = wholes.get(id(one))
            if larger is not None:
                # In the same table where it stands there too, else in the table of its own event.
                table = number if (number, id(larger)) in index else larger.event
                other = None if table == number else events[table].id
                figure = replace(figure, subset_of=index[table, id(larger)], subset_of_event=other)
            figures.append(figure)
        told.append(replace(event, figures=tuple(figures)))
    return tuple(told)


def _of_parts(events: Sequence[Event], by_event: Mapping[int, Sequence[_Placed]]) -> dict[int, list[_Placed]]:
    """For each campaign the figures of its parts that count what it counts: they belong into one table."""
    places = {event.id: number for number, event in enumerate(events)}
    found: dict[int, list[_Placed]] = {}
    for number, event in enumerate(events):
        for part in event.parts:
            for one in by_event.get(places[part], ()) if part in places else ():
                text = one.weighable.report.text
                if (
                    same_act(one.figure.act, event.act)
                    and one.figure.role is Role.VICTIMS
                    and not are_persons(text, one.number)
                ):
                    found.setdefault(number, []).append(one)
    return found


def _of_those_counted(
    events: Sequence[Event], by_event: Mapping[int, Sequence[_Placed]], wholes: Mapping[int, _Placed], traced: Origins
) -> dict[int, list[_Placed]]:
    """For each campaign the figures of another act that count some of those whom its table counts.

    "134 men were held, and at least four of them were killed": whoever reads how many were held looks there for the
    dead, and a newspaper's four dead of the 134 replace its three of "more than 100". Who repeats such a figure need
    not say of whom it counts some.
    """
    found: dict[int, list[_Placed]] = {}
    some = {place: several for place, several in by_event.items() if any(id(one) in wholes for one in several)}
    for number, event in enumerate(events):
        there = {id(one) for one in by_event.get(number, ())} if event.campaign else ()
        taken: dict[int, _Placed] = {}
        for several in some.values() if there else ():
            parts = [one for one in several if id(one) in wholes and id(wholes[id(one)]) in there]
            if parts:
                taken |= {id(one): one for one in several if any(_repeats(one, part, traced) for part in parts)}
                taken |= {id(one): one for one in parts}
        if taken:
            found[number] = [one for key, one in taken.items() if key not in there]
    return found


def _repeats(one: _Placed, other: _Placed, traced: Origins) -> bool:
    """Whether two figures of one event give one number on one word."""
    mine, theirs = one.figure, other.figure
    if (mine.number, mine.role, mine.status) != (theirs.number, theirs.role, theirs.status) or mine.number is None:
        return False
    return not set(traced.origins_of(mine.allegation)).isdisjoint(traced.origins_of(theirs.allegation))


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


def _ordered(several: Sequence[_Placed], event: Event) -> list[_Placed]:
    """By day; those of another act than the event's behind its own, those of alleged perpetrators last."""
    acts = list(Act)
    return sorted(
        several,
        key=lambda one: (
            one.figure.role is not Role.VICTIMS,
            -1 if not event.campaign or same_act(one.figure.act, event.act) else acts.index(one.figure.act),
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
        if one.figure.role is Role.VICTIMS:
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


def _given(one: _Placed, larger: _Placed | None, traced: Origins, kinds: Mapping[str, NodeKind]) -> Given:
    publisher = one.weighable.report.publisher
    origins = traced.origins_of(one.figure.allegation)
    return Given(
        figure=replace(one.figure, origin=origins[0] if origins else None),
        origins=frozenset(origins),
        outlet=None if publisher is None else publisher.casefold().removeprefix("the "),
        kinds=frozenset(kinds[origin] for origin in origins if origin in kinds),
        own=one.own,
        part=larger is not None and same_act(larger.figure.act, one.figure.act),
        persons=are_persons(one.weighable.report.text, one.number),
        place=(one.weighable.number, one.figure.quotation.span.start),
    )


def _related(given: Sequence[Given]) -> Iterator[tuple[int, Figure]]:
    """The figures, each with its place among those given, and with what it repeats, replaces and contradicts.

    Those that repeat another come behind the others, so that what is said once has the numbers from 1 on.
    """
    victims = [place for place, one in enumerate(given) if one.figure.role is Role.VICTIMS]
    repeats: dict[int, tuple[int, str]] = {}
    for place in victims:
        for earlier in victims:
            told = None if earlier >= place else restated(given[place], given[earlier])
            if told is not None:
                # Where that one repeats another itself, both repeat the first.
                repeats[place] = repeats[earlier][0] if earlier in repeats else earlier, told
                break
    lasting = [place for place in victims if place not in repeats]
    order = [*lasting, *repeats, *(place for place in range(len(given)) if place not in victims)]
    number = {place: at for at, place in enumerate(order)}
    reasons: list[list[str]] = [[] for _ in given]
    revises: dict[int, int] = {}
    contradicts: list[set[int]] = [set() for _ in given]
    for place, (earlier, told) in repeats.items():
        reasons[place].append(f"It repeats figure {number[earlier] + 1}: {told}.")
    for place in lasting:
        before = [earlier for earlier in lasting if earlier < place and revised(given[place], given[earlier])]
        if before:
            # Of several given on one day, the one that reaches furthest: "40 were still inside" is part of the story.
            last = max(before, key=lambda one: (given[one].figure.as_of or "", given[one].figure.low or 0))
            revises[place] = last
            reasons[place].append(
                f"It replaces figure {number[last] + 1}, which the same teller, or its own sources, gave before."
            )
    for place in lasting:
        for earlier in lasting:
            why = None if earlier >= place else contradicted(given[place], given[earlier])
            if why is not None and not _replaced(revises, earlier, place):
                contradicts[place].add(number[earlier])
                contradicts[earlier].add(number[place])
                reasons[place].append(f"It can’t be true together with figure {number[earlier] + 1}: {why}.")
                reasons[earlier].append(f"It can’t be true together with figure {number[place] + 1}: {why}.")
    for place in order:
        yield (
            place,
            replace(
                given[place].figure,
                restates=number[repeats[place][0]] if place in repeats else None,
                revises=number[revises[place]] if place in revises else None,
                contradicts=tuple(sorted(contradicts[place])),
                reasons=tuple(reasons[place]),
            ),
        )


def _replaced(revises: Mapping[int, int], earlier: int, later: int) -> bool:
    """Whether the later figure stands for the earlier one, at once or by way of others."""
    at: int | None = later
    while at is not None and at != earlier:
        at = revises.get(at)
    return at is not None
