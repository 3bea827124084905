"""Measuring side by side: the candidates take turns, so that whatever else the machine does falls on all of them."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each repeat, by the clock on the wall and of the processor in this process."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    def seconds(self, clock: str, *, median: bool = False) -> float:
        """The least disturbed repeat, or the middle one; `clock` is `wall` or `cpu`."""
        taken = self.cpu if clock == "cpu" else self.wall
        return statistics.median(taken) if median else min(taken)


def side_by_side(
    candidates: Mapping[str, Callable[[], object]], *, repeats: int, warm: bool = True
) -> dict[str, Times]:
    """Times of each candidate, in the order A B C, C B A, A B C and so on.

    Args:
        candidates: what to run, by name.
        repeats: timed runs of each.
        warm: run each once untimed first, so that nobody pays for what is loaded once.
    """
    if repeats < 1:
        raise ValueError("nothing can be measured in fewer than one repeat")
    if warm:
        for run in candidates.values():
            run()
    wall: dict[str, list[float]] = {name: [] for name in candidates}
    cpu: dict[str, list[float]] = {name: [] for name in candidates}
    order = list(candidates)
    for _ in range(repeats):
        for name in order:
            began, busy = time.perf_counter(), time.process_time()
            candidates[name]()
            wall[name].append(time.perf_counter() - began)
            cpu[name].append(time.process_time() - busy)
        order.reverse()
    return {name: Times(tuple(wall[name]), tuple(cpu[name])) for name in candidates}
