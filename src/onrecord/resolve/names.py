"""Names compared, each comparison with its reason.

A comparison says that two names are the same, that they differ, or that one may stand for the other (a surname for the
full name); only whoever sees all names of a report can settle the last. Nothing here knows anybody's name or sex: a
title tells a gender, a given name never does.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from onrecord.resolve.tables import table

_WORD = re.compile(r"[^\W_]+(?:[.'’ʻ‘-][^\W_]+)*\.?", re.UNICODE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.I)
_OWNER = re.compile(r"['’]s ")
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e"}
    | dict.fromkeys("'’‘ʿʾʻ`.", None)
)
# Spellings of one sound in the Latin writing of Arabic, Cyrillic, Persian and Indic names, in the order applied. Each
# changes both names alike, so that only names that differ in nothing else become equal; a final vowel stays, since
# Petrov and Petrova are two people.
_SOUNDS = (
    ("kh", "h"), ("gh", "g"), ("zh", "j"), ("dj", "j"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("q", "k"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("iy", "i"), ("yy", "i"), ("ii", "i"), ("y", "i"), ("w", "v"), ("tz", "ts"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1")
# Words of an organisation's name that acronyms and short forms leave out.
_IDLE = frozenset("the of for and in on to a an at de la du des y e et für der die das al el".split())
# What a short form of an organisation's name drops from its end ("Amnesty" for "Amnesty International").
_DROPPED = frozenset(
    "international inc ltd llc plc corp corporation company co group foundation organisation organization holdings"
    " network newspaper magazine".split()
)
_PATRONYMIC = frozenset({"bin", "ibn", "bint", "ben"})
_ROYAL = frozenset("king queen prince princess pope emperor empress sultan emir sheikh".split())
SHORTEST_SOUND = 5


class Verdict(StrEnum):
    """What a comparison of two names says."""

    SAME = "same"
    MAYBE = "maybe"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict and the reason for it, a clause that reviewers read."""

    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts.

    Attributes:
        words: the name as written, without titles and generation.
        keys: each word folded: small letters, no accents, no stops.
        titles: the titles before it, folded.
        generation: junior, senior, second …; None where not told.
        gender: m or f where a title tells it.
    """

    words: tuple[str, ...]
    keys: tuple[str, ...]
    titles: tuple[str, ...] = ()
    generation: str | None = None
    gender: str | None = None

    @property
    def surname(self) -> str:
        """The last word, by which Western names are shortened."""
        return self.keys[-1]

    @property
    def full(self) -> bool:
        """Whether it has more than one word, particles aside."""
        return len([key for key in self.keys if key not in _particles()]) > 1

    @property
    def royal(self) -> bool:
        """Whether a title says that the given name alone is the usual name."""
        return any(title in _ROYAL for title in self.titles)


@lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """A word as a key: small letters, no accents, no apostrophes or stops."""
    return unaccented(word).translate(_PLAIN)


def unaccented(text: str) -> str:
    """Small letters, without the accents that Unicode can take off."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


@lru_cache(maxsize=4096)
def sound(key: str) -> str:
    """A folded word with the commonest differences of transliteration taken out."""
    for spelling, plain in _SOUNDS:
        key = key.replace(spelling, plain)
    return _DOUBLED.sub(r"\1", key)


def without_possessive(text: str) -> str:
    """The text without an 's or a closing apostrophe at its end."""
    return _POSSESSIVE.sub("", text.rstrip(" \t\n,.;:"))


