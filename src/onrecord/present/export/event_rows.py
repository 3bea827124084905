"""Tables of events, and of what belongs to each: figures and origins."""

from collections.abc import Iterator

from onrecord.present.export.cells import (
    OF_ACT,
    OF_QUOTATION,
    Row,
    counted,
    gate,
    of_act,
    of_quotation,
)
from onrecord.present.export.table import Column, Kind, Table
from onrecord.records.record import CAUTION, Record


def events(record: Record) -> Table:
    """A row an event or campaign."""
    columns = (
        Column("id"),
        Column("title"),
        Column("act"),
        Column("acts", Kind.TEXTS),
        Column("status"),
        Column("campaign", Kind.BOOLEAN),
        Column("parts", Kind.TEXTS),
        Column("allegations", Kind.TEXTS),
        Column("denied_by", Kind.TEXTS),
        *OF_ACT,
        Column("figures", Kind.INTEGER),
        Column("independence"),
        Column("established", Kind.INTEGER),
        Column("shared", Kind.INTEGER),
        Column("not_established", Kind.INTEGER),
        Column("reports", Kind.INTEGERS),
        Column("doubts", Kind.TEXTS),
        Column("review"),
    )

    def rows() -> Iterator[Row]:
        for event in record.events:
            told = event.independence
            yield {
                "id": event.id,
                "title": event.title,
                "act": event.act.value,
                "acts": [act.value for act in event.acts],
                "status": event.status.value,
                "campaign": event.campaign,
                "parts": list(event.parts),
                "allegations": [one.id for one in event.allegations],
                "denied_by": list(event.denied_by),
                **of_act(event, record, event, called=lambda one: one.name),
                "figures": len(event.figures),
                "independence": None if told is None else told.told,
                "established": None if told is None else told.established,
                "shared": None if told is None else told.shared,
                "not_established": None if told is None else told.not_established,
                "reports": sorted({number for one in event.allegations for number in one.reports}),
                "doubts": list(event.doubts),
                "review": gate(record),
            }

    return Table("events", columns, rows)


def figures(record: Record) -> Table:
    """A row a figure; never to be summed, never averaged."""
    columns = (
        Column("event"),
        Column("figure", Kind.INTEGER),
        Column("allegation"),
        Column("act"),
        Column("status"),
        Column("number", Kind.INTEGER),
        Column("bound"),
        Column("low", Kind.INTEGER),
        Column("high", Kind.INTEGER),
        Column("unit"),
        Column("counted"),
        Column("role"),
        Column("as_of"),
        Column("period_first"),
        Column("period_last"),
        Column("cumulative", Kind.BOOLEAN),
        Column("subset_of", Kind.INTEGER),
        Column("subset_of_event"),
        Column("restates", Kind.INTEGER),
        Column("revises", Kind.INTEGER),
        Column("contradicts", Kind.INTEGERS),
        Column("reasons", Kind.TEXTS),
        Column("origin"),
        Column("teller"),
        *OF_QUOTATION,
        Column("caution"),
        Column("review"),
    )

    def rows() -> Iterator[Row]:
        for event in record.events:
            for place, figure in enumerate(event.figures, start=1):
                yield {
                    "event": event.id,
                    "figure": place,
                    "allegation": figure.allegation,
                    "act": figure.act.value,
                    "status": figure.status.value,
                    "number": figure.number,
                    "bound": figure.bound.value,
                    "low": figure.low,
                    "high": figure.high,
                    "unit": figure.unit.value,
                    "counted": figure.counted,
                    "role": figure.role.value,
                    "as_of": figure.as_of,
                    "period_first": None if figure.period is None else figure.period.first,
                    "period_last": None if figure.period is None else figure.period.last,
                    "cumulative": figure.cumulative,
                    "subset_of": counted(figure.subset_of),
                    "subset_of_event": figure.subset_of_event,
                    "restates": counted(figure.restates),
                    "revises": counted(figure.revises),
                    "contradicts": [each + 1 for each in figure.contradicts],
                    "reasons": list(figure.reasons),
                    "origin": figure.origin,
                    "teller": figure.teller,
                    **of_quotation(figure.quotation),
                    "caution": CAUTION,
                    "review": gate(record),
                }

    return Table("figures", columns, rows)


def origins(record: Record) -> Table:
    """A row an origin of an event."""
    columns = (
        Column("event"),
        Column("id"),
        Column("name"),
        Column("kind"),
        Column("standing"),
        Column("with", Kind.TEXTS),
        Column("reasons", Kind.TEXTS),
        Column("allegations", Kind.TEXTS),
        Column("paths", Kind.TEXTS),
        Column("quotations", Kind.TEXTS),
        Column("reports", Kind.INTEGERS),
        Column("review"),
    )
    names = {node.id: node.name for node in record.lineage.nodes}

    def rows() -> Iterator[Row]:
        for event in record.events:
            for origin in event.origins:
                yield {
                    "event": event.id,
                    "id": origin.id,
                    "name": origin.name,
                    "kind": origin.kind.value,
                    "standing": origin.standing.value,
                    "with": list(origin.with_),
                    "reasons": list(origin.reasons),
                    "allegations": list(origin.allegations),
                    "paths": [" → ".join(names.get(node, node) for node in path) for path in origin.paths],
                    "quotations": [each.text for each in origin.quotations],
                    "reports": sorted({each.report for each in origin.quotations}),
                    "review": gate(record),
                }

    return Table("origins", columns, rows)
