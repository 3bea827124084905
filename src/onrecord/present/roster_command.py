"""The command `onrecord roster`: what an import understood of files of rosters."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from onrecord.errors import ItemError, UsageError
from onrecord.present import ends
from onrecord.present.plain import one_line

if TYPE_CHECKING:
    from onrecord.resolve import Roster, Tenure

# Positions that are shown of each roster unless all are asked for: enough to see whether the columns were understood.
SHOWN = 20
# What a table gets where no terminal tells its width.
WIDTH = 120


@dataclass(frozen=True, slots=True)
class Imported:
    """One file: its roster, or why there is none."""

    path: Path
    roster: "Roster | None"
    error: ItemError | None = None


def roster(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            help="Lists of office-holders: congress-legislators YAML, Popolo JSON, EveryPolitician CSV, or CSV with "
            "the columns name,position,body,state,from,to; gzipped or not.",
            show_default=False,
        ),
    ],
    *,
    json_: Annotated[bool, typer.Option("--json", help="Write JSON for programs, with every position.")] = False,
    everything: Annotated[bool, typer.Option("--all", help=f"Show every position, not the first {SHOWN}.")] = False,
) -> None:
    """Show what `read --roster` understands of lists of office-holders.

    Each position with the office as it was understood, whose it is and when it was held; each row that could not be
    read, with what is wrong with it. Rows that tell of no office-holder are counted and left out.

    [bold]Examples[/bold]

        [cyan]onrecord roster ministers.csv[/cyan]

        [cyan]onrecord roster legislators-current.yaml.gz --json[/cyan]

    [bold]Exit status[/bold]: 0 all read · 3 some rows or files could not be read, each named · 2 wrong usage
    """
    errors = ends.standard_error()
    with ends.told(errors):
        imported = import_rosters(files, errors)
        if json_:
            json.dump({"rosters": [_object(one) for one in imported]}, sys.stdout, ensure_ascii=False, indent=1)
            sys.stdout.write("\n")
        else:
            out = Console(highlight=False, markup=False, emoji=False)
            if not out.is_terminal:
                out.width = WIDTH
            for one in imported:
                _show(one, out, limit=None if everything else SHOWN)
        for one in imported:
            if one.error is not None:
                ends.tell(errors, one.error.message)
            elif one.roster is not None and not json_:
                _tell_rows(one.roster, errors)
    if any(one.roster is None or one.roster.failures for one in imported):
        raise typer.Exit(ends.SOME_FAILED)


def import_rosters(files: Iterable[Path], errors: Console) -> list[Imported]:
    """Each file's roster, or why it has none, in the order given; says which it reads where somebody watches."""
    from onrecord.resolve import read_roster

    imported = []
    for path in files:
        with errors.status(f"Reading {one_line(path.name)}"):
            try:
                imported.append(Imported(path, read_roster(path)))
            except ItemError as error:
                imported.append(Imported(path, None, error))
    return imported


def rosters_for_reading(files: Sequence[Path], errors: Console) -> "Roster | None":
    """All files' rosters as one, each row that could not be read told; None where no file is given.

    Raises:
        UsageError: a file can't be read at all. Then nothing was tried, since a reading without a roster that was asked
            for would leave offices open without saying so.
    """
    if not files:
        return None
    from onrecord.resolve import Roster

    whole = Roster(())
    for one in import_rosters(files, errors):
        if one.roster is None:
            raise UsageError(str(one.error))
        _tell_rows(one.roster, errors)
        whole += one.roster
    return whole


def _tell_rows(roster: "Roster", errors: Console) -> None:
    for row in roster.failures:
        ends.tell(errors, str(row))


def _show(one: Imported, out: Console, *, limit: int | None) -> None:
    if one.roster is None:
        return
    found = one.roster
    people = len(found.people)
    told = [f"{len(found.tenures):,} positions of {people:,} {'person' if people == 1 else 'people'}"]
    if found.left_out:
        told.append(f"{found.left_out:,} rows without an office-holder left out")
    if found.failures:
        told.append(f"{len(found.failures):,} rows could not be read")
    out.print(f"{one_line(one.path.name)}: {', '.join(told)}", style="bold")
    if not found.tenures:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("name", "position", "understood as", "of", "from", "to"):
        table.add_column(heading, overflow="fold")
    for tenure in found.tenures[:limit]:
        table.add_row(
            one_line(tenure.name),
            one_line(tenure.title),
            _understood(tenure),
            one_line(", ".join(filter(None, (tenure.office.area, tenure.office.state, tenure.body)))),
            "" if tenure.first is None else tenure.first.isoformat(),
            "" if tenure.last is None else tenure.last.isoformat(),
        )
    out.print(table)
    if limit is not None and len(found.tenures) > limit:
        out.print(f"… and {len(found.tenures) - limit:,} more; --all shows them.\n")


def _understood(tenure: "Tenure") -> str:
    office = tenure.office
    if not office.known:
        return "its words only"
    return f"{office.title}, one at a time" if office.single else f"{office.title}, several"


def _object(one: Imported) -> dict[str, Any]:
    if one.roster is None:
        error = one.error
        told = None if error is None else {"code": error.code, "message": error.message}
        return {"roster": str(one.path), "error": told}
    return {
        "roster": str(one.path),
        "people": len(one.roster.people),
        "positions": [
            {
                "name": tenure.name,
                "names": list(tenure.names),
                "title": tenure.title,
                "office": tenure.office.title,
                "known": tenure.office.known,
                "one_at_a_time": tenure.office.single,
                "body": tenure.body,
                "state": tenure.office.state,
                "area": tenure.office.area,
                "from": None if tenure.first is None else tenure.first.isoformat(),
                "to": None if tenure.last is None else tenure.last.isoformat(),
            }
            for tenure in one.roster.tenures
        ],
        "left_out": one.roster.left_out,
        "errors": [{"row": row.row, "message": row.message} for row in one.roster.failures],
    }
