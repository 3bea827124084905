import itertools

import numpy as np

from onrecord.weigh import sketches
from onrecord.weigh.words import Lexicon, fingerprints, shingles
from tests.weigh.texts import AGENCY, FOOTER, LETTER, OTHER


def test_an_estimate_comes_near_the_true_share_of_common_shingles() -> None:
    lexicon = Lexicon()
    texts = [AGENCY, AGENCY + FOOTER, AGENCY + OTHER, OTHER, FOOTER + OTHER]
    sets = [shingles(lexicon.values(text)) for text in texts]
    pairs = np.array(list(itertools.combinations(range(len(texts)), 2)))
    for (first, second), estimate in zip(pairs, sketches.estimates(sketches.signatures(sets), pairs), strict=True):
        both = len(np.intersect1d(sets[first], sets[second]))
        true = both / len(np.union1d(sets[first], sets[second]))
        assert abs(estimate - true) < 0.13  # three standard deviations of 126 draws


def test_candidates_are_pairs_that_agree_in_a_band_each_once() -> None:
    lexicon = Lexicon()
    texts = [AGENCY, OTHER, AGENCY.upper(), AGENCY + FOOTER, "", ""]
    pairs = sketches.alike(sketches.signatures([shingles(lexicon.values(text)) for text in texts]))
    assert pairs.tolist() == [[0, 2], [0, 3], [2, 3], [4, 5]]


def test_a_passage_of_forty_words_is_found_in_whatever_surrounds_it() -> None:
    lexicon = Lexicon()
    passage = " ".join(LETTER.split()[20:60])
    texts = [f"{AGENCY} {passage} {AGENCY}", f"{OTHER} {passage}", FOOTER]
    prints = [fingerprints(lexicon.values(text)) for text in texts]
    pairs, counts = sketches.sharing(prints)
    assert pairs.tolist() == [[0, 1]]
    assert counts.tolist()[0] >= 2


def test_what_more_texts_share_than_ever_copy_one_another_is_left_out() -> None:
    lexicon = Lexicon()
    formula = fingerprints(lexicon.values(FOOTER))
    pairs, _ = sketches.sharing([formula] * (sketches.COMMONPLACE + 1))
    assert len(pairs) == 0
    pairs, _ = sketches.sharing([formula] * 3)
    assert pairs.tolist() == [[0, 1], [0, 2], [1, 2]]
