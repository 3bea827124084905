from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Span, Time
from onrecord.resolve.dates import publication_day, time_of
from tests.resolve.marked import marked, rows

# Issue 3: of our own table of at least 150 sentences.
FLOOR = 0.95


def _told(time: Time) -> str:
    if time.first is None and time.last is None:
        return "-"
    return time.first if time.first and time.first == time.last else f"{time.first or ''}..{time.last or ''}"


def test_the_table_is_read_right() -> None:
    table = rows("dates")
    wrong = []
    for published, sentence, expected in table:
        text, span = marked(sentence)
        told = _told(time_of(span, text, published))
        if told != expected:
            wrong.append(f"{published}: {sentence}: {told}, not {expected}")
    rate = 1 - len(wrong) / len(table)
    print(f"dates: {rate:.1%} of {len(table)}")  # noqa: T201 the rate is what this test is for
    assert len(table) >= 150
    assert rate >= FLOOR, "\n".join(wrong)


def test_a_chain_of_days_counts_on() -> None:
    text = "They came on 30 April 2019. The next day they came again. The next day he was gone."
    assert _told(time_of(Span(58, 70), text, "2021-03-10")) == "2019-05-02"


def test_another_paragraph_is_another_story() -> None:
    text = "He was taken on 5 March 2019.\n\nOn 12 March a judge remanded his brother."
    start = text.index("On 12 March")
    assert _told(time_of(Span(start, start + 11), text, "2022-05-01")) == "2022-03-12"


def test_may_the_verb_is_no_month() -> None:
    text = "They may march on Friday."
    assert _told(time_of(Span(0, len(text)), text, "2021-03-10")) == "2021-03-05"


def test_an_impossible_date_is_unresolved() -> None:
    assert _told(time_of(Span(0, 16), "31 February 2019", "2021-03-10")) == "-"


@pytest.mark.parametrize("words", ["18-24-hour", "10-to-2019", "2018-to-19", "1/x/2019", "1.a.2019"])
def test_what_is_only_parted_like_a_date_is_none(words: str) -> None:
    text = f"A {words} watch was set."
    assert time_of(Span(2, 2 + len(words)), text, "2021-03-10").first in (None, "2018-01-01", "2019-01-01")


def test_a_leap_day_without_a_year_is_the_last_there_was() -> None:
    assert _told(time_of(Span(3, 14), "On 29 February he fell.", "2022-05-01")) == "2020-02-29"


def test_a_possessive_weekday_is_a_weekday() -> None:
    assert _told(time_of(Span(4, 10), "The Monday’s raid left two hurt.", "2021-03-10")) == "2021-03-08"


def test_an_event_s_name_is_no_weekday() -> None:
    assert _told(time_of(Span(0, 27), "During the “Bloody Sunday” raids", "2021-12-10")) == "-"


def test_a_day_told_after_its_year_belongs_to_it() -> None:
    text = "At the hearing last year on Dec. 1 he wept."
    assert _told(time_of(Span(15, 34), text, "2021-12-10")) == "2020-12-01"


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2021-03-10", date(2021, 3, 10)),
        ("2021-03-10T23:59:00-08:00", date(2021, 3, 10)),
        ("2021-03", None),
        ("2021-02-30", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_publication_is_the_calendar_day_as_written(published: str | None, day: date | None) -> None:
    assert publication_day(published) == day


def _in_order(time: Time) -> bool:
    return time.first is None or time.last is None or time.first <= time.last


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60), st.integers(-5, 70), st.integers(-5, 70), st.none() | st.dates().map(str))
def test_any_text_gives_days_in_order(text: str, start: int, end: int, published: str | None) -> None:
    time = time_of(Span(start, end), text, published)
    assert time.span == Span(start, end)
    assert _in_order(time)


_PIECES = st.sampled_from(
    (
        "Monday 29 December 2019 to and between last week the next day early of two months ago later since until May "
        "- / 31 9999 1500 s first half 99999999 years quarter that month summer , before decade 0 th century 20"
    ).split()
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_PIECES, max_size=14).map(" ".join), st.none() | st.dates().map(str))
def test_any_heap_of_time_words_gives_days_in_order(text: str, published: str | None) -> None:
    assert _in_order(time_of(Span(0, len(text)), text, published))


@settings(deadline=None, max_examples=60)
@given(st.lists(_PIECES, max_size=14).map("".join), st.none() | st.dates().map(str))
def test_any_glued_heap_of_time_words_gives_days_in_order(text: str, published: str | None) -> None:
    assert _in_order(time_of(Span(0, len(text)), text, published))
