"""The model card tells the held figures, and is the one that the ratchet gives."""

from dataclasses import asdict

import pytest

from training.model_card import CARD, RATCHET, TEMPLATE, card
from training.score.calibration import Bin
from training.score.ratchet import Measured, load

MEASURED = Measured(
    scorer="1",
    reader="onrecord@0.1.0",
    weights="aa",
    corpora={},
    figures={"abuse.trigger": 81.2, "abuse.swapped": None, "chains.promoted": 31.0},
    details={
        "abuse.trigger": {"precision": 80.0, "recall": 82.5, "gold": 803},
        "abuse.swapped": {"of": 0},
        "chains.promoted": {"of": 400},
    },
    reliability={"response": [asdict(Bin(0.5, 0.6, 4, 0.55, 0.5))]},
)


def test_the_card_is_current() -> None:
    if not RATCHET.exists():
        pytest.skip("there is no ratchet yet: NOT checked that the model card tells its figures")
    assert CARD.exists(), "python -m training.model_card"
    written = CARD.read_text(encoding="utf-8")
    assert written == card(TEMPLATE.read_text(encoding="utf-8"), load(RATCHET)), "python -m training.model_card"


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("<!-- weights -->", "Reader `onrecord@0.1.0`; SHA-256 of its weights file: `aa`."),
        ("<!-- tallies: abuse.trigger -->", "| `abuse.trigger` | 80.0 | 82.5 | 81.2 | 803 |"),
        ("<!-- rates: abuse.swapped chains.promoted -->", "| `abuse.swapped` | – | 0 |"),
        ("<!-- aims -->", "| `chains.promoted` | ≤ 30 | 31.0 | **missed** |"),
        ("<!-- aims -->", "| `abuse.trigger` | ≥ 80 | 81.2 | reached |"),
        ("<!-- aims -->", "| `response.trigger` | ≥ 60 | – | not measured |"),
        ("<!-- calibration -->", "| 0.5–0.6 | 4 | 55.0 | 50.0 |"),
        ("<!-- calibration -->", "Response scores: expected error 5.0 points."),
    ],
)
def test_figures_stand_where_the_template_asks_for_them(template: str, line: str) -> None:
    assert line in card(template, MEASURED).splitlines()


def test_every_place_of_the_template_is_known() -> None:
    places = [line for line in TEMPLATE.read_text(encoding="utf-8").splitlines() if line.startswith("<!-- ")]
    kinds = {line.split()[1].rstrip(":") for line in places}
    assert kinds == {"Written", "weights", "tallies", "rates", "cofenet", "plover", "aims", "calibration"}
