"""Processes that do one task at a time, answers in the order of the tasks, and a death that costs one task.

`concurrent.futures` gives up the whole pool when one process dies, and can't say which task killed it. Reports come
from adversaries, and openers are partly written in C: a crash, or the kernel ending a process that took too much
memory, is an answer about one report and must not end a run over a million. So each process here has one task in
flight and a pipe of its own; a pipe that closes names the task.
"""

import os
import signal
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from onrecord.errors import OnrecordError, ReaderError

Task = TypeVar("Task")
Answer = TypeVar("Answer")

# Tasks handed out or answered ahead of the one that is due next, for each process. Long reports are some fifty times
# the usual length; with fewer than that many minutes of slack the other processes would stand still behind one, and
# eight short readings ahead weigh less than the reader itself.
AHEAD = 8

# A process that dies before it is ready says nothing about a task. Chance (memory short for a moment) rarely strikes
# three times running; a broken installation always does.
FAILED_STARTS = 3

# Each process is one job; numeric libraries that start a thread a core inside each would only compete.
ONE_THREAD = {
    name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
}

# Seconds for a process to end by itself once its pipe is closed, before it is made to.
PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Ready:
    """A process says that it can take its first task."""


@dataclass(frozen=True, slots=True)
class Unable:
    """A process says that it can take no task at all, and why."""

    error: OnrecordError


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: BaseProcess
    connection: Connection
    ready: bool = False
    index: int | None = None
    task: Task | None = None

    def close(self, *, patience: float) -> None:
        """End the process: by closing its pipe, then by signals that it can't overhear."""
        self.connection.close()
        self.process.join(patience)
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()


class Pool(Generic[Task, Answer]):
    """Up to `jobs` processes, started as tasks come and replaced as they die.

    Args:
        serve: a picklable callable that runs in each process; takes its end of the pipe, sends `Ready` (or `Unable`),
            then answers each task it receives until the pipe closes.
        lost: the answer for a task whose process died; takes the task and how the process ended, in words.
        jobs: the most processes at a time.
    """

    def __init__(self, serve: Callable[[Connection], None], *, lost: Callable[[Task, str], Answer], jobs: int) -> None:
        self._serve = serve
        self._lost = lost
        self._jobs = jobs
        # Not fork: a forked copy of a process that holds threads (onnxruntime's) may hang.
        self._context = get_context("spawn")
        self._workers: list[_Worker[Task]] = []
        self._failed_starts = 0

    def answers(
        self, tasks: Iterator[Task | Answer], *, is_answer: Callable[[Task | Answer], bool]
    ) -> Generator[Answer, None, None]:
        """Answers in the order of the tasks; what `is_answer` already holds is passed through in its place.

        Tasks are drawn only as processes fall free and at most `AHEAD` a process before the answer that is due, so
        memory stays bounded however many there are.

        Raises:
            ReaderError: the processes can't be started.
        """
        answers: dict[int, Answer] = {}
        due = drawn = 0
        more = True
        in_good_order = False
        try:
            while True:
                while more and drawn - due < AHEAD * self._jobs and self._has_room():
                    try:
                        task = next(tasks)
                    except StopIteration:
                        more = False
                        break
                    if is_answer(task):
                        answers[drawn] = task  # type: ignore[assignment]  # is_answer tells so, but can't narrow
                    else:
                        self._hand_out(drawn, task)  # type: ignore[arg-type]  # as above
                    drawn += 1
                if due in answers:
                    yield answers.pop(due)
                    due += 1
                elif due < drawn:
                    for index, answer in self._next_answers():
                        answers[index] = answer
                elif not more:
                    break
            in_good_order = True
        finally:
            # After an interrupt or an error nobody waits for what is still being read.
            for worker in self._workers:
                if not in_good_order:
                    worker.process.terminate()
            for worker in self._workers:
                worker.close(patience=PATIENCE)
            self._workers.clear()

    def _has_room(self) -> bool:
        return len(self._workers) < self._jobs or any(worker.task is None for worker in self._workers)

    def _hand_out(self, index: int, task: Task) -> None:
        for idle in [worker for worker in self._workers if worker.task is None]:
            if idle.process.is_alive():
                worker = idle
                break
            self._workers.remove(idle)
            idle.close(patience=PATIENCE)
        else:
            worker = self._start()
        worker.index, worker.task = index, task
        if worker.ready:
            self._send(worker)

    def _start(self) -> _Worker[Task]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=self._serve, args=(theirs,), daemon=True)
        with environment(ONE_THREAD):
            process.start()
        # Only the child may hold the other end, or its death would not close the pipe.
        theirs.close()
        worker: _Worker[Task] = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _send(self, worker: _Worker[Task]) -> None:
        # A process that dies over taking the task in is found by its closed pipe, in _next_answers.
        with suppress(BrokenPipeError, ConnectionResetError):
            worker.connection.send(worker.task)

    def _next_answers(self) -> Iterator[tuple[int, Answer]]:
        busy = {worker.connection: worker for worker in self._workers if worker.task is not None}
        for connection in wait(list(busy)):
            worker = busy[connection]  # type: ignore[index]  # wait gives back what it was given
            try:
                message = worker.connection.recv()
            except (EOFError, OSError):
                yield from self._bury(worker)
                continue
            if isinstance(message, Unable):
                raise message.error
            if isinstance(message, Ready):
                self._failed_starts = 0
                worker.ready = True
                self._send(worker)
                continue
            index = worker.index
            worker.index = worker.task = None
            if index is not None:
                yield index, message

    def _bury(self, worker: _Worker[Task]) -> Iterator[tuple[int, Answer]]:
        """A process died: answer for its task, or, where it had not begun, hand the task to another."""
        worker.process.join()
        how = _how_it_ended(worker.process.exitcode)
        self._workers.remove(worker)
        index, task = worker.index, worker.task
        worker.close(patience=PATIENCE)
        if index is None or task is None:
            return
        if worker.ready:
            yield index, self._lost(task, how)
            return
        self._failed_starts += 1
        if self._failed_starts >= FAILED_STARTS:
            raise ReaderError(
                f"{FAILED_STARTS} reading processes in a row ended before they could start ({how}). Try with one job; "
                'in a program of your own, call read_sources under `if __name__ == "__main__":`.'
            )
        self._hand_out(index, task)


def _how_it_ended(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        if -exitcode == signal.SIGKILL:
            return "it was killed, most likely because memory ran out"
        try:
            return f"it was ended by {signal.Signals(-exitcode).name}"
        except ValueError:
            return f"it was ended by signal {-exitcode}"
    return f"it ended with status {exitcode}"


@contextmanager
def environment(values: dict[str, str]) -> Iterator[None]:
    """Environment variables for a process or a library about to start, put back afterwards."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
