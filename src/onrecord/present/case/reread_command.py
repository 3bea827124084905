"""The command `onrecord reread`: kept reports, by the reader that is here now."""

from contextlib import closing

import typer

from onrecord.ledger.view import masked, open_view
from onrecord.present import ends, parameters, progress
from onrecord.present.case.common import CaseName, Json, Who, opened, write_json
from onrecord.present.roster_command import rosters_for_reading
from onrecord.records.acquisition import Access
from onrecord.runs.adding import reread as read_again
from onrecord.runs.local import Stages
from onrecord.settings import Settings


def reread(
    context: typer.Context,
    case: CaseName,
    *,
    jobs: parameters.Jobs = None,
    roster: parameters.Rosters = None,
    who: Who = None,
    json_: Json = False,
) -> None:
    """Read every kept report again, with the reader that is here now.

    Older readings stay. Decisions hold where the new reading has the same finding; those it no longer has are listed
    by `onrecord list CASE orphans`.

    [bold]Example[/bold]

        [cyan]onrecord reread harbour[/cyan]
    """
    errors = ends.standard_error()
    new = failed = 0
    with ends.told(errors, left="; what was read is kept"):
        settings = Settings.from_environment()
        rosters = rosters_for_reading(roster or (), errors)
        with opened(case, who=who) as ledger:
            with (
                progress.shown(errors, ["-"], visible=errors.is_terminal) as on_progress,
                closing(
                    read_again(
                        ledger,
                        options=parameters.default_options(settings),
                        jobs=jobs or settings.jobs or parameters.cores(),
                        weights=settings.reader,
                        rosters=rosters,
                        on_progress=on_progress,
                        stages=context.obj if isinstance(context.obj, Stages) else None,
                    )
                ) as told,
            ):
                for each in told:
                    new += each.new
                    if each.failure is not None:
                        failed += 1
                        (failure,) = masked(ledger, [each.failure])  # it may name the file, and files name victims
                        ends.tell(errors, f"report {each.number}: {failure.message} [{failure.code}]")
            with open_view(ledger, access=Access.CONFIDENTIAL) as view:
                orphans = sum(1 for _ in view.orphans())
        if json_:
            write_json({"read": new, "failed": failed, "orphans": orphans})
        else:
            typer.echo(f"{new} read anew, {failed} failed.")
            if orphans:
                typer.echo(f"{orphans} decisions have lost their findings: onrecord list {case} orphans")
    if failed:
        raise typer.Exit(ends.SOME_FAILED)
