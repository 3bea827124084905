"""Documents → windows → batches of tensors."""

import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor

from onrecord.read.encode import Window
from onrecord.read.labels import CUE_TAGS, FRAME_TAGS
from onrecord.read.steps import buckets
from training.data import IGNORE, Document, Trigger

CLS, SEP = 101, 102
SIZE = 318  # pieces a window, without the two special ones
MOST = 6  # windows of one document in one pass: one article alone holds 786 frames
SHORT = 6  # passages cut out of an article that make up a window


@dataclass(slots=True)
class Example:
    """One window of one document."""

    document: Document
    window: Window

    @property
    def pieces(self) -> int:
        """Word pieces in the window."""
        first = self.document.encoded.first
        return int(first[self.window.stop] - first[self.window.start])


@dataclass(slots=True)
class Batch:
    """What one step needs; see `collate` for shapes."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    firsts: Tensor
    lengths: Tensor
    cue: Tensor
    cue_rows: Tensor
    frame: Tensor
    frame_rows: Tensor
    entity: Tensor
    groups: list["Triggers | None"]
    mentions: list[tuple[int, Tensor, Tensor]]

    def to(self, device: torch.device) -> "Batch":
        """The same on a device; the spans of mentions, which only index, stay where they are."""
        told = {part.name: getattr(self, part.name) for part in fields(self)}
        moved = {name: value.to(device) for name, value in told.items() if isinstance(value, Tensor)}
        groups = [None if group is None else group.to(device) for group in self.groups]
        mentions = [(row, spans, cluster.to(device)) for row, spans, cluster in self.mentions]
        return Batch(**moved, groups=groups, mentions=mentions)


@dataclass(slots=True)
class Triggers:
    """Triggers of one group in a batch.

    Shapes: row, act, status, told [N]; span [N, 2] (first and last word); steps three [N, W]; roles [N, R, W].
    """

    row: Tensor
    span: Tensor
    act: Tensor
    status: Tensor
    told: Tensor
    steps: tuple[Tensor, Tensor, Tensor]
    roles: Tensor

    def to(self, device: torch.device) -> "Triggers":
        """The same on a device."""
        told = {part.name: getattr(self, part.name) for part in fields(self)}
        moved = {name: value.to(device) for name, value in told.items() if isinstance(value, Tensor)}
        first, second, third = (step.to(device) for step in self.steps)
        return Triggers(**moved, steps=(first, second, third))


def weight_of(example: Example) -> float:
    """What an example counts in a batch: a window 1, a passage less."""
    return 1 / SHORT if example.document.corpus == "short" else 1.0


def examples(documents: list[Document], rng: random.Random) -> list[Example]:
    """Windows that don't overlap, cut at a random phase; a document gives at most MOST of them."""
    out: list[Example] = []
    for document in documents:
        first, count = document.encoded.first, len(document.encoded)
        if count < 3:
            continue
        total = int(first[count])
        cuts = [0]
        if total > SIZE:
            phase = rng.randrange(SIZE // 3, SIZE)
            cuts.append(bisect_right(first, phase) - 1)
        while cuts[-1] < count:
            stop = bisect_right(first, int(first[cuts[-1]]) + SIZE) - 1
            cuts.append(min(max(stop, cuts[-1] + 1), count))
        found = [Example(document, Window(a, b)) for a, b in pairwise(cuts) if b - a > 2]
        if len(found) > MOST:
            found = rng.sample(found, MOST)
        out.extend(found)
    return out


def batches(found: list[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Batches of windows of like length, in random order."""
    rng.shuffle(found)
    out: list[list[Example]] = []
    for start in range(0, len(found), size * 16):
        pool = sorted(found[start : start + size * 16], key=lambda e: e.pieces)
        out.extend(pool[i : i + size] for i in range(0, len(pool), size))
    rng.shuffle(out)
    return out


def collate(found: list[Example]) -> Batch:
    """Tensors of a batch: pieces, features, mask [B, P]; firsts [B, W] (piece of each word), labels [B, W]."""
    b = len(found)
    p = max(e.pieces for e in found) + 2
    w = max(e.window.stop - e.window.start for e in found)
    pieces, features = np.zeros((b, p), np.int64), np.zeros((b, p), np.int64)
    mask = np.zeros((b, p), bool)
    firsts = np.zeros((b, w), np.int64)
    lengths = np.zeros(b, np.int64)
    cue, frame = np.zeros((b, w), np.int64), np.zeros((b, w), np.int64)
    entity = np.full((b, w), IGNORE, np.int64)
    cue_rows, frame_rows = [], []
    triggers: list[list[tuple[int, Trigger, Example]]] = [[], [], []]
    mentions: list[tuple[int, Tensor, Tensor]] = []
    for i, example in enumerate(found):
        document, window = example.document, example.window
        encoded = document.encoded
        a, z = int(encoded.first[window.start]), int(encoded.first[window.stop])
        n = z - a
        pieces[i, : n + 2] = [CLS, *encoded.pieces[a:z], SEP]
        features[i, 1 : n + 1] = encoded.features[a:z]
        mask[i, : n + 2] = True
        words = window.stop - window.start
        firsts[i, :words] = encoded.first[window.start : window.stop] - a + 1
        lengths[i] = words
        if "attribution" in document.has:
            cue_rows.append(i)
        if "frames" in document.has:
            frame_rows.append(i)
        for trigger in document.triggers:
            start, stop = trigger.span[0] - window.start, trigger.span[1] - window.start
            if start < 0 or stop > words:
                continue
            labels, begin = (
                (cue, CUE_TAGS.index("B"))
                if trigger.group == 0
                else (frame, FRAME_TAGS.index("B-abuse" if trigger.group == 1 else "B-response"))
            )
            if not labels[i, start:stop].any():
                labels[i, start] = begin
                labels[i, start + 1 : stop] = begin + 1
            triggers[trigger.group].append((i, trigger, example))
        if document.entities is not None:
            entity[i, :words] = document.entities[window.start : window.stop]
        if document.clusters:
            inside = sorted(
                (m[0] - window.start, m[1] - window.start - 1, k)
                for k, cluster in enumerate(document.clusters)
                for m in cluster
                if m[0] >= window.start and m[1] <= window.stop
            )
            if len(inside) > 1:
                table = torch.tensor(inside)
                mentions.append((i, table[:, :2], table[:, 2]))
    groups = [_triggers(group, rows, w) for group, rows in enumerate(triggers)]
    t = torch.from_numpy
    return Batch(
        t(pieces), t(features), t(mask), t(firsts), t(lengths), t(cue), torch.tensor(cue_rows, dtype=torch.long),
        t(frame), torch.tensor(frame_rows, dtype=torch.long), t(entity), groups, mentions,
    )  # fmt: skip


def _triggers(group: int, rows: list[tuple[int, Trigger, Example]], width: int) -> Triggers | None:
    from onrecord.read.labels import ROLES

    if not rows:
        return None
    n = len(rows)
    roles = np.zeros((n, len(ROLES[group]), width), np.int64)
    steps = [np.zeros((n, width), np.int64) for _ in range(3)]
    spans = []
    for k, (_, trigger, example) in enumerate(rows):
        window = example.window
        words = window.stop - window.start
        for target, bucket in zip(steps, buckets(example.document.encoded, window, trigger.span), strict=True):
            target[k, :words] = bucket
        for role, ranges in trigger.roles.items():
            for start, stop in ranges:
                s, e = max(start - window.start, 0), min(stop - window.start, words)
                if s < e:
                    roles[k, role, s] = 1
                    roles[k, role, s + 1 : e] = 2
        spans.append((trigger.span[0] - window.start, trigger.span[1] - window.start - 1))
    # a span that begins right behind another of its role may have been overwritten: O → I can't stand
    first = roles[:, :, 0]
    first[first == 2] = 1
    broken = (roles[:, :, 1:] == 2) & (roles[:, :, :-1] == 0)
    roles[:, :, 1:][broken] = 1

    def column(name: str) -> Tensor:
        return torch.tensor([getattr(trigger, name) for _, trigger, _ in rows])

    return Triggers(
        row=torch.tensor([i for i, _, _ in rows]),
        span=torch.tensor(spans),
        act=column("act"),
        status=column("status"),
        told=column("told"),
        steps=(torch.from_numpy(steps[0]), torch.from_numpy(steps[1]), torch.from_numpy(steps[2])),
        roles=torch.from_numpy(roles),
    )


def stream(
    mix: list[tuple[list[Document], int]], size: int, rng: random.Random
) -> Iterator[tuple[int, int, list[Example]]]:
    """Batches of a whole stage: each part of the mix is passed over as often as it says, evenly interleaved.

    Yields (number, total, examples).
    """
    placed: list[tuple[float, int, list[Example]]] = []
    for documents, passes in mix:
        queue: list[list[Example]] = []
        for _ in range(passes):
            room = size * SHORT if documents[0].corpus == "short" else size
            queue.extend(batches(examples(documents, rng), room, rng))
        placed.extend(((i + rng.random()) / len(queue), len(placed) + i, batch) for i, batch in enumerate(queue))
    placed.sort(key=lambda item: item[:2])
    for number, (_, _, batch) in enumerate(placed):
        yield number, len(placed), batch
