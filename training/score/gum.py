"""Entities against GUM's gold mentions: the same words and the same type.

GUM marks every noun phrase and pronoun, nested ones too, where onrecord marks names. Its types answer to ours by
`TYPES`; ours without an answer (position, number) and its abstract things, objects, events, animals, plants and
substances are left out. GUM calls a group of people a person, so our group answers to it.

- `TYPE`, `all`: F1 over the mentions, on both sides, that are names: the last word begins with a capital and is no
  pronoun; of times, those that hold a capital or a digit.
- `overlap`: a name of the same type shares a word, one to one: how much is lost on edges alone.
- `every`: F1 over all mentions, the limit of what marking names alone can reach for whoever wants them all.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from training.score.files import Line
from training.score.tally import Scores
from training.score.words import Words

TYPES: Mapping[str, str] = {
    "person": "person",
    "group": "person",
    "organization": "organization",
    "outlet": "organization",
    "place": "place",
    "time": "time",
}
"""Our type to GUM's."""

# Pronouns that are written with a capital, or begin a sentence.
_PRONOUNS = frozenset(
    "i me my mine myself you your yours he him his she her hers it its we us our ours they them their theirs who whom "
    "whose which that this these those one some any all both none everyone everybody someone somebody nobody".split()
)


class Mention(NamedTuple):
    """A mention as its range of words and GUM's type."""

    words: range
    type: str


def score(gold: Sequence[Line], readings: Mapping[str, Line]) -> Scores:
    """Scores of the readings over all gold lines; a report without reading counts as one that found nothing."""
    scores = Scores()
    types = sorted(set(TYPES.values()))
    for line in gold:
        text, words = line["text"], Words(line["text"])
        reading = readings.get(str(line["id"]), {})
        gold_spans = [((m["start"], m["end"]), m["type"]) for m in line["mentions"] if m["type"] in types]
        spans = [(e["span"], TYPES[e["type"]]) for e in reading.get("entities") or [] if e["type"] in TYPES]
        wanted, found = _mentions(gold_spans, words), _mentions(spans, words)
        _count(scores, "every", found, wanted)
        wanted, found = (
            _mentions([x for x in side if is_name(text[x[0][0] : x[0][1]], type_=x[1])], words)
            for side in (gold_spans, spans)
        )
        for type_ in types:
            _count(scores, type_, *({m for m in side if m.type == type_} for side in (found, wanted)))
        _count(scores, "all", found, wanted)
        met = _overlapping(sorted(found, key=_order), sorted(wanted, key=_order))
        scores.count("overlap", hit=met, guessed=len(found), gold=len(wanted))
    return scores


def is_name(mention: str, *, type_: str) -> bool:
    """Whether a mention of GUM's type is a name rather than a description or a pronoun."""
    if type_ == "time":
        return any(letter.isupper() or letter.isdigit() for letter in mention)
    last = mention.split()[-1:]
    return bool(last) and last[0][0].isupper() and mention.casefold() not in _PRONOUNS


def _mentions(spans: Iterable[tuple[Sequence[int], str]], words: Words) -> set[Mention]:
    return {Mention(touched, type_) for span, type_ in spans if (touched := words.touched(span))}


def _count(scores: Scores, name: str, guessed: set[Mention], gold: set[Mention]) -> None:
    scores.count(name, hit=len(guessed & gold), guessed=len(guessed), gold=len(gold))


def _overlapping(found: Sequence[Mention], wanted: Sequence[Mention]) -> int:
    """How many found mentions take a gold one of their type that shares a word; the closest free one, in text order."""
    free = list(wanted)
    for mention in found:
        near = [other for other in free if other.type == mention.type and _shared(mention.words, other.words)]
        if near:
            free.remove(max(near, key=partial(_closeness, mention)))
    return len(wanted) - len(free)


def _shared(left: range, right: range) -> int:
    return max(0, min(left.stop, right.stop) - max(left.start, right.start))


def _closeness(left: Mention, right: Mention) -> float:
    shared = _shared(left.words, right.words)
    return shared / (len(left.words) + len(right.words) - shared)


def _order(mention: Mention) -> tuple[int, int, str]:
    return (mention.words.start, mention.words.stop, mention.type)
