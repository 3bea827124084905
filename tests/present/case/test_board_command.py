"""`onrecord board`, `request` and `reply`, in this process. All names are invented."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from onrecord import acquire
from onrecord.present.case.board_command import TOLD, searched_told
from onrecord.present.cli import app
from onrecord.records.acquisition import Access
from onrecord.records.record import CellKind, Searched
from tests.runs.fakes import STAGES

ROSTER = "name,kind,state,position\nLoslo,state,Loslo,\nIstren,state,Istren,\nAma Terrin,person,Loslo,president\n"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case with a report, into which somebody entered that Loslo condemned it."""
    monkeypatch.chdir(tmp_path)
    text = (
        "FICTIONAL. Loslo condemned the beating of two rowers at the weir. Nobody else has said anything of it so far."
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    assert onrecord("new", "weir", "--as", "Ilse").exit_code == 0
    assert onrecord("add", "weir", "a.txt", "--jobs", "1", "--as", "Ilse").exit_code == 0
    entered = onrecord(
        "enter", "weir", "1", "--kind", "response", "-q", "condemned", "-f", "act=condemn", "-f", "who=Loslo"
    )
    assert entered.exit_code == 0, entered.output
    return tmp_path / "weir.case"


def onrecord(*arguments: str) -> Result:
    stages = replace(STAGES, items=acquire.items, open_item=acquire.open_item)
    return CliRunner().invoke(app, list(arguments), obj=stages)


def told(*arguments: str) -> Any:  # noqa: ANN401  whatever JSON holds
    result = onrecord(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.usefixtures("case")
def test_a_board_tells_each_cell_and_what_was_searched() -> None:
    made = told("board", "weir", "--roster", "roster.csv")
    assert [cell["actor"]["name"] for cell in made["cells"]] == ["Loslo", "Istren", "Ama Terrin"]
    loslo, istren, _ = made["cells"]
    assert loslo["kinds"] == ["responded"]
    (entry,) = loslo["entries"]
    assert entry["act"] == "condemn"
    assert entry["quotation"]["text"].startswith("Loslo condemned")
    assert len(entry["source"]["sha256"]) == 64
    assert istren["kinds"] == ["not_found"]
    assert made["searched"]["reports"] == 1


@pytest.mark.usefixtures("case")
def test_people_are_shown_a_table_and_may_open_a_cell() -> None:
    shown = onrecord("board", "weir", "--roster", "roster.csv")
    assert shown.exit_code == 0, shown.output
    assert "no public response found" in shown.output
    assert "Unreviewed machine reading" in shown.output
    assert "Searched on" in shown.output
    opened = onrecord("board", "weir", "--roster", "roster.csv", "--cell", "loslo").output
    assert "Loslo condemned" in opened
    assert "sha256 " in opened
    assert "report:1" in opened


@pytest.mark.usefixtures("case")
def test_a_cell_leads_with_what_tells_most_and_names_the_other_acts() -> None:
    for number, (quotation, act) in enumerate((("beating", "other"), ("of two rowers", "demand")), start=2):
        entered = onrecord(
            "enter", "weir", "1", "--kind", "response", "-q", quotation, "-f", f"act={act}", "-f", "who=Loslo"
        )
        assert entered.exit_code == 0, (number, entered.output)
    shown = " ".join(onrecord("board", "weir", "--roster", "roster.csv").output.split())
    assert "(+2; also" in shown
    opened = onrecord("board", "weir", "--roster", "roster.csv", "--cell", "Loslo").output
    assert "responded: demand" in opened
    assert "responded: other" in opened


@pytest.mark.usefixtures("case")
def test_a_question_is_told_as_no_response_in_an_opened_cell() -> None:
    Path("b.txt").write_text("FICTIONAL. Will Istren ever condemn the beating at the weir?", encoding="utf-8")
    assert onrecord("add", "weir", "b.txt", "--jobs", "1", "--as", "Ilse").exit_code == 0
    entered = onrecord(
        "enter", "weir", "2", "--kind", "response", "-q", "condemn", "-f", "act=condemn", "-f", "status=hypothetical",
        "-f", "who=Istren",
    )  # fmt: skip
    assert entered.exit_code == 0, entered.output
    istren = told("board", "weir", "--roster", "roster.csv")["cells"][1]
    assert istren["kinds"] == ["not_found"]
    opened = onrecord("board", "weir", "--roster", "roster.csv", "--cell", "Istren").output
    assert "no response in itself" in opened
    assert "it stands in a question" in " ".join(opened.split())


@pytest.mark.usefixtures("case")
def test_a_shipped_roster_says_of_which_day_it_is() -> None:
    made = told("board", "weir", "--roster", "g7")
    assert made["roster_told"].startswith("as of")
    assert all(cell["kinds"] == ["not_found"] for cell in made["cells"])


def test_a_board_below_the_highest_access_level_says_what_it_did_not_search(case: Path) -> None:
    (case.parent / "b.txt").write_text("FICTIONAL. Istren condemned the beating of the rowers.", encoding="utf-8")
    assert onrecord("add", case.name, "b.txt", "--jobs", "1", "--access", "confidential").exit_code == 0
    everything = told("board", "weir", "--roster", "roster.csv")["searched"]
    assert (everything["reports"], everything["access"]) == (2, "confidential")
    below = told("board", "weir", "--roster", "roster.csv", "--access", "restricted")["searched"]
    assert (below["reports"], below["access"]) == (1, "restricted")
    for further in ((), ("--cell", "Istren")):
        shown = onrecord("board", "weir", "--roster", "roster.csv", "--access", "restricted", *further).output
        assert "Nor were reports above the access level restricted" in shown
        assert "access level" not in onrecord("board", "weir", "--roster", "roster.csv", *further).output


@pytest.mark.usefixtures("case")
def test_did_not_reply_comes_and_goes_with_the_letters() -> None:
    asked = told("request", "weir", "Istren", "--by", "letter", "--sent", "2024-05-01", "--deadline", "2024-06-01")
    assert asked["number"] == 1
    assert told("board", "weir", "--roster", "roster.csv")["cells"][1]["kinds"] == ["no_reply", "not_found"]
    assert "answer due 2024-06-01" in onrecord("board", "weir", "--roster", "roster.csv", "--cell", "Istren").output
    assert told("reply", "weir", "1", "--received", "2024-06-10")["request"] == 1
    assert told("board", "weir", "--roster", "roster.csv")["cells"][1]["kinds"] == ["not_found"]


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    ("whom", "further", "warned"),
    [
        ("the embassy of Loslo", ("--roster", "roster.csv"), False),
        ("Lolso", ("--yes",), False),
        ("Ama Terrin", ("--roster", "roster.csv"), False),
        ("France", (), False),
        ("Quillon Harbour Board", (), True),
    ],
)
def test_a_request_is_logged_to_whom_it_names(whom: str, further: tuple[str, ...], warned: bool) -> None:
    result = onrecord("request", "weir", whom, "--by", "letter", "--sent", "2024-05-01", *further)
    assert result.exit_code == 0, result.output
    assert ("No name that the case tells is like" in result.output) is warned
    (logged,) = [json.loads(line) for line in onrecord("list", "weir", "requests", "--json").stdout.splitlines()]
    assert logged["whom"] == whom


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("board", "weir", "--roster", "nobody.csv"), "nobody.csv"),
        (("board", "weir", "--roster", "roster.csv", "--cell", "Quillon"), "Quillon"),
        (("board", "weir", "--roster", "roster.csv", "--event", "e1"), "There is no event"),
        (("request", "weir", "Loslo", "--by", "letter", "--sent", "May"), "sent is 'May'"),
        (("request", "weir", " ", "--by", "letter", "--sent", "2024-05-01"), "nothing was logged"),
        (
            ("request", "weir", "Lolso", "--by", "letter", "--sent", "2024-05-01", "--roster", "roster.csv"),
            "Much like it: Loslo",
        ),
        (
            ("request", "weir", "Ama Terin", "--by", "letter", "--sent", "2024-05-01", "--roster", "roster.csv"),
            "Much like it: Ama Terrin",
        ),
        (("reply", "weir", "7", "--received", "2024-05-01"), "7"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(arguments: tuple[str, ...], said: str) -> None:
    result = onrecord(*arguments)
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("case")
def test_bad_rows_are_named_and_the_rest_is_shown(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(ROSTER + "The Oar,guild,,\n", encoding="utf-8")
    result = onrecord("board", "weir", "--roster", "bad.csv")
    assert result.exit_code == 3
    assert "bad.csv, line 5" in result.output
    assert "Loslo" in result.output


def test_every_kind_of_cell_has_its_words() -> None:
    assert set(TOLD) == set(CellKind)


def test_what_was_not_searched_is_said() -> None:
    searched = Searched(
        reports=3, first=None, last=None, publishers=(), languages=("en",), unread=("a",), failed=("b", "c"), undated=3,
        access=Access.CONFIDENTIAL,
        recall=None, recall_on="not measured for other@2", at="2024-12-31T12:00:00+00:00",
    )  # fmt: skip
    said = " ".join(searched_told(searched))
    assert "1 in languages that can't be read and 2 that could not be opened or read" in said
    assert "3 of them have no date" in said
    assert "not measured for other@2" in said
    known = " ".join(searched_told(replace(searched, recall=0.61, recall_on="405 responses", unread=(), failed=())))
    assert "61% of 405 responses" in known
    assert "Each of them was read" in known
    assert "access" not in said + known
    below = " ".join(searched_told(replace(searched, access=Access.RESTRICTED)))
    assert "Nor were reports above the access level restricted, if there are any." in below
