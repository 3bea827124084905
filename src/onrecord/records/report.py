"""Reports: text and metadata taken from an original."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """Text and metadata taken from an original.

    Attributes:
        id: as given (JSON Lines), a path as given (file), `path#uri` (WARC record, feed item).
        source: where the original came from, as given.
        text: what spans index, in Unicode code points; paragraphs are separated by blank lines.
        media_type: of the original, e.g. `application/pdf`.
        sha256: of the original's bytes; for JSON Lines, of the text's UTF-8.
        language: ISO 639-1 code, or None when the text is too short to tell.
        published: ISO 8601 date or date-time as given or found, never guessed.
    """

    id: str
    source: str
    text: str
    media_type: str = "text/plain"
    sha256: str | None = None
    language: str | None = None
    publisher: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None

    @property
    def text_digest(self) -> str:
        """Lower-case hexadecimal SHA-256 of the text's UTF-8; findings' ids derive from it."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read: which, why, and what to do.

    Attributes:
        id: the id that the report would have had.
        source: where it came from, as given.
        code: one of the codes in `onrecord.errors`.
        message: what happened and what to do.
    """

    id: str
    source: str
    code: str
    message: str
