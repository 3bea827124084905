"""The commands `onrecord list`, `search` and `persons`: what is in a case, masked."""

from dataclasses import asdict
from enum import StrEnum
from itertools import islice
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from onrecord.ledger.searching import Hit, Page, What
from onrecord.ledger.ties import Tied
from onrecord.ledger.view import Judged, View, open_view
from onrecord.present import ends
from onrecord.present.case.common import (
    CaseName,
    Json,
    Level,
    cell,
    console,
    level,
    opened,
    table,
    write_json,
    write_json_line,
)
from onrecord.present.plain import one_line, shortened
from onrecord.records.finding import FindingKind
from onrecord.records.tie import Request

SHOWN = 50
QUOTATION = 160


class Listed(StrEnum):
    """What can be listed."""

    REPORTS = "reports"
    FINDINGS = "findings"
    FAILURES = "failures"
    WITHDRAWN = "withdrawn"
    ORPHANS = "orphans"
    TIES = "ties"
    REQUESTS = "requests"


Limit = Annotated[
    int,
    typer.Option("--limit", "-n", min=0, metavar="N", help="The most to show; 0 for all."),
]
After = Annotated[
    str | None,
    typer.Option("--after", metavar="TOKEN", help="Go on behind the page that gave this token.", show_default=False),
]


def list_(
    case: CaseName,
    what: Annotated[
        Listed,
        typer.Argument(
            metavar="WHAT",
            help="reports; findings; failures (what could not be read, and why); withdrawn; orphans (decisions whose "
            "findings a newer reader no longer has); ties; or requests (for a response, with what was answered).",
        ),
    ] = Listed.REPORTS,
    *,
    kind: Annotated[
        FindingKind | None, typer.Option("--kind", help="Of findings: only this kind.", show_default=False)
    ] = None,
    act: Annotated[
        str | None,
        typer.Option("--act", metavar="ACT", help="Of findings: only this act, as killing.", show_default=False),
    ] = None,
    after: Annotated[
        int, typer.Option("--after", min=0, metavar="NUMBER", help="Of reports: go on behind this one.")
    ] = 0,
    limit: Limit = SHOWN,
    access: Level = None,
    json_: Annotated[bool, typer.Option("--json", help="Write JSON, an object a line.")] = False,
) -> None:
    """List a case's reports, findings, failures and so on, protected names masked.

    [bold]Examples[/bold]

        [cyan]onrecord list harbour[/cyan]

        [cyan]onrecord list harbour findings --kind allegation --act killing[/cyan]

        [cyan]onrecord list harbour failures --json --limit 0[/cyan]
    """
    with (
        ends.told(ends.standard_error()),
        opened(case, read_only=True) as ledger,
        open_view(ledger, access=level(access)) as view,
    ):
        most = limit or None
        out = console()
        if what is Listed.REPORTS:
            _reports(view, out, after=after, limit=most, json_=json_)
        elif what is Listed.FINDINGS:
            _findings(view, out, kind=kind, act=act, limit=most, json_=json_)
        elif what is Listed.FAILURES:
            shown = [asdict(failure) for failure in view.failures(limit=most)]
            _rows(shown, ("number", "id", "code", "message"), out, json_=json_)
        elif what is Listed.WITHDRAWN:
            _rows([asdict(each) for each in view.withdrawals()], ("subject", "reason", "who", "at"), out, json_=json_)
        elif what is Listed.TIES:
            tied = (_tie(each) for each in islice(view.ties(), most))
            _rows(list(tied), ("number", "kind", "first", "second", "reason", "undone_by"), out, json_=json_)
        elif what is Listed.REQUESTS:
            asked = (_request(request, plain=json_) for request in islice(view.requests(), most))
            _rows(list(asked), ("number", "whom", "channel", "sent", "deadline", "replies"), out, json_=json_)
        else:
            orphans = (_orphan(orphan) for orphan in islice(view.orphans(), most))
            _rows(list(orphans), ("decision", "verdict", "finding", "quotation", "near"), out, json_=json_)


def search(
    case: CaseName,
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="WORD…",
            help='Words, "phrases", prefix*, OR, -without; title: publisher: actor: act: status: kind: after: before:.',
            show_default=False,
        ),
    ],
    *,
    what: Annotated[What, typer.Option("--in", help="What to search.")] = What.REPORTS,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="The most to show.")] = 20,
    after: After = None,
    access: Level = None,
    json_: Json = False,
) -> None:
    """Search reports, findings or actors. Protected names are masked, and can't be searched for.

    [bold]Examples[/bold]

        [cyan]onrecord search harbour boats OR ferries after:2024-03[/cyan]

        [cyan]onrecord search harbour --in findings act:killing '"at the weir"'[/cyan]

        [cyan]onrecord search harbour -- publisher:courier -drill[/cyan]
    """
    with (
        ends.told(ends.standard_error()),
        opened(case, read_only=True) as ledger,
        open_view(ledger, access=level(access)) as view,
    ):
        # The shell has taken quotation marks away: what came as one argument with spaces in it was a phrase.
        words = " ".join(f'"{word}"' if " " in word and '"' not in word and ":" not in word else word for word in query)
        page = view.search(words, what=what, limit=limit, after=after)
        if json_:
            write_json({"hits": [asdict(hit) for hit in page.hits], "next": page.next, "ranked": page.ranked})
        else:
            _page(page, console())


def persons(case: CaseName, *, access: Level = None, json_: Json = False) -> None:
    """List whom a case protects: by label, why, and in how many reports.

    [bold]Example[/bold]

        [cyan]onrecord persons harbour[/cyan]
    """
    with (
        ends.told(ends.standard_error()),
        opened(case, read_only=True) as ledger,
        open_view(ledger, access=level(access)) as view,
    ):
        told = [{**asdict(each), "roles": list(each.roles)} for each in view.sheltered()]
        if json_:
            write_json(told)
            return
        for each in told:
            each.update(roles=", ".join(each["roles"]), named="yes" if each["revealed"] else "")
        _rows(told, ("label", "roles", "reports", "named"), console(), json_=False)


