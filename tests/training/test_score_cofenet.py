"""Cases small enough to score by hand, in the published cut's format; all texts are our own."""

from typing import Any

from training.score import cofenet
from training.score.cofenet import Instance
from training.score.files import readings_by_id
from training.score.tally import Rate, Scores, Tally

# Orla 0-4, said 5-9, guards 10-16, beat 17-21, him 22-25
TEXT = "Orla said guards beat him"
TOKENS = ((0, 4), (5, 9), (10, 16), (17, 21), (22, 25))
GOLD = ("B-source", "B-cue", "B-content", "I-content", "I-content")


def scored(*attributions: dict[str, Any], labels: tuple[str, ...] = GOLD) -> Scores:
    instance = Instance("0", TEXT, TOKENS, labels)
    return cofenet.score([instance], readings_by_id([{"id": "0", "attributions": attributions}]))


def test_gold_itself_scores_full() -> None:
    scores = scored({"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 25]]})
    assert set(scores.figures().values()) == {100.0}


def test_a_late_start_loses_exact_and_begin_but_not_all_overlap() -> None:
    scores = scored({"source": [], "cue": [], "content": [[17, 25]]})
    assert scores.tallies["exact.content"] == Tally(0, 1, 1)
    assert scores.tallies["begin.content"] == Tally(0, 1, 1)
    assert scores.rates["jaccard.content"] == Rate(2 / 3, 1)


def test_an_early_end_keeps_begin() -> None:
    scores = scored({"source": [], "cue": [], "content": [[10, 21]]})
    assert scores.tallies["exact.content"] == Tally(0, 1, 1)
    assert scores.tallies["begin.content"] == Tally(1, 1, 1)


def test_a_guess_that_overlaps_nothing_counts_against_jaccard() -> None:
    scores = scored({"source": [[0, 4], [22, 25]], "cue": [], "content": []})
    assert scores.rates["jaccard.source"] == Rate(1, 2)


def test_the_first_attribution_keeps_a_token() -> None:
    outer = {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 25]]}
    inner = {"source": [[10, 16]], "cue": [[17, 21]], "content": [[22, 25]]}
    assert cofenet.lay([outer, inner], TOKENS) == list(GOLD)
    # The other way round, what is left of the outer content is nothing.
    assert cofenet.lay([inner, outer], TOKENS) == ["B-source", "B-cue", "B-source", "B-cue", "B-content"]


def test_a_token_belongs_to_a_span_that_covers_any_of_its_characters() -> None:
    assert cofenet.lay([{"cue": [[8, 11]]}], TOKENS) == ["O", "B-cue", "I-cue", "O", "O"]


def test_a_continuation_of_nothing_is_dropped() -> None:
    assert cofenet.runs(["I-cue", "B-cue", "I-cue", "I-source", "B-cue", "B-cue"]) == {"cue": [(1, 3), (4, 5), (5, 6)]}


def test_instances_are_laid_on_the_raw_article() -> None:
    article = {"id": "x", "annotator": "ab", "text": "Title.\n\n“We won’t,” she said (twice)."}
    cut = [
        {"id": "x_ab", "tokens": ["Title", "."], "labels": ["O", "O"]},
        {
            "id": "x_ab",
            "tokens": ["``", "We", "wo", "n't", ",", "''", "she", "said", "-LRB-", "twice", "-RRB-", "."],
            "labels": ["O"] * 12,
        },
    ]
    title, quotation = cofenet.instances(cut, [article])
    assert (title.id, title.text, title.tokens) == ("0", "Title.", ((0, 5), (5, 6)))
    assert (quotation.id, quotation.text) == ("1", "“We won’t,” she said (twice).")
    assert [quotation.text[start:end] for start, end in quotation.tokens] == [
        "“", "We", "wo", "n’t", ",", "”", "she", "said", "(", "twice", ")", ".",
    ]  # fmt: skip


def test_repeated_sentences_are_found_in_turn() -> None:
    article = {"id": "x", "annotator": "ab", "text": '“He left.” Then: "He left."'}
    again = {"id": "x_ab", "tokens": ["He", "left", ".", "''"], "labels": ["O"] * 4}
    assert [instance.text for instance in cofenet.instances([again, again], [article])] == ["He left.”", 'He left."']


def test_an_instance_that_is_nowhere_keeps_its_tokens() -> None:
    cut = [{"id": "y_ab", "tokens": ["Not", "there"], "labels": ["B-cue", "O"]}]
    (instance,) = cofenet.instances(cut, [{"id": "y", "annotator": "ab", "text": "Other words."}])
    assert (instance.text, instance.tokens) == ("Not there", ((0, 3), (4, 9)))
    assert [instance.text[start:end] for start, end in instance.tokens] == ["Not", "there"]
