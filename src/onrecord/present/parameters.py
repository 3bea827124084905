"""What several commands take: sources, what files can't say of themselves, the network, limits."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict
from urllib.parse import urlsplit

import typer
from rich.console import Console

from onrecord.errors import UsageError
from onrecord.present import ends
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.acquire import Options

OUTPUT = "Output"
SAID = "What a file can't say of itself"
RESOLVING = "Who is who"
NETWORK = "Network"
LIMITS = "Limits"

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|FOLDER|URL|-…",
        help="What to read: text, HTML, PDF, DOCX, e-mail, WARC or WACZ, a feed, JSON Lines; folders are walked; "
        "`-` is JSON Lines on standard input.",
        show_default=False,
    ),
]

Jobs = Annotated[
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
]

Publisher = Annotated[
    str | None,
    typer.Option("--publisher", metavar="NAME", help="Who published the reports.", rich_help_panel=SAID),
]

Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="The report's title.", rich_help_panel=SAID)]

Byline = Annotated[
    str | None, typer.Option("--byline", metavar="NAME", help="Who wrote the report.", rich_help_panel=SAID)
]

Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="When it was published, as 2017-04-01.", rich_help_panel=SAID),
]

Url = Annotated[
    str | None,
    typer.Option("--url", metavar="URL", help="Where it was published. Not fetched.", rich_help_panel=SAID),
]

Manifest = Annotated[
    Path | None,
    typer.Option(
        "--manifest",
        metavar="CSV",
        help="A table that says these things file by file: path,url,publisher,title,byline,published.",
        rich_help_panel=SAID,
    ),
]

Rosters = Annotated[
    list[Path] | None,
    typer.Option(
        "--roster",
        metavar="FILE",
        help="Who held which office when: actors get their positions, and “the Secretary of State” becomes the one "
        "who was. May be given several times; `onrecord roster FILE` shows what is understood.",
        rich_help_panel=RESOLVING,
        show_default=False,
    ),
]

Proxy = Annotated[
    str | None,
    typer.Option(
        "--proxy",
        metavar="URL",
        help="Fetch through this HTTP or SOCKS5 proxy, for example socks5h://127.0.0.1:9050.",
        rich_help_panel=NETWORK,
    ),
]

AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Fetch from private and loopback addresses too, as for a page on this machine.",
        rich_help_panel=NETWORK,
    ),
]

Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        help="Seconds that one fetch may take, redirects included.",
        rich_help_panel=NETWORK,
        show_default=False,
    ),
]

MaxBytes = Annotated[
    int | None,
    typer.Option(
        "--max-bytes",
        min=1,
        metavar="N",
        help="Largest original to open or fetch, in bytes after decompression.",
        rich_help_panel=LIMITS,
        show_default=False,
    ),
]


class Said(TypedDict):
    """What the command line says of every report."""

    publisher: str | None
    title: str | None
    byline: str | None
    published: str | None
    url: str | None


def options_of(
    settings: Settings,
    *,
    said: Said,
    manifest: Path | None,
    proxy: str | None,
    allow_private: bool,
    timeout: float | None,
    max_bytes: int | None,
) -> "Options":
    """What the command line says, then the environment, then the defaults.

    Raises:
        UsageError: one of them isn't as documented.
    """
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


def default_options(settings: Settings) -> "Options":
    """Options of a run that fetches nothing and is told nothing."""
    said = Said(publisher=None, title=None, byline=None, published=None, url=None)
    return options_of(settings, said=said, manifest=None, proxy=None, allow_private=False, timeout=None, max_bytes=None)


def announce_network(sources: Sequence[str], options: "Options", errors: Console) -> None:
    """Say, before anything is fetched, which servers will be asked, and whether through a proxy."""
    hosts = sorted({urlsplit(source).hostname or source for source in sources if is_address(source)})
    if hosts:
        # Only that there is one: the proxy's address may hold a password.
        how = "directly" if options.proxy is None else "through the proxy"
        ends.tell(errors, f"using the network, {how}, to fetch from {', '.join(hosts)}")


def is_address(source: str) -> bool:
    """Whether a source is to be fetched."""
    return source.lower().startswith(("http://", "https://"))


def cores() -> int:
    """Cores that this process may use, which in a container is fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
