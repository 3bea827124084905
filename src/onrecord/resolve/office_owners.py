"""Whose an office is: "Kenya's foreign minister", "the governor of Kano", "the union's president".

Only a place told as the office's own counts: "the foreign minister in Kenya" is not Kenya's.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.records import Span
from onrecord.resolve.gazetteer import Kind, folded
from onrecord.resolve.place_names import Mention
from onrecord.resolve.tables import table

# Endings that make an adjective out of a state's name, for states that only a roster knows.
_ADJECTIVE = re.compile(r"(?:n|an|ian|ese|i|ish|ic|er|ine)s?")
_AFTER = re.compile(
    r"\s*(?:\(|(?:,\s*)?\b(?:of|for)\s+)(?:the\s+)?"
    r"(?:(?:(?:People['’]s |Democratic |Federal |Islamic |United )*"
    r"(?:Republic|Kingdom|State|Union|Commonwealth) of )(?:the )?)?"
)
_OF_ANYBODY = re.compile(r"\s*(?:,\s*)?\b(?:of|for)\s+(?:the\s+|an?\s+)?((?:[^\W_][\w'’-]*\s*){1,5})")
_CAPITALS = re.compile(r"(?:[A-ZÀ-Þ][\w'’-]*\s*)+")
_POSSESSIVE = re.compile(r"['’]s?$")
_AGED = re.compile(r"\d+-year-old")
_FORMAL = re.compile(r"\b(?:Republic|Kingdom|State|Commonwealth) of $")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an office is, as its phrase tells.

    Attributes:
        state: ISO code, or the name as a roster gives it; None where unsaid.
        area: a part of the state, or a body, folded; None where unsaid.
    """

    state: str | None = None
    area: str | None = None


def owner_of(phrase: str, title: Span, places: Sequence[Mention], states: Iterable[str], *, regional: bool) -> Owner:
    """The owner that a phrase gives to the title in it; what stands after the title comes first.

    Args:
        phrase: the whole phrase.
        title: where the title stands.
        places: names and adjectives of places in the phrase.
        states: names of states that only a roster knows.
        regional: whether parts of states have such offices too, so that "Georgia's governor" may be either's.
    """
    known = tuple(states)
    places = [place for place in places if not _is_shared(place.span.of(phrase), place, regional=regional)]
    after = _after(phrase, title.end, places, known)
    before = _before(phrase, title.start, places, known)
    # "the Karvenian governor of Seld"
    return Owner(after.state or before.state, after.area if after.area is not None else before.area)


def _after(phrase: str, end: int, places: Sequence[Mention], states: tuple[str, ...]) -> Owner:
    match = _AFTER.match(phrase, end)
    if match is None:
        return _after_name(phrase, end, places, states)
    found = _state_at(phrase, match.end(), places, states)
    if found is not None and not _goes_on(phrase, found[1]):
        return Owner(found[0])
    capitals = _CAPITALS.match(phrase, match.end())
    if capitals is None:
        body = _OF_ANYBODY.match(phrase, end)
        return Owner(None, folded(body[1])) if body is not None else Owner()
    area = area_key(_POSSESSIVE.sub("", capitals.group().strip()))
    further = re.compile(r",?\s*(?:(?:in|of)\s+)?(?:the\s+)?").match(phrase, capitals.end())
    state = None if further is None else _state_at(phrase, further.end(), places, states)
    return Owner(None if state is None else state[0], area)


def _after_name(phrase: str, end: int, places: Sequence[Mention], states: tuple[str, ...]) -> Owner:
    """A state after the title's holder: "Foreign Minister Ada Marsh of Kenya", "Sen. Ada Marsh (Ostmere)"."""
    name = re.compile(r"\s+" + _CAPITALS.pattern).match(phrase, end)
    if name is None:
        return Owner()
    match = _AFTER.match(phrase, name.end()) or _AFTER.match(phrase, len(phrase[: name.end()].rstrip()))
    found = None if match is None else _state_at(phrase, match.end(), places, states)
    return Owner() if found is None or _goes_on(phrase, found[1]) else Owner(found[0])


