"""Whose office is meant where a report says "the president" and no more."""

import re

from onrecord.records import EntityType, Reading, Span
from onrecord.resolve.gazetteer import Kind
from onrecord.resolve.mentions import Mention
from onrecord.resolve.office_owners import names_state
from onrecord.resolve.place_names import mentions
from onrecord.resolve.rosters import Roster
from onrecord.resolve.tables import table

_WORD = re.compile(r"[A-ZÀ-Þ][\w-]+")


class Home:
    """The states that a report names, its publisher's name included.

    Args:
        roster: what was imported; it may know states that the tables lack.
        reading: of the report; places within its people's names are none.
    """

    def __init__(self, roster: Roster, reading: Reading) -> None:
        self._roster = roster
        text = reading.report.text
        persons = sorted(entity.span for entity in reading.entities if entity.type is EntityType.PERSON)
        self._named = _named(text, persons, roster.states())
        publisher = reading.report.publisher
        self._publishers = set() if publisher is None else set(_named(publisher, [], roster.states()))

    def of(self, mention: Mention, title: str) -> str | None:
        """The state whose office a mention is that doesn't say so; None where it can't be told.

        A report that names one state speaks of that state's offices, once it has named it. Where it names several, and
        where it names the only one after the office, as what the office-holder speaks about, nobody can tell.
        """
        states = set(self._named) | self._publishers
        unsaid = table("positions")["state_if_unsaid"].get(title)
        if unsaid is not None:
            return unsaid if self._is_unsaid(title, unsaid, states) else None
        if len(states) != 1:
            return None
        (state,) = states
        first = self._named.get(state)
        return state if first is not None and first < mention.span.start else None

    def _is_unsaid(self, title: str, unsaid: str, states: set[str]) -> bool:
        """Whether a title that elsewhere tells more is the one state's that it is usual for."""
        if states & set(table("positions")["secretaries_of_state"]) and unsaid not in states:
            return False
        rivals = {t.office.state for t in self._roster.tenures if t.office.title == title}
        return not (rivals - {unsaid}) & states


def _named(text: str, persons: list[Span], states: tuple[str, ...]) -> dict[str, int]:
    """States that a text names, by name or adjective, each with where it does so first."""
    found: dict[str, int] = {}
    for place in mentions(text, Span(0, len(text)), persons=persons):
        code = place.countries[0] if place.countries else None
        if code is None:
            code = next((c.country for c in place.candidates if c.kind is Kind.STATE), None)
        if code is not None:
            found.setdefault(code, place.span.start)
    if states:
        seen: dict[str, tuple[str, ...]] = {}
        for match in _WORD.finditer(text):
            word = match.group()
            if word not in seen:
                seen[word] = tuple(state for state in states if names_state(word, state))
            for state in seen[word]:
                found.setdefault(state, match.start())
        for state in states:
            if " " in state and (at := text.find(state)) >= 0:
                found.setdefault(state, at)
    return found
