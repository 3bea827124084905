"""Reading on one machine: sources in, readings and failures out, in the order of the sources."""

import secrets
import signal
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from onrecord.errors import ItemError, OnrecordError, UsageError
from onrecord.records import Failure, Reading, Report, Stretch
from onrecord.runs.long_reading import LongReading, put_aside, swept
from onrecord.runs.pool import ONE_THREAD, Pool, Ready, Unable, environment

if TYPE_CHECKING:
    from onrecord.acquire import Item, Options
    from onrecord.resolve import Roster

OnProgress = Callable[["Progress"], None]
Result = Reading | LongReading | Failure
Given = TypeVar("Given")

# Texts of more code points are read in stretches, and what is found in them is put aside. Below it, whatever stands on
# both sides of a stretch's border is resolved as one, at some 150 bytes of memory a character.
LONG = 400_000

# What the names of onrecord's temporary files begin with.
PREFIX = "onrecord-"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come.

    Attributes:
        done: items read or failed so far.
        failed: how many of them failed.
        source: where the last of them came from, as given.
    """

    done: int
    failed: int
    source: str


class OneReader(Protocol):
    """What a run asks of a reader."""

    def read(self, report: Report) -> Reading:
        """The reading of one report."""
        ...

    def stretches(self, report: Report) -> Iterator[Stretch]:
        """The same of a long one, a stretch at a time."""
        ...


def unresolved(reading: Reading) -> Reading:
    """The reading as it was read."""
    return reading


class Joins(Protocol):
    """What makes a long report's stretches into one reading, piece by piece; each is resolved by `resolve`."""

    def __call__(
        self, report: Report, stretches: Iterable[Stretch], *, resolve: Callable[[Reading], Reading]
    ) -> Iterator[Reading]:
        """The pieces, one a stretch."""
        ...


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages that a run puts in order; picklable, so that every process builds its own reader.

    Attributes:
        join: None: long texts are read like others.
        long: texts of more code points are long.
    """

    items: Callable[[Iterable[str], "Options"], Iterator["Item | Failure"]]
    open_item: Callable[["Item", "Options"], Report]
    reader: Callable[[Path | None], OneReader]
    resolve: Callable[..., Reading] = unresolved
    join: Joins | None = None
    long: int = LONG


def read_sources(
    sources: Iterable[str],
    *,
    options: "Options",
    jobs: int,
    weights: Path | None = None,
    on_progress: OnProgress | None = None,
    stages: Stages | None = None,
    rosters: "Roster | None" = None,
) -> Generator[Result, None, None]:
    """Read every report in the sources.

    What comes out is the same for any number of jobs. With one, reports are read in this process; with more, each
    process has a reader of its own, and a report that ends its process is a failure that names it while the rest goes
    on.

    Args:
        sources: files, folders, URLs, or `-` for JSON Lines on standard input.
        options: what `acquire` may do, and what the user says about the originals.
        jobs: processes that read at the same time.
        weights: file with the reader's weights; those that come with the package when None.
        on_progress: called after each report.
        stages: other stages than onrecord's own.
        rosters: who held which office when, for resolving; each process gets them once.

    Returns:
        One reading or failure for each item, in the order of the sources, as they come. A long text's reading is a
        `LongReading`, whose file is gone once the next result is asked for. Iterating raises `ReaderError` where the
        reader can't be loaded. Closing it stops the run.

    Raises:
        UsageError: at once, where `jobs` is below one or an option is not as documented.
    """
    chosen = prepared(stages, jobs=jobs, rosters=rosters)
    items = chosen.items(sources, options)
    prefix = f"{PREFIX}{secrets.token_hex(8)}-"
    results = answers(items, stages=chosen, options=options, jobs=jobs, weights=weights, prefix=prefix)
    return _watched(results, on_progress, prefix)


def prepared(stages: Stages | None, *, jobs: int, rosters: "Roster | None") -> Stages:
    """The stages of a run: those given, or onrecord's own, resolving with the rosters.

    Raises:
        UsageError: `jobs` is below one.
    """
    if jobs < 1:
        raise UsageError(f"{jobs} jobs can read nothing; give 1 or more.")
    chosen = own_stages() if stages is None else stages
    return chosen if rosters is None else replace(chosen, resolve=partial(chosen.resolve, rosters=rosters))


def answers(
    tasks: Iterator["Item | Given"],
    *,
    stages: Stages,
    options: "Options",
    jobs: int,
    weights: Path | None,
    prefix: str = PREFIX,
) -> "Generator[Result | Given, None, None]":
    """What comes of each item, read here or in processes; what is no item is passed through in its place.

    Args:
        tasks: drawn a few for each process ahead of the answer that is due.
        stages: as `prepared` gives them.
        options: of the run.
        jobs: processes that read at the same time; with one, this process reads.
        weights: file with the reader's weights; those that come with the package when None.
        prefix: what the names of files begin with in which long readings are put aside.
    """
    from onrecord.acquire import Item

    read = partial(read_item, stages=stages, options=options, prefix=prefix)
    load = partial(stages.reader, weights)
    if jobs == 1:
        return _read_here(tasks, load, read)
    pool: Pool[Item, Result | Given] = Pool(partial(serve, load=load, read=read), lost=lost, jobs=jobs)
    return pool.answers(tasks, is_answer=lambda task: not isinstance(task, Item))


def _watched(
    results: Generator[Result, None, None], on_progress: OnProgress | None, prefix: str
) -> Generator[Result, None, None]:
    done = failed = 0
    with swept(prefix), closing(results):  # swept once every process has ended
        for result in results:
            done += 1
            failed += isinstance(result, Failure)
            if on_progress is not None:
                source = result.source if isinstance(result, Failure) else result.report.source
                on_progress(Progress(done, failed, source))
            yield result
            if isinstance(result, LongReading):
                result.close()


def read_item(item: "Item", *, stages: Stages, reader: OneReader, options: "Options", prefix: str) -> Result:
    """Read one item; whatever goes wrong with it is a failure that names it.

    Args:
        item: what to read.
        stages: in which order.
        reader: this process's own.
        options: of the run.
        prefix: what the names of files begin with in which long readings are put aside.
    """
    try:
        report = stages.open_item(item, options)
        if stages.join is not None and len(report.text) > stages.long:
            pieces = stages.join(report, reader.stretches(report), resolve=stages.resolve)
            return put_aside(report, pieces, prefix=prefix)
        return stages.resolve(reader.read(report))
    except ItemError as error:
        return Failure(item.id, item.source, error.code, error.message)
    except OnrecordError:
        raise  # about the run, not the item: the weights, the call
    except Exception as error:  # noqa: BLE001  whatever a library throws at one report must not end the run over the rest
        # Only where and what kind: an exception's own words may quote the report, and names don't belong in logs.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return Failure(
            item.id,
            item.source,
            ItemError.code,
            f"Reading stopped at an unexpected {type(error).__name__} ({Path(frame.filename).name}:{frame.lineno}). "
            "This is a fault in onrecord; please report it with the original, if it may be shared.",
        )


def _read_here(
    tasks: Iterator["Item | Given"], load: Callable[[], OneReader], read: "Read"
) -> "Generator[Result | Given, None, None]":
    from onrecord.acquire import Item

    reader: OneReader | None = None
    for task in tasks:
        if not isinstance(task, Item):
            yield task
            continue
        if reader is None:
            reader = load()
        yield read(task, reader=reader)


class Read(Protocol):
    """`read_item` with all but the item and the reader given; picklable."""

    def __call__(self, item: "Item", *, reader: OneReader) -> Result:
        """The item's reading, or why there is none."""
        ...