@lru_cache(maxsize=4096)
def person_name(text: str) -> PersonName | None:
    """The name in a mention such as "Foreign Minister Ama Terrin"; None where no word is left."""
    words = [match.group() for match in _WORD.finditer(without_possessive(text))]
    people = table("people")
    titles, genders, generations = people["titles"], people["gendered_titles"], people["generations"]
    generation = None
    while len(words) > 1 and (found := generations.get(folded(words[-1]))) is not None:
        generation = found
        words.pop()
    before: list[str] = []
    gender = None
    while words:
        key = folded(words[0])
        if key in genders and len(words) > 1:
            gender = genders[key] if gender is None else gender
        elif not (key in titles or words[0].islower()) or len(words) == 1 or (before == [] and key in _particles()):
            break
        before.append(key)
        words.pop(0)
    # the reader may run on past a name: "Jan Vel exiled printer"
    end = next(
        (k for k, word in enumerate(words) if k and word[0].islower() and folded(word) not in _particles()), None
    )
    words = [word.rstrip(".") if len(word) > 2 else word for word in words[:end]]
    if not words or not any(word[0].isupper() or not word[0].isascii() for word in words):
        return None
    return PersonName(tuple(words), tuple(map(folded, words)), tuple(before), generation, gender)


def compare_people(left: PersonName, right: PersonName) -> Comparison:
    """Whether two names may be one person's within a report."""
    if left.generation != right.generation and left.full and right.full:
        return Comparison(Verdict.DIFFERENT, "one is told apart by generation (junior, senior) and the other is not")
    if left.gender and right.gender and left.gender != right.gender:
        return Comparison(Verdict.DIFFERENT, "their titles tell different genders")
    if left.keys == right.keys:
        return Comparison(Verdict.SAME, "the same words")
    if len(left.keys) > len(right.keys):
        left, right = right, left
    if not left.full:
        return _compare_short(left, right)
    if not right.full:
        return Comparison(Verdict.DIFFERENT, "no word in common settles it")
    return _compare_full(left, right)


def compare_organisations(left: str, right: str) -> Comparison:
    """Whether two names may be one organisation's within a report."""
    ours, theirs = organisation_key(left), organisation_key(right)
    if not ours or not theirs:
        return Comparison(Verdict.DIFFERENT, "no word to compare")
    if ours == theirs:
        return Comparison(Verdict.SAME, "the same words")
    if is_acronym(left, right) or is_acronym(right, left):
        return Comparison(Verdict.SAME, "one is the other's initials")
    if len(ours) > len(theirs):
        ours, theirs = theirs, ours
    if theirs[: len(ours)] == ours and all(word in _DROPPED for word in theirs[len(ours) :]):
        return Comparison(Verdict.SAME, "one leaves out a closing word such as International")
    if theirs[-len(ours) :] == ours:
        return Comparison(Verdict.MAYBE, "one is the end of the other")
    return Comparison(Verdict.DIFFERENT, "the words differ")


@lru_cache(maxsize=4096)
def organisation_key(name: str) -> tuple[str, ...]:
    """An organisation's name as folded words, idle ones left out."""
    words = (folded(match.group()) for match in _WORD.finditer(without_possessive(name)))
    return tuple(word for word in words if word not in _IDLE)


def is_acronym(short: str, name: str) -> bool:
    """Whether `short` (all capitals) is made of the first letters of `name`, small words in or out."""
    letters = "".join(char for char in without_possessive(short) if char.isalnum())
    if len(letters) < 2 or not letters.isupper():
        return False
    # "Voice of Lorrin's evening service": the owner alone has the initials
    name = _OWNER.split(name, maxsplit=1)[0]
    words = [match.group() for match in _WORD.finditer(name.replace("-", " "))]
    if len(words) < 2:
        return False
    every = "".join(word[0] for word in words).upper()
    telling = "".join(word[0] for word in words if folded(word) not in _IDLE).upper()
    return letters in (every, telling, every.removeprefix("T") if folded(words[0]) == "the" else telling)


