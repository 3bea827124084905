"""The review gate: what may leave the desk. Findings that a person confirmed, and who is named as alleged perpetrator.

`reviewed` is for briefs, exports and shared boards; `unnamed` for whatever unreviewed leaves nevertheless, marked as
such: there no natural person is named as alleged perpetrator on a machine's word alone.
"""

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from onrecord.records.attribution import Attribution
from onrecord.records.material import Material, Weighable
from onrecord.records.reading import Reading
from onrecord.records.record import Board, Entry, Event, Named, Record, Source, ToldResponse
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.accused import UNNAMED, Told, accused_by, address_without, all_of, key_of, names_of, pattern_of

__all__ = ["UNNAMED", "reviewed", "unnamed"]


def reviewed(material: Material) -> Material:
    """The material with the allegations and responses that a person says are so read, and what they refer to.

    Attributions stay where a chain of telling needs them, actors and entities where something left names them. Reports
    stay, since what was searched is told of all of them; their titles without those whom only unconfirmed allegations
    accuse.
    """
    return replace(material, reports=tuple(_reviewed(weighable) for weighable in material.reports))


def _reviewed(weighable: Weighable) -> Weighable:
    reading = weighable.reading
    if reading is None:
        return weighable

    def held(local: str) -> bool:
        return weighable.ids.get(local) in weighable.held

    allegations = tuple(one for one in reading.allegations if held(one.id))
    responses = tuple(one for one in reading.responses if held(one.id))
    tellers = {teller for allegation in allegations for teller in allegation.told_by}
    tellers |= {teller for response in responses for teller in response.told_by}
    attributions = _needed(reading, tellers)
    kept = {one.id for one in attributions}
    citations = tuple(one for one in reading.citations if one.attribution in kept)
    actors = {one.outlet for one in citations} | {one.speaker for one in attributions}
    for allegation in allegations:
        actors |= {who.actor for who in (*allegation.victims, *allegation.alleged_perpetrators)}
    for response in responses:
        actors |= {who.actor for who in (*response.who, *response.to, *response.about)}
    actors |= {local for local, finding in weighable.ids.items() if finding in weighable.held}
    report = _untitled(weighable, reading, held)
    return replace(
        weighable,
        report=report,
        reading=replace(
            reading,
            report=report,
            attributions=attributions,
            allegations=allegations,
            responses=responses,
            citations=citations,
            actors=tuple(one for one in reading.actors if one.id in actors),
            entities=tuple(one for one in reading.entities if one.actor in actors and one.actor is not None),
            links=(),
            summary=None,
        ),
    )


def _untitled(weighable: Weighable, reading: Reading, held: Callable[[str], bool]) -> Report:
    """The report, its title and address without natural persons whom only unconfirmed allegations of it accuse."""
    report = weighable.report
    if report.title is None and report.url is None:
        return report
    actors = {actor.id: actor for actor in reading.actors}
    told: list[Told] = []
    words: dict[str, set[str]] = {}
    for allegation in reading.allegations:
        accused = []
        for who in allegation.alleged_perpetrators:
            actor = None if who.actor is None else actors.get(who.actor)
            said = who.span.of(report.text)
            one = Named(
                words=said,
                name=said if actor is None else actor.name,
                actor=who.actor,
                kind=None if actor is None else actor.kind,
            )
            words.setdefault(key_of(one), set()).update((one.words, one.name))
            accused.append(one)
        told.append((held(allegation.id), allegation.status, tuple(accused)))
    for entity in reading.entities:
        if entity.actor in words:
            words[entity.actor].add(entity.span.of(report.text))
    names = [name for key in accused_by(told) for name in words[key]]
    return replace(
        report,
        title=None if report.title is None else pattern_of(names).sub(UNNAMED, report.title),
        url=None if report.url is None else address_without(report.url, names),
    )


def _needed(reading: Reading, wanted: set[str]) -> tuple[Attribution, ...]:
    """The attributions wanted, and those within which they stand."""
    by_id = {one.id: one for one in reading.attributions}
    queue = [one for one in wanted if one in by_id]
    needed: set[str] = set()
    while queue:
        one = queue.pop()
        if one in needed:
            continue
        needed.add(one)
        within = by_id[one].within
        if within is not None and within in by_id:
            queue.append(within)
    return tuple(one for one in reading.attributions if one.id in needed)


