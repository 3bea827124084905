"""The ratchet itself, and that it holds figures of the weights that are committed."""

from dataclasses import replace
from pathlib import Path

import pytest

from training.score import SCORER_VERSION, ratchet
from training.score.files import digest
from training.score.ratchet import Fall, Measured, compare

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "src/onrecord/read/weights/reader.npz"
RATCHET = ROOT / "training/ratchet.json"

HELD = Measured(
    scorer="1",
    reader="onrecord@0.1.0",
    weights="aa",
    corpora={"polnear/dev.jsonl.gz": "bb"},
    figures={"attributions.exact.cue": 72.0, "abuse.swapped": 1.5, "response.reversed": None},
)


def with_figures(**changed: float | None) -> Measured:
    names = {"cue": "attributions.exact.cue", "swapped": "abuse.swapped", "reversed": "response.reversed"}
    return replace(HELD, figures={**HELD.figures, **{names[key]: value for key, value in changed.items()}})


def test_the_committed_weights_are_the_scored_ones() -> None:
    if not WEIGHTS.exists() and not RATCHET.exists():
        pytest.skip("no weights are committed yet, and nothing is scored: NOT checked that the two belong together")
    assert RATCHET.exists(), "weights are committed without figures: make score CORPORA=path SCORE_ARGS=--update"
    held = ratchet.load(RATCHET)
    assert digest(WEIGHTS) == held.weights, "these weights were not scored: make score CORPORA=path SCORE_ARGS=--update"
    assert held.scorer == SCORER_VERSION
    assert held.figures


def test_equal_figures_pass() -> None:
    verdict = compare(HELD, HELD)
    assert verdict.passed
    assert not verdict.rises


@pytest.mark.parametrize(
    ("new", "fall"),
    [
        (with_figures(cue=71.9), Fall("attributions.exact.cue", 72.0, 71.9)),
        (with_figures(swapped=1.6), Fall("abuse.swapped", 1.5, 1.6)),
        (with_figures(cue=None), Fall("attributions.exact.cue", 72.0, None)),
    ],
)
def test_a_worse_figure_falls(new: Measured, fall: Fall) -> None:
    verdict = compare(HELD, new)
    assert verdict.falls == (fall,)
    assert not verdict.passed


@pytest.mark.parametrize("new", [with_figures(cue=72.1), with_figures(swapped=0.0), with_figures(reversed=3.0)])
def test_a_better_figure_rises(new: Measured) -> None:
    verdict = compare(HELD, new)
    assert verdict.passed
    assert len(verdict.rises) == 1


def test_a_fall_is_allowed_by_name_with_a_reason() -> None:
    new = with_figures(cue=70.0, swapped=2.0)
    verdict = compare(HELD, new, allow={"attributions.*": "contents gained more"})
    assert verdict.allowed == (Fall("attributions.exact.cue", 72.0, 70.0, "contents gained more"),)
    assert verdict.falls == (Fall("abuse.swapped", 1.5, 2.0),)


def test_a_tolerance_forgives_that_much_and_no_more() -> None:
    assert compare(HELD, with_figures(cue=71.8), tolerance=0.2).passed
    assert not compare(HELD, with_figures(cue=71.7), tolerance=0.2).passed
    assert not compare(HELD, with_figures(cue=None), tolerance=0.2).passed


@pytest.mark.parametrize(
    "new",
    [
        replace(HELD, scorer="2"),
        replace(HELD, corpora={"polnear/dev.jsonl.gz": "cc"}),
        replace(HELD, corpora={}),
    ],
)
def test_figures_on_other_corpora_or_by_other_rules_are_not_compared(new: Measured) -> None:
    verdict = compare(HELD, replace(new, figures=with_figures(cue=0.0).figures))
    assert len(verdict.incomparable) == 1
    assert not verdict.falls
    assert not verdict.passed


def test_the_file_gives_back_what_was_saved(tmp_path: Path) -> None:
    held = ratchet.with_falls(HELD, [Fall("abuse.swapped", 1.0, 1.5, "more fillers are found")])
    ratchet.save(tmp_path / "ratchet.json", held)
    loaded = ratchet.load(tmp_path / "ratchet.json")
    assert (loaded.figures, loaded.weights, tuple(loaded.allowed_falls)) == (
        held.figures,
        held.weights,
        held.allowed_falls,
    )


def test_a_digest_is_the_files_sha256(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    # FIPS 180-2, appendix B.1
    assert digest(tmp_path / "file") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
