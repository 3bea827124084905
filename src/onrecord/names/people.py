"""Names of people in their parts, compared.

Nothing here knows anybody's name or sex: a title tells a gender, a given name never does.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.names.comparison import Comparison, Verdict
from onrecord.names.sounds import SHORTEST_SOUND, folded, sound
from onrecord.names.tables import table
from onrecord.names.words import WORD, without_possessive

_PATRONYMIC = frozenset({"bin", "ibn", "bint", "ben"})
_ROYAL = frozenset("king queen prince princess pope emperor empress sultan emir sheikh".split())


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
def person_name(text: str) -> PersonName | None:
    """The name in a mention such as "Foreign Minister Ama Terrin"; None where no word is left."""
    words = [match.group() for match in WORD.finditer(without_possessive(text))]
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


def usual_forms(key: str) -> frozenset[int]:
    """Numbers of the groups of given names that are usual forms of one, to which a folded name belongs."""
    return _groups(key)


def _groups(key: str) -> frozenset[int]:
    return _variants().get(key, frozenset())


@cache
def _particles() -> frozenset[str]:
    return frozenset(table("people")["particles"])
