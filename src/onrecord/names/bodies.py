"""Names of organisations, state bodies and outlets, compared."""

import re
from functools import lru_cache

from onrecord.names.comparison import Comparison, Verdict
from onrecord.names.sounds import folded
from onrecord.names.words import WORD, without_possessive

_OWNER = re.compile(r"['’]s ")
# Words of an organisation's name that acronyms and short forms leave out.
_IDLE = frozenset("the of for and in on to a an at de la du des y e et für der die das al el".split())
# What a short form of an organisation's name drops from its end ("Amnesty" for "Amnesty International").
_DROPPED = frozenset(
    "international inc ltd llc plc corp corporation company co group foundation organisation organization holdings"
    " network newspaper magazine".split()
)


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
    words = (folded(match.group()) for match in WORD.finditer(without_possessive(name)))
    return tuple(word for word in words if word not in _IDLE)


def is_acronym(short: str, name: str) -> bool:
    """Whether `short` (all capitals) is made of the first letters of `name`, small words in or out."""
    letters = "".join(char for char in without_possessive(short) if char.isalnum())
    if len(letters) < 2 or not letters.isupper():
        return False
    # "Voice of Lorrin's evening service": the owner alone has the initials
    name = _OWNER.split(name, maxsplit=1)[0]
    words = [match.group() for match in WORD.finditer(name.replace("-", " "))]
    if len(words) < 2:
        return False
    every = "".join(word[0] for word in words).upper()
    telling = "".join(word[0] for word in words if folded(word) not in _IDLE).upper()
    return letters in (every, telling, every.removeprefix("T") if folded(words[0]) == "the" else telling)
