"""The command `onrecord read`: sources in, readings out."""

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypedDict
from urllib.parse import urlsplit

import typer
from rich.console import Console

from onrecord.errors import OnrecordError, UsageError
from onrecord.present import output, progress
from onrecord.present.plain import visible
from onrecord.present.roster_command import rosters_for_reading
from onrecord.present.writers import Format, writer
from onrecord.records import Failure
from onrecord.runs import read_sources
from onrecord.runs.local import Stages
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.acquire import Options
    from onrecord.resolve import Roster

# Exit statuses, as the contract promises. 130 is what a shell expects of Ctrl-C.
SOME_FAILED = 3
WRONG_USAGE = 2
UNABLE = 1
INTERRUPTED = 130


class Said(TypedDict):
    """What the command line says of every report."""

    publisher: str | None
    title: str | None
    byline: str | None
    published: str | None
    url: str | None


OUTPUT = "Output"
SAID = "What a file can't say of itself"
RESOLVING = "Who is who"
NETWORK = "Network"
LIMITS = "Limits"


def read(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER|URL|-…",
            help="What to read: text, HTML, PDF, DOCX, e-mail, WARC or WACZ, a feed, JSON Lines; folders are walked; "
            "`-` is JSON Lines on standard input.",
            show_default=False,
        ),
    ],
    *,
    format: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            help="How to write what was found: `table` and `html` for people, `json` (one array) and `jsonl` (an "
            "object a line) for programs.",
            rich_help_panel=OUTPUT,
        ),
    ] = Format.TABLE,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Write to this file; it appears when all is read. Without it, standard output.",
            rich_help_panel=OUTPUT,
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            min=1,
            metavar="N",
            help="Processes that read at the same time. Without it, one a core. The results are the same for any N.",
            rich_help_panel=LIMITS,
            show_default=False,
        ),
    ] = None,
    publisher: Annotated[
        str | None,
        typer.Option("--publisher", metavar="NAME", help="Who published the reports.", rich_help_panel=SAID),
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="The report's title.", rich_help_panel=SAID)
    ] = None,
    byline: Annotated[
        str | None, typer.Option("--byline", metavar="NAME", help="Who wrote the report.", rich_help_panel=SAID)
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="When it was published, as 2017-04-01.", rich_help_panel=SAID),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="Where it was published. Not fetched.", rich_help_panel=SAID),
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest",
            metavar="CSV",
            help="A table that says these things file by file: path,url,publisher,title,byline,published.",
            rich_help_panel=SAID,
        ),
    ] = None,
    roster: Annotated[
        list[Path] | None,
        typer.Option(
            "--roster",
            metavar="FILE",
            help="Who held which office when: actors get their positions, and “the Secretary of State” becomes the one "
            "who was. May be given several times; `onrecord roster FILE` shows what is understood.",
            rich_help_panel=RESOLVING,
            show_default=False,
        ),
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option(
            "--proxy",
            metavar="URL",
            help="Fetch through this HTTP or SOCKS5 proxy, for example socks5h://127.0.0.1:9050.",
            rich_help_panel=NETWORK,
        ),
    ] = None,
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private",
            help="Fetch from private and loopback addresses too, as for a page on this machine.",
            rich_help_panel=NETWORK,
        ),
    ] = False,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout",
            metavar="SECONDS",
            help="Seconds that one fetch may take, redirects included.",
            rich_help_panel=NETWORK,
            show_default=False,
        ),
    ] = None,
    max_bytes: Annotated[
        int | None,
        typer.Option(
            "--max-bytes",
            min=1,
            metavar="N",
            help="Largest original to open or fetch, in bytes after decompression.",
            rich_help_panel=LIMITS,
            show_default=False,
        ),
    ] = None,
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
    errors = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)
    try:
        settings = Settings.from_environment()
        options = _options(
            settings,
            said=Said(publisher=publisher, title=title, byline=byline, published=published, url=url),
            manifest=manifest,
            proxy=proxy,
            allow_private=allow_private,
            timeout=timeout,
            max_bytes=max_bytes,
        )
        if out is not None:
            output.check_out(out)
        rosters = rosters_for_reading(roster or (), errors)
        _announce_network(sources, options, errors)
        failed = _read(
            sources,
            options=options,
            format=format,
            out=out,
            jobs=jobs or settings.jobs or _cores(),
            weights=settings.reader,
            stages=context.obj if isinstance(context.obj, Stages) else None,
            rosters=rosters,
            errors=errors,
        )
    except UsageError as error:
        _stop(errors, error.message, status=WRONG_USAGE)
    except OnrecordError as error:
        _stop(errors, error.message, status=UNABLE)
    except KeyboardInterrupt:
        _stop(errors, _stopped("stopped", out), status=INTERRUPTED)
    except BrokenPipeError:
        raise  # whoever closed the pipe has what they wanted; typer ends quietly
    except OSError as error:
        if out is None:
            output.abandon_standard_output()
        _stop(errors, _stopped(f"stopped by the system: {error.strerror or error}", out), status=UNABLE)
    if failed or (rosters is not None and rosters.failures):
        raise typer.Exit(SOME_FAILED)


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
                        _tell(errors, f"{result.id}: {result.message} [{result.code}]")
                else:
                    read_count += 1
                written.add(result)
                if on_terminal:
                    stream.flush()
        written.finish()
    if failed or not read_count:
        _tell(errors, f"{read_count} read, {failed} failed." if failed else "There was nothing to read.")
    return failed


def _options(
    settings: Settings,
    *,
    said: Said,
    manifest: Path | None,
    proxy: str | None,
    allow_private: bool,
    timeout: float | None,
    max_bytes: int | None,
) -> "Options":
    """What the command line says, then the environment, then the defaults."""
    from onrecord.acquire import Options

    defaults = Options()
    if timeout is not None and timeout <= 0:
        raise UsageError("--timeout takes a number of seconds above 0.")
    if max_bytes is None:
        max_bytes = defaults.max_bytes if settings.max_bytes is None else settings.max_bytes
    return Options(
        **said,
        manifest=manifest,
        proxy=settings.proxy if proxy is None else proxy,
        allow_private=allow_private or settings.allow_private,
        timeout_s=settings.fetch_seconds if timeout is None else timeout,
        max_bytes=max_bytes,
        user_agent=defaults.user_agent if settings.user_agent is None else settings.user_agent,
    )


def _announce_network(sources: list[str], options: "Options", errors: Console) -> None:
    hosts = sorted({urlsplit(source).hostname or source for source in sources if _is_address(source)})
    if hosts:
        # Only that there is one: the proxy's address may hold a password.
        how = "directly" if options.proxy is None else "through the proxy"
        _tell(errors, f"using the network, {how}, to fetch from {', '.join(hosts)}")


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _cores() -> int:
    """Cores that this process may use, which in a container is fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _tell(errors: Console, message: str) -> None:
    errors.print(visible(f"onrecord: {message}"), markup=False)


def _stopped(how: str, out: Path | None) -> str:
    return f"{how}." if out is None else f"{how}; {out} is as it was before."


def _stop(errors: Console, message: str, *, status: int) -> NoReturn:
    _tell(errors, message)
    raise typer.Exit(status)
