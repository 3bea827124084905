"""Readings as one page that needs nothing beside itself: the texts with marked spans, and what was found in them.

Titles and texts come from strangers. The template escapes everything, a content security policy lets nothing run or
load but the page's own style and script, and code points that could reorder or hide what stands around them are boxed.
"""

import base64
import hashlib
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from onrecord import __version__
from onrecord.present import words
from onrecord.present.plain import shortened
from onrecord.present.segments import Mark, Segment, marks, segments
from onrecord.present.views import ReadingView, shown_of, view
from onrecord.records import Failure, Reading, Status
from onrecord.runs import Result

# What can't be seen, or acts beyond its place: controls but tab, line feed, form feed and carriage return;
# bidirectional embeddings, overrides and isolates; lone surrogates, which UTF-8 can't carry.
_BOXED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# HTML has no way to hold these; the box names them, and holds nothing.
_UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")

ROLES = {
    ("attribution", "source"): "who says it",
    ("attribution", "cue"): "the words that say that it is said",
    ("attribution", "content"): "what is said",
    ("allegation", "trigger"): "alleged act",
    ("allegation", "victims"): "victims",
    ("allegation", "alleged-perpetrators"): "alleged perpetrator",
    ("allegation", "places"): "where",
    ("allegation", "times"): "when",
    ("allegation", "counts"): "how many",
    ("response", "trigger"): "response",
    ("response", "who"): "who responded",
    ("response", "to"): "to whom",
    ("response", "about"): "about whom or what",
    ("response", "places"): "where",
    ("response", "times"): "when",
}

# How deep nested contents are told apart by shade; deeper ones look like the last.
DEPTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentContext:
    """A stretch of text in the page.

    Attributes:
        text: escaped.
        classes: what the stretch is, for the style; empty where it is nothing.
        findings: `key:role` of every mark on it, for the script; keys are unique in the page.
        title: what it is, in words.
        anchors: keys of the findings that begin here, so that a link can lead to them.
    """

    text: Markup
    classes: str
    findings: str
    title: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """One report in the page.

    Attributes:
        number: from 1, in input order.
        key: unique in the page; the prefix of its findings' keys.
        failure: why it could not be read; then there is no view.
        view: its reading in words.
    """

    number: int
    key: str
    heading: str
    failure: Failure | None = None
    view: ReadingView | None = None
    reading: Reading | None = None

    def segments(self) -> Iterator[SegmentContext]:
        """The text, stretch by stretch."""
        if self.reading is None:
            return
        # A link leads to a finding's cue or trigger, or to what else it has first.
        anchored: dict[str, int] = {}
        for mark in marks(self.reading):
            if mark.finding not in anchored or mark.role in ("cue", "trigger"):
                anchored[mark.finding] = mark.span.start
        statuses = {allegation.id: allegation.status for allegation in self.reading.allegations}
        statuses |= {response.id: response.status for response in self.reading.responses}
        waiting = deque(sorted((start, finding) for finding, start in anchored.items()))
        position = 0
        for segment in segments(self.reading.report.text, marks(self.reading)):
            position += len(segment.text)
            here = []
            while waiting and waiting[0][0] < position:
                here.append(f"{self.key}-{waiting.popleft()[1]}")
            yield _segment_context(segment, self.key, statuses, anchors=tuple(here))


class HtmlWriter:
    """One page for all results, written as they come.

    Args:
        stream: where to.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._index: list[ReportContext] = []
        self._write("head.html", policy=_policy(), style=_style())

    def add(self, result: Result) -> None:
        """Write one report."""
        number = len(self._index) + 1
        key = f"r{number}"
        if isinstance(result, Failure):
            context = ReportContext(number=number, key=key, heading=result.id, failure=result)
        else:
            reading, left_out = shown_of(result)
            shown = view(reading, left_out=left_out)
            context = ReportContext(number=number, key=key, heading=shown.heading, view=shown, reading=reading)
        self._write("report.html", report=context)
        # The index names the report and its counts; the texts need not stay in memory for it.
        self._index.append(ReportContext(number=number, key=key, heading=context.heading, failure=context.failure))

    def finish(self) -> None:
        """Write the list of reports and the end of the page."""
        self._write("foot.html", index=self._index, script=_script(), version=__version__)

    def _write(self, name: str, **context: object) -> None:
        self._stream.writelines(_template(name).generate(**context))


def safe(text: str) -> Markup:
    """Text escaped for a page, whose every code point comes back when the page is read.

    Carriage returns are written as references, or parsers would make them line feeds; what can't be seen stands in a
    box that names it and, where HTML can hold it, holds it.
    """
    return Markup(_BOXED.sub(_box, str(escape(text)).replace("\r", "&#13;")))  # noqa: S704  escaped on this line


def _box(match: re.Match[str]) -> str:
    name = f"{ord(match[0]):04X}"
    held = "" if _UNHOLDABLE.match(match[0]) else match[0]
    return f'<bdi class="box" data-code-point="{name}" title="U+{name}">{held}</bdi>'


def _segment_context(
    segment: Segment, key: str, statuses: dict[str, Status], *, anchors: tuple[str, ...]
) -> SegmentContext:
    classes: dict[str, None] = {}
    depth = 0
    for mark in segment.marks:
        if mark.role == "content":
            depth += 1
        else:
            classes[_class(mark)] = None
        status = statuses.get(mark.finding)
        if mark.role == "trigger" and status is not None and status is not Status.ASSERTED:
            classes[status.value] = None
    if depth:
        classes[f"content-{min(depth, DEPTHS)}"] = None
    told = (ROLES.get((mark.kind, mark.role), mark.role) for mark in segment.marks)
    return SegmentContext(
        text=safe(segment.text),
        classes=" ".join(classes),
        findings=" ".join(f"{key}-{mark.finding}:{mark.role}" for mark in segment.marks),
        title=" · ".join(dict.fromkeys(told)),
        anchors=anchors,
    )


def _class(mark: Mark) -> str:
    if mark.kind == "entity":
        return "entity"
    return f"{mark.kind}-trigger" if mark.role == "trigger" else mark.role


def _short(text: str, length: int) -> Markup:
    """A list's text: one line, what can't be seen shown as pictures."""
    return escape(shortened(text, length))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.present", "templates/reading"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["words"] = words
    environment.filters["short"] = _short
    return environment


def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _part(name: str) -> str:
    return (files("onrecord.present") / "templates" / "reading" / name).read_text(encoding="utf-8")


def _style() -> Markup:
    return Markup(_part("style.css"))  # noqa: S704  our own file


def _script() -> Markup:
    return Markup(_part("script.js"))  # noqa: S704  our own file


def _policy() -> str:
    """A content security policy under which only the page's own style and script count, and nothing is fetched."""
    style, script = (_digest(part) for part in (_style(), _script()))
    return f"default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"


def _digest(part: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(part.encode("utf-8")).digest()).decode("ascii")
