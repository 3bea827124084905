"""What a board's entries say. All names are invented."""

from dataclasses import replace

import pytest

from onrecord.present.board_telling import Telling
from onrecord.records.record import CellKind, Entry, Record, When
from onrecord.records.vocabulary import ResponseAct, Status
from onrecord.testing.records import fictional_record


@pytest.fixture
def record() -> Record:
    return fictional_record()


@pytest.fixture
def entry(record: Record) -> Entry:
    told = record.responses[0]
    return Entry(
        response=told.id,
        act=ResponseAct.CONDEMN,
        status=Status.ASSERTED,
        when="2030-03-05",
        quotation=told.quotation,
        held=False,
        kind=CellKind.RESPONDED,
    )


def test_the_best_passage_comes_first(record: Record, entry: Entry) -> None:
    own = replace(entry, own_words=True, when="2030-01-01")
    others = [
        replace(entry, through="its ambassador"),
        replace(entry, act=ResponseAct.OTHER, when="2031-01-01"),
        replace(own, elsewhere=True, held=True),
    ]
    telling = Telling(record)
    assert telling.best_first([*others, entry, own])[:2] == [own, entry]
    assert telling.best_first([entry, replace(entry, held=True)])[0].held
    sure, unsure = (
        replace(told, score=score, id=id_)
        for told, score, id_ in ((record.responses[0], 0.9, "r1"), (record.responses[0], 0.4, "r2"))
    )
    scored = Telling(replace(record, responses=(sure, unsure)))
    first, _ = scored.best_first([replace(entry, response="r2", when="2031-01-01"), replace(entry, response="r1")])
    assert first.response == "r1"


@pytest.mark.parametrize(
    ("first", "last", "when", "told"),
    [
        ("2004-01-01", "2004-12-31", "2004-01-01", "2004"),
        ("2004-03-01", "2004-03-31", "2004-03-01", "2004-03"),
        ("2004-03-01", "2004-03-01", "2004-03-01", "2004-03-01"),
        ("2004-03-01", "2005-03-01", "2004-03-01", "2004-03-01"),
        ("2004-01-01", "2004-12-31", "2030-03-05", "2030-03-05"),
        ("2004-01-01", "2004-12-31", None, None),
    ],
)
def test_a_year_is_told_as_a_year(
    record: Record, entry: Entry, first: str, last: str, when: str | None, told: str | None
) -> None:
    response = replace(record.responses[0], times=(When(words="then", first=first, last=last),))
    telling = Telling(replace(record, responses=(response,)))
    assert telling.when(replace(entry, when=when)) == told


def test_what_it_is_about_is_told_by_the_events_title(record: Record, entry: Entry) -> None:
    event, other, *_ = record.events
    telling = Telling(record)
    assert telling.about(entry) is None
    assert telling.about(replace(entry, events=(event.id,))) == event.title
    assert telling.about(replace(entry, events=(event.id, other.id))) == f"{event.title} and 1 more"
    assert telling.elsewhere(replace(entry, events=(event.id,))) is None
    assert telling.elsewhere(replace(entry, events=(event.id,), elsewhere=True)) == f"about “{event.title}”"
    assert telling.elsewhere(replace(entry, elsewhere=True)) == "not known to be about the main events"
    bare = replace(event, victims=(), places=(), times=())
    alone = Telling(replace(record, events=(bare,)))
    assert alone.about(replace(entry, events=(event.id,))) is None, "“Killing” tells nothing"
