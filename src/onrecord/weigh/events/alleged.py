"""Allegations made ready for comparing: one for each finding, however many reports have its text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Protocol

from onrecord.records import ActorKind, Allegation, Attribution, Participant, Place, Reading, Span, Status, Time
from onrecord.records.decision import Verification
from onrecord.records.material import Material, Weighable
from onrecord.records.record import CaseActor, Named, Quotation, ToldAllegation, When, Where
from onrecord.weigh.events.people import Who, kin, number_of, who_of
from onrecord.weigh.events.persons import known_words
from onrecord.weigh.events.signs import signs_of
from onrecord.weigh.tables import table

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_PROPER = re.compile(r"\b[A-Z][^\W\d_]{2,}")
# Characters of a sentence that are kept around a trigger as its quotation.
_QUOTED = 300
# What ids within a reading begin with where somebody entered the finding.
_BY_HAND = "h"


class ActorsOfCase(Protocol):
    """What is asked of `weigh.identity.Identities`."""

    def of(self, report: int, local: str | None) -> CaseActor | None:
        """The case's actor that a report's actor is, if any."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Alleged:
    """An allegation with what is compared.

    Attributes:
        told: as the record shows it; its `id`, `act` and `status` stand here too, as they are asked for most often.
        report: lowest number of the reports with that text.
        sentence: its number within the report.
        stem: what the words that tell the act begin with.
        place_names: of the places, lower-case proper names; `places` themselves stand in `told`.
        first: earliest day as an ordinal, `last` the latest; None where no time is told.
        published: day of publication as an ordinal.
        counts: numbers told, with their lowest and highest.
        words: the sentence's content words.
        named: names of the persons among the victims.
        name_words: of those names.
        keys: of the actors among the victims.
        sorts: nouns that the victims are called by, those for the same people as one; `doers` of the perpetrators.
        doer_keys: of the actors among the alleged perpetrators.
        organisations: names of those among the victims who are none.
        numbers: that are told, each as often as it is; else `number`, where there is one.
        number: of victims, where one number is told; `most` the greatest that is told at least, 0 where none is.
        called: numbers that the words for the victims tell: 4 of "at least four of them".
        several: whether more than one victim is told of.
        definite: whether the trigger is told as something known: "the arrests", "his detention".
        repeated: whether it is told as done again and again.
        another: whether it is told as another than those told of: "new charges".
        conditional: whether it is told as what would, may or must be.
        nobody: whether it says that nobody at all suffered it: "nobody was hurt", but not "he hurt nobody".
    """

    told: ToldAllegation
    id: str
    act: str
    status: Status
    report: int
    sentence: int
    stem: str
    victims: tuple[Who, ...]
    perpetrators: tuple[Who, ...]
    place_names: frozenset[str]
    countries: frozenset[str]
    geonames: frozenset[int]
    first: int | None
    last: int | None
    published: int | None
    counts: tuple[tuple[int | None, int | None, int | None], ...]
    words: frozenset[str]
    named: frozenset[frozenset[str]]
    name_words: frozenset[str]
    keys: frozenset[str]
    sorts: frozenset[str]
    doers: frozenset[str]
    doer_keys: frozenset[str]
    organisations: tuple[frozenset[str], ...]
    numbers: tuple[int, ...]
    number: int | None
    most: int
    called: frozenset[int]
    several: bool
    definite: bool
    repeated: bool
    another: bool
    conditional: bool
    nobody: bool


def alleged_of(material: Material, identities: ActorsOfCase) -> list[Alleged]:
    """Every allegation once, by id."""
    reports: dict[str, list[int]] = {}
    first_seen: dict[str, tuple[Weighable, Allegation]] = {}
    for weighable in sorted(material.reports, key=lambda one: one.number):
        if weighable.reading is None:
            continue
        for allegation in weighable.reading.allegations:
            finding = weighable.ids[allegation.id]
            reports.setdefault(finding, []).append(weighable.number)
            first_seen.setdefault(finding, (weighable, allegation))
    by_report: dict[int, list[tuple[str, Allegation]]] = {}
    weighables: dict[int, Weighable] = {}
    for finding, (weighable, allegation) in first_seen.items():
        by_report.setdefault(weighable.number, []).append((finding, allegation))
        weighables[weighable.number] = weighable
    found = [
        one for number in by_report for one in _of_report(weighables[number], by_report[number], reports, identities)
    ]
    return sorted(found, key=lambda one: one.id)


