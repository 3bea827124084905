"""The command `onrecord new`: make a case."""

from typing import Annotated

import typer

from onrecord.ledger.store import Ledger
from onrecord.present import ends
from onrecord.present.case.common import Json, Who, acting, console, write_json
from onrecord.settings import Settings


def new(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="What to call it; its folder will be NAME.case. A path works too.", show_default=False
        ),
    ],
    *,
    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            metavar="URL",
            help="Keep the ledger in a team's PostgreSQL, as postgresql://user@host/name. The password comes from "
            "PGPASSWORD or ~/.pgpass, never from here.",
            show_default=False,
        ),
    ] = None,
    originals: Annotated[
        str | None,
        typer.Option(
            "--originals",
            metavar="URL",
            help="Keep the originals elsewhere, as s3://bucket/folder, or a folder on a shared disk.",
            show_default=False,
        ),
    ] = None,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Make a case: a folder that holds the ledger and the originals.

    One matter, one case. What is added to it stays as it was obtained; everything that is done is written into a
    chain that `onrecord check` walks, offline.

    [bold]Examples[/bold]

        [cyan]onrecord new harbour[/cyan]

        [cyan]onrecord add harbour reports/[/cyan]

    With colleagues, on a server:

        [cyan]onrecord new harbour --database postgresql://desk@db.example/cases --originals s3://desk/harbour[/cyan]
    """
    errors = ends.standard_error()
    with ends.told(errors):
        settings = Settings.from_environment()
        with Ledger.create(name, who=acting(who, settings), database=database, originals=originals) as ledger:
            case = ledger.case
        if json_:
            write_json({"id": case.id, "name": case.name, "folder": str(case.folder), "made": case.made})
        else:
            out = console()
            out.print(f"Made {case.folder}. Next: onrecord add {name} FILE|FOLDER|URL…")
            out.print("To keep it under a passphrase: onrecord seal " + name, style="dim")
