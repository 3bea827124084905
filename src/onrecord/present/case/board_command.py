"""The command `onrecord board`: a roster, and what was found of each one's response."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from onrecord.errors import UsageError
from onrecord.present import ends
from onrecord.present.case.common import CaseName, Json, Level, cell, console, level, opened, table, write_json
from onrecord.present.plain import one_line, shortened
from onrecord.present.progress import working
from onrecord.present.record_object import record_object
from onrecord.records.acquisition import Access
from onrecord.records.record import Board, Cell, CellKind, Entry, Lineage, Record, Searched, Source

if TYPE_CHECKING:
    from onrecord.present.board_telling import Telling
    from onrecord.resolve.monitored import Monitoring

QUOTATION = 110
FULL = 1200

TOLD: Mapping[CellKind, str] = {
    CellKind.RESPONDED: "responded",
    CellKind.PROMISED: "promised",
    CellKind.DECLINED: "declined, in own words",
    CellKind.SILENT: "has not raised or answered it, by own account",
    CellKind.REPORTED_DECLINED: "reported as declining",
    CellKind.REPORTED_SILENT: "reported as not having responded",
    CellKind.NO_REPLY: "did not reply to a logged request",
    CellKind.POSSIBLE: "possible response: have a look",
    CellKind.NOT_FOUND: "no public response found",
}
"""What a cell says, in the words of pages and briefs."""


def board(
    case: CaseName,
    *,
    roster: Annotated[
        str,
        typer.Option(
            "--roster",
            metavar="FILE|NAME",
            help="Whose response is monitored: un-security-council, g7, eu (states only), or a file: CSV with the "
            "columns name,kind,state,position (name alone will do), or any list that `onrecord roster` understands.",
            show_default=False,
        ),
    ],
    event: Annotated[
        str | None,
        typer.Option(
            "--event",
            metavar="ID",
            help="Only responses about this event, or that may be; `onrecord record` shows the ids.",
            show_default=False,
        ),
    ] = None,
    open_: Annotated[
        str | None,
        typer.Option(
            "--cell",
            metavar="NAME",
            help="Open one cell: every quotation in full, with its report, date and hash.",
            show_default=False,
        ),
    ] = None,
    reviewed_only: Annotated[
        bool,
        typer.Option("--reviewed-only", help="Only findings that a person confirmed, as on a board that is shared."),
    ] = False,
    access: Level = None,
    json_: Json = False,
) -> None:
    """Show who of a roster responded, declined, or is reported silent, and for whom nothing was found.

    "No public response found" says only what was searched: period, sources and languages, what could not be read, and
    how much the reader misses. Passages that may be a response stand beside it. "Did not reply" needs a request that
    `onrecord request` logged, and a deadline that has passed.

    [bold]Examples[/bold]

        [cyan]onrecord board harbour --roster g7[/cyan]

        [cyan]onrecord board harbour --roster actors.csv --cell "Corin Halvard"[/cyan]

        [cyan]onrecord board harbour --roster un-security-council --reviewed-only --json[/cyan]

    [bold]Exit status[/bold]: 0 · 3 some rows of the roster could not be read, each named · 2 wrong usage
    """
    errors = ends.standard_error()
    with ends.told(errors):
        from onrecord.resolve.monitored import monitoring
        from onrecord.runs.weighing import record

        monitored = monitoring(roster)
        with opened(case, read_only=True) as ledger:
            with working(errors, "Weighing"):
                weighed = record(
                    ledger,
                    access=level(access),
                    roster=monitored.actors,
                    roster_name=monitored.name,
                    reviewed_only=reviewed_only,
                    at_desk=not reviewed_only,
                )
        made = _named(_chosen(weighed, event), monitored)
        if json_:
            write_json(board_object(made, weighed, monitored))
        elif open_ is not None:
            _open(_cell(made, open_), weighed, console())
        else:
            _show(made, weighed, monitored, console(), reviewed_only=reviewed_only)
        for row in monitored.failures:
            ends.tell(errors, str(row))
        if monitored.taken_for is not None:
            ends.tell(errors, monitored.taken_for)
    if monitored.failures:
        raise typer.Exit(ends.SOME_FAILED)


def board_object(made: Board, weighed: Record, monitored: "Monitoring") -> dict[str, Any]:
    """A board for programs, in the record's form: each entry with the report that it stands in, each cell in words."""
    alone = replace(weighed, actors=(), events=(), responses=(), lineage=Lineage(), copies=(), board=made)
    plain = record_object(alone)
    sources = {source["number"]: source for source in plain["sources"]}
    told = plain["board"]
    for shown, one in zip(told["cells"], made.cells, strict=True):
        shown["told"] = [TOLD[kind] for kind in one.kinds]
        for entry in (*shown["entries"], *shown["possible"], *shown["beside"]):
            entry["source"] = sources[entry["quotation"]["report"]]
    return {"case": weighed.case, "note": plain["note"], "roster_told": monitored.told, **told}


