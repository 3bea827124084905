"""The commands `onrecord export` and `import`: a case leaves, whole or for an archive, and is taken up again."""

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from onrecord.errors import UsageError
from onrecord.ledger import bags, transfer, wacz
from onrecord.ledger.store import Ledger
from onrecord.present import ends, progress
from onrecord.present.case.common import CaseName, Json, Who, acting, console, opened, write_json
from onrecord.records.acquisition import Access
from onrecord.settings import Settings


class Form(StrEnum):
    """In which form a case leaves."""

    WHOLE = "whole"
    WACZ = "wacz"
    BAG = "bag"


def export(
    case: CaseName,
    target: Annotated[
        Path,
        typer.Argument(metavar="TARGET", help="The file, or for a bag the folder, to make.", show_default=False),
    ],
    *,
    form: Annotated[
        Form,
        typer.Option(
            "--form",
            help="The whole case, to be imported elsewhere; a packed web archive (WACZ); or a folder by BagIt.",
        ),
    ] = Form.WHOLE,
    access: Annotated[
        list[Access] | None,
        typer.Option(
            "--access",
            help="What a WACZ or a bag may hold beside public reports. May be given again; the whole case holds all.",
            show_default=False,
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Write a case, or what of it is public, to a new file or folder. Names in it are NOT masked, and it is not sealed.

    That it was written is recorded in the case. The custody chain and its signatures go with it, so that whoever gets
    it can check it without onrecord.

    [bold]Examples[/bold]

        [cyan]onrecord export harbour harbour.zip[/cyan]

        [cyan]onrecord export harbour harbour.wacz --form wacz[/cyan]

        [cyan]onrecord export harbour harbour-bag --form bag --access restricted[/cyan]
    """
    errors = ends.standard_error()
    with ends.told(errors):
        if form is Form.WHOLE and access:
            raise UsageError("The whole case holds reports of every access; --access goes with --form wacz or bag.")
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("An export shows every name; say --yes where nobody can be asked.")
            typer.confirm(f"Write {target} with every name in it, unsealed?", abort=True, err=True)
        with opened(case, who=who) as ledger, progress.counted(errors, "Exporting") as told:
            written = _write(ledger, target, form, {Access.PUBLIC, *(access or ())}, told)
        if json_:
            write_json({"target": str(target), "form": form.value, **written})
            return
        out = console()
        out.print(f"Wrote {target}: {written['reports']:,} reports, {written['originals']:,} originals.")
        if left_out := written.get("left_out"):
            out.print(f"  – {left_out:,} originals were left out: of another access, withdrawn, or not readable.")
        for sha256 in written.get("missing", ()):
            out.print(f"  – The original {sha256} is missing or damaged, and isn't in it.")
        if "digest" in written:
            out.print(f"Content digest {written['digest']}", style="dim")


def _write(
    ledger: Ledger, target: Path, form: Form, access: set[Access], told: Callable[[int, int], None]
) -> dict[str, Any]:
    if form is Form.WHOLE:
        moved = transfer.export_case(ledger, target, unsealed=True, told=told)
        return {
            "reports": moved.reports,
            "originals": moved.originals,
            "missing": list(moved.missing),
            "digest": moved.digest,
        }
    written = wacz.export_wacz if form is Form.WACZ else bags.export_bag
    chosen = written(ledger, target, access=access, told=told)
    return {"reports": len(chosen.reports), "originals": len(chosen.originals), "left_out": chosen.left_out}


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What `onrecord export` wrote, whole.", show_default=False)
    ],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call the case to be made.", show_default=False)],
    *,
    database: Annotated[
        str | None,
        typer.Option("--database", metavar="URL", help="As for `onrecord new`.", show_default=False),
    ] = None,
    originals: Annotated[
        str | None,
        typer.Option("--originals", metavar="URL", help="As for `onrecord new`.", show_default=False),
    ] = None,
    damaged: Annotated[
        bool,
        typer.Option("--damaged", help="Take it although the check finds faults in it, such as missing originals."),
    ] = False,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Make a case out of an export, on this machine or a team's database. All of it is checked first.

    Names that lead elsewhere, links, bombs, rows that are none and a chain that doesn't fit are refused by name, and
    nothing is left behind.

    [bold]Example[/bold]

        [cyan]onrecord import harbour.zip harbour[/cyan]
    """
    errors = ends.standard_error()
    with ends.told(errors):
        settings = Settings.from_environment()
        with progress.counted(errors, "Importing") as told:
            moved = transfer.import_case(
                file,
                name,
                who=acting(who, settings),
                database=database,
                originals=originals,
                damaged=damaged,
                told=told,
            )
        if json_:
            write_json(
                {
                    "reports": moved.reports,
                    "originals": moved.originals,
                    "missing": list(moved.missing),
                    "digest": moved.digest,
                    "head": {"entry": moved.head[0], "hash": moved.head[1]},
                }
            )
            return
        out = console()
        out.print(f"Took up {moved.reports:,} reports and {moved.originals:,} originals as {name}.")
        for sha256 in moved.missing:
            out.print(f"  – The original {sha256} was not in it.")
        out.print(f"Content digest {moved.digest}", style="dim")
        out.print(f"Its chain ended at entry {moved.head[0]} with the hash {moved.head[1]}", style="dim")
