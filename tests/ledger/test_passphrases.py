import os
import re
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.ledger.passphrases import Cost, check_passphrase, read_passphrase, stretch


def written(folder: Path, data: bytes, mode: int = 0o600) -> Path:
    path = folder / "passphrase"
    path.write_bytes(data)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("data", [b"open the door please", b"open the door please\n", b"open the door please\r\nmore"])
def test_a_passphrase_is_the_first_line_of_a_file(tmp_path: Path, data: bytes) -> None:
    assert read_passphrase(file=written(tmp_path, data)) == "open the door please"


def test_a_passphrase_comes_through_a_pipe() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"open the door please\n")
    os.close(writing)
    assert read_passphrase(descriptor=reading) == "open the door please"


def test_a_passphrase_is_asked_for() -> None:
    assert read_passphrase(ask=lambda: "open the door please") == "open the door please"


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_passphrase_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(UsageError, match="chmod 600"):
        read_passphrase(file=written(tmp_path, b"open the door please", mode))


@pytest.mark.parametrize("data", [b"", b"\nsecond line", b"\xff\xfe", b"x" * 10_000])
def test_a_file_without_a_passphrase_is_refused_and_not_quoted(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UsageError) as caught:
        read_passphrase(file=written(tmp_path, data))
    assert not re.search("second|xxx", caught.value.message)


def test_without_any_source_the_way_out_is_said() -> None:
    with pytest.raises(UsageError, match="ONRECORD_PASSPHRASE_FILE"):
        read_passphrase()


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        read_passphrase(file=tmp_path / "none")


def test_stretching_depends_on_passphrase_salt_and_cost() -> None:
    dearer = Cost(memory=16 << 10, passes=1)
    made = {
        stretch(passphrase, salt=salt, cost=cost)
        for passphrase in ("open the door please", "open the door, please")
        for salt in (bytes(16), b"\x01" * 16)
        for cost in (Cost.LEAST, dearer)
    }
    assert len(made) == 8


def test_twelve_characters_are_the_least() -> None:
    check_passphrase("x" * 12)
    with pytest.raises(UsageError, match="dice"):
        check_passphrase("x" * 11)
