import io
import json
import pickle
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from fpdf import FPDF

from onrecord.acquire import Item, Options, items, open_item, report
from onrecord.errors import MissingOriginal, UsageError
from onrecord.records import Failure, Report
from tests.acquire import samples


def _read(*sources: Path | str, options: Options | None = None) -> list[Report | Failure]:
    options = options or Options()
    found = items([str(source) for source in sources], options)
    return [item if isinstance(item, Failure) else report(item, options) for item in found]


def _write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _scan() -> bytes:
    paper = FPDF()
    paper.add_page()
    return bytes(paper.output())


def _encrypted() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf())) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    return stream.getvalue()


_ARCHIVE = samples.warc(
    ("https://courier.example/1", samples.html(), "text/html"),
    ("https://courier.example/2", samples.html(), "text/html"),
)
_BAD = {
    "cut.warc.gz": (_ARCHIVE[:-200], "broken", "cut off"),
    "deep.html": (b"<html><body>" + b"<div>" * 100_000 + b"x", "refused", "nested"),
    "empty.txt": (b"", "empty", "empty"),
    "encrypted.pdf": (_encrypted(), "broken", "encrypted"),
    "line.txt": (b"a" * 50_000_000, "refused", "one line"),
    "noise.bin": (bytes((number * 7919 >> 3) % 256 for number in range(4_096)), "unknown-format", "neither text"),
    "scan.pdf": (_scan(), "empty", "scan"),
    "bomb.docx": (samples.zip_bomb(), "refused", "bomb"),
}


def test_every_bad_input_is_named_with_its_reason_and_the_rest_is_read(tmp_path: Path) -> None:
    for name, (content, _, _) in _BAD.items():
        _write(tmp_path, name, content)
    _write(tmp_path, "a-first.txt", samples.TEXT.encode())
    _write(tmp_path, "broken-utf8.txt", samples.TEXT.encode().replace(b"ministry", b"mini\xffstry"))
    _write(tmp_path, "z-last.html", samples.html())
    (tmp_path / "loop").symlink_to("loop")
    outcomes = _read(tmp_path, tmp_path / "vanished.txt", tmp_path / "a-first.txt")

    failures = {Path(one.id).name: one for one in outcomes if isinstance(one, Failure) and "a-first" not in one.id}
    assert set(failures) == {*_BAD, "loop", "vanished.txt"}
    for name, (_, code, words) in _BAD.items():
        assert (failures[name].code, words in failures[name].message) == (code, True), failures[name]
    assert (failures["loop"].code, failures["vanished.txt"].code) == ("refused", "missing")
    read = [
        Path(one.id).name if "#" not in one.id else one.id.split("#")[1] for one in outcomes if isinstance(one, Report)
    ]
    assert read == ["a-first.txt", "broken-utf8.txt", "https://courier.example/1", "z-last.html"]
    twice = outcomes[-1]
    assert isinstance(twice, Failure)
    assert (twice.id, twice.code) == (str(tmp_path / "a-first.txt"), "invalid-input")


def test_a_file_that_vanishes_between_listing_and_opening_is_named(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.txt", b"Two men.")
    (item,) = items([str(tmp_path)], Options())
    assert isinstance(item, Item)
    path.unlink()
    outcome = report(item, Options())
    assert isinstance(outcome, Failure)
    assert (outcome.id, outcome.code) == (str(path), "missing")
    with pytest.raises(MissingOriginal) as caught:
        open_item(item, Options())
    assert caught.value.source == str(path)


def test_order_is_the_order_given(tmp_path: Path) -> None:
    first, second = _write(tmp_path, "z.txt", b"One."), _write(tmp_path, "a.txt", b"Two.")
    assert [one.id for one in _read(first, tmp_path / "none", second)] == [
        str(first),
        str(tmp_path / "none"),
        str(second),
    ]


def test_duplicate_ids_are_named_and_the_first_is_kept(tmp_path: Path) -> None:
    path = _write(
        tmp_path, "x.jsonl", b'{"id":"a","text":"first"}\n{"id":"a","text":"second"}\n{"id":"b","text":"third"}\n'
    )
    first, twice, third = _read(path)
    assert isinstance(first, Report)
    assert first.text == "first"
    assert isinstance(twice, Failure)
    assert (twice.id, twice.code) == ("a", "invalid-input")
    assert isinstance(third, Report)


def test_standard_input_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b'{"id":"a","text":"x\\r\\ny"}\n{oops\n'))
    monkeypatch.setattr(sys, "stdin", stream)
    read, failure = _read("-")
    assert isinstance(read, Report)
    assert (read.id, read.source, read.text) == ("a", "-", "x\r\ny")
    assert isinstance(failure, Failure)
    assert failure.id == "-#line 2"


