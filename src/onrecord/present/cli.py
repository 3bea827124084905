"""The command `onrecord`."""

from typing import Annotated

import typer

from onrecord import __version__
from onrecord.present.commands import Commands

app = typer.Typer(
    name="onrecord",
    cls=Commands,
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
