from dataclasses import replace

import pytest

from onrecord.present.views import view
from onrecord.present.words import count_in_words
from onrecord.records import (
    Attribution,
    Bound,
    Count,
    Force,
    Manner,
    Participant,
    Reading,
    Report,
    Response,
    ResponseAct,
    Span,
    Status,
    Unit,
)
from tests.present.readings import bare_reading, full_reading


def test_who_says_what_names_the_speaker_and_who_tells_it() -> None:
    said = {saying.id: saying for saying in view(full_reading()).sayings}

    assert said["t2"].speaker == "Sael Rights Watch"
    assert said["t2"].cue == "which said"
    assert said["t2"].quotation == "Over 100 men […] that police officers had beaten two of them"
    assert said["t2"].told_by == ("Harbour Post",)
    assert said["t3"].speaker == "the minister"
    assert said["t3"].told_by == ()


def test_on_whose_word_runs_from_the_innermost_outward() -> None:
    alleged = {allegation.id: allegation for allegation in view(full_reading()).alleged}

    assert alleged["g1"].on_whose_word == "Sael Rights Watch, as told by Harbour Post"
    assert alleged["g4"].on_whose_word == "the report's own voice"


def test_what_is_alleged_is_told_in_words() -> None:
    abduction, _, killing, expulsion = view(full_reading()).alleged

    assert abduction.act == "abduction"
    assert abduction.mark == ""
    assert abduction.victims == ("Over 100 men",)
    assert abduction.where == ("Port Sael (XL)",)
    assert abduction.when == ("April 2031 (2031-04-01 to 2031-04-30)",)
    assert abduction.how_many == ("more than 100 persons",)
    assert killing.mark.startswith("negated")
    assert expulsion.mark.startswith("hypothetical")
    assert expulsion.victims == ("Daro Venn",)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2031-04-01", "2031-04-30", "April 2031 (2031-04-01 to 2031-04-30)"),
        ("2031-04-01", "2031-04-01", "April 2031 (2031-04-01)"),
        ("2031-04-01", None, "April 2031 (from 2031-04-01)"),
        (None, "2031-04-30", "April 2031 (to 2031-04-30)"),
        (None, None, "April 2031"),
    ],
)
def test_a_range_open_to_one_side_says_so(first: str | None, last: str | None, told: str) -> None:
    reading = full_reading()
    (abduction, *others) = reading.allegations
    (time,) = abduction.times
    abduction = replace(abduction, times=(replace(time, first=first, last=last),))

    shown = view(replace(reading, allegations=(abduction, *others))).alleged[0]

    assert shown.when == (told,)


def test_a_law_tells_its_stage() -> None:
    assert view(full_reading()).responded[1].act == "legislates (adopted)"


def _answer(manner: Manner, *, who: str = "the ministry", source: str = "the ministry") -> Reading:
    text = f"{source} told us: “We decline.” {who}"
    teller = Attribution(
        id="t1",
        source=(Span(0, len(source)),),
        cue=(Span(len(source) + 1, len(source) + 5),),
        content=(Span(text.index("“"), text.index("”") + 1),),
        manner=manner,
        force=Force.OTHER,
        score=0.9,
    )
    start = 0 if who == source else len(text) - len(who)
    decline = Response(
        id="r1",
        act=ResponseAct.DECLINE,
        status=Status.ASSERTED,
        trigger=Span(text.index("decline"), text.index("decline") + 7),
        score=0.9,
        who=(Participant(Span(start, start + len(who))),),
        told_by=("t1",),
    )
    return Reading(Report("a", "a", text), "fake@1", attributions=(teller,), responses=(decline,))


def test_nobody_is_said_to_decline_on_another_s_word() -> None:
    assert view(_answer(Manner.DIRECT)).responded[0].act == "declines"
    assert view(_answer(Manner.INDIRECT)).responded[0].act == "reported by the ministry as declining"
    other = _answer(Manner.DIRECT, who="the embassy")
    assert view(other).responded[0].act == "reported by the ministry as declining"
    own_voice = replace(other, responses=(replace(other.responses[0], told_by=()),))
    assert view(own_voice).responded[0].act == "reported as declining"


def test_attributions_that_lie_within_one_another_end() -> None:
    reading = full_reading()
    first, second = reading.attributions[:2]
    circle = replace(reading, attributions=(replace(first, within="t2"), replace(second, within="t1")))

    assert [saying.told_by for saying in view(circle).sayings] == [("Sael Rights Watch",), ("Harbour Post",)]


@pytest.mark.parametrize(
    ("number", "bound", "unit", "told"),
    [
        (100, Bound.MORE_THAN, Unit.PERSONS, "more than 100 persons"),
        (1, Bound.EXACT, Unit.CASES, "1 case"),
        (0, Bound.EXACT, Unit.PERSONS, "0 persons"),
        (1200, Bound.ABOUT, Unit.ACTS, "about 1,200 acts"),
        (3, Bound.LESS_THAN, Unit.PERSONS, "fewer than 3 persons"),
        (None, Bound.VAGUE, Unit.PERSONS, "“dozens” (persons)"),
    ],
)
def test_counts_in_words(number: int | None, bound: Bound, unit: Unit, told: str) -> None:
    assert count_in_words(Count(Span(0, 6), number, bound, None, None, unit), "dozens") == told


@pytest.mark.parametrize(("byline", "shown"), [("Ama Terrin", "by Ama Terrin"), ("By Ama Terrin", "By Ama Terrin")])
def test_details_say_what_is_known(byline: str, shown: str) -> None:
    reading = bare_reading(title="A title")

    details = view(replace(reading, report=replace(reading.report, byline=byline))).details

    assert details == (shown, "bare.txt")
