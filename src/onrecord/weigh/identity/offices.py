"""Offices as the words around a name tell them: "Aldmark's foreign minister, Corin Halvard"."""

import re
from dataclasses import dataclass
from functools import cache

from onrecord.names.sounds import folded
from onrecord.names.tables import table as names_table
from onrecord.names.titles import titles
from onrecord.weigh.identity.states import States, shown
from onrecord.weigh.tables import table

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_CUT_BEFORE = re.compile(r"[;:!?\n“”\"()]|(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)(?<![A-Z])\.\s")
_CUT_AFTER = re.compile(r"[;:!?\n“”\"()—–]|\.(?:\s|$)|,|\b(?:who|which|that|where|when|said|told|says|and)\b")
_OWNER = r"(?:the )?(?:[A-Z][\w’'.-]*|region|province|district|city|state|county|republic|federation|union|committee)"
_BETWEEN = re.compile(rf"(?:,? (?:of|for|to) (?P<owner>{_OWNER}(?: (?:of |and |for )?{_OWNER})*))?(?P<gap>,? )")
_PREPOSITION = re.compile(
    r"\b(?:to|with|for|by|from|against|told|met|asked|urged|thanked|before|after|of|wrote to) "
    r"(?:the |its |his |her |their )?$"
)
_HOME = re.compile(r" of (?P<owner>(?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2})")
_IN = re.compile(r"^\s*(?:[Ii]n|[Oo]f|[Ff]rom) (?P<owner>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?), $")
_AGED = re.compile(r", (?:aged )?\d{1,2}(?=, )|\s\(\d{1,2}\)(?=, )")
_GOES_ON = re.compile(r" ([a-z]+)")
_AFTER_TITLE = frozenset("of for to in on at from since until elect designate and or as by with".split())
_LONGEST = 120
_NO_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Office:
    """A title, and where it is held.

    Attributes:
        title: in canonical form.
        state: key of the state, None where unsaid.
        area: a part of a state, or a body, folded; None where unsaid.
    """

    title: str
    state: str | None = None
    area: str | None = None

    @property
    def single(self) -> bool:
        """Whether it has one holder at a time."""
        return self.title in names_table("positions")["single"] or (
            self.title.endswith(" minister") and self.title.split()[0] not in names_table("positions")["junior"]
        )

    def told(self) -> str:
        """For people."""
        where = [] if self.area is None else [self.area.title()]
        where += [] if self.state is None else [shown(self.state)]
        return self.title + (" of " + ", ".join(where) if where else "")

    def agrees(self, other: "Office") -> bool:
        """Whether two can be one office: one title, and nothing said of one contradicts the other."""
        return (
            self.title == other.title
            and (self.state is None or other.state is None or self.state == other.state)
            and (self.area is None or other.area is None or self.area == other.area)
        )


@dataclass(frozen=True, slots=True)
class Told:
    """An office told of somebody: where the words stand, and whether he or she holds it at the time."""

    office: Office
    start: int
    end: int
    former: bool = False


def offices_beside(text: str, start: int, end: int, states: States) -> list[Told]:
    """Offices that the words right before and after a name tell, or titles that were taken for the name's beginning."""
    found = []
    inside = list(_WORD.finditer(text, start, end))
    titled = _title(inside)
    if titled is not None and titled[0] == 0 and titled[1] < len(inside):
        start = inside[titled[1]].start()
    if (told := _before(text, start, end, states)) is not None:
        found.append(told)
    if (told := _after(text, end, states)) is not None and told.office not in [one.office for one in found]:
        found.append(told)
    if len(found) == 2 and found[0].office.agrees(found[1].office):
        fuller = max(found, key=lambda one: (one.office.state is not None, one.office.area is not None))
        found = [fuller]
    return found


def office_in(phrase: str, states: States) -> tuple[Office, int, int, bool] | None:
    """The office that a phrase names, where its title stands, and whether it is told of the past."""
    words = [match for match in _WORD.finditer(phrase) if match.start() < _LONGEST]
    place = _title(words)
    if place is None:
        return None
    first, last, title = place
    if (goes_on := _GOES_ON.match(phrase[words[last - 1].end() :])) is not None and goes_on[1] not in _AFTER_TITLE:
        return None  # "deputy editor", "president pro tempore"
    junior = [w.group().lower() for w in words[:first] if w.group().lower() in names_table("positions")["junior"]]
    if junior and not title.startswith(junior[-1]):
        title = f"{junior[-1]} {title}"
    start, end = words[first].start(), words[last - 1].end()
    former = any(
        w.group().lower() in names_table("positions")["former"] + names_table("positions")["then"]
        for w in words[max(0, first - 4) : first]
    )
    state, area = _owner_after(phrase[end:], states)
    if state is None:
        before_state, before_area = _owner_before(phrase[:start], states)
        state = before_state
        area = area if area is not None else before_area
    return Office(title, state, area), start, end, former


def owner_of(text: str, states: States) -> tuple[str | None, str | None]:
    """State and area in "the Seld region of Karvenia"."""
    found = list(states.within(text))
    state = found[-1][2] if found else None
    rest = text
    for start, end, _ in reversed(found):
        rest = rest[:start] + " " + rest[end:]
    words = [
        word
        for match in _WORD.finditer(rest)
        if (word := folded(_NO_POSSESSIVE.sub("", match.group())))
        not in {"the", "of", "for", "and", *table("identity")["areas"], *table("identity")["formal"]}
    ]
    return state, " ".join(words) or None


def owners_told(text: str, title: str, states: States) -> set[tuple[str | None, str | None]]:
    """State and area of every office of that title that a text tells with its owner."""
    return {owner_of(match["owner"], states) for match in _owned(title).finditer(text)}


