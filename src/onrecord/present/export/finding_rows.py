"""Tables of reports, allegations, responses and actors."""

from collections.abc import Iterator

from onrecord.present.export.cells import (
    OF_ACT,
    OF_QUOTATION,
    OF_SOURCE,
    OF_TIMES,
    Row,
    actors_of,
    gate,
    of_act,
    of_quotation,
    of_source,
    reviewed,
    times_of,
)
from onrecord.present.export.table import Column, Kind, Table
from onrecord.records.record import Record


def sources(record: Record) -> Table:
    """A row a report."""
    columns = (
        Column("report", Kind.INTEGER),
        *OF_SOURCE,
        Column("byline"),
        Column("language"),
        Column("media_type"),
        Column("obtained"),
        Column("read", Kind.BOOLEAN),
    )

    def rows() -> Iterator[Row]:
        for source in record.sources:
            yield {
                "report": source.number,
                **of_source(source),
                "byline": source.byline,
                "language": source.language,
                "media_type": source.media_type,
                "obtained": source.obtained,
                "read": source.read,
            }

    return Table("sources", columns, rows)


def actors(record: Record) -> Table:
    """A row an actor of the case."""
    columns = (
        Column("id"),
        Column("name"),
        Column("kind"),
        Column("names", Kind.TEXTS),
        Column("state"),
        Column("offices", Kind.TEXTS),
        Column("reports", Kind.INTEGERS),
        Column("findings", Kind.TEXTS),
        Column("reasons", Kind.TEXTS),
        Column("doubts", Kind.TEXTS),
        Column("review"),
    )

    def rows() -> Iterator[Row]:
        for actor in record.actors:
            yield {
                "id": actor.id,
                "name": actor.name,
                "kind": actor.kind.value,
                "names": list(actor.names),
                "state": actor.state,
                "offices": list(actor.offices),
                "reports": sorted({member.report for member in actor.members}),
                "findings": [member.finding for member in actor.members],
                "reasons": [member.reason for member in actor.members if member.reason],
                "doubts": list(actor.doubts),
                "review": gate(record),
            }

    return Table("actors", columns, rows)


def allegations(record: Record) -> Table:
    """A row an allegation, with its event."""
    columns = (
        Column("id"),
        Column("event"),
        Column("act"),
        Column("status"),
        Column("review"),
        Column("score", Kind.NUMBER),
        Column("verification"),
        *OF_QUOTATION,
        *OF_ACT,
        Column("told_by", Kind.TEXTS),
        Column("reports", Kind.INTEGERS),
        *OF_SOURCE,
    )
    by_number = {source.number: source for source in record.sources}

    def rows() -> Iterator[Row]:
        for event in record.events:
            for one in event.allegations:
                yield {
                    "id": one.id,
                    "event": event.id,
                    "act": one.act.value,
                    "status": one.status.value,
                    "review": reviewed(held=one.held),
                    "score": one.score,
                    "verification": one.verification.value,
                    **of_quotation(one.quotation),
                    **of_act(one, record, event, called=lambda one: one.words),
                    "told_by": [each.words for each in one.told_by],
                    "reports": list(one.reports),
                    **of_source(by_number.get(one.quotation.report)),
                }

    return Table("allegations", columns, rows)


def responses(record: Record) -> Table:
    """A row a response."""
    columns = (
        Column("id"),
        Column("act"),
        Column("stage"),
        Column("status"),
        Column("review"),
        Column("score", Kind.NUMBER),
        Column("own_words", Kind.BOOLEAN),
        *OF_QUOTATION,
        Column("who", Kind.TEXTS),
        Column("who_actors", Kind.TEXTS),
        Column("to", Kind.TEXTS),
        Column("to_actors", Kind.TEXTS),
        Column("about", Kind.TEXTS),
        Column("events", Kind.TEXTS),
        Column("when"),
        *OF_TIMES,
        Column("told_by", Kind.TEXTS),
        Column("reports", Kind.INTEGERS),
        *OF_SOURCE,
    )
    by_number = {source.number: source for source in record.sources}

    def rows() -> Iterator[Row]:
        for one in record.responses:
            yield {
                "id": one.id,
                "act": one.act.value,
                "stage": None if one.stage is None else one.stage.value,
                "status": one.status.value,
                "review": reviewed(held=one.held),
                "score": one.score,
                "own_words": one.own_words,
                **of_quotation(one.quotation),
                "who": [each.words for each in one.who],
                "who_actors": actors_of(one.who),
                "to": [each.words for each in one.to],
                "to_actors": actors_of(one.to),
                "about": [each.words for each in one.about],
                "events": list(one.events),
                "when": one.when,
                **times_of(one.times),
                "told_by": [each.words for each in one.told_by],
                "reports": list(one.reports),
                **of_source(by_number.get(one.quotation.report)),
            }

    return Table("responses", columns, rows)
