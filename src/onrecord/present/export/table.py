"""Tables: rows made as they are asked for, and the door to Polars, pandas and Arrow for who has them."""

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onrecord.errors import UsageError


class Kind(StrEnum):
    """What a column holds. Any of them may be missing, but lists: those are empty."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXTS = "texts"
    INTEGERS = "integers"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    kind: Kind = Kind.TEXT


class Table:
    """A table: iterate over it for rows as dictionaries, made anew each time.

    Attributes:
        name: of the table.
        columns: in order.
    """

    def __init__(self, name: str, columns: Sequence[Column], rows: Callable[[], Iterable[dict[str, Any]]]) -> None:
        self.name = name
        self.columns = tuple(columns)
        self._rows = rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        names = [column.name for column in self.columns]
        for row in self._rows():
            yield {name: row[name] for name in names}

    def __repr__(self) -> str:
        return f"<Table {self.name}: {', '.join(column.name for column in self.columns)}>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Every row; lists for columns that hold several values."""
        return list(self)

    def to_arrow(self) -> Any:  # noqa: ANN401 (pyarrow need not be installed)
        """A `pyarrow.Table`, its columns typed whatever the rows hold.

        Raises:
            UsageError: pyarrow isn't installed.
        """
        arrow = library("pyarrow")
        types = {
            Kind.TEXT: arrow.string(),
            Kind.INTEGER: arrow.int64(),
            Kind.NUMBER: arrow.float64(),
            Kind.BOOLEAN: arrow.bool_(),
            Kind.TEXTS: arrow.list_(arrow.string()),
            Kind.INTEGERS: arrow.list_(arrow.int64()),
        }
        schema = arrow.schema([(column.name, types[column.kind]) for column in self.columns])
        return arrow.Table.from_pylist(self.to_dicts(), schema=schema)

    def to_polars(self) -> Any:  # noqa: ANN401 (Polars need not be installed)
        """A `polars.DataFrame`, its columns typed whatever the rows hold.

        Raises:
            UsageError: Polars isn't installed.
        """
        polars = library("polars")
        types = {
            Kind.TEXT: polars.String,
            Kind.INTEGER: polars.Int64,
            Kind.NUMBER: polars.Float64,
            Kind.BOOLEAN: polars.Boolean,
            Kind.TEXTS: polars.List(polars.String),
            Kind.INTEGERS: polars.List(polars.Int64),
        }
        schema = {column.name: types[column.kind] for column in self.columns}
        return polars.DataFrame(self.to_dicts(), schema=schema)

    def to_pandas(self) -> Any:  # noqa: ANN401 (pandas need not be installed)
        """A `pandas.DataFrame`; whole numbers and truth values stay so where some are missing.

        Raises:
            UsageError: pandas isn't installed.
        """
        pandas = library("pandas")
        types = {Kind.INTEGER: "Int64", Kind.NUMBER: "Float64", Kind.BOOLEAN: "boolean", Kind.TEXT: "string"}
        frame = pandas.DataFrame(self.to_dicts(), columns=[column.name for column in self.columns])
        return frame.astype({column.name: types[column.kind] for column in self.columns if column.kind in types})


def library(name: str) -> Any:  # noqa: ANN401 (a module)
    """An optional library. Raises `UsageError`, which says how to get it, where it isn't installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(
            f"{name} isn't installed, and onrecord doesn't need it otherwise: `pip install {name}`, or "
            "`pip install onrecord[tables]`. Without it, `to_dicts()` gives plain rows."
        ) from error
