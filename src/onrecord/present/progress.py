"""Progress on standard error, for runs that somebody watches."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from onrecord.runs import Progress

# Counting the files of an archive beforehand must not take longer than the bar is worth.
MOST_COUNTED = 100_000


@contextmanager
def shown(console: Console, sources: Sequence[str], *, visible: bool) -> Iterator[Callable[[Progress], None]]:
    """A bar with rate and time left; where the number of files can't be known, only counts and rate.

    Args:
        console: on standard error.
        sources: what is being read.
        visible: whether to show anything.
    """
    if not visible:
        yield lambda progress: None
        return
    total = count_files(sources)
    columns = [
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
        *([TimeRemainingColumn()] if total is not None else []),
    ]
    with Bars(*columns, console=console, transient=True) as bars:
        task = bars.add_task("Reading", total=total, told="")
        files = 0
        latest: str | None = None

        def show(progress: Progress) -> None:
            nonlocal files, latest
            # Reports out of one container come one after another, so that a new source means a file more.
            if progress.source != latest:
                files, latest = files + 1, progress.source
            elapsed = bars.tasks[0].elapsed
            rate = f" · {progress.done / elapsed:.1f} a second" if elapsed else ""
            of = f" · file {files} of {total}" if total is not None else ""
            failed = f" · {progress.failed} failed" if progress.failed else ""
            bars.update(task, completed=files, told=f"{progress.done} reports{of}{failed}{rate}")

        yield show


@contextmanager
def counted(console: Console, what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar for work that tells how much of how much is done; nothing where nobody watches.

    Args:
        console: on standard error.
        what: the work, as `Sealing`.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task(what, total=None)
        yield lambda done, of: bars.update(task, completed=done, total=of)


@contextmanager
def working(console: Console, what: str) -> Iterator[None]:
    """A sign that something is being done, where nobody knows how long it takes; nothing where nobody watches."""
    if console.is_terminal:
        with console.status(what):
            yield
    else:
        yield


def count_files(sources: Sequence[str]) -> int | None:
    """How many files the sources hold, or None where that can't be known cheaply or one file is all there is."""
    count = 0
    for source in sources:
        if source == "-" or "://" in source:
            return None
        path = Path(source)
        if not path.is_dir():
            count += 1
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = [name for name in folders if not name.startswith(".")]
            count += sum(_is_file(Path(folder) / name) for name in names if not name.startswith("."))
            if count > MOST_COUNTED:
                return None
    return count if count > 1 else None


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False
