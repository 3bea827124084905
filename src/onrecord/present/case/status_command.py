"""The command `onrecord status`: a case in numbers."""

from dataclasses import asdict

from rich.table import Table
from rich.text import Text

from onrecord.ledger.overview import Overview, overview
from onrecord.ledger.store import Ledger
from onrecord.present import ends
from onrecord.present.case.common import CaseName, Json, console, opened, write_json


def status(case: CaseName, *, json_: Json = False) -> None:
    """Say what a case holds: reports, findings, decisions, failures, and the end of its custody chain.

    [bold]Example[/bold]

        [cyan]onrecord status harbour[/cyan]
    """
    errors = ends.standard_error()
    with ends.told(errors), opened(case, read_only=True) as ledger:
        held = overview(ledger)
        if json_:
            write_json(as_object(ledger, held))
        else:
            console().print(_table(ledger, held))


def as_object(ledger: Ledger, held: Overview) -> dict[str, object]:
    """An overview, for `--json`."""
    case = ledger.case
    about = {"id": case.id, "name": case.name, "folder": str(case.folder), "made": case.made, "sealed": case.sealed}
    return {**about, "engine": _engine(ledger), **asdict(held)}


def _table(ledger: Ledger, held: Overview) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", justify="right")
    grid.add_column()
    case = ledger.case
    kept = "sealed" if case.sealed else "not sealed"
    grid.add_row("case", Text.assemble((case.name, "bold"), f" · made {case.made[:10]} · {kept}"))
    grid.add_row("ledger", f"{_engine(ledger)}, {case.folder}")
    told = [f"{held.reports:,}"]
    told += [f"{held.same_text:,} with another's text"] if held.same_text else []
    told += [f"{held.unread:,} not read"] if held.unread else []
    told += [f"published {held.first[:10]} to {(held.last or held.first)[:10]}"] if held.first else []
    grid.add_row("reports", " · ".join(told))
    grid.add_row("originals", f"{held.originals:,}, {held.original_bytes / 1e6:,.1f} MB")
    grid.add_row("findings", ", ".join(f"{count:,} {kind}s" for kind, count in held.findings.items()) or "none")
    grid.add_row("decisions", f"{held.decisions:,} · {held.assessments:,} assessments")
    grid.add_row("protected", f"{held.protections:,} marked by reviewers · victims and sources by the rules besides")
    if held.failures:
        grid.add_row("failed", Text(f"{held.failures:,} (onrecord list {case.folder} failures)", "yellow"))
    if held.withdrawals or held.erasures:
        grid.add_row("withdrawn", f"{held.withdrawals:,} · erased {held.erasures:,}")
    grid.add_row("chain", f"{held.head.seq:,} entries, the last {held.head.hash[:16]}…")
    return grid


def _engine(ledger: Ledger) -> str:
    return "SQLite" if ledger.case.database is None else "PostgreSQL"
