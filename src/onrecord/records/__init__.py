"""What the stages hand to one another: frozen values, standard library only."""

from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.entity import Actor, Entity, PositionHeld
from onrecord.records.frame import Count, Participant, Place, Time
from onrecord.records.link import Link
from onrecord.records.original import Original
from onrecord.records.reading import Citation, Reading
from onrecord.records.report import Failure, Report
from onrecord.records.response import Response
from onrecord.records.span import Span
from onrecord.records.stretch import Stretch
from onrecord.records.summary import (
    Summary,
    SummaryAct,
    SummaryDate,
    SummaryPerpetrator,
    SummaryPlace,
    SummaryVictim,
)
from onrecord.records.vocabulary import (
    Act,
    ActorKind,
    AgeGroup,
    Bound,
    EntityType,
    Force,
    Manner,
    PerpetratorType,
    ResponseAct,
    Sex,
    Stage,
    Status,
    Unit,
    VictimKind,
)

__all__ = [
    "Act",
    "Actor",
    "ActorKind",
    "AgeGroup",
    "Allegation",
    "Attribution",
    "Bound",
    "Citation",
    "Count",
    "Entity",
    "EntityType",
    "Failure",
    "Force",
    "Link",
    "Manner",
    "Original",
    "Participant",
    "PerpetratorType",
    "Place",
    "PositionHeld",
    "Reading",
    "Report",
    "Response",
    "ResponseAct",
    "Sex",
    "Span",
    "Stage",
    "Status",
    "Stretch",
    "Summary",
    "SummaryAct",
    "SummaryDate",
    "SummaryPerpetrator",
    "SummaryPlace",
    "SummaryVictim",
    "Time",
    "Unit",
    "VictimKind",
]
