"""Transcripts: who has the floor.

A turn begins on a line of its own with the speaker's name and a colon ("MS. ASTRIDGE: …", "Q: …"). That is typography,
so rules read it; what is said within a turn the model reads. The rule is narrow on purpose: headings, labels of a form
and numbered sections look like names.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from onrecord.read.interviewee import interviewee
from onrecord.read.speakers import Sort, labels
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

# What is said to somebody, in the first characters of a turn.
_LOOK = 1_500
_TO_SOMEBODY = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Yy]ou|[Yy]ours?|[Yy]ourself)\b|\?")
_WE = re.compile(r"\b(?:we|us|our|ours)\b", re.I)
_OPENING = re.compile(
    r"\W*(?:yes|no|yeah|nope|thanks?|good (?:morning|afternoon|evening|day)|order|welcome|hello|hi|sorry|please|well|"
    r"indeed|absolutely|of course|correct|certainly|exactly|right|never|not at all|perhaps|maybe)\b",
    re.I,
)
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
_ENDED = re.compile(r"[.?!…—–-][”\"’')\]*_]*$")
# The share of turns that are said to somebody, at least: where roles, titles or numbers mark half of the labels; where
# they are names; where they are single words that the text tells nothing of. Chosen on the texts of
# tests/read/test_speakers.py.
_LEAST_MARKED, _LEAST_NAMED, _LEAST_BARE = 0.3, 0.45, 0.75

_ANSWERS = frozenset({"A", "ANSWER"})

# Fewer lines than this that look like turns may be a list or a form.
LEAST = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch.

    Attributes:
        name: who speaks, as the line has it.
        words: what is said.
        speaker: who "A" is, where the text tells it before the first question.
    """

    name: Span
    colon: Span
    words: Span
    speaker: Span | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that begins a turn: where it begins, who speaks, and where what is said begins."""

    start: int
    name: Span
    colon: Span
    body: int
    speaker: str


def turns(text: str) -> list[Turn]:
    """The turns of a transcript; empty where the text is none."""
    found = max(_in_capitals(text), _labelled(text), key=len)
    if not found:
        return []
    bodies = [(line.body, after.start) for line, after in pairwise(found)]
    # what follows the last turn need not belong to it: it is as long as the longest before, in paragraphs
    paragraphs = max(len(_BLANK.findall(text[s:e].strip())) for s, e in bodies)
    last, end = found[-1].body, len(text)
    lead = len(text[last:]) - len(text[last:].lstrip())
    for count, blank in enumerate(_BLANK.finditer(text, last + lead)):
        if count == paragraphs:
            end = blank.start()
            break
    out = []
    who = interviewee(text, found[0].start) if any(line.speaker in _ANSWERS for line in found) else None
    for line, (start, stop) in zip(found, [*bodies, (last, end)], strict=True):
        body = text[start:stop]
        start += len(body) - len(body.lstrip())
        stop -= len(body) - len(body.rstrip())
        if start < stop:
            speaker = who if line.speaker in _ANSWERS else None
            out.append(Turn(line.name, line.colon, Span(start, stop), speaker))
    return out


def _in_capitals(text: str) -> list[_Line]:
    """Lines that begin with a name in capitals, Q or A; none where they aren't talk."""
    found = [m for m in _TURN.finditer(text) if _speaker(m) not in _LABELS]
    if not _is_talk([_speaker(m) for m in found]):
        return []
    out = []
    for match in found:
        name, colon = ("name", "colon") if match["name"] else ("dotted", "stop")
        out.append(
            _Line(match.start(), Span(*match.span(name)), Span(*match.span(colon)), match.end(), _speaker(match))
        )
    return out


def _labelled(text: str) -> list[_Line]:
    """Lines that begin with a label in small letters or capitals; none where they aren't talk.

    Headings, fields of a form and papers in a review look like names. So the labels must change and come back as those
    of a talk do, and what follows them must be said to somebody: "I", "you", a question, a greeting.
    """
    found = list(labels(text))
    if len(found) < LEAST:
        return []
    spoken = [text[one.body : after.start] for one, after in pairwise(found)]
    spoken.append(text[found[-1].body : found[-1].body + _LOOK])
    surnames = Counter(_surname(one.speaker) for one in found)
    first = next((k for k, one in enumerate(found) if surnames[_surname(one.speaker)] > 1), len(found))
    kept = [
        k
        for k, (one, said) in enumerate(zip(found, spoken, strict=True))
        if (surnames[_surname(one.speaker)] > 1 or one.sort > Sort.BARE)
        # before the first who speaks again stand "Witness: The Hon. …" and other lines of a title page
        and (k >= first or _addresses(said) > 0)
    ]
    if not _is_talk([found[k].speaker for k in kept]):
        return []
    marked = sum(found[k].sort is Sort.MARKED for k in kept)
    addressed = sum(_addresses(spoken[k]) for k in kept)
    prose = sum(_ENDED.search(spoken[k].rstrip()) is not None for k in kept)
    least = _LEAST_MARKED if 2 * marked >= len(kept) else _LEAST_NAMED
    if addressed < least * len(kept) or 2 * prose < len(kept):
        return []
    bare = {found[k].speaker for k in kept if found[k].sort is Sort.BARE}
    if 2 * sum(found[k].sort is Sort.BARE for k in kept) >= len(kept):
        asked = any(spoken[k].rstrip().endswith("?") for k in kept)
        if not all(_named_in(text, name) for name in bare) and not (asked and addressed >= _LEAST_BARE * len(kept)):
            return []
    return [_Line(one.start, one.name, one.colon, one.body, one.speaker) for one in (found[k] for k in kept)]


def _addresses(said: str) -> float:
    """Whether a body is said to somebody; half where only "we" tells it, as organisations write of themselves."""
    said = said[:_LOOK]
    if not said.lstrip().startswith(("“", '"')):
        said = _QUOTED.sub(" ", said)
    if _TO_SOMEBODY.search(said) or _OPENING.match(said):
        return 1.0
    return 0.5 if _WE.search(said) else 0.0


def _named_in(text: str, speaker: str) -> bool:
    """Whether the text names somebody so, with a title or another name before it."""
    return re.search(rf"\b[A-ZÀ-Þ][\w.’'-]* (?i:{re.escape(speaker)})\b", text) is not None


def _surname(speaker: str) -> str:
    return speaker.rsplit(maxsplit=1)[-1]


def _speaker(match: re.Match[str]) -> str:
    name: str = match["name"] or match["dotted"]
    return name.partition("(")[0].strip().replace("’", "'").upper()


def _is_talk(speakers: list[str]) -> bool:
    """Whether two or more have the floor, and somebody gets it back; most turns are theirs who speak again."""
    if len(speakers) < LEAST:
        return False
    surnames = [_surname(name) for name in speakers]
    again = Counter(surnames)
    last: dict[str, int] = {}
    returns = set()
    for index, name in enumerate(surnames):
        if last.get(name, index) < index - 1:
            returns.add(name)
        last[name] = index
    return len(again) > 1 and bool(returns) and 2 * sum(again[name] for name in returns) >= len(surnames)
