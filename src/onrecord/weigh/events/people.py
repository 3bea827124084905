"""People in the roles of an allegation: who is named, who is only counted or described."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.records import ActorKind, Participant
from onrecord.records.record import Named
from onrecord.weigh.events.persons import personal
from onrecord.weigh.tables import table

_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in a role.

    Attributes:
        key: the case's actor, else the report's own; what two mentions of one actor share.
        told: as shown.
        names: words of a proper name, lower case; empty where nobody is named.
        person: whether it is a human being by name.
        several: whether more than one is meant; None where the words don't tell.
        head: the noun that says who they are, lower case: "boatmen", "journalist".
        empty: whether the words say that there is nobody: "no one".
        another: whether they say that it is somebody else: "another man".
    """

    key: str
    told: Named
    names: frozenset[str]
    person: bool
    several: bool | None
    head: str
    empty: bool = False
    another: bool = False


# Kinds that the reader gives to persons by mistake.
_MISREAD = frozenset({None, ActorKind.GROUP, ActorKind.ORGANISATION})

_POSSESSIVE = re.compile(r"(?:['’]s?\s|^(?:his|her|their|whose|my|our|its)\s)", re.IGNORECASE)

Naming = Callable[[Participant], tuple[str, str, str | None, ActorKind | None]]
"""A participant's key, name, the case's actor id, and kind."""


def who_of(participant: Participant, text: str, naming: Naming, known: frozenset[str] = frozenset()) -> Who:
    """Who stands at a participant's span; `known` are words of names by which the report calls people."""
    return _who(participant.span.of(text), *naming(participant), known)


# A report tells of few people, again and again.
@lru_cache(maxsize=1 << 14)
def _who(words: str, key: str, name: str, actor: str | None, kind: ActorKind | None, known: frozenset[str]) -> Who:
    if words != name and _whose(words):
        key, name, actor, kind = "", words, None, None
    told = Named(words=words, name=name, actor=actor, kind=kind)
    spelled = tuple(_WORD.findall(name))
    first_word = words.split(maxsplit=1)[0].lower() if words.split() else ""
    names = _names(spelled, kind)
    if kind is not ActorKind.PERSON:
        own = personal(words, known) or (personal(name, known) if kind in _MISREAD else frozenset())
        if own:
            names, kind = own, ActorKind.PERSON
    pronoun = _customs().pronouns.get(first_word) if len(words.split()) == 1 else None
    head = "" if names else head_of(name)
    person = bool(names) and kind in (None, ActorKind.PERSON)
    several: bool | None = False if person else _several(name, head, kind)
    if pronoun is not None and several is None:
        several = pronoun
    if any(words.lower().startswith(excepting) for excepting in _customs().excepting):
        key, names, person, several = "", frozenset(), False, True  # Resolving took whom it excepts for who is meant.
    empty = (first_word in _customs().nobody or words.lower() in _customs().nobody) and "such" not in words.split()
    another = bool({*words.lower().split()[:2]} & _customs().another)
    return Who(key, told, names, person, several, head, empty, another)


@dataclass(frozen=True, slots=True)
class Customs:
    """Words that say how many or who, from `data/events.yaml`."""

    pronouns: dict[str, bool | None]
    nobody: frozenset[str]
    plurals: frozenset[str]
    singulars: frozenset[str]
    stops: frozenset[str]
    amounts: frozenset[str]
    numbers: dict[str, int]
    particles: frozenset[str]
    titles: frozenset[str]
    alike: dict[str, str]
    vague: frozenset[str]
    generic: frozenset[str]
    exclusive: frozenset[frozenset[str]]
    relations: frozenset[str]
    excepting: frozenset[str]
    another: frozenset[str]


@cache
def _customs() -> Customs:
    words = table("events")["people"]
    return Customs(
        pronouns={**dict.fromkeys(words["one"], False), **dict.fromkeys(words["several"], True)},
        nobody=frozenset(words["nobody"]),
        plurals=frozenset(words["plurals"]),
        singulars=frozenset(words["singulars"]),
        stops=frozenset(words["stops"]),
        amounts=frozenset(words["amounts"]),
        numbers={word: number for number, word in enumerate(words["numbers"], 1)},
        particles=frozenset(words["particles"]),
        titles=frozenset(words["titles"]),
        alike={word: group[0] for group in words["alike"] for word in group},
        vague=frozenset(words["vague"]),
        generic=frozenset(words["generic"]),
        exclusive=frozenset(frozenset(pair) for pair in words["exclusive"]),
        relations=frozenset(words["relations"]),
        another=frozenset(words["another"]),
        excepting=frozenset(words["excepting"]),
    )


