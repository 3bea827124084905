"""Responses: an actor's reaction to abuse."""

from dataclasses import dataclass

from onrecord.records.frame import Participant, Place, Time
from onrecord.records.span import Span
from onrecord.records.vocabulary import ResponseAct, Stage, Status


@dataclass(frozen=True, slots=True)
class Response:
    """An actor's reaction, or pointed lack of one, to abuse.

    Attributes:
        stage: how far a `legislate` response has come, where told.
        told_by: ids of attributions, from the innermost teller outward; empty: the report's own voice.
        score: calibrated probability in [0, 1] that trigger and act are right.
        own_words: whether the words at hand are those of whoever responds, as a reviewer says; None: nobody said, and
            it is worked out of who tells it.
    """

    id: str
    act: ResponseAct
    status: Status
    trigger: Span
    score: float
    stage: Stage | None = None
    who: tuple[Participant, ...] = ()
    to: tuple[Participant, ...] = ()
    about: tuple[Participant, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    told_by: tuple[str, ...] = ()
    own_words: bool | None = None
