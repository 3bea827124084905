"""Containers: originals that hold several reports, taken apart one by one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from onrecord.acquire import bounded
from onrecord.acquire.email import email_items
from onrecord.acquire.feed import feed_items
from onrecord.acquire.formats import HEAD_BYTES, Format, sniff
from onrecord.acquire.guard import named_errors
from onrecord.acquire.item import Item, failure, opened
from onrecord.acquire.jsonl import jsonl_items
from onrecord.acquire.options import Options
from onrecord.acquire.warc import warc_items
from onrecord.acquire.zips import is_docx, is_wacz, open_zip, unknown_zip, wacz_items
from onrecord.errors import ItemError, RefusedOriginal
from onrecord.records import Failure

MAX_DEPTH: Final = 4
"""Containers within containers: a message in a message in an archive is real; more is a trap."""


def expand(item: Item, options: Options, *, depth: int = 0) -> Iterator[Item | Failure]:
    """The reports in `item`: itself, or what it holds; failures stand in their places."""
    try:
        with named_errors():
            if depth > MAX_DEPTH:
                raise RefusedOriginal(f"It lies within more than {MAX_DEPTH} containers: likely an attack.")
            yield from _expand(item, options, depth)
    except ItemError as error:
        yield failure(error, id=item.id, source=item.source)


def _expand(item: Item, options: Options, depth: int) -> Iterator[Item | Failure]:
    if item.text is not None:
        yield item
        return
    with opened(item) as stream:
        head = stream.read(HEAD_BYTES)
    match item.format or sniff(head):
        case Format.JSONL:
            with opened(item) as stream:
                yield from jsonl_items(bounded.read_chunks(stream), source=item.source, options=options)
        case Format.WARC:
            with opened(item) as stream:
                yield from warc_items(stream, source=item.source, id=item.id, options=options)
        case Format.ZIP:
            yield from _from_zip(item, options)
        case Format.FEED:
            with opened(item) as stream:
                content = bounded.read_stream(stream, limit=options.max_markup)
            yield from feed_items(content, source=item.source, id=item.id, options=options)
        case Format.EMAIL:
            with opened(item) as stream:
                content = bounded.read_stream(stream, limit=options.max_bytes)
            for part in email_items(item, content, options):
                if part is item or not isinstance(part, Item):
                    yield part
                else:
                    yield from expand(part, options, depth=depth + 1)
        case Format.GZIP:
            yield from _unpacked(item, options, depth)
        case _:
            yield item


def _from_zip(item: Item, options: Options) -> Iterator[Item | Failure]:
    with opened(item) as stream, open_zip(stream) as archive:
        if is_docx(archive):
            yield item
        elif is_wacz(archive):
            yield from wacz_items(archive, source=item.source, id=item.id, options=options)
        else:
            raise unknown_zip()


def _unpacked(item: Item, options: Options, depth: int) -> Iterator[Item | Failure]:
    """What a gzip file holds. JSON Lines stream; other containers are unpacked whole, within the limits."""
    with opened(item) as stream:
        inner = sniff(next(bounded.gunzip_chunks(stream, options), b"")[:HEAD_BYTES])
    match inner:
        case Format.JSONL:
            with opened(item) as stream:
                yield from jsonl_items(bounded.gunzip_chunks(stream, options), source=item.source, options=options)
        case Format.TEXT | Format.HTML | Format.PDF:
            yield item
        case _:
            with opened(item) as stream:
                content = bounded.gunzip(stream, options)
            yield from expand(replace(item, path=None, content=content), options, depth=depth + 1)
