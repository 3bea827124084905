"""What a phrase says of whom it speaks: "the foreign ministers of Brennia and Ostmere", "Aldmark's parliament".

A state's name in a phrase decides nothing by itself: what matters is what stands with it. "Karvenia's ambassador to
Lysmark" is Karvenia's, "the House of Deputies of Aldmark" is a body of Aldmark that doesn't answer for its government,
and "the boatmen of Seld in Karvenia" are nobody's voice.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from onrecord.weigh.tables import table

# Code points of a phrase that are looked at: a list of thirty states is shorter.
LONGEST = 600
_WORD = re.compile(r"[\w.]+(?:['’-][\w]+)*", re.UNICODE)
_ACRONYM = 6
# Words in capitals because a sentence begins with them.
_OPENING = frozenset(
    "will would has have had does did do is are was were can could should may must and but so then what why when how"
    " whether if since while as on in at for today yesterday our this that there it he she they we you i".split()
)
_IDLE = frozenset(
    {"the", "a", "an", "of", "for", "and", "to", "his", "her", "its", "their", "mr", "ms", "mrs", "madam"}
)
_COMBINING = re.compile("[\u0300-\u036f]+")
_POSSESSIVE = re.compile(r"['’]s?$")
# Between "of" and a state's name in a list: other names, commas, "and".
_NAME = r"[A-ZÀ-Þ][\w'’.-]*(?: (?:of |the )?[A-ZÀ-Þ][\w'’.-]*)*"
_LIST = rf"(?:(?:the )?{_NAME}(?:, and |, | and | & ))*(?:the )?"
_OF = re.compile(
    r"\b(?:of|for|from) "
    + _LIST
    + r"(?:(?:Federal |Democratic |People['’]s |Islamic )*(?:Republic|Kingdom|State|Federation|Union|"
    r"Commonwealth|Principality|Government|government|governments) of (?:the )?)?$"
)
# Bounded, since it is looked for in whole texts.
_SHORT = r"[A-ZÀ-Þ][\w'’.-]{0,40}(?: (?:of |the )?[A-ZÀ-Þ][\w'’.-]{0,40}){0,6}"
# Three names and more, and what parts them.
LISTED = re.compile(rf"(?:{_SHORT}(?:, and |, |; | and ))(?:(?:the )?{_SHORT}(?:, and |, |; | and ))+(?:the )?{_SHORT}")
SEPARATED = re.compile(r", and |, |; | and ")
_ALL_NAMES = re.compile(r"^(?:the (?:governments? of )?)?" + _LIST + r"$")
_FORMAL = re.compile(
    r"^(?:the )?(?:(?:Federal|Democratic|People['’]s|Islamic|United) )*(?:Republic|Kingdom|State|Federation|Union|"
    r"Commonwealth|Principality) of (?:the )?$",
    re.I,
)
_FORMALLY = re.compile(
    r"\bof (?:the )?(?:(?:federal|democratic|people's|islamic|united) )*"
    r"(?:republic|kingdom|state|federation|union|commonwealth|principality) of (?:the )?"
)
_AFTER_LIST = re.compile(r"^(?:, and |, | and )(?:the )?[A-ZÀ-Þ]")
# A list ends in "and": "Tolvane, Yann Mercier-Dole, said" is none.
_JOINED_AFTER = re.compile(rf"^(?:['’]s?)?(?:, (?:the )?{_NAME})*,? and (?:the )?[A-ZÀ-Þ]")
_JOINED_BEFORE = re.compile(r"\b(?:and|&) (?:the )?$")
# Behind a name, a word that is no part of what somebody is called.
_DOES = re.compile(r" (?!(?:of|for|and|in|at|from|who|whom|whose|the|de|van|von|der|al|bin|ibn)\b)[a-zà-þ]")
# An office told before its holder's name: "Chief of Police |Sabine Korth", but not "a minister of President |Sorrak".
_OFFICE_OF = re.compile(
    r"(?:^|, )(?:the )?(?:(?!of |for )[\w’'-]+ ){0,2}"
    r"(?:chief|minister|head|secretary|director|commissioner|chair\w*|speaker|governor|mayor|inspector|commander) "
    r"(?:of|for) (?:the )?(?:[\w’'-]+ ){0,4}"
    r"(?!(?:of|for|to|by|with|from|and|the|mr|mrs|ms|dr|sir|madam|president|minister|chancellor|premier|governor|secretary|ambassador|king|queen|prince"
    r"|princess|senator|judge|justice minister|general|colonel) $)[\w’'-]+ $",
    re.I,
)
# Endings that make an adjective of a state's name, for states that no table knows.
_ADJECTIVE = re.compile(r"(?:n|an|ian|ese|i|ish|ic|er|ine|ner|eran)s?")
# Prepositions that part a name from what follows: "the embassy in Lysmark".
_PARTED = re.compile(r"\b(?:in|to|with|against|at|near|on|by|about|over|between|after|before|under)\b")


class Part(StrEnum):
    """What a phrase is to somebody who is monitored."""

    SELF = "self"  # it names it
    VOICE = "voice"  # it is somebody who answers for it
    OTHER = "other"  # it is a body or a person of it that doesn't


@dataclass(frozen=True, slots=True)
class Told:
    """What a phrase says.

    Attributes:
        phrase: the words.
        joint: whether it names others beside.
    """

    part: Part
    phrase: str
    joint: bool = False


def fold(text: str) -> str:
    """Small letters without accents, of a whole text."""
    text = text.casefold().replace("’", "'")
    if text.isascii():
        return text
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text))


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Small letters without accents, of a phrase."""
    return fold(text)


@lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """A name as a key: folded, without "the" and without an 's at its end."""
    words = _POSSESSIVE.sub("", folded(name).strip(' \t\n,.;:"“”')).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@lru_cache(maxsize=65536)
def plainly(name: str) -> str:
    """A body's name as a key: without what its state is formally, "Ministry of Trade of the Republic of Karvenia"."""
    return " ".join(_FORMALLY.sub("of ", bare(name)).split())


@lru_cache(maxsize=65536)
def of_state(phrase: str, names: tuple[str, ...]) -> Told | None:
    """What a phrase is to a state.

    Args:
        phrase: the words of a report, whole names left as they are.
        names: of the state: its names, adjectives, its capital.
    """
    phrase = " ".join(phrase[:LONGEST].split())
    found: Told | None = None
    for start, end in _places(phrase, tuple(names)):
        told = _at(phrase, start, end)
        if told is not None and (found is None or _ORDER[told.part] < _ORDER[found.part]):
            found = told
    return found


_ORDER = {Part.SELF: 0, Part.VOICE: 1, Part.OTHER: 2}


@lru_cache(maxsize=65536)
def of_body(phrase: str, names: tuple[str, ...]) -> Told | None:
    """What a phrase is to an organisation or a body."""
    phrase = " ".join(phrase[:LONGEST].split())
    keys = tuple(dict.fromkeys(plainly(name) for name in names))
    if plainly(phrase) in keys:
        return Told(Part.SELF, phrase)
    for start, end in _places(phrase, tuple(names), adjectives=False):
        before, after = phrase[:start], phrase[end:]
        rest = f"{before} {after}"
        if _words(rest) <= {"the", "and"} or (_ALL_NAMES.match(before) and not _has(after, "organisation")):
            return Told(Part.SELF, phrase, joint=_is_joint(before, after))
        owned = re.match(r"['’]s? |[ ]", after) is not None
        if (owned and _has(after, "organisation")) or (_OF.search(before) and _has(before, "organisation")):
            return Told(Part.VOICE, phrase)
    return None


@lru_cache(maxsize=65536)
def of_person(phrase: str, name: str) -> Told | None:
    """What a phrase is to somebody named: the name itself, or who speaks in it ("a spokesman for Mr Sorrak")."""
    phrase = " ".join(phrase[:LONGEST].split())
    for start, end in _places(phrase, (name,), adjectives=False):
        before, after = phrase[:start], phrase[end:]
        if re.match(r"['’]s? ?\w", after):
            return Told(Part.VOICE, phrase) if _has(after, "person") else None
        if re.search(r"\b(?:of|for|to|by|with|from)\b[^,]*$", before) and _OFFICE_OF.search(before) is None:
            return Told(Part.VOICE, phrase) if _has(before, "person") else None
        if _DOES.match(after) is not None:
            continue  # "Sorrak promises an inquiry after Vaul": a sentence about him that leads up to somebody else
        return Told(Part.SELF, phrase, joint=_is_joint(before, after))
    return None


