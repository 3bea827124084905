import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.acquire import Options
from onrecord.acquire.bounded import gunzip, gunzip_chunks, read_stream
from onrecord.errors import BrokenOriginal, RefusedOriginal
from tests.acquire import samples


@given(st.lists(st.binary(max_size=2_000), min_size=1, max_size=4), st.integers(0, 3))
def test_members_behind_one_another_are_unpacked(parts: list[bytes], padding: int) -> None:
    packed = b"".join(samples.gzipped(part) + b"\x00" * padding for part in parts)
    assert gunzip(io.BytesIO(packed), Options()) == b"".join(parts)


@given(st.binary(min_size=1, max_size=500), st.data())
def test_a_cut_off_stream_is_named_and_never_taken_for_whole(content: bytes, data: st.DataObject) -> None:
    packed = samples.gzipped(content)
    cut = packed[: data.draw(st.integers(1, len(packed) - 1))]
    with pytest.raises(BrokenOriginal, match="cut off"):
        gunzip(io.BytesIO(cut), Options())


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = samples.gzipped(b"\x00" * 50_000_000)
    unpacked: list[int] = []
    with pytest.raises(RefusedOriginal, match="bomb"):
        unpacked.extend(len(chunk) for chunk in gunzip_chunks(io.BytesIO(packed), Options(max_ratio=50)))
    assert sum(unpacked) <= 50 * len(packed)


def test_what_unpacks_beyond_the_limit_is_refused() -> None:
    with pytest.raises(RefusedOriginal, match="larger than 1,000 bytes"):
        gunzip(io.BytesIO(samples.gzipped(samples.TEXT.encode() * 10)), Options(max_bytes=1_000))


def test_a_stream_over_the_limit_is_refused() -> None:
    assert read_stream(io.BytesIO(b"12345"), limit=5) == b"12345"
    with pytest.raises(RefusedOriginal):
        read_stream(io.BytesIO(b"123456"), limit=5)