def serve(connection: Connection, *, load: Callable[[], OneReader], read: Read) -> None:
    """One process: a reader, and an answer for each item until the pipe closes."""
    # Ctrl-C reaches every process of a terminal; the first one decides and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        try:
            reader = load()
        except OnrecordError as error:
            connection.send(Unable(error))
            return
        connection.send(Ready())
        while True:
            item = connection.recv()
            try:
                answer = read(item, reader=reader)
            except OnrecordError as error:
                connection.send(Unable(error))
                return
            connection.send(answer)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the run is over, and sweeps up what was put aside


def lost(item: "Item", how: str) -> Failure:
    """The failure of an item whose reading process ended."""
    return Failure(
        item.id,
        item.source,
        ItemError.code,
        f"The process that read it did not survive: {how}. Read it alone (--jobs 1), or split it.",
    )


def own_stages() -> Stages:
    """Onrecord's own stages, loaded on one thread."""
    # Imported here: the command's help must not wait for onnxruntime. On one thread, as in the processes of a pool:
    # NumPy's products round differently on two, and any number of jobs must give the same bytes.
    with environment(ONE_THREAD):
        from onrecord import acquire, read, resolve

    return Stages(
        items=acquire.items,
        open_item=acquire.open_item,
        reader=read.Reader,
        resolve=resolve.resolve,
        join=resolve.resolve_stretches,
    )
