import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.acquire import Item, Options, open_item
from onrecord.acquire.jsonl import jsonl_items
from onrecord.records import Failure

# Everything that JSON can carry and UTF-8 can write: controls, combining marks, emoji, bidi marks, CRLF, NUL.
_whole = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1).filter(str.strip)


def _read(content: bytes, *, options: Options | None = None, size: int = 1 << 16) -> list[Item | Failure]:
    chunks = [content[at : at + size] for at in range(0, len(content), size)]
    return list(jsonl_items(chunks, source="x.jsonl", options=options or Options()))


def _line(**values: object) -> bytes:
    return json.dumps(values).encode() + b"\n"


@given(text=_whole, escaped=st.booleans(), size=st.integers(1, 50))
def test_text_passes_through_untouched(text: str, escaped: bool, size: int) -> None:
    line = json.dumps({"id": "a", "text": text}, ensure_ascii=escaped).encode() + b"\n"
    (item,) = _read(line, size=size)
    assert isinstance(item, Item)
    assert item.text == text
    assert open_item(item, Options()).text == text


@pytest.mark.parametrize(
    "text", ["a\r\nb\tc", "e\u0301e\u0300", "\u202eabc\u202c", "👩‍👩‍👧‍👦 🇺🇳", "\ufeffx", "a\u2028b\x85c"]
)
def test_line_separators_and_marks_within_a_text_stay(text: str) -> None:
    (item,) = _read(json.dumps({"id": "a", "text": text}, ensure_ascii=False).encode())
    assert isinstance(item, Item)
    assert item.text == text


def test_what_the_line_says_outweighs() -> None:
    (item,) = _read(
        _line(
            id="a",
            text="b",
            publisher="P",
            title="T",
            byline="B",
            published="2031-04",
            url="https://a.example/",
            other=1,
        )
    )
    assert isinstance(item, Item)
    report = open_item(item, Options())
    assert (report.publisher, report.title, report.byline, report.published, report.url) == (
        "P",
        "T",
        "B",
        "2031-04",
        "https://a.example/",
    )


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        (b"{oops\n", "invalid-input", "not JSON"),
        (b"[1]\n", "invalid-input", "not an object"),
        (_line(text="b"), "invalid-input", "no `id`"),
        (_line(id=7, text="b"), "invalid-input", "`id`"),
        (_line(id="a"), "invalid-input", "no `text`"),
        (_line(id="a", text=["b"]), "invalid-input", "`text`"),
        (_line(id="a", text="b", published="03/04/2031"), "invalid-input", "2017-04-01"),
        (_line(id="a", text="b", publisher=3), "invalid-input", "`publisher`"),
        (_line(id="a", text=" \n"), "empty", "empty"),
        (b'{"id": "a", "text": "x\\ud83d"}\n', "invalid-input", "lone surrogate, U\\+D83D"),
        (b'{"id": "\\udc00", "text": "x"}\n', "invalid-input", "lone surrogate"),
        (b'{"id": "a", "text": "caf\xe9"}\n', "invalid-input", "not UTF-8"),
        (b'{"id":' + b"[" * 100_000 + b"\n", "invalid-input", "nests too deep"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(line: bytes, code: str, word: str) -> None:
    first, bad, last = _read(_line(id="first", text="x") + line + _line(id="last", text="y"))
    assert isinstance(first, Item)
    assert isinstance(last, Item)
    assert isinstance(bad, Failure)
    assert bad.code == code
    assert "line 2" in bad.message.lower()
    assert re.search(word, bad.message)


def test_a_line_over_the_limit_is_passed_over_without_being_held() -> None:
    content = _line(id="first", text="x") + _line(id="long", text="y" * 500) + _line(id="last", text="z")
    first, long, last = _read(content, options=Options(max_line=200), size=64)
    assert isinstance(first, Item)
    assert isinstance(last, Item)
    assert isinstance(long, Failure)
    assert (long.id, long.code) == ("x.jsonl#line 2", "refused")


def test_a_stream_is_read_lazily() -> None:
    def chunks() -> Iterator[bytes]:
        yield _line(id="a", text="b")
        raise AssertionError("read further than asked for")

    item = next(jsonl_items(chunks(), source="-", options=Options()))
    assert isinstance(item, Item)
    assert item.id == "a"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_understood(encoding: str) -> None:
    content = '{"id": "a", "text": "Zoë"}\r\n{"id": "b", "text": "x"}'.encode(encoding)
    assert [item.text for item in _read(content, size=3) if isinstance(item, Item)] == ["Zoë", "x"]


def test_blank_lines_are_passed_over_and_still_counted() -> None:
    (failure,) = _read(b"\n  \n{oops")
    assert isinstance(failure, Failure)
    assert failure.id == "x.jsonl#line 3"


def test_what_is_no_json_is_told_by_one_position_that_is_right() -> None:
    lines = b'{"id": "a", "text": "Two men."}\n\n{"id": "b", text: 1}\n'
    _, found = jsonl_items([lines], source="x.jsonl", options=Options())
    assert isinstance(found, Failure)
    assert found.message.startswith("Line 3 is not JSON: ")
    assert " at character 13 of the line. " in found.message
    assert "line 1" not in found.message
