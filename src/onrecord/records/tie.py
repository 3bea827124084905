"""Ties: a reviewer's word on what weighing joined or kept apart, and requests for a response.

Like decisions they are only ever added, and undone only by another. They bind every rebuild of what is weighed.
"""

from dataclasses import dataclass
from enum import StrEnum


class TieKind(StrEnum):
    """What a reviewer says about two things."""

    SAME_ACTOR = "same_actor"  # two actors, of any reports, are one
    OTHER_ACTOR = "other_actor"  # they are two
    SAME_EVENT = "same_event"  # two allegations are of the same thing
    OTHER_EVENT = "other_event"  # they are not
    PART_OF = "part_of"  # the first's event belongs to the second's campaign
    CITES = "cites"  # the first (report:N) has it from the second (report:N, or an actor)
    NOT_CITES = "not_cites"  # it has not, whatever weighing found
    INDEPENDENT = "independent"  # two tellers (report:N, or actors) know of it each on their own
    SHARED = "shared"  # they have it from the same people


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A reviewer's word on two things.

    Attributes:
        number: place in the order of ties, from 1, never given twice.
        kind: None where it undoes another.
        first: id of a finding (`a…` an actor, `g…` an allegation), or `report:N`.
        second: likewise.
        who: the reviewer.
        at: when, UTC, ISO 8601.
        undoes: number of the tie undone.
    """

    number: int
    kind: TieKind | None
    first: str
    second: str
    who: str
    at: str
    reason: str | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer to a request.

    Attributes:
        received: ISO date.
        note: what it says, or where it is kept.
        report: number of the report that holds it, where the case has it.
    """

    received: str
    note: str | None = None
    report: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A letter, mail or call that asked somebody for a response.

    Attributes:
        number: place in the order of requests, from 1.
        whom: who was asked, as written down.
        channel: letter, e-mail, telephone …
        sent: ISO date.
        deadline: ISO date by which an answer was asked for; None: none was given.
        replies: in the order in which they were written down.
        actors: ids of the case's actors of that name; weighing finds them, before names are masked.
    """

    number: int
    whom: str
    channel: str
    sent: str
    deadline: str | None = None
    note: str | None = None
    replies: tuple[Reply, ...] = ()
    actors: tuple[str, ...] = ()
