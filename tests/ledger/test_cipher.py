import io
import os
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import LedgerError, LostTail, TamperedFile
from onrecord.ledger import cipher
from onrecord.ledger.cipher import CHUNK, END_MARK, SealedReader, padded

KEY = bytes(range(32))
SIZES = [0, 1, 1023, 1024, CHUNK - 2, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 5 * CHUNK + 7]


def sealed(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(cipher.sealed_chunks([data], key))


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(cipher.opened_chunks([data[:100], data[100:]], key, name="the original"))


@pytest.mark.parametrize("size", SIZES)
def test_what_is_sealed_opens_again(size: int) -> None:
    data = os.urandom(size)
    assert opened(sealed(data)) == data


@pytest.mark.parametrize("data", [bytes(3 * CHUNK), b"\x80" * CHUNK, b"a\x80" + bytes(2000), b"\x80"])
def test_data_that_looks_like_padding_stays(data: bytes) -> None:
    assert opened(sealed(data)) == data


@given(st.lists(st.binary(max_size=3 * CHUNK), max_size=6))
@settings(max_examples=30, deadline=None)
def test_pieces_of_any_size_make_one_file(pieces: list[bytes]) -> None:
    sealed = cipher.sealed_chunks(pieces, KEY)
    assert b"".join(cipher.opened_chunks(sealed, KEY, name="it")) == b"".join(pieces)


def test_nothing_of_the_plaintext_shows_and_no_two_sealings_are_alike() -> None:
    data = b"Ilya Marenko was taken from the Hotel Varna at noon. " * 40
    once, again = sealed(data), sealed(data)
    assert b"Marenko" not in once
    assert once != again
    assert len(once) == len(again)


@pytest.mark.parametrize("size", [0, 700, CHUNK, 3 * CHUNK + 10])
def test_every_cut_is_a_lost_tail(size: int) -> None:
    whole = sealed(os.urandom(size))
    cuts = {*range(0, 60), *range(len(whole) - 60, len(whole)), *range(60, len(whole), max(1, len(whole) // 97))}
    for cut in sorted(cuts):
        with pytest.raises(LostTail):
            opened(whole[:cut])


@pytest.mark.parametrize("size", [0, 700, 2 * CHUNK + 10])
def test_every_changed_bit_is_tampering(size: int) -> None:
    whole = sealed(os.urandom(size))
    for place in {*range(0, 60), *range(len(whole) - 40, len(whole)), *range(60, len(whole), len(whole) // 50)}:
        changed = bytearray(whole)
        changed[place] ^= 1 << (place % 8)
        with pytest.raises(TamperedFile):
            opened(bytes(changed))


@pytest.mark.parametrize("added", [b"\x00", b"more", END_MARK])
@pytest.mark.parametrize("size", [10, CHUNK - 5, 2 * CHUNK])
def test_added_bytes_are_tampering(size: int, added: bytes) -> None:
    with pytest.raises(TamperedFile):
        opened(sealed(bytes(size)) + added)


def test_chunks_cannot_change_places_or_files() -> None:
    head, step = len(cipher.MAGIC) + 24, CHUNK + 17
    whole = sealed(os.urandom(4 * CHUNK))
    chunks = [whole[head + step * number : head + step * (number + 1)] for number in range(4)]
    swapped = whole[:head] + chunks[1] + chunks[0] + whole[head + 2 * step :]
    dropped = whole[:head] + whole[head + step :]
    other = sealed(os.urandom(4 * CHUNK))
    spliced = whole[: head + step] + other[head + step :]
    for forged in (swapped, dropped, spliced):
        with pytest.raises(TamperedFile):
            opened(forged)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(LedgerError):
        opened(sealed(b"as obtained"), key=bytes(32))


def test_a_file_that_was_never_sealed_is_said_so() -> None:
    with pytest.raises(TamperedFile, match="doesn't begin as a sealed file"):
        opened(b"<html>")


def test_sealing_and_opening_hold_a_few_chunks_at_most() -> None:
    tracemalloc.start()
    try:
        sealed = cipher.sealed_chunks((bytes(CHUNK) for _ in range(400)), KEY)
        opened = sum(len(piece) for piece in cipher.opened_chunks(sealed, KEY, name="it"))
        assert opened == 400 * CHUNK
        assert tracemalloc.get_traced_memory()[1] < 20 * CHUNK
    finally:
        tracemalloc.stop()


def test_reading_in_small_pieces_gives_the_same() -> None:
    data = os.urandom(CHUNK + 100)
    reader = SealedReader(io.BytesIO(sealed(data)), KEY, name="it")
    pieces = []
    while piece := reader.read(777):
        pieces.append(piece)
    assert b"".join(pieces) == data


@given(st.integers(min_value=0, max_value=1 << 40))
def test_padding_is_little_and_hides_the_size(size: int) -> None:
    target = padded(size)
    assert target >= size
    assert target <= max(1024, size * 1.12)
    assert padded(target) == target


def test_few_sizes_are_told_apart() -> None:
    assert len({padded(size) for size in range(1 << 20)}) < 300


def test_short_secrets_open_only_as_what_they_were_locked_as() -> None:
    locked = cipher.lock(b"secret", key=KEY, about=b"case 1")
    assert cipher.unlock(locked, key=KEY, about=b"case 1") == b"secret"
    assert cipher.unlock(locked, key=KEY, about=b"case 2") is None
    assert cipher.unlock(locked, key=bytes(32), about=b"case 1") is None
    assert cipher.unlock(locked[:-1], key=KEY, about=b"case 1") is None
    assert cipher.unlock(b"", key=KEY, about=b"case 1") is None


def test_keys_and_names_depend_on_everything_they_are_made_from() -> None:
    digest, other = "ab" * 32, "cd" * 32
    names = {
        cipher.keyed_name(key, sha256)
        for key in (KEY, cipher.derive(KEY, "names"), cipher.derive(KEY, "originals"))
        for sha256 in (digest, other)
    }
    assert len(names) == 6
    assert digest not in names
    assert all(len(name) == 64 for name in names)
