import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.acquire import Options
from onrecord.ledger.store import Ledger
from onrecord.runs import adding
from tests.runs.fakes import STAGES, join


def test_a_text_too_long_for_a_case_is_a_failure_and_is_put_aside_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "LONGEST", 20)
    makes, elsewhere = tempfile.mkstemp, []

    def watched(*, dir: Path | None = None, prefix: str | None = None) -> tuple[int, str]:
        if dir is None or tmp_path not in dir.parents:
            elsewhere.append(prefix)
        return makes(dir=dir, prefix=prefix)

    monkeypatch.setattr(tempfile, "mkstemp", watched)
    stages = replace(STAGES, join=join)
    with Ledger.create(tmp_path / "weir") as ledger:
        sources = ["short", "a text that is longer than a case takes"]
        added = list(adding.add_sources(ledger, sources, options=Options(), jobs=1, stages=stages))
        failures = list(ledger.failures())
        reports = list(ledger.reports())
    assert [told.failure is None for told in added] == [True, False]
    assert len(reports) == 1
    assert "Split it" in failures[0].message
    assert elsewhere == []
