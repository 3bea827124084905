"""PDF: text by Chromium's engine, put back into paragraphs."""

import ctypes
import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from onrecord.acquire.item import Metadata
from onrecord.acquire.options import Options
from onrecord.errors import BrokenOriginal, EmptyOriginal, RefusedOriginal

# Chosen on pages set by fpdf2 and on the example PDF; pages of other typesetters were not measured.
_GAP: Final = 1.35  # times the usual distance of lines: more starts a paragraph
_INDENT: Final = 0.8  # times the height of a line: a first line moved in by more starts a paragraph
_SHORT: Final = 0.75  # of the column's width: a line that ends before that, after a full stop, ends a paragraph
_SIZE: Final = 0.1  # of a line's height: more of a difference, and a little more space, make a heading
_SMALL: Final = 0.85  # of the usual height: lower lines are small print
_EDGE_LINES: Final = 3  # lines at a page's top and bottom among which headers and footers are looked for
_REPEATS: Final = 3  # pages, or all of fewer, that a line must head or foot to count as a header or footer

_SENTENCE_END: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_PAGE_NUMBER: Final = re.compile(
    r"(?:page\s*)?[-–—]?\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—]?(?:\s*(?:/|of)\s*\d{1,4})?", re.I
)
_HYPHENS: Final = "\ufffe\u0002"  # how the engine marks a hyphen at a line's end
_PASSWORD_ERROR: Final = 4  # FPDF_ERR_PASSWORD
_JUNK_TITLE: Final = re.compile(r"(?i)untitled|microsoft word - .*|.*\.(?:docx?|indd|pdf|qxd|tex)|[\W\d_]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, with where it begins and ends, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """From the lowest to the highest ink of its first and last character."""
        return self.top - self.bottom


def pdf_of(content: bytes, *, options: Options) -> tuple[str, Metadata]:
    """Text and metadata of a PDF, lines joined to paragraphs, words whole again, running headers and footers left out.

    Raises:
        BrokenOriginal: damaged, or locked with a password.
        EmptyOriginal: no text in it, as in a scan.
        RefusedOriginal: more than `options.max_pages` pages.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            raise BrokenOriginal("The PDF is encrypted and asks for a password. Save it without one.") from error
        raise BrokenOriginal("The PDF is damaged or cut off. Get it again, or print it to a new PDF.") from error
    try:
        if len(document) > options.max_pages:
            raise RefusedOriginal(f"The PDF has more than {options.max_pages:,} pages. Split it, or raise the limit.")
        pages = _pages(document, options)
        metadata = _metadata(document)
    finally:
        document.close()
    if not any(pages):
        raise EmptyOriginal(
            "There is no text in the PDF: it is a scan, or pictures of pages. Recognise its text (OCR) first."
        )
    text = "\n\n".join(_joined_paragraphs(_without_running_lines(pages)))
    return text, metadata


def _pages(document: pypdfium2.PdfDocument, options: Options) -> list[list[Line]]:
    pages: list[list[Line]] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as error:
            raise BrokenOriginal(f"Page {number + 1} of the PDF is damaged. Get it again.") from error
        lines = _lines(page)
        page.close()
        characters += sum(len(line.text) for line in lines)
        if characters > options.max_text:
            raise RefusedOriginal(
                f"Its text is longer than {options.max_text:,} characters. Split it, or raise the limit."
            )
        pages.append(lines)
    return pages


def _lines(page: pypdfium2.PdfPage) -> list[Line]:
    """The page's lines in the engine's reading order."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count == 0:
            return []
        characters = [chr(pdfium.FPDFText_GetUnicode(textpage, index)) for index in range(count)]
        lines: list[Line] = []
        start = 0
        for at, character in enumerate([*characters, "\n"]):
            if character in "\r\n" or character in _HYPHENS:
                # Where a hyphen ends a line the engine gives its own mark, and no line end.
                line = _line(textpage, characters, start, at + 1 if character in _HYPHENS else at)
                if line is not None:
                    lines.append(line)
                start = at + 1
        return lines
    finally:
        textpage.close()


def _line(textpage: pypdfium2.PdfTextPage, characters: Sequence[str], start: int, end: int) -> Line | None:
    while start < end and characters[start].isspace():
        start += 1
    while end > start and characters[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    text = (
        "".join(characters[start:end])
        .replace("\x00", "")
        .replace("\u00ad", "")
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )
    if not text.strip():
        return None
    first, last = _box(textpage, start), _box(textpage, end - 1)
    return Line(text, first[0], last[1], min(first[2], last[2]), max(first[3], last[3]))


def _box(textpage: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """Left, right, bottom, top of a character, by its font's measures, so that a dot is as high as a letter."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box)):
        return 0.0, 0.0, 0.0, 0.0
    return box.left, box.right, box.bottom, box.top


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without headers, footers and page numbers.

    Those are lines that stand at the edge of several pages alike, numbers alone, and small print above the text of a
    later page. Small print below the text stays: notes hold sources.
    """
    heads = Counter(key for page in pages for key in {_key(line) for line in page[:_EDGE_LINES]})
    feet = Counter(key for page in pages for key in {_key(line) for line in page[-_EDGE_LINES:]})
    repeats = max(2, min(_REPEATS, len(pages)))
    body = statistics.median_low(line.height for page in pages for line in page)

    def runs(line: Line, counts: Counter[str]) -> bool:
        return counts[_key(line)] >= repeats or _PAGE_NUMBER.fullmatch(line.text.strip()) is not None

    kept: list[list[Line]] = []
    for page in pages if len(pages) > 1 else ():
        small = _SMALL * body if page is not pages[0] else 0.0
        head = _leading(runs(line, heads) or line.height < small for line in page[:_EDGE_LINES])
        rest = page[head:]
        foot = _leading(runs(line, feet) for line in reversed(rest[-_EDGE_LINES:]))
        kept.append(rest[: len(rest) - foot])
    return kept or pages


def _leading(answers: Iterable[bool]) -> int:
    """How many are true before the first that isn't."""
    return sum(1 for _ in itertools.takewhile(bool, answers))


def _key(line: Line) -> str:
    """The line with its numbers made alike, since headers count pages."""
    return re.sub(r"\d+", "0", " ".join(line.text.split()).casefold())


def _joined_paragraphs(pages: list[list[Line]]) -> list[str]:
    """Paragraphs of all pages; one that a page break cuts through is whole again."""
    paragraphs: list[str] = []
    for page in pages:
        own = _paragraphs(page)
        if paragraphs and own and not _SENTENCE_END.search(paragraphs[-1]) and own[0][:1].islower():
            paragraphs[-1] = _join(paragraphs[-1], own.pop(0))
        paragraphs.extend(own)
    return paragraphs


def _paragraphs(lines: list[Line]) -> list[str]:
    if not lines:
        return []
    pitch = _pitch(lines)
    height = statistics.median_low(line.height for line in lines)
    paragraphs = [lines[0].text]
    right = max(line.right for line in lines)
    for before, line in itertools.pairwise(lines):
        # Headings are set wider in proportion to their size.
        wider = max(line.height / height, 1.0) if height > 0 else 1.0
        if _starts_paragraph(before, line, pitch=pitch, wider=wider, right=right):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = _join(paragraphs[-1], line.text)
    return paragraphs


def _pitch(lines: list[Line]) -> float:
    """The usual distance from one line to the next; 0 where the page has a single one."""
    distances = [before.bottom - line.bottom for before, line in itertools.pairwise(lines)]
    forward = [distance for distance in distances if distance > 0.5]
    # Paragraphs of one line would make the distance between paragraphs the usual one: the lower half decides.
    return statistics.median_low(sorted(forward)[: len(forward) // 2 + 1]) if forward else 0.0


def _starts_paragraph(before: Line, line: Line, *, pitch: float, wider: float, right: float) -> bool:
    down = before.bottom - line.bottom
    if before.text[-1] in _HYPHENS:
        return False
    if down < -0.5 * max(before.height, 1.0):
        # Up the page: the next column, where a sentence may go on.
        return _SENTENCE_END.search(before.text) is not None and not line.text[:1].islower()
    if down <= 0.5:
        return False  # the same line in pieces, as tables and justified text are set
    if pitch > 0 and down > _GAP * pitch * wider:
        return True
    # A raised number at a line's end makes it higher too, but doesn't move the next one away.
    if abs(before.height - line.height) > _SIZE * max(before.height, line.height, 1.0) and down > 1.1 * pitch:
        return True
    ended = _SENTENCE_END.search(before.text) is not None
    if ended and line.left - before.left > _INDENT * max(line.height, 1.0):
        return True
    width = max(right - min(before.left, line.left), 1.0)
    return ended and before.right - before.left < _SHORT * width and not line.text[:1].islower()


def _join(paragraph: str, line: str) -> str:
    """`line` put behind `paragraph`; a word that a hyphen broke is made whole.

    The hyphen goes where a lower-case letter stands on both sides, which also closes up the rare compound that was
    broken at its own hyphen; before a capital or a number it stays.
    """
    if paragraph[-1] not in _HYPHENS and not re.search(r"\w[-‐]$", paragraph):
        return f"{paragraph} {line}"
    whole = paragraph[-2:-1].islower() and line[:1].islower()
    return f"{paragraph[:-1]}{'' if whole else '-'}{line}"


def _metadata(document: pypdfium2.PdfDocument) -> Metadata:
    """Title and author as the PDF says; its dates say when the file was made, not when the report was published."""
    said = document.get_metadata_dict(skip_empty=True)
    title = " ".join(said.get("Title", "").split())
    author = " ".join(said.get("Author", "").split())
    return Metadata(
        title=None if not title or _JUNK_TITLE.fullmatch(title) else title,
        byline=author or None,
    )
