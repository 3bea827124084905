"""Keeping a hostile original from taking the whole run down: its errors are named, its time is bounded."""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from onrecord.errors import BrokenOriginal, ItemError, RefusedOriginal


class _Overtime(BaseException):
    """Raised by the alarm; no `Exception`, so that no library on the way takes it for one of its own."""


@contextlib.contextmanager
def named_errors() -> Iterator[None]:
    """Turn whatever a parser raises on bytes it wasn't written for into an `ItemError`."""
    try:
        yield
    except ItemError:
        raise
    except RecursionError as error:
        raise RefusedOriginal("It is nested deeper than a parser may safely follow: likely an attack.") from error
    except MemoryError as error:
        raise RefusedOriginal("It needs more memory than there is. Split it.") from error
    except Exception as error:
        # Parsers meet damaged bytes with any error there is: IndexError, AssertionError, struct.error …
        raise BrokenOriginal(
            f"It is damaged, or not what it claims to be ({type(error).__name__}: {_brief(error)}). Get it "
            "again, or save it in another format."
        ) from error


def _brief(error: Exception) -> str:
    """The first line of the error's message, short enough for a table."""
    lines = str(error).splitlines() or ["no details"]
    return lines[0][:160].rstrip(".")


@contextlib.contextmanager
def time_limit(seconds: float, *, late: ItemError | None = None) -> Iterator[None]:
    """Raise `late`, or a `RefusedOriginal` about opening, after `seconds` seconds.

    Only the main thread of a process can be interrupted, and only where the platform has alarms; worker processes on
    Unix are such. Elsewhere the size limits alone bound the time. An alarm that the program itself had set is put back.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise _Overtime

    before = signal.signal(signal.SIGALRM, ring)
    # Again every second: the first may fall into code that drops exceptions, such as a callback from C.
    remaining, interval = signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    except _Overtime as error:
        raise late or RefusedOriginal(
            f"Opening it took longer than {seconds:g} seconds. Give it more time, or save it in another format."
        ) from error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
        if remaining > 0:
            signal.setitimer(signal.ITIMER_REAL, remaining, interval)
