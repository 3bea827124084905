"""Hidden states of a text's windows → cues and triggers with what hangs on them, as ranges of words.

Each window is decoded by itself, a few windows at a time, so that memory stays bounded whatever the text's length.
Of what two neighbouring windows both see, the one whose middle is nearer has the say: each window *owns* a stretch
of words, and only cues, triggers and entities that begin in it are kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.read.antecedents import candidates, pronouns
from onrecord.read.encode import Encoded, Window, windows
from onrecord.read.heads import Floats, gelu, linear, log_softmax, role_scores, trigger_states
from onrecord.read.labels import CUE_TAGS, FRAME_TAGS, OPPOSED, RESPONSE_ACTS, ROLES, STATUSES
from onrecord.read.model import Model
from onrecord.read.viterbi import best_paths, runs

# Windows decoded together: large enough to spread numpy's overhead, small enough to bound memory.
TOGETHER = 8
_NEGATED = STATUSES.index("negated")
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A cue or trigger, in words of the text.

    Attributes:
        group: index into `GROUPS`.
        span: half-open range of words.
        roles: ranges by role, in the order of `ROLES[group]`.
        act: index into the group's acts, -1 for attributions.
        status: index into STATUSES.
        unnegated: the likeliest status but negated, for what no word negates.
        told: log-odds that somebody is made responsible for it; 0 for attributions.
        features: what its calibrated score is made of, see `calibration`.
    """

    group: int
    span: Range
    roles: tuple[tuple[Range, ...], ...]
    act: int = -1
    status: int = 0
    unnegated: int = 0
    told: float = 0.0
    features: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity in words of the text: index into the entity types, and its probability."""

    span: Range
    type: int
    score: float


@dataclass(slots=True)
class Decoded:
    """All that was found in one text; `links` are mention, antecedent, probability.

    `reached` is the word behind the last trigger kept of each group.
    """

    triggers: list[Trigger] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    links: list[tuple[Range, Range, float]] = field(default_factory=list)
    reached: list[int] = field(default_factory=lambda: [0, 0, 0])


@dataclass(frozen=True, slots=True)
class _Pass:
    """One window after the encoder: its words' hidden states, and the words it owns."""

    window: Window
    owned: Window
    words: Floats


def decode(model: Model, encoded: Encoded) -> Decoded:
    """Everything that heads 1 to 5 find in a text."""
    out = Decoded()
    group: list[_Pass] = []
    for step in _passes(model, encoded):
        group.append(step)
        if len(group) == TOGETHER:
            _decode_group(model, encoded, group, out)
            group.clear()
    if group:
        _decode_group(model, encoded, group, out)
    return out


def _passes(model: Model, encoded: Encoded) -> Iterator[_Pass]:
    config: dict[str, Any] = model.config
    found = windows(encoded, int(config["window"]), int(config["overlap"]))
    left = 0
    for index, window in enumerate(found):
        right = len(encoded)
        if index + 1 < len(found):
            right = _border(encoded, found[index + 1].start, window.stop)
        a, z = int(encoded.first[window.start]), int(encoded.first[window.stop])
        hidden = model.hidden(encoded.pieces[a:z], encoded.features[a:z])
        words = hidden[encoded.first[window.start : window.stop] - a + 1]
        yield _Pass(window, Window(left, right), words)
        left = right


