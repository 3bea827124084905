"""What an import of office-holders shows, and what `read` does with it; everybody in here is FICTIONAL."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from onrecord.present.cli import app
from onrecord.present.contract import schema, to_object
from onrecord.records import Actor, ActorKind, PositionHeld, Reading
from onrecord.resolve import Roster
from onrecord.runs.local import Stages
from tests.present.readings import full_reading
from tests.runs.fakes import FakeReader, items, open_item

GOOD = "name,position,body,state,from,to\nIven Sorrak,President,,Karvenia,2014-05-01,\n"
BAD = GOOD + ",President,,Karvenia,2019,\nMila Tessen,President,,Karvenia,2019,someday\nKarvenia Guild,,,Karvenia,,\n"


def resolve(reading: Reading, *, rosters: Roster | None = None) -> Reading:
    """An actor for every tenure."""
    tenures = () if rosters is None else rosters.tenures
    return replace(reading, actors=tuple(Actor(f"a{n}", t.name, ActorKind.PERSON) for n, t in enumerate(tenures, 1)))


STAGES = Stages(items=items, open_item=open_item, reader=FakeReader, resolve=resolve)


def onrecord(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)), obj=STAGES, env={"COLUMNS": "140"})


@pytest.fixture
def rosters(tmp_path: Path) -> tuple[Path, Path]:
    good, bad = tmp_path / "good.csv.gz", tmp_path / "bad.csv"
    good.write_bytes(gzip.compress(GOOD.encode()))
    bad.write_text(BAD, encoding="utf-8")
    return good, bad


def test_what_was_understood_is_shown(rosters: tuple[Path, Path]) -> None:
    result = onrecord("roster", rosters[0])
    assert result.exit_code == 0
    assert "good.csv.gz: 1 positions of 1 person" in result.stdout
    row = next(line for line in result.stdout.splitlines() if "Iven Sorrak" in line)
    assert "president, one at a time" in row
    assert "2014-05-01" in row


def test_bad_rows_are_named_and_the_rest_goes_on(rosters: tuple[Path, Path]) -> None:
    result = onrecord("roster", *rosters, "none.csv")
    assert result.exit_code == 3
    assert result.stdout.count("Iven Sorrak") == 2
    assert "1 rows without an office-holder left out, 2 rows could not be read" in result.stdout
    told = result.stderr.splitlines()
    assert told[0] == "onrecord: bad.csv, line 3: no name or no position. Fill both in, or take the row out."
    assert told[1] == "onrecord: bad.csv, line 4: 'someday' is no date. Write YYYY, YYYY-MM or YYYY-MM-DD."
    assert "none.csv can't be opened" in told[2]


def test_json_holds_every_position_and_error(rosters: tuple[Path, Path]) -> None:
    result = onrecord("roster", *rosters, "none.csv", "--json")
    assert result.exit_code == 3
    good, bad, none = json.loads(result.stdout)["rosters"]
    assert good["positions"] == [
        {
            "name": "Iven Sorrak", "names": [], "title": "President", "office": "president", "known": True,
            "one_at_a_time": True, "body": None, "state": "Karvenia", "area": None, "from": "2014-05-01", "to": None,
        }
    ]  # fmt: skip
    assert [error["row"] for error in bad["errors"]] == ["line 3", "line 4"]
    assert (bad["left_out"], none["error"]["code"]) == (1, "missing")


def test_long_rosters_are_cut_unless_all_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("name,position\n" + "".join(f"Ada {n},Senator\n" for n in range(25)), encoding="utf-8")
    assert "… and 5 more; --all shows them." in onrecord("roster", path).stdout
    assert "Ada 24" in onrecord("roster", path, "--all").stdout


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_reading_knows_the_rosters_in_every_process(rosters: tuple[Path, Path], jobs: str) -> None:
    good, bad = rosters
    result = onrecord("read", "a", "b", "--roster", good, "--roster", bad, "-f", "jsonl", "-j", jobs)
    readings = [json.loads(line) for line in result.stdout.splitlines()]
    assert [[actor["name"] for actor in reading["actors"]] for reading in readings] == [["Iven Sorrak"] * 2] * 2
    assert result.exit_code == 3  # not all rows could be read
    assert "bad.csv, line 3" in result.stderr


def test_a_roster_that_cannot_be_read_is_wrong_usage_and_nothing_is_read(tmp_path: Path) -> None:
    strange = tmp_path / "strange.csv"
    strange.write_text("a,b\n1,2\n", encoding="utf-8")
    for path in (strange, tmp_path / "none.csv"):
        result = onrecord("read", "a", "--roster", path, "-f", "jsonl", "-j", "1")
        assert (result.exit_code, result.stdout) == (2, "")
        assert path.name in result.stderr


def test_positions_stand_in_the_contract_only_where_rosters_were_asked_for() -> None:
    position = PositionHeld(
        "Iven Sorrak", "President", None, "Karvenia", "2014-05-01", None, "good.csv", "the same words"
    )
    reading = full_reading()
    first, *others = reading.actors
    known = replace(
        reading,
        actors=(replace(first, positions=(position,)), *(replace(actor, positions=()) for actor in others)),
    )
    assert all("positions" not in actor for actor in to_object(reading)["actors"])
    told = to_object(known)
    jsonschema.Draft202012Validator(schema()).validate(told)
    assert [len(actor["positions"]) for actor in told["actors"]] == [1, 0, 0]
    assert told["actors"][0]["positions"] == [
        {
            "name": "Iven Sorrak", "title": "President", "body": None, "state": "Karvenia", "from": "2014-05-01",
            "to": None, "roster": "good.csv", "reason": "the same words",
        }
    ]  # fmt: skip
