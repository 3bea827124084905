"""The record in a terminal: events with their figures and origins, responses, the board in short, copies."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.present import words
from onrecord.present.case.board_command import TOLD
from onrecord.present.case.common import cell, table
from onrecord.present.figure_rows import act_in_words, figure_rows
from onrecord.present.plain import one_line, shortened
from onrecord.records.acquisition import Access
from onrecord.records.record import (
    CAUTION,
    Board,
    CellKind,
    Entry,
    Event,
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
from onrecord.weigh.order import reports_of

QUOTATION = 160
NAME = 60
# Of what is shown for each event, unless it is the only one shown.
PATHS, ALLEGATIONS, DOUBTS = 2, 4, 1
# Of what is listed, unless all is wanted.
ONCE, RESPONSES, ENTRIES = 20, 60, 3
# Responses of which the reader is not this sure are left to `--all`, and to the board's possible ones.
SURE = 0.5

HELD = "✓"
_STATUS = {Status.NEGATED: "denied", Status.HYPOTHETICAL: "hypothetical"}
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


def print_record(record: Record, out: Console, *, everything: bool = False, event: str | None = None) -> None:
    """The whole record, or one event of it.

    Args:
        record: masked.
        out: where to.
        everything: whether events that a single report tells have their own paragraph too, and all responses a row.
        event: id of the only event shown, with why its allegations were joined.
    """
    nodes = {node.id: node for node in record.lineage.nodes}
    if event is not None:
        chosen = [one for one in record.events if one.id == event]
        for one in chosen:
            out.print(_event(one, nodes, whole=True))
            for join in _joins(one):
                out.print(join)
        _note(record, out)
        return
    out.print(Rule(Text(f"{one_line(record.case)} · the record", "bold"), align="left", style="blue"))
    out.print(Text(_scope(record), "dim"))
    _note(record, out)
    told = [one for one in record.events if everything or _weighty(one)]
    for one in told:
        out.print(_event(one, nodes))
    once = [one for one in record.events if not everything and not _weighty(one)]
    if once:
        out.print(_titled("Told by one report", _told_once(once)))
    responses = [one for one in record.responses if everything or one.held or one.score is None or one.score >= SURE]
    if responses:
        out.print(_titled("Responses", _responses(responses if everything else responses[:RESPONSES])))
        left = len(record.responses) - min(len(responses), len(record.responses) if everything else RESPONSES)
        if left:
            out.print(Text(f"{left:,} more, of most of which the reader isn’t sure: --all shows them.\n", "dim"))
    if record.board is not None:
        out.print(_titled(f"Board · {one_line(record.board.roster)}", _board(record.board)))
        out.print(Padding(Text(_searched(record.board), "dim"), (0, 0, 1, 0)))
    if record.copies:
        out.print(_titled("Copies", _copies(record)))
    out.print(Text(CAUTION, "bold"))


def _weighty(event: Event) -> bool:
    """Whether an event has a paragraph of its own: it is told by several reports, or holds others."""
    return event.campaign or len(reports_of(event)) > 1


def _told_once(events: Sequence[Event]) -> Group:
    rows = table("", "event", "on whose word", "figures", "report")
    for event in events[:ONCE]:
        rows.add_row(
            Text(HELD if any(one.held for one in event.allegations) else "", "bold green"),
            Text.assemble((shortened(event.title, QUOTATION), "red"), (f"\n{event.id}", "dim")),
            cell("; ".join(shortened(origin.name, NAME) for origin in event.origins[:3])),
            cell("; ".join(row.told for row in figure_rows(event.figures))),
            Text(", ".join(str(number) for number in sorted(reports_of(event)))),
        )
    more = len(events) - ONCE
    if more > 0:
        return Group(rows, Text(f"and {more:,} more: --all shows them, --event one of them", "dim"))
    return Group(rows)


def _note(record: Record, out: Console) -> None:
    if record.reviewed_only:
        out.print(Text("Only findings that a person confirmed as correctly read.\n", "bold green"))
    else:
        out.print(
            Text.assemble(
                (f"{words.UNREVIEWED}", "bold yellow"),
                (f", except what is marked {HELD}. {words.LEGEND}\n", "dim"),
            )
        )


def _scope(record: Record) -> str:
    unread = sum(1 for source in record.sources if not source.read)
    told = [f"{len(record.sources):,} reports", f"{len(record.events):,} events"]
    told += [f"{len(record.responses):,} responses"]
    told += [f"{unread:,} reports not read"] if unread else []
    told += [f"{record.failures:,} could not be opened"] if record.failures else []
    return " · ".join([*told, f"weighed {record.at[:16].replace('T', ' ')} UTC"])


# --- events ----------------------------------------------------------------------------------------------------------


def _event(event: Event, nodes: Mapping[str, Node], *, whole: bool = False) -> Padding:
    parts: list[RenderableType] = [_heading(event)]
    parts += [line for line in (_who("by", event.alleged_perpetrators), _who("to", event.victims)) if line is not None]
    if event.parts:
        parts.append(Text(f"contains {', '.join(event.parts)}", "dim"))
    if event.independence is not None:
        parts.append(Text.assemble(("On whose word: ", "bold"), (one_line(event.independence.told), "bold cyan")))
    parts += [_origin(origin, nodes, whole=whole) for origin in event.origins]
    if event.figures:
        parts += [_figures(event), Text(CAUTION, "dim italic")]
        parts += [
            Text(f"figure {place + 1}: {one_line(reason)}", "dim")
            for place, figure in enumerate(event.figures)
            for reason in figure.reasons
            if whole
        ]
    shown = event.allegations if whole else event.allegations[:ALLEGATIONS]
    parts += [_allegation(one, whole=whole) for one in shown]
    if len(shown) < len(event.allegations):
        more = len(event.allegations) - len(shown)
        parts.append(Text(f"  and {more} more allegation{'s' if more != 1 else ''}: --event {event.id}", "dim"))
    doubts = event.doubts if whole else event.doubts[:DOUBTS]
    parts += [Text(f"? {one_line(doubt)}", "magenta") for doubt in doubts]
    return Padding(Group(*parts), (0, 0, 1, 0))


def _heading(event: Event) -> Text:
    status = _STATUS.get(event.status)
    told = Text.assemble(
        (shortened(event.title, QUOTATION), "bold red"),
        ("  " + event.id, "dim"),
        (" · campaign" * event.campaign, "bold"),
    )
    if status is not None:
        told.append(f" · {status}", "bold yellow")
    if event.denied_by:
        told.append(f" · denied by {len(event.denied_by)}", "yellow")
    return told


def _who(word: str, named: Sequence[Named]) -> Text | None:
    if not named:
        return None
    names = list(dict.fromkeys(shortened(one.name, NAME) for one in named))
    shown = "; ".join(names[:4])
    more = f"; and {len(names) - 4} more" if len(names) > 4 else ""
    return Text.assemble((f"{word} ", "dim"), shown + more)


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
    if len(paths) < len(origin.paths):
        lines.append(Text(f"  and {len(origin.paths) - len(paths)} more ways to it", "dim"))
    return Padding(Group(*lines), (0, 0, 0, 2))


def _node(identifier: str, nodes: Mapping[str, Node]) -> str:
    node = nodes.get(identifier)
    if node is None:
        return identifier
    name = shortened(node.name, 34)
    return name if node.report is None else f"{node.report} {name}"


def _figures(event: Event) -> Padding:
    rows = table("", "figure", "counted", "as of", "given by", "report", "beside the others")
    rows.columns[1].no_wrap = rows.columns[3].no_wrap = True
    several = len({figure.act for figure in event.figures}) > 1
    for row in figure_rows(event.figures):
        figure = row.figure
        counted = f"{row.counted} ({act_in_words(figure)})" if several else row.counted
        reports = str(figure.quotation.report)
        if row.repeated:
            reports += "; repeated in " + ", ".join(str(number) for number in row.repeated)
        rows.add_row(
            str(row.number),
            Text.assemble(
                (row.told, "bold yellow" if figure.status is not Status.ASSERTED else "bold"), (f"\n{row.bar}", "blue")
            ),
            cell(shortened(counted, NAME)),
            cell(figure.as_of),
            cell(shortened(figure.teller, NAME)),
            Text(reports),
            cell("; ".join(row.relations)),
        )
    return Padding(rows, (0, 0, 0, 2))


def _allegation(told: ToldAllegation, *, whole: bool = False) -> Text:
    line = Text.assemble(
        (f"  {HELD} " if told.held else "    ", "bold green"),
        (f"report {', '.join(str(number) for number in told.reports)} ", "dim"),
        _quoted(told.quotation.text),
    )
    status = _STATUS.get(told.status)
    if status is not None:
        line.append(f" {status}", "yellow")
    tellers = [shortened(one.name, NAME) for one in told.told_by if one.name]
    line.append(f" – {', as told by '.join(tellers)}" if tellers else " – the report’s own voice", "cyan")
    if whole:  # by which `onrecord decide` knows it
        line.append(f"  {told.id}", "dim")
    return line


def _joins(event: Event) -> Iterator[Padding]:
    for join in event.joins:
        lines = [Text(f"{join.first} and {join.second} are of one event: {join.sum:+.1f}", "bold")]
        lines += [Text(f"{term.value:+.1f}  {one_line(term.told)}", "dim") for term in join.terms]
        yield Padding(Group(*lines), (0, 0, 0, 2))


# --- the rest --------------------------------------------------------------------------------------------------------


def _titled(title: str, what: RenderableType) -> Padding:
    return Padding(Group(Text(title, "bold underline"), what), (0, 0, 1, 0))


def _responses(responses: Sequence[ToldResponse]) -> Table:
    rows = table("", "when", "who", "response", "in whose words", "report")
    for told in sorted(responses, key=lambda one: (one.when or "9999", one.quotation.report, one.quotation.span)):
        act = (
            words.response_in_words(told.act, told.status)
            if told.own_words or told.act not in words.REPORTED_AS
            else (f"reported as {words.REPORTED_AS[told.act]}")
        )
        stage = "" if told.stage is None else f", {words.STAGES[told.stage]}"
        status = f" ({_STATUS[Status.HYPOTHETICAL]})" if told.status is Status.HYPOTHETICAL else ""
        response = Text(f"{act}{stage}{status}", "bold green")
        response.append(f"\n{_quoted(told.quotation.text)}", "not bold dim")
        tellers = [shortened(one.name, NAME) for one in told.told_by if one.name]
        whose = "own words" if told.own_words else ", as told by ".join(tellers) if tellers else "the report’s"
        rows.add_row(
            Text(HELD if told.held else "", "bold green"),
            cell(told.when),
            cell("; ".join(shortened(one.name, NAME) for one in told.who) or "not named"),
            response,
            cell(whose),
            Text(", ".join(str(number) for number in told.reports)),
        )
    return rows


def _board(board: Board) -> Table:
    rows = table("who", "found", "what")
    for one in board.cells:
        about = ", ".join(part for part in (one.actor.position, one.actor.state) if part and part != one.actor.name)
        name = Text(shortened(one.actor.name, NAME), "bold")
        if about:
            name.append(f"\n{shortened(about, NAME)}", "not bold dim")
        found = Text("\n").join(
            Text(TOLD[kind], "yellow" if kind is CellKind.NOT_FOUND else "green") for kind in one.kinds
        )
        told = [_entry(entry) for entry in one.entries[:ENTRIES]]
        more = [f"{len(one.entries) - ENTRIES} more"] if len(one.entries) > ENTRIES else []
        more += [f"{len(one.possible)} possible"] if one.possible else []
        more += [f"{len(one.beside)} by others of the state"] if one.beside else []
        told += [f"and {', '.join(more)}: onrecord board --cell"] if more else []
        told += [
            f"asked by {shortened(request.channel, NAME)} on {request.sent}"
            + (f", answer wanted by {request.deadline}" if request.deadline else "")
            for request in one.requests
        ]
        rows.add_row(name, found, cell_lines(told))
    return rows


def cell_lines(lines: Sequence[str]) -> Text:
    """Several lines in one cell, each made safe to show."""
    return Text("\n".join(one_line(line) for line in lines)) if lines else Text("–", "dim")


def _entry(entry: Entry) -> str:
    reported = entry.kind in (CellKind.REPORTED_DECLINED, CellKind.REPORTED_SILENT)
    act = (
        f"reported as {words.REPORTED_AS[entry.act]}"
        if reported and entry.act in words.REPORTED_AS
        else words.response_in_words(entry.act, entry.status)
    )
    if reported and entry.reported_by:
        by = "; ".join(shortened(name, NAME) for name in entry.reported_by)
        act = act.replace("reported as", f"reported by {by} as")
    stage = "" if entry.stage is None else f", {words.STAGES[entry.stage]}"
    status = f" ({_STATUS[Status.HYPOTHETICAL]})" if entry.status is Status.HYPOTHETICAL else ""
    if entry.kind is CellKind.PROMISED:
        status = " (promised)"
    through = f" through {shortened(entry.through, NAME)}" if entry.through else ""
    joint = ", jointly" if entry.joint else ""
    held = f", {HELD}" if entry.held else ""
    return f"{entry.when or 'no date'} {act}{stage}{status}{through}{joint} (report {entry.quotation.report}{held})"


def _quoted(text: str) -> str:
    """In quotation marks, unless it brings its own."""
    line = shortened(text, QUOTATION)
    return line if line[:1] in '“"«„' else f"“{line}”"


def _searched(board: Board) -> str:
    searched = board.searched
    told = f"Searched: {searched.reports} reports"
    if searched.first is not None:
        told += f", published {searched.first[:10]} to {(searched.last or searched.first)[:10]}"
    told += f", in {', '.join(searched.languages)}" if searched.languages else ""
    told += f"; {len(searched.unread)} not read, {len(searched.failed)} not opened, {searched.undated} without a date"
    if searched.access is not Access.CONFIDENTIAL:
        told += f"; nothing above the access level {searched.access.value}"
    if searched.recall is not None:
        told += f". The reader finds {searched.recall:.0%} of responses ({searched.recall_on})"
    return told + ". Not found is not silent."


def _copies(record: Record) -> Group:
    lines = []
    for cluster in record.copies:
        earliest = "" if cluster.earliest is None else f"; report {cluster.earliest} came first"
        lines.append(
            Text(f"Reports {', '.join(str(number) for number in cluster.reports)} are one report{earliest}.", "bold")
        )
        lines += [Text(f"  {one_line(reason)}", "dim") for reason in cluster.reasons]
    return Group(*lines)
