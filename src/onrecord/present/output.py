"""Where results go: standard output, or a file that is there whole or not at all."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from onrecord.errors import UsageError


def check_out(out: Path) -> None:
    """Refuse, before anything is read, a file that could not be written at the end.

    Raises:
        UsageError: it is a folder, its folder is missing, or nothing may be written there.
    """
    if out.is_dir():
        raise UsageError(f"{out} is a folder; give --out the name of a file.")
    if not out.parent.is_dir():
        raise UsageError(f"There is no folder {out.parent} to write {out.name} in; make it first.")
    target = out if out.exists() else out.parent
    if not os.access(target, os.W_OK):
        raise UsageError(f"{target} may not be written to; give --out another place.")


@contextmanager
def opened(out: Path | None) -> Iterator[TextIO]:
    """A stream of UTF-8 with bare newlines, to standard output (None) or to a file.

    The file appears under its name when all is written, and keeps what it held before if that fails or is interrupted.
    Devices and pipes are written to directly.
    """
    if out is None:
        yield from _standard_output()
    elif out.exists() and not out.is_file():
        with out.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
    else:
        yield from _whole_file(out)


def write_whole(out: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all; a new one may be read by nobody but its owner.

    Raises:
        UsageError: nothing can be written there.
    """
    target = out.resolve()
    fresh = not target.exists()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".partial", dir=target.parent)
        partial = Path(name)
        try:
            with open(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if not fresh:
                partial.chmod(_mode(target))
            partial.replace(target)
        except BaseException:
            with suppress(FileNotFoundError):
                partial.unlink()
            raise
    except OSError as error:
        raise UsageError(f"{out} can't be written: {error.strerror or error}. Choose another place.") from error


def abandon_standard_output() -> None:
    """Drop what standard output has refused to take, or Python would try once more, and complain, as it ends."""
    with suppress(OSError, ValueError):  # without a file of its own (a test's, a notebook's) nothing is tried again
        refused = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, refused)
        os.close(nowhere)


def _standard_output() -> Iterator[TextIO]:
    # Bytes must not depend on the terminal's locale, nor newlines on the platform.
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", newline="\n")
    yield sys.stdout
    sys.stdout.flush()


def _whole_file(out: Path) -> Iterator[TextIO]:
    # A symbolic link keeps pointing where it does. The dot keeps a folder that is being read from offering the file.
    target = out.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".partial", dir=target.parent)
    partial = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.chmod(_mode(target))
        partial.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            partial.unlink()
        raise


def _mode(target: Path) -> int:
    """The permissions that the file has, or that a new one would get."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
