"""Names and figures that stand in each other's place in two texts of otherwise the same wording.

A letter sent for each of forty prisoners differs in the prisoner's name and little else. It is forty reports, not one.
"""

from collections import Counter

from rapidfuzz.distance import OSA

from onrecord.weigh.alignment import Passage
from onrecord.weigh.credits import name_words
from onrecord.weigh.words import Worded

Replaced = Counter[tuple[str, str]]

_LONG = 8  # letters, from where on two slips are forgiven instead of one
_NAMES_AMONG = 0.2  # of the places where words differ, those where names do: fewer, and it is noise


def replaced(first: Worded, second: Worded, passages: tuple[Passage, ...]) -> tuple[Replaced, Replaced]:
    """How often names, and figures, that either text alone has stand in each other's place.

    A name misspelled once is the same name. One that stands for the same other name again and again is another, however
    alike the two are spelled: brothers' names are. Where most differences are of other words, as in a bad scan, names
    that differ once are part of that.
    """
    names: Replaced = Counter()
    misspelled: Replaced = Counter()
    figures: Replaced = Counter()
    outlets = name_words(f"{first.report.publisher or ''} {second.report.publisher or ''}")
    own, other_own = _own(first, second, outlets), _own(second, first, outlets)
    differences = of_names = 0
    met: Counter[tuple[tuple[str, ...], tuple[str, ...], bool]] = Counter()
    for here, there in (gap for passage in passages for gap in passage.gaps):
        if here[0] == here[1] or there[0] == there[1]:
            continue  # something more, not something else
        differences += 1
        words = tuple([own[index] for index in range(*here) if index in own])
        others = tuple([other_own[index] for index in range(*there) if index in other_own])
        if words and others:
            alone = here[1] - here[0] == there[1] - there[0] == 1
            spaced = not alone and _one_spelling("".join(first.words(*here)), "".join(second.words(*there)))
            met[words, others, spaced] += 1
    # A name stands for the same other name in each sentence that has it.
    for (words, others, spaced), often in met.items():
        other_names = False
        for word, other in zip(words, others, strict=False):
            if word.isdecimal() and other.isdecimal():
                figures[word, other] += often
            elif spaced or _one_spelling(word, other):
                misspelled[word, other] += often
            else:
                names[word, other] += often
                other_names = True
        of_names += often * other_names
    told = {pair: count for pair, count in (names + misspelled).items() if count > 1}
    if of_names >= _NAMES_AMONG * differences:
        told |= names
    return Counter(told), figures


def _own(worded: Worded, other: Worded, outlets: frozenset[str]) -> dict[int, str]:
    """Names and figures that the other text has nowhere: which word each is."""
    values, others = worded.listed, other.distinct
    return {
        index: word
        for index, word in worded.tellable.items()
        if values[index] not in others and word.casefold() not in outlets
    }


def _one_spelling(word: str, other: str) -> bool:
    word, other = word.casefold(), other.casefold()
    slips = 1 if min(len(word), len(other)) < _LONG else 2
    return OSA.distance(word, other, score_cutoff=slips) <= slips
