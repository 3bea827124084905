"""Parts of a DOCX that python-docx has no words for: links, fields, rows' and tables' properties, the ZIP itself."""

import io
import zipfile
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from onrecord.present.brief.document import Drawing
from onrecord.present.brief.docx_notes import held
from onrecord.present.brief.typesetting import png_of
from onrecord.present.plain import one_line

_BEHIND_BORDERS: Final = {qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption")}
# A moment that any ZIP can hold, so that the same document gives the same bytes.
_NO_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def png(drawing: Drawing) -> bytes:
    """The drawing as pixels, which every Word shows."""
    source = (
        b"#set page(width: auto, height: auto, margin: 4pt, fill: white)\n"
        b'#image(bytes(sys.inputs.svg), format: "svg", width: 510pt)'
    )
    return png_of(source, {"svg": drawing.svg})


def bookmark_name(anchor: str) -> str:
    """A bookmark's name: 40 letters, digits and underscores at most."""
    return anchor.replace("-", "_")[:40]


def link_to(run: Any, anchor: str) -> None:  # noqa: ANN401  python-docx has no types
    """Make a run a link to a bookmark of the document."""
    element = run._r  # noqa: SLF001  links within a document have no other way
    link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="{anchor}" w:history="1"/>')
    element.addprevious(link)
    link.append(element)


def add_field(paragraph: Any, code: str) -> None:  # noqa: ANN401 (python-docx gives no types)
    """Add a field, such as the page's number."""
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))  # noqa: SLF001  fields have no other way


def set_row(row: Any, *, header: bool) -> None:  # noqa: ANN401 (python-docx gives no types)
    """Keep a row on one page; let one that heads the table do so on each."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  neither has another way
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if header:
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def column_of(cell: Any) -> int:  # noqa: ANN401 (python-docx gives no types)
    """The index of a cell's column."""
    return int(sum(1 for _ in cell.itersiblings(qn("w:tc"), preceding=True)))


def describe_table(table: Any, caption: str) -> None:  # noqa: ANN401 (python-docx gives no types)
    """Name a table for screen readers."""
    properties = table._tbl.tblPr  # noqa: SLF001  a caption for screen readers has no other way
    told = etree.SubElement(properties, qn("w:tblCaption"))
    told.set(qn("w:val"), held(one_line(caption)))


def light_borders(table: Any) -> None:  # noqa: ANN401 (python-docx gives no types)
    """Thin lines between rows, none between columns."""
    line = 'w:val="single" w:sz="4" w:space="0" w:color="CFCAC0"'
    none = 'w:val="nil"'
    borders = "".join(
        f"<w:{side} {line if side in ('top', 'bottom', 'insideH') else none}/>"
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    properties = table._tbl.tblPr  # noqa: SLF001  borders have no other way
    made = parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>")
    # The schema has an order, and Word calls a file damaged that doesn't keep it.
    behind = [each for each in properties if each.tag in _BEHIND_BORDERS]
    properties.insert(properties.index(behind[0]) if behind else len(properties), made)


def settings_in_order(settings: Any) -> None:  # noqa: ANN401 (python-docx gives no types)
    """Puts the endnotes' settings where the schema wants them: before what only newer parts of it name."""
    made = settings[0]
    after = next((each for each in settings if each.tag in (qn("w:compat"), qn("w:rsids"))), None)
    if after is not None:
        settings.remove(made)
        after.addprevious(made)


def same_bytes(content: bytes) -> bytes:
    """The ZIP with no moment of its own, its parts in order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            part = read.read(name)
            if name == "_rels/.rels":
                part = _without_thumbnail(part)
            entry = zipfile.ZipInfo(name, _NO_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(entry, part)
    return stream.getvalue()


def _without_thumbnail(relations: bytes) -> bytes:
    """The library's template shows a page of somebody else's; ours has no picture."""
    root = etree.fromstring(relations)
    for each in list(root):
        if each.get("Target") == "docProps/thumbnail.jpeg":
            root.remove(each)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
