"""What all tests stand on: files in memory where there is room, since a ledger waits for the disk; one thread."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from onrecord.runs.pool import ONE_THREAD

# As the command has it, before any test loads NumPy: the same text gives the same bytes in one process and in several.
os.environ.update(ONE_THREAD)

# What tests keep need not survive a loss of power, which is what waiting for a disk is for.
IN_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of its own is made in it, for its owner alone)
ROOM = 2 << 30


def pytest_configure(config: pytest.Config) -> None:
    if config.option.basetemp is None and IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free >= ROOM:
        config.option.basetemp = tempfile.mkdtemp(prefix="onrecord-tests-", dir=IN_MEMORY)
        config.stash[_OURS] = Path(config.option.basetemp)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _OURS in config.stash:
        shutil.rmtree(config.stash[_OURS], ignore_errors=True)


_OURS = pytest.StashKey[Path]()
