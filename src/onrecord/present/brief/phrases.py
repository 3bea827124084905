"""The words in which a brief tells what a record holds."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from onrecord.present import words
from onrecord.present.brief.document import Look, Run, Sentence
from onrecord.present.figure_rows import is_none
from onrecord.present.plain import shortened
from onrecord.present.tellings import Telling
from onrecord.present.titles import title_of
from onrecord.records.record import (
    CellKind,
    Event,
    Figure,
    Named,
    NodeKind,
    Standing,
    ToldResponse,
    When,
    Where,
)
from onrecord.records.vocabulary import BOUNDS, Bound, ResponseAct, Stage, Status, Unit

UNREVIEWED = words.UNREVIEWED
CONFIRMED = "confirmed"

ORIGIN_KINDS = {
    NodeKind.REPORT: "a report of the case",
    NodeKind.OUTLET: "an outlet",
    NodeKind.OWN_REPORTING: "own reporting",
    NodeKind.PERSON: "somebody who speaks by name",
    NodeKind.ANONYMOUS: "on the word of people without a name",
    NodeKind.ORGANISATION: "an organisation",
    NodeKind.OFFICIAL: "an official voice",
    NodeKind.DOCUMENT: "a document",
    NodeKind.HEARING: "a hearing",
    NodeKind.UNKNOWN: "no teller is named",
}

STANDINGS = {
    Standing.ESTABLISHED: "established as an origin of its own",
    Standing.SHARED: "shares its knowledge with another origin",
    Standing.NOT_ESTABLISHED: "not established as independent",
}

CELLS = {
    CellKind.RESPONDED: "Responded",
    CellKind.PROMISED: "Promised a response",
    CellKind.DECLINED: "Declined, in own words",
    CellKind.SILENT: "Has not raised or answered it, by own account",
    CellKind.REPORTED_DECLINED: "Reported by others as declining",
    CellKind.REPORTED_SILENT: "Reported by others as not having responded",
    CellKind.NO_REPLY: "Did not reply to a logged request",
    CellKind.POSSIBLE: "Possible response: a person has to look",
    CellKind.NOT_FOUND: "No public response found",
}

_DOUBLE = '“”"„«»'
# A double quotation mark, and what stands before it: a straight one opens at the start and behind a space.
_WITHIN = re.compile('(?:“|”|(?:^|(?<=[\\s(]))()"|")')
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


# --- sentences -------------------------------------------------------------------------------------------------------


def plain(text: str, *, notes: tuple[int, ...] = (), mark: str = "") -> Sentence:
    """A sentence of one run."""
    return Sentence((Run(text),), notes, mark)


def quoted(text: str) -> Run:
    """A report's own words."""
    return Run(_bare(text), Look.QUOTED)


def soft(text: str) -> Run:
    """What stands beside the point."""
    return Run(text, Look.SOFT)


def _bare(text: str) -> str:
    """A quotation without quotation marks around all of it; those within it are single, as those around it are double.

    The note has the words with the marks that the report has.
    """
    stripped = text.strip()
    if stripped[:1] in _DOUBLE and not any(mark in stripped[1:-1] for mark in _DOUBLE):
        stripped = stripped[1:].rstrip(_DOUBLE)
    return _WITHIN.sub(lambda match: "‘" if match[0] == "“" or match[1] == "" else "’", stripped)


def title(event: Event) -> str:
    """An event's title, short enough for a heading."""
    return capitalised(shortened(title_of(event), 150))


# --- small words -----------------------------------------------------------------------------------------------------


def capitalised(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(parts: Iterable[str], *, last: str = "and") -> str:
    """`a, b and c`."""
    told = list(parts)
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} {last} {told[-1]}" if told else ""


def counted(number: int, one: str, many: str = "") -> str:
    """`1 report`, `2 reports`, `no reports`."""
    noun = one if number == 1 else many or f"{one}s"
    return f"no {noun}" if number == 0 else f"{number:,} {noun}"


def day(iso: str | None) -> str:
    """`10 March 2031` of an ISO date or time; what is none comes back as it is."""
    if iso is None:
        return "undated"
    try:
        told = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{told.day} {_MONTHS[told.month - 1]} {told.year}"


def days(first: str | None, last: str | None) -> str:
    """One day, or from one to another, no more told twice than needs be."""
    if first is None and last is None:
        return "undated"
    if first is None:
        return f"up to {day(last)}"
    if last is None or first == last:
        return day(first)
    one, other = day(first), day(last)
    if first[:7] == last[:7]:
        return f"{one.split()[0]} to {other}"
    return f"{one.rsplit(' ', 1)[0]} to {other}" if first[:4] == last[:4] else f"{one} to {other}"


def when(time: When) -> str:
    """A time in the report's words, with the days where they are known and aren't the words."""
    if time.first is None and time.last is None:
        return time.words
    told = days(time.first, time.last)
    return told if told == time.words else f"{time.words} ({told})"


def where(place: Where) -> str:
    """A place by its name, with its country where known."""
    name = place.words if place.name is None else place.name
    return name if place.country is None else f"{name} ({place.country})"


def who(named: Named) -> str:
    """Somebody's name, as the case knows it."""
    return named.name if named.name else named.words


def acts(told: Telling) -> str:
    """The acts that a sentence is an allegation of and, where they aren't told as happened, how they are."""
    several = listed(words.ACTS[one] for one in told.acts)
    return several if told.status is Status.ASSERTED else f"{several}, {words.STATUSES[told.status]}"


def response_act(
    kind: ResponseAct,
    status: Status,
    stage: Stage | None,
    *,
    own_words: bool,
    reported_by: Sequence[str],
    quotation: str = "",
) -> str:
    """What was done; nobody is said to decline, or to keep silent, on another's word alone."""
    told = words.response_in_words(kind, status, quotation)
    if kind in words.REPORTED_AS and not own_words:
        by = listed(reported_by) if reported_by else "the report"
        told = f"reported by {by} as {words.REPORTED_AS[kind]}"
    if stage is not None:
        told += f" ({words.STAGES[stage]})"
    if status is Status.HYPOTHETICAL:
        told += " (planned, promised or conditional)"
    elif status is Status.NEGATED and kind not in words.NOT_DONE and kind not in words.REPORTED_AS:
        told += " (told as not done)"
    return told


def response_words(response: ToldResponse) -> str:
    """What was done, of a response."""
    return response_act(
        response.act,
        response.status,
        response.stage,
        own_words=response.own_words,
        reported_by=[who(teller) for teller in response.told_by],
        quotation=response.quotation.text,
    )


def figure_words(figure: Figure) -> str:
    """`more than 40 persons`; `none` of a denial of anybody; a vague word as the report has it."""
    if is_none(figure):
        return "none"
    if figure.number is None and figure.low is not None and figure.high is not None:
        return f"between {figure.low:,} and {figure.high:,} {figure.unit.value}"
    if figure.number is None or figure.bound is Bound.VAGUE:
        return f"“{_bare(figure.quotation.text)}” ({figure.unit.value})"
    unit = words.unit_in_words(figure.unit, figure.number, figure.bound)
    return f"{BOUNDS[figure.bound]}{figure.number:,} {unit}"


def figure_of_whom(figure: Figure) -> str:
    """`more than 40 well-keepers`, where the report's words say who is counted and are short; else persons."""
    who = figure.counted
    if figure.number is None or not who or who.casefold().startswith("of ") or figure.unit is not Unit.PERSONS:
        return figure_words(figure)
    return f"{BOUNDS[figure.bound]}{figure.number:,} {shortened(who, 40)}"
