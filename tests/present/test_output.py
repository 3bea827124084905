import os
import threading
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.present.output import check_out, opened


def test_nothing_stands_under_the_name_until_all_is_written(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"

    with opened(out) as stream:
        stream.write("first\n")
        assert not out.exists()
        assert all(name.startswith(".") for name in os.listdir(tmp_path))
        stream.write("ä\n")

    assert out.read_bytes() == "first\nä\n".encode()
    assert os.listdir(tmp_path) == ["out.txt"]


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()

    with opened(tmp_path / "out.txt") as stream:
        stream.write("x")

    assert (tmp_path / "out.txt").stat().st_mode == usual.stat().st_mode


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_what_is_cut_short_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    def write_half() -> None:
        with opened(tmp_path / "out.txt") as stream:
            stream.write("half")
            raise error

    with pytest.raises(error):
        write_half()

    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this platform has no named pipes")
def test_a_named_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()

    with opened(pipe) as stream:
        stream.write("through\n")
    reader.join()

    assert read == ["through\n"]
    assert pipe.is_fifo()


def test_places_where_nothing_can_be_written_are_refused_beforehand(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        check_out(tmp_path)
    with pytest.raises(UsageError, match="There is no folder"):
        check_out(tmp_path / "missing" / "out.txt")
    check_out(tmp_path / "out.txt")
