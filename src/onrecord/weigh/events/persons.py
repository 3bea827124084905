"""Persons by name that were read as a group or a body: "journalist Ada Vell", "Ada Vell", "Vell"."""

import re
from collections.abc import Iterable
from functools import cache

from onrecord.names.states import is_adjective, state_of
from onrecord.names.tables import table as names_table
from onrecord.weigh.tables import table

_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
# A name of one person has seldom more words.
_MOST = 5
# Capitals alone, of more words, are more often a heading's.
_ALONE = 3
# Words after which capitals are no apposition: "the residents of Seld Varr", "the Varr Valley".
_NO_ROLE = frozenset({"of", "in", "at", "from", "for", "the", "a", "an", "near", "to", "on", "by", "with", "and"})


def personal(words: str, known: frozenset[str]) -> frozenset[str]:
    """Words of the person's name, lower case, that a phrase ends in; empty where it doesn't look like one person's.

    Args:
        words: as told.
        known: words of the names by which the report is known to call people.
    """
    told = _WORD.findall(words.split(",")[0])
    whose = max((place for place, word in enumerate(told[:-1], 1) if _POSSESSIVE.search(word)), default=0)
    spelled = [_POSSESSIVE.sub("", word) for word in told[whose:]]
    name = _capitals(spelled)
    before = spelled[: len(spelled) - len(name)]
    titled = any(word.lower() in _titles() for word in [*before[-1:], *name[:-1]])
    name = [word for word in name if word.lower() not in _titles()]
    if not name or len(name) > _MOST or (before and before[-1].lower() in _NO_ROLE):
        return frozenset()
    if any(word[0].isdigit() or word.lower() in _no_names() for word in name):
        return frozenset()
    if state_of(" ".join(name)) or is_adjective(name[-1]) or is_adjective(name[-1].removesuffix("s")):
        return frozenset()
    plain = [word.lower() for word in name if word.lower() not in _particles() and len(word) > 1]
    named = frozenset(plain)
    if len(plain) == 1:
        one = not plain[0].endswith("s") and not (before and before[-1].islower() and before[-1].endswith("s"))
        return named if one and plain[0] in known else frozenset()
    role = titled or (bool(before) and before[-1].islower() and not before[-1].endswith("s"))
    called = role or bool(known & named)
    if not called and (before or len(name) > _ALONE or name[-1].endswith("s")):
        return frozenset()
    return named if len(named) > 1 else frozenset()


def known_words(names: Iterable[str]) -> frozenset[str]:
    """Words of full names of people."""
    found: set[str] = set()
    for name in names:
        words = _capitals(_WORD.findall(name))
        plain = [word.lower() for word in words if word.lower() not in _particles() | _titles()]
        if len(plain) > 1:
            found.update(word for word in plain if len(word) > 2)
    return frozenset(found)


def _capitals(spelled: list[str]) -> list[str]:
    """The capitalised words at the end, particles among them."""
    start = len(spelled)
    while start and (spelled[start - 1][0].isupper() or (start < len(spelled) and spelled[start - 1] in _particles())):
        start -= 1
    while start < len(spelled) and not spelled[start][0].isupper():
        start += 1
    return spelled[start:]


@cache
def _titles() -> frozenset[str]:
    return frozenset(table("events")["people"]["titles"])


@cache
def _particles() -> frozenset[str]:
    return frozenset(table("events")["people"]["particles"])


@cache
def _no_names() -> frozenset[str]:
    """Words in capitals that tell a body, an outlet, a people or a sort of people."""
    names = names_table("people")
    people = table("events")["people"]
    lists = ("organisation_nouns", "state_body_nouns", "outlet_nouns", "outlet_names", "group_nouns", "state_nouns")
    plain = {word for name in lists for noun in names[name] for word in noun.split()}
    plain |= {*people["plurals"], *people["generic"], *people["no_names"], *people["vague"]}
    plain |= {word for group in people["alike"] for word in group}
    return frozenset(plain - {"of", "the"})
