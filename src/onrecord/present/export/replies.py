"""What alleged perpetrators answered: whoever is named as one is shown with their reply, or that none was sought."""

from typing import Final

from onrecord.records.record import Event, Named, Record
from onrecord.records.tie import Request
from onrecord.records.vocabulary import Status

NOT_SOUGHT: Final = "reply not sought"


def replies(record: Record, event: Event, accused: Named) -> tuple[str, ...]:
    """What an alleged perpetrator answered, and how they were asked, as far as the case tells; never empty."""
    told = [
        f"{response.act} (report {response.quotation.report}): “{response.quotation.text}”"
        for response in record.responses
        if response.status is Status.ASSERTED
        and event.id in response.events
        and any(_same(accused, who) for who in response.who)
    ]
    names = _names(record, accused)
    asked = [_asked(request) for request in record.requests if _is_to(request, names)]
    return tuple(dict.fromkeys([*told, *asked])) if told or asked else (NOT_SOUGHT,)


def _asked(request: Request) -> str:
    received = [f"reply received on {reply.received}" for reply in request.replies]
    return f"asked by {request.channel} on {request.sent}, {', '.join(received) if received else 'no reply logged'}"


def _is_to(request: Request, names: set[str]) -> bool:
    """Whether a letter went to somebody so named; "Corin Halvard" is "Governor Corin Halvard", a surname is nobody."""
    whom = _plain(request.whom)
    return any(name == whom or (" " in whom and name.endswith(f" {whom}")) for name in names)


def _names(record: Record, one: Named) -> set[str]:
    known = [actor for actor in record.actors if one.actor is not None and actor.id == one.actor]
    told = (one.name, one.words, *(name for actor in known for name in (actor.name, *actor.names)))
    return {_plain(name) for name in told}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _same(one: Named, other: Named) -> bool:
    if one.actor is not None and other.actor is not None:
        return one.actor == other.actor
    return one.name == other.name or one.words == other.words
