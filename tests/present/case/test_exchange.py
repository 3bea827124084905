import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from onrecord.errors import ReadOnlyCase
from onrecord.ledger.adding import Terms
from onrecord.ledger.decisions import decide
from onrecord.ledger.store import Ledger
from onrecord.present.api import open_case
from onrecord.present.case.exchange import exported
from onrecord.present.cli import app
from onrecord.present.export.forms import MAKERS
from onrecord.records.acquisition import Access
from onrecord.records.decision import Verdict
from onrecord.testing.builders import Ticking, fictional_addition


def onrecord(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def told(*arguments: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    result = onrecord(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case with three reports, one restricted; one allegation of each public one is confirmed."""
    monkeypatch.chdir(tmp_path)
    with Ledger.create("weir", who="Ilse", clock=Ticking()) as ledger:
        terms = Terms(access=Access.RESTRICTED)
        list(ledger.add_all([fictional_addition(1), fictional_addition(2), fictional_addition(3, terms=terms)]))
        found = [one for one in ledger.findings() if one.kind.value == "allegation" and one.report != 2]
        with ledger.writing() as writing:
            for finding in found:
                decide(writing, finding.id, Verdict.CONFIRMED)
    return tmp_path / "weir.case"


def actions(case: Path) -> list[str]:
    with Ledger.open(case, who="Ilse") as ledger, ledger.snapshot() as connection:
        from onrecord.ledger.entries import entries_between

        return [entry.subject for entry in entries_between(connection) if entry.action == "exported"]


def test_nothing_unreviewed_leaves_a_case_that_cant_record_it(case: Path) -> None:
    with Ledger.open(case, read_only=True) as ledger, pytest.raises(ReadOnlyCase, match="must be recorded"):
        exported(ledger, Path("out"), form="csv", access=Access.PUBLIC, include_unreviewed=True, roster=None)
    assert not Path("out").exists()


@pytest.mark.parametrize("form", sorted(set(MAKERS) - {"parquet"}))
def test_each_form_is_written_through_the_gate_and_recorded(case: Path, form: str) -> None:
    written = told("export", "weir", "out", "--form", form)
    assert (written["allegations"], written["reviewed_only"]) == (1, True)
    assert all(Path(file).is_file() for file in written["files"])
    assert not [file for file in written["files"] if "unreviewed" in file]
    assert all(each["why"] for each in written["lost"])
    assert actions(case) == [f"case:{form}"]


def test_the_entry_comes_first_so_that_nothing_leaves_unrecorded(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError("no entry")

    monkeypatch.setattr("onrecord.present.case.exchange.record_export", refused)
    assert onrecord("export", "weir", "out", "--form", "csv").exit_code != 0
    assert not (case.parent / "out").exists()


def test_what_can_not_be_written_is_not_recorded(case: Path) -> None:
    assert onrecord("export", "weir", "many.csv", "--form", "csv").exit_code == 2
    assert onrecord("export", "weir", "no/such/out", "--form", "csv").exit_code == 2
    assert actions(case) == []


def test_rows_of_a_roster_that_can_not_be_read_are_named(case: Path) -> None:
    Path("roster.csv").write_text("name,kind\nOrd Vess,person\nTal Ros,planet\n", "utf-8")
    result = onrecord("export", "weir", "out", "--form", "csv", "--roster", "roster.csv")
    assert result.exit_code == 0
    assert "planet" in result.stderr
    assert case.exists()


def test_unreviewed_reading_is_marked_and_recorded(case: Path) -> None:
    written = told("export", "weir", "-o", "out.zip", "--format", "csv", "--include-unreviewed")
    assert written["allegations"] == 2
    assert written["content"] == "holds unreviewed machine reading"
    assert all(".unreviewed." in name for name in zipfile.ZipFile("out.zip").namelist())
    assert actions(case) == ["case:csv-unreviewed"]


def test_restricted_reports_leave_only_where_asked_for(case: Path) -> None:
    assert told("export", "weir", "a", "--form", "csv")["reports"] == 2
    written = told("export", "weir", "b", "--form", "csv", "--access", "restricted")
    assert (written["reports"], written["allegations"]) == (3, 2)


@pytest.mark.usefixtures("case")
def test_what_a_form_could_not_hold_is_printed() -> None:
    result = onrecord("export", "weir", "out", "--form", "plover")
    assert "plover could not hold:" in result.output
    assert "PLOVER" in result.output


def test_nothing_confirmed_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Ledger.create("bare", who="Ilse", clock=Ticking()) as ledger:
        ledger.add_one(fictional_addition(1))
    result = onrecord("export", "bare", "out", "--form", "ftm")
    assert result.exit_code == 2
    assert "Nothing in bare is confirmed yet" in result.output
    assert "--include-unreviewed" in result.output
    assert not (tmp_path / "out").exists()
    assert actions(tmp_path / "bare.case") == []


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "weir", "--form", "csv"], "Where to?"),
        (["export", "weir", "a", "-o", "b", "--form", "csv"], "give one of them"),
        (["export", "weir", "a.csv", "--form", "csv"], "name of a folder"),
        (["export", "weir", "a.zip", "--include-unreviewed"], "goes with masked forms"),
        (["import", "a.zip", "weir", "--apply"], "go with --form"),
        (["import", "a.csv", "weir", "--form", "ftm", "--column", "a=b"], "--column is for tables"),
        (["import", "a.csv", "weir", "--form", "table", "--column", "text"], "maps no column"),
        (["import", "a.csv", "weir", "--form", "table", "--damaged"], "go with whole cases"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], said: str) -> None:
    result = onrecord(*arguments)
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.output.split())


def test_what_is_there_is_not_written_over(case: Path) -> None:
    Path("out").mkdir()
    result = onrecord("export", "weir", "out", "--form", "csv")
    assert result.exit_code == 1
    assert "is there already" in result.output
    assert actions(case) == []


ROWS = (
    "title,text,act,victims,alleged perpetrators,date,witness\n"
    "At the lock,They took Bo Reth at night.,abduction,Bo Reth,River Guard,2023-03-04,Osk Tamm\n"
    "Bad,Something,killing,,,03/04/2023,\n"
    "No act,Tam Oss was beaten at the market.,,Tam Oss,,,\n"
)


def lines(*arguments: str) -> list[Any]:
    result = onrecord(*arguments, "--json")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_an_import_is_dry_unless_told_otherwise(case: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(ROWS, "utf-8")
    result = onrecord("import", "rows.csv", "weir", "--form", "table")
    assert result.exit_code == 3
    assert "Nothing was kept. With --apply: 2 new, 0 matched, 1 refused, 0 passed over." in result.output
    assert told("status", "weir")["reports"] == 3
    dry = lines("import", "rows.csv", "weir", "--form", "table")
    assert [one["outcome"] for one in dry] == ["new", "refused", "new"]
    wet = lines("import", "rows.csv", "weir", "--form", "table", "--apply")
    assert [one["outcome"] for one in wet] == ["new", "refused", "new"]
    assert told("status", "weir")["reports"] == 5
    assert {one["outcome"] for one in lines("import", "rows.csv", "weir", "--form", "table", "--apply")} == {
        "matched", "refused",
    }  # fmt: skip
    assert told("status", "weir")["reports"] == 5
    assert onrecord("check", "weir").exit_code == 0


def test_of_a_file_that_becomes_no_report_no_original_is_kept(case: Path, tmp_path: Path) -> None:
    (tmp_path / "twice.csv").write_text("title,title\nBo Reth,Tam Oss\n", "utf-8")
    (tmp_path / "refused.csv").write_text("title,text,act,date\nRaid,Bo Reth,killing,03/04/2023\n", "utf-8")
    before = sorted(each for each in (case / "originals").rglob("*") if each.is_file())
    assert onrecord("import", "twice.csv", "weir", "--form", "table", "--apply").exit_code == 1
    assert onrecord("import", "refused.csv", "weir", "--form", "table", "--apply").exit_code == 3
    assert sorted(each for each in (case / "originals").rglob("*") if each.is_file()) == before


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("form", ["ftm", "uwazi", "bayanat", "table"])
def test_a_file_that_is_not_there_is_named(form: str) -> None:
    result = onrecord("import", "nowhere.csv", "weir", "--form", form)
    assert result.exit_code == 1
    assert "nowhere.csv" in result.stderr


def test_what_is_imported_is_masked_and_keeps_its_file_and_where_it_came_from(case: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(ROWS, "utf-8")
    (first, _, _) = lines("import", "rows.csv", "weir", "--form", "table", "--apply")
    shown = onrecord("show", "weir", first["finding"]).output
    for name in ("Reth", "Tamm", "Oss"):
        assert name not in shown
        assert name not in onrecord("show", "weir", str(first["report"]), "--json").output
    assert "rows.csv row 2" in shown
    with Ledger.open(case, who="Ilse") as ledger:
        kept = ledger.kept(first["report"])
        assert ledger.originals.read(kept.sha256) == ROWS.encode()
        assert (kept.locator, kept.access) == ("rows.csv row 2", Access.CONFIDENTIAL)
    # What others' databases hold leaves no case unasked.
    assert told("export", "weir", "public", "--form", "csv")["allegations"] == 1
    whole = told("export", "weir", "all", "--form", "csv", "--access", "confidential")
    assert whole["allegations"] == 3
    with Path("all/allegations.csv").open(encoding="utf-8-sig", newline="") as file:
        (told_of,) = [row for row in csv.DictReader(file) if row["alleged_perpetrators"] == "River Guard"]
    assert (told_of["act"], told_of["first"]) == ("abduction", "2023-03-04")
    assert told_of["victims"].startswith("[victim")


def test_a_quotation_that_stands_in_a_report_of_the_case_is_entered_there(case: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(
        "url,quotation,act,victims,alleged perpetrators\n"
        "https://outlet-2.example/2,soldiers beat at least 4 villagers,assault,villagers,soldiers\n"
        "https://outlet-2.example/2,words that nobody wrote,assault,villagers,\n",
        "utf-8",
    )
    first, second = lines("import", "rows.csv", "weir", "--form", "table", "--apply")
    assert (first["outcome"], first["report"], first["told"]) == ("new", 2, "As allegation in report 2.")
    assert second["report"] == 4
    assert "Its quotation does not stand in the report that it names." in second["notes"]


def test_a_roster_fills_the_board(case: Path) -> None:
    told("export", "weir", "tables", "--form", "csv", "--roster", "g7")
    with Path("tables/board.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.DictReader(file))
    assert len({row["actor"] for row in cells}) == 7
    assert {row["cell"] for row in cells} == {"not_found"}
    assert all(row["searched_reports"] == "2" for row in cells)


def test_programs_get_tables_of_what_was_confirmed_and_say_so_where_they_want_more(case: Path) -> None:
    with open_case(case) as opened:
        assert [row["act"] for row in opened.allegations] == ["detention", "abduction"]
        every = opened.tables(include_unreviewed=True)
        assert len(every.allegations.to_dicts()) == 3
        assert {row["review"] for row in every.responses} == {"unreviewed machine reading"}
        assert [row["report"] for row in opened.sources] == [1, 2, 3]
        assert opened.tables() is opened.tables()
        (unconfirmed,) = [row for row in every.allegations if row["review"] == "unreviewed machine reading"]
        opened.decide(unconfirmed["id"], Verdict.CONFIRMED)
        assert len(opened.allegations.to_dicts()) == 3


def test_a_column_of_sources_hides_persons_and_no_outlet_court_or_police(case: Path) -> None:
    rows = (
        "text,act,victims,told_by\n"
        "Guards beat Ida Brandel at the harbour.,assault,Ida Brandel,The Harbour Gazette\n"
        "Guards beat a man.,assault,,Regional Court of Torvale\n"
        "Guards beat a boy.,assault,,his brother Olaf Brandel\n"
    )
    Path("rows.csv").write_text(rows, encoding="utf-8")
    taken = onrecord("import", "rows.csv", "weir", "--form", "table", "--apply")
    assert taken.exit_code == 0, taken.output
    Path("seen.txt").write_text(
        "FICTIONAL. The Harbour Gazette wrote to the Regional Court of Torvale. Olaf Brandel was there.",
        encoding="utf-8",
    )
    assert onrecord("add", "weir", "seen.txt", "--jobs", "1").exit_code == 0
    number = json.loads(onrecord("list", "weir", "--json", "--limit", "0").stdout.splitlines()[-1])["number"]
    told = json.loads(onrecord("show", "weir", str(number), "--text", "--json").stdout)["text"]
    assert "The Harbour Gazette wrote to the Regional Court of Torvale." in told
    assert "Olaf" not in told
    assert "Brandel" not in told
