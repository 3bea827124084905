"""Which number is of which allegation: a reader ties "100 held, three killed" to both, and people don't.

Each number goes to the act that its words stand nearest to; another allegation keeps it only where it has no number of
its own ("112 men were taken and held").
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.records.allegation import Allegation
from onrecord.records.reading import Reading
from onrecord.records.span import Span
from onrecord.records.vocabulary import Bound, Status, Unit
from onrecord.weigh.figures.words import in_list, opens_with, sentence_at, words_of

# Beside the words between a number and an act: what sets clauses apart counts as so many words.
_APART = re.compile(r"[,;:—–(]|(?<!\w)(?:and|but|while|whereas|or)(?!\w)", re.IGNORECASE)
_APART_WEIGHS = 4
# "By eight guards" are those who did it.
_BY = re.compile(r"(?<!\w)by (?:the |at least |some |about |more than )?\Z", re.IGNORECASE)
_PART = re.compile(r"of whom|of them|among them|includ(?:ing|ed|es)", re.IGNORECASE)
_JOINED = re.compile(r"\A[\w\s'’-]{1,40}(?:,| and| or) \Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that an allegation gives.

    Attributes:
        span: its words.
        whole: the words of whoever is counted that hold it; the number's own, where none do.
    """

    span: Span
    whole: Span
    number: int | None
    bound: Bound
    low: int | None
    high: int | None
    unit: Unit


def numbers_of(reading: Reading) -> dict[str, tuple[Number, ...]]:
    """The numbers of each allegation of a reading, by the allegation's id; those without any are left out."""
    text = reading.report.text
    counts = {count.span: count for allegation in reading.allegations for count in allegation.counts}
    claims = {allegation.id: _claimed(allegation, counts, text) for allegation in reading.allegations}
    by_span: dict[Span, list[Allegation]] = {}
    for allegation in reading.allegations:
        for span in claims[allegation.id]:
            by_span.setdefault(span, []).append(allegation)
    won: dict[str, set[Span]] = {}
    for span, claimants in by_span.items():
        nearest = min(claimants, key=lambda one: (_between(text, span, one.trigger), one.trigger.start))
        # The same act told twice of the same number ("taken", "held"): both are as near as makes no difference.
        won.setdefault(nearest.id, set()).add(span)
    found: dict[str, tuple[Number, ...]] = {}
    for allegation in reading.allegations:
        mine = won.get(allegation.id, set())
        kept = _without_foreign(text, allegation, mine if mine else claims[allegation.id], claims[allegation.id])
        numbers = [
            Number(
                span=span,
                whole=_whole(allegation, span),
                number=counts[span].number,
                bound=counts[span].bound,
                low=counts[span].low,
                high=counts[span].high,
                unit=counts[span].unit,
            )
            for span in sorted(kept)
        ]
        if not numbers:
            numbers = list(_nobody(allegation, text))
        if numbers:
            found[allegation.id] = tuple(numbers)
    return found


def _claimed(allegation: Allegation, counts: Mapping[Span, object], text: str) -> set[Span]:
    own = {
        count.span
        for count in allegation.counts
        if not _BY.search(text[max(0, count.span.start - 20) : count.span.start])
    }
    return own | {span for span in counts for victim in allegation.victims if victim.span.contains(span)}


def _between(text: str, span: Span, trigger: Span) -> int:
    """How far apart a number and an act stand, in words."""
    low, high = (span.end, trigger.start) if span.end <= trigger.start else (trigger.end, span.start)
    between = text[low:high] if low < high else ""
    return len(words_of(between)) + _APART_WEIGHS * len(_APART.findall(between))


def _without_foreign(text: str, allegation: Allegation, kept: set[Span], claimed: set[Span]) -> set[Span]:
    """Without the numbers that another of the allegation's own numbers parts from its act: "134 names, four dead"."""
    if len(kept) < 2:
        return kept
    stay = set()
    for span in kept:
        low, high = sorted((span, allegation.trigger))
        between = [other for other in claimed if other != span and low.end <= other.start and other.end <= high.start]
        nearest = max(between, default=None) if span < allegation.trigger else min(between, default=None)
        joined = nearest is None or _joined(text, *sorted((span, nearest)))
        if joined and sentence_at(text, span).overlaps(allegation.trigger):
            stay.add(span)
    return stay if stay else kept


def _joined(text: str, first: Span, second: Span) -> bool:
    """Whether two numbers are told in one breath: "two men and three women"."""
    between = text[first.end : second.start]
    return _PART.search(between) is not None or (_JOINED.match(between) is not None and " and " in f"{between} ")


def _whole(allegation: Allegation, span: Span) -> Span:
    return next((victim.span for victim in allegation.victims if victim.span.contains(span)), span)


def _nobody(allegation: Allegation, text: str) -> Iterator[Number]:
    """None, where a denial says that nobody was."""
    if allegation.status is not Status.NEGATED:
        return
    for victim in sorted(allegation.victims, key=lambda one: _between(text, one.span, allegation.trigger)):
        words = victim.span.of(text)
        plain = [match.group().casefold() for match in words_of(words)]
        no_person = (
            len(plain) > 1
            and plain[0] in ("no", "not", "any")
            and plain[1] != "such"
            and in_list("no_persons", plain[-1])
        )
        if opens_with("nobody", words) is not None or no_person:
            yield Number(
                span=victim.span, whole=victim.span, number=0, bound=Bound.EXACT, low=0, high=0, unit=Unit.PERSONS
            )
            return
