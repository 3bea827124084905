"""How bytes are sealed: libsodium's constructions, put together here and nowhere else.

A sealed file is

    magic · stream header · chunk … chunk · end mark

Each chunk holds 64 KiB of plaintext under secretstream (XChaCha20-Poly1305), which ties a chunk to its place: none can
be changed, dropped, repeated or moved unnoticed. The last one carries the tag FINAL, so a missing end can't pass for
the whole. The end mark isn't secret and proves nothing; it only tells a file whose end is lost from one that was
changed.

Sizes are padded (to 1 KiB; above it by Padmé: 12 % at most, less for large files), so that a seizer sees a class of
sizes and not the size of a known document.
"""

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from onrecord.errors import LostTail, TamperedFile
from onrecord.ledger.chunks import ChunkStream

KEY_BYTES: Final = 32

MAGIC: Final = b"onrecord sealed 1\n"
END_MARK: Final = bytes.fromhex("8f1d6e0ab7c254939cd07e21f4386b5a")
CHUNK: Final = 1 << 16  # plaintext bytes

_HEADER: Final = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_OVERHEAD: Final = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_MESSAGE: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_DATA_ENDS: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_PUSH  # what follows is padding
_FINAL: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_NONCE: Final = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_GET_BACK: Final = "take it from a backup."
_SMALLEST: Final = 1 << 10  # plaintext bytes that even an empty file takes


class Readable(Protocol):
    """Anything that gives its bytes piece by piece, and none at its end."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes."""
        ...


