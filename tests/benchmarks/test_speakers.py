"""Who is told for a mention: form, outcome, and gold roles put in the place of the reader's."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.speakers import fillers, judged, speakers
from onrecord.records import Span

TEXT = "FICTIONAL. Ilva Brandt left Velm. She said that soldiers had beaten her. Tomas Eskerin denied it."


def span(words: str, start: int = 0) -> list[int]:
    at = TEXT.index(words, start)
    return [at, at + len(words)]


@pytest.mark.parametrize(
    ("mention", "gold", "name", "form", "outcome"),
    [
        ("She", "Ilva Brandt", "Ilva Brandt", "he/she", "right"),
        ("She", "Ilva Brandt", "Brandt", "he/she", "right"),
        ("She", "Ilva Brandt", "Tomas Eskerin", "he/she", "wrong"),
        ("She", "Ilva Brandt", None, "he/she", "none"),
        ("they", "Ilva Brandt & Tomas Eskerin", "Tomas Eskerin", "they", "right"),
        ("we", "Ilva Brandt", None, "i/we/you", "none"),
        ("the ferryman", "Ilva Brandt", "the ferryman", "description", "apart"),
        ("Ilva Brandt", "Ilva Brandt", "Ilva Brandt", "name", "right"),
    ],
)
def test_a_mention_is_judged_by_form_and_by_name(
    mention: str, gold: str, name: str | None, form: str, outcome: str
) -> None:
    told = judged(mention, gold, name, f"Before. {mention} after.", Span(8, 8 + len(mention)))
    assert (told[0], told[2]) == (form, outcome)


def written(folder: Path, name: str, *lines: dict[str, Any]) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def read_line() -> dict[str, Any]:
    people = ("Ilva Brandt", "Tomas Eskerin")
    entities = [
        {"id": f"e{n}", "type": "person", "span": span(name), "score": 0.9} for n, name in enumerate(people, start=1)
    ]
    return {"id": "1", "reader": "fictional@1", "entities": entities, "attributions": []}


def test_gold_fillers_are_resolved_with_the_readers_entities(tmp_path: Path) -> None:
    her = span("her", TEXT.index("beaten"))
    victim = {"span": her, "is": "Ilva Brandt"}
    frame = {"frame": "abuse", "act": "assault", "trigger": span("beaten"), "roles": {"victim": [victim]}}
    gold = written(
        tmp_path, "gold.jsonl", {"id": 1, "text": TEXT, "frames": [frame]}, {"id": 2, "text": "", "frames": []}
    )
    readings = {"1": read_line()}

    told = [outcome for outcome in fillers(gold, readings) if outcome[0]]

    assert [(form, outcome) for form, _, outcome, *_ in told] == [("he/she", "right")]


def test_only_labelled_speakers_count(tmp_path: Path) -> None:
    gold = written(tmp_path, "gold.jsonl", {"id": 1, "text": TEXT})
    labels = written(
        tmp_path,
        "labels.jsonl",
        {"id": "1", "source": span("She"), "cue": span("said"), "name": "Ilva Brandt"},
        {"id": "1", "source": span("Tomas Eskerin"), "cue": span("denied"), "name": "Ilva Brandt"},
        {"id": "9", "source": [0, 1], "cue": [2, 3], "name": "nobody"},
    )

    told = [outcome for outcome in speakers(gold, {"1": read_line()}, labels) if outcome[0]]

    assert [(form, outcome) for form, _, outcome, *_ in told] == [("he/she", "right"), ("name", "apart")]
