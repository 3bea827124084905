"""A disk that is full, or can't be written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from onrecord.errors import DamagedCase, FullDisk, ReadOnlyCase
from onrecord.ledger import schema
from onrecord.ledger.case import LEDGER
from onrecord.ledger.check import Unproven, check
from onrecord.ledger.store import Ledger
from onrecord.testing.builders import Ticking, fictional_addition, fictional_additions
from onrecord.testing.ledger_suite import faults

ADD = """
import resource, sys
from onrecord.errors import FullDisk
from onrecord.ledger.store import Ledger
from onrecord.testing.builders import fictional_additions
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder, limit = sys.argv[1], int(sys.argv[2])
with Ledger.open(folder) as ledger:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        for added in ledger.add_all(fictional_additions(400), batch=5):
            print(added.outcome, added.number, flush=True)
    except FullDisk as error:
        print("full:", error.message, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Ledger.create(tmp_path / "velm", who="A. Tester", clock=Ticking()) as ledger:
        return ledger.case.folder


def test_a_full_disk_is_said_and_what_was_told_is_kept(folder: Path) -> None:
    limit = (folder / LEDGER).stat().st_size + 200_000
    done = subprocess.run([sys.executable, "-c", ADD, folder, str(limit)], capture_output=True, text=True, check=True)
    *told, last = done.stdout.splitlines()
    assert last.startswith("full:"), done.stdout
    assert "Make room" in last
    kept = [line.split()[1] for line in told if line.startswith("added")]
    with Ledger.open(folder) as ledger:
        assert [str(report.number) for report in ledger.reports()][: len(kept)] == kept
        assert faults(ledger) == []
        list(ledger.add_all(fictional_additions(400)))
        assert len(list(ledger.reports())) == 343
        assert faults(ledger) == []


def test_a_file_that_may_not_grow_is_a_full_disk(folder: Path) -> None:
    with Ledger.open(folder) as ledger:
        ledger.add_one(fictional_addition(1))
        with ledger.database.read() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")  # as many as there are
        with pytest.raises(FullDisk, match="Make room"):
            list(ledger.add_all(fictional_additions(100, start=2)))
    with Ledger.open(folder) as ledger:
        assert faults(ledger) == []


@pytest.mark.parametrize("left_open", [False, True], ids=["closed", "with a log left by a kill"])
def test_what_cannot_be_written_can_be_read(folder: Path, left_open: bool) -> None:
    writer = Ledger.open(folder)
    list(writer.add_all(fictional_additions(3)))
    if not left_open:
        writer.close()
    with Ledger.open(folder, read_only=True) as ledger:
        assert len(list(ledger.reports())) == 3
        told = list(check(ledger))
        assert faults(ledger) == []
        assert any(
            "can't be checked where nothing can be written" in each.message
            for each in told
            if isinstance(each, Unproven)
        )
        with pytest.raises(ReadOnlyCase, match="can't be written"):
            ledger.add_one(fictional_addition(4))
    writer.close()


def test_a_folder_of_somebody_else_is_read(folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    with Ledger.open(folder) as ledger:
        list(ledger.add_all(fictional_additions(3)))
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for path in folder.parents:
        if path.stat().st_uid == 0 and len(path.parts) > 2:
            path.chmod(path.stat().st_mode | 0o055)
    process = os.fork()
    if process == 0:
        code = 1
        try:
            os.setgid(65534)
            os.setuid(65534)
            with Ledger.open(folder, who="nobody") as ledger:
                right = len(list(ledger.reports())) == 3 and not faults(ledger)
                try:
                    ledger.add_one(fictional_addition(4))
                except ReadOnlyCase:
                    code = 0 if right else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_ledger_that_is_none_is_damaged(folder: Path, content: bytes) -> None:
    (folder / LEDGER).write_bytes(content)
    with pytest.raises(DamagedCase):
        Ledger.open(folder)


def test_a_reader_is_not_misled_by_a_writer_that_comes_after_it(folder: Path) -> None:
    with Ledger.open(folder) as ledger:
        list(ledger.add_all(fictional_additions(40)))
        before = [kept.number for kept in ledger.reports()]
    with Ledger.open(folder, read_only=True) as reader:
        with reader.snapshot() as connection:
            number = schema.reports.c.number
            first = connection.execute(select(number).order_by(number).limit(1)).scalar_one()
            with Ledger.open(folder) as writer:
                list(writer.add_all(fictional_additions(120, start=41)))
            after = connection.scalars(select(number).where(number > first).order_by(number))
            assert [first, *after] == before
        assert faults(reader) == []
        assert len(list(reader.reports())) > len(before)
