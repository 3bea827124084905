"""Other words for somebody whom a report names: as news style varies them, and as a lead announces them.

"The 22-year-old" is the one whose age the text tells; "the former minister" somebody named just before; "a rights group
said" in a lead is the group that the next sentences name as speaking.
"""

import re
from collections.abc import Mapping

from onrecord.records import EntityType
from onrecord.resolve.mentions import Form, Mention, words_of_kind
from onrecord.resolve.referents import Referent
from onrecord.resolve.timeline import Timeline

_AGED = re.compile(r"(\d{1,3})-year-old")
_AGE_BEFORE = re.compile(r"(\d{1,3})-year-old(?: [\w-]+){0,4} ?$")
_AGE_BEHIND = re.compile(r"(?:,| \() ?(?:aged )?(\d{1,3})(?:,|\)| ?years old)")
_LOOK = 60
_FORMER = frozenset({"former", "ex", "late", "then"})
# Sentences back within which "the former minister" finds whom it means.
JUST_NAMED = 2
# A lead is so many sentences; whom it announces speaks under a name within so many more.
LEAD, SOON = 4, 8
_ANY_BODY = frozenset("organisation organization group watchdog ngo charity body association".split())


class Variations:
    """Finds, for descriptions of one report, whom they stand for in other words.

    Args:
        timeline: the mentions.
        synonyms: nouns by those that stand for the same.
    """

    def __init__(self, timeline: Timeline, synonyms: Mapping[str, str]) -> None:
        self._timeline = timeline
        self._synonyms = synonyms
        self._ages: dict[int, set[str]] | None = None

    def aged(self, mention: Mention) -> Referent | None:
        """The only person named before of whom the text tells that age: "The 22-year-old"."""
        told = [match[1] for word in (mention.head, *mention.modifiers) if (match := _AGED.fullmatch(word)) is not None]
        if not told or not mention.definite or mention.plural:
            return None
        if self._ages is None:
            self._ages = self._told_ages()
        fit = [
            referent
            for referent in self._timeline.referents
            if told[0] in self._ages.get(id(referent), ()) and referent.first < mention.span.start
        ]
        return fit[0] if len(fit) == 1 else None

    def former(self, mention: Mention) -> Referent | None:
        """The person named just before: "The former envoy"; nobody where two were."""
        if mention.plural or not mention.definite or mention.type is not EntityType.PERSON:
            return None
        if not mention.modifiers & _FORMER:
            return None
        fit = [
            referent
            for referent, _ in self._timeline.candidates(mention, JUST_NAMED)
            if referent.type is EntityType.PERSON
            and referent.names
            and (not mention.gender or referent.gender in (None, mention.gender))
        ]
        return fit[0] if len(fit) == 1 else None

    def announced(self, mention: Mention) -> Referent | None:
        """Who speaks under a name soon after a lead in which an unnamed one of the same kind speaks."""
        if not mention.speaks or mention.plural or mention.sentence >= LEAD or _says_the(mention):
            return None
        fit: list[Referent] = []
        for other in self._timeline.after(mention.span.end, 40):
            referent = other.referent
            if other.sentence - max(mention.sentence, LEAD - 1) > SOON:
                break
            if not isinstance(referent, Referent) or not other.speaks or other.form is not Form.NAME:
                continue
            if referent.first > mention.span.start and self._is_announced(mention, referent) and referent not in fit:
                fit.append(referent)
        return fit[0] if len(fit) == 1 else None

    def _is_announced(self, mention: Mention, referent: Referent) -> bool:
        words = {word.lower() for name in referent.names for word in name.split()}
        heads = {self._head(description.head) for description in referent.descriptions if description.head not in words}
        person = mention.type is EntityType.PERSON
        if person != (referent.type is EntityType.PERSON) or referent.type is EntityType.PLACE:
            return False
        if self._head(mention.head) in heads:
            return not mention.gender or referent.gender in (None, mention.gender)
        if person or referent.type is not EntityType.ORGANIZATION or mention.head not in _ANY_BODY:
            return False
        return not words & words_of_kind("state_body_nouns") and (not heads or bool(heads & _ANY_BODY))

    def _head(self, noun: str) -> str:
        return self._synonyms.get(noun, noun)

    def _told_ages(self) -> dict[int, set[str]]:
        text = self._timeline.article.text
        found: dict[int, set[str]] = {}
        for referent in self._timeline.referents:
            if referent.type is not EntityType.PERSON:
                continue
            for mention in referent.mentions:
                if mention.name is None:
                    continue
                start, end = mention.name
                before = _AGE_BEFORE.search(text, max(0, start - _LOOK), start)
                behind = _AGE_BEHIND.match(text, end, end + _LOOK)
                found.setdefault(id(referent), set()).update(m[1] for m in (before, behind) if m is not None)
        return found


def _says_the(mention: Mention) -> bool:
    """Whether a description is definite by an article or a demonstrative; "his lawyer" may still be announced."""
    return mention.definite and mention.owner is None and not mention.modifiers & _OWNERS


_OWNERS = frozenset("his her its their our my".split())
