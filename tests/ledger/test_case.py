import json
import multiprocessing
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from onrecord.errors import CaseExists, DamagedCase, LockedCase, NewerCase, NoSuchCase, UsageError
from onrecord.ledger.case import DESCRIPTION, Hold, case_folder, open_case
from onrecord.ledger.store import Ledger


def _create(folder: Path) -> None:
    Ledger.create(folder, who="A. Tester").close()


@pytest.mark.parametrize(
    ("given", "folder"), [("velm", "velm.case"), ("velm.case", "velm.case"), ("a/Ödland 2", "a/Ödland 2.case")]
)
def test_a_name_is_a_folder(given: str, folder: str) -> None:
    assert case_folder(given) == Path(folder)


@pytest.mark.parametrize(
    "given", ["", ".", "..", "a/..", ".hidden", "-rf", "a\x1b[31mb", "a\nb", "a\\b", ".case", "x" * 200, "a‮b"]
)
def test_tricks_are_no_names(given: str) -> None:
    with pytest.raises(UsageError, match="can't be a case's name") as told:
        case_folder(given)
    assert told.value.message.isprintable()


def test_a_case_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no power")

    monkeypatch.setattr("onrecord.ledger.migrations.upgrade", fail)
    with pytest.raises(OSError, match="no power"):
        _create(tmp_path / "velm")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_made_over_something(tmp_path: Path) -> None:
    (tmp_path / "velm.case").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CaseExists):
        _create(tmp_path / "velm")
    assert not (tmp_path / "elsewhere").exists()
    with pytest.raises(NoSuchCase):
        _create(tmp_path / "missing" / "velm")


def test_the_folder_may_move(tmp_path: Path) -> None:
    _create(tmp_path / "velm")
    before = open_case(tmp_path / "velm")
    (tmp_path / "velm.case").rename(tmp_path / "other.case")
    after = open_case(tmp_path / "other")
    assert (after.id, after.name, after.made) == (before.id, "velm", before.made)


def test_what_is_no_case_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoSuchCase, match="onrecord new"):
        open_case(tmp_path / "velm")
    _create(tmp_path / "velm")
    file = tmp_path / "velm.case" / DESCRIPTION
    values = json.loads(file.read_text())
    for content, error in (
        ("{", DamagedCase),
        ("[]", DamagedCase),
        (json.dumps({**values, "id": 3}), DamagedCase),
        (json.dumps(values).replace("database", "databasE"), DamagedCase),
        (json.dumps({**values, "format": 2}), NewerCase),
    ):
        file.write_text(content)
        with pytest.raises(error):
            open_case(tmp_path / "velm")


def _hold(folder: Path, ready: Event, done: Event) -> None:
    held = Hold(folder)
    ready.set()
    done.wait()
    held.release()


def test_alone_means_alone(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    ready, done = spawn.Event(), spawn.Event()
    other = spawn.Process(target=_hold, args=(tmp_path, ready, done))
    other.start()
    try:
        assert ready.wait(60)
        held = Hold(tmp_path)
        with pytest.raises(LockedCase, match="has it open"), held.alone():
            pytest.fail("not alone")
    finally:
        done.set()
        other.join(60)
    with held.alone(), pytest.raises(LockedCase, match="for itself"):
        Hold(tmp_path)
    Hold(tmp_path).release()
    held.release()
