"""Fitting the pronouns' weights: what is a case, what a gain, and that a step changes one weight alone."""

import json
from dataclasses import asdict
from pathlib import Path

from onrecord.resolve.coreference import Weights
from training.fit_pronouns import gain, gum, moved, pronouns_only

TEXT = "FICTIONAL. Ilva Brandt came home . She slept . Tomas Eskerin left . It rained ."


def mention(words: str, coref: str, kind: str = "person") -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "coref": coref, "type": kind}


def corpus(folder: Path) -> Path:
    mentions = [
        mention("Ilva Brandt", "1"),
        mention("She", "1"),
        mention("Tomas Eskerin", "2"),
        mention("It", "3", "abstract"),
    ]
    path = folder / "train.jsonl"
    lines = [{"id": name, "text": TEXT, "mentions": mentions} for name in ("GUM_news_velm", "GUM_fiction_velm")]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_cases_are_pronouns_of_named_clusters_in_genres_like_reports(tmp_path: Path) -> None:
    ((reading, names),) = gum(corpus(tmp_path))

    assert {span.of(TEXT): name for span, name in names.items()} == {"She": "Ilva Brandt"}
    assert [entity.span.of(TEXT) for entity in reading.entities] == ["Ilva Brandt", "Tomas Eskerin"]
    assert pronouns_only(reading, {reading.entities[0].span: "Ilva Brandt"}) == {}


def test_a_right_answer_counts_and_a_wrong_one_counts_against(tmp_path: Path) -> None:
    cases = gum(corpus(tmp_path))
    wrong = [(reading, dict.fromkeys(names, "Somebody Else")) for reading, names in cases]

    assert gain(cases, Weights()) == (1.0, 1, 0)
    assert gain(wrong, Weights()) == (-1.0, 0, 1)


def test_a_step_changes_one_weight_alone() -> None:
    name = next(iter(asdict(Weights())))
    before, after = asdict(Weights()), asdict(moved(Weights(), name, 0.5))

    assert {key: after[key] - before[key] for key in before if after[key] != before[key]} == {name: 0.5}
