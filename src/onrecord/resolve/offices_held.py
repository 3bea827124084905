"""Acronyms of an office that somebody named holds: "the Press and Protocol Officer, Oru Dann … the PPO said"."""

from collections.abc import Iterator

from onrecord.records import EntityType
from onrecord.resolve.article import Article
from onrecord.resolve.mentions import Mention
from onrecord.resolve.referents import Referent

# Small words that an acronym leaves out.
_SMALL = frozenset("of and for the in on to".split())
# Letters of such an acronym, and words between the office and its holder ("… in the State, Oru Dann").
_LEAST, _MOST, _BETWEEN = 3, 6, 6


def join_offices(article: Article, referents: list[Referent], named: list[Mention]) -> list[Referent]:
    """Give an office's acronym to the one person whom the text names as holding it; the others stay as they are.

    Only where the text spells the office out directly before that person's name, and before nobody else's.
    """
    starts = {mention.span.start: mention for mention in named if mention.type is EntityType.PERSON}
    kept = []
    for referent in referents:
        holders = _holders(article, referent, starts) if _is_acronym(referent) else []
        if len(holders) == 1:
            for mention in list(referent.mentions):
                holders[0].take(mention)
        else:
            kept.append(referent)
    return kept


def _is_acronym(referent: Referent) -> bool:
    return bool(referent.names) and all(
        name.isalpha() and name.isupper() and _LEAST <= len(name) <= _MOST for name in referent.names
    )


def _holders(article: Article, referent: Referent, starts: dict[int, Mention]) -> list[Referent]:
    found: list[Referent] = []
    for short in referent.names:
        for stop in _expansions(article, short):
            sentence = article.sentence(article.starts[stop - 1])
            for index in range(stop, min(stop + _BETWEEN, len(article.words))):
                mention = starts.get(article.starts[index])
                if mention is None or article.sentence(mention.span.start) != sentence:
                    continue
                holder = mention.referent
                if isinstance(holder, Referent) and holder is not referent and holder not in found:
                    found.append(holder)
                break
    return found


def _expansions(article: Article, short: str) -> Iterator[int]:
    """Where capitalised words end whose initials are the acronym: numbers of the words behind them."""
    words = article.words
    for first in range(len(words)):
        index, letter = first, 0
        while index < len(words) and letter < len(short):
            if words[index][0] == short[letter] and len(words[index]) > 1:
                letter += 1
            elif index == first or words[index] not in _SMALL:
                break
            index += 1
        if letter == len(short):
            yield index
