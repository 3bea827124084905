import errno
import fcntl
import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from onrecord.errors import DamagedCase, FullDisk, LedgerError, NoSuchCase, ReadOnlyCase
from onrecord.ledger.originals import INCOMING, FolderBlobs, Originals, RemoteBlobs

CONTENT = b"FICTIONAL \x00\xff" * 200_000  # more than one chunk
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(params=["folder", "remote"])
def originals(request: pytest.FixtureRequest, tmp_path: Path) -> Originals:
    if request.param == "folder":
        return Originals(FolderBlobs(tmp_path / "originals"))
    return Originals(RemoteBlobs(f"memory://bucket{tmp_path}"))


def test_what_is_put_comes_back(originals: Originals) -> None:
    stored = originals.put(io.BytesIO(CONTENT))
    assert (stored.sha256, stored.size, stored.known) == (SHA256, len(CONTENT), False)
    assert stored.md5 == hashlib.md5(CONTENT, usedforsecurity=False).hexdigest()
    assert stored.sha1 == hashlib.sha1(CONTENT, usedforsecurity=False).hexdigest()
    assert originals.read(SHA256) == CONTENT
    assert originals.put(io.BytesIO(CONTENT)).known
    assert list(originals.blobs.names()) == [SHA256]


def test_what_was_removed_is_gone(originals: Originals) -> None:
    originals.put(io.BytesIO(CONTENT))
    originals.remove(SHA256)
    originals.remove(SHA256)
    with pytest.raises(NoSuchCase, match=SHA256):
        originals.read(SHA256)


def test_orphans_are_told(originals: Originals) -> None:
    originals.put(io.BytesIO(CONTENT))
    other = originals.put(io.BytesIO(b"other"))
    assert originals.orphans([SHA256]) == [other.sha256]


def test_a_stream_that_fails_leaves_nothing(originals: Originals) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("unplugged")

    with pytest.raises(LedgerError, match="unplugged"):
        originals.put(Failing())
    assert list(originals.blobs.names()) == []


@pytest.mark.parametrize(
    ("number", "error", "told"),
    [
        (errno.ENOSPC, FullDisk, "Make room"),
        (errno.EDQUOT, FullDisk, "Make room"),
        (errno.EROFS, ReadOnlyCase, "change who may"),
        (errno.EACCES, ReadOnlyCase, "change who may"),
        (errno.EIO, LedgerError, "run the same again"),
    ],
)
def test_a_disk_that_takes_no_more_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[LedgerError], told: str
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    originals = Originals(FolderBlobs(tmp_path))
    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", fail)
        with pytest.raises(error, match=told):
            originals.put(io.BytesIO(CONTENT))
    assert list(originals.blobs.names()) == []
    assert originals.unfinished() == 0
    assert originals.put(io.BytesIO(CONTENT)).sha256 == SHA256


@pytest.mark.parametrize("change", [lambda content: content[:-1], lambda content: b"f" + content[1:]])
def test_changed_bytes_are_never_given_as_whole(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    originals = Originals(FolderBlobs(tmp_path))
    originals.put(io.BytesIO(CONTENT))
    file = tmp_path / SHA256[:2] / SHA256
    assert not file.stat().st_mode & 0o222
    file.chmod(0o644)
    file.write_bytes(change(CONTENT))
    with pytest.raises(DamagedCase, match=SHA256):
        originals.read(SHA256)
    with pytest.raises(DamagedCase):
        list(originals.chunks(SHA256))


def test_unfinished_files_are_told_from_those_being_written(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path)
    being_written = blobs.put([b"half"])
    left = tmp_path / INCOMING / "left"
    left.write_bytes(b"half")
    assert blobs.unfinished() == [left]
    blobs.tidy()
    being_written.keep("ab" * 32)
    assert list(blobs.names()) == ["ab" * 32]
    assert blobs.unfinished() == []


def test_a_file_that_is_tidied_away_before_it_is_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = FolderBlobs(tmp_path)
    locks = [fcntl.flock]

    def tidied_first(file: BinaryIO, kind: int) -> None:
        if locks and kind == fcntl.LOCK_EX:
            monkeypatch.setattr("fcntl.flock", locks.pop())
            blobs.tidy()
        fcntl.flock(file, kind)

    monkeypatch.setattr("fcntl.flock", tidied_first)
    blobs.put([b"whole"]).keep("ab" * 32)
    assert not locks
    assert b"".join(blobs.get("ab" * 32)) == b"whole"
    assert blobs.unfinished() == []


class _Mirrored:
    """Stands for encryption: other names, other bytes."""

    def name(self, sha256: str) -> str:
        return sha256[::-1]

    def wrap(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        return (chunk[::-1] for chunk in chunks)

    def unwrap(self, chunks: Iterable[bytes], *, name: str) -> Iterator[bytes]:
        return (chunk[::-1] for chunk in chunks)


def test_a_wrapping_lies_between(tmp_path: Path) -> None:
    originals = Originals(FolderBlobs(tmp_path), _Mirrored())
    originals.put(io.BytesIO(b"abc"))
    sha256 = hashlib.sha256(b"abc").hexdigest()
    assert list(originals.blobs.names()) == [sha256[::-1]]
    assert list(originals.blobs.get(sha256[::-1])) == [b"cba"]
    assert originals.read(sha256) == b"abc"
    assert originals.orphans([sha256]) == []


def test_an_unknown_kind_of_address_is_said() -> None:
    with pytest.raises(LedgerError, match="can't be reached"):
        RemoteBlobs("nosuchkind://bucket/folder")
