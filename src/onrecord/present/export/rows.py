"""The record as tables: the one list of fields that may leave a case. Every export is made of these rows.

A field that isn't named in one of the tables leaves in no format, but two, each of one format: by which name a report
mentions an actor (FollowTheMoney), and tellers with no step to or from them (JSON-LD). Rows are made as they are asked
for.
"""

from onrecord.present.export.board_rows import board, copies, lineage
from onrecord.present.export.event_rows import events, figures, origins
from onrecord.present.export.finding_rows import actors, allegations, responses, sources
from onrecord.present.export.table import Table
from onrecord.records.record import Record


def tables(record: Record) -> dict[str, Table]:
    """Every table, by name, in the order in which they are read."""
    made = (
        sources(record),
        allegations(record),
        responses(record),
        events(record),
        figures(record),
        origins(record),
        board(record),
        actors(record),
        lineage(record),
        copies(record),
    )
    return {table.name: table for table in made}
