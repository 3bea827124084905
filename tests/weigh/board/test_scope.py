"""What responses are about: the case's main events, others, or something long before. All names are invented."""

from dataclasses import replace

import pytest

from onrecord.records.record import Board, CellKind, Event, Quotation, ToldAllegation, ToldResponse, When, Where
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, Status
from onrecord.weigh.board import board, is_told, only_about
from tests.weigh.board.made import Did, Made, case, names, responses_of, state

ALDMARK = state("Aldmark")
TEXT = "Aldmark condemned the killings."


def event(
    id_: str, *reports: int, day: str | None = None, place: str | None = "Seld", parts: tuple[str, ...] = ()
) -> Event:
    """An event that reports tell of, each by an allegation of its own."""
    allegations = tuple(
        ToldAllegation(
            id=f"g{number}",
            reports=(number,),
            act=Act.KILLING,
            status=Status.ASSERTED,
            quotation=Quotation(report=number, span=Span(0, 1), text="…", finding=f"g{number}"),
            held=False,
        )
        for number in reports
    )
    return Event(
        id=id_,
        act=Act.KILLING,
        acts=(Act.KILLING,),
        status=Status.ASSERTED,
        title=id_,
        allegations=allegations,
        places=() if place is None else (Where(words=place, name=place),),
        times=() if day is None else (When(words=day, first=day, last=day),),
    )


def made(*events: Event, about: tuple[str, ...] = (), when: str = "2024-03-05") -> Board:
    """The board of a response about events."""
    material = case(Made(TEXT, (Did("condemn", "condemned", ("Aldmark",)),)))
    (response,) = responses_of(material)
    responses: list[ToldResponse] = [replace(response, events=about, when=when)]
    return board((ALDMARK,), responses, names(material), material, name="test", events=events)


MAIN = event("main", 1, 2, 3, day="2024-03-01")


OTHER = event("other", 4, day="2024-03-09")


@pytest.mark.parametrize(
    ("events", "about", "elsewhere"),
    [
        ((MAIN, OTHER), ("other",), True),
        ((MAIN, OTHER), ("main",), False),
        ((MAIN, OTHER), ("main", "other"), False),
        ((MAIN, event("other", 4, day="2024-03-02")), ("other",), False),  # the night after: it may be one
        ((MAIN, event("other", 4)), ("other",), False),  # without a day it may be one
        ((event("main", 1, 2, 3), OTHER), ("other",), False),
        ((MAIN, OTHER), (), False),  # the report tells of the main event
        ((event("main", 2, 3, 4, day="2024-03-01"), event("other", 1, day="2024-03-09")), (), True),
        (
            (event("main", 2, 3, 4, day="2024-03-01"), event("other", 1, day="2024-03-09"), event("dead", 1)),
            ("dead",),
            True,
        ),  # what the report tells of is of another day
        ((replace(MAIN, parts=("other",)), OTHER), ("other",), False),
        ((event("one", 1, day="2024-03-01"), event("two", 2, day="2024-03-09")), ("two",), False),  # none stands out
        ((event("one", 1, 2, day="2024-03-01"), event("two", 3, 4, 5, day="2024-03-09")), ("one",), False),
    ],
)
def test_what_is_known_to_be_about_something_else(
    events: tuple[Event, ...], about: tuple[str, ...], elsewhere: bool
) -> None:
    (cell,) = made(*events, about=about).cells
    assert cell.kinds == (CellKind.RESPONDED,), "it stays a response"
    assert (cell.entries[0].elsewhere, cell.entries[0].events) == (elsewhere, about)


def test_what_is_about_something_else_stands_last() -> None:
    material = case(
        Made("Aldmark condemned the bombing.", (Did("condemn", "condemned", ("Aldmark",)),), published="2024-03-02"),
        Made(TEXT, (Did("condemn", "condemned", ("Aldmark",)),)),
    )
    bombing, killings = responses_of(material)
    responses = [replace(bombing, events=("bombing",)), replace(killings, events=("main",))]
    events = (event("main", 2, 3, 4, day="2024-03-05"), event("bombing", 1, day="2024-02-20"))
    (cell,) = board((ALDMARK,), responses, names(material), material, name="test", events=events).cells
    assert [entry.events for entry in cell.entries] == [("main",), ("bombing",)]


