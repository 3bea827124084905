"""Figures as rows: denials as none, those accused apart, other events by their title."""

from dataclasses import replace

import pytest

from onrecord.present.figure_rows import accused_rows, figure_rows, in_words, lasting
from onrecord.records.record import Figure, Quotation, Role
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, Bound, Status, Unit

MEN = Figure(
    allegation="g0000000000000001",
    act=Act.DETENTION,
    quotation=Quotation(report=4, span=Span(0, 7), text="112 men"),
    number=112,
    bound=Bound.AT_LEAST,
    low=112,
    high=None,
    unit=Unit.PERSONS,
    counted="men",
    as_of="2031-03-10",
    teller="the league",
)
NONE = replace(MEN, number=0, bound=Bound.EXACT, low=0, high=0, counted="", status=Status.NEGATED, teller="the prefect")


def test_a_denial_is_none_and_says_who_denies() -> None:
    (row,) = figure_rows([NONE], {})
    assert (row.told, row.counted, row.given_by) == ("none", "", "denied by the prefect")


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (MEN, "at least 112"),
        (replace(MEN, counted=""), "at least 112 persons"),
        (replace(MEN, number=1, bound=Bound.EXACT, counted=""), "1 person"),
        (replace(MEN, unit=Unit.CASES), "at least 112 cases"),
        (replace(MEN, number=None, low=4, high=8), "between 4 and 8"),
        (replace(MEN, status=Status.NEGATED), "at least 112 (denied)"),
    ],
)
def test_a_figure_says_what_it_counts_where_no_words_do(figure: Figure, told: str) -> None:
    assert in_words(figure) == told


def test_those_accused_stand_apart() -> None:
    guards = replace(MEN, number=None, low=4, high=8, counted="guards", role=Role.ALLEGED_PERPETRATORS)
    assert [row.number for row in figure_rows([MEN, guards], {})] == [1]
    assert accused_rows([MEN, guards]) == ["between 4 and 8 guards (the league, report 4)"]


def test_some_of_them_says_of_whom() -> None:
    some = replace(MEN, number=4, low=4, counted="of them", subset_of=0)
    _, row = figure_rows([MEN, some], {})
    assert (row.counted, row.relations) == ("of those in 1", ())
    street = replace(some, counted="from one street")
    assert figure_rows([MEN, street], {})[1].relations == ("some of 1",)


def test_another_event_is_told_by_its_title() -> None:
    some = replace(MEN, counted="of them", subset_of=2, subset_of_event="e0000000000000009")
    (row,) = figure_rows([some], {"e0000000000000009": "Detention: 134 men"})
    assert (row.counted, row.relations) == ("of them", ("some of figure 3 of “Detention: 134 men”",))


def test_what_lasts_is_said_of_victims_once_and_not_replaced() -> None:
    later = replace(MEN, number=134, low=134, revises=0)
    others = [replace(MEN, restates=1), NONE, replace(MEN, role=Role.ALLEGED_PERPETRATORS),
              replace(MEN, number=None, low=None, high=None)]  # fmt: skip
    assert lasting([MEN, later, *others]) == [later]
