"""Fit the heads of the summary on HRDsAttack's training articles.

    python -m training.fit_summary CORPORA [--weights FILE]

CORPORA holds `hrdsattack/train.json.gz`. The reader reads its articles; each head is a penalised logistic regression on
what `resolve.summary_scores` tells of people, places, times and acts. How likely a thing must be before the product
says it is set by cross-validation over articles: the lowest probability from which what is said reaches the precision
aimed at. Writes `resolve/data/summary_weights.json`, and `benchmarks/data/hrdsattack_weights.json` with what is that
benchmark's own. To be run again whenever the reader's weights change. Dev is not looked at.
"""

import argparse
import json
import math
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.hrdsattack_answers import states_meant, violation_features, written
from benchmarks.hrdsattack_gold import Gold, GoldVictim, mapping, read_gold
from benchmarks.hrdsattack_score import names_meet
from onrecord.read import Reader
from onrecord.resolve.gazetteer import folded
from onrecord.resolve.reading import resolve_findings
from onrecord.resolve.summary_heads import CONSTANT, UNTOLD
from onrecord.resolve.summary_scores import Candidate, Scores, candidates_of

Floats = NDArray[np.float64]
ROOT = Path(__file__).parent.parent
PRODUCT = ROOT / "src" / "onrecord" / "resolve" / "data" / "summary_weights.json"
BENCHMARK = ROOT / "benchmarks" / "data" / "hrdsattack_weights.json"
FOLDS, SEED, STEPS, SPARSE_STEPS = 5, 0, 40, 400
# One division into folds moves micro F1 by a point: the violations' threshold is chosen over several.
SEEDS = tuple(range(8))
# The penalty on each head's standardised features, by cross-validation over 300 training articles: on squares of
# weights, for violations on their sizes, which leaves a sixth of them.
PENALTY = {
    "victim": 20.0, "kind": 160.0, "sex": 15.0, "perpetrator": 100.0, "violations": 8.0,
    "country": 20.0, "region": 20.0, "city": 30.0, "year": 5.0, "month": 30.0, "day": 30.0,
}  # fmt: skip
# Precision on held-out training articles from which on the product speaks.
AIMS = {
    "kind": 0.75,
    "perpetrator": 0.7,
    "country": 0.86,
    "region": 0.5,
    "city": 0.6,
    "year": 0.75,
    "month": 0.7,
    "day": 0.6,
}
# No probability reaches it.
NEVER = 1.01
GRID = tuple(round(0.05 * k, 2) for k in range(2, 20))


@dataclass(frozen=True, slots=True)
class Article:
    """A training article, read."""

    gold: Gold
    scores: Scores


