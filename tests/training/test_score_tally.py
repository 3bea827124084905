from training.score.tally import Rate, Scores, Tally


def test_f1_is_the_harmonic_mean_of_unrounded_precision_and_recall() -> None:
    tally = Tally(hit=1, guessed=3, gold=7)  # 1/3, 1/7: 2 * (1/21) / (10/21)
    assert (tally.precision, tally.recall, tally.f1) == (33.3, 14.3, 20.0)


def test_nothing_guessed_scores_zero() -> None:
    assert (Tally(gold=4).precision, Tally(gold=4).recall, Tally(gold=4).f1) == (0.0, 0.0, 0.0)


def test_a_rate_without_chances_is_unknown_not_zero() -> None:
    assert Rate(0, 0).per_cent is None
    assert Rate(0, 3).per_cent == 0.0
    assert Rate(2, 3).per_cent == 66.7


def test_scores_pool_counts_not_percentages() -> None:
    one, other = Scores(), Scores()
    one.count("cue", hit=1, guessed=1, gold=1)
    other.count("cue", hit=0, guessed=3, gold=3)
    other.rate("swapped", hit=1, of=4)
    one.add(other)
    assert one.figures() == {"cue": 25.0, "swapped": 25.0}
