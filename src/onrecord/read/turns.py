"""Transcripts: who has the floor, and which question an answer answers.

A turn begins on a line of its own with the speaker's name and a colon ("MS. ASTRIDGE: …", "Q: …"). That is typography,
so rules read it; what is said within a turn the model reads.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.records import Span

_TURN = re.compile(
    r"^[ \t]*(?P<name>(?:Q|A|QUESTION|ANSWER)|"
    r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Sen|Rep|Gen|Col|Prof)\.? )?"
    r"[A-Z](?:[A-Z’'.\-]|[ \t](?=[A-Z(]))+(?: ?\([^)\n]{1,60}\))?)"
    r"(?P<colon>[:.]—?|:)(?=[ \t\n])",
    re.MULTILINE,
)
_YES = re.compile(
    r"^(?:yes|yeah|i do|i did|i have|i was|that is (?:right|correct|so|true)|correct|it is|we did|we have|indeed)\b"
    r"(?! not)",
    re.I,
)
_NO = re.compile(
    r"^(?:no|never|not (?:even )?once|i (?:did|have|do|was|had|will) not|"
    r"i (?:didn|haven|don|wasn|hadn|won)['’]t|we (?:did|have|had) not|neither)\b",
    re.I,
)
_SENTENCE_END = re.compile(r"[.?!]+[”\"’)]*\s+")

# Fewer lines than this that look like turns may be a list or a form.
LEAST = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch: name, the colon, and what is said."""

    name: Span
    colon: Span
    words: Span


@dataclass(frozen=True, slots=True)
class Answer:
    """A yes or no, and the question it answers.

    Attributes:
        turn: index of the answering turn.
        question: span of the question's sentence, in the turn before.
        yes: whether it says yes.
    """

    turn: int
    question: Span
    yes: bool


def turns(text: str) -> list[Turn]:
    """The turns of a transcript; empty where the text is none."""
    found = [m for m in _TURN.finditer(text) if m["colon"].startswith(":") or m["name"].isupper()]
    if len(found) < LEAST:
        return []
    out = []
    for match, following in zip(found, [*found[1:], None], strict=True):
        start, end = match.end(), len(text) if following is None else following.start()
        body = text[start:end]
        start += len(body) - len(body.lstrip())
        end -= len(body) - len(body.rstrip())
        if start < end:
            out.append(Turn(Span(*match.span("name")), Span(*match.span("colon")), Span(start, end)))
    return out


def answers(text: str, found: list[Turn]) -> Iterator[Answer]:
    """Turns that begin with a plain yes or no right after a turn that ends in a question."""
    for index in range(1, len(found)):
        asked, said = found[index - 1].words, found[index].words
        question = text[asked.start : asked.end]
        if not question.rstrip('”"’) ').endswith("?"):
            continue
        opening = text[said.start : said.start + 40]
        yes, no = _YES.match(opening), _NO.match(opening)
        if bool(yes) == bool(no):
            continue
        begin = 0
        for end in _SENTENCE_END.finditer(question):
            begin = end.end() if end.end() < len(question) else begin
        yield Answer(index, Span(asked.start + begin, asked.end), bool(yes))
