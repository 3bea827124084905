"""When what a report alleges happened: its days, months and years, with what speaks for each."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from onrecord.records import EntityType, Reading, Span, Status
from onrecord.resolve.dates import publication_day, time_of
from onrecord.resolve.summary_features import LEAD, Features, is_beside

# A time of more days than this says no month; of more than a year and a bit, no year.
_MONTH, _YEAR = 31, 366
# How far from an act, in code points, a time may stand to be beside it.
_BESIDE = 150


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that the report tells, resolved as far as it goes.

    Attributes:
        id: of the entity or allegation that names it.
        act: of the asserted allegation whose time it is.
    """

    id: str
    span: Span
    year: int
    month: int | None
    day: int | None
    act: str | None


@dataclass(slots=True, eq=False)
class When:
    """A year, month of a year or day of a month that the report tells.

    Attributes:
        key: (year,), (year, month) or (year, month, day).
    """

    key: tuple[int, ...]
    moments: list[Moment]
    features: Features = field(default_factory=dict)

    @property
    def evidence(self) -> list[str]:
        """Ids of entities and findings that tell it."""
        return list(dict.fromkeys(moment.id for moment in self.moments))


def moments_of(reading: Reading) -> list[Moment]:
    """Times of asserted allegations, and other times of the report, in text order."""
    text, published = reading.report.text, reading.report.published
    found: dict[Span, list[Moment]] = {}
    for allegation in reading.allegations:
        if allegation.status is not Status.ASSERTED:
            continue
        for time in allegation.times:
            moment = _moment(allegation.id, time.span, time.first, time.last, allegation.act.value)
            if moment is not None:
                found.setdefault(time.span, []).append(moment)
    for entity in reading.entities:
        if entity.type is not EntityType.TIME or any(entity.span.overlaps(span) for span in found):
            continue
        told = time_of(entity.span, text, published)
        moment = _moment(entity.id, entity.span, told.first, told.last, None)
        if moment is not None:
            found.setdefault(entity.span, []).append(moment)
    return sorted((m for moments in found.values() for m in moments), key=lambda moment: (moment.span, moment.id))


def _moment(id_: str, span: Span, first: str | None, last: str | None, act: str | None) -> Moment | None:
    """The moment of a range of days: what its first day and its last have in common; its beginning where open."""
    if first is None and last is None:
        return None
    start = date.fromisoformat(first if first is not None else str(last))
    end = date.fromisoformat(last if last is not None else str(first))
    days = (end - start).days + 1
    if first is None or last is None:
        days = 1
    if days > _YEAR:
        return Moment(id_, span, start.year, None, None, act)
    month = start.month if days <= _MONTH else None
    return Moment(id_, span, start.year, month, start.day if days <= 1 else None, act)


def whens_told(reading: Reading, moments: Sequence[Moment], *, depth: int) -> list[When]:
    """Years (`depth` 1), months (2) or days (3) of the moments, in the order of telling, each with its features."""
    day = publication_day(reading.report.published)
    published = None if day is None else (day.year, day.month, day.day)
    found: dict[tuple[int, ...], list[Moment]] = {}
    for moment in moments:
        whole = (moment.year, moment.month, moment.day)[:depth]
        if None not in whole:
            found.setdefault(tuple(int(part) for part in whole if part is not None), []).append(moment)
    if depth < 3 and published is not None:
        found.setdefault(published[:depth], [])
    out = [When(key, own) for key, own in found.items()]
    for when in out:
        when.features = _features(reading, when, moments, published)
    _rank(out)
    return out


def _features(
    reading: Reading, when: When, moments: Sequence[Moment], published: tuple[int, int, int] | None
) -> Features:
    own = when.moments
    happened = [moment for moment in own if moment.act is not None]
    told = sum(moment.act is not None for moment in moments)
    title = max(0, reading.report.text.find("\n"))
    asserted = [a for a in reading.allegations if a.status is Status.ASSERTED]
    early = {a.id for a in asserted[:3]}
    triggers = [a.trigger.start for a in asserted]
    beside = [moment for moment in own if is_beside(moment.span, triggers, within=_BESIDE)]
    out: Features = {
        "often": math.log1p(len({moment.span for moment in own})),
        "share": len(own) / max(1, len(moments)),
        "happened": float(bool(happened)),
        "happened_often": math.log1p(len(happened)),
        "happened_share": len(happened) / max(1, told),
        "happened_early": float(any(moment.id in early for moment in happened)),
        "beside_acts": math.log1p(len(beside)),
        "beside_act": float(bool(beside)),
        "beside_acts_share": len(beside) / max(1, len(own)),
        "beside_first_act": float(any(is_beside(moment.span, triggers[:1], within=_BESIDE) for moment in beside)),
        "in_title": float(any(moment.span.start < title for moment in own)),
        "in_lead": float(any(moment.span.start < LEAD for moment in own)),
        "happened_in_lead": float(any(moment.span.start < LEAD for moment in happened)),
        "late": min((moment.span.start for moment in own), default=len(reading.report.text))
        / max(1, len(reading.report.text)),
        "untold": float(not own),
        "whole": float(any(moment.day is not None for moment in own)),
        "nothing_told": float(not told),
        "unpublished": float(published is None),
    }
    for act in ("killing", "detention", "abduction"):
        out[f"act_{act}"] = float(any(moment.act == act for moment in happened))
    out |= _distance(when.key, published)
    return out


def _distance(key: tuple[int, ...], published: tuple[int, int, int] | None) -> Features:
    """How long before publication."""
    if published is None:
        return {
            "years_before": 0.0,
            "this_year": 0.0,
            "last_year": 0.0,
            "after": 0.0,
            "days_before": 0.0,
            "recent": 0.0,
            "very_old": 0.0,
            "publication": 0.0,
        }
    years = published[0] - key[0]
    latest = date(key[0], key[1] if len(key) > 1 else 12, key[2] if len(key) > 2 else 28)
    days = (date(*published) - latest).days
    return {
        "years_before": math.log1p(max(0, years)),
        "this_year": float(years == 0),
        "last_year": float(years == 1),
        "after": float(key > published[: len(key)]),
        "days_before": math.log1p(max(0, days)),
        "recent": float(0 <= days <= 7),
        "very_old": float(years > 10),
        "publication": float(key == published[: len(key)]),
    }


def _rank(found: Iterable[When]) -> None:
    """Mark the latest and the earliest, and which is told most."""
    out = list(found)
    if not out:
        return
    happened = [when for when in out if when.features["happened"]]
    for name, chosen in (
        ("latest", max(out, key=lambda when: when.key)),
        ("earliest", min(out, key=lambda when: when.key)),
        ("latest_happened", max(happened, key=lambda when: when.key, default=None)),
        ("earliest_happened", min(happened, key=lambda when: when.key, default=None)),
        ("most_happened", max(happened, key=lambda when: when.features["happened_often"], default=None)),
        ("first_happened", min(happened, key=lambda when: when.features["late"], default=None)),
    ):
        for when in out:
            when.features[name] = float(when is chosen)
    for when in out:
        when.features["rivals"] = math.log(len(out))
