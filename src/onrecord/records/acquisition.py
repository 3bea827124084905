"""Acquisitions: where, when, how and by whom an original was obtained; who may see what was taken from it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class How(StrEnum):
    """How an original was obtained."""

    FILE = "file"
    URL = "url"
    WARC = "warc"
    FEED = "feed"
    JSONL = "jsonl"
    HAND = "hand"


class Access(StrEnum):
    """Who may see a report."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """One time that an original was obtained; the same original may be obtained again elsewhere.

    Attributes:
        source: path, URL or `path#uri`, as given.
        how: by which way.
        obtained: when, timezone-aware; None: when it was added.
        url: the address it was fetched from, or that its container gives.
        headers: what the server said of it, as given.
    """

    source: str
    how: How
    obtained: datetime | None = None
    url: str | None = None
    headers: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a case knows of a report beside its text.

    Attributes:
        number: its place in the case, from 1, in the order of adding.
        id: as given, as in `Report`; so are the other fields of that name.
        sha256: of the original's bytes.
        locator: where in the original the report lies; empty: it is the whole original.
        text_digest: SHA-256 of the text's UTF-8.
        consent: what was agreed with whoever gave it.
        previous: number of the report that the same address gave before, with another text.
        same_text: number of the first report with the same text, whose reading this one shares.
    """

    number: int
    id: str
    source: str
    sha256: str
    text_digest: str
    media_type: str
    locator: str = ""
    language: str | None = None
    publisher: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    access: Access = Access.PUBLIC
    consent: str | None = None
    previous: int | None = None
    same_text: int | None = None
