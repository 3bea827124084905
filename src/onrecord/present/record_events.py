"""An event in a terminal: whom and by whom, on whose word, its figures, who tells it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from onrecord.present.case.common import cell, table
from onrecord.present.figure_reasons import figure_reasons
from onrecord.present.figure_rows import accused_rows, act_in_words, figure_rows
from onrecord.present.plain import one_line, shortened
from onrecord.present.tellings import Telling, once, tellings
from onrecord.present.titles import title_of
from onrecord.records.record import (
    CAUTION,
    Event,
    Join,
    Named,
    Node,
    NodeKind,
    Origin,
    Record,
    Standing,
    ToldAllegation,
    ToldResponse,
)
from onrecord.records.vocabulary import Status

QUOTATION = 160
NAME = 60
# Of what is shown for each event, unless it is the only one shown.
PATHS, TELLINGS, DOUBTS, NAMES, PARTS = 2, 4, 1, 4, 5
# Findings of which the reader is not this sure are left to `--all`; a response, to the board's possible ones too.
SURE = 0.5

HELD = "✓"
STATUS = {Status.NEGATED: "denied", Status.HYPOTHETICAL: "hypothetical"}
_STANDING = {
    Standing.ESTABLISHED: ("an origin of its own", "green"),
    Standing.SHARED: ("shares its knowledge with another", "yellow"),
    Standing.NOT_ESTABLISHED: ("not established as an origin of its own", "yellow"),
}
_NODES = {
    NodeKind.REPORT: "report",
    NodeKind.OUTLET: "outlet",
    NodeKind.OWN_REPORTING: "own reporting",
    NodeKind.PERSON: "a person, by name",
    NodeKind.ANONYMOUS: "without a name",
    NodeKind.ORGANISATION: "organisation",
    NodeKind.OFFICIAL: "official",
    NodeKind.DOCUMENT: "document",
    NodeKind.HEARING: "hearing",
    NodeKind.UNKNOWN: "no teller is named",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What an event leads to.

    Attributes:
        nodes: of the lineage, by id.
        titles: of all events, by id.
        events: ids of events, by the ids of their allegations.
    """

    nodes: Mapping[str, Node]
    titles: Mapping[str, str]
    events: Mapping[str, str]


def known(record: Record) -> Known:
    """What the events of a record lead to."""
    return Known(
        {node.id: node for node in record.lineage.nodes},
        {event.id: title_of(event) for event in record.events},
        {told.id: event.id for event in record.events for told in event.allegations},
    )


def sure(finding: ToldAllegation | ToldResponse) -> bool:
    """Whether a person confirmed or entered it, or the reader gives it an even chance at least."""
    return finding.held or finding.score is None or finding.score >= SURE


def event_told(event: Event, known: Known, *, whole: bool = False) -> Padding:
    """An event.

    Args:
        event: it.
        known: what it leads to.
        whole: whether all that is known of it is told.
    """
    parts: list[RenderableType] = [_heading(event)]
    for word, named in (("by", event.alleged_perpetrators), ("to", event.victims)):
        line = _who(word, named, whole=whole)
        parts += [] if line is None else [line]
    parts += _contains(event, known, whole=whole)
    if event.independence is not None:
        parts.append(Text.assemble(("On whose word: ", "bold"), (one_line(event.independence.told), "bold cyan")))
    parts += [_origin(origin, known.nodes, whole=whole) for origin in event.origins]
    if event.figures:
        parts += [*_figures(event, known), Text(CAUTION, "dim italic")]
        parts += [Text(one_line(reason.told), "dim") for reason in figure_reasons(event.figures) if whole]
    # What the reader isn't sure of bears nothing out: whoever wants to see it asks for the event.
    told = tellings(event.allegations if whole else ([*filter(sure, event.allegations)] or event.allegations))
    shown = told if whole else told[:TELLINGS]
    parts += [_telling(one, whole=whole) for one in shown]
    more = len(event.allegations) - sum(len(one.allegations) for one in shown)
    if more:
        parts.append(Text(f"  and {more} more allegation{'s' if more != 1 else ''}: --event {event.id}", "dim"))
    doubts = event.doubts if whole else event.doubts[:DOUBTS]
    parts += [Text(f"? {one_line(doubt)}", "magenta") for doubt in doubts]
    if whole:
        parts += _joins(event, known)
    return Padding(Group(*parts), (0, 0, 1, 0))


def _heading(event: Event) -> Text:
    status = STATUS.get(event.status)
    told = Text.assemble(
        (shortened(title_of(event), QUOTATION), "bold red"),
        ("  " + event.id, "dim"),
        (" · campaign" * event.campaign, "bold"),
    )
    if status is not None:
        told.append(f" · {status}", "bold yellow")
    if event.denied_by:
        told.append(f" · {denied_by(event)}", "yellow")
    return told


def denied_by(event: Event) -> str:
    """Who denies it: `denied by the ministry and the governor`; how often, where nobody is named."""
    denials = [one for one in event.allegations if one.id in event.denied_by]
    names = once(one.told_by[0].name for one in denials if one.told_by and one.told_by[0].name)
    shown = [shortened(name, NAME) for name in names[:NAMES]]
    more = len(names) - len(shown)
    if not shown:
        return f"denied {len(denials)} times" if len(denials) > 1 else "denied"
    return f"denied by {', '.join(shown)}" + (f" and {more} more" if more else "")


