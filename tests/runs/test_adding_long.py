import tempfile
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from onrecord.acquire import Options, items
from onrecord.errors import UsageError
from onrecord.ledger.originals import Originals, Stored
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


def test_a_file_whose_lines_fail_is_kept_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = tmp_path / "x.jsonl"
    lines.write_text('{"id": "a", "text": "Ama says: it rains."}\n{oops\n{oops\n{oops\n', encoding="utf-8")
    puts, kept = Originals.put, []

    def watched(self: Originals, stream: BinaryIO) -> Stored:
        kept.append(puts(self, stream))
        return kept[-1]

    monkeypatch.setattr(Originals, "put", watched)
    with Ledger.create(tmp_path / "weir") as ledger:
        stages = replace(STAGES, items=items)
        added = list(adding.add_sources(ledger, [str(lines)], options=Options(), jobs=1, stages=stages))
        assert len(list(ledger.failures())) == 3
        assert len(list(ledger.reports())) == 1
    assert [told.failure is None for told in added] == [True, False, False, False]
    assert len(kept) == 2  # the good line's text, and the file
    assert kept[1].size == lines.stat().st_size


def test_no_jobs_is_wrong_usage(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "weir") as ledger:
        with pytest.raises(UsageError):
            adding.add_sources(ledger, ["a"], options=Options(), jobs=0, stages=STAGES)
        with pytest.raises(UsageError):
            next(adding.reread(ledger, options=Options(), jobs=0, stages=STAGES))
