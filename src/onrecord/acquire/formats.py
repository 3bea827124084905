"""What bytes are, told from the bytes themselves; names and declared types don't count."""

import re
import zlib
from enum import StrEnum
from typing import Final

from onrecord.errors import EmptyOriginal, UnknownFormat

HEAD_BYTES: Final = 16_384
"""How much of an original is looked at: HTML with a long comment or a message with many relays before the tell-tale."""


class Format(StrEnum):
    """A format that onrecord opens; the value is its name in messages."""

    TEXT = "plain text"
    HTML = "HTML"
    FRAGMENT = "a piece of HTML"
    PDF = "PDF"
    DOCX = "DOCX"
    EMAIL = "an e-mail message"
    FEED = "a feed"
    JSONL = "JSON Lines"
    WARC = "WARC"
    ZIP = "a ZIP archive"
    GZIP = "a gzip file"

    @property
    def media_type(self) -> str:
        """The media type, as `Report.media_type` gives it."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES: Final = {
    Format.TEXT: "text/plain",
    Format.HTML: "text/html",
    Format.FRAGMENT: "text/html",
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.EMAIL: "message/rfc822",
    Format.FEED: "application/rss+xml",
    Format.JSONL: "application/x-ndjson",
    Format.WARC: "application/warc",
    Format.ZIP: "application/zip",
    Format.GZIP: "application/gzip",
}

BOMS: Final[tuple[tuple[bytes, str], ...]] = (
    # UTF-32's little-endian mark begins with UTF-16's, so it is asked first.
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)

_FOREIGN: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or Outlook file; save it as DOCX or PDF"),
    (b"{\\rtf", "an RTF file; save it as DOCX or PDF"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it"),
    (b"Rar!", "a RAR archive; unpack it"),
    (b"BZh", "a bzip2 archive; unpack it"),
    (b"\xfd7zXZ", "an xz archive; unpack it"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it"),
    (b"ID3", "a sound recording; give a transcript"),
    (b"OggS", "a recording; give a transcript"),
    (b"RIFF", "a picture or recording; give a transcript"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"PAR1", "a Parquet table; give JSON Lines"),
    (b"%!PS", "a PostScript file; save it as PDF"),
)

OPENED: Final = "onrecord opens (text, HTML, PDF, DOCX, e-mail, WARC, WACZ, feeds, JSON Lines)."

_SPACE: Final = b" \t\r\n\x0b\x0c"
_XML_PREAMBLE: Final = re.compile(rb"(?:\s+|<\?.{0,2000}?\?>|<!--.{0,8000}?-->|<!DOCTYPE[^>\[]{0,1000}>)*", re.S | re.I)
_FEED_ROOT: Final = re.compile(rb"<(?:\w{1,20}:)?(?:rss|feed|RDF)[\s>]")
_HTML_START: Final = re.compile(
    rb"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style|article|main|section|div|p|h[1-6]|span|table|"
    rb"ul|ol|a|b|i|em|strong|br|header|nav|center|font|blockquote|img|figure|form|iframe|noscript)[\s/>])",
    re.I,
)
_MAIL_FIELD: Final = re.compile(rb"([!-9;-~]{1,70}):[ \t]*[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?(?:\n|\Z)")
_MAIL_TELLTALE: Final = frozenset({b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to"})
_MAIL_COMMON: Final = frozenset({b"from", b"to", b"subject", b"date", b"cc", b"reply-to", b"sender", b"content-type"})
# C0 controls that prose never holds; tab, line ends, form feed, escape and the old end-of-file mark do turn up.
_CONTROLS: Final = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B}) + b"\x7f"


def sniff(head: bytes) -> Format:
    """Which format `head`, the first `HEAD_BYTES` of an original, is of.

    Raises:
        EmptyOriginal: there is nothing, or nothing but white space.
        UnknownFormat: not a format that onrecord opens.
    """
    if not head.strip(_SPACE):
        raise EmptyOriginal("It is empty. Check that it was copied or downloaded whole.")
    if head.startswith(b"\x1f\x8b"):
        return _sniff_gzip(head)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return Format.ZIP
    # PDF readers accept the mark anywhere within the first kilobyte, so adversaries and careless servers put it there.
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise UnknownFormat(f"It is {what}. Not a format that {OPENED}")
    if re.match(rb"WARC/[01]\.", head):
        return Format.WARC
    return _sniff_text(_as_ascii_compatible(head))


def _sniff_text(head: bytes) -> Format:
    start = head.lstrip(_SPACE)
    if re.match(rb"""\{\s*(?:"|\})""", start):
        if re.match(rb"\{[ \t]*\r?\n", start):
            raise UnknownFormat(
                "It is JSON spread over several lines. onrecord reads JSON Lines: in each line an object."
            )
        return Format.JSONL
    preamble = _XML_PREAMBLE.match(start)
    root = start[preamble.end() :] if preamble else start
    if _FEED_ROOT.match(root):
        return Format.FEED
    if _HTML_START.match(root) or (start.startswith(b"<") and re.search(rb"<(?:html|head|body)[\s>]", head, re.I)):
        return Format.HTML
    if start.startswith(b"<") and re.match(rb"(?i)<!doctype\s+html", start):
        return Format.HTML
    if _looks_like_mail(head):
        return Format.EMAIL
    if is_binary(head):
        raise UnknownFormat(f"It is neither text nor another format that {OPENED}")
    return Format.TEXT


def _sniff_gzip(head: bytes) -> Format:
    """Warcs are gzipped record by record and read as they are; any other gzip file is unpacked first."""
    try:
        inner = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, HEAD_BYTES)
    except zlib.error:
        return Format.GZIP
    return Format.WARC if re.match(rb"WARC/[01]\.", inner) else Format.GZIP


def _as_ascii_compatible(head: bytes) -> bytes:
    """`head` without its byte order mark, in UTF-8 where it is in UTF-16 or UTF-32, so that one set of marks serves."""
    encoding = wide_encoding(head)
    if encoding is None:
        return head
    return head.decode(encoding, "replace").lstrip("\ufeff").encode("utf-8", "replace")


def wide_encoding(head: bytes) -> str | None:
    """The Unicode encoding that a byte order mark, or a pattern of NUL bytes, gives away."""
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding
    # UTF-16 without a mark: in European text nearly every other byte is NUL, and only there.
    sample = head[:2048]
    if len(sample) >= 8 and b"\x00" in sample:
        even, odd = sample[0::2], sample[1::2]
        if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.05 * len(even):
            return "utf-16-le"
        if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.05 * len(odd):
            return "utf-16-be"
    return None


def _looks_like_mail(head: bytes) -> bool:
    """Whether it opens with a block of message headers, one of which only mail programs write, or three common ones."""
    names: set[bytes] = set()
    at = head.find(b"\n") + 1 if head.startswith(b"From ") else 0
    while field := _MAIL_FIELD.match(head, at):
        names.add(field[1].lower())
        at = field.end()
    return b"from" in names and (bool(names & _MAIL_TELLTALE) or len(names & _MAIL_COMMON) >= 3)


def is_binary(head: bytes) -> bool:
    """Whether `head` holds more control characters than text does in any encoding that keeps ASCII."""
    if b"\x00" in head:
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    # One stray control character in a hundred turns up in old news wires; random bytes hold about one in ten.
    return controls > 0.02 * len(head)
