import io
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from onrecord.acquire import Item, Options, open_item
from onrecord.acquire.containers import expand
from onrecord.acquire.warc import warc_items
from onrecord.errors import BrokenOriginal, EmptyOriginal
from onrecord.records import Failure
from tests.acquire import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES = (
    ("https://courier.example/1", samples.html(), "text/html; charset=utf-8"),
    ("https://courier.example/2.pdf", samples.pdf(), "application/pdf"),
    ("https://courier.example/3.txt", samples.TEXT.encode(), "text/plain"),
)


def _expanded(content: bytes, options: Options | None = None) -> list[Item | Failure]:
    return list(expand(Item(id="a.warc", source="a.warc", content=content), options or Options()))


@pytest.mark.parametrize("zipped", [True, False])
def test_pages_are_items_named_by_address(zipped: bool) -> None:
    found = _expanded(samples.warc(*_PAGES, zipped=zipped))
    assert [item.id for item in found] == [f"a.warc#{address}" for address, _, _ in _PAGES]
    for item, (address, _, _) in zip(found, _PAGES, strict=True):
        assert isinstance(item, Item)
        report = open_item(item, Options())
        assert report.url == address
        assert "denied the account" in report.text


def test_bytes_of_a_page_are_kept_exactly() -> None:
    for item, (_, content, _) in zip(_expanded(samples.warc(*_PAGES)), _PAGES, strict=True):
        assert isinstance(item, Item)
        assert item.content == content


def test_pictures_scripts_and_styles_are_passed_over() -> None:
    found = _expanded(
        samples.warc(
            ("https://courier.example/a.css", b"body { color: red }", "text/css"),
            ("https://courier.example/a.js", b"var a = 1", "application/javascript"),
            ("https://courier.example/a.png", b"\x89PNG\r\n\x1a\n", "image/png"),
            _PAGES[0],
        )
    )
    assert [item.id for item in found] == ["a.warc#https://courier.example/1"]


def test_the_content_counts_and_not_the_declared_type() -> None:
    (item,) = _expanded(samples.warc(("https://courier.example/1", samples.html(), "image/png")))
    assert isinstance(item, Item)


@pytest.mark.parametrize("status", ["301 Moved", "404 Not Found", "500 Server Error"])
def test_error_pages_are_no_reports(status: str) -> None:
    (failure,) = _expanded(samples.warc(_PAGES[0], status=status))
    assert isinstance(failure, Failure)
    assert failure.code == EmptyOriginal.code


def test_resources_and_conversions_are_read() -> None:
    content = b"".join(
        samples.warc_record({"WARC-Type": kind, "WARC-Target-URI": uri, "Content-Type": "text/plain"}, b"Two men.")
        for kind, uri in (("resource", "https://a.example/1"), ("conversion", "<https://a.example/2>"))
    )
    assert [item.id for item in _expanded(content)] == ["a.warc#https://a.example/1", "a.warc#https://a.example/2"]


def test_chunked_and_gzipped_answers_are_unpacked() -> None:
    body = samples.gzipped(samples.html())
    chunked = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    fields = {"WARC-Type": "response", "WARC-Target-URI": "https://a.example/", "Content-Type": "application/http"}
    (item,) = _expanded(samples.warc_record(fields, head + chunked))
    assert isinstance(item, Item)
    assert item.content == samples.html()


@pytest.mark.parametrize("zipped", [True, False])
def test_a_cut_off_archive_gives_the_pages_before_and_names_the_place(zipped: bool) -> None:
    whole = samples.warc(*_PAGES, zipped=zipped)
    cut = whole[: len(samples.warc(*_PAGES[:2], zipped=zipped)) + 700 - 450 * zipped]
    first, second, failure = _expanded(cut)
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert isinstance(failure, Failure)
    assert (failure.id, failure.code) == ("a.warc", "broken")
    assert "cut off" in failure.message
    assert "https://courier.example/" in failure.message


@pytest.mark.parametrize("zipped", [True, False])
def test_wherever_an_archive_is_cut_off_nothing_is_lost_silently(zipped: bool) -> None:
    whole = samples.warc(_PAGES[2], _PAGES[2], zipped=zipped)
    # An archive that ends where a record does is a whole one, with or without the blank lines behind it.
    mark = b"\x1f\x8b\x08" if zipped else b"WARC/1.0\r\n"
    starts = [at for at in range(1, len(whole)) if whole.startswith(mark, at)]
    ends = {start - before for start in starts for before in range(1 if zipped else 5)}
    for length in set(range(100, len(whole) - 4)) - ends:
        assert isinstance(_expanded(whole[:length])[-1], Failure), length


def test_a_damaged_archive_is_named() -> None:
    whole = bytearray(samples.warc(*_PAGES))
    whole[len(whole) // 2] ^= 0xFF
    found = _expanded(bytes(whole))
    assert isinstance(found[-1], Failure)
    assert found[-1].code == BrokenOriginal.code


def test_a_page_over_the_limit_is_refused_and_the_next_is_read() -> None:
    large, small = _expanded(
        samples.warc(
            ("https://a.example/1", b"word " * 10_000, "text/plain"), ("https://a.example/2", b"Two.", "text/plain")
        ),
        Options(max_bytes=20_000),
    )
    assert isinstance(large, Failure)
    assert (large.id, large.code) == ("a.warc#https://a.example/1", "refused")
    assert isinstance(small, Item)


def test_a_gzip_bomb_in_an_archive_is_refused() -> None:
    (failure,) = _expanded(samples.warc(("https://a.example/1", b"a" * 20_000_000, "text/plain")))
    assert isinstance(failure, Failure)
    assert failure.code == "refused"


def test_a_large_archive_is_read_in_little_memory() -> None:
    page = samples.warc(("https://a.example/1", b"Two men were held. " * 50_000, "text/plain"), zipped=False)

    class Endless(io.RawIOBase):
        """Sixty archives behind one another, never in memory at once."""

        def __init__(self) -> None:
            self._chunks: Iterator[bytes] = (
                page[at : at + 65_536] for _ in range(60) for at in range(0, len(page), 65_536)
            )

        def read(self, size: int = -1, /) -> bytes:
            return next(self._chunks, b"")

    tracemalloc.start()
    try:
        count = sum(1 for _ in warc_items(Endless(), source="a", id="a", options=Options()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 60
    assert peak < 5 * len(page)
