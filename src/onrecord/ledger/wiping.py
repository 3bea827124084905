"""Removing files so that their bytes go too, as far as a program can see to it.

Overwriting reaches the blocks where a file lies on a plain disk. It does not reach what the disk or file system keeps
aside: blocks that flash storage has swapped out, older versions on file systems that never write in place (Btrfs, ZFS,
APFS snapshots), journals, backups. Only encryption of the whole disk does; docs/explanation/sealing.md says so.
"""

import os
import stat
from pathlib import Path
from typing import Final

_BLOCK: Final = bytes(1 << 20)
_OF_SQLITE: Final = ("", "-wal", "-shm", "-journal")


def wipe(file: Path) -> None:
    """Overwrite a file with zeros, then remove it; none there is no error. Of a link, only the link goes."""
    try:
        state = file.lstat()
    except FileNotFoundError:
        return
    # A hard link's other name would lose its bytes too.
    if stat.S_ISREG(state.st_mode) and state.st_nlink == 1:
        if not state.st_mode & stat.S_IWUSR:
            file.chmod(stat.S_IMODE(state.st_mode) | stat.S_IWUSR)
        overwrite(file)
    file.unlink()


def wipe_database(file: Path) -> None:
    """Overwrite and remove an SQLite file, and what SQLite keeps beside it."""
    for end in _OF_SQLITE:
        wipe(file.with_name(file.name + end))


def overwrite(file: Path) -> None:
    """Write zeros over all that a file holds; it stays as long as it is."""
    with file.open("r+b", buffering=0) as raw:
        left = os.fstat(raw.fileno()).st_size
        while left > 0:
            left -= raw.write(_BLOCK[:left])
        os.fsync(raw.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
