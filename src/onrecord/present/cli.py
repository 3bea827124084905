"""The command `onrecord`."""

import sys
from typing import Annotated

import typer

from onrecord import __version__
from onrecord.present import contract
from onrecord.present.read_command import read
from onrecord.present.roster_command import roster

app = typer.Typer(
    name="onrecord",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,  # locals hold report texts, and those hold names
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def onrecord(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """Who is said to have done what to whom, on whose word, and who answered.

    onrecord reads reports of human-rights abuse and shows, in their text, who says what, what is alleged and on whose
    word, and who responded. It runs on this machine; it uses the network only for addresses that you give it, and
    says so.

    Start with:  [bold]onrecord read report.html[/bold]
    """


app.command("read")(read)
app.command("roster")(roster)


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema of what `read --format jsonl` writes.

    Each line, or each element of the array that `--format json` writes, is valid by it.
    """
    sys.stdout.write(contract.schema_text())


def main() -> None:
    """Entry point."""
    app()