def derive(key: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose; none tells anything about another, nor about `key`.

    Args:
        key: 32 bytes.
        purpose: at most 16 ASCII characters.
    """
    return hashlib.blake2b(key=key, person=purpose.encode("ascii"), digest_size=KEY_BYTES).digest()


def keyed_name(key: bytes, sha256: str) -> str:
    """The name that a sealed original goes by: 64 hexadecimal digits that say nothing without `key`.

    Under its SHA-256 anybody who holds a copy of a document could test whether the case holds it too.
    """
    return hashlib.blake2b(bytes.fromhex(sha256), key=key, digest_size=32).hexdigest()


def authenticator(key: bytes, data: bytes) -> str:
    """What only a holder of `key` can compute for `data`, as 64 hexadecimal digits."""
    return hashlib.blake2b(data, key=key, digest_size=32).hexdigest()


def lock(data: bytes, *, key: bytes, about: bytes) -> bytes:
    """`data`, short and all at once, sealed; opens only with the same key and the same `about`."""
    nonce = os.urandom(_NONCE)
    return nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(data, about, nonce, key)


def unlock(locked: bytes, *, key: bytes, about: bytes) -> bytes | None:
    """What `lock` was given; None where key or `about` is another, or a bit was changed."""
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(locked[_NONCE:], about, locked[:_NONCE], key)
    except (CryptoError, ValueError, TypeError):  # the latter two where it is too short to be anything
        return None


def padded(size: int) -> int:
    """The class of sizes that `size` falls in, by its largest member: Padmé, and 1 KiB at the least.

    Source: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", 2019.
    """
    if size <= _SMALLEST:
        return _SMALLEST
    exponent = size.bit_length() - 1
    kept = exponent.bit_length()  # bits of the size that may show
    mask = (1 << (exponent - kept)) - 1
    return (size + mask) & ~mask


def sealed_chunks(chunks: Iterable[bytes], key: bytes) -> Iterator[bytes]:
    """The sealed file whose plaintext is `chunks`, piece by piece; it is whole only when all were taken.

    Args:
        chunks: of any size.
        key: 32 bytes.
    """
    state = sodium.crypto_secretstream_xchacha20poly1305_state()

    def push(plain: bytes, tag: int) -> bytes:
        return sodium.crypto_secretstream_xchacha20poly1305_push(state, plain, None, tag)

    yield MAGIC + sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    pending = bytearray()
    size = 0
    for chunk in chunks:
        pending += chunk
        size += len(chunk)
        while len(pending) >= CHUNK:
            yield push(bytes(pending[:CHUNK]), _MESSAGE)
            del pending[:CHUNK]
    zeros = padded(size + 1) - size - 1
    # 0x80, then zeros: however many there are, where the data ends can be told.
    plain = bytes(pending) + b"\x80"
    filled = min(zeros, CHUNK - len(plain))
    plain, zeros, tag = plain + bytes(filled), zeros - filled, _DATA_ENDS
    while zeros:
        yield push(plain, tag)
        filled = min(zeros, CHUNK)
        plain, zeros, tag = bytes(filled), zeros - filled, _MESSAGE
    yield push(plain, _FINAL)
    yield END_MARK


class SealedReader(io.RawIOBase):
    """The plaintext of a sealed file as a stream; holds one chunk at a time.

    What it gives out is authentic byte for byte, but only a reader who reaches the end knows that nothing is missing.

    Args:
        source: gives the sealed bytes; left open.
        key: 32 bytes.
        name: what to call the file in an error.

    Raises:
        LostTail: on reading, where the file ends too early.
        TamperedFile: at once or on reading, where a byte isn't what was sealed, or the key isn't the file's.
    """

    def __init__(self, source: Readable, key: bytes, *, name: str) -> None:
        super().__init__()
        self._source = source
        self._name = name
        self._plain = b""
        self._within_data = True
        self._done = False
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        head = _read_fully(source, len(MAGIC) + _HEADER)
        if not MAGIC.startswith(head[: len(MAGIC)]):
            raise TamperedFile(f"{name} doesn't begin as a sealed file does; {_GET_BACK}")
        if len(head) < len(MAGIC) + _HEADER:
            raise self._lost()
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(self._state, head[len(MAGIC) :], key)
        self._sealed = b""

    def readable(self) -> bool:  # noqa: D102 - as in io
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override] # any writable buffer
        """Fill `buffer` with what comes next; the number of bytes, 0 at the end."""
        while not self._plain and not self._done:
            self._plain = self._next()
        size = min(len(buffer), len(self._plain))
        buffer[:size] = self._plain[:size]
        self._plain = self._plain[size:]
        return size

    def _next(self) -> bytes:
        """The data of the next chunk; empty for one of padding."""
        whole = CHUNK + _OVERHEAD
        wanted = whole + len(END_MARK)
        self._sealed += _read_fully(self._source, wanted - len(self._sealed))
        is_last = len(self._sealed) < wanted
        chunk = self._sealed[: -len(END_MARK)] if is_last else self._sealed[:whole]
        rest = self._sealed[len(chunk) :]
        opened = self._pull(chunk)
        if opened is None:
            if is_last and END_MARK not in self._sealed:
                raise self._lost()
            raise self._tampered()
        plain, tag = opened
        if tag == _FINAL:
            # An added byte, or a changed end mark, harms no plaintext, but the file isn't the one that was sealed.
            if rest != END_MARK or self._source.read(1):
                raise self._tampered()
            self._done = True
        elif is_last:
            raise self._lost()
        self._sealed = rest
        if not self._within_data:
            return b""
        if tag in {_FINAL, _DATA_ENDS}:
            self._within_data = False
            return plain.rstrip(b"\x00")[:-1]
        return plain

    def _pull(self, chunk: bytes) -> tuple[bytes, int] | None:
        if len(chunk) < _OVERHEAD:
            return None
        try:
            return sodium.crypto_secretstream_xchacha20poly1305_pull(self._state, chunk)
        except CryptoError:
            return None

    def _lost(self) -> LostTail:
        return LostTail(f"The end of {self._name} is missing: the file was cut off; {_GET_BACK}")

    def _tampered(self) -> TamperedFile:
        return TamperedFile(f"{self._name} isn't as it was sealed: bytes were changed or added; {_GET_BACK}")


def _read_fully(source: Readable, size: int) -> bytes:
    """`size` bytes, fewer only at the source's end."""
    pieces = []
    while size and (piece := source.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def opened_chunks(chunks: Iterable[bytes], key: bytes, *, name: str) -> Iterator[bytes]:
    """The plaintext of the sealed file that `chunks` are, piece by piece; raises as `SealedReader`."""
    reader = SealedReader(ChunkStream(chunks), key, name=name)
    while piece := reader.read(CHUNK):
        yield piece
