"""What the order of words tells of a mention: whether it is its sentence's subject, or only stands beside another."""

from onrecord.resolve.article import Article
from onrecord.resolve.descriptions import STOPS
from onrecord.resolve.mentions import Form, Mention, nouns, words_of_kind
from onrecord.resolve.names import folded, without_possessive
from onrecord.resolve.states import is_adjective
from onrecord.resolve.tables import table

# Words between a name and what its noun phrase begins with.
_LONGEST = 8
_DETERMINERS = frozenset("the a an his her its their our my this that these those some one two three".split())
_PREPOSITIONS = frozenset(
    "of in at from for with by on near against about over between under into through without than towards toward"
    " during outside inside among amid around beside behind across along within via per".split()
)
_OPENS = frozenset("“”\"'‘’(—–-•")
# What may stand before a subject that isn't a sentence's first word.
_LINKS = frozenset("and but so then yet meanwhile however later earlier also".split())
# "When the paper first wrote of it, it reported …"
_WHEN = frozenset("when while as after before because if although though since until once whereas".split())
# An opening phrase that a comma ends before the subject: "In May, Vel said".
_OPENERS = frozenset(
    "in on at after before since while when during as for despite following by with last this earlier later once until"
    " although though if because under according asked".split()
)


def phrase_start(article: Article, mention: Mention) -> int:
    """Index of the word that a mention's noun phrase begins with: its article and titles, as far as the words tell."""
    index = article.word_at(mention.span.start)
    if mention.form is Form.PRONOUN:
        return index
    for _ in range(_LONGEST):
        if not index:
            return 0
        word = article.words[index - 1]
        lowered = article.lowered[index - 1]
        if lowered in _DETERMINERS:
            index -= 1
            if lowered in ("the", "a", "an"):
                return index
        elif _describes(lowered) or (word == "." and index > 1 and article.lowered[index - 2] in _short_titles()):
            index -= 1
        elif word == "," and mention.form is Form.NAME and index > 1 and _describes(article.lowered[index - 2]):
            index -= 1  # "the director, Jan Vel"
        else:
            return _opened(article, index)
    return index


def _opened(article: Article, index: int) -> int:
    """Where a phrase begins whose words the tables lack: "the opposition deputy Vel", back to its article."""
    for at in range(index - 1, max(-1, index - 4), -1):
        word = article.lowered[at]
        if word in ("the", "a", "an"):
            return at
        if word != article.words[at] or not word.isalpha() or word in STOPS:
            break
    return index


def is_aside(article: Article, mention: Mention) -> bool:
    """Whether a mention hangs on a preposition and tells of another; nobody's word is given so, but for sources."""
    start = phrase_start(article, mention)
    before = article.lowered[start - 1] if start else ""
    return before == "by" or (before in _PREPOSITIONS and not mention.speaks)


def is_agent(article: Article, mention: Mention) -> bool:
    """Whether a mention is by whom something is done: "asked by Vel whether he …" is not about Vel."""
    start = phrase_start(article, mention)
    return bool(start) and article.lowered[start - 1] == "by"


def is_subject(article: Article, mention: Mention) -> bool:
    """Whether a mention stands where a subject does: first in its sentence, or before the cue of what it says."""
    start = phrase_start(article, mention)
    if mention.speaks:
        return not start or article.lowered[start - 1] != "by"  # "asked by Vel"
    first = article.word_at(article.sentence_start(article.sentence(mention.span.start)))
    while first < start and (article.words[first] in _OPENS or article.lowered[first] in _LINKS):
        first += 1
    if (first + 1 == start and article.lowered[first] in _WHEN) or (start and article.words[start - 1] == ":"):
        return True  # "when Vel wrote", "MS. VEL: The minister …"
    if first < start and "," in article.words[first:start] and article.words[start - 1] == "," and start - first <= 12:
        return article.lowered[first] in _OPENERS
    return first >= start


def _describes(word: str) -> bool:
    plain = folded(without_possessive(word))
    return plain in nouns() or plain in words_of_kind("titles") or plain in _short_titles() or is_adjective(plain)


def _short_titles() -> dict[str, str]:
    found: dict[str, str] = table("people")["gendered_titles"]
    return found
