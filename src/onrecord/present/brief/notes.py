"""Notes: each quotation once, numbered in the order in which the brief first leans on it."""

from collections.abc import Iterable, Mapping

from onrecord.present.brief.document import Note
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
    told = [source.publisher, source.title, source.published]
    return ", ".join(shortened(one_line(part), 90) for part in told if part) or "no publisher, title or date"
