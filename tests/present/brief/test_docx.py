import io
import itertools
import re
import zipfile
from datetime import datetime
from typing import Any

import docx as library
from docx.oxml.ns import qn

from onrecord.present.brief import Paper
from onrecord.present.brief.docx import docx
from onrecord.present.words import UNREVIEWED
from tests.present.brief.briefs import brief, reviewed


def opened(content: bytes | None = None) -> Any:  # noqa: ANN401 - python-docx has no types
    return library.Document(io.BytesIO(docx(brief()) if content is None else content))


def part(name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx(brief()))) as archive:
        return archive.read(name).decode("utf-8")


def test_the_same_document_gives_the_same_bytes() -> None:
    assert docx(brief()) == docx(brief())


def test_headings_are_words_own_and_go_down_one_level_at_a_time() -> None:
    styles = [paragraph.style.name for paragraph in opened().paragraphs]
    levels = [int(name.split()[1]) for name in styles if name.startswith("Heading")]
    assert "Title" in styles
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_notes_are_words_own_endnotes_in_order_each_once() -> None:
    references = [int(number) for number in re.findall(r'<w:endnoteReference w:id="(\d+)"', part("word/document.xml"))]
    numbers = [note.number for note in brief().notes]
    assert references == numbers
    notes = part("word/endnotes.xml")
    assert [int(number) for number in re.findall(r'<w:endnote w:id="(\d+)"', notes)] == numbers
    assert "characters 43 to 94; original f14b859d7ea02247" in notes


def test_notes_are_numbered_as_what_mentions_them_again() -> None:
    # Word takes the form of the numbers from the settings, LibreOffice from the section; both default to i, ii, iii.
    for name in ("word/settings.xml", "word/document.xml"):
        assert re.search(r'<w:endnotePr><w:numFmt w:val="decimal"/>', part(name)), name


def test_later_mentions_lead_to_the_note() -> None:
    written = part("word/document.xml")
    marks = set(re.findall(r'w:name="(note_\d+)"', written))
    mentioned = set(re.findall(r" NOTEREF (note_\d+) ", written))
    assert mentioned
    assert mentioned <= marks


def test_links_within_it_lead_somewhere() -> None:
    written = part("word/document.xml")
    assert set(re.findall(r'w:anchor="(\w+)"', written)) <= set(
        re.findall(r'<w:bookmarkStart[^>]* w:name="(\w+)"', written)
    )


def test_tables_have_headings_and_drawings_their_text() -> None:
    document = opened()
    assert len(document.tables) == 4
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(told) == 3
    assert all(told)


def test_metadata_name_nobody_and_tell_the_language() -> None:
    properties = opened().core_properties
    assert (properties.author, properties.last_modified_by, properties.keywords) == ("", "", "")
    assert properties.title == f"{UNREVIEWED}: brief on oram"
    assert properties.comments == UNREVIEWED
    assert properties.language == "en-US"
    assert properties.created.replace(tzinfo=None) == datetime(2031, 5, 12, 9, 30)  # noqa: DTZ001 - as Word keeps it
    assert "thumbnail" not in part("_rels/.rels")
    assert 'w:val="en-US"' in part("word/styles.xml")


def test_every_page_says_that_nobody_reviewed_it() -> None:
    assert opened().sections[0].header.paragraphs[0].text == UNREVIEWED
    assert opened(docx(brief(reviewed()))).sections[0].header.paragraphs[0].text == ""


def test_it_is_set_on_the_paper_asked_for() -> None:
    section = opened(docx(brief(), paper=Paper.LETTER)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (216, 279)


def test_words_from_right_to_left_are_marked_so() -> None:
    runs = [run for paragraph in opened().paragraphs for run in paragraph.runs if "ברית הבארות" in run.text]
    assert runs
    assert all(run.font.rtl for run in runs)
