"""Cases small enough to score by hand. The text's words are one letter each, so word n stands at character 2n."""

from typing import Any

import pytest

from training.score import attributions
from training.score.files import readings_by_id
from training.score.tally import Scores, Tally

TEXT = "a b c d e f g h i j"

Spans = list[list[int]]


def words(first: int, stop: int) -> list[int]:
    """The span of words `[first, stop)`."""
    return [2 * first, 2 * stop - 1]


def attribution(source: Spans, cue: Spans, content: Spans) -> dict[str, Any]:
    return {"source": source, "cue": cue, "content": content}


def scored(gold: list[list[dict[str, Any]]], found: list[dict[str, Any]]) -> Scores:
    """One report, each item of `gold` one annotator's attributions."""
    lines = [{"id": "r", "text": TEXT, "attributions": items} for items in gold]
    return attributions.score(lines, readings_by_id([{"id": "r", "attributions": found}]))


ONE = attribution([words(0, 2)], [words(2, 3)], [words(3, 6), words(8, 10)])


def test_gold_itself_scores_full() -> None:
    assert set(scored([[ONE]], [ONE]).figures().values()) == {100.0, 0.0}  # 0: the rate of unread reports
    assert scored([[ONE]], [ONE]).rates["unread"].per_cent == 0.0


def test_exact_compares_words_not_characters() -> None:
    ragged = attribution([[0, 2]], [[4, 5]], [words(3, 6), words(8, 10)])  # "a " is the word a alone, not a b
    scores = scored([[ONE]], [ragged])
    assert scores.tallies["exact.source"] == Tally(0, 1, 1)
    assert scores.tallies["token.source"] == Tally(1, 1, 2)
    assert scores.tallies["exact.cue"] == Tally(1, 1, 1)
    assert scores.tallies["exact.content"] == Tally(2, 2, 2)


def test_a_span_found_twice_counts_once() -> None:
    scores = scored([[ONE]], [ONE, ONE])
    assert scores.tallies["exact.cue"] == Tally(1, 1, 1)
    assert scores.tallies["linked.exact"] == Tally(1, 2, 1)  # but the second attribution finds no gold left


def test_every_piece_of_the_content_must_be_there_to_link_exactly() -> None:
    half = attribution([words(0, 2)], [words(2, 3)], [words(3, 6)])  # 3 of 5 words
    scores = scored([[ONE]], [half])
    assert scores.tallies["linked.exact"] == Tally(0, 1, 1)
    assert scores.tallies["linked.half"] == Tally(1, 1, 1)


@pytest.mark.parametrize(
    ("found", "hit"),
    [
        (attribution([words(1, 2)], [words(2, 3)], ONE["content"]), 1),  # 1 of 2 words of the source
        (attribution([words(1, 4)], [words(2, 3)], ONE["content"]), 0),  # 1 of 4
        (attribution([words(0, 2)], [words(7, 8)], ONE["content"]), 0),  # another cue
        (attribution([], [words(2, 3)], ONE["content"]), 0),  # no source where gold has one
        (attribution([words(0, 2)], [words(2, 3)], [words(8, 10)]), 0),  # 2 of 5 words of the content
    ],
)
def test_half_links_by_cue_and_overlap(found: dict[str, Any], hit: int) -> None:
    assert scored([[ONE]], [found]).tallies["linked.half"] == Tally(hit, 1, 1)


def test_two_missing_sources_agree() -> None:
    bare = attribution([], [words(2, 3)], [words(3, 6)])
    assert scored([[bare]], [bare]).tallies["linked.half"] == Tally(1, 1, 1)


def test_each_takes_the_gold_that_agrees_best() -> None:
    # The first found agrees with both (contents 3/4 and 1), the second with `wide` alone (3/6, and 2/6 with `narrow`).
    wide = attribution([words(0, 1)], [words(2, 4)], [words(4, 8)])
    narrow = attribution([words(0, 1)], [words(3, 4)], [words(4, 7)])
    late = attribution([words(0, 1)], [words(2, 4)], [words(5, 10)])
    assert scored([[wide, narrow]], [narrow, late]).tallies["linked.half"] == Tally(2, 2, 2)


def test_annotators_are_pooled() -> None:
    other = attribution([words(0, 2)], [words(2, 3)], [words(3, 5)])
    scores = scored([[ONE], [other]], [ONE])
    assert scores.tallies["linked.exact"] == Tally(1, 2, 2)
    assert scores.tallies["exact.source"] == Tally(2, 2, 2)


def test_an_unread_report_misses_all_its_gold() -> None:
    lines = [{"id": 7, "text": TEXT, "attributions": [ONE]}]
    for readings in ([], [{"id": "7", "error": {"code": "broken"}, "attributions": [ONE]}]):
        scores = attributions.score(lines, readings_by_id(readings))
        assert scores.tallies["exact.source"] == Tally(0, 0, 1)
        assert scores.rates["unread"].per_cent == 100.0
