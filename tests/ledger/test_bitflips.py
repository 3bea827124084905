import shutil
from pathlib import Path

from onrecord.ledger.store import Ledger
from onrecord.testing.bitflips import CAUGHT, MISSED, flips
from onrecord.testing.builders import Ticking, fictional_additions
from onrecord.testing.ledger_suite import faults, kept_entries


def test_no_flip_that_changes_meaning_goes_unseen(tmp_path: Path) -> None:
    """A few; `python -m onrecord.testing.bitflips` does a thousand."""
    with Ledger.create(tmp_path / "velm", who="A. Tester", clock=Ticking()) as ledger:
        list(ledger.add_all(fictional_additions(8)))
    made = list(flips(ledger.case.folder, count=24, seed=7))
    assert [flip for flip in made if flip.verdict == MISSED] == []
    assert {flip.verdict for flip in made if flip.file.startswith("originals")} == {CAUGHT}
    with Ledger.open(ledger.case.folder) as again:
        assert len(list(again.reports())) == 7


def test_a_damaged_log_shows_against_a_known_head(tmp_path: Path) -> None:
    """SQLite ends a write-ahead log at its first damaged frame, as after a kill: the last transactions are missing."""
    with Ledger.create(tmp_path / "velm", who="A. Tester", clock=Ticking()) as ledger:
        list(ledger.add_all(fictional_additions(12), batch=3))
        head = kept_entries(ledger)[-1]
        shutil.copytree(ledger.case.folder, tmp_path / "killed.case")  # as a kill leaves it: with its log
    log = tmp_path / "killed.case" / "ledger.sqlite-wal"
    content = bytearray(log.read_bytes())
    content[len(content) * 2 // 3] ^= 4
    log.write_bytes(content)
    with Ledger.open(tmp_path / "killed") as killed:
        assert 1 < len(kept_entries(killed)) < 13
        assert faults(killed) == []
        (fault,) = faults(killed, head)
        assert head in fault.message