def unnamed(record: Record) -> Record:
    """The record without names of natural persons as alleged perpetrators, where no confirmed finding names them so.

    Their names go from whatever is told of the events in which they are accused (roles, quotations, reasons), from the
    titles and addresses of the reports that tell of them, and from what others are told to have answered there. What
    they said or answered themselves stays under their names.
    """
    actors = {actor.id: actor for actor in record.actors}
    hidden: dict[str, re.Pattern[str]] = {}
    of_report: dict[int, dict[str, set[str]]] = {}
    of_event: dict[str, dict[str, set[str]]] = {}
    events = []
    for event in record.events:
        accused = accused_by((told.held, told.status, told.alleged_perpetrators) for told in event.allegations)
        if not accused:
            events.append(event)
            continue
        names = of_event[event.id] = {key: set(names_of(several, actors)) for key, several in accused.items()}
        pattern = pattern_of(all_of(names))
        for told in event.allegations:
            hidden[told.id] = pattern
            for number in told.reports:
                for key, several in names.items():
                    of_report.setdefault(number, {}).setdefault(key, set()).update(several)
        events.append(_event_without(event, set(accused), pattern))
    if not of_event:
        return record
    titles = {number: pattern_of(all_of(names)) for number, names in of_report.items()}
    answers: dict[str, re.Pattern[str]] = {}
    responses = []
    for response in record.responses:
        there = [of_report.get(number, {}) for number in response.reports]
        names = _of_others(response, [*there, *(of_event.get(event_id, {}) for event_id in response.events)])
        if names:
            answers[response.id] = pattern_of(all_of(names))
            response = _response_without(response, set(names), answers[response.id])
        responses.append(response)
    edges = []
    for edge in record.lineage.edges:
        found = None if edge.report is None else titles.get(edge.report)
        found = found if edge.allegation is None else hidden.get(edge.allegation)
        edges.append(edge if found is None else _without(edge, found))
    return replace(
        record,
        sources=tuple(
            _source_without(source, titles[source.number], of_report[source.number])
            if source.number in titles
            else source
            for source in record.sources
        ),
        events=tuple(events),
        responses=tuple(responses),
        lineage=replace(
            record.lineage,
            # A report's node is called by its publisher and title.
            nodes=tuple(
                replace(node, name=titles[node.report].sub(UNNAMED, node.name))
                if node.report is not None and node.report in titles
                else node
                for node in record.lineage.nodes
            ),
            edges=tuple(edges),
        ),
        board=None if record.board is None else _board_without(record.board, answers),
    )


def _source_without(source: Source, pattern: re.Pattern[str], names: Mapping[str, set[str]]) -> Source:
    return replace(
        source,
        title=None if source.title is None else pattern.sub(UNNAMED, source.title),
        url=None if source.url is None else address_without(source.url, all_of(names)),
    )


def _of_others(response: ToldResponse, accused: Iterable[Mapping[str, set[str]]]) -> dict[str, set[str]]:
    """The names of those accused, by key, without whoever answers or tells it themselves."""
    speak = {key_of(one) for one in (*response.who, *response.told_by)}
    names: dict[str, set[str]] = {}
    for each in accused:
        for key, several in each.items():
            if key not in speak:
                names.setdefault(key, set()).update(several)
    return names


def _roles(named: tuple[Named, ...], accused: set[str]) -> tuple[Named, ...]:
    return tuple(
        Named(words=UNNAMED, name=UNNAMED, kind=ActorKind.PERSON) if key_of(one) in accused else one for one in named
    )


def _response_without(response: ToldResponse, accused: set[str], pattern: re.Pattern[str]) -> ToldResponse:
    return replace(
        response,
        to=_roles(response.to, accused),
        about=_roles(response.about, accused),
        quotation=_without(response.quotation, pattern),
    )


def _board_without(board: Board, answers: Mapping[str, re.Pattern[str]]) -> Board:
    def entries(several: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(
            replace(one, quotation=_without(one.quotation, answers[one.response])) if one.response in answers else one
            for one in several
        )

    return replace(
        board,
        cells=tuple(
            replace(cell, entries=entries(cell.entries), possible=entries(cell.possible), beside=entries(cell.beside))
            for cell in board.cells
        ),
    )


def _event_without(event: Event, accused: set[str], pattern: re.Pattern[str]) -> Event:
    told = replace(
        event,
        alleged_perpetrators=_roles(event.alleged_perpetrators, accused),
        allegations=tuple(
            replace(one, alleged_perpetrators=_roles(one.alleged_perpetrators, accused)) for one in event.allegations
        ),
    )
    without: Event = _without(told, pattern)
    return without


def _without(value: Any, pattern: re.Pattern[str]) -> Any:  # noqa: ANN401 (any record)
    return _each_string(value, lambda text: pattern.sub(UNNAMED, text))


def _each_string(value: Any, told: Callable[[str], str]) -> Any:  # noqa: ANN401 (any record)
    """The value with each string as told; the value itself where all stay as they are, as most do."""
    if type(value) is str:
        return told(value)
    if isinstance(value, Span):
        return value
    if isinstance(value, tuple):
        several = [_each_string(each, told) for each in value]
        return value if all(map(operator.is_, several, value)) else tuple(several)
    changed = {}
    for name in _fields(value.__class__):
        before = getattr(value, name)
        after = _each_string(before, told)
        if after is not before:
            changed[name] = after
    return replace(value, **changed) if changed else value


@cache
def _fields(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 (any class)
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
