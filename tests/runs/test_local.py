import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.acquire import Options
from onrecord.errors import ReaderError, UsageError
from onrecord.present.pieces import to_pieces
from onrecord.records import Failure, Reading
from onrecord.runs import LongReading, Progress, Result, read_sources
from onrecord.runs.pool import ONE_THREAD
from tests.runs.fakes import STAGES, join, resolve

SOURCES = ["slow 0.2", "a", "missing", "b", "broken", "many 20", "bug", "deutsch", "c"]


def results(sources: Iterable[str], *, jobs: int, weights: Path | None = None) -> list[Result]:
    return list(read_sources(sources, options=Options(), jobs=jobs, weights=weights, stages=STAGES))


def line(result: Result) -> str:
    return "".join(to_pieces(result))


def name_of(result: Result) -> str:
    return result.id if isinstance(result, Failure) else result.report.id


@pytest.mark.parametrize("jobs", [2, 3])
def test_any_number_of_jobs_gives_the_same_bytes_in_the_order_of_the_sources(jobs: int) -> None:
    here = [line(result) for result in results(SOURCES, jobs=1)]

    assert [line(result) for result in results(SOURCES, jobs=jobs)] == here
    assert len(here) == len(SOURCES) - 1 + 20


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failed_item_is_a_failure_that_names_it_and_the_rest_is_read(jobs: int) -> None:
    by_name = {name_of(result): result for result in results(SOURCES, jobs=jobs)}

    codes = {name: result.code for name, result in by_name.items() if isinstance(result, Failure)}
    assert codes == {
        "missing": "missing",
        "broken": "broken",
        "bug": "unreadable",
        "deutsch": "unread-language",
    }


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_is_told_by_place_and_kind_without_the_words_of_the_report(jobs: int) -> None:
    (failure,) = results(["bug"], jobs=jobs)

    assert isinstance(failure, Failure)
    assert "IndexError (fakes.py:" in failure.message
    assert "witness" not in failure.message


