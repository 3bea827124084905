"""What is told once is shown once."""

from dataclasses import replace

import pytest

from onrecord.present.tellings import called, once, tellings
from onrecord.records.record import Named, Quotation, ToldAllegation
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, Status

WORDS = "Two men said that they had been taken and held."


def told(number: int, *, report: int = 1, words: str = WORDS, by: str = "", act: Act = Act.DETENTION) -> ToldAllegation:
    return ToldAllegation(
        id=f"g{number:016x}",
        reports=(report,),
        act=act,
        status=Status.ASSERTED,
        quotation=Quotation(report=report, span=Span(0, len(words)), text=words),
        told_by=(Named(words=by, name=by),) if by else (),
    )


def test_a_sentence_stands_once_with_all_who_tell_it_and_all_that_it_alleges() -> None:
    (one,) = tellings([told(1, by="two men"), told(2), told(3, by="Two men", act=Act.ABDUCTION)])
    assert [[teller.name for teller in each] for each in one.tellers] == [["two men"], []]
    assert one.acts == (Act.DETENTION, Act.ABDUCTION)
    assert [each.id for each in one.allegations] == [told(number).id for number in (1, 2, 3)]


def test_a_copys_sentence_is_its_originals() -> None:
    (one,) = tellings([told(1, report=2), told(2, report=3, words=WORDS.upper().replace(" ", "\n"))])
    assert one.reports == (2, 3)
    assert one.quotation.report == 2


def test_denied_is_not_said_and_confirmed_is_not_unreviewed() -> None:
    denied, held = replace(told(2), status=Status.NEGATED), replace(told(3), held=True)
    assert [(one.status, one.held) for one in tellings([told(1), denied, held])] == [
        (Status.ASSERTED, False),
        (Status.NEGATED, False),
        (Status.ASSERTED, True),
    ]


@pytest.mark.parametrize(
    "alike",
    [
        ("More than 100 boatmen", "over a hundred boatmen", "over 100  boatmen"),
        ("at least three", "no fewer than 3"),
        ("about 30", "around 30"),
        ("The men", "the men", "those men"),
        ("a dozen critics", "12 critics"),
    ],
)
def test_phrases_that_say_the_same_are_called_alike(alike: tuple[str, ...]) -> None:
    assert len({called(each) for each in alike}) == 1
    assert once(alike) == alike[:1]


@pytest.mark.parametrize(
    "apart",
    [
        ("more than 100 men", "more than 100 boatmen"),
        ("more than 100 men", "100 men"),
        ("at least 100 men", "more than 100 men"),
        ("some men", "about men"),
        ("Someone Aldous", "1 Aldous"),
        ("two men", "the three men"),
    ],
)
def test_phrases_that_do_not_stay_apart(apart: tuple[str, str]) -> None:
    assert once(apart) == apart
