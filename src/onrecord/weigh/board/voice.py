"""Somebody who responds, as a report and the case have it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.records.material import Weighable
from onrecord.records.record import CaseActor
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.board.phrases import is_office_alone
from onrecord.weigh.identity.states import shown

_FULL_NAME = re.compile(r"(?:^|[a-z.,] |Mr |Ms |Mrs )[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+$")
_BODY = re.compile(r"\b(?:House|Senate|Parliament|Assembly|Congress|Chamber|Diet|Court|Ministry|Department|Embassy)\b")
_OF_STATES = frozenset({ActorKind.STATE_BODY, ActorKind.OFFICE})


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who responds, as a report has it.

    Attributes:
        words: of the report in this place.
        phrases: by which it speaks of him, her or it elsewhere, those nearest first.
        actor: the case's, if known.
        signed: whether it is all signatories of a joint text.
        turn: whether only the head of a paragraph tells who "I" am, which the reader doesn't take for a turn's.
        inferred: those of the phrases that tell a state which only the publisher's name tells.
        beside: of an office that no phrase says whose it is, names that the report has.
    """

    words: str
    phrases: tuple[str, ...]
    actor: CaseActor | None = None
    signed: bool = False
    inferred: tuple[str, ...] = ()
    turn: bool = False
    beside: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the case's actor."""
        return () if self.actor is None else (self.actor.name, *self.actor.names)

    def infers(self, phrase: str) -> bool:
        """Whether a phrase tells a state that no report does: the case's, see `CaseActor.state_inferred`, or ours."""
        if phrase in self.inferred:
            return True
        actor = self.actor
        if actor is None or not actor.state_inferred or phrase in self.names:
            return False
        return phrase in of_case(actor)

    @property
    def nameless(self) -> bool:
        """Whether it goes by an office or a description only: no name of a person is known."""
        if self.actor is not None and self.actor.kind is ActorKind.OFFICE:
            return True
        known = [self.words, *self.names]
        return not any(_FULL_NAME.search(name) and not is_office_alone(name) for name in known)


def publisher_of(weighable: Weighable) -> Voice | None:
    """Whoever published the report."""
    publisher = weighable.report.publisher
    return None if publisher is None else Voice(publisher, (publisher,))


def of_case(actor: CaseActor) -> Iterator[str]:
    """What the case calls an actor, with the state where that is known: "foreign minister of Aldmark"."""
    state = None if actor.state is None else shown(actor.state)
    for told in (*actor.offices, actor.name, *actor.names):
        with_state = state is None or state.casefold() in told.casefold()
        if not with_state and (told in actor.offices or actor.kind in _OF_STATES or _BODY.search(told)):
            yield f"{told} of {state}"
        else:
            yield told
