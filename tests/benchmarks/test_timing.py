"""Candidates take turns, and time is told to the function it was spent in."""

from itertools import count
from types import SimpleNamespace

import pytest

from benchmarks.stopwatch import Stopwatch
from benchmarks.timing import Times, side_by_side


def test_candidates_take_turns_in_alternating_order() -> None:
    ran: list[str] = []

    times = side_by_side({"a": lambda: ran.append("a"), "b": lambda: ran.append("b")}, repeats=3)

    assert ran == ["a", "b", "a", "b", "b", "a", "a", "b"]
    assert {name: len(taken.wall) for name, taken in times.items()} == {"a": 3, "b": 3}


def test_the_least_and_the_middle_repeat() -> None:
    times = Times(wall=(3.0, 1.0, 2.0), cpu=(0.5, 0.7, 0.9))

    assert times.seconds("wall") == 1.0
    assert times.seconds("wall", median=True) == 2.0
    assert times.seconds("cpu", median=True) == 0.7


def test_no_repeats_measure_nothing() -> None:
    with pytest.raises(ValueError, match="fewer than one"):
        side_by_side({"a": lambda: None}, repeats=0)


def test_a_function_is_charged_net_of_the_watched_ones_it_calls() -> None:
    ticks = count()
    module = SimpleNamespace()
    module.inner = lambda: None
    module.outer = lambda: (module.inner(), module.inner())
    inner = module.inner
    watch = Stopwatch(lambda: float(next(ticks)))

    with watch.watching({"outer": (module, "outer"), "inner": (module, "inner")}):
        module.outer()

    # six readings of a clock that ticks at each: outer from 0 to 5, inner from 1 to 2 and from 3 to 4
    assert watch.seconds == {"outer": 3.0, "inner": 2.0}
    assert watch.calls == {"outer": 1, "inner": 2}
    assert module.inner is inner


def test_what_a_function_raises_passes_through_and_is_charged() -> None:
    ticks = count()
    module = SimpleNamespace(fails=lambda: 1 / 0)
    watch = Stopwatch(lambda: float(next(ticks)))

    with pytest.raises(ZeroDivisionError), watch.watching({"fails": (module, "fails")}):
        module.fails()

    assert watch.seconds == {"fails": 1.0}


def test_a_function_that_moved_is_not_measured_as_nothing() -> None:
    with pytest.raises(AttributeError, match="gone"), Stopwatch().watching({"x": (SimpleNamespace(), "gone")}):
        pass
