import io

import pikepdf
import pytest
from fpdf import FPDF

from onrecord.acquire import Options
from onrecord.acquire.pdf import pdf_of
from onrecord.errors import BrokenOriginal, EmptyOriginal, RefusedOriginal
from tests.acquire import samples

_PLAIN = tuple(paragraph.replace("“", '"').replace("”", '"') for paragraph in samples.PARAGRAPHS)
_PAGES = tuple(tuple(f"On page {word} it was so. {text}" for text in _PLAIN) for word in ("one", "two", "three"))


def _text(content: bytes, options: Options | None = None) -> str:
    return pdf_of(content, options=options or Options())[0]


def _set(*lines: str) -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.set_font("Helvetica", size=11)
    for line in lines:
        paper.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def test_lines_are_joined_and_paragraphs_survive() -> None:
    assert _text(samples.pdf()).split("\n\n") == list(_PLAIN)


def test_running_headers_footers_and_page_numbers_are_left_out() -> None:
    paragraphs = _text(samples.pdf(_PAGES, running=True)).split("\n\n")
    assert paragraphs == [paragraph for page in _PAGES for paragraph in page]


def test_headings_are_paragraphs_of_their_own_and_hold_together() -> None:
    paper = FPDF()
    paper.add_page()
    for size, line in (
        (18, "Men held at the ford in the"),
        (18, "spring of 2031"),
        (11, "One man was held."),
        (13, "Deaths"),
    ):
        paper.set_font("Helvetica", size=size)
        if line == "Deaths":
            paper.ln(3)
        paper.cell(0, size * 0.45, line, new_x="LMARGIN", new_y="NEXT")
        if line.startswith("spring"):
            paper.ln(3)
    paper.ln(1)
    paper.set_font("Helvetica", size=11)
    body = (
        "Two men died, and a third was",
        "not seen again by anybody who",
        "spoke to us. Nobody was told",
        "why, or by whose order it was.",
    )
    for line in body:
        paper.cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
    assert _text(bytes(paper.output())).split("\n\n") == [
        "Men held at the ford in the spring of 2031",
        "One man was held.",
        "Deaths",
        " ".join(body),
    ]


def test_small_print_above_a_later_page_is_left_out_and_notes_below_stay() -> None:
    paper = FPDF()
    for number, text in enumerate(_PLAIN[:2]):
        paper.add_page()
        if number:
            paper.set_font("Helvetica", size=7)
            paper.cell(0, 8, "A running title", new_x="LMARGIN", new_y="NEXT")
        paper.set_font("Helvetica", size=11)
        paper.multi_cell(0, 5, text, align="L", new_x="LMARGIN", new_y="NEXT")
        paper.ln(10)
        paper.set_font("Helvetica", size=7)
        paper.cell(0, 4, f"Note {'ab'[number]}: as told to us.", new_x="LMARGIN", new_y="NEXT")
    assert _text(bytes(paper.output())).split("\n\n") == [
        _PLAIN[0],
        "Note a: as told to us.",
        _PLAIN[1],
        "Note b: as told to us.",
    ]


def test_a_single_page_keeps_all_its_lines() -> None:
    assert "weekly edition" in _text(samples.pdf(running=True))


def test_a_word_broken_at_a_line_end_is_whole_again() -> None:
    assert _text(_set("The ministry said that the govern-", "ment had not been told of it.")) == (
        "The ministry said that the government had not been told of it."
    )


def test_a_compound_before_a_capital_keeps_its_hyphen() -> None:
    assert _text(_set("They met at the Norland-", "Sudmark border.")) == "They met at the Norland-Sudmark border."


def test_a_paragraph_goes_on_over_the_page() -> None:
    text = _text(samples.pdf((("The minister said that she had not raised",), ("the case with her counterpart.",))))
    assert text == "The minister said that she had not raised the case with her counterpart."


def test_title_and_author_are_read_and_file_dates_are_not() -> None:
    _, metadata = pdf_of(samples.pdf(title="Forty men"), options=Options())
    assert metadata.title == "Forty men"
    assert metadata.published is None


def test_a_title_left_by_a_program_is_none() -> None:
    _, metadata = pdf_of(samples.pdf(title="Microsoft Word - draft3.docx"), options=Options())
    assert metadata.title is None


def test_a_scan_is_said_to_be_one() -> None:
    paper = FPDF()
    paper.add_page()
    paper.rect(10, 10, 50, 50)
    with pytest.raises(EmptyOriginal, match="scan"):
        _text(bytes(paper.output()))


def test_an_encrypted_pdf_is_said_to_be_one() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf())) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(BrokenOriginal, match="encrypted"):
        _text(stream.getvalue())


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(samples.pdf())) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="o", user=""))
    assert _PLAIN[0] in _text(stream.getvalue())


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", samples.pdf()[:200], b"%PDF-1.4\n" + bytes(range(256)) * 10])
def test_a_damaged_pdf_is_named(content: bytes) -> None:
    with pytest.raises(BrokenOriginal):
        _text(content)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(RefusedOriginal, match="more than 2 pages"):
        _text(samples.pdf(_PAGES), Options(max_pages=2))


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(RefusedOriginal, match="longer"):
        _text(samples.pdf(_PAGES), Options(max_text=100))
