"""The shipped reader through a whole run: the contract holds, and the bytes don't depend on jobs, order or company."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from onrecord.acquire import Options
from onrecord.present.contract import schema
from onrecord.present.pieces import to_pieces
from onrecord.records import Failure
from onrecord.runs.local import read_sources

REPORTS = Path(__file__).resolve().parents[2] / "examples" / "reports"
NAMES = ("09-hearing-transcript.docx", "10-gannet-cites-westgallery.html", "12-resolution-introduced.txt")
FEW = [str(REPORTS / name) for name in NAMES]


def lines(sources: list[str], *, jobs: int) -> list[str]:
    return ["".join(to_pieces(result)) for result in read_sources(sources, options=Options(), jobs=jobs)]


@pytest.fixture(scope="module")
def alone() -> list[str]:
    return [line for source in FEW for line in lines([source], jobs=1)]


def test_readings_fit_the_published_schema_and_quote_the_text(alone: list[str]) -> None:
    validator = Draft202012Validator(schema())
    for line in alone:
        reading = json.loads(line)
        validator.validate(reading)
        assert reading["attributions"]
        assert reading["actors"]
        assert reading["responses"]
        for attribution in reading["attributions"]:
            for start, end in attribution["content"]:
                assert reading["text"][start:end].strip()


def test_two_processes_give_the_same_bytes(alone: list[str]) -> None:
    assert lines(FEW, jobs=2) == alone


def test_company_and_order_change_nothing(alone: list[str], tmp_path: Path) -> None:
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 40)
    found = lines([FEW[2], str(tmp_path / "noise.bin"), FEW[0], FEW[1]], jobs=2)
    assert [found[2], found[3], found[0]] == alone
    assert json.loads(found[1])["error"]["code"] == "unknown-format"


def test_a_report_in_another_language_is_a_failure_and_the_rest_goes_on(tmp_path: Path) -> None:
    french = tmp_path / "fr.txt"
    french.write_text(
        "FICTIF. Les forces de sécurité ont arrêté plus de cent hommes dans la région depuis la fin du mois, "
        "selon plusieurs témoins qui ont parlé à un journal de la capitale.",
        encoding="utf-8",
    )
    first, second = read_sources([str(french), FEW[2]], options=Options(), jobs=1)
    assert isinstance(first, Failure)
    assert first.code == "unread-language"
    assert not isinstance(second, Failure)
