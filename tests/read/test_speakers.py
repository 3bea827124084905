"""Transcripts told from lookalikes by the labels before colons and by what follows them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.read.turns import turns

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "transcripts.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("row", TABLE["transcripts"], ids=lambda row: row["name"])
def test_a_transcript_is_known_by_its_labels(row: dict[str, Any]) -> None:
    text = row["text"]
    found = turns(text)
    assert [turn.name.of(text) for turn in found] == row["speakers"]
    assert {turn.colon.of(text) for turn in found} == {":"}
    assert not any(turn.words.of(text).startswith(("*", " ", ":")) for turn in found)


@pytest.mark.parametrize("row", TABLE["lookalikes"], ids=lambda row: row["name"])
def test_what_only_looks_like_a_transcript_is_none(row: dict[str, Any]) -> None:
    assert turns(row["text"]) == []


def test_the_table_is_long_enough_to_tell() -> None:
    assert len(TABLE["transcripts"]) >= 30
    assert len(TABLE["lookalikes"]) >= 30
