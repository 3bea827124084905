"""Adding to a case on one machine: originals kept, reports read in processes, all committed in the sources' order.

An original is kept before its report is read, and a report is told as added only once the ledger holds it. Killed at
any moment, the same call goes on: what the case has is not read again.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from onrecord.errors import ItemError, RefusedOriginal, UsageError
from onrecord.ledger.adding import Added, Terms, add_reading
from onrecord.ledger.originals import Stored
from onrecord.ledger.store import Addition, Ledger
from onrecord.records import Failure, Reading, Report, Stretch
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.runs.local import (
    OneReader,
    OnProgress,
    Progress,
    Read,
    Result,
    Stages,
    lost,
    own_stages,
    read_item,
    serve,
)
from onrecord.runs.long_reading import LongReading
from onrecord.runs.pool import Pool

if TYPE_CHECKING:
    from onrecord.acquire import Item, Options
    from onrecord.resolve import Roster

# A case keeps a reading whole, at some 150 bytes of memory a character while it is made.
LONGEST = 4_000_000
TOO_LONG = (
    f"Its text is longer than {LONGEST:,} characters, which a case can't keep as one reading. Split it, or use "
    "`onrecord read`."
)

# Reports that one transaction keeps. Readings come at some ten a second: few enough that progress is told at once, and
# that another writer waits a moment only; enough that an archive's commits don't wait for the disk.
BATCH = 16


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one item.

    Attributes:
        id, source: of the item, as given.
        added: what the ledger made of it.
        failure: why it could not be read, where it couldn't.
    """

    id: str
    source: str
    added: Added
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """An item whose original is kept."""

    id: str
    source: str
    acquisition: Acquisition | None
    stored: Stored | None


@dataclass(frozen=True, slots=True)
class _Known:
    """An item whose report the case has."""

    report: Report


def add_sources(
    ledger: Ledger,
    sources: Iterable[str],
    *,
    options: "Options",
    jobs: int,
    access: Access = Access.PUBLIC,
    consent: str | None = None,
    weights: Path | None = None,
    rosters: "Roster | None" = None,
    on_progress: OnProgress | None = None,
    stages: Stages | None = None,
) -> Generator[Told, None, None]:
    """Add every report in the sources to a case, with its original and its reading.

    Args:
        ledger: the open ledger.
        sources: files, folders, URLs, or `-` for JSON Lines on standard input.
        options: what `acquire` may do, and what the user says about the originals.
        jobs: processes that read at the same time. What is kept, and in which order, is the same for any number.
        access: who may see the reports.
        consent: what was agreed with whoever gave them.
        weights: file with the reader's weights; those that come with the package when None.
        rosters: who held which office when, for resolving.
        on_progress: called after each report.
        stages: other stages than onrecord's own.

    Returns:
        What came of each item, in the order of the sources, told once it is kept.

    Raises:
        UsageError: at once, where `jobs` is below one or an option is not as documented.
    """
    if jobs < 1:
        raise UsageError(f"{jobs} jobs can read nothing; give 1 or more.")
    chosen = replace(own_stages() if stages is None else stages, long=LONGEST)
    if chosen.join is not None:
        # Nothing of a report is put aside in a temporary file: a sealed case would leave it there in the plain.
        chosen = replace(chosen, join=_too_long)
    if rosters is not None:
        chosen = replace(chosen, resolve=partial(chosen.resolve, rosters=rosters))
    items = chosen.items(sources, options)
    terms = Terms(access=access, consent=consent)
    return _adding(
        ledger, items, options=options, stages=chosen, weights=weights, jobs=jobs, terms=terms, on_progress=on_progress
    )


def _adding(
    ledger: Ledger,
    items: "Iterator[Item | Failure]",
    *,
    options: "Options",
    stages: Stages,
    weights: Path | None,
    jobs: int,
    terms: Terms,
    on_progress: OnProgress | None,
) -> Generator[Told, None, None]:
    drawn: deque[_Drawn] = deque()  # as far as the reading runs ahead of the ledger: a few for each process
    kept: deque[tuple[_Drawn, Failure | None]] = deque()
    read = partial(read_item, stages=stages, options=options, prefix=f"onrecord-{token_hex(8)}-")
    load = partial(stages.reader, weights)
    tasks = _tasks(ledger, items, options, drawn)
    answers = _here(tasks, load, read) if jobs == 1 else _in_processes(tasks, load, read, jobs=jobs)

    def additions() -> Iterator[Addition]:
        for answer in answers:
            each = drawn.popleft()
            result = _keepable(answer, each)
            kept.append((each, result if isinstance(result, Failure) else None))
            yield Addition(result=result, acquisition=each.acquisition, original=each.stored, terms=terms)

    done = failed = 0
    with closing(answers):
        for added in ledger.add_all(additions(), batch=BATCH):
            each, failure = kept.popleft()
            done += 1
            failed += failure is not None
            if on_progress is not None:
                on_progress(Progress(done, failed, each.source))
            yield Told(each.id, each.source, added, failure)


