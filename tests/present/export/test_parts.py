import hashlib
import json
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import CaseExists, UsageError
from onrecord.present.export.forms import MAKERS, export_record, made
from onrecord.testing.records import fictional_record

RECORD = replace(fictional_record(), reviewed_only=True)
FORMS = sorted(set(MAKERS) - {"parquet"})


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_tells_about_its_files(tmp_path: Path, form: str) -> None:
    written = export_record(RECORD, tmp_path / "out", form=form)
    about = json.loads((tmp_path / "out" / "about.json").read_text("utf-8"))
    assert about["format"] == form
    assert about["reviewed_only"] is True
    for told in about["files"]:
        content = (tmp_path / "out" / told["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == told["sha256"]
    assert [each["what"] for each in about["lost"]] == [each.what for each in written.lost]
    for file in written.files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("form", FORMS)
def test_the_same_record_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    export_record(RECORD, tmp_path / "one.zip", form=form)
    export_record(RECORD, tmp_path / "two.zip", form=form)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert "about.json" in zipfile.ZipFile(tmp_path / "one.zip").namelist()


def test_a_form_of_one_file_can_be_that_file(tmp_path: Path) -> None:
    written = export_record(RECORD, tmp_path / "record.jsonld", form="jsonld")
    assert [file.name for file in written.files] == ["record.jsonld", "record.jsonld.about.json"]
    assert json.loads(written.files[0].read_bytes())["id"] == "urn:onrecord:record"


def test_nothing_is_written_over_and_nothing_left_where_it_fails(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(CaseExists):
        export_record(RECORD, tmp_path / "there", form="csv")
    (tmp_path / "link.jsonld").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CaseExists):
        export_record(RECORD, tmp_path / "link.jsonld", form="jsonld")
    with pytest.raises(UsageError, match="name of a folder"):
        export_record(RECORD, tmp_path / "many.csv", form="csv")
    with pytest.raises(UsageError, match="can't be written"):
        export_record(RECORD, tmp_path / "no" / "such" / "folder", form="csv")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.jsonld", "there"]


@pytest.mark.parametrize("form", FORMS)
def test_half_characters_of_a_text_break_no_form(form: str) -> None:
    events = tuple(replace(event, title=event.title + "\ud800\x00") for event in RECORD.events)
    for part in made(replace(RECORD, events=events), form).parts:
        part.content.decode("utf-8-sig")
