import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.weigh.alignment import align
from onrecord.weigh.words import Strand


def values(numbers: list[int]) -> Strand:
    return Strand(np.array(numbers, dtype=np.uint64))


# Stretches that both texts have, in any order and repeatedly, among words that repeat by chance.
words = st.lists(
    st.one_of(
        st.integers(min_value=0, max_value=5).map(lambda start: list(range(100 * start, 100 * start + 15))),
        st.lists(st.integers(min_value=0, max_value=12), max_size=20),
    ),
    max_size=12,
).map(lambda stretches: [word for stretch in stretches for word in stretch])


@given(words, words)
def test_aligned_words_are_equal_and_used_once(first: list[int], second: list[int]) -> None:
    used: set[int] = set()
    other_used: set[int] = set()
    for passage in align(values(first), values(second)):
        for run in passage.runs:
            here, there = range(run.first, run.first_end), range(run.second, run.second_end)
            assert first[here.start : here.stop] == second[there.start : there.stop]
            assert not used & set(here)
            assert not other_used & set(there)
            used |= set(here)
            other_used |= set(there)


def test_a_text_moved_misspelled_and_cut_is_aligned() -> None:
    text = list(range(1_000, 1_400))
    spoilt = text[200:400] + text[:150]
    spoilt[50] = spoilt[90] = 7
    passages = align(values(text), values(spoilt))
    assert [(passage.first, passage.second) for passage in passages] == [((0, 150), (200, 350)), ((200, 400), (0, 200))]
    assert sum(passage.equal for passage in passages) == 348
    assert [passage.aligned() for passage in passages] == [(150, 150), (200, 200)]


def test_common_words_met_by_chance_are_no_passage() -> None:
    chance = random.Random(1)  # noqa: S311  seeded, for the same texts each time
    first, second = ([chance.randrange(50) for _ in range(400)] for _ in range(2))
    assert all(passage.equal >= 8 for passage in align(values(first), values(second)))
    assert sum(passage.equal for passage in align(values(first), values(second))) < 40


def test_nothing_aligns_with_nothing() -> None:
    assert align(values([]), values([1, 2, 3])) == ()
    assert align(values([1, 2]), values([1, 2])) == ()
