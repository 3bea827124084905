"""From what the caller gave (files, folders, URLs, standard input) to items, in order and lazily."""

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from onrecord.acquire.bounded import read_chunks, shown
from onrecord.acquire.containers import expand
from onrecord.acquire.dates import iso_date
from onrecord.acquire.guard import named_errors
from onrecord.acquire.item import NOTHING_SAID, Item, Metadata, failure
from onrecord.acquire.jsonl import jsonl_items
from onrecord.acquire.manifest import Manifest, read_manifest
from onrecord.acquire.options import Options
from onrecord.acquire.walk import walk
from onrecord.errors import InvalidInput, ItemError, RefusedOriginal, UsageError
from onrecord.records import Failure

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")


def items(sources: Iterable[str], options: Options) -> Iterator[Item | Failure]:
    """Every report in `sources`, still to be opened, in order and lazily; failures stand in their places.

    Args:
        sources: paths of files and folders, URLs, or `-` for JSON Lines on standard input.
        options: what files can't say, and the limits.

    Raises:
        UsageError: at once, where the manifest or an option is not as documented.
    """
    given = Metadata(
        publisher=options.publisher,
        title=options.title,
        byline=options.byline,
        published=_checked_date(options.published),
        url=options.url,
    )
    manifest = None if options.manifest is None else read_manifest(options.manifest)
    return _unique(_with_given(_all(sources, options), given=given, manifest=manifest))


def _checked_date(published: str | None) -> str | None:
    if published is None:
        return None
    try:
        return iso_date(published)
    except ValueError as error:
        raise UsageError(
            f"The published date {published!r} can't be read: {error}. Write it like 2017-04-01."
        ) from error


def _all(sources: Iterable[str], options: Options) -> Iterator[Item | Failure]:
    leave_out = frozenset() if options.manifest is None else frozenset({str(options.manifest.resolve())})
    for source in sources:
        if source == "-":
            yield from _standard_input(options)
        elif _SCHEME.match(source):
            yield from _fetched(source, options)
        else:
            for item in walk(source, leave_out=leave_out):
                if isinstance(item, Item):
                    yield from expand(item, options)
                else:
                    yield item


def _standard_input(options: Options) -> Iterator[Item | Failure]:
    try:
        with named_errors():
            yield from jsonl_items(read_chunks(sys.stdin.buffer), source="-", options=options)
    except ItemError as error:
        yield failure(error, id="-", source="-")


def _fetched(url: str, options: Options) -> Iterator[Item | Failure]:
    try:
        if not url.lower().startswith(("http://", "https://")):
            raise RefusedOriginal("Only http and https addresses are fetched. Download it, and give the file.")
        from onrecord.acquire.web import fetch  # the one module that can reach the network; loaded only for a URL

        with named_errors():
            item = fetch(url, options)
    except ItemError as error:
        yield failure(error, id=shown(url), source=shown(url))
    else:
        yield from expand(item, options)


def _with_given(
    stream: Iterator[Item | Failure], *, given: Metadata, manifest: Manifest | None
) -> Iterator[Item | Failure]:
    for item in stream:
        if isinstance(item, Failure):
            yield item
            continue
        try:
            told = NOTHING_SAID if manifest is None else manifest.metadata_for(item)
        except InvalidInput as error:
            yield failure(error, id=item.id, source=item.source)
        else:
            yield replace(item, given=given.over(told.over(item.given)))


def _unique(stream: Iterator[Item | Failure]) -> Iterator[Item | Failure]:
    """The same stream, where an item whose id was met before is a failure; outputs refer to reports by id."""
    # Digests, since ids may be long addresses and archives hold millions; 12 bytes never collide in practice.
    seen: set[bytes] = set()
    for item in stream:
        if isinstance(item, Failure):
            yield item
            continue
        digest = hashlib.blake2b(item.id.encode("utf-8", "surrogatepass"), digest_size=12).digest()
        if digest in seen:
            yield failure(
                InvalidInput(f"The id {item.id!r} was met before in this run; the first is kept. Give each its own."),
                id=item.id,
                source=item.source,
            )
            continue
        seen.add(digest)
        yield item
