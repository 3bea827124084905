"""What the record of the example case must show, each point looked up in the record; and the record in short.

Where a point does not hold, the golden says so and why: it is not hidden.
"""

from collections.abc import Callable, Iterator

from onrecord.present.figure_rows import accused_rows, figure_rows
from onrecord.present.words import RESPONSES
from onrecord.records.record import Cell, CellKind, Entry, Event, Record, Standing
from onrecord.records.vocabulary import Act, ResponseAct, Stage, Status
from onrecord.weigh.order import reports_of

Point = Callable[[Record], bool]

# Acts of taking and holding, of which the newspaper and the rights organisation give their figures.
_TAKEN = (Act.DETENTION, Act.ABDUCTION)
# The syndicated copy and its wire, the citing site, and the site that it cites.
_REPEATERS = ("Halyard", "Ostmere Courier", "Gannet", "Westgallery")


def points(record: Record) -> Iterator[tuple[str, bool]]:
    """Each point, and whether the record shows it."""
    for told, holds in POINTS.items():
        yield told, holds(record)


def _events(record: Record, acts: tuple[Act, ...]) -> list[Event]:
    """Events of these acts that the first report tells of, or that hold such."""
    return [
        event
        for event in record.events
        if event.act in acts and any(1 in one.reports for one in event.allegations) and len(reports_of(event)) > 1
    ]


def _cell(record: Record, name: str) -> Cell:
    assert record.board is not None
    return next(cell for cell in record.board.cells if cell.actor.name == name)


def _entries(record: Record, name: str, act: ResponseAct) -> list[Entry]:
    return [entry for entry in _cell(record, name).entries if entry.act is act]


def _no_repeater(record: Record) -> bool:
    names = [origin.name for event in _events(record, (*_TAKEN, Act.KILLING)) for origin in event.origins]
    return bool(names) and not any(repeater in name for name in names for repeater in _REPEATERS)


def _one_newspaper(record: Record) -> bool:
    counts = [
        sum("Lamplighter" in origin.name for origin in event.origins)
        for event in _events(record, (*_TAKEN, Act.KILLING))
        if len(reports_of(event)) > 3
    ]
    return bool(counts) and set(counts) == {1}


def _hearth(record: Record) -> bool:
    return any(
        origin.standing is Standing.NOT_ESTABLISHED
        and any("had already spoken to the Lamplighter" in reason for reason in origin.reasons)
        for event in record.events
        for origin in event.origins
        if "Hearth Committee" in origin.name
    )


def _table(record: Record, *numbers: tuple[int, int]) -> bool:
    """Whether one event's figures hold all of these: a number, and the report that gives it."""
    return any(
        set(numbers) <= {(figure.number, figure.quotation.report) for figure in event.figures}
        for event in record.events
    )


def _revised(record: Record, later: tuple[int, int], earlier: tuple[int, int]) -> bool:
    for event in record.events:
        for figure in event.figures:
            before = None if figure.revises is None else event.figures[figure.revises]
            if before is not None and (figure.number, figure.quotation.report) == later:
                return (before.number, before.quotation.report) == earlier
    return False


def _denied(record: Record) -> bool:
    return any(
        figure.number == 0 and figure.quotation.report == 4 and figure.status is Status.NEGATED and figure.contradicts
        for event in record.events
        for figure in event.figures
        if figure.act in _TAKEN
    )


