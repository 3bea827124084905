"""The command `onrecord`."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from onrecord import __version__
from onrecord.present import contract, record_object
from onrecord.present.case.add_command import add
from onrecord.present.case.board_command import board
from onrecord.present.case.brief_command import brief
from onrecord.present.case.check_command import check_case
from onrecord.present.case.decide_commands import assess, decide, undo
from onrecord.present.case.enter_command import enter
from onrecord.present.case.gone_commands import erase, withdraw
from onrecord.present.case.head_commands import head, key, sign, timestamp, vouched_for
from onrecord.present.case.list_command import list_, persons, search
from onrecord.present.case.new_command import new
from onrecord.present.case.protect_commands import hide, protect, reveal
from onrecord.present.case.record_command import record
from onrecord.present.case.request_command import reply, request
from onrecord.present.case.reread_command import reread
from onrecord.present.case.seal_commands import seal, unseal
from onrecord.present.case.show_command import show
from onrecord.present.case.status_command import status
from onrecord.present.case.tie_commands import tie, untie
from onrecord.present.case.transfer_commands import export, import_
from onrecord.present.read_command import read
from onrecord.present.roster_command import roster


class Schema(StrEnum):
    """What has a JSON Schema."""

    READING = "reading"
    RECORD = "record"


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


# In the order in which somebody meets them.
READING = "Reading"
CASE = "A case"
REVIEW = "Review"
PROOF = "Proof and protection"

app.command("read", rich_help_panel=READING)(read)
app.command("roster", rich_help_panel=READING)(roster)
app.command("new", rich_help_panel=CASE)(new)
app.command("add", rich_help_panel=CASE)(add)
app.command("status", rich_help_panel=CASE)(status)
app.command("list", rich_help_panel=CASE)(list_)
app.command("show", rich_help_panel=CASE)(show)
app.command("search", rich_help_panel=CASE)(search)
app.command("board", rich_help_panel=CASE)(board)
app.command("record", rich_help_panel=CASE)(record)
app.command("brief", rich_help_panel=CASE)(brief)
app.command("reread", rich_help_panel=CASE)(reread)
app.command("enter", rich_help_panel=REVIEW)(enter)
app.command("decide", rich_help_panel=REVIEW)(decide)
app.command("undo", rich_help_panel=REVIEW)(undo)
app.command("assess", rich_help_panel=REVIEW)(assess)
app.command("tie", rich_help_panel=REVIEW)(tie)
app.command("untie", rich_help_panel=REVIEW)(untie)
app.command("request", rich_help_panel=REVIEW)(request)
app.command("reply", rich_help_panel=REVIEW)(reply)
app.command("persons", rich_help_panel=PROOF)(persons)
app.command("protect", rich_help_panel=PROOF)(protect)
app.command("reveal", rich_help_panel=PROOF)(reveal)
app.command("hide", rich_help_panel=PROOF)(hide)
app.command("check", rich_help_panel=PROOF)(check_case)
app.command("head", rich_help_panel=PROOF)(head)
app.command("key", rich_help_panel=PROOF)(key)
app.command("sign", rich_help_panel=PROOF)(sign)
app.command("timestamp", rich_help_panel=PROOF)(timestamp)
app.command("vouched", rich_help_panel=PROOF)(vouched_for)
app.command("seal", rich_help_panel=PROOF)(seal)
app.command("unseal", rich_help_panel=PROOF)(unseal)
app.command("export", rich_help_panel=PROOF)(export)
app.command("import", rich_help_panel=PROOF)(import_)
app.command("withdraw", rich_help_panel=PROOF)(withdraw)
app.command("erase", rich_help_panel=PROOF)(erase)


@app.command("schema", rich_help_panel=READING)
def schema(
    what: Annotated[Schema, typer.Argument(metavar="[reading|record]", help="Of what.")] = Schema.READING,
) -> None:
    """Print the JSON Schema of what `read --format jsonl` writes, or of what `record --json` writes.

    Each line that `read --format jsonl` writes, or each element of the array that `--format json` writes, is valid by
    the first.
    """
    sys.stdout.write(contract.schema_text() if what is Schema.READING else record_object.schema_text())
