"""Originals, named by their SHA-256, checked on every read.

A store of blobs (a folder, or anything that fsspec reaches) keeps bytes under names. What lies between an original and
its blob (nothing, or encryption under keyed names in a sealed case) is a `Wrapping`.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from onrecord.errors import DamagedCase, FullDisk, LedgerError, NoSuchCase, ReadOnlyCase
from onrecord.ledger.wiping import sync_folder, wipe

CHUNK = 1024 * 1024
INCOMING = ".incoming"


@dataclass(frozen=True, slots=True)
class Stored:
    """The bytes that were put.

    Attributes:
        sha256: their name; lower-case hexadecimal, as are `sha1` and `md5`, which only match others' records.
        size: how many.
        known: whether the same bytes lay there already.
    """

    sha256: str
    sha1: str
    md5: str
    size: int
    known: bool = False


class Wrapping(Protocol):
    """What an original is put through on its way to its blob and back."""

    def name(self, sha256: str) -> str:
        """The blob's name, hexadecimal."""

    def wrap(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The blob's bytes, out of the original's."""

    def unwrap(self, chunks: Iterable[bytes], *, name: str) -> Iterator[bytes]:
        """The original's bytes, out of the blob's; `name` is what an error calls it."""


class Plainly:
    """Blobs are the originals themselves, named by their SHA-256."""

    def name(self, sha256: str) -> str:
        """The SHA-256 itself."""
        return sha256

    def wrap(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same bytes."""
        return iter(chunks)

    def unwrap(self, chunks: Iterable[bytes], *, name: str) -> Iterator[bytes]:
        """The same bytes."""
        return iter(chunks)


class Incoming(Protocol):
    """A blob whose bytes are there, but which has no name yet."""

    def keep(self, name: str) -> None:
        """Give it its name; when this returns, it survives a loss of power."""

    def drop(self) -> None:
        """Forget it."""


class Blobs(Protocol):
    """Bytes under names."""

    def put(self, chunks: Iterable[bytes]) -> Incoming:
        """Take the bytes of a blob whose name is told after."""

    def get(self, name: str) -> Iterator[bytes]:
        """The blob's bytes.

        Raises:
            FileNotFoundError: at the first step, where there is none of that name.
        """

    def has(self, name: str) -> bool:
        """Whether there is a blob of that name."""

    def names(self) -> Iterator[str]:
        """Every blob's name."""

    def remove(self, name: str) -> None:
        """Remove a blob; none of that name is no error."""


class Originals:
    """The originals of a case."""

    def __init__(self, blobs: Blobs, wrapping: Wrapping | None = None) -> None:
        self.blobs = blobs
        self.wrapping: Wrapping = Plainly() if wrapping is None else wrapping

    def put(self, stream: BinaryIO) -> Stored:
        """Keep what the stream gives; when this returns, it survives a loss of power.

        Raises:
            FullDisk: no room was left.
            ReadOnlyCase: nothing can be written there.
        """
        hashes = hashlib.sha256(), hashlib.sha1(usedforsecurity=False), hashlib.md5(usedforsecurity=False)
        size = 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            while chunk := stream.read(CHUNK):
                for each in hashes:
                    each.update(chunk)
                size += len(chunk)
                yield chunk

        try:
            incoming = self.blobs.put(self.wrapping.wrap(counted()))
            try:
                sha256, sha1, md5 = (each.hexdigest() for each in hashes)
                name = self.wrapping.name(sha256)
                known = self.blobs.has(name)
                if known:
                    incoming.drop()
                else:
                    incoming.keep(name)
            except BaseException:
                incoming.drop()
                raise
        except OSError as error:
            raise _told(error) from error
        return Stored(sha256, sha1, md5, size, known)

    def read(self, sha256: str) -> bytes:
        """The original's bytes, checked.

        Raises:
            NoSuchCase: there is no such original.
            DamagedCase: the bytes there are not those that were put.
        """
        return b"".join(self.chunks(sha256))

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """The original's bytes, piece by piece; whether they are those that were put is known at the end.

        Raises:
            NoSuchCase: there is no such original.
            DamagedCase: at the end, where the bytes were not those that were put.
        """
        digest = hashlib.sha256()
        try:
            blob = self.blobs.get(self.wrapping.name(sha256))
            for chunk in self.wrapping.unwrap(blob, name=f"The original {sha256}"):
                digest.update(chunk)
                yield chunk
        except FileNotFoundError as error:
            raise NoSuchCase(f"The original {sha256} is not there; look for it in a copy of the case.") from error
        except OSError as error:
            raise _told(error) from error
        if digest.hexdigest() != sha256:
            raise DamagedCase(
                f"The original {sha256} was changed: its bytes have the SHA-256 {digest.hexdigest()}. "
                "Put the file from a copy of the case in its place."
            )

    def remove(self, sha256: str) -> None:
        """Remove the original, as an erasure does."""
        self.blobs.remove(self.wrapping.name(sha256))

    def unfinished(self) -> int:
        """How many blobs a killed process never finished."""
        return len(self.blobs.unfinished()) if isinstance(self.blobs, FolderBlobs) else 0

    def tidy(self) -> None:
        """Remove what killed processes left unfinished."""
        if isinstance(self.blobs, FolderBlobs):
            self.blobs.tidy()

    def orphans(self, known: Iterable[str]) -> list[str]:
        """Names of blobs that are none of the `known` originals': left by a process that was killed, or put by hand."""
        names = {self.wrapping.name(sha256) for sha256 in known}
        return sorted(name for name in self.blobs.names() if name not in names)


class FolderBlobs:
    """Blobs as files `ab/abcd…` in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, chunks: Iterable[bytes]) -> Incoming:
        """Take the bytes of a blob whose name is told after."""
        incoming = self._folder / INCOMING
        incoming.mkdir(parents=True, exist_ok=True)
        file, out = _held(incoming)
        try:
            for chunk in chunks:
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
            file.chmod(0o444)
        except BaseException:
            file.unlink(missing_ok=True)
            out.close()
            raise
        return _IncomingFile(self, file, out)

    def get(self, name: str) -> Iterator[bytes]:
        """The blob's bytes."""
        with self._file(name).open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def has(self, name: str) -> bool:
        """Whether there is a blob of that name."""
        return self._file(name).is_file()

    def names(self) -> Iterator[str]:
        """Every blob's name, and of whatever else lies there its path within the folder."""
        for folder, _, files in os.walk(self._folder):
            if Path(folder).name == INCOMING:
                continue
            for name in files:
                file = Path(folder, name)
                yield name if file == self._file(name) else str(file.relative_to(self._folder))

    def remove(self, name: str) -> None:
        """Overwrite a blob and remove it; none of that name is no error."""
        file = self._file(name)
        if file.exists():
            wipe(file)
            sync_folder(file.parent)
        with suppress(OSError):  # others lie there, or it is gone; else its name would tell how this one's began
            file.parent.rmdir()
            sync_folder(self._folder)

    def unfinished(self) -> list[Path]:
        """Files of blobs that a killed process never named, and that nobody is writing."""
        folder = self._folder / INCOMING
        return [file for file in sorted(folder.iterdir()) if _nobodys(file)] if folder.is_dir() else []

    def tidy(self) -> None:
        """Remove what killed processes left unfinished."""
        for file in self.unfinished():
            with suppress(OSError):  # what can't be removed does no harm, and `check` tells of it
                file.unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / name[:2] / name


@dataclass(frozen=True, slots=True)
class _IncomingFile:
    blobs: FolderBlobs
    file: Path
    out: BinaryIO

    def keep(self, name: str) -> None:
        target = self.blobs._file(name)  # noqa: SLF001 (one module, one concept)
        if not target.parent.is_dir():
            target.parent.mkdir(exist_ok=True)
            sync_folder(target.parent.parent)
        self.file.replace(target)
        sync_folder(target.parent)
        self.out.close()

    def drop(self) -> None:
        self.file.unlink(missing_ok=True)
        self.out.close()


class RemoteBlobs:
    """Blobs in whatever fsspec reaches by URL, e.g. `s3://bucket/folder`."""

    def __init__(self, url: str) -> None:
        import fsspec

        try:
            self._files, self._root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise LedgerError(
                f"Originals can't be reached ({error}); install what its kind of address needs."
            ) from error

    def put(self, chunks: Iterable[bytes]) -> Incoming:
        """Take the bytes of a blob whose name is told after; what doesn't fit in memory waits in a temporary file."""
        spool: Any = tempfile.SpooledTemporaryFile(max_size=256 * CHUNK)
        try:
            for chunk in chunks:
                spool.write(chunk)
        except BaseException:
            spool.close()
            raise
        return _IncomingSpool(self, spool)

    def get(self, name: str) -> Iterator[bytes]:
        """The blob's bytes."""
        with self._files.open(self._path(name), "rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk

    def has(self, name: str) -> bool:
        """Whether there is a blob of that name."""
        return bool(self._files.exists(self._path(name)))

    def names(self) -> Iterator[str]:
        """Every blob's name, and of whatever else lies there its path."""
        self._files.invalidate_cache()
        with suppress(FileNotFoundError):
            for path in self._files.find(self._root):
                name = path.rsplit("/", 1)[-1]
                yield name if path == self._path(name) else path

    def remove(self, name: str) -> None:
        """Remove a blob; none of that name is no error."""
        with suppress(FileNotFoundError):
            self._files.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name[:2]}/{name}"

    def _upload(self, name: str, spool: BinaryIO) -> None:
        spool.seek(0)
        path = self._path(name)
        self._files.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        # An object store shows an object whole or not at all; a plain file system behind fsspec commits by renaming.
        with self._files.transaction, self._files.open(path, "wb") as out:
            while chunk := spool.read(CHUNK):
                out.write(chunk)


@dataclass(frozen=True, slots=True)
class _IncomingSpool:
    blobs: RemoteBlobs
    spool: Any

    def keep(self, name: str) -> None:
        try:
            self.blobs._upload(name, self.spool)  # noqa: SLF001 (one module, one concept)
        finally:
            self.spool.close()

    def drop(self) -> None:
        self.spool.close()


def _held(folder: Path) -> tuple[Path, BinaryIO]:
    """A new file in a folder, locked: while it is, the file is somebody's."""
    while True:
        handle, name = tempfile.mkstemp(dir=folder)
        out = os.fdopen(handle, "wb")
        fcntl.flock(out, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return Path(name), out
        out.close()  # another process tidied it away before it was locked


def _nobodys(file: Path) -> bool:
    try:
        with file.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except FileNotFoundError:  # it got its name meanwhile
        return False
    return True


def _told(error: OSError) -> LedgerError:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return FullDisk("No room was left for an original; what was reported as done is kept. Make room, run it again.")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return ReadOnlyCase(f"Originals can't be written or read ({error.strerror}); change who may, or move the case.")
    return LedgerError(f"An original could not be written or read ({error}); run the same again.")
