import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from onrecord.ledger import seal
from onrecord.ledger.adding import Terms
from onrecord.ledger.passphrases import Cost
from onrecord.ledger.store import Ledger
from onrecord.present.cli import app
from onrecord.records.acquisition import Access
from onrecord.testing.builders import Ticking, fictional_addition

PASSPHRASE = "lantern orchard seventeen gravel"  # noqa: S105 - of a case that lives as long as its test


def onrecord(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env=environment)


def told(*arguments: str, **environment: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    result = onrecord(*arguments, "--json", **environment)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case with three reports, one of them restricted."""
    monkeypatch.chdir(tmp_path)
    with Ledger.create("weir", who="Ilse", clock=Ticking()) as ledger:
        terms = Terms(access=Access.RESTRICTED)
        list(ledger.add_all([fictional_addition(1), fictional_addition(2), fictional_addition(3, terms=terms)]))
    return tmp_path / "weir.case"


@pytest.mark.usefixtures("case")
def test_a_case_is_exported_and_imported() -> None:
    written = told("export", "weir", "weir.zip", "--yes")
    taken = told("import", "weir.zip", "again")

    assert (written["reports"], written["originals"], written["missing"]) == (3, 3, [])
    assert taken["digest"] == written["digest"]
    assert told("status", "again")["reports"] == 3
    assert onrecord("check", "again").exit_code == 0


@pytest.mark.usefixtures("case")
def test_archives_hold_what_is_public_unless_more_is_asked_for(tmp_path: Path) -> None:
    public = told("export", "weir", "weir.wacz", "--form", "wacz", "--yes")
    bag = told("export", "weir", "bag", "--form", "bag", "--access", "restricted", "--yes")

    assert (public["reports"], public["left_out"]) == (2, 1)
    assert (bag["reports"], bag["left_out"]) == (3, 0)
    assert "datapackage.json" in zipfile.ZipFile(tmp_path / "weir.wacz").namelist()
    assert (tmp_path / "bag" / "bagit.txt").is_file()


@pytest.mark.usefixtures("case")
def test_what_was_left_out_is_said_to_people() -> None:
    result = onrecord("export", "weir", "weir.wacz", "--form", "wacz", "--yes")

    assert result.exit_code == 0
    assert "2 reports, 2 originals" in result.stdout
    assert "1 originals were left out" in result.stdout


@pytest.mark.usefixtures("case")
def test_an_export_is_asked_for_twice() -> None:
    result = onrecord("export", "weir", "weir.zip")

    assert result.exit_code == 2
    assert "shows every name" in result.stderr
    assert not Path("weir.zip").exists()


@pytest.mark.usefixtures("case")
def test_access_does_not_go_with_the_whole_case() -> None:
    result = onrecord("export", "weir", "weir.zip", "--access", "public", "--yes")

    assert result.exit_code == 2
    assert "holds reports of every access" in result.stderr


def test_a_sealed_case_is_exported_plain_once_it_was_said(case: Path, tmp_path: Path) -> None:
    seal.seal(case, PASSPHRASE, cost=Cost.LEAST)
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    file.chmod(0o600)

    written = told("export", "weir", "weir.zip", "--yes", ONRECORD_PASSPHRASE_FILE=str(file))

    assert told("import", "weir.zip", "again")["digest"] == written["digest"]


@pytest.mark.usefixtures("case")
def test_what_is_no_export_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"hello")

    result = onrecord("import", "no.zip", "again")

    assert result.exit_code != 0
    assert "no ZIP" in result.stderr
    assert not (tmp_path / "again.case").exists()
