"""Endnotes of a DOCX, which python-docx can't make: Word's own, so that it numbers them and leads both ways."""

from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from onrecord.present.brief.document import Document, Note
from onrecord.present.brief.writing import marked, note_runs, short_digest, stretches
from onrecord.present.plain import one_line

_SUPER: Final = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
# Bookmarks of notes are numbered apart from those of headings.
_FIRST: Final = 1_000_000


class Endnotes:
    """The notes of a document, as they are leaned on.

    The first mention is the reference to which Word's note belongs; later ones are cross-references to it.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._leaned: set[int] = set()

    def lean(self, paragraph: Any, notes: tuple[int, ...]) -> None:  # noqa: ANN401  python-docx has no types
        """Add references to a paragraph."""
        element = paragraph._p  # noqa: SLF001  endnotes have no other way
        fresh = [number for number in notes if number not in self._leaned]
        told = [(number, number) for number in fresh]
        told += note_runs([number for number in notes if number in self._leaned])
        for at, (first, last) in enumerate(sorted(told)):
            if at:
                _append(element, f'<w:r>{_SUPER}<w:t xml:space="preserve">, </w:t></w:r>')
            if first not in self._leaned:
                self._leaned.add(first)
                start, end = ends_of(f"note_{first}", _FIRST + first)
                element.append(start)
                _append(element, f'<w:r>{_SUPER}<w:endnoteReference w:id="{first}"/></w:r>')
                element.append(end)
                continue
            _append(element, _again(first))
            if last != first:
                _append(element, f"<w:r>{_SUPER}<w:t>–</w:t></w:r>")
                _append(element, _again(last))

    def xml(self) -> bytes:
        """The part that holds the notes' texts."""
        separators = (
            '<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>'
            '<w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
            "</w:endnote>"
        )
        notes = "".join(_note(note) for note in self._document.notes if note.number in self._leaned)
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        return f"{head}<w:endnotes {nsdecls('w')}>{separators}{notes}</w:endnotes>".encode()


def ends_of(name: str, number: int) -> tuple[Any, Any]:
    """The start and the end of a bookmark."""
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name={quoteattr(name)}/>')
    return start, parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')


def _append(element: Any, xml: str) -> None:  # noqa: ANN401 (an element of lxml)
    element.append(parse_xml(_spaced(xml)))


def _spaced(xml: str) -> str:
    """An element that names its namespace."""
    end = min(at for at in (xml.find(" "), xml.find(">"), xml.find("/")) if at > 0)
    return f"{xml[:end]} {nsdecls('w')}{xml[end:]}"


def _again(number: int) -> str:
    return f'<w:fldSimple w:instr=" NOTEREF note_{number} \\h "><w:r>{_SUPER}<w:t>{number}</w:t></w:r></w:fldSimple>'


def _note(note: Note) -> str:
    place = f" Report {note.report}, {note.source}; characters {note.start} to {note.end}; original "
    place += f"{short_digest(note.sha256)}…"
    if note.finding is not None:
        place += f"; finding {note.finding}, {'confirmed' if note.held else 'unreviewed'}"
    return (
        f'<w:endnote w:id="{note.number}"><w:p><w:pPr><w:spacing w:after="60"/></w:pPr>'
        f"<w:r>{_SUPER}<w:endnoteRef/></w:r>{_runs(' ' + marked(note.quotation), 18)}"
        f"{_runs(f'{place}.', 16, colour='55575C')}</w:p></w:endnote>"
    )


def _runs(text: str, size: int, *, colour: str = "1C1E22") -> str:
    told = (" " if text[:1].isspace() else "") + one_line(text)
    return "".join(
        f'<w:r><w:rPr><w:color w:val="{colour}"/><w:sz w:val="{size}"/>{"<w:rtl/>" if leftward else ""}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(held(part))}</w:t></w:r>'
        for part, leftward in stretches(told)
    )


def held(text: str) -> str:
    """Text without what XML can't hold."""
    return "".join("\ufffd" if "\ufffe" <= sign <= "\uffff" or sign < " " else sign for sign in text)
