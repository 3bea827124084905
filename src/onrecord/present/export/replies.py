"""What alleged perpetrators answered: whoever is named as one is shown with their reply, or that none was sought."""

from dataclasses import dataclass
from typing import Final

from onrecord.records.record import Event, Named, Quotation, Record, ToldResponse
from onrecord.records.tie import Request
from onrecord.records.vocabulary import ResponseAct, Status
from onrecord.weigh.addressed import is_to
from onrecord.weigh.board import with_parts

NOT_SOUGHT: Final = "reply not sought"

# What somebody accused answers; told too where it isn't known of which event, or it would be told that none was sought.
_ANSWERS: Final = (
    ResponseAct.DENY, ResponseAct.JUSTIFY, ResponseAct.ACKNOWLEDGE, ResponseAct.DECLINE, ResponseAct.SILENT
)  # fmt: skip


_PRONOUNS: Final = frozenset("i he she it we you they who his her its our their others some nobody none".split())


@dataclass(frozen=True, slots=True)
class Answer:
    """What an alleged perpetrator answered, in a report's words.

    Attributes:
        response: None where it was read as an act that didn't happen, so told by the accused: a denial.
        doubt: why it may be no answer to this; empty: it is one.
    """

    act: ResponseAct
    quotation: Quotation
    response: ToldResponse | None = None
    doubt: str = ""


def replies(record: Record, event: Event, accused: Named) -> tuple[str, ...]:
    """What an alleged perpetrator answered, and how they were asked, as far as the case tells; never empty."""
    told = [
        f"{one.act} (report {one.quotation.report}{f', {one.doubt}' if one.doubt else ''}): “{one.quotation.text}”"
        for one in answers(record, event, accused)
    ]
    told += requests_to(record, accused)
    return tuple(dict.fromkeys(told)) if told else (NOT_SOUGHT,)


def answers(record: Record, event: Event, accused: Named) -> tuple[Answer, ...]:
    """What an alleged perpetrator answered, as reports tell it."""
    theirs = [
        response
        for response in record.responses
        if response.status is Status.ASSERTED and any(_same(accused, who) for who in response.who)
    ]
    near = with_parts(record.events, event.id) if theirs else set()
    known = [response for response in theirs if near.intersection(response.events)]
    unknown = [response for response in theirs if not response.events and response.act in _ANSWERS]
    # What is denied may be read as an act that didn't happen, and not as a response, or as both.
    denials = [
        allegation
        for allegation in event.allegations
        if allegation.status is Status.NEGATED
        and any(_same(accused, teller) for teller in allegation.told_by)
        and not any(_overlap(allegation.quotation, response.quotation) for response in (*known, *unknown))
    ]
    told = [Answer(response.act, response.quotation, response) for response in known]
    told += [Answer(ResponseAct.DENY, allegation.quotation) for allegation in denials]
    told += [Answer(response.act, response.quotation, response, "not known of which event") for response in unknown]
    return tuple(dict.fromkeys(told))


def requests_to(record: Record, accused: Named) -> list[str]:
    """How an alleged perpetrator was asked, and whether they answered."""
    return [_asked(request) for request in record.requests if _is_to(request, accused)]


def _is_to(request: Request, accused: Named) -> bool:
    if accused.actor is not None:
        return accused.actor in request.actors
    return any(is_to(request, name) for name in (accused.name, accused.words) if _tells(name))


def _overlap(one: Quotation, other: Quotation) -> bool:
    return one.report == other.report and one.span.start < other.span.end and other.span.start < one.span.end


def _asked(request: Request) -> str:
    received = [f"reply received on {reply.received}" for reply in request.replies]
    return f"asked by {request.channel} on {request.sent}, {', '.join(received) if received else 'no reply logged'}"


def _same(one: Named, other: Named) -> bool:
    if one.actor is not None and other.actor is not None:
        return one.actor == other.actor
    # A label stands for whoever is masked, and "he" for whoever was spoken of: neither says that two are one.
    return (_tells(one.name) and one.name == other.name) or (_tells(one.words) and one.words == other.words)


def _tells(name: str) -> bool:
    """Whether words tell who somebody is, wherever they stand."""
    if "[" in name:
        return False
    return any(word[:1].isupper() and word.casefold() not in _PRONOUNS for word in name.split())
