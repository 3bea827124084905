"""The command `onrecord read`: sources in, readings out."""

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from onrecord.present import ends, output, parameters, progress
from onrecord.present.roster_command import rosters_for_reading
from onrecord.present.writers import Format, writer
from onrecord.records import Failure
from onrecord.runs import read_sources
from onrecord.runs.local import Stages
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.acquire import Options
    from onrecord.resolve import Roster


def read(
    context: typer.Context,
    sources: parameters.Sources,
    *,
    format: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            help="How to write what was found: `table` and `html` for people, `json` (one array) and `jsonl` (an "
            "object a line) for programs.",
            rich_help_panel=parameters.OUTPUT,
        ),
    ] = Format.TABLE,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Write to this file; it appears when all is read. Without it, standard output.",
            rich_help_panel=parameters.OUTPUT,
        ),
    ] = None,
    jobs: parameters.Jobs = None,
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
) -> None:
    """Say who says what, what is alleged, on whose word, and who responded.

    Every finding points at characters of the report's text. It is a machine's reading: nobody has checked it.

    [bold]Examples[/bold]

    Read one report:

        [cyan]onrecord read report.html[/cyan]

    See the text with what was found in it, in a browser:

        [cyan]onrecord read reports/ --format html --out readings.html[/cyan]

    Hand a folder to another program, an object a report:

        [cyan]onrecord read reports/ --format jsonl --out readings.jsonl[/cyan]

    Say what a scan can't:

        [cyan]onrecord read letter.pdf --publisher "Harbour Watch" --published 2031-05-02[/cyan]

    Know the ministers of the day, from a list of your own:

        [cyan]onrecord read reports/ --roster ministers.csv --format jsonl[/cyan]

    Fetch a page through Tor:

        [cyan]onrecord read https://paper.example/story --proxy socks5h://127.0.0.1:9050[/cyan]

    [bold]Exit status[/bold]: 0 all read · 3 some reports failed, each named with its reason · 2 wrong usage
    """
    errors = ends.standard_error()
    with ends.told(errors, left="" if out is None else f"; {out} is as it was before"):
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
        if out is not None:
            output.check_out(out)
        rosters = rosters_for_reading(roster or (), errors)
        parameters.announce_network(sources, options, errors)
        failed = _read(
            sources,
            options=options,
            format=format,
            out=out,
            jobs=jobs or settings.jobs or parameters.cores(),
            weights=settings.reader,
            stages=context.obj if isinstance(context.obj, Stages) else None,
            rosters=rosters,
            errors=errors,
        )
    if failed or (rosters is not None and rosters.failures):
        raise typer.Exit(ends.SOME_FAILED)


def _read(
    sources: list[str],
    *,
    options: "Options",
    format: Format,
    out: Path | None,
    jobs: int,
    weights: Path | None,
    stages: Stages | None,
    rosters: "Roster | None",
    errors: Console,
) -> int:
    """Read all and write all; how many failed."""
    read_count = failed = 0
    on_terminal = out is None and sys.stdout.isatty()
    with (
        output.opened(out) as stream,
        # Results that scroll by on the same terminal are progress enough, and a bar would tear them.
        progress.shown(errors, sources, visible=errors.is_terminal and not on_terminal) as on_progress,
    ):
        # First of all, since it refuses wrong usage; then nothing has been written.
        results = read_sources(
            sources,
            options=options,
            jobs=jobs,
            weights=weights,
            on_progress=on_progress,
            stages=stages,
            rosters=rosters,
        )
        written = writer(format, stream, color=on_terminal)
        with closing(results):  # what is being read when writing fails, or Ctrl-C comes, ends with it
            for result in results:
                if isinstance(result, Failure):
                    failed += 1
                    if not (format.holds_failures or on_terminal):
                        ends.tell(errors, f"{result.id}: {result.message} [{result.code}]")
                else:
                    read_count += 1
                written.add(result)
                if on_terminal:
                    stream.flush()
        written.finish()
    if failed or not read_count:
        ends.tell(errors, f"{read_count} read, {failed} failed." if failed else "There was nothing to read.")
    return failed
