"""Fictional reports and readings, built by hand: invented people, places and outlets, as many as a test needs."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from onrecord.ledger.adding import AS_IT_IS, Terms
from onrecord.ledger.store import Addition
from onrecord.records.acquisition import Acquisition, How
from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.entity import Actor, Entity
from onrecord.records.frame import Count, Participant, Place, Time
from onrecord.records.reading import Reading
from onrecord.records.report import Failure, Report
from onrecord.records.response import Response
from onrecord.records.span import Span
from onrecord.records.vocabulary import (
    Act,
    ActorKind,
    Bound,
    EntityType,
    Force,
    Manner,
    ResponseAct,
    Status,
    Unit,
)

READER = "fictional@1"
PEOPLE = ("Ilva Brandt", "Tomas Eskerin", "Nadeem Orvelli", "Søren Maack", "Йована Пелен", "Ruta Válkova")
PLACES = ("Velm", "Ostra Luka", "Karvand", "Port Amsel")
OUTLETS = ("The Velm Courier", "Ostra Daily", "Karvand Observer")
ACTS = {"killed": Act.KILLING, "detained": Act.DETENTION, "beat": Act.ASSAULT, "abducted": Act.ABDUCTION}


class Ticking:
    """A clock that goes on by one second each time it is asked."""

    def __init__(self, start: datetime = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """The time, a second later than before."""
        self._now += timedelta(seconds=1)
        return self._now


def fictional_report(number: int, *, text: str | None = None, url: str | None = None) -> Report:
    """The fictional report of that number; the same number, the same report."""
    return Report(
        id=f"report-{number}",
        source=f"reports/report-{number}.txt",
        text=fictional_text(number) if text is None else text,
        language="en",
        publisher=OUTLETS[number % len(OUTLETS)],
        title=f"FICTIONAL: what happened in {_place(number)}, part {number}",
        published=f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
        url=f"https://outlet-{number % len(OUTLETS)}.example/{number}" if url is None else url,
    )


def fictional_text(number: int) -> str:
    """The text of the fictional report of that number: two paragraphs, an allegation, a reply."""
    verb = tuple(ACTS)[number % len(ACTS)]
    return (
        f"FICTIONAL REPORT {number}\n\n"
        f"{_person(number)} said on Tuesday that soldiers {verb} at least {number % 9 + 2} villagers "
        f"in {_place(number)}. “Nobody asked who they were,” she added.\n\n"
        f"The ministry of the interior of {_place(number + 1)} denied it. The army's spokesman did not answer."
    )


def fictional_reading(number: int, *, report: Report | None = None, reader: str = READER) -> Reading:
    """The reading of that report: what a careful reader finds in its text, with scores that vary."""
    report = fictional_report(number) if report is None else report
    text = report.text
    if text != fictional_text(number):
        return Reading(report=report, reader=reader)
    at = _Finder(text)
    person, place, ministry = _person(number), _place(number), "The ministry of the interior"
    verb = tuple(ACTS)[number % len(ACTS)]
    killed = at(verb)
    return Reading(
        report=report,
        reader=reader,
        entities=(
            Entity("e1", EntityType.PERSON, at(person), 0.97, "a1"),
            Entity("e2", EntityType.GROUP, at("soldiers"), 0.9, "a2"),
            Entity("e3", EntityType.PLACE, at(place), 0.99),
            Entity("e4", EntityType.ORGANIZATION, at(ministry), 0.95, "a3"),
        ),
        actors=(
            Actor("a1", person, ActorKind.PERSON, ("e1",)),
            Actor("a2", "soldiers", ActorKind.GROUP, ("e2",)),
            Actor("a3", ministry, ActorKind.STATE_BODY, ("e4",)),
        ),
        attributions=(
            Attribution(
                "t1",
                source=(at(person),),
                cue=(at("said"),),
                content=(Span(at("soldiers").start, at(place).end),),
                manner=Manner.INDIRECT,
                force=Force.ASSERT,
                score=round(0.5 + number % 40 / 100, 2),
                speaker="a1",
            ),
            Attribution(
                "t2",
                source=(at("she"),),
                cue=(at("added"),),
                content=(at("Nobody asked who they were,"),),
                manner=Manner.DIRECT,
                force=Force.ASSERT,
                score=0.88,
                speaker="a1",
            ),
        ),
        allegations=(
            Allegation(
                "g1",
                act=ACTS[verb],
                status=Status.ASSERTED,
                trigger=killed,
                score=0.91,
                victims=(Participant(at("villagers")),),
                alleged_perpetrators=(Participant(at("soldiers"), "a2"),),
                places=(Place(at(place), place, None, None),),
                times=(Time(at("Tuesday")),),
                counts=(
                    Count(
                        at(f"at least {number % 9 + 2}"),
                        number % 9 + 2,
                        Bound.AT_LEAST,
                        number % 9 + 2,
                        None,
                        Unit.PERSONS,
                    ),
                ),
                told_by=("t1",),
            ),
        ),
        responses=(
            Response(
                "r1", ResponseAct.DENY, Status.ASSERTED, at("denied"), 0.83, who=(Participant(at(ministry), "a3"),)
            ),
            Response("r2", ResponseAct.SILENT, Status.ASSERTED, at("did not answer"), 0.7),
        ),
    )


def fictional_addition(
    number: int, *, reading: Reading | None = None, terms: Terms = AS_IT_IS, source: str | None = None
) -> Addition:
    """That report with its reading, obtained as a file whose bytes are its text."""
    reading = fictional_reading(number) if reading is None else reading
    return Addition(
        result=reading,
        acquisition=Acquisition(source=reading.report.source if source is None else source, how=How.FILE),
        original=io.BytesIO(reading.report.text.encode()),
        terms=terms,
    )


def fictional_additions(count: int, *, start: int = 1) -> Iterator[Addition]:
    """That many reports with their readings, every seventh a failure."""
    for number in range(start, start + count):
        yield fictional_failure(number) if number % 7 == 0 else fictional_addition(number)


def fictional_failure(number: int) -> Addition:
    """A report that could not be read."""
    name = f"reports/broken-{number}.pdf"
    return Addition(result=Failure(id=name, source=name, code="broken", message=f"{name} is cut off; get it anew."))


def _person(number: int) -> str:
    return PEOPLE[number % len(PEOPLE)]


def _place(number: int) -> str:
    return PLACES[number % len(PLACES)]


class _Finder:
    """Spans of what a text says, by its words."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, words: str) -> Span:
        start = self._text.index(words)
        return Span(start, start + len(words))
