"""How commands end: exit statuses, and errors told in one line on standard error."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer
from rich.console import Console

from onrecord.errors import OnrecordError, UsageError
from onrecord.present import output
from onrecord.present.plain import visible

# Exit statuses, as the contract promises. 130 is what a shell expects of Ctrl-C.
UNABLE = 1
WRONG_USAGE = 2
SOME_FAILED = 3
INTERRUPTED = 130


def standard_error() -> Console:
    """A console for what is told beside the results."""
    return Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)


def tell(errors: Console, message: str) -> None:
    """One line for people, after the program's name; nothing in it can drive the terminal."""
    errors.print(visible(f"onrecord: {message}"), markup=False)


def stop(errors: Console, message: str, *, status: int) -> NoReturn:
    """Tell why, and end the command."""
    tell(errors, message)
    raise typer.Exit(status)


@contextmanager
def told(errors: Console, *, left: str = "") -> Iterator[None]:
    """Turn what may go wrong inside into one line and an exit status.

    Args:
        errors: where to tell it.
        left: what an interrupted run leaves behind, as in `; what was added before is kept`.
    """
    try:
        yield
    except UsageError as error:
        stop(errors, error.message, status=WRONG_USAGE)
    except OnrecordError as error:
        stop(errors, error.message, status=UNABLE)
    except KeyboardInterrupt:
        stop(errors, f"stopped{left}.", status=INTERRUPTED)
    except BrokenPipeError:
        raise  # whoever closed the pipe has what they wanted; typer ends quietly
    except OSError as error:
        output.abandon_standard_output()
        stop(errors, f"stopped by the system: {error.strerror or error}{left}.", status=UNABLE)
