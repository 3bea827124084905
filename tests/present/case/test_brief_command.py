"""`onrecord brief`, in this process. All names are invented."""

import json
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from onrecord import acquire
from onrecord.ledger.entries import entries_between
from onrecord.ledger.store import Ledger
from onrecord.present.cli import app
from onrecord.present.words import UNREVIEWED
from tests.runs.fakes import STAGES

ROSTER = "name,kind,state,position\nLoslo,state,Loslo,\nIstren,state,Istren,\n"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case with a report, into which somebody entered that Loslo condemned what happened."""
    monkeypatch.chdir(tmp_path)
    text = (
        "FICTIONAL. Loslo condemned the beating of two rowers at the weir. Nobody else has said anything of it so far."
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    assert onrecord("new", "weir", "--as", "Ilse").exit_code == 0
    assert onrecord("add", "weir", "a.txt", "--jobs", "1", "--as", "Ilse").exit_code == 0
    return tmp_path / "weir.case"


@pytest.fixture
def confirmed(case: Path) -> Path:
    entered = onrecord(
        "enter", "weir", "1", "--kind", "response", "-q", "condemned", "-f", "act=condemn", "-f", "who=Loslo"
    )
    assert entered.exit_code == 0, entered.output
    return case


def onrecord(*arguments: str) -> Result:
    stages = replace(STAGES, items=acquire.items, open_item=acquire.open_item)
    return CliRunner().invoke(app, list(arguments), obj=stages)


def told(*arguments: str) -> Any:  # noqa: ANN401  whatever JSON holds
    result = onrecord(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def exported(case: Path) -> list[tuple[str, str]]:
    with Ledger.open(case, read_only=True) as ledger, ledger.snapshot() as connection:
        return [(entry.who, entry.subject) for entry in entries_between(connection) if entry.action == "exported"]


@pytest.mark.usefixtures("confirmed")
@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "md"])
def test_a_brief_is_written_in_the_form_that_its_name_asks_for(tmp_path: Path, ending: str) -> None:
    written = told("brief", "weir", "-o", f"brief.{ending}", "--roster", "roster.csv")
    content = (tmp_path / f"brief.{ending}").read_bytes()
    starts = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "docx": b"PK", "md": b"# Brief on weir"}

    assert content.startswith(starts[ending])
    assert written["bytes"] == len(content)
    assert (written["responses"], written["reviewed_only"]) == (1, True)
    assert stat.S_IMODE((tmp_path / f"brief.{ending}").stat().st_mode) == 0o600


def test_it_tells_answers_and_what_was_not_found(confirmed: Path, tmp_path: Path) -> None:
    assert onrecord("brief", "weir", "-o", "brief.md", "--roster", "roster.csv", "--as", "Ilse").exit_code == 0
    text = (tmp_path / "brief.md").read_text(encoding="utf-8")

    assert "Loslo condemned" in text or "“condemned”" in text
    assert "No public response was found of **Istren**" in text
    assert UNREVIEWED not in text
    assert exported(confirmed) == [("Ilse", "case:brief-md")]
    assert onrecord("check", "weir").exit_code == 0


def test_without_anything_confirmed_it_says_so_and_how_to_confirm(case: Path, tmp_path: Path) -> None:
    result = onrecord("brief", "weir", "-o", "brief.html")
    assert result.exit_code == 0
    assert "Nothing is confirmed yet" in result.output
    assert "Nothing is confirmed yet" in (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert [subject for _, subject in exported(case)] == ["case:brief-html"]


def test_unreviewed_findings_are_marked_and_the_case_records_that_they_left(case: Path, tmp_path: Path) -> None:
    written = told("brief", "weir", "-o", "draft.md", "--include-unreviewed", "--as", "Ilse")
    assert (written["reviewed_only"], written["draft"]) == (False, True)
    assert UNREVIEWED in (tmp_path / "draft.md").read_text(encoding="utf-8")
    assert exported(case) == [("Ilse", "case:brief-md-unreviewed")]


@pytest.mark.usefixtures("confirmed")
@pytest.mark.parametrize("arguments", [("--all", "--include-unreviewed"), ()])
def test_what_is_asked_for_whole_is_no_draft(arguments: tuple[str, ...]) -> None:
    assert told("brief", "weir", "-o", "whole.md", *arguments)["draft"] is False


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("-o", "brief.odt"), "ends in .html, .pdf, .docx, .md"),
        (("-o", "nowhere/brief.pdf"), "no folder"),
        (("-o", "brief.md", "--event", "e0000000000000000"), "Nothing that a person confirmed is of event"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    case: Path, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    result = onrecord("brief", "weir", *arguments)
    assert result.exit_code != 0
    assert says in " ".join(result.output.split())
    assert not list(tmp_path.glob("brief*"))
    assert exported(case) == []


@pytest.mark.usefixtures("confirmed")
def test_rows_of_the_roster_that_cannot_be_read_are_named_and_the_brief_is_written(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(ROSTER + "Quellin,planet,,\n", encoding="utf-8")
    result = onrecord("brief", "weir", "-o", "brief.md", "--roster", "bad.csv")
    assert result.exit_code == 3
    assert "planet" in result.output
    assert "Istren" in (tmp_path / "brief.md").read_text(encoding="utf-8")


def test_passages_that_say_that_somebody_is_not_to_be_named_are_counted(confirmed: Path) -> None:
    assert told("brief", "weir", "-o", "before.md")["told_unnamed"] == 0
    text = "FICTIONAL. Guards beat him, said a crane operator of 41, who asked not to be named. It rained all day long."
    Path("b.txt").write_text(text, encoding="utf-8")
    assert onrecord("add", "weir", "b.txt", "--jobs", "1", "--as", "Ilse").exit_code == 0
    entered = onrecord("enter", "weir", "2", "--kind", "allegation", "-q", "beat", "-f", "act=assault")
    assert entered.exit_code == 0, entered.output
    assert told("brief", "weir", "-o", "after.md")["told_unnamed"] == 1
    shown = " ".join(onrecord("brief", "weir", "-o", "again.md").stdout.split())
    assert "1 passage says that somebody isn't to be named." in shown
    hidden = onrecord("protect", "weir", "Xavrok", "--role", "source", "--phrase", "a crane operator")
    assert hidden.exit_code == 0, hidden.output
    assert onrecord("brief", "weir", "-o", "hidden.md").exit_code == 0
    assert "crane operator" in Path("again.md").read_text(encoding="utf-8")
    assert "crane operator" not in Path("hidden.md").read_text(encoding="utf-8")
