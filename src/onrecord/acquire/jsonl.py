"""JSON Lines: one report a line, `{"id", "text", "published"?, "publisher"?, "title"?, "byline"?, "url"?}`."""

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from onrecord.acquire.dates import iso_date
from onrecord.acquire.formats import BOMS
from onrecord.acquire.item import Item, Metadata, failure
from onrecord.acquire.options import Options
from onrecord.errors import EmptyOriginal, InvalidInput, ItemError, RefusedOriginal
from onrecord.records import Failure

_TOLD: Final = ("publisher", "title", "byline", "published", "url")


def jsonl_items(chunks: Iterable[bytes], *, source: str, options: Options) -> Iterator[Item | Failure]:
    """One item a line, lazily; the `text` passes through untouched.

    Args:
        chunks: the bytes, in pieces of any size.
        source: the path as given, or `-` for standard input.
        options: `max_line` and `max_text` count.
    """
    number = 0
    for number, line in enumerate(_lines(_as_utf8(chunks), options.max_line), start=1):
        if line is not None and not line.strip():
            continue
        id = f"{source}#line {number}"
        try:
            if line is None:
                raise RefusedOriginal(
                    f"Line {number} is longer than {options.max_line:,} bytes. Split its text, or raise the limit."
                )
            values = _object(line, number)
            id = _id(values, number)
            yield _item(values, id=id, source=source, number=number, options=options)
        except ItemError as error:
            yield failure(error, id=id, source=source)
    if number == 0:
        yield failure(EmptyOriginal("There is no line in it."), id=source, source=source)


def _object(line: bytes, number: int) -> dict[str, object]:
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"Line {number} is not UTF-8 (byte {error.start + 1} of the line). Save the file as UTF-8."
        ) from error
    except RecursionError as error:
        raise InvalidInput(f"Line {number} nests too deep.") from error
    except json.JSONDecodeError as error:
        # The error counts lines within this one line; where it stands in the file is what helps.
        raise InvalidInput(
            f"Line {number} is not JSON: {error.msg} at character {error.pos + 1} of the line. Each line must hold one "
            "whole object."
        ) from error
    except ValueError as error:
        raise InvalidInput(f"Line {number} is not JSON: {error}. Each line must hold one whole object.") from error
    if not isinstance(values, dict):
        raise InvalidInput(f"Line {number} is not an object with `id` and `text`.")
    return values


def _id(values: dict[str, object], number: int) -> str:
    id = values.get("id")
    if not isinstance(id, str) or not id:
        raise InvalidInput(f"Line {number} has no `id`, or one that isn't a string of at least one character.")
    _refuse_surrogates(id, what="`id`", number=number)
    return id


def _item(values: dict[str, object], *, id: str, source: str, number: int, options: Options) -> Item:
    text = values.get("text")
    if not isinstance(text, str):
        raise InvalidInput(f"Line {number} has no `text`, or one that isn't a string.")
    _refuse_surrogates(text, what="`text`", number=number)
    if not text.strip():
        raise EmptyOriginal(f"The `text` of line {number} is empty.")
    if len(text) > options.max_text:
        raise RefusedOriginal(
            f"The `text` of line {number} is longer than {options.max_text:,} characters. Split it, or raise the limit."
        )
    return Item(id=id, source=source, text=text, given=_told(values, number))


def _told(values: dict[str, object], number: int) -> Metadata:
    told: dict[str, str] = {}
    for name in _TOLD:
        value = values.get(name)
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise InvalidInput(f"`{name}` on line {number} is not a string.")
        _refuse_surrogates(value, what=f"`{name}`", number=number)
        told[name] = value
    metadata = Metadata(**told)
    if metadata.published is None:
        return metadata
    try:
        return replace(metadata, published=iso_date(metadata.published))
    except ValueError as error:
        raise InvalidInput(
            f"`published` on line {number} can't be read as a date without guessing ({error}). Write 2017-04-01, or "
            "2017-04 or 2017 where no more is known."
        ) from error


def _refuse_surrogates(value: str, *, what: str, number: int) -> None:
    """Half a character has no UTF-8, so that no digest or output of it could be made."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidInput(
            f"{what} on line {number} holds half a character (a lone surrogate, U+{ord(value[error.start]):04X}) at "
            f"position {error.start}. Write the file anew with whole characters."
        ) from error


def _as_utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes without a byte order mark; from UTF-16 and UTF-32, which some shells write, to UTF-8."""
    stream = iter(chunks)
    head = b""
    for chunk in stream:
        head += chunk
        if len(head) >= 4:
            break
    for mark, encoding in BOMS:
        if head.startswith(mark):
            head = head[len(mark) :]
            if encoding != "utf-8":
                decoder = codecs.getincrementaldecoder(encoding)("replace")
                yield decoder.decode(head).encode("utf-8", "replace")
                for chunk in stream:
                    yield decoder.decode(chunk).encode("utf-8", "replace")
                yield decoder.decode(b"", final=True).encode("utf-8", "replace")
                return
            break
    yield head
    yield from stream


def _lines(chunks: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    """Lines without their end; None in place of one longer than `limit`, which is never held in memory whole."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        start = 0
        while (end := chunk.find(b"\n", start)) >= 0:
            size += end - start
            yield None if size > limit else b"".join([*parts, chunk[start:end]])
            parts, size, start = [], 0, end + 1
        size += len(chunk) - start
        if size > limit:
            parts = []
        elif start < len(chunk):
            parts.append(chunk[start:])
    if size > 0:
        yield None if size > limit else b"".join(parts)