def searched_told(searched: Searched) -> list[str]:
    """What "no public response found" rests on, in sentences."""
    days = "without dates" if searched.first is None else f"published {searched.first} to {searched.last}"
    lines = [
        f"Searched on {searched.at[:10]}: {searched.reports:,} reports {days}, in {_listed(searched.languages)}, of "
        f"{_listed(searched.publishers)}."
    ]
    if searched.undated:
        lines.append(f"{searched.undated:,} of them have no date of publication.")
    missing = [f"{len(searched.unread):,} in languages that can't be read"] if searched.unread else []
    missing += [f"{len(searched.failed):,} that could not be opened or read"] if searched.failed else []
    lines.append(f"Not searched: {' and '.join(missing)}." if missing else "Each of them was read.")
    if searched.access is not Access.CONFIDENTIAL:
        lines.append(f"Nor were reports above the access level {searched.access.value}, if there are any.")
    if searched.recall is None:
        lines.append(f"How many responses the reader misses is {searched.recall_on}.")
    else:
        lines.append(
            f"The reader finds {searched.recall:.0%} of {searched.recall_on}, so that some responses are missed: what "
            "wasn't found may be there."
        )
    return lines


def _chosen(weighed: Record, event: str | None) -> Board:
    if weighed.board is None:
        raise UsageError("No board was made of this roster.")
    if event is None:
        return weighed.board
    if all(one.id != event for one in weighed.events):
        raise UsageError(f"There is no event {event!a} in this case; `onrecord record` shows the ids.")
    from onrecord.weigh.board import only_about

    return only_about(weighed.board, weighed.responses, weighed.events, event)


def _named(made: Board, monitored: "Monitoring") -> Board:
    """With the roster's own names in its cells: whoever asks has them, though masking hides them in quotations."""
    cells = (replace(one, actor=actor) for one, actor in zip(made.cells, monitored.actors, strict=True))
    return replace(made, roster=monitored.name, cells=tuple(cells))


def _cell(made: Board, name: str) -> Cell:
    wanted = name.casefold().strip()
    found = [one for one in made.cells if one.actor.name.casefold() == wanted]
    found = found or [one for one in made.cells if wanted in one.actor.name.casefold()]
    if len(found) != 1:
        names = ", ".join(one.actor.name for one in (found or made.cells))
        raise UsageError(f"{name!a} is not one of the roster: {names}.")
    return found[0]


def _show(made: Board, weighed: Record, monitored: "Monitoring", out: Console, *, reviewed_only: bool) -> None:
    out.print(
        f"{one_line(made.roster)}{'' if monitored.told is None else f' ({one_line(monitored.told)})'}", style="bold"
    )
    if not reviewed_only:
        out.print("Unreviewed machine reading: confirm what you rely on.", style="yellow")
    rows = table("who", "what was found", "when", "report", "in words", numeric=("report",))
    from onrecord.present.board_telling import Telling

    telling = Telling(weighed)
    for one in made.cells:
        _add(rows, one, telling)
    out.print(rows)
    for line in searched_told(made.searched):
        out.print(one_line(line), style="dim")
    if made.others:
        out.print(f"{len(made.others):,} responses are by others, who aren't on the roster.", style="dim")
    out.print("Open a cell: --cell NAME.", style="dim")


def _add(rows: Any, one: Cell, telling: "Telling") -> None:  # noqa: ANN401  rich's table
    name: str | None = one.actor.name
    for kind in one.kinds:
        entries = [entry for entry in (*one.entries, *one.possible) if entry.kind is kind]
        if kind is CellKind.NO_REPLY:
            asked = [request for request in one.requests if not request.replies and request.deadline is not None]
            last = asked[-1]
            words = f"asked by {last.channel} on {last.sent}, answer due {last.deadline}"
            rows.add_row(cell(name), Text(TOLD[kind], _STYLES[kind]), cell(last.deadline), cell(None), cell(words))
        elif kind is CellKind.POSSIBLE and not entries:
            words = f"{_counted(one.unreviewed, 'passage')} that nobody has reviewed"
            rows.add_row(cell(name), Text(TOLD[kind], _STYLES[kind]), cell(None), cell(None), cell(words))
        elif not entries:
            rows.add_row(cell(name), Text(TOLD[kind], _STYLES[kind]), cell(None), cell(None), cell(_nothing(one)))
        else:
            shown, *others = telling.best_first(entries)
            if kind is CellKind.NOT_FOUND:
                told = Text(TOLD[kind], _STYLES[kind])
            else:
                told = Text(_told(shown, about=telling.elsewhere(shown)), _STYLES[kind])
                told.append(_more(shown, others))
            words = shortened(shown.quotation.text, QUOTATION)
            rows.add_row(cell(name), told, cell(telling.when(shown)), cell(shown.quotation.report), cell(f"“{words}”"))
        name = " "


def _nothing(one: Cell) -> str:
    named = "no report names it" if not one.named_in else f"named in {_counted(len(one.named_in), 'report')}"
    beside = f"; {len(one.beside)} by others of the state, see --cell" if one.beside else ""
    unreal = f"; {_counted(len(one.possible), 'passage')} of what is planned or asked for" if one.possible else ""
    return named + beside + unreal


