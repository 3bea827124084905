import csv
import io
import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from onrecord.acquire.foreign import ForeignForm, foreign_rows
from onrecord.acquire.foreign.sheets import MOST_CELL
from onrecord.errors import InvalidInput, UsageError
from onrecord.records.foreign import Foreign, ForeignKind, PassedOver, Refused


def rows(path: Path, form: str = "table", **options: Any) -> list[Foreign | Refused | PassedOver]:  # noqa: ANN401 - as they are taken
    return list(foreign_rows(path, ForeignForm(form), **options))


def table(tmp_path: Path, text: str, name: str = "incidents.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


# --- tables ----------------------------------------------------------------------------------------------------------


def test_a_row_is_taken_by_its_labels_and_what_has_no_field_is_kept(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "Title,Narrative,Violation,Victims,Perpetrators,Date,Location,Weather\n"
        "At the lock,They took two men.,abduction,Bo Reth|Tam Oss,River Guard,4 March 2023,Dorrin Lock,rain\n",
    )
    (row,) = rows(path)
    assert row == Foreign(
        place="incidents.csv row 2",
        kind=ForeignKind.ALLEGATION,
        title="At the lock",
        text="They took two men.",
        act="abduction",
        victims=("Bo Reth", "Tam Oss"),
        alleged_perpetrators=("River Guard",),
        first="2023-03-04",
        places=("Dorrin Lock",),
        told=(("Weather", "rain"),),
    )


def test_columns_can_be_said_to_hold_what(tmp_path: Path) -> None:
    path = table(tmp_path, "What,Whom\nThey took two men.,Bo Reth\n")
    (row,) = rows(path, columns={"text": "what", "victims": "Whom"}, kind=ForeignKind.ALLEGATION)
    assert isinstance(row, Foreign)
    assert (row.text, row.victims) == ("They took two men.", ("Bo Reth",))


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = table(tmp_path, "What,Whom\na,b\n")
    with pytest.raises(InvalidInput, match="no column 'Narrative'; it has 'What', 'Whom'"):
        rows(path, columns={"text": "Narrative"})
    with pytest.raises(UsageError, match="'colour' is no field"):
        rows(path, columns={"colour": "What"})
    with pytest.raises(InvalidInput, match="no column that onrecord knows"):
        rows(path)


def test_bad_rows_are_named_by_row_and_cell_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "title,text,date,victims\n"
        "one,first,2023-03-04,\n"
        "two,second,03/04/2023,\n"
        "three,third,2023,,,stray\n"
        f"four,{'x' * (MOST_CELL + 1)},2023,\n"
        "five,fifth,2023-05,\n",
    )
    told = rows(path)
    assert [one.title for one in told if isinstance(one, Foreign)] == ["one", "five"]
    faults = {one.place: one.reason for one in told if isinstance(one, Refused)}
    assert list(faults) == [f"incidents.csv row {number}" for number in (3, 4, 5)]
    assert faults["incidents.csv row 3"].startswith("C3 can't be read as a date without guessing")
    assert faults["incidents.csv row 4"].startswith("Cell F4 has no column")
    assert faults["incidents.csv row 5"].startswith("Cell B5 holds more than")


@pytest.mark.parametrize("text", ["﻿title,text\na,b\n", "title;text\na;b\n", "title\ttext\na\tb\n", "title,text\r\na,b"])
def test_marks_and_separators_of_spreadsheets_are_taken(tmp_path: Path, text: str) -> None:
    (row,) = rows(table(tmp_path, text))
    assert isinstance(row, Foreign)
    assert (row.title, row.text) == ("a", "b")


def test_utf_16_as_some_spreadsheets_save_it_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "utf16.csv"
    path.write_bytes("title\ttext\nŻaneta\tb\n".encode("utf-16"))
    (row,) = rows(path)
    assert isinstance(row, Foreign)
    assert row.title == "Żaneta"


def test_a_wrong_encoding_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.csv"
    path.write_bytes("title,text\na,b\nMüller,c\n".encode("latin-1"))
    with pytest.raises(InvalidInput, match=r"byte 17, on line 3, is not. Save it as CSV UTF-8"):
        rows(path)


def test_a_column_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="column 'Title' twice, as A and C"):
        rows(table(tmp_path, "title,text,Title\na,b,c\n"))


@pytest.mark.parametrize(
    ("content", "match"), [(b"", "is empty"), (b"title,t\0ext\n", "zero bytes"), (b'a,"b', "mend")]
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, match: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=match):
        rows(path)


def test_formulas_stay_words_in_csv_and_are_refused_by_cell_in_xlsx(tmp_path: Path) -> None:
    (row,) = rows(table(tmp_path, "title,text\n=1+1,'=SUM(A1)\n"))
    assert isinstance(row, Foreign)
    assert (row.title, row.text) == ("=1+1", "=SUM(A1)")
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["title", "text"])
    book.active.append(["a", "=HYPERLINK(A1)"])
    book.active.append(["c", "d"])
    book.save(tmp_path / "book.xlsx")
    told = rows(tmp_path / "book.xlsx")
    assert told[0] == Refused("book.xlsx row 2", "Cell B2 holds a formula; put its value there.")
    assert isinstance(told[1], Foreign)
    assert told[1].text == "d"


# --- ZIPs ------------------------------------------------------------------------------------------------------------


def archive(tmp_path: Path, members: dict[str, bytes], *, link: str | None = None) -> Path:
    path = tmp_path / "uwazi.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            if name == link:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            made.writestr(info, content)
    return path