@cache
def _owned(title: str) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form, canonical in titles().items() if canonical == title)
    return re.compile(rf"\b(?i:{forms}) (?:of|for) (?P<owner>{_OWNER}(?: (?:of |of the |in |for )?{_OWNER})*)")


def _before(text: str, start: int, end: int, states: States) -> Told | None:
    begin = max(0, start - _LONGEST)
    before = text[begin:start]
    if _title_words().isdisjoint(_WORD.findall(before.lower().replace("’", "'"))):
        return None  # as before most names
    cut = [match.end() for match in _CUT_BEFORE.finditer(before)]
    offset = cut[-1] if cut else 0
    before = before[offset:]
    words = list(_WORD.finditer(before))
    words = words[-12:]
    place = _title(words, last_first=True)
    if place is None:
        return None
    first, last, _ = place
    match = _BETWEEN.fullmatch(before[words[last - 1].end() :])
    if match is None:
        return None
    comma = "," in match["gap"]
    if match["owner"] is not None and not comma:
        return None
    head_from = _head(before, words, first)
    comma_after = text[end : end + 1] == ","
    if comma and (not comma_after or _PREPOSITION.search(before[:head_from] + " the "[:0]) is not None):
        return None
    found = office_in(before[head_from:], states)
    if found is None:
        return None
    office, _, _, former = found
    if office.state is None and (home := _HOME.match(text, end)) is not None:
        state, _ = owner_of(home["owner"], states)
        office = Office(office.title, state, office.area)
    if office.state is None and (there := _IN.search(before[:head_from])) is not None:
        office = Office(office.title, owner_of(there["owner"], states)[0], office.area)
    at = begin + offset + head_from
    return Told(office, at, end, former)


def _head(before: str, words: list[re.Match[str]], first: int) -> int:
    """Where the words that belong to a title begin: its article, whose it is, "former"."""
    start = first
    while start and first - start < 6:
        word = words[start - 1].group()
        gap = before[words[start - 1].end() : words[start].start()]
        known = word.lower() in _plain() or word.lower() in table("identity")["areas"]
        if gap.strip() or not (known or word[0].isupper() or word[-2:] in ("'s", "’s") or word[-1] in "'’"):
            break
        start -= 1
    return words[start].start()


def _after(text: str, end: int, states: States) -> Told | None:
    if (aged := _AGED.match(text, end)) is not None:
        end = aged.end()
    if text[end : end + 2] != ", ":
        return None
    rest = text[end + 2 : end + 2 + _LONGEST]
    stop = None
    for match in _CUT_AFTER.finditer(rest):
        if match.group() == "and" and rest[match.end() :][:12].strip().split(" ")[0][:1].isupper():
            continue  # "Foreign and Commonwealth Affairs"
        stop = match.start()
        break
    phrase = rest if stop is None else rest[:stop]
    words = list(_WORD.finditer(phrase))
    place = _title(words)
    if place is None or place[0] > 4:
        return None
    if re.match(r"(?:and|or|as|but|in|on|at|by|for|with|to|after|before)\b", phrase):
        return None
    for word in words[: place[0]]:
        plain = word.group()
        if plain.lower() not in _plain() and not plain[0].isupper() and not re.search(r"['’]s?$", plain):
            return None
    found = office_in(phrase, states)
    if found is None:
        return None
    office, _, _, former = found
    return Told(office, end + 2, end + 2 + len(phrase.rstrip()), former)


def _title(words: list[re.Match[str]], *, last_first: bool = False) -> tuple[int, int, str] | None:
    """First and last word of the longest title, and its canonical form."""
    lowered = [word.group().lower().replace("’", "'") for word in words]
    if _title_words().isdisjoint(lowered):
        return None
    known = _all_titles()
    best: tuple[int, int, str] | None = None
    for first in range(len(words)):
        for length in range(min(8, len(words) - first), 0, -1):
            canonical = known.get(" ".join(lowered[first : first + length]))
            if canonical is None:
                continue
            longer = best is None or length > best[1] - best[0] or (last_first and first >= best[1])
            if longer:
                best = (first, first + length, canonical)
            break
    return best


def _owner_after(rest: str, states: States) -> tuple[str | None, str | None]:
    match = re.match(rf",? (?:of|for|to) (?P<owner>{_OWNER}(?: (?:of |of the |in |for )?{_OWNER})*)", rest)
    return (None, None) if match is None else owner_of(match["owner"], states)


def _owner_before(head: str, states: States) -> tuple[str | None, str | None]:
    words = head.split()
    kept: list[str] = []
    for word in reversed(words[-5:]):
        bare = word.strip(",")
        if bare.lower() in _plain() or bare.lower() in table("identity")["areas"]:
            continue
        if word[-1] in ",;:" or not bare[0].isupper():
            break
        # a capital that begins the sentence says nothing: "If President Vel …"
        if word is words[0] and not _NO_POSSESSIVE.search(bare) and states.key(bare) is None:
            break
        kept.insert(0, bare)
    return owner_of(" ".join(kept), states) if kept else (None, None)


@cache
def _all_titles() -> dict[str, str]:
    """Every title, in singular and plural."""
    found = dict(titles())
    for form, title in titles().items():
        head, of, rest = form.partition(" of ")
        if not of:
            head, of, rest = form.partition(" for ")
        found.setdefault(f"{head}s{of}{rest}", title)
    return found


@cache
def _title_words() -> frozenset[str]:
    return frozenset(word for title in _all_titles() for word in title.split())


@cache
def _plain() -> frozenset[str]:
    words = names_table("positions")
    return frozenset(
        str(word) for kind in ("plain", "former", "then", "acting", "coming", "junior") for word in words[kind]
    )