_STYLES: Mapping[CellKind, str] = {
    CellKind.RESPONDED: "green",
    CellKind.PROMISED: "cyan",
    CellKind.DECLINED: "red",
    CellKind.SILENT: "red",
    CellKind.REPORTED_DECLINED: "magenta",
    CellKind.REPORTED_SILENT: "magenta",
    CellKind.NO_REPLY: "red",
    CellKind.POSSIBLE: "yellow",
    CellKind.NOT_FOUND: "bold",
}


def _more(shown: Entry, others: Sequence[Entry]) -> str:
    """How many more there are, and which other acts they tell: " (+4; also call for inquiry)"."""
    if not others:
        return ""
    acts = dict.fromkeys(act for entry in others if (act := _act(entry)) != _act(shown))
    also = f"; also {', '.join(acts)}" if acts and shown.kind in (CellKind.RESPONDED, CellKind.PROMISED) else ""
    return f" (+{len(others)}{also})"


def _act(entry: Entry) -> str:
    """The act; who is concerned hasn't condemned, though it is one act."""
    from onrecord.weigh.board import is_concern

    return "concern" if is_concern(entry.act, entry.quotation.text) else entry.act.value.replace("_", " ")


def _told(entry: Entry, *, about: str | None = None) -> str:
    told = TOLD[entry.kind]
    if entry.kind is CellKind.NOT_FOUND:
        told = "no response in itself"  # listed in an opened cell; the cell says what wasn't found
    if entry.kind is CellKind.PROMISED and not entry.own_words:
        told = (
            f"reported as promising by {_listed(entry.reported_by)}" if entry.reported_by else "reported as promising"
        )
    if about is not None:
        told += f", {about}"
    if entry.kind in (CellKind.RESPONDED, CellKind.PROMISED):
        told += f": {_act(entry)}"
    if entry.stage is not None:
        told += f", {entry.stage.value.replace('_', ' ')}"
    if entry.joint:
        told += ", jointly"
    if entry.reported_by and entry.kind in (CellKind.REPORTED_DECLINED, CellKind.REPORTED_SILENT):
        told += f" by {_listed(entry.reported_by)}"
    return one_line(told)


def _open(one: Cell, weighed: Record, out: Console) -> None:
    sources = {source.number: source for source in weighed.sources}
    about = ", ".join(
        filter(None, (one.actor.position, one.actor.state if one.actor.state != one.actor.name else None))
    )
    out.print(one_line(f"{one.actor.name}{f' ({about})' if about else ''}"), style="bold")
    out.print("; ".join(TOLD[kind] for kind in one.kinds) + ".\n")
    from onrecord.present.board_telling import Telling

    telling = Telling(weighed)
    for heading, entries in (
        ("", one.entries),
        ("May also concern it: nobody has decided whether", one.possible),
        ("By others of the state, which is not its government's answer", one.beside),
    ):
        if heading and entries:
            out.print(heading, style="bold")
        for entry in entries:
            _entry(entry, sources[entry.quotation.report], telling, out)
    for request in one.requests:
        answered = "; ".join(f"answered {reply.received}" for reply in request.replies)
        due = "" if request.deadline is None else f", answer due {request.deadline}"
        out.print(one_line(f"request:{request.number} by {request.channel}, {request.sent}{due}. {answered}"))
    if one.unreviewed:
        out.print(f"{one.unreviewed:,} passages more may be its response; nobody has reviewed them.", style="yellow")
    named = ", ".join(map(str, one.named_in)) if one.named_in else "none"
    out.print(f"Named in reports: {named}", style="dim")
    if weighed.board is not None:
        for line in searched_told(weighed.board.searched):
            out.print(one_line(line), style="dim")


def _entry(entry: Entry, source: Source, telling: "Telling", out: Console) -> None:
    when = telling.when(entry)
    out.print(Text(f"{'undated' if when is None else when}  {_told(entry)}", _STYLES[entry.kind]))
    out.print(f"  “{shortened(entry.quotation.text, FULL)}”", soft_wrap=False)
    where = [
        f"report:{source.number}",
        source.publisher,
        source.title,
        None if source.published is None else source.published[:10],
    ]
    out.print("  " + one_line(", ".join(part for part in where if part)), style="dim")
    out.print(f"  sha256 {source.sha256}", style="dim")
    own = (
        "in own words" if entry.own_words else f"reported by {_listed(entry.reported_by)}" if entry.reported_by else ""
    )
    through = "" if entry.through is None else f"through {entry.through}"
    about = telling.about(entry)
    through = "; ".join(filter(None, (through, None if about is None else f"about “{about}”")))
    told = "; ".join(filter(None, (own, through, entry.why if entry.why != entry.through else "", entry.response)))
    out.print("  " + one_line(told) + ("" if entry.held else "; unreviewed") + "\n", style="dim")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words) if words else "unknown"