def test_items_travel_to_worker_processes(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", b"Two men.")
    _write(tmp_path, "b.jsonl", b'{"id":"b","text":"Three."}\n')
    _write(tmp_path, "c.warc.gz", _ARCHIVE)
    for item in items([str(tmp_path)], Options()):
        assert pickle.loads(pickle.dumps(item)) == item  # noqa: S301 - our own bytes, as a process pool would send them


def test_gzipped_files_are_read_as_what_they_hold(tmp_path: Path) -> None:
    _write(tmp_path, "a.html.gz", samples.gzipped(samples.html()))
    _write(tmp_path, "b.jsonl.gz", samples.gzipped(b'{"id":"b","text":"Three."}\n'))
    _write(tmp_path, "c.eml.gz", samples.gzipped(samples.message(attachments=(("r.txt", b"Two men."),))))
    _write(tmp_path, "d.docx.gz", samples.gzipped(samples.word()))
    outcomes = _read(tmp_path)
    assert [one.id.removeprefix(f"{tmp_path}/") for one in outcomes] == [
        "a.html.gz",
        "b",
        "c.eml.gz",
        "c.eml.gz#r.txt",
        "d.docx.gz",
    ]
    assert all(isinstance(one, Report) for one in outcomes)


def test_a_cut_off_gzip_of_json_lines_gives_the_lines_before(tmp_path: Path) -> None:
    lines = b"".join(
        json.dumps({"id": str(number), "text": f"{number * 7919}"}).encode() + b"\n" for number in range(20_000)
    )
    path = _write(tmp_path, "x.jsonl.gz", samples.gzipped(lines)[:-20_000])
    *read, failure = _read(path)
    assert len(read) > 100
    assert isinstance(failure, Failure)
    assert (failure.id, failure.code) == (str(path), "broken")


def test_containers_within_containers_end_somewhere(tmp_path: Path) -> None:
    content = b"text"
    for _ in range(8):
        content = samples.message(None, attachments=(("m.eml", content), ("n.txt", b"Two men.")))
    outcomes = _read(_write(tmp_path, "m.eml", content))
    assert any(isinstance(one, Failure) and one.code == "refused" for one in outcomes)
    assert any(isinstance(one, Report) for one in outcomes)


def test_the_digest_is_of_the_bytes_and_for_json_lines_of_the_text(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", b"abc")
    _write(tmp_path, "b.jsonl", b'{"id":"b","text":"abc"}')
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert [one.sha256 for one in _read(tmp_path) if isinstance(one, Report)] == [expected, expected]


def test_options_outweigh_what_an_original_says(tmp_path: Path) -> None:
    path = _write(tmp_path, "a.html", samples.html())
    (one,) = _read(
        path, options=Options(publisher="P", title="T", byline="B", published="2031", url="https://a.example/")
    )
    assert isinstance(one, Report)
    assert (one.publisher, one.title, one.byline, one.published, one.url) == (
        "P",
        "T",
        "B",
        "2031",
        "https://a.example/",
    )


def test_a_published_date_that_is_none_is_wrong_usage() -> None:
    with pytest.raises(UsageError):
        items([], Options(published="03/04/2031"))


def test_a_text_over_the_limit_is_refused(tmp_path: Path) -> None:
    (one,) = _read(_write(tmp_path, "a.txt", b"Two men.\n" * 100), options=Options(max_text=500))
    assert isinstance(one, Failure)
    assert one.code == "refused"


def test_a_large_text_is_read(tmp_path: Path) -> None:
    (one,) = _read(_write(tmp_path, "a.txt", (samples.TEXT + "\n\n").encode() * 10_000))
    assert isinstance(one, Report)
    assert len(one.text) == 10_000 * (len(samples.TEXT) + 2)


def test_json_lines_stream_in_little_memory(tmp_path: Path) -> None:
    line = json.dumps({"id": "{}", "text": samples.TEXT * 10})
    with open(tmp_path / "x.jsonl", "w", encoding="utf-8") as file:
        for number in range(3_000):
            file.write(line.replace("{}", str(number), 1) + "\n")
    tracemalloc.start()
    try:
        count = sum(1 for _ in _texts(tmp_path / "x.jsonl"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 3_000
    assert peak < (tmp_path / "x.jsonl").stat().st_size / 4


def _texts(path: Path) -> Iterator[str]:
    for item in items([str(path)], Options()):
        assert isinstance(item, Item)
        assert item.text is not None
        yield item.text