@dataclass(slots=True)
class Table:
    """Examples: features by name, one label each (or one a class), and the article that they come from."""

    names: list[str]
    x: Floats
    y: Floats
    article: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Sequence[tuple[Mapping[str, float], Any, int]]) -> "Table":
        """From (features, labels, article)."""
        names = list(rows[0][0])
        return cls(
            names,
            np.asarray([[row[0][name] for name in names] for row in rows], np.float64),
            np.asarray([row[1] for row in rows], np.float64),
            np.asarray([row[2] for row in rows], np.int64),
        )


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument(
        "--weights", type=Path, default=None, help="a reader's weights; those of the package by default"
    )
    options = parser.parse_args()
    reader = Reader(options.weights)
    articles = []
    for gold in read_gold(options.corpora / "hrdsattack" / "train.json.gz"):
        articles.append(Article(gold, candidates_of(*resolve_findings(reader.read(gold.report())))))
        print(f"\rread {len(articles)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    fit(articles, reader.name)


def fit(articles: Sequence[Article], reader: str) -> None:
    """All heads, and both files."""
    heads: dict[str, dict[str, Any]] = {}
    least: dict[str, float] = {}
    heads["victim"], least["victim"] = _victims(articles)
    heads["kind"] = _kinds(articles)
    heads["sex"] = _sexes(articles)
    heads["perpetrator"], least["mentioned"] = _perpetrators(articles)
    for name in ("country", "region", "city", "year", "month", "day"):
        heads[name] = _choice(articles, name)
    violations, least["violation"], least["violation_alone"] = _violations(articles)
    about = (
        f"Fitted by `python -m training.fit_summary` to readings by {reader}. Weights stand under features' names; "
        "the empty name is the constant. `least` is the probability from which the product speaks."
    )
    _write(PRODUCT, {"about": about, "heads": heads})
    _write(BENCHMARK, {"about": about.split(". ")[0] + ".", "violations": violations, "least": least})


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {path.relative_to(ROOT)}")


# --- heads ------------------------------------------------------------------------------------------------------------


def _victims(articles: Sequence[Article]) -> tuple[dict[str, Any], float]:
    """Who of the people with names is a victim; the threshold of the best F1 of names."""
    table = Table.of(
        [
            (candidate.features, [any(names_meet(candidate.person.name, v.name) for v in article.gold.victims)], number)
            for number, article in enumerate(articles)
            for candidate in article.scores.people
        ]
    )
    held = _held_out(table, PENALTY["victim"], _logistic, _each)
    wanted = sum(len(article.gold.victims) for article in articles)

    def f1(threshold: float) -> float:
        said = held[:, 0] >= threshold
        hits = float((table.y[:, 0] * said).sum())
        return 2 * hits / (said.sum() + wanted) if said.any() else 0.0

    best = max(GRID, key=f1)
    print(f"victims: F1 {100 * f1(best):.1f} from {best} on, {len(table.y)} people")
    return _head(table, ["victim"], "victim", best), best


def _kinds(articles: Sequence[Article]) -> dict[str, Any]:
    """What victims are known for: one of the kinds, or untold."""
    words = mapping()["victim_kinds"]
    untold = frozenset({mapping()["no_victim_kind"]})
    met = _met(articles)
    table = Table.of(
        [
            (c.kind_features, [*(word in victim.types for word in words.values()), victim.types <= untold], number)
            for number, c, victim in met
        ]
    )
    held = _held_out(table, PENALTY["kind"], _logistic, _each)
    labels = [*(frozenset({word}) for word in words.values()), untold]
    right = sum(labels[int(row.argmax())] == v.types for row, (_, _, v) in zip(held, met, strict=True)) / len(met)
    print(f"kinds: right {100 * right:.1f} of {len(met)} victims")
    told = held[:, :-1].argmax(1)
    rows = np.arange(len(held))
    least = _least(held[rows, told], table.y[rows, told], AIMS["kind"], "kind")
    return _head(table, [*words, UNTOLD], "kind", least)


def _sexes(articles: Sequence[Article]) -> dict[str, Any]:
    """Man, woman or untold."""
    sexes = [*mapping()["sexes"].values(), mapping()["untold"]]
    rows = [(c.sex_features, [victim.sex == sex for sex in sexes], n) for n, c, victim in _met(articles)]
    table = Table.of(rows)
    held = _held_out(table, PENALTY["sex"], _logistic, _each)
    print(f"sexes: right {100 * float(table.y[np.arange(len(held)), held.argmax(1)].mean()):.1f}")
    return _head(table, [*mapping()["sexes"], UNTOLD], "sex", 0.5)


def _perpetrators(articles: Sequence[Article]) -> tuple[dict[str, Any], float]:
    """Whether somebody is mentioned, and of what type."""
    words = mapping()["perpetrator_types"]
    labels = ["mentioned", *words]
    table = Table.of(
        [
            (
                a.scores.report_features,
                [a.gold.mentioned, *(a.gold.perpetrator_type == word for word in words.values())],
                number,
            )
            for number, a in enumerate(articles)
        ]
    )
    held = _held_out(table, PENALTY["perpetrator"], _logistic, _each)
    best = held[:, 1:].argmax(1) + 1
    right = table.y[np.arange(len(held)), best]
    mentioned = table.y[:, 0]

    def f1(threshold: float) -> float:
        said = held[:, 0] >= threshold
        return 2 * float((mentioned * said).sum()) / float(said.sum() + mentioned.sum())

    chosen = max((0.0, *GRID), key=f1)
    print(f"perpetrators: type {100 * float(right.mean()):.1f}, mentioned F1 {100 * f1(chosen):.1f} from {chosen} on")
    least = _least(held[np.arange(len(held)), best], right, AIMS["perpetrator"], "perpetrator")
    return _head(table, labels, "perpetrator", least), chosen


def _violations(articles: Sequence[Article]) -> tuple[dict[str, Any], float, float]:
    """The benchmark's labels for what is alleged."""
    labels: list[str] = mapping()["violations"]
    rows = [
        (violation_features(a.scores), [label in a.gold.violations for label in labels], n)
        for n, a in enumerate(articles)
    ]
    table = Table.of(rows)
    many = [_held_out(table, PENALTY["violations"], _sparse, _each, seed=seed) for seed in SEEDS]

    def f1(held: Floats, one: float, alone: float) -> float:
        hits = said = gold = 0
        for row, article in zip(held, articles, strict=True):
            found = {label for label, p in zip(labels, row, strict=True) if p >= one}
            if not found and row.max() >= alone:
                found = {labels[int(row.argmax())]}
            found = found or {mapping()["no_violation"]}
            hits, said = hits + len(found & article.gold.violations), said + len(found)
            gold += len(article.gold.violations)
        return 2 * hits / (said + gold)

    def mean(pair: tuple[float, float]) -> float:
        return sum(f1(held, *pair) for held in many) / len(many)

    best = max(((one, alone) for one in GRID for alone in GRID if alone <= one), key=mean)
    print(f"violations: micro F1 {100 * mean(best):.1f} from {best} on")
    return _head(table, labels, "violations", 0.5, solve=_sparse)["weights"], *best


def _choice(articles: Sequence[Article], name: str) -> dict[str, Any]:
    """One of a report's places or dates, or none."""
    rows: list[tuple[Mapping[str, float], Any, int]] = []
    for number, article in enumerate(articles):
        if name in article.scores.wheres:
            for where in article.scores.wheres[name]:
                fits = (
                    where.key in states_meant(article.gold.country)
                    if name == "country"
                    else _same_place(getattr(article.gold, name), where.words, where.name)
                )
                rows.append((where.features, [fits], number))
        else:
            rows += [
                (when.features, [_date_word(name, when.key[-1]) == getattr(article.gold, name)], number)
                for when in article.scores.whens[name]
            ]
    table = Table.of(rows)
    held = _held_out(table, PENALTY[name], _listwise, _one)
    best = [
        int(own[held[own, 0].argmax()]) for n in range(len(articles)) if len(own := np.flatnonzero(table.article == n))
    ]
    right = table.y[best, 0]
    print(f"{name}: right {100 * float(right.sum()) / len(articles):.1f} of all articles when guessed")
    return _head(table, [name], name, _least(held[best, 0], right, AIMS[name], name), solve=_listwise)


def _same_place(label: str | None, words: str, name: str) -> bool:
    return label is not None and folded(label) in {folded(written(words)), folded(name)}


def _date_word(name: str, value: int) -> str:
    months: list[str] = mapping()["months"]
    return months[value - 1] if name == "month" else str(value)


def _met(articles: Sequence[Article]) -> list[tuple[int, Candidate, GoldVictim]]:
    """Labelled victims that a candidate meets."""
    out = []
    for number, article in enumerate(articles):
        for victim in article.gold.victims:
            met = next((c for c in article.scores.people if names_meet(c.person.name, victim.name)), None)
            if met is not None and victim.name in article.gold.text:
                out.append((number, met, victim))
    return out


# --- regression -------------------------------------------------------------------------------------------------------

Solve = Callable[[Floats, Floats, NDArray[np.int64], float], Floats]
Predict = Callable[[Floats, NDArray[np.int64]], Floats]


def _head(
    table: Table, classes: Sequence[str], name: str, least: float, *, solve: "Solve | None" = None
) -> dict[str, Any]:
    """Weights on the features as they are, the standardisation taken into them."""
    mean, scale = _scaling(table.x)
    x = (table.x - mean) / scale
    weights: dict[str, dict[str, float]] = {}
    for column, label in enumerate(classes):
        found = (solve or _logistic)(x, table.y[:, column], table.article, PENALTY[name])
        plain = found[:-1] / scale
        constant = float(found[-1] - (plain * mean).sum())
        weights[label] = {CONSTANT: _short(constant)} | {
            feature: _short(float(w)) for feature, w in zip(table.names, plain, strict=True) if abs(w) > 1e-4
        }
    return {"least": least, "weights": weights}


def _short(value: float) -> float:
    """Five digits: more would differ between processors."""
    return float(f"{value:.5g}")


def _scaling(x: Floats) -> tuple[Floats, Floats]:
    scale = x.std(0)
    return x.mean(0), np.where(scale < 1e-6, 1.0, scale)


def _held_out(table: Table, penalty: float, solve: Solve, predict: Predict, *, seed: int = SEED) -> Floats:
    """Probabilities [N, classes] of every example by weights fitted on other articles."""
    order = list(range(int(table.article.max()) + 1))
    random.Random(seed).shuffle(order)
    fold = np.asarray(order)[table.article] % FOLDS
    out = np.zeros_like(table.y)
    for number in range(FOLDS):
        train, held = fold != number, fold == number
        mean, scale = _scaling(table.x[train])
        x, unseen = (table.x[train] - mean) / scale, (table.x[held] - mean) / scale
        for column in range(table.y.shape[1]):
            weights = solve(x, table.y[train, column], table.article[train], penalty)
            out[held, column] = predict(np.c_[unseen, np.ones(len(unseen))] @ weights, table.article[held])
    return out


def _logistic(x: Floats, y: Floats, article: NDArray[np.int64], ridge: float) -> Floats:
    """Newton's method; an article with many examples weighs less than so many articles."""
    counts = np.bincount(article)
    weight = 1 / counts[article] ** 0.3
    weight *= len(weight) / weight.sum()
    ones = np.c_[x, np.ones(len(x))]
    penalty = np.r_[np.full(x.shape[1], ridge), 1e-6]
    found = np.zeros(ones.shape[1])
    for _ in range(STEPS):
        p = _each(ones @ found, article)
        slope = ones.T @ (weight * (p - y)) + penalty * found
        bend = (ones * (weight * p * (1 - p) + 1e-9)[:, None]).T @ ones + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        found -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return found


def _listwise(x: Floats, y: Floats, article: NDArray[np.int64], ridge: float) -> Floats:
    """The same for a choice of one candidate an article, or none; several right ones share."""
    _, index = np.unique(article, return_inverse=True)
    n = int(index.max()) + 1
    right = np.bincount(index, y, n)
    target = y / np.maximum(1, right[index])
    ones = np.c_[x, np.ones(len(x))]
    penalty = np.r_[np.full(x.shape[1], ridge), 1e-3]
    found = np.zeros(ones.shape[1])
    for _ in range(STEPS):
        p = _one(ones @ found, article)
        slope = ones.T @ (p - target) + penalty * found
        means = np.zeros((n, ones.shape[1]))
        np.add.at(means, index, p[:, None] * ones)
        bend = (ones * p[:, None]).T @ ones - means.T @ means + np.diag(penalty) + 1e-6 * np.eye(len(found))
        step = np.linalg.solve(bend, slope)
        found -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return found


def _sparse(x: Floats, y: Floats, article: NDArray[np.int64], size: float) -> Floats:
    """A penalty on the sizes of weights, by accelerated proximal gradients: most weights become nought."""
    ones = np.c_[x, np.ones(len(x))]
    step = 4 / float(np.linalg.norm(ones, 2)) ** 2
    threshold = np.r_[np.full(x.shape[1], size * step), 0.0]
    found = ahead = np.zeros(ones.shape[1])
    pace = 1.0
    for _ in range(SPARSE_STEPS):
        reached = ahead - step * (ones.T @ (_each(ones @ ahead, article) - y))
        nearer = np.sign(reached) * np.maximum(0.0, np.abs(reached) - threshold)
        faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = nearer + (pace - 1) / faster * (nearer - found)
        found, pace = nearer, faster
    return found


def _each(scores: Floats, _: NDArray[np.int64]) -> Floats:
    out: Floats = 1 / (1 + np.exp(-np.clip(scores, -20, 20)))
    return out


def _one(scores: Floats, article: NDArray[np.int64]) -> Floats:
    odds = np.exp(np.clip(scores, -20, 20))
    _, index = np.unique(article, return_inverse=True)
    out: Floats = odds / (1 + np.bincount(index, odds)[index])
    return out


def _least(p: Floats, right: Floats, aim: float, name: str) -> float:
    """The lowest probability from which on what is said is right often enough."""
    for threshold in GRID:
        said = p >= threshold
        if said.any() and float(right[said].mean()) >= aim:
            told = f"{100 * float(right[said].mean()):.1f} % of {int(said.sum())} right"
            print(f"  {name}: said from {threshold} on, {told}")
            return threshold
    print(f"  {name}: never right often enough")
    return NEVER


if __name__ == "__main__":
    main()
