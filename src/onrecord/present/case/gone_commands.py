"""The commands `onrecord withdraw` and `erase`: hidden with a reason, or destroyed."""

import sys
from typing import Annotated

import typer

from onrecord.errors import UsageError
from onrecord.ledger import withdrawals
from onrecord.ledger.erase import erase as erase_reports
from onrecord.present import ends
from onrecord.present.case.common import CaseName, Json, Who, console, is_finding, opened, wanted_number, write_json

Subject = Annotated[
    str,
    typer.Argument(
        metavar="REPORT|FINDING|REQUEST",
        help="A report's number, a finding's id, or request:3.",
        show_default=False,
    ),
]


def withdraw(
    case: CaseName,
    subject: Subject,
    *,
    reason: Annotated[
        str, typer.Option("--reason", "-r", metavar="TEXT", help="Why; kept with it.", show_default=False)
    ],
    undo: Annotated[bool, typer.Option("--undo", help="Bring it back.")] = False,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Hide a report, a finding or a request, with a reason; it stays in the case and can be brought back.

    [bold]Examples[/bold]

        [cyan]onrecord withdraw harbour 12 -r "the paper retracted it on 3 May"[/cyan]

        [cyan]onrecord withdraw harbour 12 --undo -r "retraction was withdrawn"[/cyan]
    """
    with ends.told(ends.standard_error()):
        named = _named(subject)
        with opened(case, who=who) as ledger:
            act = withdrawals.bring_back if undo else withdrawals.withdraw
            number = act(ledger, named, reason)
        if json_:
            write_json({"subject": named, "withdrawn": not undo, "number": number})
        else:
            typer.echo(f"{named} was {'brought back' if undo else 'withdrawn'}.")


def _named(subject: str) -> str:
    """What a user typed, as withdrawals name it."""
    finding = subject.removeprefix("finding:")
    if is_finding(finding):
        return f"finding:{finding}"
    what = "request" if subject.startswith("request:") else "report"
    return f"{what}:{wanted_number(subject, what=what)}"


def erase(
    case: CaseName,
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REPORT…]", help="The reports' numbers; may be left out with --failure.", show_default=False
        ),
    ] = None,
    *,
    failure: Annotated[
        list[str] | None,
        typer.Option(
            "--failure",
            metavar="NUMBER",
            help="Also a recorded failure, by its number in `onrecord list CASE failures`. May be given again.",
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option("--reason", "-r", metavar="TEXT", help="Why, without a name: it stays.", show_default=False),
    ] = None,
    together: Annotated[
        bool,
        typer.Option("--together", help="Also reports that share an original or a text with them."),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Destroy reports: their originals, texts, findings, decisions and index entries. It can't be undone.

    A nameless mark stays in the custody chain, so that `onrecord check` still holds. What was exported, printed,
    backed up or left on flash storage is beyond this command's reach; it says what remains.

    [bold]Examples[/bold]

        [cyan]onrecord erase harbour 12 -r "asked for by the person concerned"[/cyan]

        [cyan]onrecord erase harbour --failure 3 -r "added by mistake"[/cyan]
    """
    with ends.told(ends.standard_error()):
        numbers = [wanted_number(number, what="report") for number in reports or ()]
        failures = [wanted_number(number, what="failure") for number in failure or ()]
        if not numbers and not failures:
            raise UsageError("Which reports? Give their numbers, as `onrecord list CASE` shows them, or --failure.")
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("Erasing can't be undone; say --yes where nobody can be asked.")
            told = [f"report {number}" for number in numbers] + [f"failure {number}" for number in failures]
            typer.confirm(f"Erase {', '.join(told)} for good?", abort=True, err=True)
        with opened(case, who=who) as ledger:
            gone = erase_reports(ledger, numbers, failures=failures, reason=reason, together=together)
        if json_:
            write_json(
                {
                    "reports": list(gone.reports),
                    "failures": list(gone.failures),
                    "originals": gone.originals,
                    "decisions": gone.decisions,
                    "ties": gone.ties,
                    "letters": gone.letters,
                    "remains": list(gone.remains),
                }
            )
            return
        out = console()
        failed = f"{len(gone.failures)} failures, " if gone.failures else ""
        told_of = f"{len(gone.reports)} reports, {failed}{gone.originals} originals, {gone.decisions} decisions"
        if gone.ties:
            told_of += f", {gone.ties} ties"
        if gone.letters:
            told_of += f", {gone.letters} requests and replies that named whom only these reports tell of"
        out.print(f"Erased: {told_of}.")
        for sentence in gone.remains:
            out.print(f"  – {sentence}")
