import gzip

import pytest

from onrecord.acquire.formats import Format, sniff
from onrecord.errors import EmptyOriginal, UnknownFormat
from tests.acquire import samples


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (samples.TEXT.encode(), Format.TEXT),
        (samples.TEXT.encode("utf-16"), Format.TEXT),
        (samples.TEXT.encode("utf-16-le"), Format.TEXT),
        (samples.html(), Format.HTML),
        (samples.html().decode().encode("utf-16"), Format.HTML),
        (b"<!-- saved from a browser -->\n<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'><html>", Format.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">', Format.HTML),
        (b"<p>A piece of a page</p>", Format.HTML),
        (samples.pdf(), Format.PDF),
        (b"\n\n" + samples.pdf(), Format.PDF),
        (samples.word(), Format.ZIP),
        (samples.message(), Format.EMAIL),
        (b"From: a@b.example\nTo: c@d.example\nSubject: x\n\nText", Format.EMAIL),
        (samples.rss(), Format.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', Format.FEED),
        (b'{"id": "a", "text": "b"}\n', Format.JSONL),
        (b'\xef\xbb\xbf{"id": "a", "text": "b"}\n', Format.JSONL),
        (samples.warc(("https://a.example/", b"x", "text/plain")), Format.WARC),
        (samples.warc(("https://a.example/", b"x", "text/plain"), zipped=False), Format.WARC),
        (gzip.compress(b"text"), Format.GZIP),
    ],
)
def test_formats_are_told_from_content(content: bytes, expected: Format) -> None:
    assert sniff(content) is expected


@pytest.mark.parametrize(
    "text",
    ["From: the desk. A letter to the editor, with no other header", "Note: two men\nwere held", "a < b and b > c"],
)
def test_prose_that_looks_a_little_like_another_format_is_text(text: str) -> None:
    assert sniff(text.encode()) is Format.TEXT


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\r\n"])
def test_nothing_is_empty(content: bytes) -> None:
    with pytest.raises(EmptyOriginal):
        sniff(content)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (b"{\\rtf1 text}", "RTF"),
        (b'{\n "id": "a",\n "text": "b"\n}', "several lines"),
        (bytes(range(256)) * 8, "neither text"),
    ],
)
def test_other_formats_are_named(content: bytes, word: str) -> None:
    with pytest.raises(UnknownFormat, match=word):
        sniff(content)
