from training.score.words import Words, jaccard


def test_words_are_letters_and_digits_or_single_marks() -> None:
    # “ It ’ s 5 , 000 , ” he - said .
    assert len(Words("“It’s 5,000,” he-said.")) == 13


def test_a_span_touches_every_word_that_shares_a_character() -> None:
    words = Words("He said: no.")  # He 0-2, said 3-7, : 7-8, no 9-11, . 11-12
    assert words.touched([3, 7]) == range(1, 2)
    assert words.touched([4, 8]) == range(1, 3)
    assert words.touched([0, 12]) == range(5)


def test_a_span_of_spaces_touches_nothing() -> None:
    words = Words("He  said")
    assert not words.touched([2, 4])
    assert words.ranges([[2, 4], [0, 1], []]) == [range(1)]
    assert words.ranges(None) == []


def test_code_points_are_counted_not_bytes() -> None:
    text = "😀 “né” ok"
    assert Words(text).touched([text.index("ok"), len(text)]) == range(4, 5)


def test_two_empty_sets_agree() -> None:
    assert jaccard(frozenset(), frozenset()) == 1.0
    assert jaccard(frozenset({1}), frozenset()) == 0.0
    assert jaccard(frozenset({1, 2, 3}), frozenset({2, 3, 4})) == 0.5
