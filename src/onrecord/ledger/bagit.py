"""BagIt (RFC 8493): files with a manifest of their SHA-256, as a folder or within a ZIP.

Archives and libraries take bags; `bagit.py --validate` checks one without onrecord.
"""

import hashlib
import os
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from onrecord.errors import CaseExists, RefusedArchive, UsageError

DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST: Final = "manifest-sha256.txt"
TAG_MANIFEST: Final = "tagmanifest-sha256.txt"
PAYLOAD: Final = "data/"

_LINE: Final = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(.+)")
_LONGEST_TAG_FILE: Final = 1 << 30  # bytes: a manifest of some eight million files
# A time that says nothing; ZIP can't leave it out.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


class Sink(Protocol):
    """Where files go."""

    def put(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write a file; `path` is relative, its parts divided by slashes."""


class FolderSink:
    """Files in a new folder."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError as error:
            raise CaseExists(f"{folder} is there already; give another name.") from error
        except OSError as error:
            raise UsageError(f"{folder} can't be made: {error.strerror}. Nothing was written.") from error
        self._folder = folder

    def put(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write a file."""
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as out:
            for chunk in chunks:
                out.write(chunk)


class ZipSink:
    """Files within a ZIP, under one folder.

    Args:
        archive: open for writing.
        folder: the folder within it.
    """

    def __init__(self, archive: zipfile.ZipFile, folder: str) -> None:
        self._archive = archive
        self._folder = folder

    def put(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write a file."""
        member = zipfile.ZipInfo(f"{self._folder}/{path}", _NO_TIME)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.external_attr = 0o100644 << 16
        with self._archive.open(member, "w", force_zip64=True) as out:
            for chunk in chunks:
                out.write(chunk)


class Bag:
    """A bag that is being written; see `writing`."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._digests: dict[str, str] = {}
        self._size = 0

    def add(self, path: str, chunks: Iterable[bytes]) -> None:
        """Add a file of the payload; `path` is relative to the payload."""
        self._put(PAYLOAD + path, chunks)

    def _put(self, path: str, chunks: Iterable[bytes]) -> None:
        digest = hashlib.sha256()

        def counted() -> Iterator[bytes]:
            for chunk in chunks:
                digest.update(chunk)
                self._size += len(chunk) if path.startswith(PAYLOAD) else 0
                yield chunk

        self._sink.put(path, counted())
        self._digests[path] = digest.hexdigest()

    def _finish(self, told: Mapping[str, str]) -> None:
        payload = {path: digest for path, digest in self._digests.items() if path.startswith(PAYLOAD)}
        info = {**told, "Payload-Oxum": f"{self._size}.{len(payload)}"}
        self._put("bagit.txt", [DECLARATION])
        self._put("bag-info.txt", [_tags(info)])
        self._put(MANIFEST, [_manifest(payload)])
        tags = {path: digest for path, digest in self._digests.items() if not path.startswith(PAYLOAD)}
        self._sink.put(TAG_MANIFEST, [_manifest(tags)])


@contextmanager
def writing(sink: Sink, told: Mapping[str, str], *, on: date) -> Iterator[Bag]:
    """Write a bag: the block adds its files, the manifests come at its end.

    Args:
        sink: where it goes.
        told: fields of `bag-info.txt`.
        on: the date of bagging.
    """
    bag = Bag(sink)
    yield bag
    bag._finish({**told, "Bagging-Date": on.isoformat()})  # noqa: SLF001 (one module, one concept)


def _tags(fields: Mapping[str, str]) -> bytes:
    # A line's end within a value would begin another field.
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in fields.items()).encode()


def _manifest(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {_escaped(path)}\n" for path, digest in sorted(digests.items())).encode()


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


# --- reading back ----------------------------------------------------------------------------------------------------


class ZippedBag:
    """A bag within a ZIP that somebody gave us; nothing is unpacked to disk, and nothing is believed unchecked.

    Args:
        stream: the ZIP, seekable.
        max_bytes: most bytes that everything in it may unpack to.
        max_members: most files.

    Raises:
        RefusedArchive: it is no such ZIP, or plays tricks: names that lead elsewhere, links, two files of one name,
            encrypted or overlapping members, more than the limits.
    """

    def __init__(self, stream: BinaryIO, *, max_bytes: int, max_members: int) -> None:
        try:
            self._archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, struct.error, ValueError, OSError, RuntimeError) as error:
            raise RefusedArchive(f"It is no ZIP, or a damaged one ({error}).") from error
        members = self._archive.infolist()
        if len(members) > max_members:
            raise RefusedArchive(f"It holds {len(members):,} files, more than the limit of {max_members:,}.")
        size = stream.seek(0, os.SEEK_END)
        if sum(member.compress_size for member in members) > size:
            raise RefusedArchive("Its members overlap, which only a ZIP made to fill a disk does.")
        total = sum(member.file_size for member in members)
        if total > max_bytes:
            raise RefusedArchive(f"It unpacks to {total:,} bytes, more than the limit of {max_bytes:,}.")
        self._members: dict[str, zipfile.ZipInfo] = {}
        seen: set[str] = set()
        for member in members:
            _refuse_tricks(member)
            # Some file systems don't tell these apart, and then one file would stand for two.
            alike = unicodedata.normalize("NFC", member.filename).casefold()
            if alike in seen:
                raise RefusedArchive(f"It holds two files of the name {member.filename!a}.")
            seen.add(alike)
            if not member.is_dir():
                self._members[member.filename] = member
        self._folder = self._top()
        self.digests = self._read_manifest(MANIFEST, PAYLOAD)
        self._check_tags()

    def _top(self) -> str:
        tops = {name.split("/", 1)[0] for name in self._members}
        if len(tops) != 1 or f"{next(iter(tops), '')}/bagit.txt" not in self._members:
            raise RefusedArchive("It is no bag: it has no single folder with bagit.txt in it.")
        return tops.pop()

    def _read_manifest(self, manifest: str, prefix: str) -> dict[str, str]:
        digests: dict[str, str] = {}
        for line in self._small(manifest).decode("utf-8", "replace").splitlines():
            if (found := _LINE.fullmatch(line.strip())) is None:
                raise RefusedArchive(f"{manifest} has a line that is none of a manifest: {line[:80]!a}.")
            path = found[2].replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
            if path in digests:
                raise RefusedArchive(f"{manifest} names {path!a} twice.")
            digests[path] = found[1].lower()
        there = {name[len(self._folder) + 1 :] for name in self._members}
        for path in sorted(digests.keys() - there):
            raise RefusedArchive(f"{path!a} is missing; {manifest} names it.")
        for path in sorted({path for path in there if path.startswith(prefix)} - digests.keys()) if prefix else ():
            raise RefusedArchive(f"{path!a} is in none of its manifests; somebody put it there.")
        return digests

    def _check_tags(self) -> None:
        if f"{self._folder}/{TAG_MANIFEST}" in self._members:
            for path, digest in self._read_manifest(TAG_MANIFEST, "").items():
                if hashlib.sha256(self._small(path)).hexdigest() != digest:
                    raise RefusedArchive(f"{path!a} is not what its manifest says: it was changed or damaged.")

    def _small(self, path: str) -> bytes:
        member = self._members.get(f"{self._folder}/{path}")
        if member is None:
            raise RefusedArchive(f"{path!a} is missing; a bag has it.")
        if member.file_size > _LONGEST_TAG_FILE:
            raise RefusedArchive(f"{path!a} is too long: {member.file_size:,} bytes.")
        return b"".join(self._chunks(member))

    def paths(self) -> list[str]:
        """The paths of the payload's files, relative to the payload, in order."""
        return sorted(path.removeprefix(PAYLOAD) for path in self.digests)

    def chunks(self, path: str) -> Iterator[bytes]:
        """A file of the payload, piece by piece.

        Raises:
            RefusedArchive: there is none, or, at the end, it isn't what the manifest says.
        """
        member = self._members.get(f"{self._folder}/{PAYLOAD}{path}")
        if member is None:
            raise RefusedArchive(f"{path!a} is missing.")
        digest = hashlib.sha256()
        for chunk in self._chunks(member):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != self.digests[PAYLOAD + path]:
            raise RefusedArchive(f"{path!a} is not what its manifest says: it was changed or damaged.")

    def _chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            # Reading stops at the size that the table of contents gives, which the limits were held against.
            with self._archive.open(member) as file:
                while chunk := file.read(1 << 20):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise RefusedArchive(f"{member.filename!a} can't be unpacked ({error}).") from error


def _refuse_tricks(member: zipfile.ZipInfo) -> None:
    # As it stands in the archive: zipfile would turn backslashes around and cut at a zero byte.
    name = member.orig_filename
    parts = name.split("/")
    if name.startswith("/") or ":" in name or "\\" in name or ".." in parts:
        raise RefusedArchive(f"The name {name!a} leads out of the archive.")
    if any(unicodedata.category(sign).startswith("C") for sign in name) or "" in parts[:-1] or "." in parts:
        raise RefusedArchive(f"The name {name!a} is none that onrecord writes.")
    kind = member.external_attr >> 28
    if kind not in (0, 0o10, 0o04):
        raise RefusedArchive(f"{name!a} is a link or a device, not a file.")
    if member.flag_bits & 0x1:
        raise RefusedArchive(f"{name!a} is encrypted.")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedArchive(f"{name!a} is packed in a way that onrecord doesn't use.")
