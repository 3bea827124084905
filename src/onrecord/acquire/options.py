"""What a caller may set when acquiring: what files can't say, and the limits that keep hostile input harmless."""

from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to acquire.

    Attributes:
        publisher: stands in place of whatever a file or the manifest says; likewise the four that follow.
        title: see `publisher`.
        byline: see `publisher`.
        published: ISO 8601 date or date-time; may be partial (`2017`, `2017-04`).
        url: see `publisher`.
        manifest: CSV file with the columns `path,url,publisher,title,byline,published`.
        max_bytes: largest original that is opened, after decompression.
        max_text: longest text of a report, in code points.
        max_line: longest line of a plain text or of JSON Lines, in bytes. Prose has line ends; what has none for
            this long is data under a wrong name, and would have to be held in memory whole.
        max_markup: largest HTML page, feed or message, in bytes; a parsed tree takes some twenty times its source.
        max_pages: most pages of a PDF.
        max_members: most members of an archive or attachments of a message.
        max_ratio: highest ratio of unpacked to packed size, once past `ratio_from` bytes.
        ratio_from: unpacked size below which the ratio isn't looked at.
        open_timeout_s: seconds that opening one original may take, where the platform can interrupt it.
        timeout_s: seconds that fetching one URL may take, redirects included.
        max_redirects: how often a server may send us elsewhere.
        proxy: URL of an HTTP or SOCKS5 proxy that every request goes through.
        allow_private: whether private, loopback and link-local addresses may be fetched.
        user_agent: how we introduce ourselves to servers.
    """

    publisher: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    manifest: Path | None = None
    max_bytes: int = 200 * MIB
    max_text: int = 100_000_000
    max_line: int = 16 * MIB
    max_markup: int = 32 * MIB
    max_pages: int = 5_000
    max_members: int = 10_000
    max_ratio: int = 200
    ratio_from: int = MIB
    open_timeout_s: float = 60.0
    timeout_s: float = 30.0
    max_redirects: int = 5
    proxy: str | None = None
    allow_private: bool = False
    user_agent: str = "onrecord/0.1 (research on human-rights reporting)"
