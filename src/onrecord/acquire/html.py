"""HTML: the article in a page, its paragraphs, and what the page says about it."""

import re
from collections.abc import Iterator
from typing import Final

import trafilatura
from lxml import etree
from lxml import html as lxml_html
from trafilatura.settings import Document

from onrecord.acquire.formats import wide_encoding
from onrecord.acquire.item import Metadata
from onrecord.acquire.options import Options
from onrecord.acquire.page import page_metadata
from onrecord.acquire.text import decode
from onrecord.errors import BrokenOriginal, EmptyOriginal, RefusedOriginal

_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""",
    re.I,
)
_CELLS: Final = frozenset({"td", "th", "cell"})
_ROWS: Final = frozenset({"tr", "row"})
# HTML's names, and those of the simplified tree that trafilatura gives back (`head` is a heading there).
_BLOCKS: Final = (
    _CELLS
    | _ROWS
    | frozenset(
        "ab address article aside blockquote body caption center code dd details dialog div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html item legend li list main menu nav ol p pre "
        "quote section summary table tbody tfoot thead ul".split()
    )
)
_UNSEEN: Final = frozenset("button iframe math noscript object script select style svg template textarea title".split())
_BREAKS: Final = frozenset({"br", "lb"})
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")


def html_of(content: bytes, *, options: Options, charset: str | None = None) -> tuple[str, Metadata]:
    """The article of a page, paragraphs separated by blank lines, and what the page says about it.

    Raises:
        RefusedOriginal: it is larger than `options.max_markup`, or nested deeper than a parser may safely follow.
        EmptyOriginal: there is no text in it.
    """
    tree = parse(content, options=options, charset=charset)
    metadata = page_metadata(tree)
    text = _article(tree)
    if not text:
        text = "\n\n".join(blocks(tree))
    if not text:
        raise EmptyOriginal("There is no text in the page. It may be filled in by scripts: save it from a browser.")
    return text, metadata


def fragment_of(content: bytes, *, options: Options, charset: str | None = None) -> str:
    """All text of a piece of HTML that holds nothing beside the report, as feeds and messages carry it."""
    text = "\n\n".join(blocks(parse(content, options=options, charset=charset)))
    if not text:
        raise EmptyOriginal("There is no text in it.")
    return text


def parse(content: bytes, *, options: Options, charset: str | None = None) -> lxml_html.HtmlElement:
    """The tree of a page.

    Raises:
        RefusedOriginal: too large, or nested too deep.
        BrokenOriginal: no tree can be made of it.
    """
    if len(content) > options.max_markup:
        raise RefusedOriginal(
            f"The page is larger than {options.max_markup:,} bytes, the limit for what is parsed whole."
        )
    declared = _DECLARED.search(content[:4096])
    if charset is None and declared is not None:
        charset = (declared[1] or declared[2]).decode("ascii")
    # NULs and the parser: browsers drop them, libxml2 stops at the first.
    page = decode(content.replace(b"\x00", b"") if _is_narrow(content) else content, charset=charset)
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        if not page.strip():
            raise EmptyOriginal("There is nothing in the page.") from error
        raise BrokenOriginal("No page can be made of its tags. Save it again from a browser.") from error
    for entry in parser.error_log:
        # Recursive code, libxml2's own included, overruns its stack on deeper trees; the parser stops at 256.
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise RefusedOriginal("Its tags are nested more than 250 deep, which no real page needs: likely an attack.")
    return tree


def blocks(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph, heading, list item and table row below `root`, white space collapsed.

    Walks without recursion. A single line break stays one; two make a new paragraph.
    """
    parts: list[str] = []
    row: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag
        if not isinstance(tag, str):
            pass
        elif tag in _UNSEEN:
            if event == "start":
                _hide(element)
        elif row is not None:
            if tag in _CELLS and event == "end" and element.getnext() is not None:
                parts.append(" | ")
            elif element is row and event == "end":
                row = None
                yield from _flush(parts)
        elif tag in _ROWS and event == "start" and _is_plain_row(element):
            yield from _flush(parts)
            row = element
        elif tag in _BLOCKS:
            yield from _flush(parts)
        if isinstance(tag, str) and tag in _BREAKS and event == "start":
            parts.append("\0")
        if event == "start" and isinstance(tag, str) and element.text:
            parts.append(element.text)
        elif event != "start" and element is not root and element.tail:
            parts.append(element.tail)
    yield from _flush(parts)


def _hide(element: etree._Element) -> None:
    """Empty what browsers don't show, keeping what follows it."""
    tail = element.tail
    element.clear()
    element.tail = tail


def _is_plain_row(row: etree._Element) -> bool:
    """Whether its cells hold words only; layout tables hold whole articles, paragraphs and all."""
    return not any(inner.tag in _BLOCKS and inner.tag not in _CELLS for inner in row.iterdescendants())


def _flush(parts: list[str]) -> Iterator[str]:
    """Yield what was gathered as paragraphs, and forget it."""
    if not parts:
        return
    joined = _SPACES.sub(" ", "".join(parts))
    parts.clear()
    for paragraph in re.split(r"(?: ?\0 ?){2,}", joined):
        text = "\n".join(line.strip(" ") for line in paragraph.split("\0")).strip()
        if text:
            yield text


def _article(tree: lxml_html.HtmlElement) -> str:
    """The article's paragraphs as trafilatura tells them from what surrounds it; empty where it finds none."""
    document = trafilatura.bare_extraction(
        tree, fast=True, include_comments=False, include_tables=True, include_links=False, include_formatting=False
    )
    if not isinstance(document, Document):
        return ""
    return "\n\n".join(blocks(document.body))


def _is_narrow(content: bytes) -> bool:
    return wide_encoding(content) is None
