"""Offices: titles with their state or area, in the form that rosters and reports share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from onrecord.records import Span
from onrecord.resolve.gazetteer import Kind, folded, gazetteer
from onrecord.resolve.place_names import Mention, mentions
from onrecord.resolve.tables import table

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SERVES = re.compile(r"\b([a-z]+)\s+(?:of|for|to|with)\s+(?:the\s+|[A-Z][\w.-]*(?:['’]s?)?\s+|deputy\s+)*$")
# No title with its state and name is longer; what is, costs no more than this.
_LONGEST = 300
# Endings that make an adjective out of a state's name, for states that only a roster knows.
_ADJECTIVE = re.compile(r"(?:n|an|ian|ese|i|ish|ic|er|ine)s?")


class Standing(StrEnum):
    """Whether the one spoken of holds the office at the time."""

    PRESENT = "present"
    FORMER = "former"
    THEN = "then"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Office:
    """A title, and where it is held.

    Attributes:
        title: in canonical form, e.g. `foreign minister`; "deputy" and the like belong to it.
        state: ISO 3166-1 alpha-2 code, or the name as a roster gives it; None where unsaid.
        area: within the state, folded, e.g. a governor's.
    """

    title: str
    state: str | None = None
    area: str | None = None

    @property
    def single(self) -> bool:
        """Whether it has one holder at a time."""
        base = re.sub(rf"^(?:{'|'.join(table('positions')['junior'])}) ", "", self.title)
        return self.title in table("positions")["single"] or (base == self.title and base.endswith(" minister"))


@dataclass(frozen=True, slots=True)
class Position:
    """A phrase that names an office, taken apart.

    Attributes:
        name: the person's name told with it, if any.
    """

    office: Office
    standing: Standing = Standing.PRESENT
    name: str | None = None


def position_of(phrase: str, states: Iterable[str] = ()) -> Position | None:
    """The office that a phrase names: "Kenya's foreign minister", "Governor of Kano", "then-Home Secretary Ada Marsh".

    Args:
        phrase: as the report or a roster has it.
        states: names of further states, known from a roster.

    Returns:
        None where no known title is in it.
    """
    phrase = phrase[:_LONGEST]
    phrase = re.sub(r"(?<=\w)-(?=[A-Z])|(?<=\bthen)-|(?<=\bex)-|-(?=elect\b)", " ", phrase)
    words = list(_WORD.finditer(phrase))
    places = mentions(phrase, Span(0, len(phrase)))
    found = _title(phrase, [match.group().lower() for match in words])
    if found is None:
        return None
    first, last, title = found
    start, end = words[first].start(), words[last - 1].end()
    if (serves := _SERVES.search(phrase[:start])) is not None:
        # "A spokesman for the foreign minister" is the spokesman; "the office of the president" is no office-holder.
        head = _titles().get(serves[1].lower())
        return None if head is None else position_of(phrase[: serves.end(1)], states)
    outside = [place for place in places if place.span.end <= start or place.span.start >= end]
    state, used = _state(phrase, outside, words, (start, end), states)
    before = [match.group().lower() for match in words[:first]]
    after = [match.group().lower() for match in words[last : last + 1]]
    area = _area(phrase, start, end, used)
    name = _name(phrase, end, words[last:], used)
    return Position(Office(_with_junior(title, before), state, area), _standing(before, after), name)


def state_key(state: str) -> str:
    """A state's ISO code where its name or code is known, else its name as given."""
    stripped = state.strip()
    if len(stripped) == 2 and stripped.isupper() and gazetteer().state(stripped) is not None:
        return stripped
    for candidate in gazetteer().candidates(stripped):
        if candidate.kind is Kind.STATE:
            return candidate.country
    return stripped


