"""Records with every string in them masked, whatever they are made of.

A record is walked by its fields, so that a field added later is masked without anybody thinking of it; what may stay as
it is, since it can't hold a name, is listed here.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from operator import attrgetter, is_not
from typing import Any, Final, TypeVar

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
    found = _Found(records)
    masking = _Masking(found.told(masker.mask_all(found.strings)), {})
    return [masking.value(record) for record in records]


def masked_weighed(masker: Masker, record: Record, texts: Mapping[int, str]) -> Record:
    """What weighing made, every string masked, quotations with so much of their texts around them that no name is cut.

    Their spans stay those of the texts as kept.

    Args:
        masker: of the case.
        record: what weighing made.
        texts: of the reports, by number.
    """
    found = _Found([record])
    stretches = _stretches(found.quotations, texts)
    around = list(dict.fromkeys(stretches.values()))
    masked = masker.mask_all([*(texts[report][start:end] for report, start, end in around), *found.strings])
    shown = dict(zip(around, masked[: len(around)], strict=True))
    words: dict[Quotation, Quotation | None] = {}
    for one, stretch in stretches.items():
        text = shown[stretch].quotation(one.span.shifted(-stretch[1]))
        words[one] = None if text == one.text else replace(one, text=text)
    rebuilt: Record = _Masking(found.told(masked[len(around) :]), words).value(record)
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
    found = _Found([reading])
    places, *masked = masker.mask_all([text, *found.strings])
    rebuilt: Record = _Masking(found.told(masked), {}, places).value(reading)
    return rebuilt


# What a walk does with a value goes by its type alone; it is asked half a million times for a large case.
_NOTHING, _TEXT, _TUPLE, _RECORD, _QUOTATION, _SPAN, _MAPPING, _LIST = range(8)


class _Sorts(dict[Any, int]):
    """What a walk does with values of a type, found when the first of them is met."""

    def __missing__(self, kind: Any) -> int:  # noqa: ANN401 (any type)
        self[kind] = sort = next(
            (
                sort
                for sort, kinds in (
                    (_NOTHING, Enum),
                    (_QUOTATION, Quotation),
                    (_SPAN, Span),
                    (_TEXT, str),
                    (_MAPPING, Mapping),
                    (_LIST, list),
                    (_TUPLE, tuple),
                )
                if issubclass(kind, kinds)
            ),
            _RECORD if is_dataclass(kind) else _NOTHING,
        )
        return sort


_SORTS: Final = _Sorts()


@cache
def _parts(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:  # noqa: ANN401 (a dataclass)
    """The fields of records of a type that are looked at, and what gives their values."""
    leave = AS_IT_IS.get(kind, frozenset())
    names = tuple(field.name for field in fields(kind) if field.name not in leave)
    if len(names) > 1:
        return names, attrgetter(*names)  # all at once, which is most of the time that a walk takes
    return names, lambda record: tuple(getattr(record, name) for name in names)


class _Found:
    """Every string and quotation in some values, each once.

    Attributes:
        strings: to be masked.
        quotations: the same; they are masked with the text around them, so that `strings` leaves their words out.
    """

    def __init__(self, values: Iterable[Any]) -> None:
        strings: dict[str, None] = {}
        quotations: dict[Quotation, None] = {}
        waiting: list[Iterable[Any]] = [values]
        while waiting:
            for value in waiting.pop():
                sort = _SORTS[value.__class__]
                if sort == _NOTHING:
                    continue
                if sort == _TEXT:
                    strings[value] = None
                elif sort == _RECORD:
                    waiting.append(_parts(value.__class__)[1](value))
                elif sort in (_TUPLE, _LIST):
                    if value:
                        waiting.append(value)
                elif sort == _QUOTATION:
                    quotations[value] = None
                elif sort == _MAPPING:
                    waiting.append([inner for key, inner in value.items() if key not in WORDS])
        self._made_here = [string for string in strings if _MADE_HERE.fullmatch(string)]
        for string in self._made_here:
            del strings[string]
        self.strings = list(strings)
        self.quotations = list(quotations)

    def told(self, masked: Iterable[Masked]) -> dict[str, str | None]:
        """What stands for each string, None for itself; `masked` are the strings, masked."""
        told: dict[str, str | None] = dict.fromkeys(self._made_here)
        for string, each in zip(self.strings, masked, strict=True):
            told[string] = None if each.text == string else each.text
        return told


class _Masking:
    """Values anew, with what stands for the strings and quotations in them.

    What has nothing to mask stays the same object: of a large case that is most of it. A string or quotation of which
    nothing is said is a mistake that ends it, rather than one that lets it through.

    Args:
        strings: what stands for each string, None for itself.
        quotations: what stands for each quotation, None for itself.
        places: where spans now lie; None: where they did.
    """

    def __init__(
        self,
        strings: Mapping[str, str | None],
        quotations: Mapping[Quotation, Quotation | None],
        places: Masked | None = None,
    ) -> None:
        self._strings = strings
        self._quotations = quotations
        self._places = places

    def value(self, value: Any) -> Any:  # noqa: ANN401 (any record)
        """A value, masked."""
        sort = _SORTS[value.__class__]
        if sort == _NOTHING:
            return value
        if sort == _RECORD:
            return self._record(value)
        if sort == _TUPLE:
            return self._tuple(value)
        if sort == _TEXT:
            masked = self._strings[value]
            return value if masked is None else masked
        if sort == _QUOTATION:
            quotation = self._quotations[value]
            return value if quotation is None else quotation
        if sort == _SPAN:
            return value if self._places is None else self._places.span(value)
        if sort == _MAPPING:
            return {key: inner if key in WORDS else self.value(inner) for key, inner in value.items()}
        return [self.value(inner) for inner in value]

    def _record(self, record: Any) -> Any:  # noqa: ANN401 (any record)
        names, values_of = _parts(record.__class__)
        changed = {}
        for name, before in zip(names, values_of(record), strict=True):
            # Most fields hold nothing that a name can stand in, a string, or nothing at all.
            sort = _SORTS[before.__class__]
            if sort == _NOTHING:
                continue
            if sort == _TEXT:
                after = self._strings[before]
                if after is not None:
                    changed[name] = after
            elif before:
                after = self.value(before)
                if after is not before:
                    changed[name] = after
        return replace(record, **changed) if changed else record

    def _tuple(self, before: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(before) == 1:
            (only,) = before
            after = self.value(only)
            return before if after is only else (after,)
        several = list(map(self.value, before))
        return tuple(several) if any(map(is_not, several, before)) else before
