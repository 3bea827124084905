import sys
from pathlib import Path

import pytest

from onrecord.testing.kills import torment

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_nothing_that_was_told_as_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)  # processes import tests.runs.fakes from here
    command = (sys.executable, "-m", "tests.testing.stages_command")

    outcome = torment(tmp_path, kills=6, reports=60, command=command)

    assert outcome.kills == 6
    assert outcome.faults == []
    assert outcome.lost == []
    assert outcome.differing == 0
