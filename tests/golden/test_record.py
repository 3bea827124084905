"""The record of the example case, as reviewed by eye. `make golden` writes it anew, for somebody to read the change."""

from pathlib import Path

import pytest

from onrecord.records.record import Record
from tests.golden import case
from tests.golden.make import GOLDEN
from tests.golden.shows import MISSING, POINTS, short


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return case.examples_record(tmp_path_factory.mktemp("seld"))


def test_the_record_is_the_one_that_was_reviewed(record: Record) -> None:
    assert "\n".join(short(record)) + "\n" == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("point", POINTS)
def test_a_point_that_the_record_must_show(point: str, record: Record) -> None:
    assert POINTS[point](record) == (point not in MISSING)


def test_what_is_said_to_be_missing_is_a_point() -> None:
    assert set(MISSING) <= set(POINTS)


def test_the_kept_readings_are_of_the_example_reports() -> None:
    names = {reading.report.id.split("#")[0] for reading in case.kept()}
    assert names == {f"examples/reports/{path.name}" for path in (Path(case.EXAMPLES) / "reports").iterdir()}
