"""Entities: typed mentions in a report's text, and the actors they stand for."""

from dataclasses import dataclass

from onrecord.records.span import Span
from onrecord.records.vocabulary import ActorKind, EntityType


@dataclass(frozen=True, slots=True)
class Entity:
    """A typed mention in the text.

    Attributes:
        score: calibrated probability in [0, 1] that span and type are right.
        actor: id of the actor it stands for, once resolved.
    """

    id: str
    type: EntityType
    span: Span
    score: float
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class PositionHeld:
    """An office that an actor holds or held, as a roster tells it.

    Attributes:
        name: the holder's, as the roster has it.
        title: as the roster has it.
        body: of which the holder is a member, where the roster says so.
        state: ISO 3166-1 alpha-2 code, or the name as the roster gives it.
        first: first day (ISO date), None if the roster gives none.
        last: last day, None if it gives none: perhaps still in office.
        roster: the roster's file name.
        reason: why it is the actor's, a clause that reviewers read.
    """

    name: str
    title: str
    body: str | None
    state: str | None
    first: str | None
    last: str | None
    roster: str
    reason: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who takes part, within one report.

    Attributes:
        name: fullest name in the report; a roster's where the report tells only an office whose holder it names.
        entities: ids of the mentions that stand for the actor.
        positions: held, by the rosters that the report was read with; None where it was read with none.
    """

    id: str
    name: str
    kind: ActorKind
    entities: tuple[str, ...] = ()
    gender: str | None = None
    positions: tuple[PositionHeld, ...] | None = None
