"""Items: one report still to be opened, cheap to send to a worker process."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.acquire.bounded import open_file
from onrecord.acquire.formats import Format
from onrecord.errors import ItemError
from onrecord.records import Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is said about a report beside its text.

    Attributes:
        published: ISO 8601 date or date-time, possibly partial; never guessed.
    """

    publisher: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None

    def over(self, other: "Metadata") -> "Metadata":
        """These values, and `other`'s where one is missing here."""
        return Metadata(
            publisher=other.publisher if self.publisher is None else self.publisher,
            title=other.title if self.title is None else self.title,
            byline=other.byline if self.byline is None else self.byline,
            published=other.published if self.published is None else self.published,
            url=other.url if self.url is None else self.url,
        )


NOTHING_SAID = Metadata()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One report still to be opened: a path, or the bytes or text that its container gave.

    Exactly one of `path`, `content` and `text` is set.

    Attributes:
        id: as given (JSON Lines), a path or URL as given, `path#uri` within a container.
        source: the path or URL as given.
        path: file to open.
        content: bytes out of a container, or fetched.
        text: text of a line of JSON Lines, which passes through untouched.
        given: what the caller, the manifest or the JSON line says; it outweighs what the original says.
        found: what the container says; the original itself outweighs it.
        charset: encoding that the container or server declares for `content`.
        format: how to open `content` where its container leaves no doubt; None: sniff it.
    """

    id: str
    source: str
    path: str | None = None
    content: bytes | None = None
    text: str | None = None
    given: Metadata = NOTHING_SAID
    found: Metadata = NOTHING_SAID
    charset: str | None = None
    format: Format | None = None


@contextmanager
def opened(item: Item) -> Iterator[BinaryIO]:
    """The item's bytes, for reading."""
    if item.path is not None:
        with open_file(item.path) as file:
            yield file
    else:
        yield io.BytesIO(item.content or b"")


def failure(error: ItemError, *, id: str, source: str) -> Failure:
    """What `error` leaves behind for the item `id` out of `source`."""
    return Failure(id=id, source=source, code=error.code, message=error.message)
