"""Tables of the board, of lineage and of copies."""

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.present.export.cells import OF_QUOTATION, Row, gate, of_quotation, reviewed
from onrecord.present.export.table import Column, Kind, Table
from onrecord.records.record import Cell, Entry, Record


def board(record: Record) -> Table:
    """A row an entry of a cell; a cell without any has one row. What was searched stands beside each."""
    columns = (
        Column("roster"),
        Column("actor"),
        Column("kind"),
        Column("state"),
        Column("position"),
        Column("cell", Kind.TEXTS),
        Column("possible", Kind.INTEGER),
        Column("waiting_for_review", Kind.INTEGER),
        Column("response"),
        Column("act"),
        Column("status"),
        Column("stage"),
        Column("when"),
        Column("through"),
        Column("joint", Kind.BOOLEAN),
        Column("own_words", Kind.BOOLEAN),
        Column("reported_by", Kind.TEXTS),
        *OF_QUOTATION,
        Column("requests", Kind.TEXTS),
        Column("searched_reports", Kind.INTEGER),
        Column("searched_first"),
        Column("searched_last"),
        Column("searched_publishers", Kind.TEXTS),
        Column("searched_languages", Kind.TEXTS),
        Column("unread", Kind.INTEGER),
        Column("failed", Kind.INTEGER),
        Column("undated", Kind.INTEGER),
        Column("searched_access"),
        Column("recall", Kind.NUMBER),
        Column("recall_on"),
        Column("searched_at"),
        Column("review"),
    )

    def rows() -> Iterator[Row]:
        if record.board is None:
            return
        searched = record.board.searched
        for cell in record.board.cells:
            for entry in cell.entries or (None,):
                yield {
                    "roster": record.board.roster,
                    **_cell(cell),
                    **_entry(entry),
                    "requests": [
                        f"{each.channel} to {each.whom}, sent {each.sent}, deadline {each.deadline or 'none'}"
                        for each in cell.requests
                    ],
                    "searched_reports": searched.reports,
                    "searched_first": searched.first,
                    "searched_last": searched.last,
                    "searched_publishers": list(searched.publishers),
                    "searched_languages": list(searched.languages),
                    "unread": len(searched.unread),
                    "failed": len(searched.failed),
                    "undated": searched.undated,
                    "searched_access": searched.access.value,
                    "recall": searched.recall,
                    "recall_on": searched.recall_on,
                    "searched_at": searched.at,
                    "review": gate(record) if entry is None else reviewed(held=entry.held),
                }

    return Table("board", columns, rows)


def lineage(record: Record) -> Table:
    """A row a step from a teller to a source."""
    columns = (
        Column("teller"),
        Column("teller_name"),
        Column("teller_kind"),
        Column("source"),
        Column("source_name"),
        Column("source_kind"),
        Column("how"),
        Column("allegation"),
        Column("force"),
        Column("manner"),
        *OF_QUOTATION,
        Column("reason"),
        Column("review"),
    )
    nodes = {node.id: node for node in record.lineage.nodes}

    def rows() -> Iterator[Row]:
        for edge in record.lineage.edges:
            teller, source = nodes.get(edge.teller), nodes.get(edge.source)
            yield {
                "teller": edge.teller,
                "teller_name": None if teller is None else teller.name,
                "teller_kind": None if teller is None else teller.kind.value,
                "source": edge.source,
                "source_name": None if source is None else source.name,
                "source_kind": None if source is None else source.kind.value,
                "how": edge.how,
                "allegation": edge.allegation,
                "force": None if edge.force is None else edge.force.value,
                "manner": None if edge.manner is None else edge.manner.value,
                **of_quotation(edge.quotation),
                "report": edge.report,
                "reason": edge.reason,
                "review": gate(record),
            }

    return Table("lineage", columns, rows)


def copies(record: Record) -> Table:
    """A row a cluster of reports that are one report."""
    columns = (
        Column("reports", Kind.INTEGERS),
        Column("fullest", Kind.INTEGER),
        Column("earliest", Kind.INTEGER),
        Column("credited", Kind.TEXTS),
        Column("reasons", Kind.TEXTS),
    )

    def rows() -> Iterator[Row]:
        for cluster in record.copies:
            yield {
                "reports": list(cluster.reports),
                "fullest": cluster.fullest,
                "earliest": cluster.earliest,
                "credited": list(cluster.credited),
                "reasons": list(cluster.reasons),
            }

    return Table("copies", columns, rows)


def _cell(cell: Cell) -> Row:
    return {
        "actor": cell.actor.name,
        "kind": cell.actor.kind.value,
        "state": cell.actor.state,
        "position": cell.actor.position,
        "cell": [kind.value for kind in cell.kinds],
        "possible": len(cell.possible),
        "waiting_for_review": cell.unreviewed,
    }


def _entry(entry: Entry | None) -> Mapping[str, Any]:
    if entry is None:
        names = ("response", "act", "status", "stage", "when", "through", "joint", "own_words")
        return {**dict.fromkeys(names), "reported_by": [], **of_quotation(None)}
    return {
        "response": entry.response,
        "act": entry.act.value,
        "status": entry.status.value,
        "stage": None if entry.stage is None else entry.stage.value,
        "when": entry.when,
        "through": entry.through,
        "joint": entry.joint,
        "own_words": entry.own_words,
        "reported_by": list(entry.reported_by),
        **of_quotation(entry.quotation),
    }