def _tasks(
    ledger: Ledger, items: "Iterator[Item | Failure]", options: "Options", drawn: deque[_Drawn]
) -> "Iterator[Item | _Known | Failure]":
    """Each item once its original is kept, with its bytes in hand: what is read is what was kept, byte for byte."""
    import io

    from onrecord.acquire import content_of

    for item in items:
        if isinstance(item, Failure):
            drawn.append(_kept_unopened(ledger, item, options))
            yield item
            continue
        acquisition = Acquisition(source=item.id, how=_how(item), url=item.found.url or item.given.url)
        try:
            content = content_of(item, options)
        except ItemError as error:
            drawn.append(_Drawn(item.id, item.source, acquisition, None))
            yield Failure(item.id, item.source, error.code, error.message)
            continue
        stored = ledger.originals.put(io.BytesIO(content))
        drawn.append(_Drawn(item.id, item.source, acquisition, stored))
        number = ledger.number_of(stored.sha256)
        if number is not None:
            yield _Known(ledger.report(number))
        else:
            yield item if item.text is not None else replace(item, path=None, content=content)


def _kept_unopened(ledger: Ledger, failure: Failure, options: "Options") -> _Drawn:
    """What nothing could be made of, with its bytes where it is a file that can be read: it may yet be needed."""
    import io

    from onrecord.acquire import Item, content_of

    if failure.code == RefusedOriginal.code:  # for safety: what leads out of the folder, what is far too large
        return _Drawn(failure.id, failure.source, None, None)
    try:
        content = content_of(Item(id=failure.id, source=failure.source, path=failure.source), options)
    except ItemError:
        return _Drawn(failure.id, failure.source, None, None)  # the failure itself tells what is wrong with it
    stored = ledger.originals.put(io.BytesIO(content))
    return _Drawn(failure.id, failure.source, Acquisition(source=failure.id, how=How.FILE), stored)


def _how(item: "Item") -> How:
    if item.text is not None:
        return How.JSONL
    if item.source.lower().startswith(("http://", "https://")):
        return How.URL
    if item.path is not None:
        return How.FILE
    return How.WARC if item.format is None else How.FEED  # only an entry of a feed comes with its format


def _keepable(answer: "Result | _Known", each: _Drawn) -> Reading | Report | Failure:
    if isinstance(answer, _Known):
        return answer.report
    if isinstance(answer, LongReading):  # none is made here; a reading of this kind can't be kept
        answer.close()
        return Failure(each.id, each.source, ItemError.code, TOO_LONG)
    return answer


def _too_long(
    report: Report, stretches: Iterable[Stretch], *, resolve: Callable[[Reading], Reading]
) -> Iterator[Reading]:
    raise ItemError(TOO_LONG, source=report.source)


def _here(
    tasks: "Iterator[Item | _Known | Failure]", load: partial[OneReader], read: Read
) -> "Generator[Result | _Known, None, None]":
    reader: OneReader | None = None
    for task in tasks:
        if isinstance(task, _Known | Failure):
            yield task
            continue
        if reader is None:
            reader = load()
        yield read(task, reader=reader)


def _in_processes(
    tasks: "Iterator[Item | _Known | Failure]", load: partial[OneReader], read: Read, *, jobs: int
) -> "Generator[Result | _Known, None, None]":
    pool: Pool[Item, Result | _Known] = Pool(partial(serve, load=load, read=read), lost=lost, jobs=jobs)
    return pool.answers(tasks, is_answer=lambda task: isinstance(task, _Known | Failure))


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of reading a kept report again.

    Attributes:
        number: of the report.
        new: whether this reader hadn't read it before.
        failure: why it could not be read, where it couldn't.
    """

    number: int
    new: bool
    failure: Failure | None = None


def reread(
    ledger: Ledger,
    *,
    options: "Options",
    jobs: int,
    weights: Path | None = None,
    rosters: "Roster | None" = None,
    on_progress: OnProgress | None = None,
    stages: Stages | None = None,
) -> Generator[Reread, None, None]:
    """Read every kept report again, with the reader that is here now; older readings and all decisions stay.

    Args: as `add_sources`.

    Returns:
        What came of each report that has a text of its own, in their order, told once its reading is kept.
    """
    chosen = replace(own_stages() if stages is None else stages, long=LONGEST)
    if chosen.join is not None:
        # Nothing of a report is put aside in a temporary file: a sealed case would leave it there in the plain.
        chosen = replace(chosen, join=_too_long)
    if rosters is not None:
        chosen = replace(chosen, resolve=partial(chosen.resolve, rosters=rosters))
    read = partial(read_item, stages=chosen, options=options, prefix=f"onrecord-{token_hex(8)}-")
    load = partial(chosen.reader, weights)
    numbers: deque[int] = deque()

    def tasks() -> "Iterator[Item | _Known | Failure]":
        from onrecord.acquire import Item, Metadata

        for kept in ledger.reports():
            if kept.same_text is None:
                report = ledger.report(kept.number)
                told = Metadata(
                    publisher=report.publisher,
                    title=report.title,
                    byline=report.byline,
                    published=report.published,
                    url=report.url,
                )
                numbers.append(kept.number)
                yield Item(id=report.id, source=report.source, text=report.text, given=told)

    done = failed = 0
    answers = _here(tasks(), load, read) if jobs == 1 else _in_processes(tasks(), load, read, jobs=jobs)
    with closing(answers):
        for answer in answers:
            number = numbers.popleft()
            result = _keepable(answer, _Drawn(str(number), str(number), None, None))
            failure = result if isinstance(result, Failure) else None
            new = False
            if isinstance(result, Reading):
                with ledger.writing() as writing:
                    new = add_reading(writing, number, result)
            done += 1
            failed += failure is not None
            if on_progress is not None:
                on_progress(Progress(done, failed, f"report {number}"))
            yield Reread(number, new, failure)
