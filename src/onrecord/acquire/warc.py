"""Web archives (WARC, plain or gzipped): one item a page."""

import io
import itertools
import logging
from collections.abc import Iterator
from email.message import Message
from typing import Any, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from onrecord.acquire.bounded import Readable, gunzip_chunks, read_chunks, too_large
from onrecord.acquire.formats import HEAD_BYTES, Format, sniff
from onrecord.acquire.item import Item, Metadata, failure
from onrecord.acquire.options import Options
from onrecord.errors import BrokenOriginal, EmptyOriginal, ItemError, RefusedOriginal
from onrecord.records import Failure

logger = logging.getLogger(__name__)

_RECORD_END: Final = 4  # bytes: the blank lines behind a record
_READ_TYPES: Final = frozenset({"response", "resource", "conversion"})
_READ_FORMATS: Final = frozenset({Format.TEXT, Format.HTML, Format.PDF, Format.DOCX, Format.ZIP})
_DECLARED_PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "application/pdf", "text/plain"})
_PLAIN_TYPES: Final = frozenset({"", "text/plain", "text/html", "application/xhtml+xml", "application/octet-stream"})


def warc_items(stream: Readable, *, source: str, id: str, options: Options) -> Iterator[Item | Failure]:
    """The pages of an archive, lazily: successful responses, resources and conversions that hold HTML, text, PDF, DOCX.

    Args:
        stream: the archive's bytes.
        source: the path or URL as given.
        id: of the archive; a page's is `id#uri`.
        options: `max_bytes` bounds a page.

    Raises:
        BrokenOriginal: the archive is damaged or cut off; the pages before have been yielded.
    """
    plain = _Plain(stream, options)
    found = passed_over = end = 0
    uri = ""
    try:
        archive = ArchiveIterator(plain)
        for record in archive:
            uri = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
            page = None
            if uri and record.rec_type in _READ_TYPES:
                page = _page(record, uri, source=source, id=id, options=options)
                passed_over += page is None
            _refuse_cut_off(record)
            end = plain.offset - archive.reader.rem_length()
            if page is not None:
                found += 1
                yield page
            if archive.err_count:
                raise BrokenOriginal("A record is longer or shorter than it says. Get the archive again.")
        # Where headers break off warcio stops as if at the end of the archive.
        if plain.offset - end > _RECORD_END:
            raise BrokenOriginal("The archive is cut off within a record's headers. Get it again.")
    except ArchiveLoadFailed as error:
        raise BrokenOriginal(
            f"The archive is damaged {_place(uri)}, near unpacked byte {plain.offset:,}. Get it again."
        ) from error
    except BrokenOriginal as error:
        raise BrokenOriginal(f"{error.message} Pages before were read; what came {_place(uri)} is lost.") from error
    if passed_over:
        logger.info("%s: %d records other than pages passed over", id, passed_over)
    if found == 0:
        yield failure(
            EmptyOriginal("There is no page in the archive: no successful response with HTML, text, PDF or DOCX."),
            id=id,
            source=source,
        )


def _place(uri: str) -> str:
    return "at its beginning" if not uri else f"after or in the record of {uri}"


def _page(record: Any, uri: str, *, source: str, id: str, options: Options) -> Item | Failure | None:  # noqa: ANN401 - warcio ships no types
    """The record as an item; None where it is no page."""
    status = None if record.http_headers is None else record.http_headers.get_statuscode()
    if record.rec_type == "response" and (status is None or not status.startswith("2")):
        return None
    headers = record.http_headers or record.rec_headers
    declared = Message()
    declared["Content-Type"] = headers.get_header("Content-Type") or ""
    stream = record.content_stream()
    content = stream.read(HEAD_BYTES)
    media_type = declared.get_content_type() if declared["Content-Type"] else ""
    if not _is_page(content, media_type):
        return None
    content += stream.read(options.max_bytes - len(content) + 1)
    if len(content) > options.max_bytes:
        return failure(RefusedOriginal(too_large(options.max_bytes)), id=f"{id}#{uri}", source=source)
    return Item(
        id=f"{id}#{uri}",
        source=source,
        content=content,
        charset=declared.get_content_charset(),
        found=Metadata(url=uri),
    )


def _is_page(head: bytes, media_type: str) -> bool:
    """Whether a record holds something to read; scripts and data are text too, told by their declaration."""
    try:
        format = sniff(head)
    except ItemError:
        # Pictures and fonts aren't pages; what is declared as a page and unreadable is a failure worth naming.
        return media_type in _DECLARED_PAGES and bool(head.strip())
    return format in _READ_FORMATS and (format is not Format.TEXT or media_type in _PLAIN_TYPES)


def _refuse_cut_off(record: Any) -> None:  # noqa: ANN401 - warcio ships no types
    """Read the record to its end; raise where the archive ends before it."""
    while record.raw_stream.read(1 << 16):
        pass
    # A record cut off within its headers may have lost its length, and then seems to reach to the end.
    length = record.rec_headers.get_header("Content-Length")
    if record.format == "warc" and not (length or "").strip().isdigit():
        raise BrokenOriginal("The archive is cut off within a record's headers. Get it again.")
    missing = getattr(record.raw_stream, "limit", 0)
    if missing > 0:
        raise BrokenOriginal(f"The archive is cut off: its last record lacks {missing:,} bytes. Get it again.")


class _Plain(io.RawIOBase):
    """The archive unpacked, as a stream that raises where gzip is damaged; warcio itself would end without a word."""

    def __init__(self, stream: Readable, options: Options) -> None:
        head = stream.read(2)
        chunks = itertools.chain([head], read_chunks(stream))
        self._chunks = gunzip_chunks(_Joined(chunks), options) if head == b"\x1f\x8b" else chunks
        self._left = b""
        self.offset = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.offset

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; all that is at hand where it is negative."""
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = chunk
        end = len(self._left) if size < 0 else size
        data, self._left = self._left[:end], self._left[end:]
        self.offset += len(data)
        return data


class _Joined:
    """Chunks as something to read from; a read gives the next one, whatever its size."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, _size: int = -1, /) -> bytes:
        """The next chunk; empty at the end."""
        return next(self._chunks, b"")
