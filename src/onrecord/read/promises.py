"""What is promised: whoever promises to do a thing is who does it, and it is not done yet.

"The president promised to have it investigated, after the chancellor had raised it": the reader at times takes somebody
named behind for who investigates.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import Attribution, Force, Participant, Response, Status


def by_promisers(
    text: str, responses: Sequence[Response], attributions: Sequence[Attribution], *, offset: int = 0
) -> list[Response]:
    """The responses, those that somebody promises given to the promiser where the reader gave them to an outsider.

    Args:
        text: of the stretch.
        responses: as read; their spans count from `offset` before the stretch.
        attributions: the same.
        offset: where the stretch begins.
    """
    promises = [(a, piece) for a in attributions if a.force is Force.PROMISE and a.source for piece in a.content]
    out = []
    for response in responses:
        held = next(
            (a for a, piece in promises if piece.contains(response.trigger) and _is_to_do(piece.start - offset, text)),
            None,
        )
        out.append(response if held is None else _promised(response, held))
    return out


def _is_to_do(start: int, text: str) -> bool:
    return text.startswith("to ", start)


def _promised(response: Response, promise: Attribution) -> Response:
    """The response as the promiser's, if those who were read as doing it stand outside of what is promised."""
    who = [participant.span for participant in response.who]
    inside = any(piece.contains(span) for span in who for piece in promise.content)
    if not who or inside:
        return response
    status = Status.HYPOTHETICAL if response.status is Status.ASSERTED else response.status
    if any(span.overlaps(source) for span in who for source in promise.source):
        return replace(response, status=status)
    return replace(
        response,
        status=status,
        who=(Participant(promise.source[0]),),
        told_by=response.told_by or (promise.id,),
    )
