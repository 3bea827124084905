"""Outlets: those who published a case's reports, found by their names, short names and descriptions."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice

from onrecord.records.material import Weighable
from onrecord.records.span import Span
from onrecord.records.vocabulary import EntityType
from onrecord.weigh.credits import name_words
from onrecord.weigh.lineage.wording import NOUNS, WORD, description_words, words_of

_LONGEST_NAME = 7  # words of a publisher's name as it stands in texts
# A word that may begin with a capital; not in the middle of one: "anti-Courier".
_CAPITALISED = re.compile(r"(?<![^\W_])(?<![^\W_][-'’])[^\W\d_a-z][^\W_]*(?:[-'’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_DESCRIBED = re.compile(
    rf", (?:a|an|the|another) (?P<what>(?:[\w’'-]+ ){{0,5}}?{NOUNS}\b(?: (?:in|of|from) (?:the )?[\w’'-]+)?)"
)


class Outlets:
    """Those who published the case's reports, by what tells their names apart."""

    def __init__(self, reports: Iterable[Weighable]) -> None:
        self.names: dict[str, str] = {}
        self._publishers: dict[str, frozenset[str]] = {}
        self._key_of: dict[str, str | None] = {}
        self._publisher_keys: dict[str, str | None] = {}
        self._reports = tuple(reports)
        self._known_as: dict[str, set[str]] | None = None
        places: set[str] = set()
        for weighable in self._reports:
            if weighable.report.publisher:
                words = name_words(weighable.report.publisher)
                key = _key(words)
                if words and key not in self.names:
                    self.names[key] = weighable.report.publisher
                    self._publishers[key] = words
            if weighable.reading is not None:
                text = weighable.report.text
                places.update(
                    word
                    for entity in weighable.reading.entities
                    if entity.type is EntityType.PLACE
                    for word in name_words(entity.span.of(text))
                )
        self._places = frozenset(places)
        self._by_word: dict[str, list[str]] = {}
        for key, words in self._publishers.items():
            for word in words:
                self._by_word.setdefault(word, []).append(key)
        self._same = {key: self._fullest(key) for key in self.names}

    def of_publisher(self, publisher: str | None) -> str | None:
        """The key of whoever published a report; None where the report doesn't say."""
        if publisher is None:
            return None
        if publisher not in self._publisher_keys:
            key = _key(name_words(publisher))
            self._publisher_keys[publisher] = self._same.get(key, key) or None
        return self._publisher_keys[publisher]

    def key(self, name: str, *, outlet: bool = False) -> str | None:
        """The key of the publisher that goes by `name`, None where none does, or more than one might.

        Args:
            name: as it stands in a report.
            outlet: whether an outlet is surely meant: then "the Courier" will do where there is but one.
        """
        if name not in self._key_of:
            self._key_of[name] = self._find(name)
        key = self._key_of[name]
        if key is None and outlet and name_words(name) <= _weak() - words_of("outlet_nouns"):
            words = name_words(name)
            near = [set(self._by_word.get(word, ())) for word in words]
            holding = {self._same[other] for other in set.intersection(*near)} if near else set()
            key = holding.pop() if len(holding) == 1 else None
        return key

    def shown(self, key: str) -> str:
        """The publisher's name."""
        return self.names.get(key, key)

    def mentions(self, text: str, within: Span | None = None) -> list[tuple[Span, str]]:
        """Where `text` names publishers of the case, in its order; the words of a name must begin with capitals."""
        start, end = (0, len(text)) if within is None else within
        found: list[tuple[Span, str]] = []
        for match in _CAPITALISED.finditer(text, start, end):
            if match.start() >= start and self._begins(match.group()):
                named = self._longest(text, match.start(), end)
                if named is not None:
                    span, key, start = named
                    found.append((span, key))
        return found

    def described(self, words: frozenset[str]) -> str | None:
        """The one publisher that reports describe by all these words: "a Velmora newspaper"; None where unsure."""
        fitting = {key for key, known in self._descriptions().items() if words <= known} if words else set()
        return fitting.pop() if len(fitting) == 1 else None

    def _begins(self, word: str) -> bool:
        plain = word.casefold()
        return word[0].isupper() and (plain in self._by_word or plain == "the")

    def _longest(self, text: str, start: int, end: int) -> tuple[Span, str, int] | None:
        """The longest name of a publisher that begins at `start`, its key, and where its last word ends."""
        words = [match.span() for match in islice(WORD.finditer(text, start, end), _LONGEST_NAME)]
        for first, last in reversed(words):
            if not text[first].isupper():
                continue
            name = _POSSESSIVE.sub("", text[start:last])
            if any(mark in name for mark in ".,;\n"):
                continue
            key = self.key(name)
            if key is not None and name_words(name) <= self._publishers[key] | name_words(self.names[key]):
                return Span(start, start + len(name)), key, last
        return None

    def _descriptions(self) -> dict[str, set[str]]:
        if self._known_as is None:
            self._known_as = {}
            for report in self._reports:
                text = report.report.text
                for match in _DESCRIBED.finditer(text):
                    line = Span(text.rfind("\n", 0, match.start()) + 1, match.start())
                    for span, key in self.mentions(text, line)[-1:]:
                        if span.end == match.start():
                            self._known_as.setdefault(key, set()).update(description_words(match["what"]))
        return self._known_as

    def _find(self, name: str) -> str | None:
        words = name_words(name)
        if not words or not any(word[:1].isupper() for word in name.split()):
            return None
        key = _key(words)
        if key in self.names:
            return self._same[key]
        near = {other for word in words for other in self._by_word.get(word, ())}
        if len(words) <= 6:
            within = {self._same[other] for other in near if self._publishers[other] <= words}
            if len(within) == 1:
                return within.pop()
        if words <= self._places or words <= words_of("outlet_nouns") or (len(words) == 1 and words <= _weak()):
            return None
        holding = {self._same[other] for other in near if words <= self._publishers[other]}
        return holding.pop() if len(holding) == 1 else None

    def _fullest(self, key: str) -> str:
        """One key for "Halyard News Service" and "Halyard News Service: Karvenia": the one with fewest words."""
        words = self._publishers[key]
        best = key
        for other in {other for word in words for other in self._by_word[word]}:
            held = self._publishers[other]
            if held < words and not held <= _weak() and len(held) < len(self._publishers[best]):
                best = other
        return best


def _key(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


@cache
def _weak() -> frozenset[str]:
    return words_of("weak_outlet_words") | words_of("outlet_nouns")
