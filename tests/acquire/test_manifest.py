import os
from pathlib import Path

import pytest

from onrecord.acquire import Item, Options, items, open_item
from onrecord.acquire.manifest import read_manifest
from onrecord.errors import UsageError
from onrecord.records import Failure
from tests.acquire import samples


def _manifest(folder: Path, content: str) -> Path:
    path = folder / "manifest.csv"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_row_says_what_the_file_cannot(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(samples.TEXT, encoding="utf-8")
    manifest = _manifest(
        tmp_path,
        "path,url,publisher,title,byline,published\n"
        'sub/a.txt,https://courier.example/1,The Norland Courier,"Taken, then freed",Ada Quill,2031-04\n',
    )
    (item,) = items([str(tmp_path)], Options(manifest=manifest))
    assert isinstance(item, Item)
    report = open_item(item, Options())
    assert report.publisher == "The Norland Courier"
    assert report.title == "Taken, then freed"
    assert report.byline == "Ada Quill"
    assert report.published == "2031-04"
    assert report.url == "https://courier.example/1"


def test_a_path_may_stand_as_given_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkdir("reports")
    Path("reports/a.txt").write_text("Text", encoding="utf-8")
    os.mkdir("lists")
    manifest = _manifest(Path("lists"), "path,title\nreports/a.txt,T\n")
    (item,) = items(["reports"], Options(manifest=manifest))
    assert isinstance(item, Item)
    assert item.given.title == "T"


def test_a_report_within_a_container_is_named_by_its_id(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(samples.warc(("https://courier.example/1", samples.html(), "text/html")))
    manifest = _manifest(tmp_path, f"path,publisher\n{path}#https://courier.example/1,P\n{path},not for its pages\n")
    (item,) = items([str(path)], Options(manifest=manifest))
    assert isinstance(item, Item)
    assert item.given.publisher == "P"


def test_options_outweigh_the_manifest_and_the_manifest_outweighs_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(samples.html())
    manifest = _manifest(tmp_path, "path,title,publisher\na.html,From the manifest,From the manifest\n")
    (item,) = items([str(tmp_path)], Options(manifest=manifest, publisher="From the options"))
    assert isinstance(item, Item)
    report = open_item(item, Options())
    assert report.title == "From the manifest"
    assert report.publisher == "From the options"


def test_a_bad_date_fails_its_own_item_only(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Text", encoding="utf-8")
    manifest = _manifest(tmp_path, "path,published\na.txt,03/04/2031\nb.txt,2031-04-03\n")
    bad, good = items([str(tmp_path)], Options(manifest=manifest))
    assert isinstance(bad, Failure)
    assert bad.code == "invalid-input"
    assert "Line 2" in bad.message
    assert isinstance(good, Item)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("path,titel\na,b\n", "unknown column 'titel'"),
        ("title\nb\n", "no column `path`"),
        ("", "no column `path`"),
        ("path,title,title\na,b,c\n", "twice"),
        ("path,title\na.txt,x\na.txt,y\n", "lines 2 and 3"),
        ("path,title\na.txt,x\n./a.txt,y\n", "lines 2 and 3"),
        ("path,title\n,x\n", "no path on line 2"),
        ("path,title\na.txt,x,y\n", "more cells"),
        ('path,title\na.txt,"x\n', "not CSV"),
    ],
)
def test_a_manifest_that_is_not_as_documented_stops_before_anything_is_read(
    tmp_path: Path, content: str, word: str
) -> None:
    manifest = _manifest(tmp_path, content)
    with pytest.raises(UsageError, match=word):
        items([], Options(manifest=manifest))


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read"):
        read_manifest(tmp_path / "none.csv")


def test_a_binary_manifest_is_named(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_bytes(samples.word())
    with pytest.raises(UsageError, match="not text"):
        read_manifest(path)


def test_formulas_and_controls_in_cells_stay_harmless_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text", encoding="utf-8")
    manifest = _manifest(tmp_path, 'path,title,byline\na.txt,"=HYPERLINK(1)\x1b[31m\nred",@cmd\n')
    (item,) = items([str(tmp_path)], Options(manifest=manifest))
    assert isinstance(item, Item)
    assert item.given.title == "=HYPERLINK(1)[31m red"
    assert item.given.byline == "@cmd"


def test_the_manifest_itself_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text", encoding="utf-8")
    manifest = _manifest(tmp_path, "path\na.txt\n")
    assert [item.id for item in items([str(tmp_path)], Options(manifest=manifest))] == [str(tmp_path / "a.txt")]