def _title(phrase: str, words: list[str]) -> tuple[int, int, str] | None:
    """First and last word of the longest title, the first of equals, and its canonical form."""
    titles = _titles()
    for length in range(min(8, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            canonical = titles.get(" ".join(words[first : first + length]).replace("’", "'"))
            if canonical is not None:
                return first, first + length, canonical
    return None


def _with_junior(title: str, before: list[str]) -> str:
    junior = table("positions")["junior"]
    return f"{before[-1]} {title}" if before and before[-1] in junior and not title.startswith(before[-1]) else title


def _standing(before: list[str], after: list[str]) -> Standing:
    words = table("positions")
    for word in before:
        if word in words["former"]:
            return Standing.FORMER
        if word in words["then"]:
            return Standing.THEN
        if word in words["coming"]:
            return Standing.COMING
    return Standing.COMING if after and after[0] in words["coming"] else Standing.PRESENT


def _state(
    phrase: str, places: list[Mention], words: list[re.Match[str]], title: tuple[int, int], states: Iterable[str]
) -> tuple[str | None, list[Span]]:
    """The state that the phrase names, and the spans that named it."""
    for place in places:
        if place.countries:
            return place.countries[0], [place.span]
        if any(candidate.kind is Kind.STATE for candidate in place.candidates) and _told_as_place(phrase, place, title):
            return place.candidates[0].country, [place.span]
    for state in states:
        for match in words:
            if match.start() < title[1] and match.end() > title[0]:
                continue
            if _names_state(re.sub(r"['’]s$", "", match.group()), state):
                return state, [Span(match.start(), match.end())]
        if (at := phrase.find(state)) >= 0:
            return state, [Span(at, at + len(state))]
    return None, []


def _told_as_place(phrase: str, place: Mention, title: tuple[int, int]) -> bool:
    """Whether a state's name is one here, and not the person's: "Foreign Minister Jordan Vale"."""
    if place.span.end <= title[0]:
        return True
    return bool(re.search(r"(?:\b(?:of|for|in|to)\s+(?:the\s+)?|[,(]\s*)$", phrase[title[1] : place.span.start]))


def _names_state(word: str, state: str) -> bool:
    """Whether the word is the state's name or an adjective made from it: "Karvenian" of "Karvenia"."""
    word, state = folded(word), folded(state)
    if word == state:
        return True
    stem = re.sub(r"(?:ia|a|e|y|o)$", "", state)
    return len(stem) >= 4 and word.startswith(stem) and _ADJECTIVE.fullmatch(word[len(stem) :]) is not None


def _area(phrase: str, start: int, end: int, used: list[Span]) -> str | None:
    """The area after "of" or just before the title: "governor of Kano", "Kano governor"."""
    for match in re.finditer(r"\b(?:of|for)\s+(?:the\s+)?((?:[A-Z][\w'’-]*\s*)+)", phrase[end:]):
        span = Span(end + match.start(1), end + match.end(1))
        if not any(span.overlaps(other) for other in used):
            return _area_key(match.group(1))
    before = re.search(r"((?:[A-Z][\w-]*\s+)*[A-Z][\w-]*)(?:['’]s?)?\s+(?:State\s+)?$", phrase[:start])
    if before is not None:
        span = Span(before.start(1), before.end(1))
        words = before.group(1).split()
        plain = {*table("positions")["plain"], *table("positions")["former"], *table("positions")["then"]}
        words = [word for word in words if word.lower() not in plain | set(table("positions")["junior"])]
        if words and not any(span.overlaps(other) for other in used):
            return _area_key(" ".join(words))
    return None


def _area_key(name: str) -> str:
    return re.sub(r" (?:state|province|region|city|county)$", "", folded(name))


def _name(phrase: str, end: int, after: list[re.Match[str]], used: list[Span]) -> str | None:
    """The capitalised words right after the title: "Foreign Minister Corin Halvard"."""
    name: list[re.Match[str]] = []
    at = end
    for match in after:
        gap = phrase[at : match.start()]
        if not match.group()[0].isupper() or gap.strip(" .") or (gap.strip() == "." and not name):
            break
        if any(Span(match.start(), match.end()).overlaps(span) for span in used):
            break
        name.append(match)
        at = match.end()
    return phrase[name[0].start() : name[-1].end()].removesuffix("'s").removesuffix("’s") if name else None


@cache
def _titles() -> dict[str, str]:
    """Every form of every title, with its canonical form."""
    words = table("positions")
    titles = {title: title for title in words["single"]} | {title: title for title in words["many"]}
    titles |= {form: title for title, forms in words["single"].items() for form in forms}
    titles |= dict(words["other_forms_of_many"])
    for portfolio, forms in words["portfolios"].items():
        canonical = f"{portfolio} minister"
        for form in forms:
            bare = form.removeprefix("the ")
            titles |= {f"{bare} {office}": canonical for office in ("minister", "secretary")}
            for office in ("minister", "secretary", "secretary of state", "cabinet secretary"):
                for joint in ("of", "for"):
                    titles[f"{office} {joint} {bare}"] = canonical
                    titles[f"{office} {joint} the {bare}"] = canonical
    titles |= {form: f"{portfolio} minister" for form, portfolio in words["special_portfolios"].items()}
    return titles
