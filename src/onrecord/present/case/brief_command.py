"""The command `onrecord brief`: what an advocate can hand over."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import ReadOnlyCase, UsageError
from onrecord.present import ends
from onrecord.present.case.common import CaseName, Json, Level, Who, console, level, monitored_by, opened, write_json
from onrecord.present.output import check_out, write_whole
from onrecord.present.paper import Paper
from onrecord.present.progress import working
from onrecord.records.record import Record


def brief(
    case: CaseName,
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Where to write it: a name that ends in .html, .pdf, .docx or .md.",
            show_default=False,
        ),
    ],
    roster: Annotated[
        str | None,
        typer.Option(
            "--roster",
            metavar="FILE|NAME",
            help="Whose response is monitored: a file, or un-security-council, g7 or eu. Adds a board.",
            show_default=False,
        ),
    ] = None,
    event: Annotated[
        str | None,
        typer.Option(
            "--event",
            metavar="EVENT",
            help="Only this event and those it contains, by its id; `onrecord record` shows the ids.",
            show_default=False,
        ),
    ] = None,
    include_unreviewed: Annotated[
        bool,
        typer.Option(
            "--include-unreviewed",
            help="Also what nobody confirmed. Every page and the file say so, and the case records it.",
        ),
    ] = False,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="With --include-unreviewed: all of it in full. Else the weightiest events, others in a line each, "
            "without what the reader isn't sure of.",
        ),
    ] = False,
    paper: Annotated[Paper, typer.Option("--paper", help="On which a PDF and a DOCX are set.")] = Paper.A4,
    access: Level = None,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Write a brief: what is alleged, on whose word, with which figures, who answered, and for whom nothing was found.

    It holds what a person confirmed as correctly read (`onrecord decide`), nothing else. Every sentence leans on
    numbered notes: the words, the report, where they stand in it, the original's SHA-256. Protected names are masked.
    It needs no network and no other file. That it was written is recorded in the case.

    [bold]Examples[/bold]

        [cyan]onrecord brief harbour -o brief.pdf --roster g7[/cyan]

        [cyan]onrecord brief harbour -o brief.docx --paper letter --access public[/cyan]

        [cyan]onrecord brief harbour -o draft.html --include-unreviewed[/cyan]

        [cyan]onrecord brief harbour -o everything.html --include-unreviewed --all[/cyan]

    [bold]Exit status[/bold]: 0 · 3 some rows of the roster could not be read, each named · 2 wrong usage
    """
    errors = ends.standard_error()
    with ends.told(errors):
        from onrecord.present.brief.forms import form_of, written

        form = form_of(out)
        check_out(out)
        from onrecord.ledger.holdings import record_export
        from onrecord.ledger.store import not_collecting
        from onrecord.present.brief import About, Coordinate, Measured, compose
        from onrecord.runs.briefing import briefing

        monitored = monitored_by(roster, errors)
        with opened(case, who=who) as ledger:
            if include_unreviewed and ledger.database.read_only:
                raise ReadOnlyCase(
                    f"{ledger.case.folder} can't be written to, and a brief of unreviewed findings must be recorded in "
                    "it. Make the folder writable, or leave out --include-unreviewed."
                )
            with working(errors, "Weighing"):
                made = briefing(
                    ledger,
                    access=level(access),
                    roster=None if monitored is None else monitored.actors,
                    roster_name="" if monitored is None else monitored.name,
                    reviewed_only=not include_unreviewed,
                )
            record = made.record if event is None else _only(made.record, event, case=case)
            about = About(
                readers=made.readers,
                entry=(made.head.seq, made.head.hash),
                access=level(access).value,
                measured=tuple(Measured(*each) for each in made.measured),
                measured_on=made.measured_on,
                coordinates={place: Coordinate(*at) for place, at in made.coordinates.items()},
                around=tuple(Coordinate(*at) for at in made.around),
            )
            with working(errors, "Writing"), not_collecting():
                # Who asks for one event wants it whole, and not hundreds of answers that may be to it.
                document = compose(record, about, everything=everything, whole_events=event is not None)
                content = written(document, form, paper=paper)
            # First the entry, then the file: nothing leaves unrecorded.
            record_export(ledger, f"brief-{form.value}{'-unreviewed' if include_unreviewed else ''}")
            write_whole(out, content)
        told = {
            "file": str(out),
            "bytes": len(content),
            "reviewed_only": record.reviewed_only,
            "events": len(record.events),
            "responses": len(record.responses),
            "reports": len(record.sources),
            "told_unnamed": _told_unnamed(record),
            "draft": not record.reviewed_only and not everything and event is None,
        }
        if json_:
            write_json(told)
        else:
            _tell(told)
    if monitored is not None and monitored.failures:
        raise typer.Exit(ends.SOME_FAILED)


def _tell(told: dict[str, object]) -> None:
    out = console()
    out.print(
        f"Wrote {told['file']}: {told['events']:,} events and {told['responses']:,} responses of "
        f"{told['reports']:,} reports."
    )
    if not told["reviewed_only"]:
        out.print("Unreviewed machine reading: it says so on every page.", style="yellow")
        if told["draft"]:
            out.print("The weightiest events in full, others in a line each: --all tells everything.", style="yellow")
    elif not told["events"] and not told["responses"]:
        out.print("Nothing is confirmed yet; the brief says how to confirm findings.", style="yellow")
    if unnamed := told["told_unnamed"]:
        which = "1 passage says" if unnamed == 1 else f"{unnamed:,} passages say"
        out.print(
            f"{which} that somebody isn't to be named. Names are masked; read whether the other words tell who it is, "
            "and hide those: onrecord protect CASE NAME --phrase WORDS, under any name of your making.",
            style="yellow",
        )


def _told_unnamed(record: Record) -> int:
    """How many passages say that somebody in them asked not to be named, or the like."""
    from onrecord.ledger.unnamed import says_unnamed

    told = {one.quotation for event in record.events for one in event.allegations}
    told |= {one.quotation for one in record.responses}
    return sum(says_unnamed(each.text) for each in {(one.report, one.span): one for one in told}.values())


def _only(record: Record, wanted: str, *, case: str) -> Record:
    """The record of one event and those it contains, and what answers them or may."""
    from onrecord.weigh.board import only_about, with_parts

    found = next((one for one in record.events if one.id == wanted), None)
    if found is None and record.reviewed_only:
        raise UsageError(
            f"Nothing that a person confirmed is of event {wanted!a}. `onrecord review {case} --event {wanted}` asks "
            "about what waits; --include-unreviewed takes it in as it is."
        )
    if found is None:
        raise UsageError(f"The record has no event {wanted!a}; `onrecord record {case}` shows those it has.")
    kept = {wanted, *found.parts}
    near = with_parts(record.events, wanted)
    made = None if record.board is None else only_about(record.board, record.responses, record.events, wanted)
    shown = (
        set()
        if made is None
        else {
            *made.others,
            *(one.response for cell in made.cells for one in (*cell.entries, *cell.possible, *cell.beside)),
        }
    )
    return replace(
        record,
        events=tuple(one for one in record.events if one.id in kept),
        responses=tuple(
            one for one in record.responses if not one.events or near.intersection(one.events) or one.id in shown
        ),
        board=made,
    )
