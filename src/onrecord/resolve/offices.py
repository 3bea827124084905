"""Offices: titles with their state or area, in the form that rosters and reports share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from onrecord.names.titles import titles
from onrecord.records import Span
from onrecord.resolve.gazetteer import Kind, folded, gazetteer
from onrecord.resolve.office_owners import owner_of
from onrecord.resolve.place_names import mentions
from onrecord.resolve.tables import table

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SERVES = re.compile(r"\b([a-z]+)\s+(?:of|for|to|with)\s+(?:the\s+|[A-Z][\w.-]*(?:['’]s?)?\s+|deputy\s+)*$")
# No title with its state and name is longer; what is, costs no more than this.
_LONGEST = 300
_THEN = re.compile(r"\b(?:at (?:the|that) time|in those days|of the (?:day|time))\b", re.I)
_POSSESSIVE = re.compile(r"['’]s$")


class Standing(StrEnum):
    """Whether the one spoken of holds the office at the time."""

    PRESENT = "present"
    FORMER = "former"
    THEN = "then"
    ACTING = "acting"
    COMING = "coming"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Office:
    """A title, and where it is held.

    Attributes:
        title: in canonical form, e.g. `foreign minister`; "deputy" and the like belong to it.
        state: ISO 3166-1 alpha-2 code, or the name as a roster gives it; None where unsaid.
        area: within the state, or a body, folded: a governor's region, the union that a president heads.
    """

    title: str
    state: str | None = None
    area: str | None = None

    @property
    def single(self) -> bool:
        """Whether it has one holder at a time."""
        base = self._without_junior()
        return self.title in table("positions")["single"] or (base == self.title and base.endswith(" minister"))

    @property
    def known(self) -> bool:
        """Whether reports are read for it; else its holders are known by their names alone."""
        return self._without_junior() in titles().values()

    def _without_junior(self) -> str:
        return re.sub(rf"^(?:{'|'.join(table('positions')['junior'])}) ", "", self.title)


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
    phrase = re.sub(r"(?<=\w)-(?=[A-Z])|(?<=\bthen)-|(?<=\bex)-|-(?=(?:elect|designate)\b)", " ", phrase)
    words = list(_WORD.finditer(phrase))
    found = _title(phrase, [match.group().lower() for match in words])
    if found is None:
        return None
    first, last, title = found
    span = Span(words[first].start(), words[last - 1].end())
    if (serves := _SERVES.search(phrase[: span.start])) is not None:
        # "A spokesman for the foreign minister" is the spokesman; "the office of the president" is no office-holder.
        head = titles().get(serves[1].lower())
        # "The deputy to the minister" is somebody whose title nobody tells.
        return None if head is None or head in table("positions")["junior"] else position_of(phrase[: serves.end(1)])
    before = [match.group().lower() for match in words[:first]]
    after = [match.group().lower() for match in words[last : last + 1]]
    if after and after[0] in table("positions")["other_after"]:
        title = f"{title} {after[0]}"
    title = _with_junior(title, before)
    places = mentions(phrase, Span(0, len(phrase)))
    owner = owner_of(phrase, span, places, states, regional=title in table("positions")["of_regions_too"])
    name = _name(phrase, span.end, words[last:])
    if name is not None and re.match(rf"{re.escape(name)}['’]s?\s+\w", phrase[phrase.index(name, span.end) :]):
        return None  # "President Vel's chief of staff"
    standing = _standing(before, after, phrase[span.end :], named=name is not None)
    return Position(Office(title, owner.state, owner.area), standing, name)


def office_of(title: str, state: str | None) -> Office:
    """The office that a roster's title names; what isn't wholly understood is an office of just those words."""
    position = position_of(title, (state,) if state else ())
    understood = position is not None and position.name is None and position.standing is not Standing.ANY
    office = position.office if position is not None and understood else Office(folded(title))
    return office if not state else Office(office.title, state_key(state), office.area)


def state_key(state: str) -> str:
    """A state's ISO code where its name or code is known, else its name as given."""
    stripped = state.strip()
    if len(stripped) == 2 and stripped.isupper() and gazetteer().state(stripped) is not None:
        return stripped
    for candidate in gazetteer().candidates(stripped):
        if candidate.kind is Kind.STATE:
            return candidate.country
    return stripped


def is_title_word(word: str) -> bool:
    """Whether a word, in small letters, is in any title."""
    return word in _title_words()


def _title(phrase: str, words: list[str]) -> tuple[int, int, str] | None:
    """First and last word of the longest title, the first of equals, and its canonical form."""
    for length in range(min(8, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            canonical = titles().get(" ".join(words[first : first + length]).replace("’", "'"))
            if canonical is not None:
                return first, first + length, canonical
    return None


def _with_junior(title: str, before: list[str]) -> str:
    """The title with what makes it a lesser one, which may stand before the state: "assistant US secretary"."""
    lesser = [word for word in before if word in table("positions")["junior"] and not title.startswith(word)]
    return f"{lesser[-1]} {title}" if lesser else title


def _standing(before: list[str], after: list[str], rest: str, *, named: bool) -> Standing:
    words = table("positions")
    for word in before:
        if word in words["former"]:
            return Standing.FORMER
        if word in words["then"]:
            return Standing.THEN
        if word in words["acting"]:
            return Standing.ACTING
        if word in words["coming"]:
            return Standing.COMING
    if after and after[0] in words["coming"]:
        return Standing.COMING
    if _THEN.search(rest) is not None:
        return Standing.THEN
    return Standing.ANY if before and before[0] in words["any"] and not named else Standing.PRESENT


def _name(phrase: str, end: int, after: list[re.Match[str]]) -> str | None:
    """The capitalised words after the title, and a comma at most: "Foreign Minister Corin Halvard"."""
    name: list[re.Match[str]] = []
    at = end
    for match in after:
        gap = phrase[at : match.start()]
        if not match.group()[0].isupper() or gap.strip(" .,") or (gap.strip() and gap.strip() != "," and not name):
            break
        if gap.strip() == "," and name:
            break
        name.append(match)
        at = match.end()
    return _POSSESSIVE.sub("", phrase[name[0].start() : name[-1].end()]) if name else None


@cache
def _title_words() -> frozenset[str]:
    return frozenset(word for title in titles() for word in title.split())
