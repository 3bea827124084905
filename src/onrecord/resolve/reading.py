"""A whole reading: every count, time, place and actor in it resolved, or left plainly unknown."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import EntityType, Place, Reading, Time
from onrecord.resolve.actors import resolve_actors
from onrecord.resolve.counts import count_of
from onrecord.resolve.dates import time_of
from onrecord.resolve.place_names import PlaceContext, context_of
from onrecord.resolve.places import place_of
from onrecord.resolve.rosters import Roster
from onrecord.resolve.summary import summarise


def resolve(reading: Reading, *, rosters: Roster | None = None) -> Reading:
    """The reading with its counts, times, places, actors and speakers resolved as far as the report allows.

    Findings, their ids and spans stay as read; entities are added where a pronoun stands for somebody.

    Args:
        reading: as the reader made it.
        rosters: who held which office when; several are added up (`one + other`).
    """
    resolved, context = resolve_findings(reading, rosters=rosters)
    # links have done their work, and are the larger part of a long text's reading
    return replace(resolved, links=(), summary=summarise(resolved, context))


def resolve_findings(reading: Reading, *, rosters: Roster | None = None) -> tuple[Reading, PlaceContext]:
    """The reading resolved as `resolve` does, but not summed up and with its links; and where the report plays."""
    text, published = reading.report.text, reading.report.published
    persons = sorted(entity.span for entity in reading.entities if entity.type is EntityType.PERSON)
    context = context_of(text, persons)
    allegations = tuple(
        replace(
            allegation,
            counts=tuple(count_of(count.span, text) for count in allegation.counts),
            times=_times(allegation.times, text, published),
            places=_places(allegation.places, text, context),
        )
        for allegation in reading.allegations
    )
    responses = tuple(
        replace(
            response,
            times=_times(response.times, text, published),
            places=_places(response.places, text, context),
        )
        for response in reading.responses
    )
    return resolve_actors(replace(reading, allegations=allegations, responses=responses), roster=rosters), context


def _times(times: Sequence[Time], text: str, published: str | None) -> tuple[Time, ...]:
    return tuple(time_of(time.span, text, published) for time in times)


def _places(places: Sequence[Place], text: str, context: PlaceContext) -> tuple[Place, ...]:
    return tuple(place_of(place.span, text, context) for place in places)