@pytest.mark.parametrize(("source", "how"), [("kill", "memory ran out"), ("exit", "status 7")])
def test_a_process_that_dies_costs_its_item_only(source: str, how: str) -> None:
    sources = ["a", source, "b", "many 12", source + " again", "c"]

    read = results(sources, jobs=2)

    failures = [result for result in read if isinstance(result, Failure)]
    assert [failure.id for failure in failures] == [source, source + " again"]
    assert all(how in failure.message for failure in failures)
    assert [name_of(result) for result in read if isinstance(result, Reading)] == [
        "a",
        "b",
        *(f"many 12#{number}" for number in range(12)),
        "c",
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_read_is_resolved_and_what_cannot_be_is_a_failure(jobs: int) -> None:
    stages = replace(STAGES, resolve=resolve)

    named, puzzle, bare = read_sources(["a", "puzzle", "many 1"], options=Options(), jobs=jobs, stages=stages)

    assert isinstance(named, Reading)
    assert [actor.name for actor in named.actors] == ["Ama"]
    assert isinstance(puzzle, Failure)
    assert puzzle.id == "puzzle"
    assert "ZeroDivisionError (fakes.py:" in puzzle.message
    assert "witness" not in puzzle.message
    assert isinstance(bare, Reading)
    assert bare.actors == ()


# --- long texts: what is found in them is put aside ---

LONG = replace(STAGES, join=join, long=60)


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of the test's own, also for the processes."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield tmp_path
    tempfile.tempdir = None


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_long_text_gives_a_reading_that_is_gone_through_and_gone_when_the_next_is_asked_for(
    jobs: int, aside: Path
) -> None:
    long = "x" * 70
    stream = read_sources(["a", long, "b"], options=Options(), jobs=jobs, stages=LONG)

    assert isinstance(next(stream), Reading)
    reading = next(stream)
    assert isinstance(reading, LongReading)
    assert [a.id for a in reading.attributions()] == [f"t{n}" for n in range(1, 9)]
    assert "".join(reading.texts()) == f"Ama says: {long}"
    assert list(aside.iterdir()) == [reading.path]
    assert isinstance(next(stream), Reading)
    assert not list(aside.iterdir())
    stream.close()


def test_long_texts_have_the_same_bytes_with_any_number_of_jobs(aside: Path) -> None:
    sources = ["x" * 70, "a", "y" * 200, "b", "z" * 61]
    lines = {
        jobs: [line(result) for result in read_sources(sources, options=Options(), jobs=jobs, stages=LONG)]
        for jobs in (1, 2, 3)
    }

    assert lines[1] == lines[2] == lines[3]
    assert not list(aside.iterdir())


@pytest.mark.parametrize("jobs", [1, 2])
def test_stopping_midway_leaves_no_file(jobs: int, aside: Path) -> None:
    stream = read_sources(["x" * 70, "y" * 70, "z" * 70], options=Options(), jobs=jobs, stages=LONG)
    assert isinstance(next(stream), LongReading)

    stream.close()

    assert not list(aside.iterdir())


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the platform has no timer that interrupts")
def test_an_interrupt_leaves_no_file_of_a_process_that_is_still_reading(aside: Path) -> None:
    def interrupt(number: int, frame: object) -> None:
        if list(aside.iterdir()):
            signal.setitimer(signal.ITIMER_REAL, 0)
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
    try:
        with pytest.raises(KeyboardInterrupt):
            list(read_sources(["slowly" + " " * 5_000], options=Options(), jobs=2, stages=LONG))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert not list(aside.iterdir())


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_midway_through_a_long_text_is_its_failure_and_leaves_no_file(jobs: int, aside: Path) -> None:
    source = "fault" + " " * 70

    failure, reading = read_sources([source, "a"], options=Options(), jobs=jobs, stages=LONG)

    assert isinstance(failure, Failure)
    assert "ZeroDivisionError (fakes.py:" in failure.message
    assert "witness" not in failure.message
    assert isinstance(reading, Reading)
    assert not list(aside.iterdir())


def test_a_process_that_dies_over_a_long_text_leaves_no_file(aside: Path) -> None:
    failure, reading = read_sources(["lost" + " " * 70, "a"], options=Options(), jobs=2, stages=LONG)

    assert isinstance(failure, Failure)
    assert "memory ran out" in failure.message
    assert isinstance(reading, Reading)
    assert not list(aside.iterdir())


@pytest.mark.parametrize("jobs", [1, 2])
def test_weights_that_cannot_be_used_end_the_run(jobs: int) -> None:
    with pytest.raises(ReaderError, match="weights are damaged"):
        results(["a", "b"], jobs=jobs, weights=Path("damaged"))


def test_processes_that_cannot_start_end_the_run() -> None:
    with pytest.raises(ReaderError, match="before they could start"):
        results(["a", "b"], jobs=2, weights=Path("deadly"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_as_they_are_read_and_few_items_are_drawn_ahead(jobs: int) -> None:
    drawn = 0

    def endless() -> Iterable[str]:
        nonlocal drawn
        while True:
            drawn += 1
            yield f"item {drawn}"

    stream = read_sources(endless(), options=Options(), jobs=jobs, stages=STAGES)
    first = [name_of(next(stream)) for _ in range(30)]
    stream.close()

    assert first == [f"item {number}" for number in range(1, 31)]
    assert drawn <= 30 + 8 * jobs + 1


def test_stopping_midway_leaves_no_process() -> None:
    stream = read_sources(["many 50"], options=Options(), jobs=2, stages=STAGES)
    next(stream)
    assert multiprocessing.active_children()

    stream.close()

    assert not multiprocessing.active_children()


def test_an_interrupt_leaves_no_process() -> None:
    def interrupted(progress: Progress) -> None:
        raise KeyboardInterrupt

    stream = read_sources(["many 50"], options=Options(), jobs=2, stages=STAGES, on_progress=interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(stream)

    assert not multiprocessing.active_children()


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_counts_what_was_read_and_what_failed(jobs: int) -> None:
    seen: list[Progress] = []

    list(read_sources(["a", "broken", "b"], options=Options(), jobs=jobs, stages=STAGES, on_progress=seen.append))

    assert seen == [Progress(1, 0, "a"), Progress(2, 1, "broken"), Progress(3, 1, "b")]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_source_that_can_be_none_is_wrong_usage(jobs: int) -> None:
    with pytest.raises(UsageError, match="wrong is no source"):
        results(["wrong"], jobs=jobs)


def test_no_jobs_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="give 1 or more"):
        results(["a"], jobs=0)


def test_the_environment_is_as_before() -> None:
    before = dict(os.environ)

    results(["a", "b"], jobs=2)

    assert dict(os.environ) == before


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not list a process's threads")
def test_reading_here_keeps_numpy_to_one_thread_as_processes_do() -> None:
    """NumPy's products round differently on several threads, and then `--jobs` would change what is read."""
    program = (
        "import os\n"
        "from onrecord.runs import local\n"
        "local.own_stages()\n"
        "before = len(os.listdir('/proc/self/task'))\n"
        "import numpy as np\n"
        "np.ones((600, 600), np.float32) @ np.ones((600, 600), np.float32)\n"
        "print(len(os.listdir('/proc/self/task')) - before, before)\n"
    )
    variables = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    few = _printed(program, variables | ONE_THREAD)

    assert _printed(program, variables) == few


def _printed(program: str, variables: dict[str, str]) -> str:
    ended = subprocess.run([sys.executable, "-c", program], env=variables, check=True, capture_output=True, text=True)
    return ended.stdout
