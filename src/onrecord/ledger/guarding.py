"""From the names of protected persons to what texts are searched for: guards.

A guard is one key and what it stands for. Guards are kept in a table beside the ledger's other derived tables, so that
masking a text asks only for the keys that the text holds, however many persons a case protects.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from onrecord.ledger.names import OPENING, OPENS, PARTICLES, STEM, TITLES, keys, plain_spellings, words

# Of a name's words these tell nothing; a reader may have taken them for part of it.
_IDLE = frozenset("the a an of and or in on at by for from to with his her their its my our who whom s".split())
# Everyday abbreviations that initials must not be mistaken for.
_ABBREVIATIONS = frozenset("us un uk eu am pm ie eg dc ad bc ps cf uae usa ussr ngo ngos phd".split())
LONGEST_INITIALS = 4


class Part(StrEnum):
    """What a guard's key is of a name."""

    WORD = "word"
    WHOLE = "whole"
    PIECE = "piece"
    INITIALS = "initials"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Guard:
    """One way by which a text may tell a protected person.

    Attributes:
        key: by which it is looked up: a word's key; the first letters of a piece; the initials behind a full stop.
        person: number of the person within the case.
        rest: of a piece its letters; of a phrase the keys of its further words, spaces between; of a word the initials
            of the whole name; else empty.
    """

    key: str
    person: int
    part: Part
    rest: str = ""

    @property
    def sought(self) -> str:
        """What `Guards.found` gives it for: of a piece how it begins, else its key."""
        return OPENS + self.rest[:OPENING] if self.part is Part.PIECE else self.key


@dataclass(frozen=True, slots=True)
class Person:
    """A protected person as masking knows them: never by name.

    Attributes:
        number: within the case, never given twice.
        label: what stands in the name's place, `[victim 1]`; never changes.
        revealed: whether the person may be named: a reviewer has said so, with a reason, or readings tell of a public
            position and nobody has marked them.
    """

    number: int
    label: str
    revealed: bool = False


class Guards(Protocol):
    """Where guards are looked up."""

    def found(self, keys: Collection[str]) -> Mapping[str, Sequence[Guard]]:
        """Guards by what they are sought by (`Guard.sought`), for those of the keys that have any."""

    def persons(self, numbers: Collection[int]) -> Mapping[int, Person]:
        """Persons by number."""

    def any_starting(self, prefix: str) -> bool:
        """Whether the key of any guarded word starts with the prefix."""


def name_words(name: str) -> list[str]:
    """The words of a name that tell it: without titles, particles and idle words, unless nothing else is left."""
    found = [match.group() for match in words(name)]
    while len(found) > 1 and found[0].casefold() in TITLES:
        found.pop(0)
    telling = [word for word in found if word.casefold() not in _IDLE]
    return [word for word in telling if word.casefold() not in PARTICLES] or telling


def guards_of(person: int, names: Iterable[str], phrases: Iterable[str] = ()) -> list[Guard]:
    """Every guard of a person.

    Args:
        person: the person's number.
        names: the person's names, in full and otherwise, each as written.
        phrases: words that tell who the person is without a name.
    """
    found: dict[Guard, None] = {}
    for name in names:
        for key, part, rest in _of_name(name):
            found.setdefault(Guard(key, person, part, rest))
    for phrase in phrases:
        sequence = [keys(match.group()) for match in words(phrase)]
        sequence = [forms for forms in sequence if forms]
        if sequence:
            rest = " ".join(forms[0] for forms in sequence[1:])
            for key in sequence[0]:
                found.setdefault(Guard(key, person, Part.PHRASE, rest))
    return list(found)


@lru_cache(maxsize=16384)  # the same few people are met in most reports of a case
def _of_name(name: str) -> tuple[tuple[str, Part, str], ...]:
    """Key, part and rest of a name's guards, whoever bears it."""
    return tuple(_parts_of_name(name_words(name)))


def _parts_of_name(parts: Sequence[str]) -> Iterable[tuple[str, Part, str]]:
    spellings = [plain_spellings(part) for part in parts]
    initials = "".join(forms[0][0] for forms in spellings if forms)
    for part in parts:
        for key in keys(part):
            yield key, Part.WORD, initials
    for forms in spellings:
        for form in forms:
            if len(form) >= STEM:
                yield form[:STEM], Part.PIECE, form
    if len(parts) < 2:
        return
    for run in _run_together(spellings):
        for key in keys(run):
            yield key, Part.WHOLE, ""
        if len(run) > STEM:
            yield run[:STEM], Part.PIECE, run
    for letters in dict.fromkeys((initials, initials[0] + initials[-1])):
        if 2 <= len(letters) <= LONGEST_INITIALS and letters not in _ABBREVIATIONS:
            yield "." + letters, Part.INITIALS, ""


def _run_together(spellings: Sequence[Sequence[str]]) -> Iterable[str]:
    """A name without spaces, as in addresses and tags: janvelov, velovjan, jvelov, velovj, janv."""
    for number in (0, 1):
        forms = [each[min(number, len(each) - 1)] for each in spellings if each]
        if len(forms) < 2:
            return
        first, last = forms[0], forms[-1]
        yield from dict.fromkeys(
            ("".join(forms), first + last, last + first, first[0] + last, last + first[0], first + last[0])
        )
