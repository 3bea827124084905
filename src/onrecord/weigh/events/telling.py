"""Groups of allegations told as events."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.records import Act, Status
from onrecord.records.record import Event, Join, Named, When, Where
from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.people import is_pronoun

_TITLE_VICTIMS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What there is to tell of an event besides its allegations."""

    joins: Sequence[Join] = ()
    doubts: Sequence[str] = ()
    parts: Sequence[str] = ()
    contains: Sequence[Join] = ()


def founder(members: Iterable[Alleged]) -> Alleged:
    """The allegation after which an event is named: of those asserted, the first of the lowest report."""
    return min(members, key=lambda one: (_RANK[one.status], one.report, one.told.quotation.span.start, one.id))


_AS = {
    Status.ASSERTED: "",
    Status.NEGATED: "Told as not happened: ",
    Status.HYPOTHETICAL: "Planned, threatened, feared or conditional: ",
}
"""How the title of an event begins that nobody tells as happened: in a list it would read as alleged."""

_RANK = {Status.ASSERTED: 0, Status.NEGATED: 1, Status.HYPOTHETICAL: 2}


def event_id(members: Iterable[Alleged]) -> str:
    """`e` and the 16 digits of the founding allegation."""
    return "e" + founder(members).id[1:]


def event_of(members: Sequence[Alleged], told: Told) -> Event:
    """An event of these allegations, denials among them."""
    ordered = sorted(members, key=lambda one: (one.report, one.told.quotation.span.start, one.id))
    status = founder(ordered).status
    telling = [one for one in ordered if one.status is status]
    acts = Counter(one.told.act for one in telling)
    act = max(acts, key=lambda act: (acts[act], -list(Act).index(act)))
    victims = _actors(who for one in telling for who in one.told.victims)
    places = _places(place for one in telling for place in one.told.places)
    times = _times(time for one in telling for time in one.told.times)
    return Event(
        id=event_id(ordered),
        act=act,
        acts=tuple(sorted({one.told.act for one in ordered}, key=list(Act).index)),
        status=status,
        title=_AS[status] + _title(founder(telling), act, victims, places, times),
        allegations=tuple(one.told for one in ordered),
        victims=victims,
        alleged_perpetrators=_actors(who for one in telling for who in one.told.alleged_perpetrators),
        places=places,
        times=times,
        campaign=bool(told.parts),
        parts=tuple(told.parts),
        joins=tuple(told.joins),
        contains=tuple(told.contains),
        doubts=tuple(told.doubts),
        denied_by=tuple(one.id for one in ordered if one.status is Status.NEGATED) if status is Status.ASSERTED else (),
    )


def _actors(named: Iterable[Named]) -> tuple[Named, ...]:
    """Each actor once, otherwise each name once; in the order of telling."""
    found: dict[str, Named] = {}
    for one in named:
        found.setdefault(one.actor or one.name.casefold(), one)
    return tuple(found.values())


def _places(places: Iterable[Where]) -> tuple[Where, ...]:
    found: dict[str, Where] = {}
    for place in places:
        found.setdefault((place.name or place.words).casefold(), place)
    return tuple(found.values())


def _times(times: Iterable[When]) -> tuple[When, ...]:
    """Each time once; those with days first, by day."""
    found: dict[tuple[str | None, str | None, str], When] = {}
    for time in times:
        known = time.first is not None or time.last is not None
        found.setdefault((time.first, time.last, "" if known else time.words.casefold()), time)
    return tuple(
        sorted(found.values(), key=lambda one: (one.first is None and one.last is None, one.first or one.last or ""))
    )


def _title(one: Alleged, act: Act, victims: Sequence[Named], places: Sequence[Where], times: Sequence[When]) -> str:
    """Act, who, where, when, of the reports' own words; those of the founding allegation first.

    "They" tells nobody who reads a list of titles of whom it is.
    """
    own = [each for each in one.told.victims if not is_pronoun(each.name)]
    whom = own or [each for each in victims if not is_pronoun(each.name)][:1]
    who = [_short(each.name) for each in whom[:_TITLE_VICTIMS]]
    more = len(own) - len(who)
    told = act.value.replace("_", " ").capitalize()
    if who:
        told += ": " + ", ".join(who) + (f" and {more} more" if more > 0 else "")
    place = next(iter(one.told.places or places), None)
    time = next(iter(one.told.times or times), None)
    return ", ".join([told, *([_short(place.words)] if place else []), *([_short(time.words)] if time else [])])


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 60 else plain[:57].rsplit(" ", 1)[0] + " …"
