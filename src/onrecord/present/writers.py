"""One writer for each format: takes results as they come, in order."""

from enum import StrEnum
from typing import Protocol, TextIO

from onrecord.present.pieces import to_pieces
from onrecord.runs import Result


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"

    @property
    def holds_failures(self) -> bool:
        """Whether failures stand among the results, or else are told on standard error."""
        return self in (Format.JSON, Format.JSONL)


class Writer(Protocol):
    """Takes results as they come."""

    def add(self, result: Result) -> None:
        """Write one more result."""
        ...

    def finish(self) -> None:
        """Write what comes after the last."""
        ...


class JsonLinesWriter:
    """The contract's object for each result, one a line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def add(self, result: Result) -> None:
        """Write one line."""
        self._stream.writelines(to_pieces(result))
        self._stream.write("\n")

    def finish(self) -> None:
        """Nothing comes after the last line."""


class JsonWriter:
    """One JSON array of the contract's objects, an object a line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._before = "[\n"

    def add(self, result: Result) -> None:
        """Write one element."""
        self._stream.write(self._before)
        self._stream.writelines(to_pieces(result))
        self._before = ",\n"

    def finish(self) -> None:
        """Close the array."""
        self._stream.write("[]\n" if self._before == "[\n" else "\n]\n")


def writer(format: Format, stream: TextIO, *, color: bool, width: int | None = None) -> Writer:
    """The writer for a format.

    Args:
        format: which.
        stream: where to.
        color: whether tables may use a terminal's colours.
        width: columns that tables fill; None: as wide as the terminal.
    """
    if format is Format.TABLE:
        from onrecord.present.tables import TableWriter

        return TableWriter(stream, color=color, width=width)
    if format is Format.HTML:
        from onrecord.present.html import HtmlWriter

        return HtmlWriter(stream)
    return JsonWriter(stream) if format is Format.JSON else JsonLinesWriter(stream)
