"""Who, where, when, how many: readings made into records, by rules, within one report.

    reading = resolve(reader.read(report))
    reading = resolve(reader.read(report), rosters=read_roster(path))

`resolve` fills what the reader leaves open: counts with their bounds, times as ranges of days, places with states.
With rosters, offices have holders and people their positions.
What the rules can't resolve stays unresolved. The same reading gives the same result, whatever came before it.
"""

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
