"""Allegations: acts of abuse that somebody is said to have suffered."""

from dataclasses import dataclass

from onrecord.records.frame import Count, Participant, Place, Time
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, Status


@dataclass(frozen=True, slots=True)
class Allegation:
    """An act of abuse that somebody is said to have suffered.

    Attributes:
        told_by: ids of attributions, from the innermost teller outward; empty: the report's own voice.
        score: calibrated probability in [0, 1] that trigger and act are right.
    """

    id: str
    act: Act
    status: Status
    trigger: Span
    score: float
    victims: tuple[Participant, ...] = ()
    alleged_perpetrators: tuple[Participant, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    counts: tuple[Count, ...] = ()
    told_by: tuple[str, ...] = ()
