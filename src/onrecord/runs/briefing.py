"""What a brief is made of: the record, the head of the chain it was weighed at, its readers, where its places lie."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.ledger.head import Head
from onrecord.ledger.overview import head_of, readers_of
from onrecord.ledger.store import Ledger
from onrecord.records.acquisition import Access
from onrecord.records.record import Event, Monitored, Record
from onrecord.resolve.gazetteer import candidates_of, gazetteer
from onrecord.runs.weighing import record
from onrecord.weigh.tables import table

TOWNS = 600
"""Other towns that a map shows at most."""

# Towns around a map's places are shown as far out as this share of the places' spread, and this many degrees.
_AROUND, _LEAST = 1.0, 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A record with what stands beside it.

    Attributes:
        record: masked.
        readers: `name@version` of every reader whose findings count.
        head: of the chain, before it was weighed.
        measured: what the reader reads, its precision and its recall, where they were measured; `measured_on` what.
        coordinates: latitude and longitude of places, by GeoNames id.
        around: of other towns near them.
    """

    record: Record
    readers: tuple[str, ...]
    head: Head
    measured: tuple[tuple[str, float, float], ...]
    measured_on: str
    coordinates: dict[int, tuple[float, float]]
    around: tuple[tuple[float, float], ...]


def briefing(
    ledger: Ledger,
    *,
    access: Access,
    roster: Sequence[Monitored] | None = None,
    roster_name: str = "",
    reviewed_only: bool = True,
) -> Briefing:
    """What a brief of a case is made of; the arguments are those of `record`."""
    with ledger.snapshot() as connection:
        head = head_of(ledger, connection)
        readers = readers_of(connection)
    weighed = record(ledger, access=access, roster=roster, roster_name=roster_name, reviewed_only=reviewed_only)
    known = coordinates(weighed.events)
    measured, measured_on = _measured(readers)
    return Briefing(
        record=weighed,
        readers=readers,
        head=head,
        measured=measured,
        measured_on=measured_on,
        coordinates=known,
        around=_around(known.values()),
    )


def _measured(readers: tuple[str, ...]) -> tuple[tuple[tuple[str, float, float], ...], str]:
    """The error rates of the only reader, where they were measured."""
    told = table("measured")
    if readers != (told["reader"],):
        return (), ""
    kinds = ("allegation", "response")
    rates = tuple((f"{kind}s", float(told[kind]["precision"]), float(told[kind]["recall"])) for kind in kinds)
    return rates, " and ".join(str(told[kind]["measured_on"]) for kind in kinds)


def coordinates(events: Iterable[Event]) -> dict[int, tuple[float, float]]:
    """Latitude and longitude of the events' places, by GeoNames id, where the gazetteer has them."""
    known: dict[int, tuple[float, float]] = {}
    for event in events:
        for place in event.places:
            if place.geonames is None or place.geonames in known:
                continue
            for candidate in candidates_of(place.words if place.name is None else place.name):
                if candidate.geonames == place.geonames and candidate.latitude is not None:
                    if candidate.longitude is not None:
                        known[place.geonames] = (candidate.latitude, candidate.longitude)
                    break
    return known


def _around(places: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    known = list(places)
    if not known:
        return ()
    latitudes, longitudes = [place[0] for place in known], [place[1] for place in known]
    tall = max((max(latitudes) - min(latitudes)) * _AROUND, _LEAST)
    wide = max((max(longitudes) - min(longitudes)) * _AROUND, 2 * _LEAST)
    towns = gazetteer().towns(
        south=min(latitudes) - tall,
        north=max(latitudes) + tall,
        west=min(longitudes) - wide,
        east=max(longitudes) + wide,
        most=TOWNS,
    )
    return tuple(
        (town.latitude, town.longitude) for town in towns if town.latitude is not None and town.longitude is not None
    )
