"""Word documents: paragraphs, tables in their place, and footnotes."""

import io
import zipfile
from collections.abc import Iterator
from typing import Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from onrecord.acquire.item import Metadata
from onrecord.acquire.options import Options
from onrecord.acquire.zips import is_docx, open_zip, refuse_zip_bomb, unknown_zip
from onrecord.errors import BrokenOriginal, EmptyOriginal, RefusedOriginal

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS: Final = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "",
}
# Parts that hold pieces of paragraphs which aren't shown: deleted text, field codes, the copy for old programs.
_UNSEEN: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _FALLBACK})
_SEPARATORS: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})
# What programs write as the author when nobody has told them a name.
_NOBODY: Final = frozenset({"", "python-docx", "microsoft office user", "user", "admin", "administrator", "owner"})


def docx_of(content: bytes, *, options: Options) -> tuple[str, Metadata]:
    """Text and metadata of a Word document; rows of a table are lines, its cells parted by ` | `.

    Tracked insertions are read and deletions are not, as Word shows the final text.

    Raises:
        RefusedOriginal: a decompression bomb.
        BrokenOriginal: damaged or encrypted.
        EmptyOriginal: there is no text in it.
    """
    with open_zip(io.BytesIO(content)) as archive:
        if not is_docx(archive):
            raise unknown_zip()
        refuse_zip_bomb(archive, options)
        markup = sum(member.file_size for member in archive.infolist() if member.filename.endswith((".xml", ".rels")))
        if markup > options.max_markup:
            raise RefusedOriginal(
                f"Its text unpacks to {markup:,} bytes, more than the limit of {options.max_markup:,}."
            )
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise BrokenOriginal(
            f"The Word document is damaged ({type(error).__name__}). Open and save it anew."
        ) from error
    paragraphs = [*_blocks(document.element.body), *_footnotes(document)]
    if not paragraphs:
        raise EmptyOriginal("There is no text in the document. If it holds scanned pages, recognise their text first.")
    properties = document.core_properties
    author = (properties.author or "").strip()
    return "\n\n".join(paragraphs), Metadata(
        title=(properties.title or "").strip() or None,
        byline=None if author.lower() in _NOBODY else author,
    )


def _blocks(parent: etree._Element) -> Iterator[str]:
    """Paragraphs and table rows below `parent`, in order; lxml's own depth limit bounds the recursion."""
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child)
        elif child.tag == f"{_W}tbl":
            for row in child.iterchildren(f"{_W}tr"):
                yield from _row(row)
        elif child.tag not in _UNSEEN and isinstance(child.tag, str):
            yield from _blocks(child)


def _row(row: etree._Element) -> Iterator[str]:
    """One line where each cell holds a paragraph at most; else the paragraphs, as in tables made for layout."""
    cells = [list(_blocks(cell)) for cell in row.iterdescendants(f"{_W}tc") if _row_of(cell) is row]
    if all(len(cell) <= 1 for cell in cells):
        text = " | ".join(" ".join("".join(cell).split()) for cell in cells)
        if text.strip(" |"):
            yield text
    else:
        for cell in cells:
            yield from cell


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{_W}tr"), None)


def _paragraph(paragraph: etree._Element) -> Iterator[str]:
    """The paragraph's own text, then the paragraphs of text boxes anchored in it."""
    parts: list[str] = []
    boxes: list[str] = []
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _CHARACTERS:
            parts.append(_CHARACTERS[element.tag])
        elif element.tag == f"{_W}txbxContent":
            boxes.extend(_blocks(element))
        elif isinstance(element.tag, str) and element.tag not in _UNSEEN:
            pending.extend(reversed(element))
    text = "".join(parts).strip()
    if text:
        yield text
    yield from boxes


def _footnotes(document: "docx.document.Document") -> Iterator[str]:
    """Footnotes and endnotes: in reports by organisations, where their sources stand."""
    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        for relation in document.part.rels.values():
            if relation.reltype != kind or relation.is_external:
                continue
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            for note in etree.fromstring(relation.target_part.blob, parser):
                if note.get(f"{_W}type") not in _SEPARATORS:
                    yield from _blocks(note)
