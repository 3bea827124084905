"""Words: what descriptions of tellers say, by the lists in `data/telling.yaml`."""

import re
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any

from onrecord.records.attribution import Attribution
from onrecord.weigh.tables import table

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Where a description stops saying what somebody is, and tells of what or from where.
TAIL = re.compile(
    r"\s*(?:[,;:(–—]|\b(?:who|whom|whose|which|that|where|of|in|from|for|with|at|on|to|near|close|by|and|inside)\b)"
)
# What an outlet is called, as a regular expression.
NOUNS = r"(?:newspaper|paper|site|website|magazine|broadcaster|news agency|news service|weekly|daily|tabloid)"


def node_id(*parts: str) -> str:
    """`n` and 16 digits, the same for the same parts."""
    return "n" + blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of that name in `data/telling.yaml`."""
    return frozenset(str(word) for word in table("telling")[name])


@cache
def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """The regular expressions of that name in `data/telling.yaml`; `access.people` reaches into a group."""
    known: Any = table("telling")
    for part in name.split("."):
        known = known[part]
    return tuple(re.compile(form, re.IGNORECASE) for form in known)


@cache
def lower_patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """The same, for text in lower case, which is gone through faster."""
    return tuple(re.compile(form.pattern) for form in patterns(name))


@cache
def any_of(name: str) -> re.Pattern[str]:
    """All expressions of that name as one, for text in lower case: where it finds nothing, none of them does.

    A text is gone through once, and most tell nothing of the kind.
    """
    forms = [form.pattern for form in patterns(name)]
    if all(form.startswith(r"\b") for form in forms):
        return re.compile(r"\b(?:" + "|".join(form.removeprefix(r"\b") for form in forms) + ")")
    return re.compile("|".join(forms))


def tells(name: str, words: str) -> bool:
    """Whether any of the expressions of that name stands in some words."""
    return any_of(name).search(words.lower()) is not None


@lru_cache(maxsize=64)
def lowered(text: str) -> str:
    """The text in lower case, each character where it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(char.lower()[0] for char in text)


def head(name: str) -> str:
    """The word that a description hangs on, case folded: "paper", of "the paper that first reported it"."""
    words = WORD.findall(TAIL.split(name.strip(), maxsplit=1)[0]) or WORD.findall(name)
    return words[-1].casefold() if words else ""


def plain(words: str) -> str:
    """The words, case folded, without what stands between them."""
    return " ".join(word.casefold() for word in WORD.findall(words))


def names_somebody(name: str) -> bool:
    """Whether words name somebody, rather than describing: "Milo", not "a bargeman of 29" nor "Relatives"."""
    words = WORD.findall(TAIL.split(name, maxsplit=1)[0]) or WORD.findall(name)
    while words and words[0].casefold() in words_of("determiners"):
        words = words[1:]
    return any(
        word[:1].isupper() and word.casefold() not in words_of("unnamed") | words_of("outlet_nouns") for word in words
    )


def description_words(words: str) -> frozenset[str]:
    """What of a description tells an outlet from others: "a Velmora newspaper" says Velmora."""
    told = {word.casefold() for word in WORD.findall(words)}
    return frozenset(
        told - words_of("determiners") - words_of("outlet_nouns") - {"in", "from", "for", "news", "capital"}
    )


def is_self(words: str) -> bool:
    """Whether a report speaks of its own makers: "we", "this newspaper"."""
    told = plain(words)
    return told in words_of("selves") or told.startswith(("we ", "our reporter", "our correspondent", "this newspaper"))


def speaks_for_another(words: str) -> bool:
    """Whether the words tell of somebody who belongs to an outlet, not of the outlet: "the Lamplighter's editor"."""
    word = head(TAIL.split(words, maxsplit=1)[0])
    return (
        bool(re.search(r"['’]s? ", words)) or word in words_of("unnamed") or word in {"editor", "editors", "director"}
    )


def kin_of(words: str, name: str) -> bool:
    """Whether the words tell of somebody who is another's, whose name stands behind: "the mother of Joren Vell"."""
    if head(words) not in words_of("kin"):
        return False
    place = plain(words).find(plain(name))
    return place > 0 and re.search(r"\bof\b", words) is not None


def called_kin_of(words: str, name: str) -> bool:
    """Whether the name can only be the other's: "the mother of Joren Vell", not "of one of them, Ana Vell"."""
    return kin_of(words, name) and re.search(rf"\bof {re.escape(name)}\b", " ".join(words.split()), re.I) is not None


def source_words(attribution: Attribution, text: str) -> str:
    """The words that say who speaks, on one line."""
    return " ".join(" ".join(span.of(text) for span in attribution.source).split())


def inside_quotation(text: str, place: int) -> bool:
    """Whether a place stands within quotation marks: then "we" is whoever is quoted."""
    paragraph = text[text.rfind("\n", 0, place) + 1 : place]
    return paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2 == 1
