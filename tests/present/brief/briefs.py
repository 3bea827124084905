"""Briefs of the fictional record, for the tests of each form."""

from dataclasses import replace

from onrecord.present.brief import About, Coordinate, Document, Measured, compose
from onrecord.records.record import Event, Record, Where
from onrecord.testing.records import fictional_record

HEAD = "ab" * 32
OSLO = Where(words="Oslo", name="Oslo", country="NO", geonames=3143244)
CHINESE = "張三"
ABOUT = About(
    readers=("fictional@1",),
    entry=(57, HEAD),
    access="public",
    measured=(Measured("allegations", 0.76, 0.87),),
    measured_on="803 allegations of held-out articles",
    coordinates={3143244: Coordinate(59.91, 10.75)},
    around=(Coordinate(59.2, 10.4), Coordinate(60.8, 11.1)),
)


def unreviewed() -> Record:
    """The fictional record, one of whose places is known, and one of whose titles no bundled typeface has."""
    record = fictional_record()
    first, *others = record.events
    sources = (replace(record.sources[0], byline=CHINESE), *record.sources[1:])
    return replace(record, events=(replace(first, places=(*first.places, OSLO)), *others), sources=sources)


def reviewed() -> Record:
    """What of it passes the gate, as weighing would give it: allegations and responses that a person confirmed."""
    record = fictional_record()
    return replace(
        record,
        reviewed_only=True,
        events=tuple(map(_held, record.events)),
        responses=tuple(response for response in record.responses if response.held),
    )


def nothing() -> Record:
    """A record of which nobody confirmed anything."""
    return replace(fictional_record(), reviewed_only=True, events=(), responses=(), board=None)


def brief(record: Record | None = None) -> Document:
    """A brief, of the unreviewed record where no other is given."""
    return compose(unreviewed() if record is None else record, ABOUT)


def _held(event: Event) -> Event:
    held = tuple(allegation for allegation in event.allegations if allegation.held)
    kept = {allegation.id for allegation in held}
    figures = tuple(
        replace(figure, contradicts=(), restates=None, revises=None, subset_of=None, reasons=())
        for figure in event.figures
        if figure.allegation in kept
    )
    origins = tuple(origin for origin in event.origins if kept.intersection(origin.allegations))
    return replace(event, allegations=held, figures=figures, origins=origins, denied_by=())
