"""Interviews: questions in plain paragraphs, each answered by a quotation that names no speaker.

That layout is typography, as a transcript's turns are, so a rule reads it: the quotations are one person's, whom the
report is about. The rule is narrow on purpose. A quotation that goes on over paragraphs stands after another quotation,
and most articles ask nothing.
"""

import re
from itertools import pairwise

from onrecord.records import Span

# Fewer questions than this, or fewer that end in a question mark, are no interview.
LEAST, LEAST_ASKED = 3, 2
# What opens an answer, and stands for its cue.
MARKS = ("“", '"')
# Words of a question; a longer paragraph tells something.
_LONGEST = 30
_PARAGRAPH = re.compile(r"\S(?:(?!\n\s*\n).)*", re.DOTALL)
_ANSWER = re.compile(r"“[^”]*”|\"[^\"]*\"")
# Behind an answer a new sentence may tell more; a cue would go on in small letters.
_MORE = re.compile(r"\s*(?:\Z|[A-Z])")


def answers(text: str) -> list[Span]:
    """The quotations of an interview's answers; empty where the text is none."""
    paragraphs = [
        Span(match.start(), match.start() + len(match.group().rstrip())) for match in _PARAGRAPH.finditer(text)
    ]
    found: list[Span] = []
    asked = 0
    for before, paragraph in pairwise(paragraphs):
        question = before.of(text)
        answer = _ANSWER.match(text, paragraph.start, paragraph.end)
        if answer is None or not _MORE.match(text[answer.end() : paragraph.end]) or not _is_question(question):
            continue
        found.append(Span(*answer.span()))
        asked += question.endswith("?")
    return found if len(found) >= LEAST and asked >= LEAST_ASKED else []


def _is_question(paragraph: str) -> bool:
    """Whether a paragraph may be the interviewer's: short, a sentence, and nobody's quotation."""
    return len(paragraph.split()) <= _LONGEST and paragraph.endswith(("?", ".")) and not paragraph.startswith(MARKS)
