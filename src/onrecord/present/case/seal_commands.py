"""The commands `onrecord seal` and `unseal`: a case under a passphrase."""

from typing import Annotated

import typer

from onrecord.ledger import seal as sealing
from onrecord.present import ends, progress
from onrecord.present.case.common import CaseName, Json, Who, acting, console, passphrase, write_json
from onrecord.settings import Settings


def seal(
    case: CaseName,
    *,
    change: Annotated[bool, typer.Option("--change", help="Set another passphrase for a case that is sealed.")] = False,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Put a case under a passphrase: the ledger and every original are encrypted, the plain files overwritten.

    There is no way in without the passphrase, not even for us. Commands on a sealed case ask for it, or read it from
    the file that ONRECORD_PASSPHRASE_FILE names.

    [bold]Examples[/bold]

        [cyan]onrecord seal harbour[/cyan]

        [cyan]onrecord seal harbour --change[/cyan]
    """
    errors = ends.standard_error()
    with ends.told(errors):
        settings = Settings.from_environment()
        if change:
            old = passphrase(settings, prompt="Passphrase")
            new = passphrase(Settings(), prompt="New passphrase", confirm=True)
            sealing.change_passphrase(case, old, new, who=acting(who, settings))
            write_json({"changed": True}) if json_ else typer.echo("The passphrase was changed.")
            return
        chosen = passphrase(settings, prompt="Passphrase for the case", confirm=True)
        with progress.counted(errors, "Sealing") as told:
            covered = sealing.seal(case, chosen, who=acting(who, settings), told=told)
        if json_:
            write_json({"sealed": list(covered.parts), "originals": covered.originals, "left": list(covered.left)})
            return
        out = console()
        out.print(f"Sealed: {' and '.join(covered.parts)}, {covered.originals:,} originals.", style="bold")
        for sentence in covered.left:
            out.print(f"  – {sentence}")


def unseal(case: CaseName, *, who: Who = None, json_: Json = False) -> None:
    """Make a sealed case plain again.

    [bold]Example[/bold]

        [cyan]onrecord unseal harbour[/cyan]
    """
    errors = ends.standard_error()
    with ends.told(errors):
        settings = Settings.from_environment()
        chosen = passphrase(settings)
        with progress.counted(errors, "Unsealing") as told:
            originals = sealing.unseal(case, chosen, who=acting(who, settings), told=told)
        if json_:
            write_json({"unsealed": True, "originals": originals})
        else:
            typer.echo(f"Plain again: the ledger and {originals:,} originals.")
