"""Phrases of several words, found forwards or backwards from a place among tokens."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.resolve.words import Token, tokens_of

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Phrases(Generic[Meaning]):
    """Phrases of several words, to be found forwards or backwards from a place; the longest wins."""

    words: Mapping[tuple[str, ...], Meaning]
    longest: int
    first_words: frozenset[str]
    last_words: frozenset[str]

    def after(self, tokens: Sequence[Token], at: int) -> tuple[int, Meaning] | None:
        """Length and meaning of the longest phrase that starts at `at`."""
        if at >= len(tokens) or tokens[at].text not in self.first_words:
            return None
        for length in range(min(self.longest, len(tokens) - at), 0, -1):
            meaning = self.words.get(tuple(token.text for token in tokens[at : at + length]))
            if meaning is not None:
                return length, meaning
        return None

    def before(self, tokens: Sequence[Token], at: int) -> tuple[int, Meaning] | None:
        """Length and meaning of the longest phrase that ends before `at`."""
        if not at or tokens[at - 1].text not in self.last_words:
            return None
        for length in range(min(self.longest, at), 0, -1):
            meaning = self.words.get(tuple(token.text for token in tokens[at - length : at]))
            if meaning is not None:
                return length, meaning
        return None


def phrases_of(
    entries: Mapping[str, Meaning], *, split: Callable[[str, int, int], list[Token]] = tokens_of
) -> Phrases[Meaning]:
    """The phrases of a table, each with its meaning, split as the text is split."""
    words = {tuple(token.text for token in split(entry, 0, len(entry))): meaning for entry, meaning in entries.items()}
    first_words, last_words = frozenset(phrase[0] for phrase in words), frozenset(phrase[-1] for phrase in words)
    return Phrases(words, max(map(len, words)), first_words, last_words)
