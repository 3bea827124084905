"""What the commands on a case share: which case, who acts, how it is opened, how results are written."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.errors import UsageError
from onrecord.present import ends
from onrecord.present.plain import one_line
from onrecord.records.acquisition import Access
from onrecord.records.finding import FindingKind
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger, Secrets
    from onrecord.resolve.monitored import Monitoring

# What tables get where no terminal tells its width, and the most that is easy to follow.
WIDTH = 100
WIDEST = 132

# Which command shows the numbers of what.
NUMBERED = {
    "report": "list CASE",
    "failure": "list CASE failures",
    "decision": "show CASE FINDING",
    "tie": "list CASE ties",
    "request": "list CASE requests",
}

# A letter for the kind, and 16 digits.
FINDING_ID = re.compile(f"[{''.join(kind.letter for kind in FindingKind)}][0-9a-f]{{16}}")

CaseName = Annotated[
    str,
    typer.Argument(metavar="CASE", help="The case's name, or the path of its folder.", show_default=False),
]
Who = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="NAME",
        help="Who does this, as the case will keep it. Without it, ONRECORD_REVIEWER, then your login name.",
        show_default=False,
    ),
]
Level = Annotated[
    Access | None,
    typer.Option(
        "--access",
        help="The highest level of reports to show. Without it, ONRECORD_ACCESS, then confidential.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")]


@contextmanager
def opened(name: str, *, who: str | None = None, read_only: bool = False) -> Iterator["Ledger"]:
    """The case's ledger, open; the passphrase of a sealed one is read from where the settings say, or asked for.

    Args:
        name: the case's name or folder.
        who: who acts; None: as the settings say.
        read_only: whether nothing shall be written.
    """
    # Not above: a command's help needs no database.
    from onrecord.ledger.store import Ledger

    settings = Settings.from_environment()
    secrets = secrets_for(name, settings)
    with Ledger.open(name, who=acting(who, settings), secrets=secrets, read_only=read_only) as ledger:
        yield ledger


def acting(who: str | None, settings: Settings) -> str | None:
    """Who acts: as told, as the settings say, else None for the login name."""
    return settings.reviewer if who is None else who


def level(access: Access | None) -> Access:
    """The highest level of reports to show: as asked for, as the settings say, else all."""
    if access is not None:
        return access
    return Settings.from_environment().access


def monitored_by(roster: str | None, errors: Console) -> "Monitoring | None":
    """Whose response is monitored, each row of the roster that can't be read told; None where none was named."""
    if roster is None:
        return None
    from onrecord.resolve.monitored import monitoring

    monitored = monitoring(roster)
    for row in monitored.failures:
        ends.tell(errors, str(row))
    if monitored.taken_for is not None:
        ends.tell(errors, monitored.taken_for)
    return monitored


def secrets_for(name: str, settings: Settings) -> "Secrets | None":
    """What opens the case, where it is sealed."""
    from onrecord.ledger.case import open_case
    from onrecord.ledger.seal import unlock

    return unlock(name, passphrase(settings)) if open_case(name).sealed else None


def passphrase(settings: Settings, *, prompt: str = "Passphrase", confirm: bool = False) -> str:
    """A passphrase: from the file that the settings name, else typed unseen; never from the command line."""

    def ask() -> str:
        return str(typer.prompt(prompt, hide_input=True, confirmation_prompt=confirm, err=True))

    from onrecord.ledger.passphrases import read_passphrase

    return read_passphrase(file=settings.passphrase_file, ask=ask if sys.stdin.isatty() else None)


def write_json(value: Any) -> None:  # noqa: ANN401  whatever JSON can hold
    """One JSON value on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def write_json_line(value: Any) -> None:  # noqa: ANN401  whatever JSON can hold
    """One JSON value on a line of its own, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def console() -> Console:
    """Standard output, for people."""
    out = Console(highlight=False, markup=False, emoji=False)
    out.width = WIDTH if not out.is_terminal else min(out.width, WIDEST)
    return out


def table(*columns: str, numeric: tuple[str, ...] = ()) -> Table:
    """A table with these columns, in the house's look."""
    made = Table(box=box.HORIZONTALS, show_edge=False, pad_edge=False, padding=(0, 1), header_style="dim")
    for name in columns:
        made.add_column(name, justify="right" if name in numeric else "left", overflow="fold")
    return made


def cell(value: object, *, style: str = "") -> Text:
    """A table's cell: text from strangers made safe to show, nothing as a dash."""
    return Text("–", "dim") if value is None or value == "" else Text(one_line(str(value)), style)


def wanted_number(value: str, *, what: str) -> int:
    """A number that a user typed, as `12`, `#12` or `report:12`.

    Args:
        value: what was typed.
        what: what is numbered: a key of `NUMBERED`.

    Raises:
        UsageError: it is none.
    """
    digits = value.rpartition(":")[2].removeprefix("#")
    # A ledger's numbers have at most 18 digits: more no database column holds.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18) or int(digits) < 1:
        raise UsageError(f"{value!a} is not the number of a {what}; `onrecord {NUMBERED[what]}` shows them.")
    return int(digits)


def is_finding(value: str) -> bool:
    """Whether what a user typed has the form of a finding's id, rather than of a report's number."""
    return FINDING_ID.fullmatch(value) is not None
