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
class Actor:
    """Somebody who takes part, within one report.

    Attributes:
        entities: ids of the mentions that stand for the actor.
    """

    id: str
    name: str
    kind: ActorKind
    entities: tuple[str, ...] = ()
