import html
import re

from markdown_it import MarkdownIt

from onrecord.present.brief.markdown import markdown
from onrecord.present.words import UNREVIEWED
from onrecord.testing.records import FORMULA
from tests.present.brief.briefs import brief, reviewed


def test_the_same_document_gives_the_same_text() -> None:
    assert markdown(brief()) == markdown(brief())


def test_hostile_words_are_words_to_a_reader_of_markdown() -> None:
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown(brief()))
    assert "<script" not in shown
    assert "&lt;script&gt;alert('Oram')&lt;/script&gt;" in shown
    assert {"<a ", "<img"}.isdisjoint(re.findall(r"<\w+ ?", shown))
    assert html.escape(FORMULA, quote=False) in shown
    # What makes links of bare addresses finds none.
    assert re.findall(r"https?://|www\.", markdown(brief())) == []


def test_tables_have_as_many_cells_in_each_row_as_columns() -> None:
    rows = [line for line in markdown(brief()).splitlines() if line.startswith("|")]
    tables = MarkdownIt("commonmark").enable("table").parse(markdown(brief()))
    headings = sum(token.type == "th_open" for token in tables)
    assert rows
    assert headings == 6 + 6 + 2 + 3  # figures of two events, the board, the chronology


def test_every_note_is_there_and_leaned_on() -> None:
    written = markdown(brief())
    told = {int(number) for number in re.findall(r"^\[\^(\d+)\]:", written, re.MULTILINE)}
    assert told == {note.number for note in brief().notes}


def test_it_says_that_nobody_reviewed_it() -> None:
    written = markdown(brief())
    assert written.startswith(f"> **{UNREVIEWED}.**")
    assert written.rstrip().endswith(f"*{UNREVIEWED}*")
    assert written.count(UNREVIEWED) >= len(brief().sections) + 2
    assert UNREVIEWED not in markdown(brief(reviewed()))
