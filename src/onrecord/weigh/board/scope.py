"""What a response is about, as far as known: the case's main events, others, or something long before.

A case that monitors whether anybody answered a shooting holds answers to other things too. They stay in the cells,
since events are joined with caution and one thing is often several; but an entry says what it is about, and what can
hardly be an answer is no more than possible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.records.material import Material
from onrecord.records.record import Event, ToldResponse
from onrecord.records.vocabulary import Status
from onrecord.weigh.order import reports_of

# What fewer reports than this share of the most-told event's tell of isn't a main one.
_SHARE = 0.5
# Days apart within which two events may be one, told of by the day before and the night after.
SAME = timedelta(days=1)
# Nobody answers what happens a year later.
_LONG = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the case is mainly about.

    Attributes:
        main: ids of its main events, with their parts and what contains them; empty where none stands out.
        of_report: ids of the events that each report tells of, by its number.
        days: first day of each event that has one.
        since: first day of the main events; else of the earliest report.
    """

    main: frozenset[str] = frozenset()
    of_report: Mapping[int, frozenset[str]] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    since: date | None = None

    def is_elsewhere(self, told: ToldResponse) -> bool:
        """Whether what it is about, or else what its report tells of, is of other days than the main events.

        Without a day nobody can say that two events are two: they are joined with caution.
        """
        about = frozenset(told.events)
        if not self.main.isdisjoint(about):
            return False
        if not any(event in self.days for event in about):
            about = self.of_report.get(told.quotation.report, frozenset())
        days = [self.days[event] for event in about if event in self.days]
        of_main = [self.days[event] for event in self.main if event in self.days]
        if not days or not of_main or not self.main.isdisjoint(about):
            return False
        return all(abs(day - other) > SAME for day in days for other in of_main)

    def too_early(self, told: ToldResponse) -> str | None:
        """Why it can hardly be an answer: it is of a year or more before; None where it may be one.

        What is about an event of its own time answers that.
        """
        day = day_of(told.when)
        if day is None or self.since is None or day >= self.since - _LONG:
            return None
        if any(abs(day - self.days[event]) < _LONG for event in told.events if event in self.days):
            return None
        return f"it is dated {day.year}, a year or more before what the case mainly tells of, and hardly answers that"


def scope(events: Sequence[Event], material: Material) -> Scope:
    """What a case is mainly about.

    Args:
        events: the case's.
        material: of which they were found.
    """
    told = {event.id: len(reports_of(event)) for event in events if event.status is Status.ASSERTED}
    most = max(told.values(), default=0)
    main = [id_ for id_, reports in told.items() if reports > 1 and reports >= _SHARE * most]
    days = {event.id: min(found) for event in events if (found := [d for t in event.times if (d := day_of(t.first))])}
    published = [day for one in material.reports if (day := day_of(one.report.published)) is not None]
    of_main = [days[id_] for id_ in main if id_ in days]
    since = min(of_main) if of_main else min((*published, *days.values()), default=None)
    of_report: dict[int, set[str]] = {}
    for event in events:
        for number in reports_of(event):
            of_report.setdefault(number, set()).add(event.id)
    return Scope(
        of_report={number: frozenset(ids) for number, ids in of_report.items()},
        main=frozenset(near for id_ in main for near in with_parts(events, id_)),
        days=days,
        since=since,
    )


def is_told(event: Event) -> bool:
    """Whether more is told of an event than that there was one: whom it befell, where, or when."""
    return bool(event.victims or event.places or any(time.first is not None for time in event.times))


def with_parts(events: Sequence[Event], event: str) -> set[str]:
    """An event, all that it contains, and all that contains it."""
    parts = {one.id: one.parts for one in events}
    wholes: dict[str, list[str]] = {}
    for whole, several in parts.items():
        for part in several:
            wholes.setdefault(part, []).append(whole)
    near = {event}
    for beside in (parts, wholes):
        queue, seen = [event], {event}
        while queue:
            further = [one for one in beside.get(queue.pop(), ()) if one not in seen]
            seen.update(further)
            queue.extend(further)
        near |= seen
    return near


def day_of(told: str | None) -> date | None:
    """An ISO day, None where there is none, or it is no day."""
    try:
        return None if told is None else date.fromisoformat(told[:10])
    except ValueError:
        return None
