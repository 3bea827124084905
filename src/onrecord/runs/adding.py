"""Adding to a case on one machine: originals kept, reports read in processes, all committed in the sources' order.

An original is kept before its report is read, and a report is told as added only once the ledger holds it. Killed at
any moment, the same call goes on: what the case has is not read again.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import ItemError, RefusedOriginal
from onrecord.ledger.adding import Added, Terms, add_reading
from onrecord.ledger.originals import Stored
from onrecord.ledger.store import Addition, Ledger
from onrecord.records import Failure, Reading, Report, Stretch
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.runs.local import OnProgress, Progress, Result, Stages, answers, prepared
from onrecord.runs.long_reading import LongReading

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
    chosen = _prepared(stages, jobs=jobs, rosters=rosters)
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
    tasks = _tasks(ledger, items, options, drawn)
    results: Generator[Result | Report, None, None] = answers(
        tasks, stages=stages, options=options, jobs=jobs, weights=weights
    )

    def additions() -> Iterator[Addition]:
        for answer in results:
            each = drawn.popleft()
            result = _keepable(answer, id=each.id, source=each.source)
            kept.append((each, result if isinstance(result, Failure) else None))
            yield Addition(result=result, acquisition=each.acquisition, original=each.stored, terms=terms)

    done = failed = 0
    with closing(results):
        for added in ledger.add_all(additions(), batch=BATCH):
            each, failure = kept.popleft()
            done += 1
            failed += failure is not None
            if on_progress is not None:
                on_progress(Progress(done, failed, each.source))
            yield Told(each.id, each.source, added, failure)


def _tasks(
    ledger: Ledger, items: "Iterator[Item | Failure]", options: "Options", drawn: deque[_Drawn]
) -> "Iterator[Item | Report | Failure]":
    """Each item once its original is kept, with its bytes in hand: what is read is what was kept, byte for byte.

    Where the case has its report, that comes in the item's place.
    """
    import io

    from onrecord.acquire import content_of

    unopened = _Unopened(ledger, options)
    for item in items:
        if isinstance(item, Failure):
            drawn.append(unopened.drawn(item))
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
            yield ledger.report(number)
        else:
            yield item if item.text is not None else replace(item, path=None, content=content)


class _Unopened:
    """Keeps what nothing could be made of, where it is a file that can be read: it may yet be needed."""

    def __init__(self, ledger: Ledger, options: "Options") -> None:
        self._ledger = ledger
        self._options = options
        # Kept once, however many lines or records of one file fail: each may hold hundreds of megabytes.
        self._last: tuple[str, Stored | None] | None = None

    def drawn(self, failure: Failure) -> _Drawn:
        """The failed item, with its bytes where they could be kept."""
        if failure.code == RefusedOriginal.code:  # for safety: what leads out of the folder, what is far too large
            return _Drawn(failure.id, failure.source, None, None)
        if self._last is None or self._last[0] != failure.source:
            self._last = failure.source, self._stored(failure)
        stored = self._last[1]
        acquisition = None if stored is None else Acquisition(source=failure.id, how=How.FILE)
        return _Drawn(failure.id, failure.source, acquisition, stored)

    def _stored(self, failure: Failure) -> Stored | None:
        import io

        from onrecord.acquire import Item, content_of

        try:
            content = content_of(Item(id=failure.id, source=failure.source, path=failure.source), self._options)
        except ItemError:
            return None  # the failure itself tells what is wrong with it
        return self._ledger.originals.put(io.BytesIO(content))


def _how(item: "Item") -> How:
    if item.text is not None:
        return How.JSONL
    if item.source.lower().startswith(("http://", "https://")):
        return How.URL
    if item.path is not None:
        return How.FILE
    return How.WARC if item.format is None else How.FEED  # only an entry of a feed comes with its format


def _prepared(stages: Stages | None, *, jobs: int, rosters: "Roster | None") -> Stages:
    chosen = replace(prepared(stages, jobs=jobs, rosters=rosters), long=LONGEST)
    # Nothing of a report is put aside in a temporary file: a sealed case would leave it there in the plain.
    return chosen if chosen.join is None else replace(chosen, join=_too_long)


def _keepable(answer: "Result | Report", *, id: str, source: str) -> Reading | Report | Failure:
    if isinstance(answer, LongReading):  # none is made here; a reading of this kind can't be kept
        answer.close()
        return Failure(id, source, ItemError.code, TOO_LONG)
    return answer


def _too_long(
    report: Report, stretches: Iterable[Stretch], *, resolve: Callable[[Reading], Reading]
) -> Iterator[Reading]:
    raise ItemError(TOO_LONG, source=report.source)


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
    chosen = _prepared(stages, jobs=jobs, rosters=rosters)
    numbers: deque[int] = deque()

    def tasks() -> "Iterator[Item]":
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
    results: Generator[Result, None, None] = answers(
        tasks(), stages=chosen, options=options, jobs=jobs, weights=weights
    )
    with closing(results):
        for answer in results:
            number = numbers.popleft()
            result = _keepable(answer, id=str(number), source=str(number))
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
