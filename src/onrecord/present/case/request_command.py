"""The commands `onrecord request` and `reply`: letters that asked for a response, and what was answered."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console

from onrecord.errors import UsageError
from onrecord.ledger.requests import log_reply, log_request
from onrecord.present import ends
from onrecord.present.case.asked import nearest
from onrecord.present.case.common import CaseName, Json, Who, monitored_by, opened, wanted_number, write_json
from onrecord.present.plain import visible

Note = Annotated[
    str | None,
    typer.Option("--note", metavar="TEXT", help="What it says, or where a copy is kept.", show_default=False),
]


def request(
    case: CaseName,
    whom: Annotated[
        str,
        typer.Argument(
            metavar="WHOM",
            help="Who was asked, as the roster names them: a state, a person, an office, an organisation.",
            show_default=False,
        ),
    ],
    *,
    channel: Annotated[
        str,
        typer.Option(
            "--by", metavar="CHANNEL", help="By letter, e-mail, telephone or whatever else.", show_default=False
        ),
    ],
    sent: Annotated[str, typer.Option("--sent", metavar="DATE", help="When, as 2026-04-30.", show_default=False)],
    deadline: Annotated[
        str | None,
        typer.Option(
            "--deadline",
            metavar="DATE",
            help="By when an answer was asked for; without one, a board never says that none came.",
            show_default=False,
        ),
    ] = None,
    note: Note = None,
    roster: Annotated[
        str | None,
        typer.Option(
            "--roster", metavar="FILE|NAME", help="Whose names count as known too; see `board`.", show_default=False
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Log it as it is written, though the case knows a name much like it.")
    ] = False,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Log a letter, mail or call that asked somebody for a response.

    Once its deadline has passed without a reply that `onrecord reply` logged, the board says "did not reply", and never
    without such a request. `onrecord list CASE requests` shows them; `onrecord withdraw CASE request:3` takes one back.
    A name that is much like one of the case or roster, and none itself, is asked about: no board would show it.

    [bold]Example[/bold]

        [cyan]onrecord request harbour "Corin Halvard" --by letter --sent 2026-04-02 --deadline 2026-04-23[/cyan]
    """
    errors = ends.standard_error()
    with ends.told(errors):
        monitored = monitored_by(roster, errors)
        with opened(case, who=who) as ledger:
            if not yes:
                _ask(whom, nearest(ledger, whom, monitored), errors)
            with ledger.writing() as writing:
                made = log_request(writing, whom, channel, sent, deadline=deadline, note=note)
        if json_:
            write_json(asdict(made))
        else:
            due = "no deadline" if made.deadline is None else f"answer due {made.deadline}"
            typer.echo(visible(f"request:{made.number} logged: {made.channel}, {made.sent}, {due}."))


def _ask(whom: str, names: Sequence[str] | None, errors: Console) -> None:
    """Ask whether a name is meant that is much like others; where nobody can be asked, refuse it."""
    if names is None or not whom.strip():
        return
    if not names:
        ends.tell(
            errors, f"No name that the case tells is like {visible(whom)!a}: check that the roster spells it this way."
        )
        return
    told = f"Nobody in the case is called {visible(whom)!a}. Much like it: {', '.join(map(visible, names))}."
    if not sys.stdin.isatty():
        raise UsageError(f"{told} Write it so, or say --yes to log it as it is; no board would show it. Not logged.")
    typer.confirm(f"{told} Log it as it is written?", abort=True, err=True)


def reply(
    case: CaseName,
    number: Annotated[
        str,
        typer.Argument(
            metavar="REQUEST", help="Its number, as `onrecord list CASE requests` shows it.", show_default=False
        ),
    ],
    *,
    received: Annotated[
        str, typer.Option("--received", metavar="DATE", help="When it came, as 2026-04-30.", show_default=False)
    ],
    report: Annotated[
        str | None,
        typer.Option(
            "--report", metavar="REPORT", help="The report that holds it, if it was added.", show_default=False
        ),
    ] = None,
    note: Note = None,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Log that a request was answered.

    Add the answer itself as a report, so that what it says is quoted; this keeps that it came.

    [bold]Example[/bold]

        [cyan]onrecord reply harbour 3 --received 2026-04-20 --report 17[/cyan]
    """
    with ends.told(ends.standard_error()):
        wanted = wanted_number(number, what="request")
        kept_in = None if report is None else wanted_number(report, what="report")
        with opened(case, who=who) as ledger, ledger.writing() as writing:
            made = log_reply(writing, wanted, received, note=note, report=kept_in)
        if json_:
            write_json({"request": wanted, **asdict(made)})
        else:
            typer.echo(visible(f"request:{wanted}: reply of {made.received} logged."))
