"""Reading files and streams within limits, whatever lies behind a path."""

import errno
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, Protocol

from onrecord.acquire.options import Options
from onrecord.errors import BrokenOriginal, MissingOriginal, RefusedOriginal

CHUNK_BYTES: Final = 1 << 16


class Readable(Protocol):
    """Anything that gives bytes, piece by piece."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""


def shown(path: str) -> str:
    """`path` as text that JSON can carry; bytes of a name that aren't UTF-8 are escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


@contextmanager
def open_file(path: str) -> Iterator[BinaryIO]:
    """The regular file at `path`, for reading.

    Raises:
        MissingOriginal: there is none, or it may not be read.
        RefusedOriginal: it is a device, a pipe, a folder, or links that lead in a circle.
    """
    try:
        # Without O_NONBLOCK a pipe planted in a folder would hold us up for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise _as_item_error(error) from error
    except ValueError as error:
        raise RefusedOriginal("Its name holds a NUL character; no file can be called that.") from error
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise RefusedOriginal("It is not a regular file (a device, pipe or socket). Copy its content into a file.")
        yield file


def _as_item_error(error: OSError) -> MissingOriginal | RefusedOriginal:
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return MissingOriginal("There is no such file. Was it moved or deleted meanwhile?")
    if error.errno == errno.ELOOP:
        return RefusedOriginal("It is a link that leads back to itself. Remove it, or give the file it was meant for.")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return MissingOriginal("It may not be read. Change its permissions, or run as somebody who may read it.")
    if error.errno in {errno.EISDIR, errno.ENXIO}:
        return RefusedOriginal("It is not a regular file.")
    return MissingOriginal(f"It can't be opened: {error.strerror or error}.")


def read_file(path: str, options: Options) -> bytes:
    """All bytes of the file at `path`, at most `options.max_bytes`."""
    with open_file(path) as file:
        return read_stream(file, limit=options.max_bytes)


def read_stream(stream: Readable, *, limit: int) -> bytes:
    """All that is left in `stream`, at most `limit` bytes."""
    try:
        content = stream.read(limit + 1)
    except OSError as error:
        raise BrokenOriginal(f"It can't be read: {error.strerror or error}.") from error
    if len(content) > limit:
        raise RefusedOriginal(too_large(limit))
    return content


def too_large(limit: int) -> str:
    """The sentence that refuses what is larger than `limit` bytes."""
    return f"It is larger than {limit:,} bytes, the limit. Split it, or raise the limit if you trust it."


def gunzip_chunks(stream: Readable, options: Options) -> Iterator[bytes]:
    """The unpacked content of a gzip stream, chunk by chunk; members may follow one another.

    Raises:
        BrokenOriginal: damaged or cut off; what came before has been yielded.
        RefusedOriginal: it unpacks to suspiciously much.
    """
    packed = unpacked = 0
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    pending = b""
    while True:
        data = pending or stream.read(CHUNK_BYTES)
        packed += 0 if pending else len(data)
        if not data:
            if not inflate.eof:
                raise BrokenOriginal(f"The gzip stream is cut off after {packed:,} bytes. Get the file again.")
            return
        if inflate.eof:
            # Between members, and after the last, writers pad with NULs.
            data = data.lstrip(b"\x00")
            if not data:
                pending = b""
                continue
            inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            chunk = inflate.decompress(data, CHUNK_BYTES * 16)
        except zlib.error as error:
            raise BrokenOriginal(f"The gzip stream is damaged near byte {packed:,}. Get the file again.") from error
        pending = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
        unpacked += len(chunk)
        refuse_bomb(packed=packed, unpacked=unpacked, options=options)
        if chunk:
            yield chunk


def refuse_bomb(*, packed: int, unpacked: int, options: Options) -> None:
    """Raise `RefusedOriginal` where so much came out of so little that it was made to fill a memory."""
    if unpacked > options.ratio_from and unpacked > options.max_ratio * max(packed, 1):
        raise RefusedOriginal(
            f"It unpacks to more than {options.max_ratio} times its size: a decompression bomb, or not a report."
        )


def read_chunks(stream: Readable) -> Iterator[bytes]:
    """The rest of `stream`, piece by piece."""
    try:
        while chunk := stream.read(CHUNK_BYTES):
            yield chunk
    except OSError as error:
        raise BrokenOriginal(f"It can't be read: {error.strerror or error}.") from error


def gunzip_bytes(content: bytes, options: Options) -> bytes:
    """`gunzip` of what is in memory already."""
    return gunzip(io.BytesIO(content), options)


def gunzip(stream: Readable, options: Options) -> bytes:
    """The whole unpacked content of a gzip stream, at most `options.max_bytes`."""
    content = bytearray()
    for chunk in gunzip_chunks(stream, options):
        content += chunk
        if len(content) > options.max_bytes:
            raise RefusedOriginal(too_large(options.max_bytes))
    return bytes(content)