def _state_at(phrase: str, at: int, places: Sequence[Mention], states: tuple[str, ...]) -> tuple[str, int] | None:
    """The state named at a position, and where its name ends."""
    for place in places:
        if place.span.start == at and (code := _code(place)) is not None:
            return code, place.span.end
    for state in states:
        if phrase.startswith(state, at) and not phrase[at + len(state) : at + len(state) + 1].isalnum():
            return state, at + len(state)
    return None


def _goes_on(phrase: str, end: int) -> bool:
    """Whether a state's name goes on to be a body's: "of Karvenia's supreme court", "of the Kenyan Printers' Union"."""
    return re.match(r"['’]s?\s+\w|\s+[A-Z]|n?\s+[a-z]+ian\b", phrase[end:]) is not None


def _before(phrase: str, start: int, places: Sequence[Mention], states: tuple[str, ...]) -> Owner:
    """The owner told before the title; only words such as "former" or "long-serving" may stand between."""
    rest = phrase[:start].rstrip()
    state = None
    while rest:
        word = rest.split()[-1]
        bare = _POSSESSIVE.sub("", word)
        here = Span(len(rest) - len(word), len(rest) - len(word) + len(bare))
        place = next((p for p in places if p.span.start <= here.start < p.span.end <= len(rest)), None)
        if place is not None and (code := _code(place)) is not None:
            state = code
            rest = _FORMAL.sub("", rest[: place.span.start]).rstrip()
            continue
        roster_state = next((name for name in states if names_state(bare, name) or rest.endswith(name)), None)
        if roster_state is not None:
            state = roster_state
            rest = _FORMAL.sub("", rest[: -len(word)]).rstrip()
            continue
        if word.lower() in _plain() or _AGED.fullmatch(word):
            rest = rest[: -len(word)].rstrip()
            continue
        if word[-1] in ",;:(":
            return Owner(state)
        return Owner(state, _area_before(rest))
    return Owner(state)


def _area_before(rest: str) -> str | None:
    """The capitalised words, or the one other word, that end what stands before a title."""
    words: list[str] = []
    for word in reversed(rest.split()):
        if not word[0].isupper() or word.lower() in _plain():
            break
        words.insert(0, _POSSESSIVE.sub("", word))
    if words:
        return area_key(" ".join(words))
    return area_key(_POSSESSIVE.sub("", rest.split()[-1]))


def area_key(name: str) -> str:
    """An area or a body as a key."""
    return re.sub(r" (?:state|province|region|city|county)$", "", folded(name))


def names_state(word: str, state: str) -> bool:
    """Whether the word is the state's name or an adjective made from it: "Karvenian" of "Karvenia"."""
    word, state = folded(word), folded(state)
    if word == state:
        return True
    stem = re.sub(r"(?:ia|a|e|y|o)$", "", state)
    return len(stem) >= 4 and word.startswith(stem) and _ADJECTIVE.fullmatch(word[len(stem) :]) is not None


def _code(place: Mention) -> str | None:
    """The one state that a place's name or adjective is; None for other places and for what two states share."""
    if place.countries:
        return place.countries[0] if len(place.countries) == 1 else None
    for candidate in place.candidates:
        if candidate.kind is Kind.STATE:
            return candidate.country
    return None


def _is_shared(name: str, place: Mention, *, regional: bool) -> bool:
    """Whether a name or an adjective is of two states, or of a state and of another's region."""
    if folded(name) in table("positions")["shared_adjectives"]:
        return True
    kinds = {candidate.kind for candidate in place.candidates}
    return regional and {Kind.STATE, Kind.REGION} <= kinds


@cache
def _plain() -> frozenset[str]:
    words = table("positions")
    return frozenset(
        str(word) for kind in ("plain", "former", "then", "acting", "coming", "junior") for word in words[kind]
    )
