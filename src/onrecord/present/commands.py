"""Which commands there are, each with the sentence that `onrecord --help` shows; a command is loaded when it is called.

Loading all of them is slow, since they need the ledger, the reader's tables and the weighing between them, and
none needs all of it.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup

READING = "Reading"
CASE = "A case"
REVIEW = "Review"
PROOF = "Proof and protection"


@dataclass(frozen=True, slots=True)
class Told:
    """A command as the list of all commands tells of it.

    Attributes:
        panel: of the list.
        place: module within `onrecord.present`, and function.
        sentence: the first of its docstring.
    """

    name: str
    panel: str
    place: str
    sentence: str


# In the order in which somebody meets them.
COMMANDS = (
    Told("read", READING, "read_command:read", "Say who says what, what is alleged, on whose word, and who responded."),
    Told(
        "roster", READING, "roster_command:roster", "Show what `read --roster` understands of lists of office-holders."
    ),
    Told(
        "schema",
        READING,
        "schema_command:schema",
        "Print the JSON Schema of what `read --format jsonl` writes, or of what `record --json` writes.",
    ),
    Told("new", CASE, "case.new_command:new", "Make a case: a folder that holds the ledger and the originals."),
    Told("add", CASE, "case.add_command:add", "Keep reports in a case, with their originals, and read them."),
    Told(
        "status",
        CASE,
        "case.status_command:status",
        "Say what a case holds: reports, findings, decisions, failures, and the end of its custody chain.",
    ),
    Told(
        "list",
        CASE,
        "case.list_command:list_",
        "List a case's reports, findings, failures and so on, protected names masked.",
    ),
    Told(
        "show",
        CASE,
        "case.show_command:show",
        "Show a report with all that was found in it, or a finding with its history; protected names masked.",
    ),
    Told(
        "search",
        CASE,
        "case.list_command:search",
        "Search reports, findings or actors. Protected names are masked, and can't be searched for.",
    ),
    Told(
        "board",
        CASE,
        "case.board_command:board",
        "Show who of a roster responded, declined, or is reported silent, and for whom nothing was found.",
    ),
    Told(
        "record",
        CASE,
        "case.record_command:record",
        "Say what a case says now: events, on whose word, figures, responses, copies; protected names masked.",
    ),
    Told(
        "brief",
        CASE,
        "case.brief_command:brief",
        "Write a brief: what is alleged, on whose word, with which figures, who answered, and for whom nothing was "
        "found.",
    ),
    Told(
        "reread", CASE, "case.reread_command:reread", "Read every kept report again, with the reader that is here now."
    ),
    Told(
        "review",
        REVIEW,
        "case.review_command:review",
        "Go through what nobody has confirmed, one finding after another, and decide on each with a key.",
    ),
    Told(
        "enter",
        REVIEW,
        "case.enter_command:enter",
        "Enter a finding that the reader missed. It hangs on a quotation that must stand in the report.",
    ),
    Told(
        "decide",
        REVIEW,
        "case.decide_commands:decide",
        "Say whether a finding was correctly read, and mend it field by field.",
    ),
    Told("undo", REVIEW, "case.decide_commands:undo", "Undo a decision, or an undoing. Both stay in the history."),
    Told(
        "assess",
        REVIEW,
        "case.decide_commands:assess",
        "Judge the source, the information, or its verification; three questions, and none answers another.",
    ),
    Told(
        "tie",
        REVIEW,
        "case.tie_commands:tie",
        "Say that two things are one, or two, or who has it from whom. It binds whatever is weighed from now on.",
    ),
    Told("untie", REVIEW, "case.tie_commands:untie", "Undo a tie, or an undoing. Both stay in the history."),
    Told(
        "request",
        REVIEW,
        "case.request_command:request",
        "Log a letter, mail or call that asked somebody for a response.",
    ),
    Told("reply", REVIEW, "case.request_command:reply", "Log that a request was answered."),
    Told(
        "persons",
        PROOF,
        "case.list_command:persons",
        "List whom a case protects: by label, why, and in how many reports.",
    ),
    Told(
        "protect",
        PROOF,
        "case.protect_commands:protect",
        "Mark a person as protected: in whatever this case shows, a label stands instead of the name.",
    ),
    Told(
        "reveal",
        PROOF,
        "case.protect_commands:reveal",
        "Say that a protected person may be named, and why; both are kept in the custody chain.",
    ),
    Told("hide", PROOF, "case.protect_commands:hide", "Take a reveal back: the person is protected again."),
    Told(
        "check",
        PROOF,
        "case.check_command:check_case",
        "Check that a case holds what was put there, offline, and say what that doesn't prove.",
    ),
    Told("head", PROOF, "case.head_commands:head", "Print the end of the custody chain, to write down."),
    Told(
        "key",
        PROOF,
        "case.head_commands:key",
        "Make a key for signing heads, under a passphrase; print its public half.",
    ),
    Told(
        "sign",
        PROOF,
        "case.head_commands:sign",
        "Sign the end of the custody chain, and keep the signature in the case.",
    ),
    Told(
        "timestamp",
        PROOF,
        "case.head_commands:timestamp",
        "Have an authority confirm that the chain's end existed now (RFC 3161), and keep its token.",
    ),
    Told("vouched", PROOF, "case.head_commands:vouched_for", "Verify every signature and timestamp that a case holds."),
    Told(
        "seal",
        PROOF,
        "case.seal_commands:seal",
        "Put a case under a passphrase: the ledger and every original are encrypted, the plain files overwritten.",
    ),
    Told("unseal", PROOF, "case.seal_commands:unseal", "Make a sealed case plain again."),
    Told(
        "export",
        PROOF,
        "case.transfer_commands:export",
        "Write a case, or what it says, to a new file or folder. What each form can't hold is told.",
    ),
    Told(
        "import",
        PROOF,
        "case.transfer_commands:import_",
        "Make a case out of an export, or take into a case what another tool holds.",
    ),
    Told(
        "withdraw",
        PROOF,
        "case.gone_commands:withdraw",
        "Hide a report, a finding or a request, with a reason; it stays in the case and can be brought back.",
    ),
    Told(
        "erase",
        PROOF,
        "case.gone_commands:erase",
        "Destroy reports: their originals, texts, findings, decisions and index entries. It can't be undone.",
    ),
)


class Commands(TyperGroup):
    """The commands of `COMMANDS`: listed and completed by what it tells of them, each loaded when it is called."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401  as typer gives them
        listed = [TyperCommand(told.name, help=told.sentence, rich_help_panel=told.panel) for told in COMMANDS]
        super().__init__(**{**attributes, "commands": listed})

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401  typer keeps these classes to itself
        """The command that the arguments name, loaded."""
        name, listed, rest = super().resolve_command(ctx, args)
        return name, None if listed is None or name is None else loaded(name), rest


def loaded(name: str) -> Any:  # noqa: ANN401  typer keeps its command classes to itself
    """A command, with its options and all that it says of itself."""
    told = next(told for told in COMMANDS if told.name == name)
    module, _, function = told.place.partition(":")
    one = typer.Typer(rich_markup_mode="rich", add_completion=False)
    one.command(name, rich_help_panel=told.panel)(getattr(import_module(f"onrecord.present.{module}"), function))
    return typer.main.get_command(one)


def every() -> dict[str, Any]:
    """All commands, loaded, by name: for the reference, and for tests."""
    return {told.name: loaded(told.name) for told in COMMANDS}