@pytest.mark.parametrize(
    ("when", "about", "kind"),
    [
        ("2004-01-01", (), CellKind.POSSIBLE),
        ("2004-01-01", ("undated",), CellKind.POSSIBLE),
        ("2004-06-01", ("old",), CellKind.RESPONDED),  # it answers what was then
        ("2023-06-01", (), CellKind.RESPONDED),
        ("2024-03-05", (), CellKind.RESPONDED),
    ],
)
def test_what_is_of_long_before_hardly_answers(when: str, about: tuple[str, ...], kind: CellKind) -> None:
    (cell,) = made(MAIN, event("undated", 4), event("old", 5, day="2004-03-01"), about=about, when=when).cells
    assert cell.kinds == (kind,)
    if kind is CellKind.POSSIBLE:
        assert "dated 2004" in cell.possible[0].why


def test_of_the_old_event_alone_the_old_answer_is_told() -> None:
    old = event("old", 5, day="2004-03-01")
    whole = made(MAIN, old, about=("old",), when="2004-06-01")
    (response,) = responses_of(case(Made(TEXT, (Did("condemn", "condemned", ("Aldmark",)),))))
    responses = [replace(response, events=("old",))]
    assert only_about(whole, responses, (MAIN, old), "old").cells[0].kinds == (CellKind.RESPONDED,)
    assert only_about(whole, responses, (MAIN, old), "main").cells[0].kinds == (CellKind.NOT_FOUND,)


def test_without_events_the_reports_own_days_count() -> None:
    (cell,) = made(when="2004-01-01").cells
    assert cell.kinds == (CellKind.POSSIBLE,)
    assert made(when="2023-12-01").cells[0].kinds == (CellKind.RESPONDED,)


def test_an_event_is_told_where_more_than_its_act_is() -> None:
    assert is_told(event("e"))
    assert not is_told(event("e", place=None))
    assert is_told(event("e", place=None, day="2024-03-01"))


def test_what_may_be_the_event_told_apart_is_possible_and_says_about_what() -> None:
    """One night is often told as several events: a false "not found" accuses somebody of silence."""
    alike, far = event("alike", 1), replace(event("far", 9, place="Orun"), acts=(Act.DETENTION,))
    whole = made(MAIN, alike, about=("alike",))
    (response,) = responses_of(case(Made(TEXT, (Did("condemn", "condemned", ("Aldmark",)),))))
    responses = [replace(response, events=("alike",))]
    (cell,) = only_about(whole, responses, (MAIN, alike, far), "main").cells
    assert cell.kinds == (CellKind.POSSIBLE,)
    assert cell.possible[0].why.startswith("about: “alike”, told in the same reports; ")
    (cell,) = only_about(whole, responses, (MAIN, alike, far), "far").cells
    assert cell.kinds == (CellKind.POSSIBLE,)
    assert cell.possible[0].why.startswith("about: “alike”; ")


def test_what_is_told_in_the_same_reports_and_of_the_same_place_comes_first() -> None:
    texts = [Made(f"Aldmark condemned killing {n}.", (Did("condemn", "condemned", ("Aldmark",)),)) for n in (1, 2, 3)]
    material = case(*texts)
    events = (MAIN, event("far", 9, place="Orun"), event("place", 8), event("report", 3, place="Orun"))
    about = ("far", "place", "report")
    responses = [replace(one, events=(id_,)) for one, id_ in zip(responses_of(material), about, strict=True)]
    whole = board((ALDMARK,), responses, names(material), material, name="test", events=events)
    (cell,) = only_about(whole, responses, events, "main").cells
    assert [entry.events for entry in cell.possible] == [("report",), ("place",), ("far",)]
