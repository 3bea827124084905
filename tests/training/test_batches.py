"""What a step of training computes is computed where the batch lies."""

import random
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="torch comes with the training extra: make setup-train")

from dataclasses import fields

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from training import data
from training.batches import Batch, Triggers, collate, examples
from training.net import Net
from training.train import losses


@pytest.fixture(scope="module")
def batch() -> "Batch":
    tokenizer = Tokenizer(WordLevel({"[UNK]": 1000}, unk_token="[UNK]"))  # noqa: S106  # a word piece
    tokenizer.pre_tokenizer = BertPreTokenizer()
    documents = data.own(Path("training/own"), tokenizer)[:12]
    seeded = random.Random(1)  # noqa: S311  # the same batch each time
    return collate(examples(documents, seeded)[:8])


def tensors(record: "Batch | Triggers") -> dict[str, Any]:
    told = {part.name: getattr(record, part.name) for part in fields(record)}
    return {name: value for name, value in told.items() if isinstance(value, torch.Tensor)}


def test_all_of_a_batch_goes_to_a_device_but_what_only_indexes(batch: "Batch") -> None:
    device = torch.device("meta")
    moved = batch.to(device)
    groups = [group for group in moved.groups if group is not None]
    assert groups
    for told in (tensors(moved), *map(tensors, groups)):
        assert {name: value.device.type for name, value in told.items()} == dict.fromkeys(told, "meta")
    assert {step.device.type for group in groups for step in group.steps} == {"meta"}
    assert {spans.device.type for _, spans, _ in moved.mentions} <= {"cpu"}
    assert {cluster.device.type for _, _, cluster in moved.mentions} <= {"meta"}


def test_moving_changes_no_loss(batch: "Batch") -> None:
    torch.manual_seed(3)
    net = Net().eval()
    with torch.no_grad():
        here, there = losses(net, batch), losses(net, batch.to(torch.device("cpu")))
    assert set(here) == set(there)
    assert {"cue", "frame", "role0", "status1"} <= set(here)
    assert all(torch.equal(here[name], there[name]) for name in here)
