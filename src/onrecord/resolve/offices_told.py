"""Offices that a report tells of somebody named: "Foreign Minister Jan Vel", "Jan Vel, the foreign minister, …"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.records import Span
from onrecord.resolve.article import Article
from onrecord.resolve.mentions import Form, Mention
from onrecord.resolve.names import folded, without_possessive
from onrecord.resolve.offices import Position, is_title_word, position_of

# Words before a name that may belong to the office: "the newly appointed Karvenian Minister of Foreign Affairs".
_LONGEST = 9
_STOPS = frozenset(
    "and or but that said says told with by from in on at as when while where after before than who whom which is was"
    " were are be been has had have like including called named if because since until not s".split()
)
_ENDS = re.compile(r"[.;:()—–“”\"]|,(?!\s+\d)|\b(?:who|whom|whose|which|that|where|when|told|said|says|and)\b")
_AGED = re.compile(r",? (?:\(|aged )?\d{1,2}\b(?:,|\)|\.| )")
_A_TRADE = re.compile(r"(?:an?|one|whose) ")
_LOWER_END = re.compile(r"(?:\s+[a-zß-ÿ][\w'’-]*)+$")
_HOME = re.compile(r"\s(?:of|\()\s*(?:the )?[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)*")
_APPOSED = re.compile(r",\s+(?=\w)")
_OPEN = re.compile(r"(?:^|[,;:(“\"—–]\s*)([^,;:(“\"—–.]*),\s*$")


@dataclass(frozen=True, slots=True)
class Told:
    """An office told of somebody.

    Attributes:
        mention: by which he or she is named there.
        name: as it stands there.
        phrase: the words that tell the office.
    """

    mention: Mention
    position: Position
    name: str
    phrase: str


def offices_told(article: Article, mention: Mention, states: Iterable[str]) -> Iterator[Told]:
    """Offices told right before a name, or beside it between commas."""
    if mention.form is not Form.NAME or mention.name is None:
        return
    span = _bare(article, mention.name)
    name = without_possessive(span.of(article.text))
    known = tuple(states)
    phrases = (_title_before(article, span, known), _after(article, span), _before(article, span))
    for number, phrase in enumerate(phrases):
        if phrase is None:
            continue
        position = position_of(phrase, known)
        if position is not None and (position.name is not None) == (number == 0):
            yield Told(mention, position, name if position.name is None else position.name, phrase)


def is_told_otherwise(article: Article, mention: Mention) -> bool:
    """Whether the text tells of somebody named what it tells of people without an office: an age, or a trade."""
    if mention.form is not Form.NAME or mention.name is None:
        return False
    if _AGED.match(article.text, mention.name.end):
        return True
    phrase = _after(article, mention.name)
    return phrase is not None and _A_TRADE.match(phrase) is not None and position_of(phrase) is None


def phrase_of(article: Article, span: Span) -> str:
    """A description without the clauses that hang on it."""
    text = " ".join(without_possessive(span.of(article.text)).split())
    return re.split(r"(?<=\w)(?:,? (?:who|whom|whose|which|that|where|when)\b|[;:—–])", text, maxsplit=1)[0]


def _title_before(article: Article, name: Span, states: tuple[str, ...]) -> str | None:
    """The words from the office on to the name, the longest that tell the named one's own office."""
    first, last = article.word_at(name.start), article.word_at(name.end - 1)
    start = first
    while start and first - start < _LONGEST and _goes_on(article, start - 1):
        start -= 1
    if not any(is_title_word(word) for word in article.lowered[start : last + 1]):
        return None
    key = folded(without_possessive(name.of(article.text)))
    for begin in range(start, last + 1):
        if article.lowered[begin] in ("of", "for", "to"):
            continue
        phrase = without_possessive(article.text[article.starts[begin] : article.ends[last]])
        position = position_of(phrase, states)
        if position is not None and position.name is not None and key.endswith(folded(position.name)):
            return phrase + _home_after(article, name.end)
    return None


def _bare(article: Article, name: Span) -> Span:
    """A name without small words that the reader took in after it: "Vel of"."""
    text = name.of(article.text)
    return Span(name.start, name.start + len(_LOWER_END.sub("", text)))


def _goes_on(article: Article, index: int) -> bool:
    """Whether a word may belong to the phrase that follows it."""
    word = article.lowered[index]
    if word in _STOPS or (not word[0].isalnum() and word not in (".", "-")):
        return False
    # a stop ends a sentence, unless it is an abbreviation's
    return word != "." or article.sentence(article.starts[index]) == article.sentence(article.ends[index] + 1)


def _home_after(article: Article, end: int) -> str:
    """What says of where somebody named is: " of Kenya"."""
    match = _HOME.match(article.text, end)
    return "" if match is None else match.group()


def _after(article: Article, name: Span) -> str | None:
    """What stands between commas after a name."""
    text = article.text
    opening = _APPOSED.match(text, name.end)
    if opening is None:
        return None
    ending = _ENDS.search(text, opening.end(), opening.end() + 120)
    return text[opening.end() : ending.start() if ending else opening.end() + 120].strip() or None


def _before(article: Article, name: Span) -> str | None:
    """What stands before a comma and the name: "The foreign minister, Jan Vel, …"."""
    start = article.sentence_start(article.sentence(name.start))
    match = _OPEN.search(article.text[max(start, name.start - 120) : name.start])
    return None if match is None else match[1].strip() or None