def _compare_short(short: PersonName, name: PersonName) -> Comparison:
    """A name of one word against another name."""
    key = short.keys[-1]
    others = [word for word in name.keys if word not in _particles()]
    if not name.full:
        if _alike(key, others[-1] if others else name.surname):
            return Comparison(Verdict.SAME, "the same surname, spelled alike")
        return Comparison(Verdict.DIFFERENT, "different words")
    if short.royal or name.royal:
        if short.royal and name.royal and short.keys[0] == name.keys[0]:
            return Comparison(Verdict.MAYBE, "the given name after a royal or papal title")
        if short.royal and _PATRONYMIC & set(name.keys) and short.keys[0] == name.keys[0]:
            return Comparison(Verdict.MAYBE, "the given name of one who is called by a patronymic")
        if short.royal or short.keys[-1] != name.surname:
            return Comparison(Verdict.DIFFERENT, "a royal title goes with a given name")
    if _PATRONYMIC & set(name.keys) and key not in (name.keys[0],):
        at = name.keys.index(next(word for word in name.keys if word in _PATRONYMIC))
        if key in name.keys[at + 1 :] and not _PATRONYMIC & set(short.keys):
            return Comparison(Verdict.DIFFERENT, "the word is the father's name in the other")
    if _alike(key, name.surname):
        return Comparison(Verdict.MAYBE, "the surname alone")
    if any(_alike(key, part) for part in name.surname.split("-")) and "-" in name.surname:
        return Comparison(Verdict.MAYBE, "one half of a double surname")
    if _alike(key, name.keys[0]):
        return Comparison(Verdict.MAYBE, "the first name alone")
    if any(_alike(key, word) for word in name.keys[1:-1]):
        return Comparison(Verdict.MAYBE, "a middle word of the name alone")
    return Comparison(Verdict.DIFFERENT, "no word in common")


def _compare_full(left: PersonName, right: PersonName) -> Comparison:
    """Two names of several words; `left` is not the longer."""
    ours, theirs = left.keys, right.keys
    if len(ours) == len(theirs):
        if sorted(ours) == sorted(theirs):
            return Comparison(Verdict.SAME, "the same words in another order")
        if _alike(ours[-1], theirs[-1]) and all(map(_given_alike, ours[:-1], theirs[:-1])):
            return Comparison(Verdict.SAME, "the same names, spelled alike or shortened")
        return Comparison(Verdict.DIFFERENT, "a given name or the surname differs")
    if _alike(ours[-1], theirs[-1]) and _given_alike(ours[0], theirs[0]):
        middle = list(theirs[1:-1])
        for word in ours[1:-1]:
            at = next((k for k, other in enumerate(middle) if _given_alike(word, other)), None)
            if at is None:
                return Comparison(Verdict.DIFFERENT, "the middle names differ")
            middle = middle[at + 1 :]
        return Comparison(Verdict.SAME, "one leaves out a middle name")
    if theirs[: len(ours)] == ours and not _PATRONYMIC & set(theirs[len(ours) : len(ours) + 1]):
        return Comparison(Verdict.SAME, "one leaves out the last part of the name")
    if theirs[-len(ours) :] == ours and theirs[-len(ours) - 1] not in _PATRONYMIC:
        if ours[0] in _particles():
            return Comparison(Verdict.MAYBE, "the surname with its particle")
        if not _PATRONYMIC & set(ours):
            return Comparison(Verdict.SAME, "one leaves out the first given name")
    return Comparison(Verdict.DIFFERENT, "a given name or the surname differs")


def _alike(left: str, right: str) -> bool:
    """Whether two folded words are one name in two transliterations."""
    if left == right:
        return True
    return min(len(left), len(right)) >= SHORTEST_SOUND and sound(left) == sound(right)


def _given_alike(left: str, right: str) -> bool:
    """The same for given names, where an initial or a usual short form will do."""
    if _alike(left, right):
        return True
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return not _groups(left).isdisjoint(_groups(right))


@cache
def _variants() -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, names in enumerate(table("people")["given_names"]):
        for name in names:
            key = folded(name)
            found[key] = found.get(key, frozenset()) | {number}
    return found


def _groups(key: str) -> frozenset[int]:
    return _variants().get(key, frozenset())


@cache
def _particles() -> frozenset[str]:
    return frozenset(table("people")["particles"])
