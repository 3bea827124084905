"""The command `onrecord show`: one report with all that was found in it, or one finding with its history."""

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.ledger.view import Judged, View, open_view
from onrecord.present import ends
from onrecord.present.case.common import (
    CaseName,
    Json,
    Level,
    cell,
    console,
    is_finding,
    level,
    opened,
    wanted_number,
    write_json,
)
from onrecord.present.case.finding_words import in_words
from onrecord.present.case.list_command import add_finding, findings_table, judged_object
from onrecord.present.plain import one_line, visible
from onrecord.records.finding import FindingKind

# What a reader asks for first; actors are in --json and in `onrecord list CASE findings --kind actor`.
SHOWN = (FindingKind.ALLEGATION, FindingKind.RESPONSE, FindingKind.ATTRIBUTION)


def show(
    case: CaseName,
    what: Annotated[
        str,
        typer.Argument(
            metavar="REPORT|FINDING",
            help="A report's number, as `onrecord list` shows it, or a finding's id.",
            show_default=False,
        ),
    ],
    *,
    text: Annotated[bool, typer.Option("--text", help="Also print the report's text.")] = False,
    access: Level = None,
    json_: Json = False,
) -> None:
    """Show a report with all that was found in it, or a finding with its history; protected names masked.

    [bold]Examples[/bold]

        [cyan]onrecord show harbour 12 --text[/cyan]

        [cyan]onrecord show harbour g3f0a9c1d2e4b5a67[/cyan]
    """
    with (
        ends.told(ends.standard_error()),
        opened(case, read_only=True) as ledger,
        open_view(ledger, access=level(access)) as view,
    ):
        if is_finding(what):
            _show_finding(view, view.finding(what), json_=json_)
        else:
            _show_report(view, wanted_number(what, what="report"), with_text=text, json_=json_)


def _show_report(view: View, number: int, *, with_text: bool, json_: bool) -> None:
    kept = view.kept(number)
    obtained = list(view.acquisitions(number))
    findings = list(view.findings(report=number))
    text = view.report(number).text if with_text else None
    if json_:
        told: dict[str, Any] = {**asdict(kept), "access": kept.access.value}
        told["acquisitions"] = [asdict(each) for each in obtained]
        told["findings"] = [judged_object(judged) for judged in findings]
        if text is not None:
            told["text"] = text
        write_json(told)
        return
    out = console()
    heading = one_line(kept.title if kept.title is not None else kept.id)
    out.print(Rule(Text(f"{kept.number} · {heading}", "bold"), align="left", style="blue"))
    about = Table.grid(padding=(0, 2))
    about.add_column(style="dim", justify="right")
    about.add_column()
    for name in ("publisher", "byline", "published", "url", "language", "media_type", "consent"):
        if getattr(kept, name) is not None:
            about.add_row(name.replace("_", " "), cell(getattr(kept, name)))
    about.add_row("access", kept.access.value)
    about.add_row("SHA-256", kept.sha256)
    for each in obtained:
        about.add_row("obtained", cell(f"{each.obtained[:19]} by {each.who}: {each.source}"))
    if kept.previous is not None:
        about.add_row("before", f"report {kept.previous}, from the same address with another text")
    if kept.same_text is not None:
        about.add_row("same text", f"as report {kept.same_text}, whose reading it shares")
    out.print(about)
    if text is not None:
        out.print()
        out.print(Text(visible(text)))
    for kind in SHOWN:
        rows = findings_table()
        for judged in findings:
            if judged.finding.kind is kind:
                add_finding(rows, judged)
        if rows.row_count:
            out.print(Text(f"\n{kind.value}s", "bold underline"))
            out.print(rows)
    if not findings:
        out.print(Text("\nNothing was found in it, or it was not read.", "dim"))
    else:
        out.print(Text("\nA machine's reading, unless a standing says otherwise.", "dim italic"))


def _show_finding(view: View, judged: Judged, *, json_: bool) -> None:
    state = judged.state
    if json_:
        told = judged_object(judged)
        told["history"] = [
            {
                **asdict(step.decision),
                "verdict": step.decision.verdict.value,
                "undone_by": step.undone_by,
                "void": step.void,
            }
            for step in state.history
        ]
        told["assessments"] = {name.value: asdict(each) for name, each in state.assessments.items()}
        write_json(told)
        return
    out = console()
    finding = judged.finding
    out.print(Rule(Text(f"{finding.id} · {finding.kind.value}", "bold"), align="left", style="blue"))
    out.print(Text(f"“{one_line(finding.quotation)}”"))
    out.print(Text(f"report {finding.report}, characters {finding.extent.start} to {finding.extent.end}", "dim"))
    _print_fields(view, judged, out)
    out.print(Text.assemble("standing ", (state.standing.value, "bold green" if judged.holds else "bold")))
    out.print(Text.assemble("verification ", (state.verification.value, "bold")))
    for name, assessment in state.assessments.items():
        out.print(Text(f"{name.value} {assessment.value or 'taken back'} · {one_line(assessment.who)}"))
    if state.history:
        rows = table_of_history(judged)
        out.print(rows)


def _print_fields(view: View, judged: Judged, out: Console) -> None:
    fields = Table.grid(padding=(0, 2))
    fields.add_column(style="dim", justify="right")
    fields.add_column()
    for name, value in judged.data.items():
        if name == "id" or value in (None, [], {}):
            continue
        amended = judged.state.amended.get(name)
        shown = Text(in_words(view, judged, name, value))
        if amended is not None:
            shown.append(f"  (the reader had {in_words(view, judged, name, amended.machine) or '–'})", "dim")
        fields.add_row(name.replace("_", " "), shown)
    out.print(fields)


def table_of_history(judged: Judged) -> Table:
    """Every decision on a finding, in force or not."""
    rows = Table(box=None, header_style="dim", padding=(0, 1))
    for column in ("#", "when", "who", "decision", "why", ""):
        rows.add_column(column, overflow="fold")
    for step in judged.state.history:
        decision = step.decision
        what = decision.verdict.value
        if decision.field is not None:
            what += f" {decision.field} = {one_line(str(decision.value))}"
        elif decision.undoes is not None:
            what += f" {decision.undoes}"
        note = "" if step.in_force else f"undone by {step.undone_by}" if step.undone_by is not None else f"{step.void}"
        rows.add_row(
            str(decision.number), decision.at[:16], cell(decision.who), cell(what), cell(decision.reason), cell(note)
        )
    return rows
