import signal
import threading
import time

import pytest

from onrecord.acquire.guard import named_errors, time_limit
from onrecord.errors import BrokenOriginal, EmptyOriginal, RefusedOriginal


def _recurse() -> None:
    _recurse()


def _spin() -> None:
    """Wait as badly behaved libraries do: dropping every exception they meet."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            time.sleep(0.01)
        except Exception:  # noqa: BLE001, S112 - the point of the test
            continue


def test_what_a_parser_raises_becomes_a_named_failure() -> None:
    with pytest.raises(BrokenOriginal, match=r"IndexError: list index out of range"), named_errors():
        [][0]


def test_a_failure_that_is_named_already_stays_itself() -> None:
    with pytest.raises(EmptyOriginal, match=r"^nothing$"), named_errors():
        raise EmptyOriginal("nothing")


def test_endless_recursion_is_refused() -> None:
    with pytest.raises(RefusedOriginal, match="nested"), named_errors():
        _recurse()


def test_an_interrupt_is_not_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt), named_errors():
        raise KeyboardInterrupt


def test_overtime_is_refused_even_where_exceptions_are_dropped() -> None:
    with pytest.raises(RefusedOriginal, match=r"longer than 0\.05 seconds"), time_limit(0.05), named_errors():
        _spin()


def test_the_programs_own_alarm_is_put_back() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(5):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before


def test_other_threads_go_without() -> None:
    done: list[bool] = []

    def work() -> None:
        with time_limit(0.001):
            time.sleep(0.02)
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
