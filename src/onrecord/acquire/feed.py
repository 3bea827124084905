"""RSS and Atom feeds: one item an entry, with its full text where the feed carries it, else its summary."""

import io
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, Final
from xml.sax import SAXException

import feedparser

from onrecord.acquire.dates import found_date
from onrecord.acquire.formats import Format
from onrecord.acquire.guard import time_limit
from onrecord.acquire.item import Item, Metadata, failure
from onrecord.acquire.options import Options
from onrecord.errors import BrokenOriginal, EmptyOriginal, RefusedOriginal
from onrecord.records import Failure

_MARKUP: Final = ("text/html", "application/xhtml+xml")


def feed_items(content: bytes, *, source: str, id: str, options: Options) -> Iterator[Item | Failure]:
    """The entries of a feed.

    Args:
        content: the feed's bytes.
        source: the path or URL as given.
        id: of the feed; an entry's is `id#link`.
        options: `max_markup` bounds the feed, `max_members` its entries.

    Raises:
        BrokenOriginal: there is no entry in it, and it isn't well-formed.
    """
    if len(content) > options.max_markup:
        raise RefusedOriginal(
            f"The feed is larger than {options.max_markup:,} bytes, the limit for what is parsed whole."
        )
    # The text is taken out of the markup later, so that cleaning it here would be done twice.
    with time_limit(options.open_timeout_s):
        feed = feedparser.parse(io.BytesIO(content), resolve_relative_uris=False, sanitize_html=False)
    entries = feed.entries
    if not entries:
        if feed.bozo:
            raise BrokenOriginal(f"The feed is not well-formed ({_brief(feed)}), and no entry could be made out.")
        raise EmptyOriginal("There is no entry in the feed.")
    if len(entries) > options.max_members:
        raise RefusedOriginal(f"It holds more than {options.max_members:,} entries. Split it, or raise the limit.")
    publisher = _line(feed.feed.get("title"))
    for number, entry in enumerate(entries, start=1):
        yield _entry(entry, number, publisher=publisher, source=source, id=id)
    # Other complaints, such as an encoding that differs from the declared one, cost no entry.
    if isinstance(feed.get("bozo_exception"), SAXException):
        yield failure(
            BrokenOriginal(
                f"The feed is not well-formed ({_brief(feed)}); entries after the {len(entries)} read may be lost."
            ),
            id=id,
            source=source,
        )


def _entry(entry: Mapping[str, Any], number: int, *, publisher: str | None, source: str, id: str) -> Item | Failure:
    link = _line(entry.get("link"))
    own_id = f"{id}#{link or _line(entry.get('id')) or f'entry {number}'}"
    text, is_markup = _text(entry)
    if not text.strip():
        return failure(
            EmptyOriginal("The entry has neither text nor a summary. Fetch its address."), id=own_id, source=source
        )
    own = entry.get("source") or {}
    return Item(
        id=own_id,
        source=source,
        content=text.encode("utf-8", "replace"),
        charset="utf-8",
        format=Format.FRAGMENT if is_markup else Format.TEXT,
        found=Metadata(
            publisher=_line(own.get("title")) or publisher,
            title=_line(entry.get("title")),
            byline=_line(entry.get("author")),
            published=_published(entry),
            url=link if link is not None and link.startswith(("http://", "https://")) else None,
        ),
    )


def _text(entry: Mapping[str, Any]) -> tuple[str, bool]:
    """The fullest text of an entry, and whether it is markup."""
    parts = [part for part in entry.get("content", []) if part.get("value")]
    if not parts and entry.get("summary"):
        parts = [{"value": entry["summary"], "type": (entry.get("summary_detail") or {}).get("type", "text/html")}]
    if not parts:
        return "", False
    best = max(parts, key=lambda part: len(part["value"]))
    return best["value"], best.get("type", "text/html") in _MARKUP


def _published(entry: Mapping[str, Any]) -> str | None:
    # `updated` isn't when it was published, so an entry with that alone stays undated.
    return found_date(entry.get("published"))


def _line(value: object) -> str | None:
    """One line of text without entities, or None."""
    if not isinstance(value, str):
        return None
    return " ".join(unescape(value).split()) or None


def _brief(feed: Mapping[str, Any]) -> str:
    return str(feed.get("bozo_exception", "")).splitlines()[0][:160] if feed.get("bozo_exception") else "no details"
