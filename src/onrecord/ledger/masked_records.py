"""Records with every string in them masked, whatever they are made of.

A record is walked by its fields, so that a field added later is masked without anybody thinking of it; what may stay as
it is, since it can't hold a name, is listed here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

from onrecord.ledger.fold import State
from onrecord.ledger.masking import Masked, Masker
from onrecord.records.acquisition import Kept
from onrecord.records.decision import Assessment, Decision
from onrecord.records.finding import Finding
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.tie import Reply, Request, Tie

Record = TypeVar("Record")

# Digests, and ids that the ledger made.
AS_IT_IS: Mapping[type, frozenset[str]] = {
    Kept: frozenset({"sha256", "text_digest"}),
    Report: frozenset({"sha256"}),
    Finding: frozenset({"id", "local"}),
    State: frozenset({"finding", "root", "merged_into", "merged_from", "split_into", "split_from"}),
    Decision: frozenset({"finding", "at"}),
    Assessment: frozenset({"finding", "at"}),
    Tie: frozenset({"first", "second", "at"}),
    Request: frozenset({"sent", "deadline"}),
    Reply: frozenset({"received"}),
}

# Ids of findings, digests, and what an entry or a withdrawal is of: made by the ledger, wherever they stand.
_MADE_HERE = re.compile(r"(?:[a-z]{1,16}:)?(?:[agrt][0-9a-f]{16}|[0-9a-f]{64}|[0-9]{1,18})")

# Keys of plain values under which only a word of the vocabulary, or an id within the reading, can stand.
WORDS = frozenset(
    {"id", "kind", "type", "act", "status", "stage", "manner", "force", "bound", "unit", "actor", "speaker", "within"}
    | {"told_by", "entities"}
)


def masked_records(masker: Masker, records: Sequence[Record]) -> list[Record]:
    """The records, each string in them masked for itself; the guards are asked once."""
    texts = list(dict.fromkeys(text for record in records for text in _strings(record)))
    told = {text: masked.text for text, masked in zip(texts, masker.mask_all(texts), strict=True)}
    return [_rebuilt(record, told.__getitem__, None) for record in records]


def masked_reading(masker: Masker, reading: Record, text: str) -> Record:
    """A reading with its report's text masked, and its spans where they now lie.

    Args:
        masker: of the case.
        reading: the reading.
        text: its report's text.
    """
    texts = list(dict.fromkeys([text, *_strings(reading)]))
    masked = dict(zip(texts, masker.mask_all(texts), strict=True))
    rebuilt: Record = _rebuilt(reading, lambda string: masked[string].text, masked[text])
    return rebuilt


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, Enum | Span):
        return
    if isinstance(value, str):
        if not _MADE_HERE.fullmatch(value):
            yield value
    elif is_dataclass(value):
        leave = AS_IT_IS.get(type(value), frozenset())
        for field in fields(value):
            if field.name not in leave:
                yield from _strings(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in WORDS:
                yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _rebuilt(value: Any, told: Callable[[str], str], places: Masked | None) -> Any:  # noqa: ANN401 (any record)
    if isinstance(value, Enum):
        return value
    if isinstance(value, Span):
        return value if places is None else places.span(value)
    if isinstance(value, str):
        return value if _MADE_HERE.fullmatch(value) else told(value)
    if is_dataclass(value) and not isinstance(value, type):
        leave = AS_IT_IS.get(type(value), frozenset())
        rebuilt = {
            field.name: inner if field.name in leave else _rebuilt(inner, told, places)
            for field in fields(value)
            for inner in (getattr(value, field.name),)
        }
        return type(value)(**rebuilt)
    if isinstance(value, Mapping):
        return {key: inner if key in WORDS else _rebuilt(inner, told, places) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rebuilt(inner, told, places) for inner in value]
    if isinstance(value, tuple):
        return tuple(_rebuilt(inner, told, places) for inner in value)
    return value
