"""What alleged perpetrators answered: whoever is named as one is shown with their reply, or that none was sought."""

from typing import Final

from onrecord.records.record import Event, Named, Record
from onrecord.records.vocabulary import Status

NOT_SOUGHT: Final = "reply not sought"


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


def _same(one: Named, other: Named) -> bool:
    if one.actor is not None and other.actor is not None:
        return one.actor == other.actor
    return one.name == other.name or one.words == other.words
