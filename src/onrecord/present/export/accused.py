"""Who may be named as an alleged perpetrator in what leaves the desk.

A natural person is, only where somebody confirmed an allegation that names them; until then the place says that a
person is named, and no more. Beside each who is named stands who names them, and their reply or that none was sought.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from onrecord.ledger.protected import names_in
from onrecord.records.record import Event, Named, Quotation, Record, ToldAllegation
from onrecord.records.vocabulary import ActorKind, Status

NOT_YET: Final = "[person, not named before review]"
NOT_SOUGHT: Final = "reply not sought"


def fit_to_leave(record: Record) -> Record:
    """The record without the names of persons accused by nothing that anybody confirmed."""
    return replace(record, events=tuple(_event(event) for event in record.events))


def replies(record: Record, event: Event, accused: Named) -> tuple[str, ...]:
    """What an alleged perpetrator answered, as far as the case tells; never empty."""
    told = [
        f"{response.act} (report {response.quotation.report}): “{response.quotation.text}”"
        for response in record.responses
        if response.status is Status.ASSERTED
        and event.id in response.events
        and any(_same(accused, who) for who in response.who)
    ]
    asked = [
        f"asked by {request.channel} on {request.sent}, no reply logged"
        for cell in (() if record.board is None else record.board.cells)
        for request in cell.requests
        if cell.actor.name in (accused.name, accused.words) and not request.replies
    ]
    return tuple(dict.fromkeys([*told, *asked])) if told or asked else (NOT_SOUGHT,)


def is_person(named: Named) -> bool:
    """Whether somebody is, or may be, a natural person: in doubt they are."""
    if named.kind is not None:
        return named.kind is ActorKind.PERSON
    return bool(names_in(named.words) or names_in(named.name))


def _event(event: Event) -> Event:
    confirmed = [accused for one in event.allegations if one.held for accused in one.alleged_perpetrators]
    hidden = [
        accused
        for accused in _accused(event)
        if is_person(accused) and not any(_same(accused, other) for other in confirmed)
    ]
    if not hidden:
        return event
    words = sorted({each for one in hidden for each in (one.words, one.name) if each}, key=len, reverse=True)
    return replace(
        event,
        title=_without(event.title, words),
        allegations=tuple(_allegation(one, hidden, words) for one in event.allegations),
        alleged_perpetrators=_named(event.alleged_perpetrators, hidden),
        figures=tuple(
            replace(figure, quotation=_quoted(figure.quotation, words), counted=_without(figure.counted, words))
            for figure in event.figures
        ),
        origins=tuple(
            replace(
                origin,
                quotations=tuple(_quoted(each, words) for each in origin.quotations),
                reasons=tuple(_without(each, words) for each in origin.reasons),
            )
            for origin in event.origins
        ),
        joins=tuple(
            replace(join, terms=tuple(replace(term, told=_without(term.told, words)) for term in join.terms))
            for join in event.joins
        ),
        doubts=tuple(_without(each, words) for each in event.doubts),
    )


def _accused(event: Event) -> Iterator[Named]:
    yield from event.alleged_perpetrators
    for allegation in event.allegations:
        yield from allegation.alleged_perpetrators


def _allegation(allegation: ToldAllegation, hidden: list[Named], words: list[str]) -> ToldAllegation:
    return replace(
        allegation,
        quotation=_quoted(allegation.quotation, words),
        alleged_perpetrators=_named(allegation.alleged_perpetrators, hidden),
    )


def _named(accused: tuple[Named, ...], hidden: list[Named]) -> tuple[Named, ...]:
    return tuple(
        Named(words=NOT_YET, name=NOT_YET, kind=ActorKind.PERSON) if any(_same(one, other) for other in hidden) else one
        for one in accused
    )


def _quoted(quotation: Quotation, words: list[str]) -> Quotation:
    return replace(quotation, text=_without(quotation.text, words))


def _without(text: str, words: list[str]) -> str:
    for each in words:
        text = text.replace(each, NOT_YET)
    return text


def _same(one: Named, other: Named) -> bool:
    if one.actor is not None and other.actor is not None:
        return one.actor == other.actor
    return one.name == other.name or one.words == other.words
