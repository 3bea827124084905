"""Against worked examples: Pradhan et al. 2014, the reference scorer's test cases, and those of LEA's authors."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.coreference_scores import Cluster, clusters, conll_average, largest_assignment, scores


def _side(text: str) -> list[Cluster]:
    """Clusters out of `a bc def`: a letter a mention."""
    return [frozenset(word) for word in text.split()]


def _figures(key: str, response: str, measure: str) -> tuple[float, float, float]:
    score = scores([(_side(key), _side(response))])[measure]
    return score.recall, score.precision, score.f1


# Recall, precision and F1; test cases A of the reference scorer, whose key is {a} {b c} {d e f}.
_A = "a bc def"
_CASES: dict[str, dict[str, tuple[float, float, float]]] = {
    "a bc def": {"MUC": (1, 1, 1), "B3": (1, 1, 1), "CEAFe": (1, 1, 1), "LEA": (1, 1, 1)},
    "a de": {
        "MUC": (1 / 3, 1, 1 / 2),
        "B3": (7 / 18, 1, 14 / 25),
        "CEAFe": (0.6, 0.9, 0.72),
        "LEA": (1 / 3, 1, 0.5),
    },
    "a bcx defy z": {
        "MUC": (1, 3 / 5, 3 / 4),
        "B3": (1, 55 / 108, 110 / 163),
        "CEAFe": (0.88571, 0.66429, 0.75918),
        "LEA": (1, 4 / 9, 8 / 13),
    },
    "a bcx dy z": {
        "MUC": (1 / 3, 1 / 3, 1 / 3),
        "B3": (5 / 9, 17 / 42, 2 * (5 / 9) * (17 / 42) / (5 / 9 + 17 / 42)),
        "CEAFe": (0.73333, 0.55, 0.62857),
        "LEA": (1 / 2, 2 / 7, 4 / 11),
    },
    "a bcxq dy z": {
        "MUC": (1 / 3, 1 / 4, 2 / 7),
        "B3": (5 / 9, 5 / 16, 0.4),
        "CEAFe": (0.68889, 0.51667, 0.59048),
        "LEA": (1 / 2, 5 / 24, 5 / 17),
    },
    "a bcx dy qz": {
        "MUC": (1 / 3, 1 / 4, 2 / 7),
        "B3": (5 / 9, 17 / 48, 2 * (5 / 9) * (17 / 48) / (5 / 9 + 17 / 48)),
        "CEAFe": (0.73333, 0.55, 0.62857),
        "LEA": (1 / 2, 1 / 4, 1 / 3),
    },
    "a b c d e f": {"MUC": (0, 0, 0), "B3": (1 / 2, 1, 2 / 3), "LEA": (1 / 6, 1 / 6, 1 / 6)},
    "abcdef": {"MUC": (1, 3 / 5, 3 / 4), "B3": (1, 7 / 18, 14 / 25), "LEA": (5 / 6, 4 / 15, 0.40404)},
}


@pytest.mark.parametrize(
    ("response", "measure"), [(response, measure) for response, told in _CASES.items() for measure in told]
)
def test_the_reference_scorer_s_cases(response: str, measure: str) -> None:
    assert _figures(_A, response, measure) == pytest.approx(_CASES[response][measure], abs=1e-5)


@pytest.mark.parametrize(
    ("measure", "recall", "precision"),
    [("MUC", 2 / 5, 2 / 5), ("B3", 5 / 12, 1 / 2), ("CEAFe", 0.65, 1.3 / 3), ("LEA", (1 + 4 / 6) / 7, (2 + 4 / 6) / 8)],
)
def test_the_worked_example_of_the_paper(measure: str, recall: float, precision: float) -> None:
    assert _figures("abc defg", "ab cd fghi", measure)[:2] == pytest.approx((recall, precision))


def test_counts_add_up_over_documents_and_the_average_is_of_three() -> None:
    found = scores([(_side("abc"), _side("abc")), (_side("de"), _side(""))])
    assert (found["MUC"].recall, found["MUC"].precision) == pytest.approx((2 / 3, 1))
    assert found["mentions"].recall == pytest.approx(3 / 5)
    assert conll_average(found) == pytest.approx((0.8 + found["B3"].f1 + found["CEAFe"].f1) / 3)


def test_nothing_found_is_nothing_and_no_error() -> None:
    found = scores([(_side("ab"), [])])
    assert all(score.f1 == 0 for score in found.values())


def test_a_mention_is_in_one_cluster_and_singletons_only_where_wanted() -> None:
    entities = ["ab", "bc", "d"]
    assert clusters(entities, singletons=True) == _side("ab c d")
    assert clusters(entities, singletons=False) == _side("ab")


@given(
    st.lists(st.lists(st.sampled_from([0.0, 0.25, 0.5, 2 / 3, 1.0]), min_size=3, max_size=3), min_size=1, max_size=5)
)
def test_the_assignment_is_the_largest_there_is(worth: list[list[float]]) -> None:
    rows, columns = len(worth), 3
    if rows <= columns:
        best = max(sum(worth[r][c] for r, c in enumerate(chosen)) for chosen in permutations(range(columns), rows))
    else:
        best = max(sum(worth[r][c] for c, r in enumerate(chosen)) for chosen in permutations(range(rows), columns))
    assert largest_assignment(worth) == pytest.approx(best)
