"""The brief as PDF/UA-1: the document as data for `templates/brief/brief.typ`, in which no word is read as mark-up."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from onrecord.errors import UnsetBrief
from onrecord.present.brief.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Drawing,
    Fact,
    Facts,
    Paragraph,
    Run,
    Section,
    Sentence,
    Table,
)
from onrecord.present.brief.typesetting import LackingSigns, pdf_of
from onrecord.present.brief.writing import LISTED, marked, note_runs, short_digest, stretches
from onrecord.present.paper import Paper
from onrecord.present.plain import one_line

_PAPERS = {Paper.A4: "a4", Paper.LETTER: "us-letter"}
# A word longer than this may be broken anywhere; in an address, behind its separators too.
_LONGEST = 40
_BREAK = "\u200b"
_SEPARATOR = re.compile(r"(?<=[/?&=_.,;:%+-])(?=[^/?&=_.,;:%+\s-])")
_TRIES = 20
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
# Signs in a cell with which its row is still sure to stay below a page.
_ROW = 900


def pdf(document: Document, *, paper: Paper = Paper.A4) -> bytes:
    """The file.

    Args:
        document: the brief.
        paper: on which it is set.

    Raises:
        UnsetBrief: the typesetter refused it.
    """
    source = (files("onrecord.present") / "templates" / "brief" / "brief.typ").read_bytes()
    at = datetime.fromisoformat(document.at).astimezone(UTC)
    lacking = _lacking(_signs(document))
    for _ in range(_TRIES):
        data = _Teller(lacking).document(document, paper, at)
        try:
            return pdf_of(source, {"brief": json.dumps(data, ensure_ascii=False)}, at=at)
        except LackingSigns as error:
            # Signs that can be set one by one may yet be lacking beside others.
            more = error.signs - lacking
            if not more:
                break
            lacking |= more
    raise UnsetBrief("The PDF could not be set: signs of it are in no typeface. Write HTML, DOCX or Markdown instead.")


# --- signs that no typeface has --------------------------------------------------------------------------------------


def _signs(document: Document) -> set[str]:
    """Every sign beyond ASCII that the document shows."""
    shown = json.dumps(_Teller(set()).document(document, Paper.A4, _ANY_TIME), ensure_ascii=False)
    return {sign for sign in set(shown) if not sign.isascii()} - {_BREAK}


def _lacking(signs: Iterable[str]) -> set[str]:
    """Those of the signs that can't be set: found by halves, since most documents have none."""
    wanted = sorted(signs)
    if not wanted or _can_be_set(wanted):
        return set()
    if len(wanted) == 1:
        return set(wanted)
    half = len(wanted) // 2
    return _lacking(wanted[:half]) | _lacking(wanted[half:])


def _can_be_set(signs: list[str]) -> bool:
    source = (
        b'#set document(title: "signs")\n#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n'
        b"#for sign in json(bytes(sys.inputs.signs)) { par(sign) }"
    )
    try:
        pdf_of(source, {"signs": json.dumps(signs)}, at=_ANY_TIME)
    except LackingSigns:
        return False
    return True


# --- the document as data --------------------------------------------------------------------------------------------


class _Teller:
    """Puts a document into what the template reads.

    Args:
        lacking: signs that are told by their code point.
    """

    def __init__(self, lacking: set[str]) -> None:
        self._lacking = {ord(sign): f"[U+{ord(sign):04X}]" for sign in lacking}

    def document(self, document: Document, paper: Paper, at: datetime) -> dict[str, Any]:
        return {
            "title": self._text(document.title),
            "heading": self._pieces(document.heading),
            "mark": document.mark,
            "warning": document.warning,
            "about": document.about,
            "footer": self._text(f"{document.heading} · {document.about} · {document.footer}"),
            "at": [at.year, at.month, at.day, at.hour, at.minute, at.second],
            "paper": _PAPERS[paper],
            "missing": bool(self._lacking),
            "sections": [self._block(section) for section in document.sections],
            "notes": [
                {
                    "number": note.number,
                    "quotation": self._pieces(marked(note.quotation)),
                    "report": note.report,
                    "source": self._pieces(note.source),
                    "start": note.start,
                    "end": note.end,
                    "digest": short_digest(note.sha256),
                    "finding": note.finding,
                    "held": note.held,
                }
                for note in document.notes
            ],
        }

    def _block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Section):
            inner = [self._block(each) for each in block.blocks]
            for each in [each for each in inner if each["kind"] == "section"][LISTED:]:
                each["listed"] = False
            title = self._pieces(block.title)
            return {"kind": "section", "id": block.id, "title": title, "blocks": inner, "listed": True}
        if isinstance(block, Paragraph):
            return {"kind": "paragraph", "tone": block.tone.value, "sentences": self._sentences(block.sentences)}
        if isinstance(block, Bullets):
            return {"kind": "bullets", "title": self._text(block.title), "items": self._sentences(block.items)}
        if isinstance(block, Facts):
            return {"kind": "facts", "facts": [self._fact(fact) for fact in block.facts]}
        if isinstance(block, Table):
            return {
                "kind": "table",
                "caption": self._pieces(block.caption),
                "columns": list(block.columns),
                "widths": list(block.widths),
                # A row that could outgrow a page must be free to break.
                "long": any(_length(row) > _ROW for row in block.rows),
                "rows": [[self._cell(cell) for cell in row] for row in block.rows],
                "caution": block.caution,
            }
        if isinstance(block, Drawing):
            return {
                "kind": "drawing",
                "caption": self._pieces(block.caption),
                "alternative": self._text(block.alternative),
                "svg": block.svg.translate(self._lacking),
                "caution": block.caution,
            }
        raise TypeError(f"No way to write a {type(block).__name__}.")

    def _fact(self, fact: Fact) -> dict[str, Any]:
        return {"name": self._pieces(fact.name), "anchor": fact.anchor, "sentences": self._sentences(fact.sentences)}

    def _cell(self, cell: Cell) -> dict[str, Any]:
        return {"anchor": cell.anchor, "sentences": self._sentences(cell.sentences)}

    def _sentences(self, sentences: Iterable[Sentence]) -> list[dict[str, Any]]:
        return [
            {
                "runs": [self._run(run) for run in sentence.runs],
                "notes": [list(run) for run in note_runs(sentence.notes)],
                "mark": sentence.mark,
            }
            for sentence in sentences
        ]

    def _run(self, run: Run) -> dict[str, Any]:
        return {"pieces": self._pieces(run.text), "look": run.look.value, "target": run.target}

    def _pieces(self, text: str) -> list[dict[str, Any]]:
        inner = self._text(text)
        if text[:1].isspace() and inner:
            inner = f" {inner}"
        if text[-1:].isspace():
            inner = f"{inner} "
        return [{"text": part, "rtl": leftward} for part, leftward in stretches(inner)]

    def _text(self, text: str) -> str:
        return " ".join(_breakable(word) for word in one_line(text).split(" ")).translate(self._lacking)


def _length(row: tuple[Cell, ...]) -> int:
    return max(sum(len(sentence.text) for sentence in cell.sentences) for cell in row)


def _breakable(word: str) -> str:
    """A long word with places where a line may end."""
    return word if len(word) <= _LONGEST else _BREAK.join(_parts(word))


def _parts(word: str) -> Iterator[str]:
    for part in _SEPARATOR.split(word):
        for start in range(0, len(part), _LONGEST):
            yield part[start : start + _LONGEST]
