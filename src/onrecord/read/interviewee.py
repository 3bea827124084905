"""Transcripts with nothing but Q and A: who answers, where the text says so before the first question.

"Interview with Foreign Minister Marit Solane", "Ferenc Aldo spoke to …", "Witness: Mila Roshe". Narrow on purpose:
words are put into somebody's mouth by it. One name in full, and no other candidate, or nobody.
"""

import re

from onrecord.names.people import person_name
from onrecord.records import Span

# Characters before the first turn that are looked through.
_LOOK = 3_000
_CAPITALISED = r"(?:[A-ZÀ-ÞĀ-Ž][\w.-]*(?:[’'](?!s\b)[\w-]+)*|al-\w+)"
_NAME = (
    rf"(?P<name>{_CAPITALISED}(?:[ \xa0](?:(?:de|da|del|di|du|van|von|der|den|bin|bint|ibn|al|el|la|le)[ \xa0])*"
    rf"{_CAPITALISED}){{1,5}})"
)
# Small words, and states, that tell what somebody is: "the foreign minister of Ferrand, ".
_WHAT = rf"(?:(?:the|our|former|a|an)[ ])?(?:[a-z’'-]+[ ]|(?:of|for)[ ](?:the[ ])?{_CAPITALISED},?[ ]|[a-z’'-]+,[ ])*?"
_KINDS = (
    r"(?:[Ii]nterview|[Cc]onversation|Q[ ]?&[ ]?A|[Qq]uestions?|[Qq]uestion and answer|[Ee]xamination|"
    r"[Cc]ross-examination|[Dd]eposition|[Tt]estimony|[Tt]alk)"
)
_WITH = re.compile(rf"\b{_KINDS}[ ](?:with|of|to|for)[ ](?P<what>{_WHAT}){_NAME}")
_SPOKE = re.compile(
    rf"{_NAME}(?:,[^.,\n]{{1,80}},)?[ ](?:spoke|speaks|talked|talks|sat down|answered|answers|replied|replies)[ ]"
    r"(?:to|with|our|questions|about)\b"
)
_FIELD = re.compile(rf"^[ \t]*(?:Witness|Interviewee|Guest|Deponent)[ ]?:[ \t]+{_NAME}", re.MULTILINE)
# It is somebody of his: "an interview with the brother of …", "with Ilsa Marenko’s brother"; or there are two.
_OWNED_BEFORE = re.compile(r"\b(?:of|for|about|on|by|from|to|than|against)[ ]$")
_OWNED_BEHIND = re.compile(r"['’]|[ ](?:and|&)[ ][A-ZÀ-ÞĀ-Ž]|,[ ][A-Z][\w’'.-]*(?:[ ][A-Z][\w’'.-]*)*[ ]and[ ][A-Z]")


def interviewee(text: str, before: int) -> Span | None:
    """The name of who answers, told before the first turn; None where it isn't told, or not for certain.

    Args:
        text: of the report.
        before: where the first turn begins.
    """
    head = text[max(0, before - _LOOK) : before]
    base = max(0, before - _LOOK)
    found: dict[str, Span] = {}
    for pattern in (_WITH, _SPOKE, _FIELD):
        for match in pattern.finditer(head):
            start, end = match.span("name")
            end = start + len(head[start:end].rstrip("."))
            named = person_name(head[start:end])
            owned = pattern is _WITH and match["what"] and _OWNED_BEFORE.search(match["what"])
            if named is None or not named.full or owned or _OWNED_BEHIND.match(head, end):
                continue
            found.setdefault(named.surname, Span(start, end).shifted(base))
    return next(iter(found.values())) if len(found) == 1 else None
