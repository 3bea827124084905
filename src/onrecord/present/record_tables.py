"""The record in a terminal: events with their figures and origins, responses, the board in short, copies."""

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.present import words
from onrecord.present.case.board_command import TOLD
from onrecord.present.case.common import cell, table
from onrecord.present.figure_rows import figure_rows
from onrecord.present.plain import one_line, shortened
from onrecord.present.record_events import HELD, NAME, QUOTATION, STATUS, Known, event_told, known, quoted, sure
from onrecord.present.titles import title_of
from onrecord.records.acquisition import Access
from onrecord.records.record import CAUTION, Board, CellKind, Entry, Event, Record, ToldResponse
from onrecord.records.vocabulary import Status
from onrecord.weigh.order import reports_of

# Of what is listed, unless all is wanted.
ONCE, RESPONSES, ENTRIES = 20, 60, 3


def print_record(record: Record, out: Console, *, everything: bool = False, event: str | None = None) -> None:
    """The whole record, or one event of it.

    Args:
        record: masked.
        out: where to.
        everything: whether events that a single report tells have their own paragraph too, and all responses a row.
        event: id of the only event shown, with why its allegations were joined.
    """
    leads = known(record)
    if event is not None:
        for one in record.events:
            if one.id == event:
                out.print(event_told(one, leads, whole=True))
        _note(record, out)
        return
    out.print(Rule(Text(f"{one_line(record.case)} · the record", "bold"), align="left", style="blue"))
    out.print(Text(_scope(record), "dim"))
    _note(record, out)
    told = [one for one in record.events if everything or _weighty(one)]
    for one in told:
        out.print(event_told(one, leads))
    once = [one for one in record.events if not everything and not _weighty(one)]
    if once:
        out.print(_titled("Told by one report", _told_once(once, leads)))
    responses = [one for one in record.responses if everything or sure(one)]
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


def _told_once(events: Sequence[Event], leads: Known) -> Group:
    rows = table("", "event", "on whose word", "figures", "report")
    likely = [event for event in events if any(sure(one) for one in event.allegations)]
    for event in likely[:ONCE]:
        rows.add_row(
            Text(HELD if any(one.held for one in event.allegations) else "", "bold green"),
            Text.assemble((shortened(title_of(event), QUOTATION), "red"), (f"\n{event.id}", "dim")),
            cell("; ".join(shortened(origin.name, NAME) for origin in event.origins[:3])),
            cell("; ".join(row.told for row in figure_rows(event.figures, leads.titles))),
            Text(", ".join(str(number) for number in sorted(reports_of(event)))),
        )
    left = max(0, len(likely) - ONCE)
    doubtful = len(events) - len(likely)
    told = [f"{left:,} more"] if left else []
    told += [f"{doubtful:,} of which the reader isn’t sure"] if doubtful else []
    if told:
        return Group(rows, Text(f"and {' and '.join(told)}: --all shows them, --event one of them", "dim"))
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


# --- the rest --------------------------------------------------------------------------------------------------------


def _titled(title: str, what: RenderableType) -> Padding:
    return Padding(Group(Text(title, "bold underline"), what), (0, 0, 1, 0))


def _responses(responses: Sequence[ToldResponse]) -> Table:
    rows = table("", "when", "who", "response", "in whose words", "report")
    for told in sorted(responses, key=lambda one: (one.when or "9999", one.quotation.report, one.quotation.span)):
        act = (
            words.response_in_words(told.act, told.status, told.quotation.text)
            if told.own_words or told.act not in words.REPORTED_AS
            else (f"reported as {words.REPORTED_AS[told.act]}")
        )
        stage = "" if told.stage is None else f", {words.STAGES[told.stage]}"
        status = f" ({STATUS[Status.HYPOTHETICAL]})" if told.status is Status.HYPOTHETICAL else ""
        response = Text(f"{act}{stage}{status}", "bold green")
        response.append(f"\n{quoted(told.quotation.text)}", "not bold dim")
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
        else words.response_in_words(entry.act, entry.status, entry.quotation.text)
    )
    if reported and entry.reported_by:
        by = "; ".join(shortened(name, NAME) for name in entry.reported_by)
        act = act.replace("reported as", f"reported by {by} as")
    stage = "" if entry.stage is None else f", {words.STAGES[entry.stage]}"
    status = f" ({STATUS[Status.HYPOTHETICAL]})" if entry.status is Status.HYPOTHETICAL else ""
    if entry.kind is CellKind.PROMISED:
        status = " (promised)"
    through = f" through {shortened(entry.through, NAME)}" if entry.through else ""
    joint = ", jointly" if entry.joint else ""
    held = f", {HELD}" if entry.held else ""
    return f"{entry.when or 'no date'} {act}{stage}{status}{through}{joint} (report {entry.quotation.report}{held})"


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
