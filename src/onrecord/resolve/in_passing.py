"""People and bodies that a report tells of by what they are, and who play no role there.

"The priest counted the boats. There were 41, he said": nobody is found in the first sentence, and "he" would be whoever
was named before. So whoever is told of in passing is somebody too, whom a pronoun may stand for.
"""

from collections.abc import Iterable

from onrecord.records import EntityType, Span
from onrecord.resolve.article import Article
from onrecord.resolve.finder import Finder
from onrecord.resolve.mentions import HEAD_ENDS, Form, Mention, nouns, words_of_kind
from onrecord.resolve.order import is_subject

_DETERMINERS = frozenset("the a an his her their my our one another this".split())
_BODIES = ("outlet_nouns", "state_body_nouns")
# Words between an article and its noun: "a local security source".
_LONGEST = 5


def in_passing(article: Article, finder: Finder, taken: Iterable[Span]) -> list[Mention]:
    """Descriptions of one person or body that begin a sentence, where no other mention stands.

    Elsewhere they mostly say what somebody is or was ("became a writer"), and would draw pronouns away from the name.
    """
    covered = bytearray(len(article.text) + 1)
    for span in taken:
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    found = []
    for index, word in enumerate(article.lowered):
        if word not in _DETERMINERS:
            continue
        head = _head(article, index)
        if head is None:
            continue
        span = Span(article.starts[index], article.ends[head])
        if any(covered[span.start : span.end]):
            continue
        mention = finder.mention(span, 0.0)
        one = mention.form is Form.DESCRIPTION and not mention.plural and mention.type is not EntityType.GROUP
        if one and is_subject(article, mention):
            found.append(mention)
    return found


def _head(article: Article, index: int) -> int | None:
    """The word that tells what somebody is, of a noun phrase that begins at a word."""
    words = article.lowered
    for at in range(index + 1, min(len(words), index + 2 + _LONGEST)):
        word = words[at]
        if not word[0].isalpha() or word in HEAD_ENDS or word in _DETERMINERS:
            return None
        if _tells_who(word) and (at + 1 == len(words) or not _tells_who(words[at + 1])):
            return at
    return None


def _tells_who(word: str) -> bool:
    return word in nouns() or any(word in words_of_kind(kind) for kind in _BODIES)