def _whose(words: str) -> bool:
    """Whether the words say whose somebody is: resolving may have taken the one for the other."""
    if any(word[0].isupper() for word in words.split()[1:]):
        return False
    return _POSSESSIVE.search(words) is not None and head_of(words) in _customs().relations


def exclusive(sorts: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two nouns can't be the same people's."""
    return len(sorts) == len(others) == 1 and sorts | others in _customs().exclusive


def generic(sort: str) -> bool:
    """Whether anybody may be called so."""
    return sort in _customs().generic


def _names(spelled: Sequence[str], kind: ActorKind | None) -> frozenset[str]:
    """Words of a proper name; empty for a description, a group or a heading's capitals."""
    if not spelled or " ".join(spelled[:2]).lower() in _customs().excepting:
        return frozenset()
    customs = _customs()
    told = [word for word in spelled if word.lower() not in customs.particles]
    if not told:
        return frozenset()
    if kind is None and len(_trailing(told)) == len(told) and not (len(told) > 1 and told[0][0].isupper()):
        return frozenset()
    if kind in (None, ActorKind.PERSON) and not told[0][0].isupper():
        told = _trailing(told)  # "her husband Wael Hamada"
    if kind is ActorKind.GROUP and (len(told) < 2 or told[-1].endswith("s")):
        return frozenset()
    if any(not word[0].isupper() for word in told):
        return frozenset()
    if told[-1].lower() in customs.plurals or told[-1].lower() in customs.alike:
        return frozenset()
    named = frozenset(word.lower() for word in told if word.lower() not in customs.titles)
    return named if any(len(word) > 1 for word in named) else frozenset()


def head_of(words: str) -> str:
    """The noun that a phrase is about: "at least three of the boatmen in Seld" is "boatmen"."""
    customs = _customs()
    head = ""
    for word in _WORD.findall(words.split(",")[0]):
        plain = word.lower()
        if plain in customs.stops:
            if head and not (plain == "of" and _is_amount(head)):
                break
            continue
        head = plain
    plain = head.removesuffix("’s").removesuffix("'s")
    return "" if _is_amount(plain) or plain in customs.pronouns or plain in customs.vague else plain


def _is_amount(word: str) -> bool:
    return bool(_NUMBER.match(word)) or word in _customs().amounts


def _several(name: str, head: str, kind: ActorKind | None) -> bool | None:
    customs = _customs()
    first = name.split(maxsplit=1)[0].lower() if name.split() else ""
    if (number_of(name) or 0) > 1:
        return True
    if (first in {"a", "an", "one"} and not any(_is_amount(word) for word in name.lower().split()[1:])) or (
        len(name.split()) == 1 and customs.pronouns.get(first) is False
    ):
        return False
    if head in customs.plurals or (head.endswith("s") and not head.endswith("ss") and head not in customs.singulars):
        return True
    if kind is ActorKind.PERSON:
        return False
    if kind is ActorKind.GROUP:
        return True
    return False if head else None


def _trailing(words: Sequence[str]) -> list[str]:
    """The capitalised words at the end, if there are two or more."""
    start = len(words)
    while start and words[start - 1][0].isupper():
        start -= 1
    return list(words[start:]) if len(words) - start > 1 else list(words)


def is_pronoun(name: str) -> bool:
    """Whether a phrase is one word that only stands for somebody told of elsewhere: "they"."""
    return name.strip().lower() in _customs().pronouns


def number_of(name: str) -> int | None:
    """The number that a phrase begins with: "four top editors", "at least 16 men"; an age is none."""
    words = _WORD.findall(name.lower().split(",")[0])[:4]
    if not words or words[0] in {"a", "an"}:
        return None
    small = _customs().numbers
    for word in words:
        if word in small:
            return small[word]
        if word.isdecimal():
            return int(word)
    return None


@lru_cache(maxsize=1 << 16)
def kin(head: str) -> str:
    """What a noun comes to when nouns for the same people are one: "boatmen" and "oarsmen"; singular and plural."""
    customs = _customs()
    if head in customs.alike:
        return customs.alike[head]
    for ending, instead in (("men", "man"), ("ies", "y"), ("s", "")):
        if head.endswith(ending) and len(head) > len(ending) + 2 and not head.endswith("ss"):
            singular = head.removesuffix(ending) + instead
            return customs.alike.get(singular, singular)
    return head


def same_names(names: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two names may be one person's: one has all the words of the other."""
    return names <= others or others <= names
