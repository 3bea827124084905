"""A board of less: of one event, or of what reviewers confirmed. What a cell says is then told anew."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.records.record import Board, Cell, CellKind, Entry, Event, ToldResponse
from onrecord.weigh.board.cells import kinds_of
from onrecord.weigh.board.scope import with_parts


def only_about(made: Board, responses: Sequence[ToldResponse], events: Sequence[Event], event: str) -> Board:
    """A board with only what is about one event, or of which it isn't known what it is about.

    Who answers a campaign answers what it contains, and who answers a part of it doesn't leave it unanswered.

    Args:
        made: of the whole case.
        responses: the case's.
        events: the case's.
        event: the event's id.
    """
    near = with_parts(events, event)
    elsewhere = {one.id for one in responses if one.events and near.isdisjoint(one.events)}

    def kept(entries: Sequence[Entry]) -> tuple[Entry, ...]:
        return tuple(entry for entry in entries if entry.response not in elsewhere)

    def cell(one: Cell) -> Cell:
        entries, possible = kept(one.entries), kept(one.possible)
        kinds = kinds_of(entries, possible, one.requests, made.searched.at, waiting=one.unreviewed)
        return replace(one, kinds=kinds, entries=entries, possible=possible, beside=kept(one.beside))

    return replace(made, cells=tuple(map(cell, made.cells)), others=tuple(o for o in made.others if o not in elsewhere))


def confirmed_only(made: Board, everything: Board) -> Board:
    """A board of what reviewers confirmed, which says of whom more was found that nobody has reviewed.

    Without that, a board of a case that is hardly reviewed would say of everybody that no response was found.

    Args:
        made: of what was confirmed.
        everything: the same roster's, of all findings.
    """
    cells = []
    for one, whole in zip(made.cells, everything.cells, strict=True):
        # what somebody says in a report isn't confirmed with the response that it tells
        possible = tuple(entry for entry in one.possible if entry.held)
        shown = {entry.response for entry in (*one.entries, *possible)}
        all_ = {entry.response for entry in (*whole.entries, *whole.possible) if entry.kind is not CellKind.NOT_FOUND}
        waiting = len(all_ - shown)
        kinds = kinds_of(one.entries, possible, one.requests, made.searched.at, waiting=waiting)
        cells.append(replace(one, kinds=kinds, possible=possible, unreviewed=waiting))
    return replace(made, cells=tuple(cells))
