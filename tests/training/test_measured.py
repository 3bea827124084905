"""What the package says of its reader's recall is what the ratchet holds."""

from training.measured import OUT, RATCHET, told
from training.score.ratchet import load


def test_the_file_is_what_the_ratchet_says() -> None:
    assert OUT.read_text(encoding="utf-8") == told(load(RATCHET)), "run `python -m training.measured`"
