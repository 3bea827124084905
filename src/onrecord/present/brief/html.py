"""The brief as one page of HTML that needs nothing beside itself, runs no script and fetches nothing."""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from onrecord.present.brief.document import (
    Block,
    Bullets,
    Document,
    Drawing,
    Facts,
    Look,
    Paragraph,
    Run,
    Section,
    Sentence,
    Table,
)
from onrecord.present.brief.writing import LISTED, marked, note_runs, short_digest, stretches
from onrecord.present.plain import one_line

_KINDS = {
    Paragraph: "paragraph",
    Bullets: "bullets",
    Facts: "facts",
    Table: "table",
    Drawing: "drawing",
    Section: "section",
}
# More ways back from a note than these would only be in the way.
_BACK = 12


def html(document: Document) -> str:
    """The page."""
    page = _Page()
    return (
        _environment()
        .get_template("page.html")
        .render(document=document, page=page, style=_style(document), policy=_policy(_style(document)))
    )


class _Page:
    """What a page's parts need to know of one another: where each note was leaned on."""

    def __init__(self) -> None:
        self.back: dict[int, list[str]] = {}

    def sentence(self, sentence: Sentence) -> Markup:
        """A sentence with its notes."""
        told = Markup("").join(self.run(run) for run in sentence.runs)
        if sentence.mark:
            told += Markup(' <span class="mark">{}</span>').format(sentence.mark)
        return told + self._notes(sentence.notes)

    def run(self, run: Run) -> Markup:
        text = directed(run.text)
        if run.look is Look.QUOTED:
            text = Markup('<span class="quoted">“{}”</span>').format(text)
        elif run.look is Look.STRONG:
            text = Markup("<strong>{}</strong>").format(text)
        elif run.look is Look.SOFT:
            text = Markup('<span class="soft">{}</span>').format(text)
        elif run.look is Look.CODE:
            text = Markup("<code>{}</code>").format(text)
        if run.target is not None:
            text = Markup('<a href="#{}">{}</a>').format(run.target, text)
        return text

    def _notes(self, notes: tuple[int, ...]) -> Markup:
        if not notes:
            return Markup("")
        parts = []
        for first, last in note_runs(notes):
            told = self._reference(first)
            if last != first:
                told = Markup("<span>{}–{}</span>").format(told, self._reference(last))
            parts.append(told)
        return Markup('<sup class="notes">{}</sup>').format(Markup(", ").join(parts))

    def _reference(self, number: int) -> Markup:
        places = self.back.setdefault(number, [])
        place = f"ref-{number}-{len(places) + 1}"
        places.append(place)
        return Markup('<a id="{}" href="#note-{}" role="doc-noteref" aria-label="note {}">{}</a>').format(
            place, number, number, number
        )

    def back_from(self, number: int) -> list[str]:
        """Where a note was leaned on, the first places."""
        return self.back.get(number, [])[:_BACK]


def directed(text: str) -> Markup:
    """Text on one line, escaped, what is written from right to left set apart; a space at its ends stays."""
    inner = one_line(text)
    before = " " if text[:1].isspace() and inner else ""
    behind = " " if text[-1:].isspace() else ""
    told = Markup("").join(
        Markup('<bdi dir="rtl">{}</bdi>').format(part) if leftward else escape(part)
        for part, leftward in stretches(inner)
    )
    return before + told + behind


def kind_of(block: Block) -> str:
    """A block's kind, for the template."""
    return _KINDS[type(block)]


def _drawn(drawing: Drawing, identifier: str) -> Markup:
    """Our own SVG, with its text alternative."""
    opening = f'<svg role="img" aria-labelledby="{identifier}-alt" width="{drawing.width}" height="{drawing.height}" '
    title = Markup('<title id="{}-alt">{}</title>').format(identifier, one_line(drawing.alternative))
    start = drawing.svg.index(">") + 1
    head = drawing.svg[:start].replace("<svg ", opening, 1)
    return Markup(head) + title + Markup(drawing.svg[start:])  # noqa: S704  made and escaped in drawing.py


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.present", "templates/brief"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"directed": directed, "kind": kind_of, "short_digest": short_digest, "marked": marked}
    environment.globals |= {"drawn": _drawn, "LISTED": LISTED}
    return environment


def _style(document: Document) -> Markup:
    parts = ["style.css", "marked.css"] if document.mark else ["style.css"]
    return Markup("").join(Markup(_part(name)) for name in parts)  # noqa: S704  our own files


@cache
def _part(name: str) -> str:
    return (files("onrecord.present") / "templates" / "brief" / name).read_text(encoding="utf-8")


def _policy(style: str) -> str:
    """A content security policy under which only the page's own style counts, and nothing runs or is fetched."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
