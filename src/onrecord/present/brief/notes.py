"""Notes: each quotation once, numbered in the order in which the brief first leans on it."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from onrecord.present.brief import phrases
from onrecord.present.brief.document import Document, Note, Sentence
from onrecord.present.plain import one_line, shortened
from onrecord.records.record import Quotation, Source

# A note shows the words that bear something out, not a chapter; where they stand is told in full.
LONGEST = 600


class Notes:
    """The notes of one brief, as they are made.

    Args:
        sources: the reports, by number.
        held: ids of findings to whether a person confirmed them.
    """

    def __init__(self, sources: Mapping[int, Source], held: Mapping[str, bool]) -> None:
        self._sources = sources
        self._held = held
        self._made: dict[tuple[int, int, int], Note] = {}

    def of(self, quotations: Iterable[Quotation]) -> tuple[int, ...]:
        """The numbers of the notes for these quotations, made where they aren't there yet."""
        numbers = dict.fromkeys(self._number(quotation) for quotation in quotations)
        return tuple(sorted(numbers))

    def all(self) -> tuple[Note, ...]:
        """The notes, by number."""
        return tuple(self._made.values())

    def _number(self, quotation: Quotation) -> int:
        key = (quotation.report, quotation.span.start, quotation.span.end)
        if key not in self._made:
            source = self._sources[quotation.report]
            self._made[key] = Note(
                number=len(self._made) + 1,
                quotation=shortened(quotation.text, LONGEST),
                report=quotation.report,
                source=source_line(source),
                start=quotation.span.start,
                end=quotation.span.end,
                sha256=source.sha256,
                finding=quotation.finding,
                held=None if quotation.finding is None else self._held.get(quotation.finding, False),
            )
        return self._made[key].number


def source_line(source: Source) -> str:
    """A report in a line: publisher, title, date."""
    told = [source.publisher, source.title, None if source.published is None else phrases.day(source.published)]
    return ", ".join(shortened(one_line(part), 90) for part in told if part) or "no publisher, title or date"


def in_order(document: Document) -> Document:
    """The document with its notes numbered in the order in which its sentences, as they stand, first lean on them."""
    order = dict.fromkeys(number for sentence in document.sentences() for number in sentence.notes)
    numbers = {old: new for new, old in enumerate(order, 1)}
    if all(old == new for old, new in numbers.items()) and len(numbers) == len(document.notes):
        return document
    by_number = {note.number: note for note in document.notes}
    return replace(
        document,
        sections=_numbered(document.sections, numbers),
        notes=tuple(replace(by_number[old], number=new) for old, new in numbers.items()),
    )


def _numbered(value: Any, numbers: Mapping[int, int]) -> Any:  # noqa: ANN401 (any part of a document)
    if isinstance(value, Sentence):
        return replace(value, notes=tuple(sorted(numbers[number] for number in value.notes)))
    if isinstance(value, tuple):
        return tuple(_numbered(each, numbers) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _numbered(getattr(value, field.name), numbers) for field in fields(value)})
    return value
