"""The command `onrecord add`: reports into a case."""

from collections import Counter
from contextlib import closing
from typing import Annotated

import typer
from rich.console import Console

from onrecord.ledger.adding import Outcome
from onrecord.ledger.store import Ledger
from onrecord.ledger.view import masked
from onrecord.present import ends, parameters, progress
from onrecord.present.case.common import CaseName, Who, opened, write_json_line
from onrecord.present.plain import visible
from onrecord.present.roster_command import rosters_for_reading
from onrecord.records.acquisition import Access
from onrecord.runs.adding import Told, add_sources
from onrecord.runs.local import Stages
from onrecord.settings import Settings

KEEPING = "How it is kept"

OUTCOMES = {
    Outcome.ADDED: "added",
    Outcome.SAME_TEXT: "added; another report's text",
    Outcome.OBTAINED_AGAIN: "had already, now also obtained here",
    Outcome.READ_AGAIN: "read again",
    Outcome.KNOWN: "had already",
    Outcome.FAILED: "failed",
}


def add(
    context: typer.Context,
    case: CaseName,
    sources: parameters.Sources,
    *,
    jobs: parameters.Jobs = None,
    access: Annotated[
        Access, typer.Option("--access", help="Who may see these reports.", rich_help_panel=KEEPING)
    ] = Access.PUBLIC,
    consent: Annotated[
        str | None,
        typer.Option(
            "--consent",
            metavar="TEXT",
            help="What was agreed with whoever gave them.",
            rich_help_panel=KEEPING,
            show_default=False,
        ),
    ] = None,
    publisher: parameters.Publisher = None,
    title: parameters.Title = None,
    byline: parameters.Byline = None,
    published: parameters.Published = None,
    url: parameters.Url = None,
    manifest: parameters.Manifest = None,
    roster: parameters.Rosters = None,
    proxy: parameters.Proxy = None,
    allow_private: parameters.AllowPrivate = False,
    timeout: parameters.Timeout = None,
    max_bytes: parameters.MaxBytes = None,
    who: Who = None,
    json_: Annotated[bool, typer.Option("--json", help="Write JSON, an object an item as it is kept.")] = False,
) -> None:
    """Keep reports in a case, with their originals, and read them.

    What the case has already is not added twice; a changed page under the same address becomes a report of its own that
    points to the one before. What can't be read is kept too, with the reason. Stopped at any moment, the same command
    goes on where it was.

    [bold]Examples[/bold]

        [cyan]onrecord add harbour reports/ --manifest reports.csv[/cyan]

        [cyan]onrecord add harbour https://paper.example/story --publisher "The Paper"[/cyan]

        [cyan]onrecord add harbour interview.docx --access confidential --consent "quote without name"[/cyan]

    [bold]Exit status[/bold]: 0 all kept and read · 3 some reports could not be read, each named · 2 wrong usage
    """
    errors = ends.standard_error()
    with ends.told(errors, left="; what was told as added is kept, and the same command goes on from there"):
        settings = Settings.from_environment()
        options = parameters.options_of(
            settings,
            said=parameters.Said(publisher=publisher, title=title, byline=byline, published=published, url=url),
            manifest=manifest,
            proxy=proxy,
            allow_private=allow_private,
            timeout=timeout,
            max_bytes=max_bytes,
        )
        rosters = rosters_for_reading(roster or (), errors)
        with opened(case, who=who) as ledger:
            parameters.announce_network(sources, options, errors)
            with (
                progress.shown(errors, sources, visible=errors.is_terminal) as on_progress,
                closing(
                    add_sources(
                        ledger,
                        sources,
                        options=options,
                        jobs=jobs or settings.jobs or parameters.cores(),
                        access=access,
                        consent=consent,
                        weights=settings.reader,
                        rosters=rosters,
                        on_progress=on_progress,
                        stages=context.obj if isinstance(context.obj, Stages) else None,
                    )
                ) as told,
            ):
                outcomes: Counter[Outcome] = Counter()
                for each in told:
                    outcomes[Outcome.FAILED if each.failure is not None else each.added.outcome] += 1
                    _tell(ledger, each, errors, json_=json_)
            _sum_up(ledger, outcomes, json_=json_)
    if outcomes[Outcome.FAILED] or (rosters is not None and rosters.failures):
        raise typer.Exit(ends.SOME_FAILED)


def _tell(ledger: Ledger, told: Told, errors: Console, *, json_: bool) -> None:
    """Tell what came of an item. A file is often called after a victim, so even that is told masked."""
    if not json_ and told.failure is None and told.added.previous is None:
        return
    (told,) = masked(ledger, [told])
    if json_:
        write_json_line(as_object(told))
    elif told.failure is not None:
        ends.tell(errors, f"{told.id}: {told.failure.message} [{told.failure.code}]")
    elif told.added.previous is not None:
        ends.tell(errors, f"{told.id}: another text than report {told.added.previous}, from the same address")


def as_object(told: Told) -> dict[str, object]:
    """What came of one item, for `--json`."""
    number = "report" if told.failure is None else "failure"
    result: dict[str, object] = {
        "id": told.id,
        "source": told.source,
        "outcome": told.added.outcome.value,
        number: told.added.number,
    }
    if told.failure is not None:
        result["error"] = {"code": told.failure.code, "message": told.failure.message}
    if told.added.previous is not None:
        result["previous"] = told.added.previous
    if told.added.same_text is not None:
        result["same_text"] = told.added.same_text
    return result


def _sum_up(ledger: Ledger, outcomes: "Counter[Outcome]", *, json_: bool) -> None:
    if json_:
        return
    told = [f"{count:,} {OUTCOMES[outcome]}" for outcome, count in outcomes.items() if count]
    typer.echo(visible(f"{ledger.case.name}: {', '.join(told) or 'there was nothing to add'}."))
