"""Which names are states': known ones, those of the roster, and those that the reports tell of as states."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from onrecord.names.sounds import folded
from onrecord.names.states import is_adjective, state_of
from onrecord.names.tables import table as names_table
from onrecord.weigh.tables import table

_NAME = r"[A-Z][\w’'-]{0,60}[\w](?: [A-Z][\w’'-]{0,60}[\w])?"
_ENDINGS = ("n", "an", "ian", "ese", "i", "ish", "ic", "er", "ine")
# Names and phrases come again and again; longer texts don't.
_SHORT = 80
_CAPITAL = re.compile(r"[^\W\d_][\w’'.-]*")
_POSSESSIVE = re.compile(r"['’]s?$")


@cache
def _told() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = "|".join(re.escape(word) for word in sorted(table("identity")["of_states"], key=len, reverse=True))
    owned = "|".join(
        re.escape(word)
        for word in sorted(table("identity")["of_states"], key=len, reverse=True)
        if word not in ("government", "governments", *table("identity")["formal"])
    )
    formal = "|".join(word.title() for word in table("identity")["formal"])
    after = re.compile(
        rf"\b(?i:{words}) (?:of|to) (?:the (?:{formal}) of )?(?P<list>{_NAME}(?:(?:, | and |, and ){_NAME})*)"
    )
    before = re.compile(rf"\b(?P<list>{_NAME})[’']s? (?i:{owned})\b")
    either = "|".join(re.escape(word) for word in table("identity")["of_states_or_bodies"])
    holder = rf"(?: {_NAME}(?: [A-Z][\w’'-]+)?)?"  # "President Iven Sorrak of Karvenia"
    perhaps = re.compile(rf"\b(?i:{either}|prime minister|foreign minister){holder} of (?P<list>{_NAME})")
    return after, before, perhaps


class States:
    """The states of a case.

    Args:
        texts: of its reports.
        known: names of states from a roster.
        people: folded words of people's full names, which are no states'.
        bodies: folded names of bodies, which are no states' where only a president is told of.
    """

    def __init__(
        self,
        texts: Iterable[str],
        known: Iterable[str] = (),
        people: frozenset[str] = frozenset(),
        bodies: frozenset[str] = frozenset(),
    ) -> None:
        self._names: dict[str, str] = {}
        self._adjectives: dict[str, str] = {}
        self._within: dict[str, tuple[tuple[int, int, str], ...]] = {}
        for name in known:
            self._take(name)
        found: set[str] = set()
        for text in texts:
            for number, pattern in enumerate(_told()):
                for match in pattern.finditer(text):
                    names = re.split(r", and |, | and ", match["list"])
                    found.update(name for name in names if number < 2 or _plain(name) not in bodies)
        for name in sorted(found):
            words = folded(name).split()
            if not any(word in people for word in words) and words[0] not in _never():
                self._take(_POSSESSIVE.sub("", name))

    def _take(self, name: str) -> None:
        key = _plain(name)
        if not key or state_of(name) is not None or key in self._names:
            return
        self._names[key] = " ".join(name.split()).removeprefix("the ")
        stem = re.sub(r"(?:ia|a|e|y|o)$", "", key)
        if len(stem) >= 4:
            for ending in _ENDINGS:
                self._adjectives.setdefault(stem + ending, key)

    def key(self, name: str) -> str | None:
        """ISO code, or the name as first told, of the state that a name or an adjective stands for."""
        plain = _plain(name)
        told = self._names.get(plain)
        if told is not None:
            return told
        if (code := state_of(plain)) is not None:
            return code
        of = self._adjectives.get(plain) or self._adjectives.get(plain.removesuffix("s"))
        return None if of is None else self._names[of]

    def named(self, name: str) -> str | None:
        """The same, for names alone, not for adjectives."""
        plain = _plain(name)
        if plain in self._names:
            return self._names[plain]
        return None if is_adjective(plain) else state_of(plain)

    def within(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """States named in a short text: start, end, key; the longest names first found."""
        found = self._within.get(text)
        if found is None:
            found = tuple(self._find(text))
            if len(text) < _SHORT:
                self._within[text] = found
        return found

    def _find(self, text: str) -> Iterator[tuple[int, int, str]]:
        words = list(_CAPITAL.finditer(text))
        index = 0
        while index < len(words):
            for length in (3, 2, 1):
                if index + length > len(words) or not words[index].group()[0].isupper():
                    continue
                start, end = words[index].start(), words[index + length - 1].end()
                name = _POSSESSIVE.sub("", text[start:end])
                key = self.key(name)
                if key is not None:
                    yield start, end, key
                    index += length - 1
                    break
            index += 1


def shown(key: str) -> str:
    """A state's name for people."""
    state = names_table("states").get(key)
    return str(state["name"]) if state is not None else key


@lru_cache(maxsize=1 << 15)
def _plain(name: str) -> str:
    words = _POSSESSIVE.sub(
        "",
        folded(name.replace("-", " "))
        if "'" not in name and "’" not in name
        else folded(_POSSESSIVE.sub("", name).replace("-", " ")),
    ).split()
    while words and words[0] in ("the", "of"):
        words = words[1:]
    if len(words) > 2 and words[0] in table("identity")["formal"] and words[1] == "of":
        words = words[2:]
    if words[:1] == ["the"]:
        words = words[1:]
    return " ".join(words)


@cache
def _never() -> frozenset[str]:
    """Words that follow "of" and begin no state's name."""
    months = "january february march april may june july august september october november december"
    days = "monday tuesday wednesday thursday friday saturday sunday"
    return frozenset(
        f"{months} {days} foreign external internal interior home justice defence defense the president prime minister"
        " state mr ms mrs dr".split()
    )
