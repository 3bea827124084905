"""What an HTML page says about itself: publisher, title, byline, published date, address."""

import json
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from lxml import html as lxml_html
from trafilatura import metadata as trafilatura_metadata

from onrecord.acquire.dates import found_date
from onrecord.acquire.item import Metadata

_PUBLISHER: Final = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name")
_TITLE: Final = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title", "headline")
_BYLINE: Final = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "citation_author",
)
_PUBLISHED: Final = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "article.published",
)
_ARTICLE: Final = re.compile(r"article|report|posting|webpage|creativework|statement|review", re.I)
_MAX_JSON: Final = 200_000  # characters; an article's own description is a few thousand, the rest is shops' catalogues
_MAX_NODES: Final = 2_000
_MAX_VALUE: Final = 500  # characters; longer "titles" and "authors" are texts in the wrong field


def page_metadata(tree: lxml_html.HtmlElement) -> Metadata:
    """What the page says: schema.org JSON-LD first, then its meta elements, then marks within the page.

    The published date is one that the page declares as such. Dates in its address, its footer or its prose are not
    looked at: they would be guesses.
    """
    meta = _meta(tree)
    linked = _json_ld(tree)
    return Metadata(
        publisher=linked.publisher or _first(meta, _PUBLISHER),
        title=linked.title or _first(meta, _TITLE) or _heading(tree),
        byline=linked.byline or _byline(meta, tree),
        published=linked.published or _published(meta, tree),
        url=_address(meta, tree),
    )


def _meta(tree: lxml_html.HtmlElement) -> dict[str, str]:
    """The first value of each meta element, by lower-case name."""
    values: dict[str, str] = {}
    for element in tree.iterfind(".//meta"):
        content = _clean(element.get("content"))
        if content is None:
            continue
        for attribute in ("property", "name", "itemprop"):
            name = element.get(attribute)
            if name:
                values.setdefault(name.strip().lower(), content)
    return values


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _clean(value: object) -> str | None:
    """One line of text, or None where there is nothing fit to be shown."""
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())
    return text if 0 < len(text) <= _MAX_VALUE else None


def _heading(tree: lxml_html.HtmlElement) -> str | None:
    headings = tree.findall(".//h1")
    if len(headings) == 1 and (text := _clean(headings[0].text_content())):
        return text
    title = tree.find(".//title")
    return None if title is None else _clean(title.text_content())


def _byline(meta: dict[str, str], tree: lxml_html.HtmlElement) -> str | None:
    told = _first(meta, _BYLINE)
    # Some sites put the author's profile address where the name belongs.
    if told is not None and not told.startswith(("http://", "https://", "/")):
        return told
    return _clean(trafilatura_metadata.extract_author(tree))


def _published(meta: dict[str, str], tree: lxml_html.HtmlElement) -> str | None:
    for name in _PUBLISHED:
        if (found := found_date(meta.get(name))) is not None:
            return found
    for element in tree.iterfind(".//time"):
        marks = f"{element.get('itemprop', '')} {element.get('class', '')}".lower()
        if element.get("pubdate") is not None or "publi" in marks or "entry-date" in marks:
            if (found := found_date(element.get("datetime"))) is not None:
                return found
    return None


def _address(meta: dict[str, str], tree: lxml_html.HtmlElement) -> str | None:
    candidates = [
        link.get("href") for link in tree.iterfind(".//link") if (link.get("rel") or "").lower() == "canonical"
    ]
    for candidate in (*candidates, meta.get("og:url")):
        address = _clean(candidate)
        if address is not None and urlsplit_scheme(address) in {"http", "https"}:
            return address
    return None


def urlsplit_scheme(address: str) -> str:
    """The scheme of `address`, empty where it isn't one."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def _json_ld(tree: lxml_html.HtmlElement) -> Metadata:
    """What schema.org descriptions in the page say of the article."""
    found = Metadata()
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        source = script.text or ""
        if not source.strip() or len(source) > _MAX_JSON:
            continue
        try:
            data = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue  # sites get it wrong, and then the page's other marks serve
        for node in _nodes(data):
            kinds = node.get("@type")
            if not _ARTICLE.search(kinds if isinstance(kinds, str) else " ".join(map(str, _list(kinds)))):
                continue
            found = found.over(
                Metadata(
                    publisher=_name(node.get("publisher")),
                    title=_clean(node.get("headline")),
                    byline=_name(node.get("author")),
                    published=found_date(_clean(node.get("datePublished"))),
                )
            )
    return found


def _nodes(data: object) -> Iterator[dict[str, object]]:
    """Every object in the order of the source, without recursion."""
    pending = [data]
    for _ in range(_MAX_NODES):
        if not pending:
            return
        value = pending.pop()
        if isinstance(value, dict):
            yield value
            pending.extend(reversed([child for child in value.values() if isinstance(child, dict | list)]))
        elif isinstance(value, list):
            pending.extend(reversed(value))


def _list(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _name(value: object) -> str | None:
    """The name of a person or organisation, or the names of several."""
    names: list[str] = []
    for one in _list(value)[:20]:
        name = _clean(one.get("name") if isinstance(one, dict) else one)
        if name is not None and name not in names and not name.startswith(("http://", "https://")):
            names.append(name)
    return ", ".join(names) or None
