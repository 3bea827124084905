"""Readings: all that the reader found in one report."""

from dataclasses import dataclass

from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.entity import Actor, Entity
from onrecord.records.link import Link
from onrecord.records.report import Report
from onrecord.records.response import Response
from onrecord.records.summary import Summary


@dataclass(frozen=True, slots=True)
class Citation:
    """An outlet that an attribution cites as its source: ids of both."""

    attribution: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the reader found in one report; never edited.

    Attributes:
        reader: `name@version` of the reader that made it.
        attributions: ordered by cue.
        allegations: ordered by trigger.
        responses: ordered by trigger.
        links: candidate antecedents, sparse, ordered by mention; `resolve` joins them, and they are not printed.
        summary: the report in brief, once resolved; in a piece of a long report's reading, that of all up to it.
    """

    report: Report
    reader: str
    entities: tuple[Entity, ...] = ()
    actors: tuple[Actor, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    allegations: tuple[Allegation, ...] = ()
    responses: tuple[Response, ...] = ()
    citations: tuple[Citation, ...] = ()
    links: tuple[Link, ...] = ()
    summary: Summary | None = None