def _who(word: str, named: Sequence[Named], *, whole: bool) -> Text | None:
    if not named:
        return None
    names = [shortened(name, NAME) for name in once(one.name for one in named)]
    shown = names if whole else names[:NAMES]
    more = f"; and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    return Text.assemble((f"{word} ", "dim"), "; ".join(shown) + more)


def _contains(event: Event, known: Known, *, whole: bool) -> Iterator[Text]:
    shown = event.parts if whole else event.parts[:PARTS]
    for part in shown:
        yield Text.assemble(("contains ", "dim"), _titled(part, known), (f"  {part}", "dim"))
    if len(shown) < len(event.parts):
        yield Text(f"and {len(event.parts) - len(shown)} more: --event {event.id}", "dim")


def _titled(event_id: str, known: Known) -> str:
    return shortened(known.titles.get(event_id, event_id), QUOTATION // 2)


def _origin(origin: Origin, nodes: Mapping[str, Node], *, whole: bool) -> Padding:
    standing, style = _STANDING[origin.standing]
    lines = [
        Text.assemble(
            ("● ", style),
            (shortened(origin.name, NAME), "bold"),
            (f" · {_NODES[origin.kind]} · ", "dim"),
            (standing, style),
        )
    ]
    lines += [
        Text(f"  {one_line(reason)}", "dim italic") for reason in (origin.reasons if whole else origin.reasons[:1])
    ]
    paths = origin.paths if whole else origin.paths[:PATHS]
    lines += [Text("  " + " → ".join(_node(step, nodes) for step in path), "dim") for path in paths]
    left = len(origin.paths) - len(paths)
    if left:
        lines.append(Text(f"  and {left} more way{'s' if left != 1 else ''} to it", "dim"))
    return Padding(Group(*lines), (0, 0, 0, 2))


def _node(identifier: str, nodes: Mapping[str, Node]) -> str:
    node = nodes.get(identifier)
    if node is None:
        return identifier
    name = shortened(node.name, 34)
    return name if node.report is None else f"{node.report} {name}"


def _figures(event: Event, known: Known) -> Iterator[RenderableType]:
    told = figure_rows(event.figures, known.titles)
    if told:
        rows = table("", "figure", "counted", "as of", "given by", "report", "beside the others")
        rows.columns[1].no_wrap = rows.columns[3].no_wrap = True
        several = len({row.figure.act for row in told}) > 1
        for row in told:
            figure = row.figure
            counted = f"{row.counted} ({act_in_words(figure)})".strip() if several else row.counted
            reports = str(figure.quotation.report)
            if row.repeated:
                reports += "; repeated in " + ", ".join(str(number) for number in row.repeated)
            style = "bold yellow" if figure.status is not Status.ASSERTED else "bold"
            rows.add_row(
                str(row.number),
                Text.assemble((row.told, style), (f"\n{row.bar}", "blue")),
                cell(shortened(counted, NAME)),
                cell(figure.as_of),
                cell(shortened(row.given_by, NAME)),
                Text(reports),
                cell("; ".join(one_line(relation) for relation in row.relations)),
            )
        yield Padding(rows, (0, 0, 0, 2))
    for accused in accused_rows(event.figures):
        yield Padding(Text.assemble(("Of those said to have done it: ", "dim"), one_line(accused)), (0, 0, 0, 2))


def _telling(told: Telling, *, whole: bool = False) -> Text:
    line = Text.assemble(
        (f"  {HELD} " if told.held else "    ", "bold green"),
        (f"report {', '.join(str(number) for number in told.reports)} ", "dim"),
        quoted(told.quotation.text),
    )
    status = STATUS.get(told.status)
    if status is not None:
        line.append(f" {status}", "yellow")
    line.append(f" – {_tellers(told.tellers)}", "cyan")
    if whole:  # by which `onrecord decide` knows them
        line.append(f"  {' '.join(one.id for one in told.allegations)}", "dim")
    return line


def _tellers(tellers: Iterable[Sequence[Named]]) -> str:
    return "; ".join(
        ", as told by ".join(shortened(one.name, NAME) for one in told_by) if told_by else "the report’s own voice"
        for told_by in tellers
    )


def _joins(event: Event, known: Known) -> Iterator[Padding]:
    for join in event.joins:
        yield _join(join, f"{join.first} and {join.second} are of one event")
    for join in event.contains:
        yield _join(join, f"contains “{_titled(known.events.get(join.first, join.first), known)}”")


def _join(join: Join, told: str) -> Padding:
    lines = [Text(f"{told}: {join.sum:+.1f}", "bold")]
    lines += [Text(f"{term.value:+.1f}  {one_line(term.told)}", "dim") for term in join.terms]
    return Padding(Group(*lines), (0, 0, 0, 2))


def quoted(text: str) -> str:
    """In quotation marks, unless it brings its own."""
    line = shortened(text, QUOTATION)
    return line if line[:1] in '“"«„' else f"“{line}”"
