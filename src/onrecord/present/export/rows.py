"""The record as tables: the one list of fields that may leave a case. Every export is made of these rows.

A field that isn't named here leaves in no format. Rows are made as they are asked for.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from onrecord.present.export.replies import replies
from onrecord.present.export.table import Column, Kind, Table
from onrecord.records.record import CAUTION, Cell, Entry, Event, Named, Quotation, Record, Source, When, Where

Row = dict[str, Any]

CONFIRMED: Final = "confirmed by a person as correctly read"
UNREVIEWED: Final = "unreviewed machine reading"
GATED: Final = "only what a person confirmed as correctly read"
UNGATED: Final = "holds unreviewed machine reading"

_OF_QUOTATION: Final = (
    Column("report", Kind.INTEGER),
    Column("start", Kind.INTEGER),
    Column("end", Kind.INTEGER),
    Column("quotation"),
)
_OF_SOURCE: Final = (Column("publisher"), Column("title"), Column("published"), Column("url"), Column("sha256"))


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


def sources(record: Record) -> Table:
    """A row a report."""
    columns = (
        Column("report", Kind.INTEGER),
        *_OF_SOURCE,
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
                **_of_source(source),
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
        *_OF_QUOTATION,
        Column("victims", Kind.TEXTS),
        Column("victim_actors", Kind.TEXTS),
        Column("alleged_perpetrators", Kind.TEXTS),
        Column("alleged_perpetrator_actors", Kind.TEXTS),
        Column("replies", Kind.TEXTS),
        Column("places", Kind.TEXTS),
        Column("countries", Kind.TEXTS),
        Column("geonames", Kind.INTEGERS),
        Column("times", Kind.TEXTS),
        Column("first"),
        Column("last"),
        Column("told_by", Kind.TEXTS),
        Column("reports", Kind.INTEGERS),
        *_OF_SOURCE,
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
                    **_of_quotation(one.quotation),
                    "victims": [each.words for each in one.victims],
                    "victim_actors": _actors_of(one.victims),
                    "alleged_perpetrators": [each.words for each in one.alleged_perpetrators],
                    "alleged_perpetrator_actors": _actors_of(one.alleged_perpetrators),
                    "replies": _replies(record, event, one.alleged_perpetrators),
                    "places": [_place(each) for each in one.places],
                    "countries": _countries(one.places),
                    "geonames": [each.geonames for each in one.places if each.geonames is not None],
                    **_times(one.times),
                    "told_by": [each.words for each in one.told_by],
                    "reports": list(one.reports),
                    **_of_source(by_number.get(one.quotation.report)),
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
        *_OF_QUOTATION,
        Column("who", Kind.TEXTS),
        Column("who_actors", Kind.TEXTS),
        Column("to", Kind.TEXTS),
        Column("to_actors", Kind.TEXTS),
        Column("about", Kind.TEXTS),
        Column("events", Kind.TEXTS),
        Column("when"),
        Column("times", Kind.TEXTS),
        Column("first"),
        Column("last"),
        Column("told_by", Kind.TEXTS),
        Column("reports", Kind.INTEGERS),
        *_OF_SOURCE,
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
                **_of_quotation(one.quotation),
                "who": [each.words for each in one.who],
                "who_actors": _actors_of(one.who),
                "to": [each.words for each in one.to],
                "to_actors": _actors_of(one.to),
                "about": [each.words for each in one.about],
                "events": list(one.events),
                "when": one.when,
                **_times(one.times),
                "told_by": [each.words for each in one.told_by],
                "reports": list(one.reports),
                **_of_source(by_number.get(one.quotation.report)),
            }

    return Table("responses", columns, rows)


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
        Column("victims", Kind.TEXTS),
        Column("victim_actors", Kind.TEXTS),
        Column("alleged_perpetrators", Kind.TEXTS),
        Column("alleged_perpetrator_actors", Kind.TEXTS),
        Column("replies", Kind.TEXTS),
        Column("places", Kind.TEXTS),
        Column("countries", Kind.TEXTS),
        Column("geonames", Kind.INTEGERS),
        Column("times", Kind.TEXTS),
        Column("first"),
        Column("last"),
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
                "victims": [each.name for each in event.victims],
                "victim_actors": _actors_of(event.victims),
                "alleged_perpetrators": [each.name for each in event.alleged_perpetrators],
                "alleged_perpetrator_actors": _actors_of(event.alleged_perpetrators),
                "replies": _replies(record, event, event.alleged_perpetrators),
                "places": [_place(each) for each in event.places],
                "countries": _countries(event.places),
                "geonames": [each.geonames for each in event.places if each.geonames is not None],
                **_times(event.times),
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
        Column("as_of"),
        Column("period_first"),
        Column("period_last"),
        Column("cumulative", Kind.BOOLEAN),
        Column("subset_of", Kind.INTEGER),
        Column("restates", Kind.INTEGER),
        Column("revises", Kind.INTEGER),
        Column("contradicts", Kind.INTEGERS),
        Column("reasons", Kind.TEXTS),
        Column("origin"),
        Column("teller"),
        *_OF_QUOTATION,
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
                    "as_of": figure.as_of,
                    "period_first": None if figure.period is None else figure.period.first,
                    "period_last": None if figure.period is None else figure.period.last,
                    "cumulative": figure.cumulative,
                    "subset_of": _counted(figure.subset_of),
                    "restates": _counted(figure.restates),
                    "revises": _counted(figure.revises),
                    "contradicts": [each + 1 for each in figure.contradicts],
                    "reasons": list(figure.reasons),
                    "origin": figure.origin,
                    "teller": figure.teller,
                    **_of_quotation(figure.quotation),
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


def board(record: Record) -> Table:
    """A row an entry of a cell; a cell without any has one row. What was searched stands beside each."""
    columns = (
        Column("roster"),
        Column("actor"),
        Column("kind"),
        Column("state"),
        Column("position"),
        Column("cell", Kind.TEXTS),
        Column("response"),
        Column("act"),
        Column("status"),
        Column("stage"),
        Column("when"),
        Column("through"),
        Column("joint", Kind.BOOLEAN),
        Column("own_words", Kind.BOOLEAN),
        Column("reported_by", Kind.TEXTS),
        *_OF_QUOTATION,
        Column("requests", Kind.TEXTS),
        Column("searched_reports", Kind.INTEGER),
        Column("searched_first"),
        Column("searched_last"),
        Column("searched_publishers", Kind.TEXTS),
        Column("searched_languages", Kind.TEXTS),
        Column("unread", Kind.INTEGER),
        Column("failed", Kind.INTEGER),
        Column("undated", Kind.INTEGER),
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
        *_OF_QUOTATION,
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
                **_of_quotation(edge.quotation),
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


def gate(record: Record) -> str:
    """What an export says of itself."""
    return GATED if record.reviewed_only else UNGATED


def reviewed(*, held: bool) -> str:
    """What a row says of its finding."""
    return CONFIRMED if held else UNREVIEWED


def _of_quotation(quotation: Quotation | None) -> Row:
    if quotation is None:
        return {"report": None, "start": None, "end": None, "quotation": None}
    return {
        "report": quotation.report,
        "start": quotation.span.start,
        "end": quotation.span.end,
        "quotation": quotation.text,
    }


def _of_source(source: Source | None) -> Row:
    names = ("publisher", "title", "published", "url", "sha256")
    return {name: None if source is None else getattr(source, name) for name in names}


def _actors_of(named: tuple[Named, ...]) -> list[str]:
    return [each.actor for each in named if each.actor is not None]


def _replies(record: Record, event: Event, accused: tuple[Named, ...]) -> list[str]:
    return [f"{each.words}: {told}" for each in accused for told in replies(record, event, each)]


def _place(place: Where) -> str:
    return place.words if place.name is None else place.name


def _countries(places: tuple[Where, ...]) -> list[str]:
    return list(dict.fromkeys(each.country for each in places if each.country is not None))


def _times(times: tuple[When, ...]) -> Row:
    firsts = [each.first for each in times if each.first is not None]
    lasts = [each.last for each in times if each.last is not None]
    return {
        "times": [each.words for each in times],
        "first": min(firsts, default=None),
        "last": max(lasts, default=None),
    }


def _counted(place: int | None) -> int | None:
    """An index among figures as people count, from 1."""
    return None if place is None else place + 1


def _cell(cell: Cell) -> Row:
    return {
        "actor": cell.actor.name,
        "kind": cell.actor.kind.value,
        "state": cell.actor.state,
        "position": cell.actor.position,
        "cell": [kind.value for kind in cell.kinds],
    }


def _entry(entry: Entry | None) -> Mapping[str, Any]:
    if entry is None:
        names = ("response", "act", "status", "stage", "when", "through", "joint", "own_words")
        return {**dict.fromkeys(names), "reported_by": [], **_of_quotation(None)}
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
        **_of_quotation(entry.quotation),
    }
