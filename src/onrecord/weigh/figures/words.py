"""Words around a figure: the sentence that it stands in, and what its words say."""

import re
from functools import cache

from onrecord.records.record import Figure
from onrecord.records.span import Span
from onrecord.records.vocabulary import BOUNDS
from onrecord.weigh.tables import table

_ENDS = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def sentence_at(text: str, span: Span) -> Span:
    """The sentence, within its paragraph, that holds a span."""
    # From the paragraph's start: from the text's, a long report with many figures would be gone through for each.
    start = text.rfind("\n", 0, span.start) + 1
    for end in _ENDS.finditer(text, start, span.start):
        start = end.end()
    ending = _ENDS.search(text, span.end)
    return Span(start, len(text) if ending is None else ending.start() + 1)


def has_any(name: str, words: str) -> str | None:
    """The first of a list's phrases, the longest first, that stands among the words; None: there is none."""
    if _spelled(*_phrases(name)).search(words) is None:
        return None
    return next((phrase for phrase in _phrases(name) if _spelled(phrase).search(words)), None)


def opens_with(name: str, words: str) -> str | None:
    """The longest of a list's phrases with which the words open."""
    plain = " ".join(words.casefold().split())
    return next((phrase for phrase in _phrases(name) if f"{plain} ".startswith(phrase + " ")), None)


def closes_with(name: str, words: str) -> str | None:
    """The longest of a list's phrases with which the words close."""
    plain = " ".join(words.casefold().split()).rstrip(",:;— –-")
    return next((phrase for phrase in _phrases(name) if f" {plain}".endswith(" " + phrase)), None)


def in_list(name: str, word: str) -> bool:
    """Whether a word is on a list."""
    return word.casefold() in _set(name)


def words_of(text: str) -> list[re.Match[str]]:
    """The words of a text."""
    return list(_WORD.finditer(text))


def number_in_words(figure: Figure) -> str:
    """`more than 100`; a figure without a number in the report's words."""
    if figure.number is None:
        return f"{figure.low} to {figure.high}" if figure.low is not None and figure.high is not None else "no number"
    return f"{BOUNDS.get(figure.bound, '')}{figure.number:,}"


@cache
def _phrases(name: str) -> tuple[str, ...]:
    """A list's phrases, the longest first."""
    return tuple(sorted(table("figures")[name], key=lambda phrase: (-len(phrase), phrase)))


@cache
def _spelled(*phrases: str) -> re.Pattern[str]:
    """Any of some phrases, where it stands in a text."""
    either = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(table("figures")[name])
