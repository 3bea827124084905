"""The commands `onrecord protect`, `reveal` and `hide`: whose names leave the case."""

from typing import Annotated

import typer

from onrecord.ledger import protecting
from onrecord.present import ends
from onrecord.present.case.common import CaseName, Json, Who, opened, write_json
from onrecord.records.decision import Role

Person = Annotated[
    str,
    typer.Argument(
        metavar="PERSON",
        help="The person's name as fully as you know it, or the label that stands for them, as “\\[victim 3]”.",
        show_default=False,
    ),
]


def protect(
    case: CaseName,
    person: Person,
    *,
    role: Annotated[Role, typer.Option("--role", help="Why the person is protected.")] = Role.VICTIM,
    alias: Annotated[
        list[str] | None,
        typer.Option("--alias", metavar="NAME", help="Another name or spelling; may be repeated.", show_default=False),
    ] = None,
    phrase: Annotated[
        list[str] | None,
        typer.Option(
            "--phrase",
            metavar="WORDS",
            help="Words that tell who it is without a name: a village, a post. May be given again.",
            show_default=False,
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", "-r", metavar="TEXT", help="Why.", show_default=False)
    ] = None,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Mark a person as protected: in whatever this case shows, a label stands instead of the name.

    Victims, their relatives and sources without a public position are protected without being marked. Mark whom the
    reader missed, and the words by which somebody could be known without a name.

    [bold]Example[/bold]

        [cyan]onrecord protect harbour "Ilve Marr" --role witness --phrase "the baker of Quay Street"[/cyan]
    """
    with ends.told(ends.standard_error()):
        with opened(case, who=who) as ledger, ledger.writing() as writing:
            label = protecting.protect(writing, person, role, aliases=alias or (), phrases=phrase or (), reason=reason)
        write_json({"label": label}) if json_ else typer.echo(f"Protected; {label} stands instead.")


def reveal(
    case: CaseName,
    person: Person,
    *,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", "-r", metavar="TEXT", help="Why naming does no harm, or has to be.", show_default=False
        ),
    ],
    who: Who = None,
    json_: Json = False,
) -> None:
    r"""Say that a protected person may be named, and why; both are kept in the custody chain.

    [bold]Example[/bold]

        [cyan]onrecord reveal harbour "\[victim 3]" -r "she asked for it in writing, 2 May"[/cyan]
    """
    _reveal(case, person, reason, ends_it=False, who=who, json_=json_)


def hide(
    case: CaseName,
    person: Person,
    *,
    reason: Annotated[
        str, typer.Option("--reason", "-r", metavar="TEXT", help="Why not any longer.", show_default=False)
    ],
    who: Who = None,
    json_: Json = False,
) -> None:
    r"""Take a reveal back: the person is protected again.

    What has left the case meanwhile can't be called back.

    [bold]Example[/bold]

        [cyan]onrecord hide harbour "\[victim 3]" -r "threats since the hearing"[/cyan]
    """
    _reveal(case, person, reason, ends_it=True, who=who, json_=json_)


def _reveal(case: str, person: str, reason: str, *, ends_it: bool, who: str | None, json_: bool) -> None:
    with ends.told(ends.standard_error()):
        with opened(case, who=who) as ledger, ledger.writing() as writing:
            label = protecting.reveal(writing, person, reason, ends=ends_it)
        if json_:
            write_json({"label": label, "revealed": not ends_it})
        else:
            typer.echo(f"{label} {'is protected again' if ends_it else 'may be named from now on'}.")
