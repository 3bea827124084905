"""The command `onrecord enter`: findings by hand, anchored to quotations."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.errors import UsageError
from onrecord.ledger.enter import QUOTED, WORDS, Entering
from onrecord.ledger.enter import enter as keep
from onrecord.ledger.store import Ledger
from onrecord.present import ends
from onrecord.present.case.common import (
    CaseName,
    Json,
    Who,
    opened,
    wanted_number,
    write_json,
    write_json_line,
)
from onrecord.present.plain import visible
from onrecord.records.finding import FindingKind
from onrecord.runs.entering import COLUMNS, Row, enter_sheet


def enter(
    case: CaseName,
    report: Annotated[
        str | None,
        typer.Argument(metavar="[REPORT]", help="The report's number; left out with --from.", show_default=False),
    ] = None,
    *,
    kind: Annotated[FindingKind, typer.Option("--kind", help="What it is.")] = FindingKind.ALLEGATION,
    quotation: Annotated[
        str | None,
        typer.Option(
            "--quotation",
            "-q",
            metavar="WORDS",
            help="The words in the report that it hangs on: what tells the act, or what is said.",
            show_default=False,
        ),
    ] = None,
    occurrence: Annotated[
        int | None,
        typer.Option("--occurrence", min=1, metavar="N", help="Which, where they stand in several places."),
    ] = None,
    near: Annotated[
        bool,
        typer.Option("--near", help="Let spaces, quotation marks, dashes and capitals differ from the report's."),
    ] = False,
    field: Annotated[
        list[str] | None,
        typer.Option(
            "--field",
            "-f",
            metavar="NAME=VALUE",
            help="A field: act=killing, status=negated; or words of the report: victims=, alleged_perpetrators=, who=, "
            "to=, about=, places=, source=, cue=. May be given again.",
            show_default=False,
        ),
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help=f"A CSV or XLSX table with a finding a row. Columns: {', '.join(COLUMNS)}.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Of a table: say what would come of it, and keep nothing.")
    ] = False,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Enter a finding that the reader missed. It hangs on a quotation that must stand in the report.

    [bold]Examples[/bold]

        [cyan]onrecord enter harbour 12 -q "was beaten" -f act=assault -f "victims=Ilve Marr"[/cyan]

        [cyan]onrecord enter harbour --from findings.xlsx --dry-run[/cyan]

    [bold]Exit status[/bold]: 0 all entered · 3 some rows could not be, each named · 2 wrong usage
    """
    errors = ends.standard_error()
    faults = 0
    with ends.told(errors):
        if (sheet is None) == (report is None):
            raise UsageError("Give a report's number and --quotation, or a table with --from.")
        if sheet is None and dry_run:
            raise UsageError("--dry-run is for tables.")
        with opened(case, who=who) as ledger:
            if sheet is not None:
                faults = _sheet(ledger, sheet, dry_run=dry_run, near=near, json_=json_)
            else:
                entering = _entering(str(report), kind, quotation, occurrence=occurrence, near=near, fields=field or ())
                with ledger.writing() as writing:
                    made = keep(writing, entering)
                if json_:
                    write_json({"finding": made.finding, "new": made.new, "span": [made.span.start, made.span.end]})
                else:
                    typer.echo(f"{made.finding} {'entered' if made.new else 'was entered before'}.")
    if faults:
        raise typer.Exit(ends.SOME_FAILED)


def _entering(
    report: str,
    kind: FindingKind,
    quotation: str | None,
    *,
    occurrence: int | None,
    near: bool,
    fields: list[str] | tuple[str, ...],
) -> Entering:
    if quotation is None:
        raise UsageError("Which words of the report does it hang on? --quotation WORDS.")
    words: dict[str, str] = {}
    quoted: dict[str, list[str]] = {}
    for given in fields:
        name, equals, value = given.partition("=")
        if not equals:
            raise UsageError(f"{given!a} is no field; write it like act=killing.")
        if name in WORDS[kind]:
            words[name] = value
        elif name in QUOTED[kind]:
            quoted.setdefault(name, []).append(value)
        else:
            known = ", ".join(sorted(WORDS[kind] | QUOTED[kind]))
            raise UsageError(f"{name!a} is no field of a finding of kind {kind}; those are {known}.")
    return Entering(
        report=wanted_number(report, what="report"),
        kind=kind,
        quotation=quotation,
        occurrence=occurrence,
        near=near,
        words=words,
        quoted=quoted,
    )


def _sheet(ledger: Ledger, sheet: Path, *, dry_run: bool, near: bool, json_: bool) -> int:
    faults = entered = known = 0
    for row in enter_sheet(ledger, sheet, dry_run=dry_run, near=near):
        if row.entered is None:
            faults += 1
        elif row.entered.new:
            entered += 1
        else:
            known += 1
        _tell(row, json_=json_)
    if not json_:
        would = "would be entered" if dry_run else "entered"
        typer.echo(f"{entered} {would}, {known} were there before, {faults} could not be.")
    return faults


def _tell(row: Row, *, json_: bool) -> None:
    if json_:
        told = {"row": row.number}
        if row.entered is None:
            write_json_line({**told, "error": {"code": "invalid-input", "message": row.fault}})
        else:
            write_json_line({**told, "finding": row.entered.finding, "new": row.entered.new})
    elif row.fault is not None:
        typer.echo(visible(f"row {row.number}: {row.fault}"), err=True)
