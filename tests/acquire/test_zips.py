import io
import zipfile

import pytest

from onrecord.acquire import Item, Options
from onrecord.acquire.containers import expand
from onrecord.records import Failure
from tests.acquire import samples


def _expanded(content: bytes, options: Options | None = None) -> list[Item | Failure]:
    return list(expand(Item(id="a.zip", source="a.zip", content=content), options or Options()))


def _zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_packed_web_archive_gives_its_pages() -> None:
    archive = samples.warc(("https://courier.example/1", samples.html(), "text/html"))
    assert [item.id for item in _expanded(samples.wacz(archive))] == ["a.zip#https://courier.example/1"]


def test_a_cut_off_archive_within_is_named_after_its_pages() -> None:
    archive = samples.warc(
        ("https://a.example/1", samples.html(), "text/html"), ("https://a.example/2", samples.html(), "text/html")
    )
    page, failure = _expanded(samples.wacz(archive[:-100]))
    assert isinstance(page, Item)
    assert isinstance(failure, Failure)
    assert failure.code == "broken"


def test_a_word_document_is_an_item_itself() -> None:
    (item,) = _expanded(samples.word())
    assert isinstance(item, Item)
    assert item.id == "a.zip"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_zip({"a.txt": b"text"}), "unknown-format"),
        (_zip({"../../evil.txt": b"text"}), "unknown-format"),
        (samples.wacz(b"x")[:-30], "broken"),
        (_zip({"archive/a.warc": b"WARC/1.0\r\n" + b"a" * 30_000_000}), "refused"),
        (_zip({"archive/a.warc.gz": b"not an archive"}), "broken"),
    ],
)
def test_other_archives_are_named(content: bytes, code: str) -> None:
    found = _expanded(content)
    assert isinstance(found[-1], Failure)
    assert found[-1].code == code


def test_an_encrypted_archive_is_named() -> None:
    content = bytearray(samples.wacz(samples.warc(("https://a.example/1", samples.html(), "text/html"))))
    # Bit 0 of the general purpose flag, eight bytes into each entry of the table of contents.
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    (failure,) = _expanded(bytes(content))
    assert isinstance(failure, Failure)
    assert (failure.code, "encrypted" in failure.message) == ("broken", True)
