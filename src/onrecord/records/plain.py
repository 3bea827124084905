"""Records ↔ plain values (dicts, lists, strings, numbers), without loss; and one canonical form of their bytes.

A field that holds its default is left out, so that a record read back is the same record, and bytes written today stay
the same when a later onrecord adds a field.
"""

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from onrecord.records.span import Span

Record = TypeVar("Record")
Plain = Any
"""What JSON knows: dict, list, str, int, float, bool, None."""


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def canonical(value: Plain) -> bytes:
    """The one spelling of a plain value: JSON, sorted keys, no spaces, UTF-8, no character changed.

    Lone surrogates, which JSON Lines can carry, keep the three bytes that UTF-8 would give them.

    Raises:
        ValueError: a number is not finite.
    """
    return _CANONICAL.encode(value).encode("utf-8", "surrogatepass")


def from_canonical(content: bytes) -> Plain:
    """The plain value that `canonical` wrote."""
    return json.loads(content.decode("utf-8", "surrogatepass"))


def to_plain(record: object, *, leave_out: frozenset[str] = frozenset()) -> dict[str, Plain]:
    """The fields of a record as plain values.

    Args:
        record: an instance of a dataclass of `onrecord.records`.
        leave_out: fields of the record itself, not of those within it, to pass over.
    """
    kind: Any = type(record)
    return {
        name: write(value)
        for name, write, default in _writers(kind)
        if name not in leave_out and (value := getattr(record, name)) != default
    }


def from_plain(kind: type[Record], values: Mapping[str, Plain], **given: object) -> Record:
    """The record of `kind` whose fields `to_plain` wrote.

    Args:
        kind: a dataclass of `onrecord.records`.
        values: what `to_plain` gave.
        given: fields that were left out, as they shall be.

    Raises:
        TypeError: a field is missing, or is none of the record's.
        ValueError: a value is none of its field's.
    """
    dataclass: Any = kind
    readers = _readers(dataclass)
    try:
        # Most values are as they shall be; a large case has a hundred thousand.
        read = {
            name: value if (as_read := readers[name]) is _same else as_read(value) for name, value in values.items()
        }
        return kind(**read, **given)
    except KeyError as error:
        raise TypeError(f"{kind.__name__} has no field {error}") from error


_NO_DEFAULT = object()


@cache
def _writers(kind: Any) -> tuple[tuple[str, Callable[[Any], Plain], object], ...]:  # noqa: ANN401 (a dataclass)
    hints = typing.get_type_hints(kind)
    return tuple((field.name, _writer(hints[field.name]), _default(field)) for field in dataclasses.fields(kind))


@cache
def _readers(kind: Any) -> dict[str, Callable[[Plain], Any]]:  # noqa: ANN401 (a dataclass)
    hints = typing.get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in dataclasses.fields(kind)}


def _default(field: "dataclasses.Field[Any]") -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return _NO_DEFAULT if field.default is dataclasses.MISSING else field.default


def _same(value: Plain) -> Plain:
    return value


def _writer(hint: object) -> Callable[[Any], Plain]:
    inner, optional = _without_none(hint)
    if optional:
        write = _writer(inner)
        return _same if write is _same else lambda value: None if value is None else write(value)
    if inner is Span:
        return list
    if typing.get_origin(inner) is tuple:
        write_each = _writer(typing.get_args(inner)[0])
        return list if write_each is _same else lambda values: [write_each(value) for value in values]
    if dataclasses.is_dataclass(inner):
        return to_plain
    if isinstance(inner, type) and issubclass(inner, Enum):
        return lambda value: value.value
    if inner is datetime:
        return lambda value: value.isoformat()
    return _same


def _reader(hint: object) -> Callable[[Plain], Any]:
    inner, optional = _without_none(hint)
    if optional:
        read = _reader(inner)
        return _same if read is _same else lambda value: None if value is None else read(value)
    if inner is Span:
        return lambda value: Span(*value)
    if typing.get_origin(inner) is tuple:
        read_each = _reader(typing.get_args(inner)[0])
        return tuple if read_each is _same else lambda values: tuple([read_each(value) for value in values])
    if dataclasses.is_dataclass(inner) and isinstance(inner, type):
        record: type[Any] = inner
        return lambda values: from_plain(record, values)
    if isinstance(inner, type) and issubclass(inner, Enum):
        return _member_reader(inner)
    if inner is datetime:
        return datetime.fromisoformat
    return _same


def _member_reader(kind: type[Enum]) -> Callable[[Plain], Any]:
    """Members by value, at a tenth of the time that the enumeration itself takes."""
    members: dict[Plain, Enum] = {member.value: member for member in kind}

    def read(value: Plain) -> Enum:
        try:
            return members[value]
        except (KeyError, TypeError):
            return kind(value)  # which says what is wrong

    return read


def _without_none(hint: object) -> tuple[object, bool]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        kinds = [kind for kind in typing.get_args(hint) if kind is not type(None)]
        if len(kinds) != 1:
            raise TypeError(f"{hint} is not a field that a plain value can tell apart")
        return kinds[0], True
    return hint, False
