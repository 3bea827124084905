"""The command `onrecord check`: is everything as it was put there?"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from onrecord.errors import UsageError
from onrecord.ledger.check import Checked, Fault, Note, Told, Unproven, check
from onrecord.ledger.head import read_note
from onrecord.present import ends
from onrecord.present.case.common import CaseName, Json, console, opened, write_json
from onrecord.present.plain import visible


def check_case(
    case: CaseName,
    *,
    head: Annotated[
        list[str] | None,
        typer.Option(
            "--head",
            metavar="HASH|FILE",
            help="A head known from elsewhere: its 64 digits, or a file with the two lines that `onrecord head` "
            "printed. Shows that nothing up to it was cut or rewritten. May be given again.",
            show_default=False,
        ),
    ] = None,
    json_: Json = False,
) -> None:
    """Check that a case holds what was put there, offline, and say what that doesn't prove.

    Every original is hashed, every finding derived again from its reading, every quotation from its text, and the
    custody chain is walked from the first entry. Whatever is wrong is named.

    [bold]Examples[/bold]

        [cyan]onrecord check harbour[/cyan]

        [cyan]onrecord check harbour --head noted-in-march.txt[/cyan]

    [bold]Exit status[/bold]: 0 all as it was put there · 3 something is not, and is named · 2 wrong usage
    """
    errors = ends.standard_error()
    faults = 0
    with ends.told(errors):
        heads = [_hash_of(given) for given in head or ()]
        # Open for writing where that is possible: only so can SQLite compare its full-text indexes. Nothing is changed.
        with opened(case) as ledger:
            told = _watched(check(ledger, heads=heads), errors)
        faults = sum(isinstance(each, Fault) for each in told)
        if json_:
            write_json(as_object(told))
        else:
            _print(told, console())
    if faults:
        raise typer.Exit(ends.SOME_FAILED)


def as_object(told: list[Told]) -> dict[str, object]:
    """What a check told, for `--json`."""
    return {
        "sound": not any(isinstance(each, Fault) for each in told),
        "checked": {each.what: each.count for each in told if isinstance(each, Checked)},
        "faults": [{"subject": each.subject, "message": each.message} for each in told if isinstance(each, Fault)],
        "notes": [each.message for each in told if isinstance(each, Note)],
        "unproven": [each.message for each in told if isinstance(each, Unproven)],
    }


def _hash_of(given: str) -> str:
    if re.fullmatch(r"[0-9a-fA-F]{64}", given):
        return given.lower()
    try:
        note = Path(given).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UsageError(f"{given!a} is neither a head's 64 digits nor a file that can be read.") from error
    return read_note(note)[1]


def _watched(parts: Iterable[Told], errors: Console) -> list[Told]:
    told: list[Told] = []
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bars:
        task = bars.add_task("Checking")
        for each in parts:
            told.append(each)
            if isinstance(each, Checked):
                bars.update(task, description=f"{each.count:,} {each.what} checked")
    return told


def _print(told: list[Told], out: Console) -> None:
    for each in told:
        if isinstance(each, Checked):
            out.print(f"  {each.count:>12,}  {each.what}", style="dim")
    faults = [each for each in told if isinstance(each, Fault)]
    for fault in faults:
        out.print(visible(f"✗ {fault.subject}: {fault.message}"), style="bold red")
    for each in told:
        if isinstance(each, Note):
            out.print(visible(f"· {each.message}"))
    if faults:
        out.print(f"{len(faults)} not as put there; the first: {visible(faults[0].subject)}.", style="bold red")
    else:
        out.print("All of it is as it was put there.", style="bold green")
    out.print("This doesn't prove:", style="bold")
    for each in told:
        if isinstance(each, Unproven):
            out.print(visible(f"  – {each.message}"))
