"""The command `onrecord record`: what a case says now, weighed."""

from typing import Annotated

import typer

from onrecord.errors import UsageError
from onrecord.present import ends
from onrecord.present.case.common import CaseName, Json, Level, console, level, monitored_by, opened, write_json
from onrecord.present.progress import working


def record(
    case: CaseName,
    *,
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
        typer.Option("--event", metavar="EVENT", help="Show one event, by its id, with all of its reasons."),
    ] = None,
    reviewed_only: Annotated[
        bool, typer.Option("--reviewed-only", help="Weigh only findings that a person confirmed.")
    ] = False,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Show in full also events that a single report tells, and responses of which the reader isn't sure.",
        ),
    ] = False,
    access: Level = None,
    json_: Json = False,
) -> None:
    """Say what a case says now: events, on whose word, figures, responses, copies; protected names masked.

    Everything leads back to words of a report. What nobody has reviewed is marked, and names no natural person as
    alleged perpetrator.

    [bold]Examples[/bold]

        [cyan]onrecord record harbour[/cyan]

        [cyan]onrecord record harbour --roster ministers.csv[/cyan]

        [cyan]onrecord record harbour --event e3f0a9c1d2e4b5a67[/cyan]

        [cyan]onrecord record harbour --reviewed-only --json > record.json[/cyan]

    [bold]Exit status[/bold]: 0 · 3 some rows of the roster could not be read, each named · 2 wrong usage
    """
    errors = ends.standard_error()
    with ends.told(errors), opened(case, read_only=True) as ledger:
        from onrecord.ledger.store import not_collecting
        from onrecord.runs.weighing import record as weighed

        monitored = monitored_by(roster, errors)
        with working(errors, "Weighing"):
            found = weighed(
                ledger,
                access=level(access),
                roster=None if monitored is None else monitored.actors,
                roster_name="" if monitored is None else monitored.name,
                reviewed_only=reviewed_only,
            )
        if event is not None and event not in {one.id for one in found.events}:
            raise UsageError(f"The record has no event {event!a}; `onrecord record {case}` shows those it has.")
        if json_:
            from onrecord.present.record_object import record_object

            with not_collecting():
                told = record_object(found)
            if event is not None:
                told["events"] = [one for one in told["events"] if one["id"] == event]
            write_json(told)
        else:
            from onrecord.present.record_tables import print_record

            with not_collecting():
                print_record(found, console(), everything=everything, event=event)
    if monitored is not None and monitored.failures:
        raise typer.Exit(ends.SOME_FAILED)
