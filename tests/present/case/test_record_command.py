"""`onrecord record`, in this process. All names are invented."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord import acquire
from onrecord.present.cli import app
from tests.runs.fakes import STAGES


def onrecord(*arguments: str) -> Result:
    stages = replace(STAGES, items=acquire.items, open_item=acquire.open_item)
    return CliRunner().invoke(app, list(arguments), obj=stages)


@pytest.fixture(autouse=True)
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case with a report, into which somebody entered a killing."""
    monkeypatch.chdir(tmp_path)
    text = "FICTIONAL. Guards killed two rowers at the weir. Loslo condemned it. Nobody else has said anything so far."
    Path("a.txt").write_text(text, encoding="utf-8")
    assert onrecord("new", "weir", "--as", "Ilse").exit_code == 0
    assert onrecord("add", "weir", "a.txt", "--jobs", "1", "--as", "Ilse").exit_code == 0
    entered = onrecord("enter", "weir", "1", "--kind", "allegation", "-q", "killed", "-f", "act=killing")
    assert entered.exit_code == 0, entered.output


def test_one_event_is_shown_by_its_id() -> None:
    whole = onrecord("record", "weir", "--json")
    assert whole.exit_code == 0, whole.output
    (event,) = (one for one in json.loads(whole.stdout)["events"] if "killing" in one["acts"])
    alone = json.loads(onrecord("record", "weir", "--event", event["id"], "--json").stdout)
    assert alone["events"] == [event]
    shown = onrecord("record", "weir", "--event", event["id"])
    assert shown.exit_code == 0, shown.output
    assert event["id"] in shown.stdout
    assert event["allegations"][0]["id"] in shown.stdout, "by which a reviewer decides on it"


def test_an_event_that_is_not_there_is_wrong_usage() -> None:
    result = onrecord("record", "weir", "--event", "e0000000000000000")
    assert result.exit_code == 2
    assert "e0000000000000000" in result.output


def test_bad_rows_of_a_roster_are_named_and_the_rest_is_shown() -> None:
    Path("bad.csv").write_text("name,kind,state,position\nLoslo,state,Loslo,\nThe Oar,guild,,\n", encoding="utf-8")
    result = onrecord("record", "weir", "--roster", "bad.csv", "--json")
    assert result.exit_code == 3
    assert "guild" in result.stderr
    assert [cell["actor"]["name"] for cell in json.loads(result.stdout)["board"]["cells"]] == ["Loslo"]