def _border(encoded: Encoded, start: int, stop: int) -> int:
    """Where one window's say ends and the next one's begins, within their overlap: at a paragraph, else a sentence."""
    middle = (start + stop) // 2
    if stop - start < 4:
        return middle
    inner = np.arange(start + (stop - start) // 4, stop - (stop - start) // 4)
    for numbers in (encoded.paragraphs, encoded.sentences):
        edges = inner[numbers[inner] != numbers[inner - 1]]
        if len(edges):
            return int(edges[np.abs(edges - middle).argmin()])
    return middle


def _chain(model: Model, name: str) -> tuple[Floats, Floats]:
    return model.heads[f"{name}.transitions"], model.heads[f"{name}.start"]


def _padded(tables: list[Floats]) -> tuple[Floats, NDArray[np.int64]]:
    """Score tables [W, L] of several windows → [N, longest, L] and their lengths."""
    lengths = np.asarray([len(table) for table in tables])
    out = np.zeros((len(tables), int(lengths.max()), tables[0].shape[1]), np.float32)
    for row, table in zip(out, tables, strict=True):
        row[: len(table)] = table
    return out, lengths


def _tag(
    model: Model, name: str, bias: Mapping[int, float], group: list[_Pass]
) -> tuple[list[NDArray[np.int8]], list[Floats]]:
    """Best tags and scores of each window under the linear head and chain `name`."""
    tables = [linear(model.heads, name, step.words) for step in group]
    for table in tables:
        for tag, value in bias.items():
            table[:, tag] += np.float32(value)
    scores, lengths = _padded(tables)
    transitions, start = _chain(model, f"{name}_chain")
    n = len(tables)
    paths = best_paths(scores, lengths, np.repeat(transitions, n, 0), np.repeat(start, n, 0))
    return [path[:length] for path, length in zip(paths, lengths.tolist(), strict=True)], tables


def _decode_group(model: Model, encoded: Encoded, group: list[_Pass], out: Decoded) -> None:
    biases = model.config["biases"]
    cues, cue_scores = _tag(model, "cue", {CUE_TAGS.index("B"): biases["cue"]}, group)
    begins = {FRAME_TAGS.index("B-abuse"): biases["frame"], FRAME_TAGS.index("B-response"): biases["response"]}
    frames, frame_scores = _tag(model, "frame", begins, group)
    spans: list[tuple[list[Range], list[Range], list[Range]]] = []
    for step, cue, frame in zip(group, cues, frames, strict=True):
        kept = (
            runs(cue, CUE_TAGS.index("B")),
            runs(frame, FRAME_TAGS.index("B-abuse")),
            runs(frame, FRAME_TAGS.index("B-response")),
        )
        a, z = step.owned.start - step.window.start, step.owned.stop - step.window.start
        spans.append(tuple([s for s in found if a <= s[0] < z] for found in kept))  # type: ignore[arg-type]  # three of them, as kept has
    roles = _roles(model, encoded, group, spans)
    for index, (step, found) in enumerate(zip(group, spans, strict=True)):
        offset = step.window.start
        for kind, triggers in enumerate(found):
            table = cue_scores[index] if kind == 0 else frame_scores[index]
            facts = _facts(model, kind, step.words, triggers)
            for k, (start, stop) in enumerate(triggers):
                if start + offset < out.reached[kind]:
                    continue  # the window before found it, with other edges
                out.reached[kind] = stop + offset
                begin = 1 if kind < 2 else FRAME_TAGS.index("B-response")
                rest = np.delete(table[start], begin)
                margin = float(table[start, begin] - np.log(np.exp(rest - rest.max()).sum()) - rest.max())
                fillers = tuple(tuple((s + offset, e + offset) for s, e in ranges) for ranges in roles[index][kind][k])
                act, act_score, status, unnegated, told = facts[k]
                out.triggers.append(
                    Trigger(
                        kind,
                        (start + offset, stop + offset),
                        fillers,
                        act,
                        status,
                        unnegated,
                        told,
                        (margin, act_score, float(sum(1 for r in fillers if r))),
                    )
                )
        named = list(_mentions(model, step))
        a, z = step.owned.start, step.owned.stop
        out.mentions.extend(mention for mention in named if a <= mention.span[0] < z)
        ranges = [mention.span for mention in named] + pronouns(encoded, step.window)
        ranges += [(s + offset, e + offset) for kind in roles[index] for row in kind for r in row for s, e in r]
        out.links.extend(candidates(model.heads, step.words, step.window, step.owned, ranges))


def _facts(model: Model, kind: int, words: Floats, spans: list[Range]) -> list[tuple[int, float, int, int, float]]:
    """Act, its log-odds, status, status if not negated, and told log-odds of each trigger."""
    if kind == 0 or not spans:
        return [(-1, 0.0, 0, 0, 0.0)] * len(spans)
    heads = model.heads
    inner = gelu(linear(heads, "act_inner", trigger_states(words, spans)))
    acts = log_softmax(linear(heads, "abuse_act" if kind == 1 else "response_act", inner))
    status = linear(heads, "status", inner)
    status[:, 1:] += np.float32(model.config["biases"]["status"])
    told = linear(heads, "told", inner)
    best = acts.argmax(1)
    if kind == 2:
        _shun_contraries(acts, best, float(model.config["biases"]["opposed"]))
    chosen = acts[np.arange(len(best)), best]
    unnegated = status.copy()
    unnegated[:, _NEGATED] = -np.inf
    odds = chosen - np.log(np.maximum(-np.expm1(chosen), 1e-6))
    return [
        (int(a), float(o), int(s), int(u), float(t[1] - t[0]))
        for a, o, s, u, t in zip(best, odds, status.argmax(1), unnegated.argmax(1), told, strict=True)
    ]


def _shun_contraries(acts: Floats, best: NDArray[np.int64], least: float) -> None:
    """Where the best act's contrary is nearly as likely, the act is left open (`other`): a reversed response harms.

    Args:
        acts: log-probabilities [N, acts].
        best: the chosen acts [N], changed in place.
        least: how far below, in log-odds, the contrary must lie.
    """
    for pair in OPPOSED:
        for one, other in (pair, pair[::-1]):
            mine, contrary = RESPONSE_ACTS.index(one), RESPONSE_ACTS.index(other)
            unsure = (best == mine) & (acts[:, mine] - acts[:, contrary] < least)
            best[unsure] = RESPONSE_ACTS.index("other")


def _roles(
    model: Model, encoded: Encoded, group: list[_Pass], spans: list[tuple[list[Range], list[Range], list[Range]]]
) -> list[list[list[list[list[Range]]]]]:
    """Fillers by window, group, trigger and role, in the window's words; one run of the chains for all of them."""
    tables: list[Floats] = []
    lengths: list[int] = []
    transitions: list[Floats] = []
    starts: list[Floats] = []
    widest = max(len(step.words) for step in group)
    for step, found in zip(group, spans, strict=True):
        for kind, triggers in enumerate(found):
            if not triggers:
                continue
            scores = role_scores(model.heads, kind, step.words, triggers, encoded, step.window)
            for role, name in enumerate(ROLES[kind]):
                scores[:, role, :, 1] += np.float32(model.config["biases"]["roles"].get(name, 0.0))
            n, r, w, _ = scores.shape
            padded = np.zeros((n * r, widest, 3), np.float32)
            padded[:, :w] = scores.reshape(n * r, w, 3)
            tables.append(padded)
            lengths.extend([w] * (n * r))
            chain, start = _chain(model, f"groups.{kind}.chain")
            transitions.append(np.tile(chain, (n, 1, 1)))
            starts.append(np.tile(start, (n, 1)))
    paths: NDArray[np.int8] = np.zeros((0, widest), np.int8)
    if tables:
        paths = best_paths(
            np.concatenate(tables), np.asarray(lengths), np.concatenate(transitions), np.concatenate(starts)
        )
    out: list[list[list[list[list[Range]]]]] = []
    at = 0
    for found in spans:
        window: list[list[list[list[Range]]]] = []
        for kind, triggers in enumerate(found):
            window.append([])
            for _ in triggers:
                width = len(ROLES[kind])
                window[-1].append([runs(path, 1) for path in paths[at : at + width]])
                at += width
        out.append(window)
    return out


def _mentions(model: Model, step: _Pass) -> Iterator[Mention]:
    """Entities of a window: the likeliest tag of each word; an I that follows nothing of its type begins a mention."""
    logs = log_softmax(linear(model.heads, "entity", step.words))
    tags = logs.argmax(1).tolist()
    index = 0
    while index < len(tags):
        tag = tags[index]
        if tag == 0:
            index += 1
            continue
        kind = (tag - 1) // 2
        stop = index + 1
        while stop < len(tags) and tags[stop] == 2 * kind + 2:
            stop += 1
        either = [np.logaddexp(logs[i, 2 * kind + 1], logs[i, 2 * kind + 2]) for i in range(index, stop)]
        span = (index + step.window.start, stop + step.window.start)
        yield Mention(span, kind, min(1.0, float(np.exp(min(either)))))
        index = stop
