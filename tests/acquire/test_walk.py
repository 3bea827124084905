import os
import socket
from pathlib import Path

import pytest

from onrecord.acquire import Item, Options, items
from onrecord.records import Failure


def _codes(folder: Path) -> dict[str, str]:
    """What becomes of each file below `folder`: `item`, or the failure's code."""
    return {
        os.path.relpath(item.id, folder): item.code if isinstance(item, Failure) else "item"
        for item in items([str(folder)], Options())
    }


def _write(path: Path, text: str = "Two men were held.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", "c/d/e.txt", "A.txt", "é.txt"):
        _write(tmp_path / name)
    assert list(_codes(tmp_path)) == ["A.txt", "b.txt", "é.txt", "a/1.txt", "a/2.txt", "c/d/e.txt"]


def test_ids_are_paths_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _write(tmp_path / "reports" / "a.txt")
    monkeypatch.chdir(tmp_path)
    assert [item.id for item in items(["reports"], Options())] == ["reports/a.txt"]
    assert [item.id for item in items(["./reports/"], Options())] == ["./reports/a.txt"]
    assert [item.id for item in items(["reports/a.txt"], Options())] == ["reports/a.txt"]


def test_hidden_files_are_left_out_unless_given(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt")
    hidden = _write(tmp_path / ".hidden" / ".b.txt")
    assert _codes(tmp_path) == {"a.txt": "item"}
    assert [type(item) for item in items([str(hidden)], Options())] == [Item]


def test_links_that_go_in_circles_are_named(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to("..")
    (tmp_path / "self").symlink_to("self")
    assert _codes(tmp_path) == {
        "a.txt": "item",
        "one": "refused",
        "two": "refused",
        "self": "refused",
        "sub/up": "refused",
    }


def test_links_out_of_the_folder_are_refused_and_within_it_followed(tmp_path: Path) -> None:
    _write(tmp_path / "secret.txt")
    _write(tmp_path / "bundle" / "a.txt")
    (tmp_path / "bundle" / "out").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "bundle" / "in").symlink_to("a.txt")
    (tmp_path / "bundle" / "gone").symlink_to("nowhere.txt")
    (tmp_path / "bundle" / "folder").symlink_to(tmp_path)
    assert _codes(tmp_path / "bundle") == {
        "a.txt": "item",
        "folder": "refused",
        "gone": "missing",
        "in": "item",
        "out": "refused",
    }


def test_a_link_that_the_caller_gave_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(_write(tmp_path / "a.txt"))
    assert [type(item) for item in items([str(tmp_path / "link")], Options())] == [Item]


def test_pipes_sockets_and_devices_are_refused_and_do_not_hold_us_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "socket"))
        assert _codes(tmp_path) == {"pipe": "refused", "socket": "refused"}
    (device,) = items(["/dev/zero"], Options())
    assert isinstance(device, Failure)
    assert device.code == "refused"


def test_a_missing_file_and_an_empty_folder_are_named(tmp_path: Path) -> None:
    missing, empty = items([str(tmp_path / "none"), str(tmp_path)], Options())
    assert isinstance(missing, Failure)
    assert isinstance(empty, Failure)
    assert (missing.code, empty.code) == ("missing", "empty")


@pytest.mark.parametrize("name", ["a\x00b", "", "x" * 5_000])
def test_impossible_names_are_named(name: str) -> None:
    (failure,) = items([name], Options())
    assert isinstance(failure, Failure)
    assert failure.code in {"missing", "refused"}


def test_a_name_that_is_not_utf8_is_shown_escaped(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:
        file.write(b"Two men were held.")
    (item,) = items([str(tmp_path)], Options())
    assert isinstance(item, Item)
    assert item.id == f"{tmp_path}/caf\\xe9.txt"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt").chmod(0)
    assert _codes(tmp_path) == {"a.txt": "missing"}