POINTS: dict[str, Point] = {
    "the syndicated copy (3) is a copy of the wire (2)": lambda record: any(
        {2, 3} <= set(cluster.reports) for cluster in record.copies
    ),
    "no copy and no citing site (2, 3, 10, 14) is an origin": _no_repeater,
    "the newspaper is one origin, however many repeat it": _one_newspaper,
    "the Hearth Committee's account is not established as independent, by its own words": _hearth,
    "the minister has not raised it, in his own words in the transcript (9)": lambda record: any(
        entry.kind is CellKind.SILENT and entry.quotation.report == 9
        for entry in _entries(record, "Corin Halvard", ResponseAct.SILENT)
    ),
    "the minister declines, in his own words in the transcript (9)": lambda record: any(
        entry.kind is CellKind.DECLINED and entry.quotation.report == 9 and entry.own_words
        for entry in _entries(record, "Corin Halvard", ResponseAct.DECLINE)
    ),
    "only an opponent says that he declined to receive the families (11)": lambda record: any(
        entry.kind is CellKind.REPORTED_DECLINED
        and entry.quotation.report == 11
        and "Astridge" in " ".join(entry.reported_by)
        for entry in _entries(record, "Corin Halvard", ResponseAct.DECLINE)
    ),
    "later he has raised it (15); both stand": lambda record: any(
        entry.kind is CellKind.RESPONDED and entry.quotation.report == 15
        for entry in _entries(record, "Corin Halvard", ResponseAct.RAISE)
    ),
    "the leaders condemned: Rothby, Whitlow, Mercier-Dole": lambda record: all(
        any(entry.kind is CellKind.RESPONDED for entry in _entries(record, name, ResponseAct.CONDEMN))
        for name in ("Agnes Rothby", "Caro Whitlow", "Yann Mercier-Dole")
    ),
    "the five ministers' statement counts for each of their states": lambda record: all(
        any(entry.joint and entry.quotation.report == 7 for entry in _entries(record, name, ResponseAct.CONDEMN))
        for name in ("Brennia", "Lysmark", "Ostmere", "Sundria", "Tolvane")
    ),
    "the resolution was introduced (12)": lambda record: any(
        told.act is ResponseAct.LEGISLATE and told.stage is Stage.INTRODUCED and 12 in told.reports
        for told in record.responses
    ),
    "and later adopted (15)": lambda record: any(
        told.act is ResponseAct.LEGISLATE and told.stage is Stage.ADOPTED and 15 in told.reports
        for told in record.responses
    ),
    "the president promised an inquiry (8)": lambda record: any(
        entry.kind is CellKind.PROMISED and entry.quotation.report == 8
        for entry in _entries(record, "Iven Sorrak", ResponseAct.INQUIRY)
    ),
    "the governor's office denied (4)": lambda record: any(
        entry.quotation.report == 4 for entry in _entries(record, "Ravel Dostrin", ResponseAct.DENY)
    ),
    "Istren: no public response found, and nothing else": lambda record: (
        _cell(record, "Istren").kinds == (CellKind.NOT_FOUND,)
    ),
    "more than 100 (1), at least 112 (5) and 134 (13) stand in one table": lambda record: _table(
        record, (100, 1), (112, 5), (134, 13)
    ),
    "the newspaper's 134 replaces its more than 100": lambda record: _revised(record, (134, 13), (100, 1)),
    "its at least four dead (13) replace its at least three (1)": lambda record: _revised(record, (4, 13), (3, 1)),
    "nobody detained (4) contradicts the figures": _denied,
}


MISSING = {
    "only an opponent says that he declined to receive the families (11)": (
        "her answer has her as its teller and “the minister” as who declined, but nothing in the interview says which "
        "minister that is: his cell has it as possible, since the report names no other"
    ),
}
"""What the record of the examples does not show, though it must, and why. A point that is mended must go from here."""


def short(record: Record) -> Iterator[str]:
    """The record in few lines: events that several reports tell, the board, the copies."""
    yield "# What it must show"
    for told, holds in points(record):
        yield f"✓ {told}" if holds else f"✗ {told}: {MISSING.get(told, 'nobody has said why')}"
    yield ""
    yield "# Events told by three reports or more: origins, and figures that repeat no other"
    titles = {event.id: event.title for event in record.events}
    for event in record.events:
        if len(reports_of(event)) < 3:
            continue
        yield ""
        yield f"## {event.title}{' (campaign)' if event.campaign else ''}"
        yield f"reports {', '.join(str(number) for number in sorted(reports_of(event)))}"
        if event.independence is not None:
            yield event.independence.told
        for origin in event.origins:
            yield f"- {origin.name}: {origin.standing.value}, {len(origin.paths)} ways"
        for row in figure_rows(event.figures, titles):
            figure = row.figure
            repeated = [f"repeated in {', '.join(str(one) for one in row.repeated)}"] if row.repeated else []
            given = f"{row.given_by}, report {figure.quotation.report}"
            beside = "; ".join([given, *repeated, *row.relations])
            told = " ".join(part for part in (row.told, row.counted) if part)
            yield f"  {row.number}. {told} ({figure.act.value}), as of {figure.as_of}, {beside}"
        for accused in accused_rows(event.figures):
            yield f"  of those said to have done it: {accused}"
    yield ""
    yield "# Board"
    assert record.board is not None
    for cell in record.board.cells:
        kinds = ", ".join(kind.value for kind in cell.kinds)
        yield f"{cell.actor.name}: {kinds}"
        for entry in cell.entries:
            joint = ", jointly" if entry.joint else ""
            yield f"  {entry.when} {RESPONSES[entry.act]} [{entry.kind.value}{joint}] report {entry.quotation.report}"
    yield ""
    yield "# Copies"
    for cluster in record.copies:
        yield f"reports {', '.join(str(number) for number in cluster.reports)}, first {cluster.earliest}"
