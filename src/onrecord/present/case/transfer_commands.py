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
from onrecord.present.case import exchange
from onrecord.present.case.common import CaseName, Json, Who, acting, console, opened, write_json
from onrecord.records.acquisition import Access
from onrecord.records.foreign import ForeignKind
from onrecord.settings import Settings


class Form(StrEnum):
    """In which form a case leaves: its originals, unmasked; or what they come to, masked."""

    WHOLE = "whole"
    WACZ = "wacz"
    BAG = "bag"
    CSV = "csv"
    PARQUET = "parquet"
    FTM = "ftm"
    JSONLD = "jsonld"
    UWAZI = "uwazi"
    BAYANAT = "bayanat"
    HURIDOCS = "huridocs"
    PLOVER = "plover"
    SDG = "sdg"


UNMASKED = frozenset({Form.WHOLE, Form.WACZ, Form.BAG})


def export(
    case: CaseName,
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar="TARGET", help="The file or folder to make; a name that ends in .zip packs it.", show_default=False
        ),
    ] = None,
    *,
    form: Annotated[
        Form,
        typer.Option(
            "--form",
            "--format",
            help="The whole case, a packed web archive (WACZ) or a folder by BagIt, names NOT masked. Or what the "
            "case says now, names masked: tables (csv, parquet), or what Aleph (ftm), Uwazi, Bayanat, HURIDOCS, "
            "PLOVER, JSON-LD and SDG 16.10.1 take.",
        ),
    ] = Form.WHOLE,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="TARGET", help="The same as TARGET.", show_default=False)
    ] = None,
    include_unreviewed: Annotated[
        bool,
        typer.Option(
            "--include-unreviewed",
            help="Of a masked form: take in what nobody confirmed. Every file is marked so, and the case records it.",
        ),
    ] = False,
    roster: Annotated[
        str | None,
        typer.Option(
            "--roster",
            metavar="ROSTER",
            help="Of csv and parquet: whose responses the board tells, as for `onrecord board`.",
            show_default=False,
        ),
    ] = None,
    access: Annotated[
        list[Access] | None,
        typer.Option(
            "--access",
            help="What it may hold beside public reports. May be given again; the whole case holds all.",
            show_default=False,
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Write a case, or what it says, to a new file or folder. What each form can't hold is told.

    [bold]Whole, WACZ, bag[/bold]: the originals and the custody chain, so that whoever gets them can check them. Names
    are NOT masked there, and nothing is sealed.

    [bold]The other forms[/bold]: the record, weighed now. Names of victims, witnesses, relatives and sources are
    masked, and only findings that somebody confirmed are in it.

    That it was written is recorded in the case.

    [bold]Examples[/bold]

        [cyan]onrecord export harbour harbour.zip[/cyan]

        [cyan]onrecord export harbour harbour.wacz --form wacz[/cyan]

        [cyan]onrecord export harbour tables --form csv[/cyan]

        [cyan]onrecord export harbour aleph.zip --form ftm --include-unreviewed[/cyan]
    """
    errors = ends.standard_error()
    with ends.told(errors):
        target = _target(target, out)
        if form not in UNMASKED:
            highest = max([Access.PUBLIC, *(access or ())], key=list(Access).index)
            with opened(case, who=who) as ledger:
                told_of = exchange.exported(
                    ledger,
                    target,
                    form=form.value,
                    access=highest,
                    include_unreviewed=include_unreviewed,
                    roster=roster,
                )
            exchange.tell(told_of, json_=json_)
            return
        if roster is not None:
            raise UsageError("--roster goes with masked forms; originals hold no board.")
        if include_unreviewed:
            raise UsageError(f"--include-unreviewed goes with masked forms; {form.value} holds all that the case has.")
        if form is Form.WHOLE and access:
            raise UsageError("The whole case holds reports of every access; --access goes with the other forms.")
        if not yes:
            if not sys.stdin.isatty():
                raise UsageError("An export shows every name; say --yes where nobody can be asked.")
            typer.confirm(f"Write {target} with every name in it, unsealed?", abort=True, err=True)
        with opened(case, who=who) as ledger, progress.counted(errors, "Exporting") as told:
            written = _write(ledger, target, form, {Access.PUBLIC, *(access or ())}, told)
        if json_:
            write_json({"target": str(target), "form": form.value, **written})
            return
        shown = console()
        shown.print(f"Wrote {target}: {written['reports']:,} reports, {written['originals']:,} originals.")
        if left_out := written.get("left_out"):
            shown.print(f"  – {left_out:,} originals were left out: of another access, withdrawn, or not readable.")
        for sha256 in written.get("missing", ()):
            shown.print(f"  – The original {sha256} is missing or damaged, and isn't in it.")
        if "digest" in written:
            shown.print(f"Content digest {written['digest']}", style="dim")


def _target(target: Path | None, out: Path | None) -> Path:
    if target is not None and out is not None:
        raise UsageError("Where to? TARGET and --out say the same; give one of them.")
    if target is None and out is None:
        raise UsageError("Where to? Give the name of a file or folder to make: `onrecord export CASE TARGET`.")
    return target if target is not None else Path(str(out))


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


class ImportForm(StrEnum):
    """What is imported: a whole case, or what another tool holds."""

    WHOLE = "whole"
    FTM = "ftm"
    UWAZI = "uwazi"
    BAYANAT = "bayanat"
    TABLE = "table"


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="What `onrecord export` wrote, whole; or another tool's file, ZIP or folder, with --form.",
            show_default=False,
        ),
    ],
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="What to call the case to be made; with --form, the case to take rows into.",
            show_default=False,
        ),
    ],
    *,
    form: Annotated[
        ImportForm,
        typer.Option(
            "--form",
            "--format",
            help="Whose it is: a whole case of onrecord's; FollowTheMoney (Aleph), Uwazi or Bayanat; or any table, CSV "
            "or XLSX.",
        ),
    ] = ImportForm.WHOLE,
    apply: Annotated[
        bool,
        typer.Option("--apply", help="With --form: keep it. Without, what would come of each row is told, no more."),
    ] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="FIELD=LABEL",
            help="Of a table: which column holds what, as in text=Narrative. May be given again.",
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        ForeignKind | None,
        typer.Option("--kind", help="Of a table: what its rows tell of, where it can't be seen.", show_default=False),
    ] = None,
    access: Annotated[
        Access,
        typer.Option("--access", help="With --form: who may see the reports that rows become."),
    ] = Access.CONFIDENTIAL,
    consent: Annotated[
        str | None,
        typer.Option("--consent", help="With --form: what was agreed with whoever gave it.", show_default=False),
    ] = None,
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
    """Make a case out of an export, or take into a case what another tool holds.

    [bold]A whole case[/bold] is checked first, all of it. Names that lead elsewhere, links, bombs, rows that are none
    and a chain that doesn't fit are refused by name, and nothing is left behind.

    [bold]Another tool's rows[/bold]: without --apply nothing is kept, and each row is told as new, matched or refused.
    A finding hangs on its quotation, where the case has the report and the words stand in it; elsewhere the row becomes
    a report of its own words, with the file as its original. Persons in it are masked.

    [bold]Examples[/bold]

        [cyan]onrecord import harbour.zip harbour[/cyan]

        [cyan]onrecord import entities.ftm.json harbour --form ftm[/cyan]

        [cyan]onrecord import incidents.xlsx harbour --form table --column text=Narrative --apply[/cyan]

    [bold]Exit status[/bold]: 0 all taken · 3 some rows were refused, each named · 2 wrong usage
    """
    errors = ends.standard_error()
    refused = 0
    with ends.told(errors):
        if form is not ImportForm.WHOLE:
            if database or originals or damaged:
                raise UsageError("--database, --originals and --damaged go with whole cases.")
            with opened(name, who=who) as ledger:
                refused = exchange.imported(
                    ledger,
                    file,
                    form=form.value,
                    columns=column or (),
                    kind=kind,
                    apply=apply,
                    access=access,
                    consent=consent,
                    json_=json_,
                )
        elif apply or column or kind is not None or consent is not None:
            raise UsageError("--apply, --column, --kind and --consent go with --form; a whole case is taken as it is.")
        else:
            _whole(file, name, who=who, database=database, originals=originals, damaged=damaged, json_=json_)
    if refused:
        raise typer.Exit(ends.SOME_FAILED)


def _whole(
    file: Path, name: str, *, who: str | None, database: str | None, originals: str | None, damaged: bool, json_: bool
) -> None:
    settings = Settings.from_environment()
    with progress.counted(ends.standard_error(), "Importing") as told:
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
