"""Which number is of which allegation: a reader ties "100 held, three killed" to both, and people don't.

Each number goes to the act that its words stand nearest to; another allegation keeps it only where it has no number of
its own ("112 men were taken and held"). Numbers of those who are said to have done it ("by eight guards") count no
victims.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.records.allegation import Allegation
from onrecord.records.frame import Count, Participant
from onrecord.records.reading import Reading
from onrecord.records.record import Role
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
        role: of those counted.
    """

    span: Span
    whole: Span
    number: int | None
    bound: Bound
    low: int | None
    high: int | None
    unit: Unit
    role: Role = Role.VICTIMS


def numbers_of(reading: Reading) -> dict[str, tuple[Number, ...]]:
    """The numbers of each allegation of a reading, by the allegation's id; those without any are left out."""
    text = reading.report.text
    counts = {count.span: count for allegation in reading.allegations for count in allegation.counts}
    claims = {allegation.id: _claimed(allegation, counts, text) for allegation in reading.allegations}
    doers = _of_doers(reading, text)
    by_span: dict[Span, list[Allegation]] = {}
    for allegation in reading.allegations:
        for span in claims[allegation.id]:
            by_span.setdefault(span, []).append(allegation)
    won: dict[str, set[Span]] = {}
    nearer: dict[Span, Allegation] = {}
    for span, claimants in by_span.items():
        nearest = nearer[span] = min(claimants, key=lambda one: (_between(text, span, one.trigger), one.trigger.start))
        # The same act told twice of the same number ("taken", "held"): both are as near as makes no difference.
        won.setdefault(nearest.id, set()).add(span)
    found: dict[str, tuple[Number, ...]] = {}
    for allegation in reading.allegations:
        claimed = claims[allegation.id]
        mine = won.get(allegation.id) or {
            span for span in claimed if not _of_next(text, span, allegation.trigger, nearer[span].trigger)
        }
        kept = _without_foreign(text, allegation, mine, claimed)
        numbers = [_number(counts[span], allegation.victims) for span in sorted(kept)]
        if not numbers:
            numbers = list(_nobody(allegation, text))
        numbers += [
            replace(_number(counts[span], allegation.alleged_perpetrators), role=Role.ALLEGED_PERPETRATORS)
            for span in sorted(doers.get(allegation.id, ()))
        ]
        if numbers:
            found[allegation.id] = tuple(numbers)
    return found


def _number(count: Count, counted: Sequence[Participant]) -> Number:
    return Number(
        span=count.span,
        whole=next((one.span for one in counted if one.span.contains(count.span)), count.span),
        number=count.number,
        bound=count.bound,
        low=count.low,
        high=count.high,
        unit=count.unit,
    )


def _claimed(allegation: Allegation, counts: Mapping[Span, Count], text: str) -> set[Span]:
    own = {count.span for count in allegation.counts if not behind_by(count.span, text)}
    suffered = {span for span in counts for victim in allegation.victims if victim.span.contains(span)}
    return {span for span in own | suffered if not _did_it(allegation, span, text)}


def _of_doers(reading: Reading, text: str) -> dict[str, set[Span]]:
    """The numbers of those who are said to have done it, each with the act that it stands nearest to."""
    claimants: dict[Span, list[Allegation]] = {}
    for allegation in reading.allegations:
        for count in allegation.counts:
            if _did_it(allegation, count.span, text):
                claimants.setdefault(count.span, []).append(allegation)
    found: dict[str, set[Span]] = {}
    for span, several in claimants.items():
        nearest = min(several, key=lambda one: (_between(text, span, one.trigger), one.trigger.start))
        found.setdefault(nearest.id, set()).add(span)
    return found


def _did_it(allegation: Allegation, span: Span, text: str) -> bool:
    """Whether a number is one of those who are said to have done it."""
    if not any(one.span.contains(span) for one in allegation.alleged_perpetrators):
        return False
    return behind_by(span, text) or not any(one.span.contains(span) for one in allegation.victims)


def behind_by(span: Span, text: str) -> bool:
    """Whether words stand behind "by", as those who did something do."""
    return _BY.search(text[max(0, span.start - 20) : span.start]) is not None


def _between(text: str, span: Span, trigger: Span) -> int:
    """How far apart a number and an act stand, in words."""
    low, high = (span.end, trigger.start) if span.end <= trigger.start else (trigger.end, span.start)
    between = text[low:high] if low < high else ""
    return len(words_of(between)) + _APART_WEIGHS * len(_APART.findall(between))


def _of_next(text: str, span: Span, trigger: Span, nearest: Span) -> bool:
    """Whether a number opens the next clause: "they were beaten, and three of them were killed" is of killing."""
    return (
        trigger.end <= span.start
        and span.end <= nearest.start
        and _APART.search(text, trigger.end, span.start) is not None
    )


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