def judged_object(judged: Judged) -> dict[str, Any]:
    """A finding with what it is now, for `--json`."""
    finding, state = judged.finding, judged.state
    return {
        "id": finding.id,
        "kind": finding.kind.value,
        "report": finding.report,
        "act": judged.data.get("act"),
        "status": judged.data.get("status"),
        "span": [finding.extent.start, finding.extent.end],
        "quotation": finding.quotation,
        "score": finding.score,
        "reader": judged.reader,
        "standing": state.standing.value,
        "verification": state.verification.value,
        "amended": {name: {"value": each.value, "machine": each.machine} for name, each in state.amended.items()},
        "data": judged.data,
    }


def _reports(view: View, out: Console, *, after: int, limit: int | None, json_: bool) -> None:
    shown = view.reports(after=after, limit=limit)
    if json_:
        for kept in shown:
            write_json_line({**asdict(kept), "access": kept.access.value})
        return
    rows = table("#", "published", "publisher", "title", "notes", numeric=("#",))
    last = None
    for kept in shown:
        notes = [kept.access.value] if kept.access.value != "public" else []
        notes += [f"text of {kept.same_text}"] if kept.same_text is not None else []
        notes += [f"was {kept.previous}"] if kept.previous is not None else []
        title = kept.title if kept.title is not None else kept.id
        published = None if kept.published is None else kept.published[:10]
        rows.add_row(str(kept.number), cell(published), cell(kept.publisher), cell(title), Text(", ".join(notes)))
        last = kept.number
    _printed(rows, out, empty="There is no report yet; `onrecord add` adds them.")
    if limit is not None and rows.row_count == limit:
        out.print(f"More: --after {last}, or --limit 0 for all.", style="dim")


def _findings(
    view: View, out: Console, *, kind: FindingKind | None, act: str | None, limit: int | None, json_: bool
) -> None:
    shown = view.findings(kind=kind, act=act, limit=limit)
    if json_:
        for judged in shown:
            write_json_line(judged_object(judged))
        return
    rows = findings_table()
    for judged in shown:
        add_finding(rows, judged)
    _printed(rows, out, empty="There is no such finding.")
    if limit is not None and rows.row_count == limit:
        out.print("There may be more: --limit 0 for all.", style="dim")


def findings_table() -> Any:  # noqa: ANN401  rich's table
    """An empty table of findings."""
    return table("finding", "report", "what", "quotation", "standing", numeric=("report",))


def add_finding(rows: Any, judged: Judged) -> None:  # noqa: ANN401  rich's table
    """A row of `findings_table`."""
    finding = judged.finding
    act, status = judged.data.get("act"), judged.data.get("status")
    what = Text(finding.kind.value if act is None else str(act), "" if act is None else "bold")
    if status not in (None, "asserted"):
        what.append(f" {status}", "yellow")
    standing = Text(judged.state.standing.value, "green" if judged.holds else "dim")
    quotation = Text(shortened(finding.quotation, QUOTATION))
    rows.add_row(cell(finding.id), str(finding.report), what, quotation, standing)


def _orphan(orphan: Any) -> dict[str, Any]:  # noqa: ANN401  decisions.Orphan
    decision = orphan.decision
    about = {"decision": decision.number, "verdict": decision.verdict.value, "finding": decision.finding}
    return {**about, "kind": orphan.kind, "quotation": orphan.quotation, "near": ", ".join(orphan.near)}


def _tie(tied: Tied) -> dict[str, Any]:
    told = asdict(tied.tie)
    undone = "" if tied.tie.undoes is None else f"undoes {tied.tie.undoes}"
    return {**told, "kind": undone if tied.tie.kind is None else tied.tie.kind.value, "undone_by": tied.undone_by}


def _request(request: Request, *, plain: bool) -> dict[str, Any]:
    told = asdict(request)
    return told if plain else {**told, "replies": ", ".join(reply.received for reply in request.replies)}


def _rows(rows: list[dict[str, Any]], columns: tuple[str, ...], out: Console, *, json_: bool) -> None:
    if json_:
        for row in rows:
            write_json_line(row)
        return
    shown = table(*columns)
    for row in rows:
        shown.add_row(*(cell(row[name]) for name in columns))
    _printed(shown, out, empty="There is none.")


def _printed(rows: Any, out: Console, *, empty: str) -> None:  # noqa: ANN401  rich's table
    out.print(rows if rows.row_count else Text(empty, "dim"))


def _page(page: Page, out: Console) -> None:
    for hit in page.hits:
        out.print(_heading(hit))
        out.print(_snippet(hit))
        out.print()
    if not page.hits:
        out.print(Text("Nothing was found.", "dim"))
    if page.next is not None:
        out.print(Text(f"More: --after {page.next}", "dim"))


def _heading(hit: Hit) -> Text:
    about = [one_line(part) for part in (hit.publisher, None if hit.published is None else hit.published[:10]) if part]
    told = Text.assemble((f"{hit.report} ", "dim"), (one_line(hit.title or "without a title"), "bold"))
    if about:
        told.append(f" · {' · '.join(about)}", "dim")
    if hit.finding is not None:
        told.append(f"  {hit.finding} {hit.act or hit.kind or ''}", "cyan")
    return told


def _snippet(hit: Hit) -> Text:
    shown = Text(hit.snippet)
    for start, end in hit.marks:
        shown.stylize("bold yellow", start, end)
    return shown
