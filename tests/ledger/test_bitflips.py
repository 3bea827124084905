from pathlib import Path

from onrecord.ledger.store import Ledger
from onrecord.testing.bitflips import CAUGHT, MISSED, flips
from onrecord.testing.builders import Ticking, fictional_additions


def test_no_flip_that_changes_meaning_goes_unseen(tmp_path: Path) -> None:
    """A few; `python -m onrecord.testing.bitflips` does a thousand."""
    with Ledger.create(tmp_path / "velm", who="A. Tester", clock=Ticking()) as ledger:
        list(ledger.add_all(fictional_additions(8)))
    made = list(flips(ledger.case.folder, count=24, seed=7))
    assert [flip for flip in made if flip.verdict == MISSED] == []
    assert {flip.verdict for flip in made if flip.file.startswith("originals")} == {CAUGHT}
    with Ledger.open(ledger.case.folder) as again:
        assert len(list(again.reports())) == 7
