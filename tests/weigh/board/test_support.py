"""What words bear out."""

import pytest

from onrecord.records.vocabulary import ResponseAct
from onrecord.weigh.board import is_concern
from onrecord.weigh.board.support import is_refused


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Aldmark is concerned by the reports.", True),
        ("Aldmark voiced its deep concern and dismay.", True),
        ("Aldmark is concerned and condemns the killings.", False),
        ("Aldmark is concerned, but stopped short of condemning them.", True),
        ("Aldmark condemned the killings.", False),
        ("Aldmark is not concerned.", False),
    ],
)
def test_who_is_concerned_has_not_condemned(sentence: str, expected: bool) -> None:
    assert is_concern(ResponseAct.CONDEMN, sentence) is expected


def test_only_what_is_read_as_condemning_is_told_as_concern() -> None:
    assert not is_concern(ResponseAct.DEMAND, "Aldmark is concerned and demands an inquiry.")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("I shall not ", True),
        ("We won’t publicly ", True),
        ("She is not going to ", True),
        ("Aldmark cannot ", True),
        ("I shall ", False),
        ("We will not rest until we ", False),
        ("We will not only ", False),
        ("It is not clear whether Aldmark will ", False),
    ],
)
def test_a_negated_promise_is_a_refusal(before: str, expected: bool) -> None:
    assert is_refused(before) is expected
