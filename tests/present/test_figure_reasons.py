"""Why figures contradict or replace others: each pair once, and what one denies in one sentence."""

from dataclasses import replace

from onrecord.present.figure_reasons import figure_reasons
from onrecord.records.record import Figure
from onrecord.records.vocabulary import Status
from tests.present.test_figure_rows import MEN, NONE

DENIES = "one denies what the other says"


def contrary(figure: Figure, *others: int, why: str = DENIES) -> Figure:
    reasons = tuple(f"It can’t be true together with figure {one + 1}: {why}." for one in others)
    return replace(figure, contradicts=others, reasons=reasons)


def test_all_that_one_denies_stands_in_one_sentence() -> None:
    figures = [contrary(MEN, 1), contrary(NONE, 0, 2), contrary(MEN, 1)]
    (one,) = figure_reasons(figures)
    assert one.told == f"Figures 1 and 3 can’t be true together with figure 2: {DENIES}."
    assert (one.figures, one.others) == ((0, 2), (1,))


def test_those_who_deny_the_same_stand_in_one_sentence() -> None:
    figures = [contrary(MEN, 1, 3), contrary(NONE, 0, 2), contrary(MEN, 1, 3), contrary(NONE, 0, 2)]
    (one,) = figure_reasons(figures)
    assert one.told == f"Figures 1 and 3 can’t be true together with figures 2 and 4: {DENIES}."
    assert (one.figures, one.others) == ((0, 2), (1, 3))


def test_a_pair_of_figures_is_told_once() -> None:
    why = "40 as of 1 May, 12 as of 1 May"
    figures = [contrary(MEN, 1, why=why), contrary(MEN, 0, why=why)]
    assert [one.told for one in figure_reasons(figures)] == [f"Figure 1 can’t be true together with figure 2: {why}."]


def test_what_replaces_is_told_of_each_and_what_repeats_of_none() -> None:
    replaces = "It replaces figure 1, which the same teller, or its own sources, gave before."
    later = replace(MEN, revises=0, reasons=(replaces,))
    repeats = replace(MEN, restates=0, reasons=("It repeats figure 1: both come from the same origin.",))
    assert [(one.figures, one.others) for one in figure_reasons([MEN, later, later, repeats])] == [
        ((1,), (0,)),
        ((2,), (0,)),
    ]


def test_a_denial_of_a_denial_is_told_by_the_first() -> None:
    figures = [contrary(replace(NONE, status=Status.NEGATED), 1), contrary(NONE, 0)]
    assert len(figure_reasons(figures)) == 1
