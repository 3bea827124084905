"""Records with every string in them masked, whatever they are made of.

A record is walked by its fields, so that a field added later is masked without anybody thinking of it; what may stay as
it is, since it can't hold a name, is listed here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from operator import is_not
from types import MappingProxyType
from typing import Any, TypeVar

from onrecord.ledger.fold import State
from onrecord.ledger.masking import Masked, Masker, window
from onrecord.records.acquisition import Kept
from onrecord.records.decision import Assessment, Decision
from onrecord.records.finding import Finding
from onrecord.records.record import Quotation, Source
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
    Source: frozenset({"sha256", "obtained"}),
}

# Ids of findings and of what weighing makes of them, digests, days, and what an entry or a withdrawal is of: made here,
# wherever they stand.
_MADE_HERE = re.compile(r"\d{4}-\d\d-\d\d|(?:[a-z]{1,16}:)?(?:[acegnrt][0-9a-f]{16}|[0-9a-f]{64}|[0-9]{1,18})")

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


def masked_weighed(masker: Masker, record: Record, texts: Mapping[int, str]) -> Record:
    """What weighing made, every string masked, quotations with so much of their texts around them that no name is cut.

    Their spans stay those of the texts as kept.

    Args:
        masker: of the case.
        record: what weighing made.
        texts: of the reports, by number.
    """
    quoted = list(dict.fromkeys(_quotations(record)))
    stretches = _stretches(quoted, texts)
    around = list(dict.fromkeys(stretches.values()))
    strings = list(dict.fromkeys(_strings(record)))
    masked = masker.mask_all([*(texts[report][start:end] for report, start, end in around), *strings])
    told = {text: each.text for text, each in zip(strings, masked[len(around) :], strict=True)}
    shown = dict(zip(around, masked[: len(around)], strict=True))
    words = {}
    for one, stretch in stretches.items():
        text = shown[stretch].quotation(one.span.shifted(-stretch[1]))
        words[one] = one if text == one.text else replace(one, text=text)
    rebuilt: Record = _rebuilt(record, told.__getitem__, None, words)
    return rebuilt


def _stretches(quoted: Sequence[Quotation], texts: Mapping[int, str]) -> dict[Quotation, tuple[int, int, int]]:
    """The stretch of its report with which each quotation is masked: its window; all, where that is less in the end."""
    windows: dict[int, dict[Quotation, tuple[int, int]]] = {}
    for one in quoted:
        windows.setdefault(one.report, {})[one] = window(texts[one.report], one.span)
    stretches = {}
    for report, several in windows.items():
        length = len(texts[report])
        whole = sum(end - start for start, end in set(several.values())) > length
        for one, (start, end) in several.items():
            stretches[one] = (report, 0, length) if whole else (report, start, end)
    return stretches


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


# What a walk does with a value goes by its type alone; it is asked a million times for a large case.
_NOTHING, _QUOTATION, _SPAN, _TEXT, _RECORD, _MAPPING, _LIST, _TUPLE = range(8)


@cache
def _sort(kind: Any) -> int:  # noqa: ANN401 (any type)
    for sort, kinds in (
        (_NOTHING, (Enum,)),
        (_QUOTATION, (Quotation,)),
        (_SPAN, (Span,)),
        (_TEXT, (str,)),
        (_MAPPING, (Mapping,)),
        (_LIST, (list,)),
        (_TUPLE, (tuple,)),
    ):
        if issubclass(kind, kinds):
            return sort
    return _RECORD if is_dataclass(kind) else _NOTHING


@cache
def _field_names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 (a dataclass)
    return tuple(field.name for field in fields(kind))


@cache
def _masked_fields(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 (a dataclass)
    leave = AS_IT_IS.get(kind, frozenset())
    return tuple(name for name in _field_names(kind) if name not in leave)


def _quotations(value: Any) -> Iterator[Quotation]:  # noqa: ANN401 (any record)
    sort = _sort(value.__class__)
    if sort == _QUOTATION:
        yield value
    elif sort == _RECORD:
        for name in _field_names(value.__class__):
            yield from _quotations(getattr(value, name))
    elif sort in (_LIST, _TUPLE):
        for inner in value:
            yield from _quotations(inner)


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 (any record)
    sort = _sort(value.__class__)
    if sort == _TEXT:
        if not _MADE_HERE.fullmatch(value):
            yield value
    elif sort == _RECORD:
        for name in _masked_fields(value.__class__):
            inner = getattr(value, name)
            if inner is not None and inner != ():
                yield from _strings(inner)
    elif sort == _MAPPING:
        for key, inner in value.items():
            if key not in WORDS:
                yield from _strings(inner)
    elif sort in (_LIST, _TUPLE):
        for inner in value:
            yield from _strings(inner)


def _rebuilt(
    value: Any,  # noqa: ANN401 (any record)
    told: Callable[[str], str],
    places: Masked | None,
    words: Mapping[Quotation, Quotation] = MappingProxyType({}),
) -> Any:  # noqa: ANN401 (any record)
    sort = _sort(value.__class__)
    if sort == _NOTHING:
        return value
    if sort == _TEXT:
        if _MADE_HERE.fullmatch(value):
            return value
        masked = told(value)
        return value if masked == value else masked
    if sort == _QUOTATION:
        return words[value]
    if sort == _SPAN:
        return value if places is None else places.span(value)
    if sort == _TUPLE:
        inners = [_rebuilt(inner, told, places, words) for inner in value]
        return tuple(inners) if any(map(is_not, inners, value)) else value
    if sort == _RECORD:
        # What has nothing to mask stays the same object: of a large case that is most of it.
        changed = {}
        for name in _masked_fields(value.__class__):
            before = getattr(value, name)
            after = _rebuilt(before, told, places, words)
            if after is not before:
                changed[name] = after
        return replace(value, **changed) if changed else value
    if sort == _MAPPING:
        return {key: inner if key in WORDS else _rebuilt(inner, told, places, words) for key, inner in value.items()}
    return [_rebuilt(inner, told, places, words) for inner in value]
