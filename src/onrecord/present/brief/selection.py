"""Which of a record's events, allegations and responses a brief tells, and which in full.

What a person confirmed is told, all of it. A draft of what nobody reviewed would have hundreds of pages that nobody
reads: it tells the weightiest events in full, others in a line each, and leaves out what the reader isn't sure of.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records.record import Event, Record, ToldAllegation, ToldResponse
from onrecord.weigh.order import reports_of

FULL = 8
"""Events that a draft tells in full."""

FIRST = 5
"""Events that the summary tells, and a draft in full whatever their weight: those that are part of no other."""

LINES = 40
"""Events that a draft tells in a line each."""

TOLD = 30
"""Allegations of an event that a draft tells."""

RESPONSES = 60
"""Responses that a draft tells beside the board, whatever the board holds: those to the events that it tells first."""

SURE = 0.5
"""How likely the reader must think it that a finding is so read, for a draft to tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a brief tells.

    Attributes:
        draft: whether it is a choice of what nobody reviewed.
        full: events with a section of their own, in the record's order: the weightiest first.
        lines: those told in a line, in that order too.
        responses: those told.
        events_left: how many events aren't told.
        responses_left: how many responses aren't.
    """

    draft: bool
    full: tuple[Event, ...]
    lines: tuple[Event, ...]
    responses: tuple[ToldResponse, ...]
    events_left: int = 0
    responses_left: int = 0

    @property
    def told(self) -> tuple[Event, ...]:
        """All events that are told."""
        return (*self.full, *self.lines)

    def of(self, event: Event) -> tuple[ToldAllegation, ...]:
        """The allegations of an event that are told; in a draft the first of which the reader is sure, and denials."""
        if not self.draft:
            return event.allegations
        sure = tuple(one for one in event.allegations if is_sure(one))
        likely = sure if sure else event.allegations
        denials = [one for one in likely if one.id in event.denied_by][: TOLD // 3]
        said = [one for one in likely if one.id not in event.denied_by][: TOLD - len(denials)]
        kept = {one.id for one in (*said, *denials)}
        return tuple(one for one in likely if one.id in kept)


def select(record: Record, *, everything: bool, whole_events: bool = False) -> Selection:
    """What a brief of a record tells.

    Args:
        record: masked.
        everything: whether a draft isn't to be a choice.
        whole_events: whether it is to be one among the responses alone: who asks for one event wants all of that.
    """
    if record.reviewed_only or everything or whole_events:
        responses = record.responses if record.reviewed_only or everything else _responses(record, record.events)
        full = {event.id for event in record.events if _is_more(event, reviewed=record.reviewed_only)}
        return Selection(
            draft=False,
            full=tuple(event for event in record.events if event.id in full),
            lines=tuple(event for event in record.events if event.id not in full),
            responses=responses,
            responses_left=len(record.responses) - len(responses),
        )
    sure = [event for event in record.events if any(is_sure(one) for one in event.allegations)]
    several = [event for event in sure if event.campaign or len(reports_of(event)) > 1]
    first = whole(several)[:FIRST]
    kept = {event.id for event in first}
    kept |= {event.id for event in [one for one in several if one.id not in kept][: FULL - len(first)]}
    chosen = [event for event in several if event.id in kept]
    lines = [event for event in sure if event.id not in kept][:LINES]
    responses = _responses(record, (*chosen, *lines))
    return Selection(
        draft=True,
        full=tuple(chosen),
        lines=tuple(lines),
        responses=responses,
        events_left=len(record.events) - len(chosen) - len(lines),
        responses_left=len(record.responses) - len(responses),
    )


def _responses(record: Record, events: Sequence[Event]) -> tuple[ToldResponse, ...]:
    """The likeliest responses, those to the events that are told first."""
    told = {event.id for event in events}
    likely = [one for one in record.responses if is_sure(one)]
    ranked = sorted(likely, key=lambda one: (not one.held, told.isdisjoint(one.events), -_score(one)))
    kept = {one.id for one in ranked[:RESPONSES]}
    return tuple(one for one in likely if one.id in kept)


def _score(finding: ToldResponse) -> float:
    return 1.0 if finding.score is None else finding.score


def whole(events: Sequence[Event]) -> list[Event]:
    """Those of the events that are part of none of them."""
    parts = {part for event in events for part in event.parts}
    return [event for event in events if event.id not in parts]


def is_sure(finding: ToldAllegation | ToldResponse) -> bool:
    """Whether a person confirmed or entered it, or the reader gives it an even chance at least."""
    return finding.held or finding.score is None or finding.score >= SURE


def _is_more(event: Event, *, reviewed: bool) -> bool:
    """Whether an event deserves a section of its own: told more than once, or a campaign.

    What a person confirmed deserves one for a figure too; of what nobody has looked at there would be too many.
    """
    return len(event.allegations) != 1 or event.campaign or (reviewed and bool(event.figures))
