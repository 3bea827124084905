"""Cases small enough to score by hand. The text's words are one letter each, so word n stands at character 2n."""

from typing import Any

import pytest

from training.score import frames
from training.score.files import readings_by_id
from training.score.tally import Rate, Scores, Tally
from training.score.words import Words

TEXT = " ".join("abcdefghijklmnopqrstuvwxyz")


def words(first: int, stop: int) -> list[int]:
    """The span of words `[first, stop)`."""
    return [2 * first, 2 * stop - 1]


def gold(
    at: int, act: str = "killing", *, real: str = "actual", frame: str = "abuse", **roles: list[list[int]]
) -> dict[str, Any]:
    """A gold frame with the word `at` as its trigger."""
    fillers = {role: [{"span": span} for span in spans] for role, spans in roles.items()}
    return {"frame": frame, "act": act, "real": real, "trigger": words(at, at + 1), "roles": fillers}


def found(at: int, act: str = "killing", *, status: str = "asserted", **roles: list[list[int]]) -> dict[str, Any]:
    """A finding with the word `at` as its trigger."""
    fillers = {role: [{"span": span} for span in spans] for role, spans in roles.items()}
    return {"act": act, "status": status, "trigger": words(at, at + 1), **fillers}


def scored(
    wanted: list[dict[str, Any]],
    allegations: list[dict[str, Any]] | None = None,
    responses: list[dict[str, Any]] | None = None,
) -> Scores:
    reading = {"id": "r", "allegations": allegations or [], "responses": responses or []}
    return frames.score([{"id": "r", "text": TEXT, "frames": wanted}], readings_by_id([reading]))


def test_a_trigger_is_met_by_one_finding_alone() -> None:
    scores = scored([gold(3)], [found(3), found(3)])
    assert scores.tallies["abuse.trigger"] == Tally(1, 2, 1)


def test_the_same_act_is_paired_first() -> None:
    # Both findings touch word 3; the later one has the act, so the earlier is left without.
    scores = scored([gold(3, "torture")], [found(3, "assault"), found(3, "torture")])
    assert scores.tallies["abuse.act"] == Tally(1, 2, 1)


def test_a_trigger_of_another_act_is_met_but_not_by_act() -> None:
    scores = scored([gold(3, "torture")], [found(3, "assault")])
    assert scores.tallies["abuse.trigger"] == Tally(1, 1, 1)
    assert scores.tallies["abuse.act"] == Tally(0, 1, 1)


@pytest.mark.parametrize(("length", "hit"), [(8, 1), (9, 0)])
def test_a_long_trigger_meets_nothing(length: int, hit: int) -> None:
    long = {**found(0), "trigger": words(0, length)}
    assert scored([gold(3)], [long]).tallies["abuse.trigger"] == Tally(hit, 1, 1)


def test_a_response_meets_no_allegation() -> None:
    scores = scored([gold(3, "condemn", frame="response")], [found(3)])
    assert scores.tallies["abuse.trigger"] == Tally(0, 1, 0)
    assert scores.tallies["response.trigger"] == Tally(0, 0, 1)


def test_always_asserting_scores_no_status() -> None:
    wanted = [gold(1), gold(3, real="negated"), gold(5, real="unreal"), gold(7)]
    scores = scored(wanted, [found(1), found(3), found(5, status="hypothetical"), found(7, status="negated")])
    assert scores.tallies["abuse.status"] == Tally(1, 2, 2)
    assert scores.rates["abuse.unnegated"] == Rate(1, 2)
    assert scores.rates["abuse.overnegated"] == Rate(1, 2)
    none = scored(wanted, [found(1), found(3), found(5), found(7)])
    assert none.tallies["abuse.status"].f1 == 0.0
    assert none.rates["abuse.unnegated"] == Rate(2, 2)


def test_roles_count_over_all_frames_met_or_not() -> None:
    wanted = [gold(3, victim=[words(0, 2)], place=[words(5, 6)]), gold(10, victim=[words(8, 9)])]
    scores = scored(wanted, [found(3, victims=[words(0, 2)], places=[words(6, 7)]), found(20, victims=[words(8, 9)])])
    assert scores.tallies["abuse.role.victim"] == Tally(1, 2, 2)
    assert scores.tallies["abuse.role.place"] == Tally(0, 1, 1)
    assert scores.tallies["abuse.role.all"] == Tally(1, 3, 3)


def test_a_gold_filler_answers_one_guess_alone() -> None:
    scores = scored([gold(3, victim=[words(0, 2)])], [found(3, victims=[words(0, 2), words(0, 1)])])
    assert scores.tallies["abuse.role.victim"] == Tally(1, 2, 1)


@pytest.mark.parametrize(
    ("left", "right", "meet"),
    [
        (range(0, 4), range(0, 4), True),
        (range(0, 4), range(0, 2), True),  # two of four
        (range(0, 5), range(0, 2), False),  # two of five, ending apart
        (range(0, 6), range(4, 6), True),  # two of six, both ending on the last
        (range(0, 7), range(5, 7), False),  # more than three times the words
        (range(0, 3), range(2, 8), False),  # one of eight
        (range(0, 3), range(3, 6), False),
    ],
)
def test_fillers_meet_by_overlap_or_by_their_last_word(left: range, right: range, meet: bool) -> None:
    assert frames.fillers_meet(left, right) is meet
    assert frames.fillers_meet(right, left) is meet


def test_victim_and_perpetrator_swapped() -> None:
    wanted = [gold(5, victim=[words(0, 2)], perp=[words(8, 10)])]
    swapped = scored(wanted, [found(5, victims=[words(8, 10)], alleged_perpetrators=[words(0, 2)])])
    assert swapped.rates["abuse.swapped"] == Rate(2, 2)
    right = scored(wanted, [found(5, victims=[words(0, 2), words(12, 13)], alleged_perpetrators=[words(8, 10)])])
    assert right.rates["abuse.swapped"] == Rate(0, 3)


def test_who_is_both_victim_and_perpetrator_is_not_swapped() -> None:
    wanted = [gold(5, victim=[words(0, 2)], perp=[words(0, 2)])]
    assert scored(wanted, [found(5, victims=[words(0, 2)])]).rates["abuse.swapped"] == Rate(0, 1)


@pytest.mark.parametrize(
    ("act", "read", "reversed_"),
    [
        ("deny", "acknowledge", 1),
        ("acknowledge", "deny", 1),
        ("condemn", "support", 1),
        ("justify", "condemn", 1),
        ("demand", "decline", 1),
        ("condemn", "demand", 0),
        ("condemn", "condemn", 0),
    ],
)
def test_a_response_read_as_its_opposite(act: str, read: str, reversed_: int) -> None:
    scores = scored([gold(3, act, frame="response")], responses=[found(3, read)])
    assert scores.rates["response.reversed"] == Rate(reversed_, 1)


def test_a_rate_that_nothing_could_have_raised_is_unknown() -> None:
    figures = scored([gold(3)]).figures()
    assert figures["response.reversed"] is None
    assert figures["abuse.swapped"] is None
    assert figures["abuse.trigger"] == 0.0


def test_triggers_pair_in_the_order_of_the_reading() -> None:
    line = Words(TEXT)
    wanted = [gold(1), gold(2)]
    wide = {**found(1), "trigger": words(1, 3)}
    assert frames.meet_triggers([wide, found(2)], wanted, line) == {0: 0, 1: 1}
    assert frames.meet_triggers([found(1), wide], wanted, line) == {0: 0, 1: 1}
    assert frames.meet_triggers([wide, found(1)], wanted, line) == {0: 0}
