"""Who, where, when, how many: readings made into records, by rules, within one report.

    reading = resolve(reader.read(report))
    reading = resolve(reader.read(report), rosters=read_roster(path))

`resolve` fills what the reader leaves open: counts with their bounds, times as ranges of days, places with states.
With rosters, offices have holders and people their positions.
What the rules can't resolve stays unresolved. The same reading gives the same result, whatever came before it.
Each name is loaded when it is first asked for: who needs a roster or a place needs no more than that.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.resolve.counts import acled_view, count_of
    from onrecord.resolve.dates import time_of
    from onrecord.resolve.place_names import PlaceContext, context_of
    from onrecord.resolve.places import Located, explain_place, place_of
    from onrecord.resolve.reading import resolve
    from onrecord.resolve.roster_files import read_roster
    from onrecord.resolve.rosters import Roster, Tenure
    from onrecord.resolve.stretches import resolve_stretches

__all__ = [
    "Located",
    "PlaceContext",
    "Roster",
    "Tenure",
    "acled_view",
    "context_of",
    "count_of",
    "explain_place",
    "place_of",
    "read_roster",
    "resolve",
    "resolve_stretches",
    "time_of",
]

_WHERE = {
    "Located": "places",
    "PlaceContext": "place_names",
    "Roster": "rosters",
    "Tenure": "rosters",
    "acled_view": "counts",
    "context_of": "place_names",
    "count_of": "counts",
    "explain_place": "places",
    "place_of": "places",
    "read_roster": "roster_files",
    "resolve": "reading",
    "resolve_stretches": "stretches",
    "time_of": "dates",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401  whatever has that name
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"onrecord.resolve.{_WHERE[name]}"), name)