def _of_report(
    weighable: Weighable,
    findings: Sequence[tuple[str, Allegation]],
    reports: Mapping[str, list[int]],
    identities: ActorsOfCase,
) -> Iterator[Alleged]:
    reading = weighable.reading
    assert reading is not None  # noqa: S101 (only reports with a reading have findings)
    text = weighable.report.text
    borders = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    sentences = [Span(start, end) for start, end in pairwise(borders)]
    content: dict[Span, frozenset[str]] = {}
    naming = _Naming(weighable, reading, identities)
    known = known_words(actor.name for actor in reading.actors if actor.kind is ActorKind.PERSON)
    attributions = {one.id: one for one in reading.attributions}
    published = _ordinal(weighable.report.published)
    for finding, allegation in findings:
        sentence = bisect_right(borders, allegation.trigger.start) - 1
        around = sentences[min(sentence, len(sentences) - 1)]
        if around not in content:
            content[around] = frozenset(map(str.lower, _CONTENT.findall(around.of(text)))) - _common()
        victims = tuple(who_of(one, text, naming, known) for one in _distinct(allegation.victims))
        perpetrators = tuple(who_of(one, text, naming, known) for one in _distinct(allegation.alleged_perpetrators))
        first, last = _range(allegation.times)
        told = ToldAllegation(
            id=finding,
            reports=tuple(reports[finding]),
            act=allegation.act,
            status=allegation.status,
            quotation=_quotation(weighable.number, allegation.trigger, around, text, finding),
            held=finding in weighable.held,
            score=None if allegation.id.startswith(_BY_HAND) else allegation.score,
            verification=weighable.verification.get(finding, Verification.UNVERIFIED),
            victims=tuple(who.told for who in victims),
            alleged_perpetrators=tuple(who.told for who in perpetrators),
            places=tuple(_where(place, text) for place in allegation.places),
            times=tuple(When(words=time.span.of(text), first=time.first, last=time.last) for time in allegation.times),
            told_by=tuple(naming.speaker(attributions[one]) for one in allegation.told_by if one in attributions),
        )
        named, keys = _who_is_meant(victims)
        number = _number(allegation, victims)
        counted = tuple(count.number for count in allegation.counts if count.number is not None)
        signs = signs_of(allegation, around, text)
        yield Alleged(
            told=told,
            id=finding,
            act=allegation.act.value,
            status=allegation.status,
            report=weighable.number,
            sentence=sentence,
            stem=signs.stem,
            victims=victims,
            perpetrators=perpetrators,
            place_names=_place_names(allegation.places, text),
            countries=frozenset(place.country for place in allegation.places if place.country is not None),
            geonames=frozenset(place.geonames for place in allegation.places if place.geonames is not None),
            first=first,
            last=last,
            published=published,
            counts=tuple((count.number, count.low, count.high) for count in allegation.counts),
            words=content[around],
            named=named,
            name_words=frozenset(word for name in named for word in name),
            keys=keys,
            sorts=frozenset(kin(who.head) for who in victims if who.head),
            doers=frozenset(kin(who.head) for who in perpetrators if who.head),
            doer_keys=frozenset(who.key for who in perpetrators if who.key),
            definite=signs.definite,
            another=signs.another,
            repeated=signs.repeated,
            nobody=bool(victims)
            and all(who.empty for who in victims)
            and any(one.span.start < allegation.trigger.start for one in allegation.victims),
            conditional=signs.conditional,
            organisations=tuple(who.names for who in victims if who.names and not who.person),
            numbers=counted or (() if number is None else (number,)),
            number=number,
            most=max((one.number or 0 if one.low is None else one.low for one in allegation.counts), default=0),
            called=_called(victims),
            several=len(victims) > 1 or any(who.several for who in victims) or any(number > 1 for number in counted),
        )


def _number(allegation: Allegation, victims: Sequence[Who]) -> int | None:
    numbers = {count.number for count in allegation.counts if count.number is not None}
    if not allegation.counts:
        numbers = {number for who in victims if (number := number_of(who.told.name)) is not None}
    return numbers.pop() if len(numbers) == 1 else None


