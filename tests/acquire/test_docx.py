import io
import zipfile

import pytest

from onrecord.acquire import Options
from onrecord.acquire.docx import docx_of
from onrecord.errors import BrokenOriginal, EmptyOriginal, RefusedOriginal, UnknownFormat
from tests.acquire import samples

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _text(content: bytes, options: Options | None = None) -> str:
    return docx_of(content, options=options or Options())[0]


def _with_body(markup: str, **parts: bytes) -> bytes:
    """A Word document whose body is `markup`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(samples.word())) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename == "word/document.xml":
                new.writestr(member, f"<w:document {_W}><w:body>{markup}</w:body></w:document>")
            else:
                new.writestr(member, parts.get(member.filename, old.read(member)))
    return stream.getvalue()


def _p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_survive() -> None:
    assert _text(samples.word()).split("\n\n") == list(samples.PARAGRAPHS)


def test_tables_are_read_in_their_place() -> None:
    paragraphs = _text(samples.word(table=(("Name", "Age"), ("A. B.", "40")))).split("\n\n")
    assert paragraphs[:4] == [samples.PARAGRAPHS[0], "Name | Age", "A. B. | 40", samples.PARAGRAPHS[1]]


def test_a_table_made_for_layout_keeps_its_paragraphs() -> None:
    markup = f"<w:tbl><w:tr><w:tc>{_p('one')}{_p('two')}</w:tc><w:tc>{_p('three')}</w:tc></w:tr></w:tbl>"
    assert _text(_with_body(markup)) == "one\n\ntwo\n\nthree"


def test_insertions_are_read_and_deletions_are_not() -> None:
    markup = (
        "<w:p><w:r><w:t xml:space='preserve'>He was </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>held</w:t></w:r></w:ins><w:r><w:tab/><w:t>there.</w:t></w:r></w:p>"
    )
    assert _text(_with_body(markup)) == "He was held\tthere."


def test_content_controls_and_text_boxes_are_read() -> None:
    markup = (
        f"<w:sdt><w:sdtContent>{_p('in a control')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:t>before</w:t></w:r><w:r><w:pict><w:txbxContent>"
        f"{_p('in a box')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    assert _text(_with_body(markup)) == "in a control\n\nbefore\n\nin a box"


def test_title_is_read_and_the_programs_name_is_no_byline() -> None:
    _, metadata = docx_of(samples.word(), options=Options())
    assert metadata.byline is None
    assert metadata.title is None


def test_a_document_without_text_is_empty() -> None:
    with pytest.raises(EmptyOriginal):
        _text(samples.word(()))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(RefusedOriginal, match="bomb"):
        _text(samples.zip_bomb())


def test_too_many_members_are_refused() -> None:
    with pytest.raises(RefusedOriginal, match="members"):
        _text(samples.word(), Options(max_members=3))


def test_too_much_markup_is_refused() -> None:
    with pytest.raises(RefusedOriginal, match="unpacks to"):
        _text(samples.word(), Options(max_markup=1_000))


def test_nested_tables_beyond_measure_are_refused_or_broken() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 40_000 + _p("text") + "</w:tc></w:tr></w:tbl>" * 40_000
    with pytest.raises((RefusedOriginal, BrokenOriginal)):
        _text(_with_body(deep), Options(max_ratio=100_000))


def test_entities_are_not_expanded() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(samples.word())) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "word/document.xml":
                content = (
                    f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {_W}><w:body><w:p><w:r>'
                    "<w:t>before &x; after</w:t></w:r></w:p></w:body></w:document>"
                ).encode()
            new.writestr(member, content)
    assert "root:" not in _text(stream.getvalue())


def test_another_zip_is_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "text")
    with pytest.raises(UnknownFormat, match="Unpack"):
        _text(stream.getvalue())


@pytest.mark.parametrize("content", [samples.word()[:-200], samples.word()[:500]])
def test_a_cut_off_document_is_named(content: bytes) -> None:
    with pytest.raises(BrokenOriginal, match="cut off"):
        _text(content)
