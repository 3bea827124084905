"""Attributions of readings against gold, on raw documents.

- `exact.ROLE`: the distinct ranges of words that any attribution holds in the role.
- `token.ROLE`: the words that any attribution holds in the role.
- `linked.exact`: whole attributions, all three roles holding the same words.
- `linked.half`: whole attributions whose cues share a word, with sources and contents each overlapping by a Jaccard of
  at least one half (both empty agree).

An article annotated by several people stands on several gold lines; the reading is scored against each, and all are
pooled. That keeps their disagreement in the figure, as it is in one annotator's score against another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from training.score.files import Line
from training.score.tally import Scores
from training.score.words import Words, jaccard

ROLES = ("source", "cue", "content")

Linking = Literal["exact", "half"]
LINKINGS: tuple[Linking, ...] = ("exact", "half")
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Flat:
    """An attribution as the words that each role holds, however many spans they came in."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def score(gold: Sequence[Line], readings: Mapping[str, Line]) -> Scores:
    """Scores of the readings over all gold lines; a report without reading counts as one that found nothing."""
    scores = Scores()
    for line in gold:
        reading = readings.get(str(line["id"]))
        scores.rate("unread", hit=reading is None, of=1)
        scores.add(_score_line(line, {} if reading is None else reading))
    return scores


def linked_hits(predicted: Sequence[Flat], gold: Sequence[Flat], *, linking: Linking) -> list[bool]:
    """Whether each predicted attribution finds a gold one of its own.

    In the order of the reading each takes the gold attribution, not yet taken, that agrees with it best; the first of
    equals.
    """
    free = dict(enumerate(gold))
    hits = []
    for guess in predicted:
        agreements = {number: _agreement(guess, other, linking=linking) for number, other in free.items()}
        best = max(agreements, key=agreements.__getitem__, default=None)
        hit = best is not None and agreements[best] > 0
        if best is not None and hit:
            del free[best]
        hits.append(hit)
    return hits


def flatten(attributions: Iterable[Line], words: Words) -> list[Flat]:
    """The attributions as sets of words."""
    return [
        Flat(**{role: frozenset(n for found in words.ranges(item.get(role)) for n in found) for role in ROLES})
        for item in attributions
    ]


def _score_line(line: Line, reading: Line) -> Scores:
    scores = Scores()
    words = Words(line["text"])
    predicted, gold = reading.get("attributions") or [], line["attributions"]
    for role in ROLES:
        guessed, wanted = ({r for item in side for r in words.ranges(item.get(role))} for side in (predicted, gold))
        scores.count(f"exact.{role}", hit=len(guessed & wanted), guessed=len(guessed), gold=len(wanted))
        ours, theirs = ({n for found in side for n in found} for side in (guessed, wanted))
        scores.count(f"token.{role}", hit=len(ours & theirs), guessed=len(ours), gold=len(theirs))
    flat_predicted, flat_gold = flatten(predicted, words), flatten(gold, words)
    for linking in LINKINGS:
        hits = linked_hits(flat_predicted, flat_gold, linking=linking)
        scores.count(f"linked.{linking}", hit=sum(hits), guessed=len(flat_predicted), gold=len(flat_gold))
    return scores


def _agreement(guess: Flat, gold: Flat, *, linking: Linking) -> float:
    """0 where the two don't agree, more the better they do."""
    if linking == "exact":
        return float(guess == gold)
    if not guess.cue & gold.cue:
        return 0.0
    sources, contents = jaccard(guess.source, gold.source), jaccard(guess.content, gold.content)
    return sources + contents if min(sources, contents) >= _HALF else 0.0
