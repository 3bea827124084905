"""Opening an item: from bytes to a report. The expensive part, made for worker processes."""

import hashlib
import re
from dataclasses import replace
from typing import Final

from onrecord.acquire import bounded
from onrecord.acquire.docx import docx_of
from onrecord.acquire.email import email_of
from onrecord.acquire.formats import HEAD_BYTES, Format, sniff
from onrecord.acquire.guard import named_errors, time_limit
from onrecord.acquire.html import fragment_of, html_of
from onrecord.acquire.item import NOTHING_SAID, Item, Metadata, failure
from onrecord.acquire.language import language_of
from onrecord.acquire.options import Options
from onrecord.acquire.pdf import pdf_of
from onrecord.acquire.text import text_of
from onrecord.errors import AcquireError, EmptyOriginal, ItemError, RefusedOriginal, UnknownFormat
from onrecord.records import Failure, Report

_HALF: Final = re.compile("[\ud800-\udfff]")


def report(item: Item, options: Options) -> Report | Failure:
    """The report in `item`, or the failure that says why there is none."""
    try:
        return open_item(item, options)
    except ItemError as error:
        return failure(error, id=item.id, source=item.source)


def open_item(item: Item, options: Options) -> Report:
    """The report in `item`.

    Raises:
        ItemError: it can't be opened; the message says why, and what to do.
    """
    try:
        with time_limit(options.open_timeout_s), named_errors():
            return _report(item, options)
    except ItemError as error:
        error.source = item.source
        raise


def content_of(item: Item, options: Options) -> bytes:
    """The item's bytes as obtained; a line of JSON Lines has its text's UTF-8.

    Raises:
        ItemError: they can't be had; the message says why, and what to do.
    """
    try:
        with named_errors():
            return _content(item, options)
    except ItemError as error:
        error.source = item.source
        raise


def _content(item: Item, options: Options) -> bytes:
    if item.text is not None:
        return item.text.encode("utf-8")
    content = bounded.read_file(item.path, options) if item.path is not None else item.content
    if content is None:
        raise AcquireError(f"The item {item.id} holds neither a path nor content nor text.")
    return content


def _report(item: Item, options: Options) -> Report:
    if item.text is not None:
        return _assemble(item, text=item.text, found=NOTHING_SAID, format=Format.TEXT, content=_content(item, options))
    packed = content = _content(item, options)
    format = item.format or sniff(content[:HEAD_BYTES])
    if format is Format.GZIP:
        content = bounded.gunzip_bytes(content, options)
        format = sniff(content[:HEAD_BYTES])
    text, found, format = _open(content, format, item=item, options=options)
    if len(text) > options.max_text:
        raise RefusedOriginal(f"Its text is longer than {options.max_text:,} characters. Split it, or raise the limit.")
    if not text or text.isspace():
        raise EmptyOriginal("There is no text in it.")
    return _assemble(item, text=_whole(text), found=found, format=format, content=packed)


def _open(content: bytes, format: Format, *, item: Item, options: Options) -> tuple[str, Metadata, Format]:
    """Text and metadata by the opener for `format`, and the format as it turned out to be."""
    match format:
        case Format.TEXT:
            return text_of(content, options=options, charset=item.charset), NOTHING_SAID, format
        case Format.HTML:
            text, found = html_of(content, options=options, charset=item.charset)
            return text, found, format
        case Format.FRAGMENT:
            return fragment_of(content, options=options, charset=item.charset), NOTHING_SAID, format
        case Format.PDF:
            text, found = pdf_of(content, options=options)
            return text, found, format
        case Format.DOCX | Format.ZIP:
            text, found = docx_of(content, options=options)
            return text, found, Format.DOCX
        case Format.EMAIL:
            text, found = email_of(content, options=options)
            return text, found, format
        case _:
            raise UnknownFormat(f"It is {format.value}, which holds several reports. Give it as a file of its own.")


def _assemble(item: Item, *, text: str, found: Metadata, format: Format, content: bytes) -> Report:
    # Where the bytes were obtained is known for sure from the container; a page may claim any address.
    metadata = item.given.over(replace(found.over(item.found), url=item.found.over(found).url))
    return Report(
        id=item.id,
        source=item.source,
        text=text,
        media_type=format.media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        language=language_of(text),
        publisher=_whole_or_none(metadata.publisher),
        title=_whole_or_none(metadata.title),
        byline=_whole_or_none(metadata.byline),
        published=metadata.published,
        url=_whole_or_none(metadata.url),
    )


def _whole(value: str) -> str:
    """`value` with U+FFFD for half characters, which damaged originals hold and UTF-8 can't."""
    if _HALF.search(value) is None:
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _whole_or_none(value: str | None) -> str | None:
    return None if value is None else _whole(value)
