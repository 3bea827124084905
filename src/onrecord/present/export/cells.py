"""What the rows of several tables have in common."""

from typing import Any, Final

from onrecord.present.export.replies import replies
from onrecord.present.export.table import Column, Kind
from onrecord.records.record import Event, Named, Quotation, Record, Source, When, Where

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


def replies_of(record: Record, event: Event, accused: tuple[Named, ...]) -> list[str]:
    """What each alleged perpetrator answered."""
    return [f"{each.words}: {told}" for each in accused for told in replies(record, event, each)]


def place_of(place: Where) -> str:
    """A place as it is shown."""
    return place.words if place.name is None else place.name


def countries_of(places: tuple[Where, ...]) -> list[str]:
    """Codes of the countries, each once."""
    return list(dict.fromkeys(each.country for each in places if each.country is not None))


def times_of(times: tuple[When, ...]) -> Row:
    """Words and dates of times: the earliest, the latest."""
    firsts = [each.first for each in times if each.first is not None]
    lasts = [each.last for each in times if each.last is not None]
    return {
        "times": [each.words for each in times],
        "first": min(firsts, default=None),
        "last": max(lasts, default=None),
    }


def counted(place: int | None) -> int | None:
    """An index among figures as people count, from 1."""
    return None if place is None else place + 1
