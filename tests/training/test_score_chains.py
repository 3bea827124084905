"""Cases small enough to score by hand; all names are invented."""

from typing import Any

import pytest

from training.score import chains
from training.score.chains import Teller, same_name
from training.score.files import readings_by_id
from training.score.tally import Rate, Scores, Tally

TEXT = "Witnesses told Orla Penhask that guards beat him. Two were freed."
BEAT = [TEXT.index("beat"), TEXT.index("beat") + 4]
FREED = [TEXT.index("freed"), TEXT.index("freed") + 5]


def gold(*told_by: str, trigger: list[int] = BEAT, frame: str = "abuse") -> dict[str, Any]:
    return {"frame": frame, "act": "assault", "real": "actual", "trigger": trigger, "roles": {}, "told_by": told_by}


def reading(*told_by: str, trigger: list[int] = BEAT) -> dict[str, Any]:
    at = TEXT.index("Witnesses")
    return {
        "id": "r",
        "actors": [{"id": "a1", "name": "Orla Penhask"}],
        "attributions": [
            {"id": "t1", "source": [[at, at + 9]], "speaker": None},
            {"id": "t2", "source": [], "speaker": "a1"},
        ],
        "allegations": [{"act": "assault", "status": "asserted", "trigger": trigger, "told_by": list(told_by)}],
    }


def scored(wanted: list[dict[str, Any]], given: dict[str, Any]) -> Scores:
    return chains.score([{"id": "r", "text": TEXT, "frames": wanted}], readings_by_id([given]))


def test_a_whole_chain() -> None:
    scores = scored([gold("witnesses", "Orla Penhask")], reading("t1", "t2"))
    assert [scores.tallies[part] for part in ("told", "innermost", "chain")] == [Tally(1, 1, 1)] * 3
    assert scores.tallies["own_voice"] == Tally(0, 0, 0)
    assert scores.rates["promoted"] == Rate(0, 1)


def test_the_order_of_tellers_matters() -> None:
    scores = scored([gold("witnesses", "Orla Penhask")], reading("t2", "t1"))
    assert scores.tallies["told"] == Tally(1, 1, 1)
    assert scores.tallies["innermost"] == Tally(0, 1, 1)
    assert scores.tallies["chain"] == Tally(0, 1, 1)


def test_a_chain_cut_short_keeps_its_innermost_teller() -> None:
    scores = scored([gold("witnesses", "Orla Penhask")], reading("t1"))
    assert scores.tallies["innermost"] == Tally(1, 1, 1)
    assert scores.tallies["chain"] == Tally(0, 1, 1)


def test_hearsay_promoted_to_the_reports_own_voice() -> None:
    scores = scored([gold("witnesses")], reading())
    assert scores.rates["promoted"] == Rate(1, 1)
    assert scores.tallies["told"] == Tally(0, 0, 1)
    assert scores.tallies["own_voice"] == Tally(0, 1, 0)


def test_a_teller_where_the_report_speaks_itself() -> None:
    scores = scored([gold()], reading("t1"))
    assert scores.tallies["told"] == Tally(0, 1, 0)
    assert scores.tallies["own_voice"] == Tally(0, 0, 1)
    assert scores.rates["promoted"].per_cent is None


def test_the_reports_own_voice_read_as_such_promotes_nothing() -> None:
    scores = scored([gold()], reading())
    assert scores.tallies["own_voice"] == Tally(1, 1, 1)
    assert scores.rates["promoted"] == Rate(0, 0)


def test_an_unmet_trigger_is_missed_not_promoted() -> None:
    scores = scored([gold("witnesses"), gold(trigger=FREED)], reading(trigger=[0, 9]))
    assert scores.tallies["told"] == Tally(0, 0, 1)
    assert scores.tallies["own_voice"] == Tally(0, 0, 1)
    assert scores.rates["promoted"].per_cent is None


def test_frames_without_a_chain_in_gold_are_left_out() -> None:
    frame = gold("witnesses")
    del frame["told_by"]
    assert scored([frame], reading("t1")).tallies["told"] == Tally(0, 0, 0)


def test_an_attribution_that_is_not_there_names_nobody() -> None:
    scores = scored([gold("witnesses")], reading("t9"))
    assert scores.tallies["told"] == Tally(1, 1, 1)
    assert scores.tallies["innermost"] == Tally(0, 1, 1)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Penhask", "Orla Penhask", True),
        ("the witnesses", "Witnesses", True),
        ("Orla Penhask", "Orla Vallo", False),
        ("HRC", "Haskov Rights Centre", True),
        ("Rights Centre of Haskov", "RCH", True),
        ("HRX", "Haskov Rights Centre", False),
        ("the", "Orla Penhask", False),
        ("", "Orla Penhask", False),
    ],
)
def test_names_match_by_their_telling_words_or_initials(left: str, right: str, same: bool) -> None:
    assert same_name(left, right) is same
    assert same_name(right, left) is same


def test_one_of_joint_tellers_is_enough() -> None:
    assert Teller("", "police").is_named("police & witnesses")
    assert Teller("Orla Penhask", "she").is_named("Penhask")
    assert not Teller("", "she").is_named("Penhask")
