"""Rows of the data tables: a text whose span stands in [brackets]."""

from pathlib import Path
from typing import Any

import yaml

from onrecord.records import Span

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[Any]:
    """The rows of `data/NAME.yaml`."""
    loaded: list[Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def marked(text: str) -> tuple[str, Span]:
    """The text without its brackets, and the span that they marked."""
    before, _, rest = text.partition("[")
    inside, _, after = rest.partition("]")
    return before + inside + after, Span(len(before), len(before) + len(inside))
