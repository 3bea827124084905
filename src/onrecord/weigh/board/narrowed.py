"""A board of less: of one event, or of what reviewers confirmed. What a cell says is then told anew."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from onrecord.records.record import Board, Cell, CellKind, Entry, Event, ToldResponse
from onrecord.weigh.board.cells import kinds_of
from onrecord.weigh.board.scope import SAME, day_of, with_parts
from onrecord.weigh.order import reports_of


def only_about(made: Board, responses: Sequence[ToldResponse], events: Sequence[Event], event: str) -> Board:
    """A board with only what is about one event, or may be.

    Who answers a campaign answers what it contains, and who answers a part of it doesn't leave it unanswered. Events
    are joined with caution, so that one night is often told as several: what is about another that isn't known to be of
    other days is possible, and says about what it is. Only days that both tell make them two.

    Args:
        made: of the whole case.
        responses: the case's.
        events: the case's.
        event: the event's id.
    """
    beside = _Beside(events, responses, event)
    apart = {one.id for one in responses if beside.is_apart(one.id)}
    return replace(
        made,
        cells=tuple(_cell(one, beside, made.searched.at) for one in made.cells),
        others=tuple(other for other in made.others if other not in apart),
    )


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


class _Beside:
    """What stands beside one event: known to be another, or perhaps the same told apart."""

    def __init__(self, events: Sequence[Event], responses: Sequence[ToldResponse], event: str) -> None:
        self._about = {one.id: one.events for one in responses}
        self._events = {one.id: one for one in events}
        self._near = with_parts(events, event)
        self._chosen = self._events.get(event)
        near = [self._events[id_] for id_ in self._near if id_ in self._events]
        self._reports = frozenset(number for one in near for number in reports_of(one))
        self._places = frozenset(name for one in near for name in _places(one))
        self._acts = frozenset(act for one in near for act in one.acts)

    def is_about(self, response: str) -> bool:
        """Whether a response is about the event, or nobody knows about what."""
        about = self._about.get(response, ())
        return not about or not self._near.isdisjoint(about)

    def is_apart(self, response: str) -> bool:
        """Whether all that a response is about is known to be of other days."""
        return not self.is_about(response) and all(map(self._is_of_other_days, self._about[response]))

    def _is_of_other_days(self, event: str) -> bool:
        other = self._events.get(event)
        if other is None or self._chosen is None:
            return False
        ours, theirs = _days(self._chosen), _days(other)
        if not ours or not theirs:
            return False
        return min(theirs) - max(ours) > SAME or min(ours) - max(theirs) > SAME

    def distance(self, entry: Entry) -> tuple[bool, bool, bool, bool]:
        """Small where it is likelier to be about the event: told in the same reports, of its place, of its act."""
        others = self._told(entry)
        return (
            not self.is_about(entry.response),
            all(self._reports.isdisjoint(reports_of(one)) for one in others),
            all(self._places.isdisjoint(_places(one)) for one in others),
            all(self._acts.isdisjoint(one.acts) for one in others),
        )

    def _told(self, entry: Entry) -> list[Event]:
        about = self._about.get(entry.response, ())
        return [self._events[event] for event in about if event in self._events]

    def doubted(self, entry: Entry) -> Entry:
        """An entry about something that may be the event told apart: no more than possible, with that said."""
        others = self._told(entry)
        about = f"“{others[0].title}”" if others else "another event"
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        shared = any(not self._reports.isdisjoint(reports_of(one)) for one in others)
        told = ", told in the same reports" if shared else ""
        why = f"about: {about}{more}{told}; whether it is the same, a person has to say"
        kind = CellKind.NOT_FOUND if entry.kind is CellKind.NOT_FOUND else CellKind.POSSIBLE
        if entry.kind in (CellKind.POSSIBLE, CellKind.NOT_FOUND) and entry.why:
            why = f"{why}; {entry.why}"
        return replace(entry, kind=kind, why=why, elsewhere=True)


def _cell(one: Cell, beside: _Beside, at: str) -> Cell:
    def kept(entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(
            entry if beside.is_about(entry.response) else beside.doubted(entry)
            for entry in entries
            if not beside.is_apart(entry.response)
        )

    told = kept(one.entries)
    entries = tuple(entry for entry in told if beside.is_about(entry.response))
    doubted = tuple(entry for entry in told if not beside.is_about(entry.response))
    possible = tuple(sorted((*kept(one.possible), *doubted), key=beside.distance))
    kinds = kinds_of(entries, possible, one.requests, at, waiting=one.unreviewed)
    return replace(one, kinds=kinds, entries=entries, possible=possible, beside=kept(one.beside))


def _places(event: Event) -> frozenset[str]:
    return frozenset((place.words if place.name is None else place.name).casefold() for place in event.places)


def _days(event: Event) -> list[date]:
    told = (day for time in event.times for day in (time.first, time.last))
    return [day for each in told if (day := day_of(each)) is not None]
