"""Passages cut out of articles keep every attribution whole."""

import gzip
import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from training import data

TEXT = "FICTIONAL. Rain fell. “Nobody was there. I know,” said Ana. It went on. Ben denied it. Nothing followed."


def _attribution(source: str, cue: str, *content: str) -> dict[str, list[list[int]]]:
    def span(part: str) -> list[int]:
        return [TEXT.index(part), TEXT.index(part) + len(part)]

    return {"source": [span(source)], "cue": [span(cue)], "content": [span(part) for part in content]}


@pytest.fixture
def passages(tmp_path: Path) -> list[data.Document]:
    (tmp_path / "polnear").mkdir()
    line = {
        "id": "a",
        "text": TEXT,
        "attributions": [
            _attribution("Ana", "said", "“Nobody was there. I know,”"),
            _attribution("Ben", "denied", "it."),
        ],
    }
    with gzip.open(tmp_path / "polnear" / "train.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    tokenizer = Tokenizer(WordLevel({"x": 0, "[UNK]": 1}, unk_token="[UNK]"))  # noqa: S106  # a word piece
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return data.short(tmp_path, "train", tokenizer)


def test_passages_are_sentences_unless_an_attribution_spans_them(passages: list[data.Document]) -> None:
    assert [document.encoded.text for document in passages] == [
        "FICTIONAL.",
        "Rain fell.",
        "“Nobody was there. I know,” said Ana.",
        "It went on.",
        "Ben denied it.",
        "Nothing followed.",
    ]


def test_labels_move_with_their_passage(passages: list[data.Document]) -> None:
    found = {}
    for document in passages:
        for trigger in document.triggers:
            encoded = document.encoded
            found[encoded.text[slice(encoded.starts[trigger.span[0]], encoded.ends[trigger.span[1] - 1])]] = [
                encoded.text[encoded.starts[s] : encoded.ends[e - 1]]
                for ranges in trigger.roles.values()
                for s, e in ranges
            ]
    assert found == {"said": ["Ana", "“Nobody was there. I know,”"], "denied": ["Ben", "it."]}
