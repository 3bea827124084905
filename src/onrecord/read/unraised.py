"""Talks about something else, which the reader takes for raising the matter.

"We spoke about the pipeline. I have not raised the killings with him." Where the same speaker says in the same
paragraph that he did not raise it, the talk is no response. Only a bare word of talking gives way: who "raised one
killing and did not raise another" keeps both.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import Response, ResponseAct, Status

_TALKED = re.compile(
    r"(?:we |i )?(?:spoke|speak\w*|spoken|talk\w*|met|meet\w*|conversation\w*|exchange\w*|discuss\w*)"
    r"(?: (?:about|of|with|to|on|over))?",
    re.I,
)
_UNRAISED = re.compile(
    r"(?:\b(?:not|never)\b|n['’]t\b).*\b(?:rais\w+|mention\w*|brought (?:it )?up|bring (?:it )?up)\b", re.I
)
_BLANK = re.compile(r"\n[ \t\r]*\n")


def without_talks(text: str, responses: Sequence[Response], *, offset: int, first: int) -> list[Response]:
    """The responses without talks that their speaker says raised nothing, numbered anew.

    Args:
        text: of the stretch.
        responses: their spans count from `offset` before the stretch.
        offset: where the stretch begins.
        first: how many responses came before.
    """
    unraised = [one for one in responses if _is_unraised(text, one, offset)]
    kept = [
        one
        for one in responses
        if not (_is_talk(text, one, offset) and any(_beside(text, one, other, offset) for other in unraised))
    ]
    return [replace(one, id=f"r{first + k}") for k, one in enumerate(kept, 1)]


def _is_talk(text: str, one: Response, offset: int) -> bool:
    talked = _TALKED.fullmatch(one.trigger.shifted(-offset).of(text))
    return one.act is ResponseAct.RAISE and one.status is Status.ASSERTED and talked is not None


def _is_unraised(text: str, one: Response, offset: int) -> bool:
    silent = one.act is ResponseAct.SILENT and one.status is Status.ASSERTED
    return silent and _UNRAISED.search(one.trigger.shifted(-offset).of(text)) is not None


def _beside(text: str, one: Response, other: Response, offset: int) -> bool:
    """Whether two stand in one paragraph and on one's word."""
    first, last = sorted((one.trigger, other.trigger))
    between = text[first.end - offset : last.start - offset]
    return one.told_by == other.told_by and _BLANK.search(between) is None
