"""Stretches of a long text: what they own adds up to it, and each sees its neighbours' edges."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UnreadLanguage
from onrecord.read import Reader
from onrecord.read.stretches import BEFORE, BEHIND, cuts
from onrecord.records import Report

PARTS = st.sampled_from(
    ["word ", "a longer word ", "\n\n", "\n", "x" * 700, "e\u0301", "😀", "\r\n", "“No,” he said. "]
)


@given(parts=st.lists(PARTS, max_size=120), size=st.integers(20, 3_000))
def test_what_stretches_own_adds_up_to_the_text_and_each_sees_a_bounded_margin(parts: list[str], size: int) -> None:
    text = "".join(parts)
    found = list(cuts(text, size))

    assert "".join(cut.owned.of(text) for cut in found) == text
    assert all(left.owned.end == right.owned.start for left, right in pairwise(found))
    for cut in found:
        assert len(cut.owned.of(text)) <= size
        assert cut.seen.contains(cut.owned)
        assert cut.owned.start - cut.seen.start <= BEFORE
        assert cut.seen.end - cut.owned.end <= BEHIND
        assert cut.seen.start == 0 or cut.owned.start - cut.seen.start >= BEFORE // 2
        assert cut.seen.end == len(text) or cut.seen.end - cut.owned.end >= BEHIND // 2


def test_margins_begin_and_end_between_words() -> None:
    text = "seven letters in a word " * 2_000

    for cut in cuts(text, 5_000):
        assert cut.seen.start == 0 or text[cut.seen.start - 1] == " "
        assert cut.seen.end == len(text) or text[cut.seen.end] == " "


def test_a_stretch_reads_its_part_as_a_report_of_its_own(reader: Reader) -> None:
    part = "Police said on Monday that three men were killed in Seld. The minister condemned the killings.\n\n"
    report = Report("x", "test", part * 40)

    found = list(reader.stretches(report, size=1_000))

    assert len(found) > 3
    for stretch in found:
        text = stretch.reading.report.text
        assert report.text[stretch.start : stretch.start + len(text)] == text
        own = stretch.owned.shifted(-stretch.start)
        killed = [a.trigger for a in stretch.reading.allegations if a.trigger.of(text) == "killed"]
        assert len([trigger for trigger in killed if own.contains(trigger)]) == own.of(text).count("killed")


def test_another_language_is_refused_before_anything_is_read(reader: Reader) -> None:
    with pytest.raises(UnreadLanguage, match="fr"):
        next(reader.stretches(Report("fr", "test", "Les hommes ont été arrêtés.", language="fr")))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()