def _called(victims: Sequence[Who]) -> frozenset[int]:
    numbers = {number_of(who.told.words) for who in victims}
    return frozenset(number for number in numbers if number is not None)


def _who_is_meant(victims: Sequence[Who]) -> tuple[frozenset[frozenset[str]], frozenset[str]]:
    return (
        frozenset(who.names for who in victims if who.person),
        frozenset(who.key for who in victims if who.key),
    )


class _Naming:
    """Names of a report's actors, by the case's where it has them."""

    def __init__(self, weighable: Weighable, reading: Reading, identities: ActorsOfCase) -> None:
        self._number = weighable.number
        self._text = weighable.report.text
        self._actors = {actor.id: actor for actor in reading.actors}
        self._identities = identities

    def __call__(self, participant: Participant) -> tuple[str, str, str | None, ActorKind | None]:
        words = participant.span.of(self._text)
        if participant.actor is None or participant.actor not in self._actors:
            return "", words, None, None
        return self._of(participant.actor)

    def _of(self, local: str) -> tuple[str, str, str | None, ActorKind | None]:
        case_actor = self._identities.of(self._number, local)
        if case_actor is not None:
            return case_actor.id, case_actor.name, case_actor.id, case_actor.kind
        actor = self._actors[local]
        return f"{self._number}:{local}", actor.name, None, actor.kind

    def speaker(self, attribution: Attribution) -> Named:
        """Who says it, as the report has it."""
        words = " ".join(span.of(self._text) for span in attribution.source)
        if attribution.speaker is None or attribution.speaker not in self._actors:
            return Named(words=words, name=words)
        _, name, actor, kind = self._of(attribution.speaker)
        return Named(words=words or name, name=name, actor=actor, kind=kind)


def _distinct(participants: Sequence[Participant]) -> list[Participant]:
    """Each actor once, by the longest mention."""
    found: dict[str, Participant] = {}
    for participant in participants:
        key = participant.actor or f"{participant.span.start}"
        known = found.get(key)
        if known is None or participant.span.end - participant.span.start > known.span.end - known.span.start:
            found[key] = participant
    return list(found.values())


def _quotation(number: int, trigger: Span, sentence: Span, text: str, finding: str) -> Quotation:
    """The sentence around a trigger without the blanks at its ends, or as much of it as shows the trigger."""
    start, end = min(sentence.start, trigger.start), max(sentence.end, trigger.end)
    if end - start > 2 * _QUOTED:
        start, end = max(start, trigger.start - _QUOTED), min(end, trigger.end + _QUOTED)
        while start < trigger.start and not text[start - 1].isspace():
            start += 1
        while end > trigger.end and not text[end : end + 1].isspace():
            end -= 1
    while start < trigger.start and text[start].isspace():
        start += 1
    while end > trigger.end and text[end - 1].isspace():
        end -= 1
    return Quotation(report=number, span=Span(start, end), text=text[start:end], finding=finding)


def _where(place: Place, text: str) -> Where:
    return Where(words=place.span.of(text), name=place.name, country=place.country, geonames=place.geonames)


def _place_names(places: Sequence[Place], text: str) -> frozenset[str]:
    found: set[str] = set()
    for place in places:
        for words in (place.span.of(text), place.name or ""):
            found.update(word.lower() for word in _PROPER.findall(words))
    return frozenset(found - {"the"})


def _range(times: Sequence[Time]) -> tuple[int | None, int | None]:
    """Days that all resolved times share, else those of the narrowest."""
    ranges = [(_ordinal(time.first), _ordinal(time.last)) for time in times]
    ranges = [one for one in ranges if one != (None, None)]
    if not ranges:
        return None, None
    return min(ranges, key=lambda one: (_width(one), one[0] or 0, one[1] or 0))


def _width(days: tuple[int | None, int | None]) -> int:
    first, last = days
    return 10**6 if first is None or last is None else last - first


def _ordinal(day: str | None) -> int | None:
    if day is None:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


@cache
def _common() -> frozenset[str]:
    return frozenset(table("events")["common"])
