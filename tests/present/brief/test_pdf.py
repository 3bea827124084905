import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from onrecord.present.brief import Paper
from onrecord.present.brief.pdf import pdf
from onrecord.present.words import UNREVIEWED
from onrecord.records.record import Record
from tests.present.brief.briefs import brief, nothing, reviewed, unreviewed


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf(brief()) == pdf(brief())


def scripts() -> Record:
    """A record whose sources are titled in Greek, Cyrillic, Hebrew and Arabic letters."""
    record = unreviewed()
    names = ("Ελένη Νόμου", "Йована Пелен", "ליאת בר", "ياسمين")
    sources = tuple(replace(source, title=name) for source, name in zip(record.sources, names, strict=False))
    return replace(record, sources=(*sources, *record.sources[4:]))


def verapdf(*paths: Path) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "tests.present.brief.verapdf", *map(str, paths)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode in {0, 1}, told.stderr
    return [json.loads(line) for line in told.stdout.splitlines()]


def test_verapdf_finds_it_conformant_to_pdf_ua(tmp_path: Path) -> None:
    made = {
        "unreviewed": pdf(brief()),
        "reviewed": pdf(brief(reviewed())),
        "nothing": pdf(brief(nothing())),
        "letter": pdf(brief(), paper=Paper.LETTER),
        "scripts": pdf(brief(scripts())),
    }
    paths = [tmp_path / f"{name}.pdf" for name in made]
    for path, content in zip(paths, made.values(), strict=True):
        path.write_bytes(content)
    # The check can fail: the same brief, its tags cut off.
    untagged = tmp_path / "untagged.pdf"
    with pikepdf.open(paths[0]) as file:
        del file.Root.StructTreeRoot
        file.save(untagged)
    *told, without = verapdf(*paths, untagged)
    assert {each["rules"] for each in told} == {106}
    assert [each["failed"] for each in told] == [{}] * len(made), [each["shown"] for each in told]
    assert all(each["compliant"] and int(str(each["checks"])) > 10_000 for each in told)
    assert not without["compliant"]
    assert "7.1-11" in str(without["failed"])


def test_it_is_tagged_with_headings_tables_lists_and_text_alternatives(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(pdf(brief()))
    with pikepdf.open(path) as file:
        elements = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        roles = {str(each["/S"]) for each in elements}
        alternatives = [str(each["/Alt"]) for each in elements if "/Alt" in each]
        assert file.Root.Lang == "en"
        assert file.Root.MarkInfo.Marked
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure"} <= roles
    assert any("figure 5, The Dune Lantern: 52 persons" in told for told in alternatives)
    assert any("1 Oslo (NO), at 59.91° north" in told for told in alternatives)


def test_metadata_name_nobody(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(pdf(brief()))
    with pikepdf.open(path) as file:
        assert {str(name) for name in file.docinfo} <= {"/Title", "/Creator", "/CreationDate", "/ModDate"}
        assert str(file.docinfo["/Title"]) == f"{UNREVIEWED}: brief on oram"
        assert str(file.docinfo["/CreationDate"]).startswith("D:20310512093000")


def test_every_page_says_that_nobody_reviewed_it_and_its_number() -> None:
    told = pages(pdf(brief()))
    assert all(page.lstrip().startswith(UNREVIEWED) for page in told)
    assert all(f"{number} / {len(told)}" in page for number, page in enumerate(told, 1))
    assert UNREVIEWED not in "".join(pages(pdf(brief(reviewed()))))


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_it_is_set_on_the_paper_asked_for(paper: Paper, size: tuple[int, int]) -> None:
    document = pypdfium2.PdfDocument(pdf(brief(), paper=paper))
    assert tuple(round(side) for side in document[0].get_size()) == size


def test_no_words_vanish_whatever_their_script() -> None:
    told = "".join(pages(pdf(brief(scripts()))))
    letters = set(told)
    assert set("ΕλένηΝόμουЙованаПелен") <= letters
    assert set("ליאתבר") <= letters
    # The letters of Arabic may come out joined, as other code points of the same letters.
    assert sum("\u0600" <= sign <= "\u06ff" or "\ufb50" <= sign <= "\ufeff" for sign in told) >= len("ياسمين")
    # No typeface that comes along has these: they are told by their code points, and the page says so.
    assert "[U+5F35][U+4E09]" in told
    assert "typefaces lack" in told


def test_its_typefaces_are_within_it(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(pdf(brief()))
    with pikepdf.open(path) as file:
        faces = [each for each in file.objects if isinstance(each, pikepdf.Dictionary)
                 and each.get("/Type") == "/FontDescriptor"]  # fmt: skip
        assert faces
        assert all({"/FontFile2", "/FontFile3"} & set(face.keys()) for face in faces)
