"""Originals: bytes as obtained."""

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes as obtained, with where and when.

    Attributes:
        source: where they came from, as given: a path, a URL, or `path#uri` within a container.
        content: the bytes.
        media_type: sniffed from the bytes, never from the name, e.g. `text/html`.
        obtained: when, timezone-aware.
        url: the address that a container or manifest gives for them.
    """

    source: str
    content: bytes
    media_type: str
    obtained: datetime | None = None
    url: str | None = None

    @property
    def sha256(self) -> str:
        """Lower-case hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.content).hexdigest()