def test_a_zip_of_uwazi_holds_import_csv(tmp_path: Path) -> None:
    path = archive(tmp_path, {"import.csv": b"title,Description,file\na,b,scan.pdf\n", "scan.pdf": b"%PDF"})
    (row,) = rows(path, "uwazi")
    assert isinstance(row, Foreign)
    assert (row.place, row.text, row.told) == ("uwazi.zip:import.csv row 2", "b", (("file", "scan.pdf"),))


@pytest.mark.parametrize(
    "name", ["../import.csv", "/import.csv", "a/../../import.csv", "C:/import.csv", "..\\import.csv"]
)
def test_names_that_lead_out_of_a_zip_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInput, match="leads out of it"):
        rows(archive(tmp_path, {name: b"title,text\na,b\n"}), "uwazi")
    assert [each.name for each in tmp_path.iterdir()] == ["uwazi.zip"]


def test_links_bombs_and_damage_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="holds a link"):
        rows(archive(tmp_path, {"import.csv": b"/etc/passwd"}, link="import.csv"), "uwazi")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made, made.open("import.csv", "w") as big:
        for _ in range(501):
            big.write(bytes(2**20))
    with pytest.raises(InvalidInput, match="unpacks to more than"):
        rows(tmp_path / "bomb.zip", "uwazi")
    (tmp_path / "cut.zip").write_bytes(archive(tmp_path, {"import.csv": b"a"}).read_bytes()[:-12])
    with pytest.raises(InvalidInput, match="damaged ZIP"):
        rows(tmp_path / "cut.zip", "uwazi")
    with pytest.raises(InvalidInput, match=r"holds no \.csv"):
        rows(archive(tmp_path, {"a.txt": b"a"}), "uwazi")


# --- Bayanat ---------------------------------------------------------------------------------------------------------


def test_bayanats_actors_and_bulletins(tmp_path: Path) -> None:
    actors = table(tmp_path, 'name,nickname,type,originid,description\nBo Reth,"Bo, Reth B.",Person,77,Boatman.\n')
    (actor,) = rows(actors, "bayanat")
    assert isinstance(actor, Foreign)
    assert (actor.kind, actor.name, actor.names, actor.actor_kind) == (
        ForeignKind.ACTOR, "Bo Reth", ("Bo", "Reth B."), "person",
    )  # fmt: skip
    bulletins = table(
        tmp_path,
        "id,title,source_link,description,publish_date,labels,sources,locations\n"
        '9,Raid,https://a.example/1,They took him.,2023-03-04,Arrest,Our desk,"Velm, Dorrin"\n',
        "bulletins.csv",
    )
    (bulletin,) = rows(bulletins, "bayanat")
    assert isinstance(bulletin, Foreign)
    assert (bulletin.kind, bulletin.url, bulletin.places) == (
        ForeignKind.ALLEGATION, "https://a.example/1", ("Velm", "Dorrin"),
    )  # fmt: skip
    assert bulletin.told == (("labels", "Arrest"),)


# --- FollowTheMoney --------------------------------------------------------------------------------------------------


def entities(tmp_path: Path, *told: object) -> Path:
    path = tmp_path / "entities.ftm.json"
    path.write_text("".join((each if isinstance(each, str) else json.dumps(each)) + "\n" for each in told), "utf-8")
    return path


def test_an_event_of_aleph_is_an_allegation_with_the_links_to_it(tmp_path: Path) -> None:
    path = entities(
        tmp_path,
        {"id": "p", "schema": "Person", "properties": {"name": ["Bo Reth"], "alias": ["B. Reth"]}},
        {"id": "e", "schema": "Event", "properties": {
            "name": ["Raid at the lock"], "summary": ["They took him."], "keywords": ["detention"],
            "date": ["2023-03"], "location": ["Dorrin Lock"]}},
        {"id": "l", "schema": "UnknownLink", "properties": {"subject": ["p"], "object": ["e"], "role": ["victim"]}},
    )  # fmt: skip
    actor, event, folded = rows(path, "ftm")
    assert isinstance(actor, Foreign)
    assert isinstance(event, Foreign)
    assert (actor.kind, actor.name, actor.names) == (ForeignKind.ACTOR, "Bo Reth", ("B. Reth",))
    assert (event.kind, event.act, event.victims, event.first) == (
        ForeignKind.ALLEGATION, "detention", ("Bo Reth",), "2023-03",
    )  # fmt: skip
    assert isinstance(folded, PassedOver)


def test_lines_that_are_no_entity_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    deep = "[" * 100_000
    path = entities(
        tmp_path,
        "not json",
        ["a"],
        {"id": "a", "schema": "Person"},
        {"id": "a", "schema": "Person", "properties": {"name": "Bo"}},
        deep,
        {"id": "a", "schema": "Vessel", "properties": {"name": ["Heron"]}},
        {"id": "b", "schema": "Organization", "properties": {"name": ["Guild of the Oar"]}},
    )
    told = rows(path, "ftm")
    refused = {one.place.rpartition(" ")[2]: one.reason for one in told if isinstance(one, Refused)}
    assert list(refused) == ["1", "2", "3", "4", "5", "6"]
    assert "`name` is no list of strings" in refused["4"]
    assert "no place for the schema 'Vessel'" in refused["6"]
    assert [one.name for one in told if isinstance(one, Foreign)] == ["Guild of the Oar"]


def test_cells_of_hostile_size_do_not_change_the_limits_of_other_readers(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    rows(table(tmp_path, f"title,text\na,{'x' * 200_000}\n"))
    assert csv.field_size_limit() == before
    assert list(csv.reader(io.StringIO("a,b"))) == [["a", "b"]]
