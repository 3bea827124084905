"""The tables of a record by their names, for programs."""

from dataclasses import dataclass

from onrecord.present.export import rows
from onrecord.present.export.table import Table
from onrecord.records.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What a case says, as tables; masked. Each is iterated over, or turned into a frame of Polars, pandas or Arrow.

    Attributes:
        reviewed_only: whether they hold only what a person confirmed.
        sources: a row a report.
        allegations: a row an allegation.
        responses: a row a response.
        events: a row an event or campaign.
        figures: a row a figure; never to be summed.
        origins: a row an origin of an event.
        board: a row an entry of a cell; empty without a roster.
        actors: a row an actor of the case.
        lineage: a row a step from a teller to a source.
        copies: a row a cluster of reports that are one.
    """

    reviewed_only: bool
    sources: Table
    allegations: Table
    responses: Table
    events: Table
    figures: Table
    origins: Table
    board: Table
    actors: Table
    lineage: Table
    copies: Table

    @classmethod
    def of(cls, record: Record) -> "Tables":
        """The tables of a masked record."""
        return cls(reviewed_only=record.reviewed_only, **rows.tables(record))