@lru_cache(maxsize=65536)
def portfolio(text: str) -> frozenset[str]:
    """What an office is of, as keys that its forms share: {"foreign", "minister"}."""
    forms = table("voices")["portfolios"]
    words = {_singular(word) for word in _words(_simpler(folded(text)))}
    kept = words - {
        "the",
        "of",
        "for",
        "and",
        "affair",
        "affairs",
        "relation",
        "relations",
        "a",
        "an",
        "s",
        "his",
        "her",
        "its",
    }
    for key, others in forms.items():
        if kept & set(others):
            kept = (kept - set(others)) | {key}
    if kept & {"secretary"} and "foreign" in kept:
        kept = (kept - {"secretary"}) | {"minister"}
    if "prime" in kept:
        kept |= {"minister"}
    return frozenset(kept)


def list_goes_on(text: str, end: int) -> int:
    """Where a list of names that starts before `end` ends: "the foreign ministers of Brennia|, Lysmark and Ostmere"."""
    match = re.compile(
        r"(?:(?:, and |, | and )(?:the )?[A-ZÀ-Þ][\w'’.-]*(?: (?:of the |of )?[A-ZÀ-Þ][\w'’.-]*)*)+"
    ).match(text, end)
    return end if match is None else match.end()


def is_office_alone(phrase: str) -> bool:
    """Whether a phrase is an office or a body that tells no name of a person or state: "the Prime Minister"."""
    words = _words(phrase) - _IDLE
    return bool(words) and all(_singular(word) in _office_words() or word in _office_words() for word in words)


def names_nobody(phrase: str) -> bool:
    """Whether no word of a phrase is a name: "has the government", "Will the Prime Minister"."""
    capitals = {_POSSESSIVE.sub("", word.casefold()) for word in _WORD.findall(phrase) if word[0].isupper()} - _IDLE
    return all(word in _office_words() or word in _OPENING for word in capitals)


@cache
def _office_words() -> frozenset[str]:
    told = table("voices")
    lists = [*told["government"], *told["person"], *told["compounds"], *told["offices"]]
    forms = [word for portfolio in told["portfolios"].values() for word in portfolio]
    return frozenset(word for each in (*lists, *forms) for word in folded(str(each)).split()) - _IDLE


def holds_any(text: str, list_: str) -> bool:
    """Whether a text holds any word of one of the lists of `data/voices.yaml`."""
    return _pattern(list_).search(fold(text)) is not None


# --- a state's name in its place -------------------------------------------------------------------------------------


def _at(phrase: str, start: int, end: int) -> Told | None:
    """What the phrase is to the state whose name or adjective stands at [start, end)."""
    before, after = phrase[:start], _POSSESSIVE_START.sub("", phrase[end:])
    owned = after != phrase[end:]
    joint = _is_joint(before, phrase[end:])
    alone = _ALL_NAMES.match(before) is not None or _FORMAL.match(before) is not None
    if alone and not owned and (not after.strip(" .,") or _AFTER_LIST.match(after)):
        return Told(Part.SELF, phrase, joint)
    if (of := _OF.search(before)) is not None:
        head = before[: of.start()] or before  # "the government of"
        if owned and not _AFTER_LIST.match(after):
            behind = after  # "the president of Lysmark's supreme court"
        else:  # "a spokesman for the Karvenian governor"
            noun = (_NOUN_AFTER if before.endswith(_ARTICLES) else _TITLE_AFTER).match(phrase[end:])
            behind = "" if noun is None else noun.group()
        part = _part(f"{head if head.strip() else before} {behind}")
        return None if part is None else Told(part, phrase, joint)
    parted = _PARTED.search(before)
    if parted is not None and _has(before[: parted.start()], "government", "others"):
        return None  # "Karvenia's ambassador to Lysmark"
    if parted is not None and not owned and not after.strip(" .,"):
        return None  # "in Lysmark"
    after = after if owned or not _PARTED.match(after.strip()) else ""
    # what follows up to the next comma or preposition is what is the state's
    stop = re.search(
        r",(?! (?:the )?[A-ZÀ-Þ][\w'’-]+(?:['’]s)? and )|\b(?:in|to|at|with|against|who|which|that)\b", after
    )
    own = after if stop is None else after[: stop.start()]
    part = _part(own)
    return None if part is None else Told(part, phrase, joint)


