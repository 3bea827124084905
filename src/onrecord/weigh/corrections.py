"""Corrections: reports in which an outlet takes back what it reported before.

What of the older report still holds can't be told from words alone. So nothing is taken out of an event: it is said,
with the words, that a person has to read the correction.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.records.material import Weighable
from onrecord.records.record import Event, Quotation
from onrecord.records.span import Span
from onrecord.weigh.lineage.wording import inside_quotation
from onrecord.weigh.order import reports_of
from onrecord.weigh.sentences import sentence_at
from onrecord.weigh.tables import table


@dataclass(frozen=True, slots=True)
class Correction:
    """A report that corrects others of its outlet.

    Attributes:
        report: its number.
        quotation: the sentence that says so, else the heading.
    """

    report: int
    quotation: Quotation


def correction(weighable: Weighable) -> Correction | None:
    """What a report takes back of its outlet's reports; None: nothing that it says.

    An outlet's correction bears it in the heading. A report that only says somewhere that a figure was wrong may speak
    of another's figure, so two such sentences, or one of the outlet's own ("we wrongly reported"), are asked for.
    """
    text = weighable.report.text
    said = [match.span() for form in _forms("sentences") for match in form.finditer(text)]
    said = sorted(span for span in said if not inside_quotation(text, span[0]))
    headed = any(form.search(line.strip("#* \t")) for form in _forms("headings") for line in _heads(weighable))
    own = any(re.match(r"(?:we|this|an|our|a)\b", text[start:end], re.IGNORECASE) for start, end in said)
    if not headed and not (own and len(said) > 1):
        return None
    span = sentence_at(text, Span(*said[0])) if said else Span(0, len(text.split("\n", 1)[0]))
    return Correction(weighable.number, Quotation(report=weighable.number, span=span, text=span.of(text)))


def with_corrections(events: Sequence[Event], reports: Mapping[int, Weighable]) -> tuple[Event, ...]:
    """The events, each with a doubt for every correction that tells of it."""
    found = [one for number in sorted(reports) if (one := correction(reports[number])) is not None]
    return tuple(_with(event, found, reports) for event in events) if found else tuple(events)


def _with(event: Event, corrections: Sequence[Correction], reports: Mapping[int, Weighable]) -> Event:
    numbers = reports_of(event)
    told = [_told(one, reports[one.report]) for one in corrections if one.report in numbers]
    return replace(event, doubts=(*told, *event.doubts)) if told else event


def _told(one: Correction, weighable: Weighable) -> str:
    whose = weighable.report.publisher
    who = "its outlet" if whose is None else whose
    return (
        f"Report {one.report} corrects what {who} reported before: “{' '.join(one.quotation.text.split())}” "
        "What of it still holds, a person has to read."
    )


def _heads(weighable: Weighable) -> list[str]:
    """The title and the first line."""
    return [weighable.report.title or "", weighable.report.text.lstrip().split("\n", 1)[0][:200]]


@cache
def _forms(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in table("corrections")[name])
