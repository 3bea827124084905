"""Fitting a summary's heads: what the solvers find, and that the weights written say the same."""

import json

import numpy as np
import pytest

from onrecord.records import PerpetratorType, Sex, VictimKind
from onrecord.resolve.reading import resolve_findings
from onrecord.resolve.summary_heads import CONSTANT, UNTOLD, Head, heads
from onrecord.resolve.summary_scores import candidates_of
from tests.resolve.people import entities_in
from tests.resolve.test_summary import reading_of
from training.fit_summary import (
    NEVER,
    PENALTY,
    PRODUCT,
    Solve,
    Table,
    _each,
    _head,
    _held_out,
    _least,
    _listwise,
    _logistic,
    _one,
    _sparse,
)


def made(seed: int = 0, articles: int = 60, each: int = 5) -> Table:
    """Examples whose label is told by the feature `told`, a little by `half`, not by `noise`; one right an article."""
    chance = np.random.default_rng(seed)
    rows = []
    for article in range(articles):
        right = int(chance.integers(0, each + 1))  # the last: none of them
        for k in range(each):
            label = k == right
            told = 2.0 * label + chance.normal(0, 0.7)
            rows.append(
                ({"told": 5 + 3 * told, "half": label + chance.normal(), "noise": chance.normal()}, [label], article)
            )
    return Table.of(rows)


def test_what_tells_weighs_most() -> None:
    table = made()
    weights = _head(table, ["victim"], "victim", 0.5)["weights"]["victim"]

    assert weights["told"] * 3 * 0.7 > abs(weights.get("noise", 0.0))
    assert weights["told"] > 0


def test_a_penalty_on_sizes_leaves_out_what_tells_nothing() -> None:
    table = made()
    mean, scale = table.x.mean(0), table.x.std(0)
    x, y = (table.x - mean) / scale, table.y[:, 0]
    found = dict(zip(table.names, _sparse(x, y, table.article, 8.0), strict=False))
    size = np.abs(x.T @ (y - y.mean())).max()
    nothing = _sparse(x, y, table.article, float(size) * 1.01)

    assert found["told"] > 0.5
    assert found["noise"] == 0
    assert nothing[:-1].tolist() == [0, 0, 0]  # above the steepest slope at nought, all weights are nought
    assert _each(nothing[-1:], table.article)[0] == pytest.approx(y.mean(), abs=1e-3)


@pytest.mark.parametrize(("solve", "name"), [(_logistic, "victim"), (_listwise, "city"), (_sparse, "violations")])
def test_written_weights_give_the_fitted_probabilities(solve: Solve, name: str) -> None:
    table = made()
    head = _head(table, [name], name, 0.5, solve=solve)
    written = Head(json.loads(json.dumps(head))["weights"], 0.5)
    mean, scale = table.x.mean(0), table.x.std(0)
    x = (table.x - mean) / scale
    found = solve(x, table.y[:, 0], table.article, PENALTY[name])
    fitted = (_one if solve is _listwise else _each)(np.c_[x, np.ones(len(x))] @ found, table.article)

    first = np.flatnonzero(table.article == 0)
    features = [dict(zip(table.names, table.x[k].tolist(), strict=True)) for k in first]
    told = written.one(features) if solve is _listwise else [written.each(row)[name] for row in features]
    assert told == pytest.approx(fitted[first].tolist(), abs=2e-3)


def test_a_choice_leaves_room_for_none() -> None:
    head = Head({"city": {CONSTANT: 0.0, "told": 1.0}}, 0.5)
    shares = head.one([{"told": 2.0}, {"told": 1.0}, {}])

    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) < 1
    assert head.one([]) == []


def test_held_out_probabilities_come_from_other_articles() -> None:
    table = made()
    honest = _held_out(table, 1.0, _logistic, _each)
    # a label that no feature tells can't be told of articles left out, however well it was learnt on the others
    table.y[:, 0] = np.random.default_rng(1).integers(0, 2, len(table.y))
    chance = _held_out(table, 1e-6, _logistic, _each)

    assert float(np.corrcoef(honest[:, 0], made().y[:, 0])[0, 1]) > 0.6
    assert abs(float(np.corrcoef(chance[:, 0], table.y[:, 0])[0, 1])) < 0.25


def test_the_least_probability_is_the_lowest_that_keeps_the_aim() -> None:
    p = np.asarray([0.9, 0.8, 0.7, 0.6, 0.3, 0.2])
    right = np.asarray([1.0, 1.0, 1.0, 0.0, 0.0, 0.0])

    assert _least(p, right, 0.75, "x") == pytest.approx(0.35)
    assert _least(p, right, 1.0, "x") == pytest.approx(0.65)
    assert _least(p, 1 - right, 0.9, "x") == NEVER


def test_the_shipped_heads_know_every_word_and_only_features_that_exist() -> None:
    text, entities = entities_in("Police in {Lagos|l}, {Nigeria|l}, beat {Ama Terrin|p} on 4 March 2031.")
    scores = candidates_of(*resolve_findings(reading_of(text, entities)))
    (person,) = scores.people
    known = {
        "victim": person.features,
        "kind": person.kind_features,
        "sex": person.sex_features,
        "perpetrator": scores.report_features,
        **{name: wheres[0].features for name, wheres in scores.wheres.items()},
        **{name: whens[0].features for name, whens in scores.whens.items() if whens},
    }
    shipped = heads()

    assert set(known) <= set(shipped)
    for name, features in known.items():
        for weights in shipped[name].weights.values():
            assert set(weights) - {CONSTANT} <= set(features), name
    assert set(shipped["kind"].weights) == {*(kind.value for kind in VictimKind), UNTOLD}
    assert set(shipped["sex"].weights) == {*(sex.value for sex in Sex), UNTOLD}
    assert set(shipped["perpetrator"].weights) == {*(type_.value for type_ in PerpetratorType), "mentioned"}


def test_the_weights_file_is_plain_json_without_infinities() -> None:
    assert "Infinity" not in PRODUCT.read_text(encoding="utf-8")