_ARTICLES = ("the ", "The ", "a ", "an ")
# What an adjective belongs to, as far as it surely goes; and, of a name without an article, the title set behind it.
_NOUN_AFTER = re.compile(r"(?: (?!(?:and|or|the|an?|of|for|to|in|at|with|on|by|who|which|that|said|told)\b)[\w'’-]+)+")
_TITLE_AFTER = re.compile(r" [A-ZÀ-Þ][\w'’-]*")
_POSSESSIVE_START = re.compile(r"^['’]s?(?=\s|$)")


def _is_joint(before: str, after: str) -> bool:
    return _JOINED_AFTER.match(after) is not None or _JOINED_BEFORE.search(before) is not None


def _part(head: str) -> Part | None:
    words = _simpler(folded(head))
    if _pattern("others").search(words):
        return Part.OTHER
    return Part.VOICE if _pattern("government").search(words) else None


def _places(phrase: str, names: tuple[str, ...], *, adjectives: bool = True) -> list[tuple[int, int]]:
    text = folded(phrase)
    if not any(stem in text for stem in stems(names)):
        return []
    if len(text) != len(phrase):
        text = phrase.casefold()  # folding changed the length: accents stay
    found = {
        match.span()
        for name in names
        for match in _name(name).finditer(text)
        if not is_acronym(name) or match.group().upper() == phrase[match.start() : match.end()]  # "the US", not "us"
    }
    if adjectives:
        for name in names:
            for match in _WORD.finditer(text):
                stem_end = match.start() + len(_POSSESSIVE.sub("", match.group()))
                if phrase[match.start()].isupper() and is_adjective(text[match.start() : stem_end], name):
                    found.add((match.start(), stem_end))
    # "Ostmere Courier", "Guinea-Bissau": a longer name is another's
    return sorted(span for span in found if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in found))


@lru_cache(maxsize=4096)
def stems(names: tuple[str, ...]) -> tuple[str, ...]:
    """What any form of any of the names holds, folded."""
    return tuple(dict.fromkeys(re.sub(r"(?:ia|a|e|y|o)$", "", bare(name)) for name in names))


def is_acronym(name: str) -> bool:
    """Whether a name is short and all capitals: then "us" is another word."""
    return len(name) <= _ACRONYM and name.isupper()


def is_adjective(word: str, name: str) -> bool:
    """Whether a word is made from a state's name as adjectives are: "Karvenian" of "Karvenia"."""
    name = folded(name)
    if " " in name or word == name:
        return False
    stem = re.sub(r"(?:ia|a|e|y|o)$", "", name)
    return len(stem) >= 4 and word.startswith(stem) and _ADJECTIVE.fullmatch(word[len(stem) :]) is not None


@lru_cache(maxsize=8192)
def _name(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(bare(name))}(?![\w-])")


def _has(text: str, *lists: str) -> bool:
    return any(holds_any(_simpler(folded(text)), list_) for list_ in lists)


def _words(text: str) -> set[str]:
    return {_POSSESSIVE.sub("", word) for word in _WORD.findall(folded(text))}


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _simpler(text: str) -> str:
    """With compounds replaced by the plain word that stands for them."""
    for compound, plain in table("voices")["compounds"].items():
        if compound in text:
            text = re.sub(rf"\b{re.escape(compound)}s?\b", plain, text)
    return text


@cache
def _pattern(list_: str) -> re.Pattern[str]:
    words = sorted((folded(str(word)) for word in table("voices")[list_]), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(word) for word in words) + r")(?:s|es)?(?![\w])")
