"""What the rows of several tables have in common."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from onrecord.present.export.replies import replies
from onrecord.present.export.table import Column, Kind
from onrecord.records.record import Event, Named, Quotation, Record, Role, Source, ToldAllegation, When

Row = dict[str, Any]

CONFIRMED: Final = "confirmed by a person as correctly read"
UNREVIEWED: Final = "unreviewed machine reading"
GATED: Final = "only what a person confirmed as correctly read"
UNGATED: Final = "holds unreviewed machine reading"

OF_QUOTATION: Final = (
    Column("report", Kind.INTEGER),
    Column("start", Kind.INTEGER),
    Column("end", Kind.INTEGER),
    Column("quotation"),
)
OF_TIMES: Final = (Column("times", Kind.TEXTS), Column("first"), Column("last"))
OF_ACT: Final = (
    Column("victims", Kind.TEXTS),
    Column("victim_actors", Kind.TEXTS),
    Column("alleged_perpetrators", Kind.TEXTS),
    Column("alleged_perpetrator_actors", Kind.TEXTS),
    Column("replies", Kind.TEXTS),
    Column("places", Kind.TEXTS),
    Column("countries", Kind.TEXTS),
    Column("geonames", Kind.INTEGERS),
    *OF_TIMES,
)
OF_SOURCE: Final = (Column("publisher"), Column("title"), Column("published"), Column("url"), Column("sha256"))


def gate(record: Record) -> str:
    """What an export says of itself."""
    return GATED if record.reviewed_only else UNGATED


def reviewed(*, held: bool) -> str:
    """What a row says of its finding."""
    return CONFIRMED if held else UNREVIEWED


def of_quotation(quotation: Quotation | None) -> Row:
    """A quotation's cells."""
    if quotation is None:
        return {"report": None, "start": None, "end": None, "quotation": None}
    return {
        "report": quotation.report,
        "start": quotation.span.start,
        "end": quotation.span.end,
        "quotation": quotation.text,
    }


def of_source(source: Source | None) -> Row:
    """What a row tells of its report."""
    names = ("publisher", "title", "published", "url", "sha256")
    return {name: None if source is None else getattr(source, name) for name in names}


def actors_of(named: tuple[Named, ...]) -> list[str]:
    """Ids of the actors among those named."""
    return [each.actor for each in named if each.actor is not None]


def of_act(told: Event | ToldAllegation, record: Record, event: Event, *, called: Callable[[Named], str]) -> Row:
    """Whom an act is said to have befallen, by whom, where and when.

    Args:
        told: an event, or one of its allegations.
        record: of it.
        event: it, or the allegation's.
        called: what whoever is named is called in the row.
    """
    accused = told.alleged_perpetrators
    return {
        "victims": [called(each) for each in told.victims],
        "victim_actors": actors_of(told.victims),
        "alleged_perpetrators": [called(each) for each in accused],
        "alleged_perpetrator_actors": actors_of(accused),
        "replies": [f"{each.words}: {reply}" for each in accused for reply in replies(record, event, each)],
        "places": [each.words if each.name is None else each.name for each in told.places],
        "countries": list(dict.fromkeys(each.country for each in told.places if each.country is not None)),
        "geonames": [each.geonames for each in told.places if each.geonames is not None],
        **times_of(told.times),
    }


def times_of(times: tuple[When, ...]) -> Row:
    """Words and dates of times: the earliest, the latest."""
    firsts = [each.first for each in times if each.first is not None]
    lasts = [each.last for each in times if each.last is not None]
    return {
        "times": [each.words for each in times],
        "first": min(firsts, default=None),
        "last": max(lasts, default=None),
    }


def by_event(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    """Rows of figures or origins by their event; of an event without any, none."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["event"]].append(row)
    return found


def how_many(figure: Row) -> str:
    """A figure in few words, out of its row: `more_than 100 persons`; of those accused it says so."""
    number = "" if figure["number"] is None else f" {figure['number']}"
    if not number and figure["low"] is not None and figure["high"] is not None:
        number = f" {figure['low']} to {figure['high']}"
    accused = " (alleged perpetrators)" if figure["role"] == Role.ALLEGED_PERPETRATORS.value else ""
    return f"{figure['bound']}{number} {figure['unit']}{accused}"


def counted(place: int | None) -> int | None:
    """An index among figures as people count, from 1."""
    return None if place is None else place + 1
