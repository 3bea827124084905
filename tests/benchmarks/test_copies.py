import itertools
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.copies import clusters, joined, n_grams, of_kinds
from benchmarks.copies_made import COPIES, KINDS, MIXED, Made, made
from benchmarks.copies_salad import Salad
from benchmarks.copies_scores import pairs
from tests.weigh.texts import AGENCY, FOOTER, LETTER, OTHER, STATEMENT, report

WORDS = LETTER.split()
ARTICLES = [
    *(AGENCY, OTHER, FOOTER),
    *(f"Chapter {n}.\n\n" + "\n\n".join(f"{word} {n} was told." for word in WORDS) for n in range(30)),
]


def test_equal_clusters_score_one_whatever_their_names() -> None:
    scores = pairs({1: "a", 2: "a", 3: "b"}, {1: 7, 2: 7, 3: 9, 4: 9})
    assert (scores.adjusted_rand, scores.precision, scores.recall) == (1.0, 1.0, 1.0)


def test_scores_agree_with_a_table_worked_out_by_hand() -> None:
    # Gold ab|cd|e, found abc|de: together in both: ab. Three pairs found... of ten: chance 2 * 4 / 10.
    scores = pairs(dict(zip("abcde", (1, 1, 2, 2, 3), strict=True)), dict(zip("abcde", (1, 1, 1, 2, 2), strict=True)))
    assert (scores.both, scores.gold, scores.found, scores.all) == (1, 2, 4, 10)
    assert scores.adjusted_rand == pytest.approx((1 - 0.8) / (3 - 0.8))
    assert (scores.precision, scores.recall) == (0.25, 0.5)


def test_a_made_set_is_the_same_each_time_and_holds_each_kind() -> None:
    items = made(ARTICLES, seed=4)
    assert items == made(ARTICLES[::-1], seed=4)
    assert {item.kind for item in items} == {"original", *KINDS}
    for number, item in enumerate(items):
        original = items[item.made_from]
        assert original.kind == "original"
        assert (original.family == item.family) is (item.kind not in MIXED)
        assert (item.made_from == number) is (item.kind == "original")


def test_what_a_maker_leaves_is_what_it_says() -> None:
    for item, original in ((item, made(ARTICLES, seed=4)[item.made_from]) for item in made(ARTICLES, seed=4)):
        words, own = item.report.text.split(), original.report.text.split()
        match item.kind:
            case "trimmed":
                assert 0.4 < len(words) / len(own) <= 1
                assert words[0] == own[0]
            case "noised":
                assert item.report.text != original.report.text
                assert len(words) > len(own)
            case "roundup":
                assert original.report.text in item.report.text
            case _:
                pass


def test_the_baseline_compares_every_pair_that_shares_a_sequence() -> None:
    texts = [AGENCY, AGENCY, OTHER]
    items = [Made(report(text), "original", number, number) for number, text in enumerate(texts)]
    assert n_grams(items) == [(1.0, 0, 1)]
    assert clusters(3, iter([(0, 1)])) == {0: 0, 1: 0, 2: 2}


def test_a_made_set_goes_through_the_search_and_is_scored() -> None:
    items = made([AGENCY, OTHER, FOOTER, LETTER, LETTER.swapcase()[300:], STATEMENT * 2], seed=6)
    found, _ = joined(items)
    verbatim = [(number, item.made_from) for number, item in enumerate(items) if item.kind == "verbatim"]
    assert verbatim
    assert all(found[number] == found[original] for number, original in verbatim)
    assert of_kinds(items, found, COPIES).precision == 1.0
    nothing = {number: number for number in found}
    assert of_kinds(items, nothing, COPIES).recall == 0.0


def test_salad_is_fetched_as_it_is_gone_through(tmp_path: Path) -> None:
    with closing(Salad([AGENCY, OTHER, LETTER], 40, tmp_path / "texts")) as salad:
        went = list(salad)
        assert [number for number, _ in went] == list(range(40))
        assert all(salad.report(number) == each for number, each in reversed(went))
    assert salad.words == sum(len(each.text.split()) for _, each in went)
    assert any(first.text[:200] == second.text[:200] for (_, first), (_, second) in itertools.pairwise(went))
