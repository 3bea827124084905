"""The commands `onrecord tie` and `untie`: a reviewer's word on what weighing joins or keeps apart."""

from dataclasses import asdict
from typing import Annotated

import typer

from onrecord.ledger import ties
from onrecord.present import ends
from onrecord.present.case.common import CaseName, Json, Who, is_finding, opened, wanted_number, write_json
from onrecord.present.plain import visible
from onrecord.records.tie import Tie, TieKind

Reason = Annotated[
    str | None,
    typer.Option("--reason", "-r", metavar="TEXT", help="Why, in your words; kept with it.", show_default=False),
]


def tie(
    case: CaseName,
    kind: Annotated[
        TieKind,
        typer.Argument(
            metavar="KIND",
            help="same_actor, other_actor (of two actors); same_event, other_event, part_of (of two allegations); "
            "cites, not_cites (of a report, and a report or an actor); independent, shared (of two reports or actors).",
            show_default=False,
        ),
    ],
    first: Annotated[
        str,
        typer.Argument(
            metavar="FIRST",
            help="A finding's id, as `onrecord show` prints it, or report:12.",
            show_default=False,
        ),
    ],
    second: Annotated[str, typer.Argument(metavar="SECOND", help="Likewise.", show_default=False)],
    *,
    reason: Reason = None,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Say that two things are one, or two, or who has it from whom. It binds whatever is weighed from now on.

    Findings stay as they are: a tie is about how they hang together across reports. `part_of` puts the first
    allegation's event into the second's campaign; `cites` says that the first report has it from the second. What
    contradicts a tie in force is refused; `onrecord list CASE ties` shows them, `onrecord untie` undoes one.

    [bold]Examples[/bold]

        [cyan]onrecord tie harbour same_event g3f0a9c1d2e4b5a67 g77c2e8aa90b1d3f4 -r "the same night at the weir"[/cyan]

        [cyan]onrecord tie harbour other_actor a90b1c2d3e4f5a6b7 a1f2e3d4c5b6a7980 -r "father and son"[/cyan]

        [cyan]onrecord tie harbour cites report:7 report:3[/cyan]

        [cyan]onrecord tie harbour shared report:3 report:9 -r "both spoke with the same two witnesses"[/cyan]
    """
    with ends.told(ends.standard_error()):
        ends_of = [_end(given) for given in (first, second)]
        with opened(case, who=who) as ledger, ledger.writing() as writing:
            made = ties.tie(writing, kind, *ends_of, reason=reason)
        _tell(made, json_=json_)


def untie(
    case: CaseName,
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="The tie's number, as `onrecord list CASE ties` shows it.")
    ],
    *,
    reason: Reason = None,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Undo a tie, or an undoing. Both stay in the history.

    [bold]Example[/bold]

        [cyan]onrecord untie harbour 4 -r "the dates differ"[/cyan]
    """
    with ends.told(ends.standard_error()):
        wanted = wanted_number(number, what="tie")
        with opened(case, who=who) as ledger, ledger.writing() as writing:
            made = ties.untie(writing, wanted, reason=reason)
        _tell(made, json_=json_)


def _end(given: str) -> str:
    """What a user typed, as ties name it: `12` and `#12` are reports too; what is neither, the ledger refuses."""
    if is_finding(given) or not given.removeprefix("report:").removeprefix("#").isdecimal():
        return given.removeprefix("finding:")
    return f"report:{wanted_number(given, what='report')}"


def _tell(made: Tie, *, json_: bool) -> None:
    if json_:
        write_json({**asdict(made), "kind": None if made.kind is None else made.kind.value})
        return
    what = f"{made.first} {made.kind.value} {made.second}" if made.kind is not None else f"tie {made.undoes} undone"
    typer.echo(visible(f"Tie {made.number}: {what}."))
