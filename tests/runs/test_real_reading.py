"""The shipped reader through a whole run: the contract holds, and the bytes don't depend on jobs, order or company."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from onrecord.acquire import Options
from onrecord.present.contract import schema
from onrecord.present.pieces import to_pieces
from onrecord.read import Reader
from onrecord.records import Failure, Report, Stretch
from onrecord.runs.local import own_stages, read_sources
from onrecord.runs.pool import ONE_THREAD

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


def test_the_command_gives_the_same_bytes_from_one_process_and_from_two() -> None:
    """In processes of its own, where nothing has loaded NumPy on one thread beforehand."""
    many = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}

    def bytes_of(jobs: str) -> bytes:
        command = [sys.executable, "-m", "onrecord", "read", *FEW, "--format", "jsonl", "--jobs", jobs]
        return subprocess.run(command, capture_output=True, check=True, env=many).stdout

    assert bytes_of("1") == bytes_of("2")


class Nearsighted(Reader):
    """The shipped reader in stretches of some 1,500 characters."""

    def stretches(self, report: Report, *, size: int = 1_500) -> Iterator[Stretch]:
        """Short ones."""
        return super().stretches(report, size=size)


def test_a_long_text_fits_the_schema_quotes_the_text_and_is_the_same_from_two_processes() -> None:
    stages = replace(own_stages(), reader=Nearsighted, long=1_600)
    found = {
        jobs: ["".join(to_pieces(r)) for r in read_sources(FEW[1:], options=Options(), jobs=jobs, stages=stages)]
        for jobs in (1, 2)
    }

    assert found[1] == found[2]
    validator = Draft202012Validator(schema())
    for line in found[1]:
        reading = json.loads(line)
        validator.validate(reading)
        actors = {actor["id"]: actor for actor in reading["actors"]}
        assert len(actors) == len(reading["actors"]) > 0
        for entity in reading["entities"]:
            assert reading["text"][slice(*entity["span"])].strip()
            assert entity["actor"] is None or entity["id"] in actors[entity["actor"]]["entities"]
        tellers = {attribution["id"] for attribution in reading["attributions"]}
        assert any(response["told_by"] for response in reading["responses"])
        assert all(set(response["told_by"]) <= tellers for response in reading["responses"])


def test_texts_below_the_limit_are_read_at_once(alone: list[str]) -> None:
    stages = replace(own_stages(), join=None)

    assert ["".join(to_pieces(r)) for r in read_sources(FEW, options=Options(), jobs=1, stages=stages)] == alone


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
