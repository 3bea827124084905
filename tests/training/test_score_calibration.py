from typing import Any

import pytest

from training.score.calibration import (
    Bin,
    Outcome,
    attribution_outcomes,
    expected_error,
    frame_outcomes,
    reliability,
)
from training.score.files import readings_by_id


def test_bins_of_equal_width_the_last_with_one() -> None:
    bins = reliability([Outcome(0.05, False), Outcome(0.95, True), Outcome(1.0, False)])
    assert [(bin_.low, bin_.high, bin_.findings, bin_.right) for bin_ in bins] == [
        (0.0, 0.1, 1, 0.0),
        (0.9, 1.0, 2, 0.5),
    ]
    assert bins[1].score == pytest.approx(0.975)


def test_expected_error_weighs_bins_by_their_findings() -> None:
    bins = [Bin(0.5, 0.6, 3, 0.5, 0.7), Bin(0.9, 1.0, 1, 0.9, 0.5)]
    assert expected_error(bins) == 25.0  # (3 * 20 + 1 * 40) / 4


def test_perfect_calibration_has_no_error() -> None:
    assert expected_error(reliability([Outcome(0.5, True), Outcome(0.5, False)])) == 0.0


def test_without_findings_the_error_is_unknown() -> None:
    assert expected_error(reliability([])) is None


def test_an_attribution_is_right_when_it_links_by_half() -> None:
    text = "Orla said no . Teodric left ."
    gold: dict[str, Any] = {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 12]]}
    found = [{**gold, "score": 0.9}, {"source": [[15, 22]], "cue": [[23, 27]], "content": [], "score": 0.2}]
    outcomes = attribution_outcomes(
        [{"id": "r", "text": text, "attributions": [gold]}], readings_by_id([{"id": "r", "attributions": found}])
    )
    assert outcomes == [Outcome(0.9, True), Outcome(0.2, False)]


def test_an_allegation_is_right_with_its_act() -> None:
    text = "guards beat and shot him"
    frames = [
        {"frame": "abuse", "act": "assault", "trigger": [7, 11]},
        {"frame": "abuse", "act": "killing", "trigger": [16, 20]},
        {"frame": "response", "act": "other", "trigger": [0, 6]},
    ]
    found = [
        {"act": "assault", "trigger": [7, 11], "score": 0.8},
        {"act": "assault", "trigger": [16, 20], "score": 0.6},
        {"act": "assault", "trigger": [0, 6], "score": 0.1},
    ]
    outcomes = frame_outcomes(
        [{"id": "r", "text": text, "frames": frames}],
        readings_by_id([{"id": "r", "allegations": found}]),
        frame="abuse",
    )
    assert outcomes == [Outcome(0.8, True), Outcome(0.6, False), Outcome(0.1, False)]
