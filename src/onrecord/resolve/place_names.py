"""Names of places in a stretch of text, and what the whole report says about where it plays."""

import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from onrecord.records import Span
from onrecord.resolve.gazetteer import Candidate, Gazetteer, Kind, candidates_of, folded, gazetteer
from onrecord.resolve.tables import table

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’‘-][^\W\d_]+)*")
_CAPITAL = re.compile(r"(?:[dl]['’])?[^\W\d_a-zß-öø-ÿ]")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
# Cities smaller than this are too often surnames and common words to tell where a report plays.
TELLING = 100_000
# Weights, in powers of ten of population: set so that a report about one state moves its city before a namesake up to
# about fifty times as large (Tripoli in Lebanon), but not before one a thousand times as large (London, Kentucky).
STATE, AREA, REGION, CONTEXT, CAPITAL, OTHER_NAME = 9.0, 6.4, 5.5, 1.7, 0.75, -0.6
_DISTINCT = 0.8


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or an adjective of a place in the text.

    Attributes:
        candidates: what it may stand for; empty for an adjective.
        countries: ISO codes that an adjective points to.
    """

    span: Span
    candidates: tuple[Candidate, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """Where a report plays, as far as its names tell.

    Attributes:
        told: each name, folded, with the state that it points to beyond doubt, and how much it counts.
        regions: each name, folded, with the state and region that it names or lies in.
        persons: spans of persons' names, in which no place is sought ("Jordan", "Chad").
        states: where the report names states, in text order.
    """

    told: Mapping[tuple[str, str], float] = field(default_factory=dict)
    regions: frozenset[tuple[str, str, str]] = frozenset()
    persons: tuple[Span, ...] = ()
    states: tuple[tuple[int, str], ...] = ()

    def shares(self, name: str) -> Mapping[str, float]:
        """Each state's share of what the report tells, leaving out the name in question itself."""
        weights: dict[str, float] = {}
        for (key, country), weight in self.told.items():
            if key != name:
                weights[country] = weights.get(country, 0.0) + weight
        total = sum(weights.values())
        return {country: weight / total for country, weight in weights.items()}


def context_of(text: str, persons: Sequence[Span] = ()) -> PlaceContext:
    """Where the report plays; `persons` are spans of persons' names."""
    return _context_of(text, tuple(persons))


@lru_cache(maxsize=4)
def _context_of(text: str, persons: tuple[Span, ...]) -> PlaceContext:
    weights: dict[tuple[str, str], float] = {}
    regions: set[tuple[str, str, str]] = set()
    states: list[tuple[int, str]] = []
    for mention in mentions(text, Span(0, len(text)), persons=persons):
        name = folded(mention.span.of(text))
        for country in mention.countries[:1]:
            weights[name, country] = weights.get((name, country), 0.0) + 1.0
        told = _told_by(mention)
        if told is None:
            continue
        weight = 1.0 if told.kind is Kind.STATE else 0.7
        weights[name, told.country] = weights.get((name, told.country), 0.0) + weight
        if told.kind is Kind.STATE:
            states.append((mention.span.start, told.country))
        elif told.region is not None:
            regions.add((name, told.country, told.region))
    return PlaceContext(weights, frozenset(regions), persons, tuple(states))


def _told_by(mention: Mention) -> Candidate | None:
    """The candidate that a name stands for beyond doubt, without any context."""
    if not mention.candidates:
        return None
    ranked = sorted(mention.candidates, key=prominence, reverse=True)
    best = ranked[0]
    if best.kind is Kind.CITY and best.population < TELLING:
        return None
    rivals = [prominence(other) for other in ranked if other.country != best.country]
    return best if not rivals or prominence(best) - rivals[0] >= _DISTINCT else None


def prominence(candidate: Candidate) -> float:
    """How readily the name brings this candidate to mind, in powers of ten of population."""
    match candidate.kind:
        case Kind.STATE:
            return REGION + 0.7 if candidate.country in table("areas")["also_regions"] else STATE
        case Kind.AREA:
            return AREA - 0.3 * candidate.rank
        case Kind.REGION:
            return REGION
        case _:
            told = math.log10(candidate.population + 1)
            return told + CAPITAL * candidate.capital + OTHER_NAME * candidate.other_name


def mentions(text: str, span: Span, *, persons: Sequence[Span] = ()) -> list[Mention]:
    """Names and adjectives of places within the span, left to right, the longest first; none within a person's name.

    `persons` stand in text order and don't overlap one another.
    """
    words = _words(text, span)
    names = gazetteer()
    found: list[Mention] = []
    at = 0
    while at < len(words):
        if not text[words[at].start].isupper():
            at += 1
            continue
        mention, used = _mention_at(text, words, at, names)
        if mention is not None:
            last = bisect_left(persons, (mention.span.end,)) - 1  # the last person who begins before it ends
            if last < 0 or not mention.span.overlaps(persons[last]):
                found.append(mention)
        at += used
    return found


def _words(text: str, span: Span) -> list[Span]:
    words = []
    for match in _WORD.finditer(text, span.start, span.end):
        word = match.group()
        ending = _POSSESSIVE.search(word)
        words.append(Span(match.start(), match.end() - (len(ending.group()) if ending else 0)))
    return words


def _mention_at(text: str, words: Sequence[Span], at: int, names: Gazetteer) -> tuple[Mention | None, int]:
    """The longest name that starts at word `at`, and how many words it takes."""
    for length in range(min(names.longest, len(words) - at), 0, -1):
        last = words[at + length - 1]
        if not _CAPITAL.match(text, last.start) or not _joined(text, words[at : at + length]):
            continue
        span = Span(words[at].start, last.end)
        if candidates := candidates_of(span.of(text)):
            return Mention(span, candidates), length
        if countries := names.countries_of_adjective(span.of(text)):
            return Mention(span, (), countries), length
    return _hyphenated(text, words[at], names), 1


def _hyphenated(text: str, word: Span, names: Gazetteer) -> Mention | None:
    """The first part of "US-Mexico" or "British-Australian" that names a place."""
    start = word.start
    for part in re.split(r"[-–]", word.of(text)):
        span = Span(start, start + len(part))
        start = span.end + 1
        if not part[:1].isupper() or span == word:
            continue
        if countries := names.countries_of_adjective(part):
            return Mention(span, (), countries)
        if candidates := tuple(c for c in names.candidates(part) if c.kind is Kind.STATE):
            return Mention(span, candidates)
    return None


def _joined(text: str, words: Sequence[Span]) -> bool:
    """Whether only blanks, or the stop of "St.", stand between the words; "Washington, D.C." may have its comma."""
    for before, after in pairwise(words):
        gap = text[before.end : after.start]
        if gap == " " or (gap == ". " and before.end - before.start <= 3):
            continue
        if gap == ", " and after.of(text).replace(".", "") == "DC":
            continue
        return False
    return True
