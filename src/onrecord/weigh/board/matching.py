"""Whose response a voice is: the monitored actor's own, through somebody who answers for it, or nobody's of it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from onrecord.records.record import Monitored
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.board import phrases
from onrecord.weigh.board.phrases import Part, Told
from onrecord.weigh.board.voice import Voice

_TITLES = frozenset(
    "mr mrs ms miss dr prof sir dame lord lady president minister chancellor premier governor ambassador king queen"
    " prince princess secretary commissioner director general colonel chairman chairwoman speaker mayor senator envoy"
    " spokesman spokeswoman spokesperson leader chief judge the and of by for de la van von al".split()
)
_INFERRED = "; the state is not told, but inferred from whose outlet tells of it"
# A given name and another, at the end of some words: "Chief of Police Sabine Korth".
_NAMED = re.compile(r"[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+$")
_FURTHER = re.compile(r",| who(?:m|se)? ")
# From how much on two names are one, spelt twice.
_ALIKE = 60.0
_TOKEN = re.compile(r"[\w.]+(?:[’'-]\w+)*")


@dataclass(frozen=True, slots=True)
class Match:
    """How a voice belongs to somebody monitored.

    Attributes:
        part: itself, somebody who answers for it, or a part of it that doesn't.
        why: a clause.
        joint: whether others are named beside.
        doubt: why it may be somebody else's after all; empty: nothing speaks for that.
    """

    part: Part
    why: str
    joint: bool = False
    doubt: str = ""


class Matcher:
    """A roster that voices are held against.

    Args:
        roster: who is monitored.
    """

    def __init__(self, roster: Sequence[Monitored]) -> None:
        self._roster = tuple(roster)
        people = [one for one in roster if one.kind is ActorKind.PERSON]
        self._surnames = Counter(one.name.split()[-1] for one in people)
        self._states: Mapping[str, Monitored] = {
            phrases.bare(one.name): one for one in roster if one.kind is ActorKind.STATE
        }
        # by place in the roster: people of each state, and what a phrase must hold to be anybody's
        self._people = {id(one): [p for p in people if self._belongs(p, one)] for one in self._states.values()}
        self._stems: dict[str, set[int]] = {}
        for one in roster:
            for stem in self._stems_of(one):
                self._stems.setdefault(stem, set()).add(id(one))
        self._seen: dict[tuple[str, ...], frozenset[int]] = {}

    def match(self, monitored: Monitored, voice: Voice, *, on: str | None) -> Match | None:
        """How a voice belongs to somebody monitored, None where it doesn't.

        Args:
            monitored: one of the roster.
            voice: somebody of a report.
            on: day of the response, ISO.
        """
        if id(monitored) not in self.near(voice):
            return None
        if monitored.kind is ActorKind.STATE:
            return self._state(monitored, voice, on)
        if monitored.kind is ActorKind.PERSON:
            return self._person(monitored, voice, on)
        if monitored.kind is ActorKind.OFFICE:
            return self._office(monitored, monitored.name, voice)
        return self._body(monitored, voice)

    def near(self, voice: Voice) -> frozenset[int]:
        """Whose a voice may be, by what their names hold: `id` of each monitored; only these are looked at closely."""
        words = (*voice.phrases, *voice.beside)
        if words not in self._seen:
            text = "\n".join((*map(phrases.folded, words), *map(phrases.plainly, words)))
            found = (ids for stem, ids in self._stems.items() if stem in text)
            self._seen[words] = frozenset().union(*found)
        return self._seen[words]

    def _stems_of(self, monitored: Monitored) -> tuple[str, ...]:
        found = [*phrases.stems(self.names(monitored)), *phrases.stems(self._names_of(monitored.state))]
        found += map(phrases.plainly, self.names(monitored))
        for person in (monitored, *self._people.get(id(monitored), ())):
            if person.kind is ActorKind.PERSON:
                found += [phrases.folded(name).split()[-1] for name in self.names(person)]
                # "the governor of Seld": an office that its region tells
                found += [phrases.folded(word) for word in (person.position or "").split() if word[0].isupper()]
        return tuple(dict.fromkeys(found))

    def names(self, monitored: Monitored) -> tuple[str, ...]:
        """All names of somebody monitored."""
        return (monitored.name, *monitored.aliases)

    # --- states ------------------------------------------------------------------------------------------------------

    def _state(self, monitored: Monitored, voice: Voice, on: str | None) -> Match | None:
        names = self.names(monitored)
        other: Match | None = None
        inferred: Match | None = None
        for number, phrase in enumerate(voice.phrases):
            told = phrases.of_state(phrase, names)
            if told is None:
                continue
            infers = voice.infers(phrase)
            why = _because(told, monitored) + (_INFERRED if infers else "")
            match = Match(told.part, why, (told.joint and number == 0) or voice.signed)
            # what the words in this place say comes before what is said elsewhere
            if (told.part is not Part.OTHER or number == 0) and not infers:
                return match
            if told.part is not Part.OTHER:
                inferred = match if inferred is None else inferred
            else:
                other = match if other is None else other
        by_roster = self._by_holder(monitored, voice, on)
        if by_roster is not None and by_roster.part is not Part.OTHER:
            return by_roster
        return inferred or other or by_roster

    def _by_holder(self, monitored: Monitored, voice: Voice, on: str | None) -> Match | None:
        """Through whoever the roster gives an office of the state; the first who answers for it, else the first."""
        other: Match | None = None
        for person in self._people[id(monitored)]:
            match = self._person(person, voice, on)
            if match is None or not _in_office(person, on):
                continue
            position = person.position if person.position is not None else ""
            why = f"{person.name}, by the roster {position} of {monitored.name}"
            told = phrases.of_state(f"{position} of {monitored.name}", (monitored.name,))
            if told is not None and told.part is Part.VOICE:
                return Match(Part.VOICE, why, match.joint, match.doubt)
            other = other or Match(Part.OTHER, why, match.joint, match.doubt)
        return other

    def _belongs(self, person: Monitored, state: Monitored) -> bool:
        return person.state is not None and phrases.bare(person.state) in {
            phrases.bare(name) for name in self.names(state)
        }

    def _names_of(self, state: str | None) -> tuple[str, ...]:
        if state is None:
            return ()
        known = self._states.get(phrases.bare(state))
        return (state,) if known is None else self.names(known)

    # --- people ------------------------------------------------------------------------------------------------------

    def _person(self, monitored: Monitored, voice: Voice, on: str | None) -> Match | None:
        if (match := self._by_name(monitored, voice)) is not None:
            return self._unless_anothers(monitored, voice, match, on)
        if monitored.position is None or not voice.nameless or not _in_office(monitored, on):
            return None
        match = self._office(monitored, monitored.position, voice)
        if match is None:
            return self._by_report(monitored, voice, on)
        others = [one.name for one in self._also_in_office(monitored, on)]
        if not others:
            return match
        return replace(match, doubt=f"the roster gives the office on that day to {' and '.join(others)} too")

    def _by_report(self, monitored: Monitored, voice: Voice, on: str | None) -> Match | None:
        """Perhaps by an office that nothing says whose it is, where the report names this holder of it and no other."""
        named = [one for one in self._people_of(voice) if _in_office(one, on) and _holds(one, voice)]
        if named != [monitored]:
            return None
        phrase = next(each for each in voice.phrases if _holds(monitored, replace(voice, phrases=(each,))))
        why = f"“{phrase}”, and the report names {monitored.name}"
        return Match(Part.SELF, why, doubt="the report doesn't say whose office it is")

    def _people_of(self, voice: Voice) -> list[Monitored]:
        """Those of the roster whom the report names."""
        told = {phrases.bare(name) for name in voice.beside}
        people = (one for one in self._roster if one.kind is ActorKind.PERSON)
        return [one for one in people if any(phrases.bare(name) in told for name in self.names(one))]

    def _unless_anothers(self, monitored: Monitored, voice: Voice, match: Match, on: str | None) -> Match | None:
        """A match by name, None where the words in this place are another's whom the case takes for the same.

        Whoever held an office and who holds it after are easily taken for one: both are "the chief of police".
        """
        if voice.signed or match.part is Part.VOICE:
            return match
        if self._by_name(monitored, Voice(voice.words, (voice.words,))) is not None:
            return match
        head = _FURTHER.split(voice.words, maxsplit=1)[0]  # without "who took office on 3 November"
        person = voice.actor is not None and voice.actor.kind is ActorKind.PERSON
        named = person and _NAMED.search(head) is not None and not phrases.is_office_alone(head)
        if named and self._is_anothers_name(monitored, head):
            if any(self._by_name(one, Voice(head, (head,))) for one in self._people_but(monitored)):
                return None
            return replace(match, doubt="the case takes whoever is named here for the same person as this one")
        if named or not phrases.is_office_alone(head) or _in_office(monitored, on):
            return match
        for one in self._people_but(monitored):
            if _in_office(one, on) and self._by_name(one, voice) is not None:
                return None
        return replace(match, doubt="on that day the office wasn't this person's any more, or not yet")

    def _is_anothers_name(self, monitored: Monitored, words: str) -> bool:
        """Whether words share no name with somebody, however it is spelt."""
        own = {phrases.folded(token) for name in self.names(monitored) for token in _TOKEN.findall(name)}
        told = {phrases.folded(token) for token in _TOKEN.findall(words) if token[0].isupper()}
        return not any(_is_alike(one, other) for one in told - _TITLES for other in own - _TITLES)

    def _people_but(self, monitored: Monitored) -> list[Monitored]:
        return [one for one in self._roster if one.kind is ActorKind.PERSON and one is not monitored]

    def _also_in_office(self, monitored: Monitored, on: str | None) -> list[Monitored]:
        return [
            one
            for one in self._people_but(monitored)
            if one.position == monitored.position and one.state == monitored.state and _in_office(one, on)
        ]

    def _by_name(self, monitored: Monitored, voice: Voice) -> Match | None:
        for name in self.names(monitored):
            for number, phrase in enumerate(voice.phrases):
                if (told := phrases.of_person(phrase, name)) is not None:
                    return _person_match(told, name, joint=voice.signed or (told.joint and number == 0))
        surname = monitored.name.split()[-1]
        if len(monitored.name.split()) < 2 or self._shared(surname, monitored):
            return None
        for number, phrase in enumerate(voice.phrases):
            told = phrases.of_person(phrase, surname)
            if told is None or any(_is_anothers(text, surname, monitored.name) for text in (phrase, *voice.names)):
                continue
            return _person_match(told, surname, joint=voice.signed or (told.joint and number == 0))
        return None

    def _shared(self, surname: str, monitored: Monitored) -> bool:
        return self._surnames[surname] - (monitored.kind is ActorKind.PERSON) > 0

    def _office(self, monitored: Monitored, position: str, voice: Voice) -> Match | None:
        """By the office alone: "Aldmark's foreign minister"."""
        wanted = phrases.portfolio(position)
        for phrase in voice.phrases:
            if phrases.holds_any(phrase, "person"):
                continue
            told = phrases.of_state(phrase, self._names_of(monitored.state))
            if told is None and not _names_area(phrase, position):
                continue
            if wanted and wanted <= phrases.portfolio(phrase) and len(phrases.portfolio(phrase) - wanted) < 4:
                why = f"“{phrase}”, the office that the roster gives to {monitored.name}"
                why += _INFERRED if voice.infers(phrase) else ""
                return Match(Part.SELF, why, told is not None and told.joint)
        return None

    # --- organisations and bodies ------------------------------------------------------------------------------------

    def _body(self, monitored: Monitored, voice: Voice) -> Match | None:
        for phrase in voice.phrases:
            told = phrases.of_body(phrase, self.names(monitored))
            if told is None:
                continue
            if monitored.kind is ActorKind.STATE_BODY and monitored.state is not None:
                elsewhere = phrases.of_state(phrase, self._names_of(monitored.state))
                if elsewhere is None and phrases.bare(phrase) not in {
                    phrases.bare(name) for name in self.names(monitored)
                }:
                    continue
            return Match(told.part, _because(told, monitored), told.joint or voice.signed)
        return None


def _because(told: Told, monitored: Monitored) -> str:
    if told.part is Part.SELF:
        return f"“{told.phrase}”"
    if told.part is Part.VOICE:
        return f"“{told.phrase}”, who answers for {monitored.name}"
    return f"“{told.phrase}”: of {monitored.name}, but its government's answer it is not"


def _person_match(told: Told, name: str, *, joint: bool) -> Match:
    if told.part is Part.SELF:
        return Match(Part.SELF, f"named as “{name}”", joint)
    return Match(Part.VOICE, f"“{told.phrase}”, in the name of {name}", joint)


def _is_anothers(text: str, surname: str, full: str) -> bool:
    """Whether a surname is told with another given name than the monitored person's."""
    own = {phrases.folded(token) for token in _TOKEN.findall(full)}
    tokens = _TOKEN.findall(text)
    for before, token in pairwise(tokens):
        if phrases.bare(token) == phrases.folded(surname) and before[0].isupper():
            key = phrases.folded(before).rstrip(".")
            if key not in own and key not in _TITLES and not any(name.startswith(key) for name in own if len(key) == 1):
                return True
    return False


def _is_alike(one: str, other: str) -> bool:
    return one == other or ratio(one, other) >= _ALIKE


def _holds(monitored: Monitored, voice: Voice) -> bool:
    """Whether a phrase of a voice is somebody's office, as far as it goes: "the minister" of a foreign minister."""
    wanted = phrases.portfolio(monitored.position or "")
    told = [phrases.portfolio(phrase) for phrase in voice.phrases]
    return bool(wanted) and any(each and each <= wanted for each in told)


def _names_area(phrase: str, position: str) -> bool:
    """Whether a regional office's phrase names its region: "governor of Seld"."""
    proper = [word for word in position.split() if word[0].isupper()]
    return bool(proper) and all(word.casefold() in phrase.casefold() for word in proper)


def _in_office(monitored: Monitored, on: str | None) -> bool:
    if on is None:
        return True
    day = date.fromisoformat(on[:10])
    first = None if monitored.first is None else date.fromisoformat(monitored.first)
    last = None if monitored.last is None else date.fromisoformat(monitored.last)
    return (first is None or first <= day) and (last is None or day <= last)
