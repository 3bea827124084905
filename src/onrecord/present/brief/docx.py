"""The brief as DOCX, with Word's own headings, endnotes, table headings, text alternatives and language."""

import io
from datetime import UTC, datetime
from typing import Any, Final

import docx as library
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from onrecord.present.brief.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Drawing,
    Facts,
    Look,
    Paragraph,
    Run,
    Section,
    Sentence,
    Table,
    Tone,
)
from onrecord.present.brief.docx_notes import Endnotes, ends_of, held
from onrecord.present.brief.docx_parts import (
    add_field,
    bookmark_name,
    column_of,
    describe_table,
    light_borders,
    link_to,
    png,
    same_bytes,
    set_row,
    settings_in_order,
)
from onrecord.present.brief.writing import stretches
from onrecord.present.paper import Paper
from onrecord.present.plain import one_line

_SIZES: Final = {Paper.A4: (Mm(210), Mm(297)), Paper.LETTER: (Mm(215.9), Mm(279.4))}
_MARGIN: Final = Mm(22)
_INK, _SOFT, _BLUE, _AMBER, _GREEN = (
    RGBColor.from_string(each) for each in ("1C1E22", "55575C", "1F4E8C", "7A5200", "1C6446")
)
_SERIF, _MONO = "Georgia", "Consolas"


def docx(document: Document, *, paper: Paper = Paper.A4) -> bytes:
    """The file.

    Args:
        document: the brief.
        paper: on which it is set.
    """
    return _Writer(document, paper).written()


