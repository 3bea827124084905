"""Transcripts: who has the floor.

A turn begins on a line of its own with the speaker's name and a colon ("MS. ASTRIDGE: …", "Q: …"). That is typography,
so rules read it; what is said within a turn the model reads. The rule is narrow on purpose: headings, labels of a form
and numbered sections look like names.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from onrecord.records import Span

_TITLE = (
    r"(?:(?:The|Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Sen|Senator|Rep|Representative|Gen|General|Col|Colonel|Prof|Professor|"
    r"Chairman|Chairwoman|Chair|Minister|Secretary|Ambassador)\.?[ ])"
)
_UPPER = r"[A-Z](?:[A-Z’'.\-]|[ \t](?=[A-Z(])){1,60}"
_TURN = re.compile(
    rf"^[ \t]*+(?:(?P<name>Q|A|QUESTION|ANSWER|{_TITLE}?{_UPPER}(?:[ ]?\([^)\n]{{1,60}}\))?)(?P<colon>:—?)|"
    # a full stop only where nothing else can be meant: "U.S." and "III." begin lines of news too
    rf"(?P<dotted>Q|A|{_TITLE}[A-Z][A-Z’'\-]+)(?P<stop>\.))(?=[ \t\n])",
    re.MULTILINE,
)
# Labels of articles and forms, which stand where a speaker's name would.
_LABELS = frozenset(
    "ABSTRACT|ACTION|AGE|ANALYSIS|BACKGROUND|BREAKING|BREAKING NEWS|BY|CASE|CAUSE|CHARGE|CHARGES|CLAIM|CONCLUSION|"
    "CONTACT|CORRECTION|COUNTRY|DATE|DESCRIPTION|DETAILS|EDITOR'S NOTE|EXCLUSIVE|FACT|FACT CHECK|FILE|FROM|FULL TEXT|"
    "GENDER|INCIDENT|LATEST|LIVE|LOCATION|MORE|NAME|NAMES|NB|NOTE|NOTES|OPINION|PERPETRATOR|PERPETRATORS|PHOTO|PHOTOS|"
    "PLACE|READ|READ ALSO|READ MORE|RECOMMENDATION|RECOMMENDATIONS|RELATED|RESULT|SEE ALSO|SEX|SOURCE|SOURCES|STATUS|"
    "SUBJECT|SUMMARY|TIME|TO|TYPE|UPDATE|UPDATED|VERDICT|VICTIM|VICTIMS|VIDEO|WARNING|WATCH|WITNESSES".split("|")
)
_BLANK = re.compile(r"\n[ \t\r]*\n")

# Fewer lines than this that look like turns may be a list or a form.
LEAST = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch: name, the colon, and what is said."""

    name: Span
    colon: Span
    words: Span


def turns(text: str) -> list[Turn]:
    """The turns of a transcript; empty where the text is none."""
    found = [m for m in _TURN.finditer(text) if _speaker(m) not in _LABELS]
    if not _is_talk([_speaker(m) for m in found]):
        return []
    bodies = [(m.end(), after.start()) for m, after in pairwise(found)]
    # what follows the last turn need not belong to it: it is as long as the longest before, in paragraphs
    paragraphs = max(len(_BLANK.findall(text[s:e].strip())) for s, e in bodies)
    last, end = found[-1].end(), len(text)
    lead = len(text[last:]) - len(text[last:].lstrip())
    for count, blank in enumerate(_BLANK.finditer(text, last + lead)):
        if count == paragraphs:
            end = blank.start()
            break
    out = []
    for match, (start, stop) in zip(found, [*bodies, (last, end)], strict=True):
        body = text[start:stop]
        start += len(body) - len(body.lstrip())
        stop -= len(body) - len(body.rstrip())
        if start < stop:
            name, colon = ("name", "colon") if match["name"] else ("dotted", "stop")
            out.append(Turn(Span(*match.span(name)), Span(*match.span(colon)), Span(start, stop)))
    return out


def _speaker(match: re.Match[str]) -> str:
    name: str = match["name"] or match["dotted"]
    return name.partition("(")[0].strip().replace("’", "'").upper()


def _is_talk(speakers: list[str]) -> bool:
    """Whether two or more have the floor, and somebody gets it back; most turns are theirs who speak again."""
    if len(speakers) < LEAST:
        return False
    surnames = [name.rsplit(maxsplit=1)[-1] for name in speakers]
    again = Counter(surnames)
    last: dict[str, int] = {}
    returns = set()
    for index, name in enumerate(surnames):
        if last.get(name, index) < index - 1:
            returns.add(name)
        last[name] = index
    return len(again) > 1 and bool(returns) and 2 * sum(again[name] for name in returns) >= len(surnames)