class _Writer:
    def __init__(self, document: Document, paper: Paper) -> None:
        self._document = document
        self._file = library.Document()
        self._endnotes = Endnotes(document)
        self._pictures = 0
        self._bookmarks = 0
        self._style_ids: dict[str, str | None] = {}
        self._paper = paper
        self._width = _SIZES[paper][0] - 2 * _MARGIN

    def written(self) -> bytes:
        document = self._document
        self._styles()
        self._page()
        self._properties()
        if document.mark:
            self._boxed([Sentence((Run(f"{document.mark}. ", Look.STRONG), Run(document.warning)))])
        self._heading(document.heading, "Title", None)
        self._paragraph("Subtitle").add_run(document.about)
        for index, section in enumerate(document.sections):
            self._section(section, 1)
            if index == 0:
                self._contents()
        self._heading("Notes: the words, and where they stand", "Heading 1", "notes")
        self._marked()
        self._add_notes()
        stream = io.BytesIO()
        self._file.save(stream)
        return same_bytes(stream.getvalue())

    # --- the file ----------------------------------------------------------------------------------------------------

    def _styles(self) -> None:
        styles = self._file.styles
        for name, size, bold, colour in (
            ("Normal", 10.5, False, _INK),
            ("Title", 26, True, _INK),
            ("Subtitle", 11, False, _SOFT),
            ("Heading 1", 17, True, _INK),
            ("Heading 2", 13, True, _INK),
            ("Heading 3", 11, True, _INK),
            ("Caption", 9, True, _INK),
            ("Header", 8.5, True, _AMBER),
            ("Footer", 8.5, False, _SOFT),
        ):
            font = styles[name].font
            font.name, font.size, font.bold, font.italic = _SERIF, Pt(size), bold, False
            font.color.rgb = colour
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for key in list(fonts.attrib):
                if key.endswith("Theme"):
                    del fonts.attrib[key]
            for key in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(key), _SERIF)
        normal = styles["Normal"].paragraph_format
        normal.space_after, normal.line_spacing = Pt(6), 1.18
        for border in styles["Title"].element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), "en-US")

    def _page(self) -> None:
        section = self._file.sections[0]
        section.page_width, section.page_height = _SIZES[self._paper]
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
        if self._document.mark:
            head = section.header.paragraphs[0]
            head.alignment = WD_ALIGN_PARAGRAPH.CENTER
            head.add_run(self._document.mark)
        foot = section.footer.paragraphs[0]
        told = f"{self._document.heading} · {self._document.about} · {self._document.footer} · "
        self._text(foot, told)
        add_field(foot, "PAGE")
        foot.add_run(" / ")
        add_field(foot, "NUMPAGES")

    def _properties(self) -> None:
        at = datetime.fromisoformat(self._document.at).astimezone(UTC).replace(microsecond=0, tzinfo=None)
        properties = self._file.core_properties
        properties.author = properties.last_modified_by = properties.keywords = ""
        properties.title = one_line(self._document.title)
        properties.comments = properties.subject = self._document.mark
        properties.language = "en-US"
        properties.created = properties.modified = at
        properties.revision = 1

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _contents(self) -> None:
        for section in self._document.sections:
            paragraph = self._paragraph("List Number")
            paragraph.paragraph_format.space_after = Pt(2)
            self._run(paragraph, Run(section.title, Look.PLAIN, section.id))
        paragraph = self._paragraph("List Number")
        self._run(paragraph, Run("Notes", Look.PLAIN, "notes"))

    def _section(self, section: Section, level: int) -> None:
        self._heading(section.title, f"Heading {level}", section.id)
        if level == 1:
            self._marked()
        for block in section.blocks:
            self._block(block, level)

    def _marked(self) -> None:
        if self._document.mark:
            run = self._paragraph("Normal").add_run(self._document.mark)
            run.bold, run.font.size, run.font.color.rgb = True, Pt(9), _AMBER

    def _block(self, block: Block, level: int) -> None:
        if isinstance(block, Section):
            self._section(block, level + 1)
        elif isinstance(block, Paragraph):
            if block.tone is Tone.CAUTION:
                self._boxed(block.sentences)
            else:
                self._sentences(self._paragraph("Normal"), block.sentences)
        elif isinstance(block, Bullets):
            if block.title:
                title = self._paragraph("Normal")
                title.paragraph_format.keep_with_next = True
                title.add_run(block.title).bold = True
            for item in block.items:
                self._sentences(self._paragraph("List Bullet"), (item,))
        elif isinstance(block, Facts):
            for fact in block.facts:
                self._fact(fact.name, fact.sentences, fact.anchor)
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._drawing(block)

    def _fact(self, name: str, sentences: tuple[Sentence, ...], anchor: str | None) -> None:
        paragraph = self._paragraph("Normal")
        shape = paragraph.paragraph_format
        shape.left_indent, shape.first_line_indent, shape.space_after = Mm(38), Mm(-38), Pt(4)
        shape.tab_stops.add_tab_stop(Mm(38))
        start = self._text(paragraph, name)
        for run in start:
            run.font.color.rgb, run.font.size = _SOFT, Pt(9.5)
        if anchor is not None:
            self._bookmark(paragraph, anchor)
        paragraph.add_run("\t")
        for at, sentence in enumerate(sentences):
            if at:
                paragraph.add_run().add_break()
            self._sentences(paragraph, (sentence,))

    def _table(self, block: Table) -> None:
        caption = self._paragraph("Caption")
        caption.paragraph_format.keep_with_next = True
        self._text(caption, block.caption)
        table = self._file.add_table(rows=1, cols=len(block.columns), style="Table Grid")
        table.autofit = False
        describe_table(table, block.caption)
        share = sum(block.widths)
        widths = [int(self._width * width / share) for width in block.widths]
        head = table.rows[0]
        for name, cell in zip(block.columns, head.cells, strict=True):
            run = cell.paragraphs[0].add_run(name)
            run.bold, run.font.size = True, Pt(8.5)
        set_row(head, header=True)
        for row in block.rows:
            added = table.add_row()
            set_row(added, header=False)
            for cell, filled in zip(added.cells, row, strict=True):
                self._cell(cell, filled)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for grid in table._tbl.iter(qn("w:tc")):  # noqa: SLF001  python-docx asks each cell's width one by one, slowly
            grid.width = widths[column_of(grid)]
        light_borders(table)
        self._after(block.caution)

    def _cell(self, cell: Any, filled: Cell) -> None:  # noqa: ANN401  python-docx has no types
        for at, sentence in enumerate(filled.sentences):
            paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.line_spacing = 1.05
            if at == 0 and filled.anchor is not None:
                self._bookmark(paragraph, filled.anchor)
            self._sentences(paragraph, (sentence,), size=9)

    def _drawing(self, block: Drawing) -> None:
        self._pictures += 1
        paragraph = self._paragraph("Normal")
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(png(block)), width=self._width)
        properties = picture._inline.docPr  # noqa: SLF001  python-docx has no other way to a text alternative
        properties.set("descr", one_line(block.alternative))
        properties.set("name", f"Drawing {self._pictures}")
        caption = self._paragraph("Caption")
        self._text(caption, f"{block.caption}.")
        self._after(block.caution)

    def _after(self, caution: str) -> None:
        if caution:
            self._boxed([Sentence((Run(caution),))])

    # --- paragraphs --------------------------------------------------------------------------------------------------

    def _paragraph(self, style: str) -> Any:  # noqa: ANN401  python-docx has no types
        # python-docx looks for a style among all there are, for each paragraph anew.
        if style not in self._style_ids:
            part: Any = self._file.part  # python-docx gives some of its functions no types
            self._style_ids[style] = part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        paragraph = self._file.add_paragraph()
        paragraph.paragraph_format.element.style = self._style_ids[style]
        return paragraph

    def _heading(self, text: str, style: str, anchor: str | None) -> None:
        paragraph = self._paragraph(style)
        self._text(paragraph, text)
        if anchor is not None:
            self._bookmark(paragraph, anchor)

    def _boxed(self, sentences: Any) -> None:  # noqa: ANN401  any sequence of sentences
        paragraph = self._paragraph("Normal")
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  borders and shading have no other way
        border = '<w:left w:val="single" w:sz="24" w:space="8" w:color="D9B75C"/>'
        properties.append(parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"))
        properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFF6DD"/>'))
        self._sentences(paragraph, sentences)

    def _sentences(self, paragraph: Any, sentences: Any, *, size: float | None = None) -> None:  # noqa: ANN401 (python-docx gives no types)
        for at, sentence in enumerate(sentences):
            if at:
                paragraph.add_run(" ")
            for run in sentence.runs:
                self._run(paragraph, run, size=size)
            if sentence.mark:
                mark = paragraph.add_run(f" [{sentence.mark}]")
                mark.bold, mark.font.size, mark.font.color.rgb = True, Pt(7.5), _GREEN
            self._endnotes.lean(paragraph, sentence.notes)

    def _run(self, paragraph: Any, run: Run, *, size: float | None = None) -> None:  # noqa: ANN401 (python-docx gives no types)
        text = f"“{one_line(run.text)}”" if run.look is Look.QUOTED else run.text
        for made in self._text(paragraph, text):
            if size is not None:
                made.font.size = Pt(size)
            if run.look is Look.STRONG:
                made.bold = True
            elif run.look is Look.SOFT:
                made.font.color.rgb = _SOFT
            elif run.look is Look.CODE:
                made.font.name, made.font.size = _MONO, Pt(7.5)
            if run.target is not None:
                made.font.color.rgb = _BLUE
                link_to(made, bookmark_name(run.target))

    def _text(self, paragraph: Any, text: str) -> list[Any]:  # noqa: ANN401 (python-docx gives no types)
        inner = one_line(text)
        if text[:1].isspace() and inner:
            inner = f" {inner}"
        if text[-1:].isspace():
            inner = f"{inner} "
        made = []
        for part, leftward in stretches(held(inner)):
            run = paragraph.add_run(part)
            if leftward:
                run.font.rtl = True
            made.append(run)
        return made

    def _bookmark(self, paragraph: Any, anchor: str) -> None:  # noqa: ANN401 (python-docx gives no types)
        self._bookmarks += 1
        start, end = ends_of(bookmark_name(anchor), self._bookmarks)
        element = paragraph._p  # noqa: SLF001  bookmarks have no other way
        element.insert(1 if element.pPr is not None else 0, start)
        element.append(end)

    def _add_notes(self) -> None:
        part = Part(
            PackURI("/word/endnotes.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml",
            self._endnotes.xml(),
            self._file.part.package,
        )
        self._file.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
        settings = self._file.settings.element
        settings.insert(0, parse_xml(
            f'<w:endnotePr {nsdecls("w")}><w:numFmt w:val="decimal"/><w:endnote w:id="-1"/><w:endnote w:id="0"/>'
            "</w:endnotePr>"
        ))  # fmt: skip
        settings_in_order(settings)
        # LibreOffice takes the numbers' form from the section; without it, notes are numbered i, ii, iii, and what
        # refers to them again 1, 2, 3.
        section = self._file.sections[0]._sectPr  # noqa: SLF001  notes' numbers have no other way
        section.insert_element_before(
            parse_xml(f'<w:endnotePr {nsdecls("w")}><w:numFmt w:val="decimal"/></w:endnotePr>'),
            "w:type", "w:pgSz", "w:pgMar",
        )  # fmt: skip
