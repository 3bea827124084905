"""What the writers share: stretches written from right to left, runs of notes, levels of headings."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

# Hebrew, Arabic and their neighbours; the supplementary planes' as well. Spaces and marks between such letters go with
# them, or a page would tear a phrase apart.
_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_LETTERS}](?:[{_LETTERS}\u0300-\u036f\u200c\u200d\\s\"'.,:;-]*[{_LETTERS}])?")

LISTED = 20
"""Sections within a section that the contents list, at most."""

# As many notes in a row, and more, are told as from the first to the last.
RUN = 4


def stretches(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is written from right to left."""
    position = 0
    for match in _RIGHT_TO_LEFT.finditer(text):
        if match.start() > position:
            yield text[position : match.start()], False
        yield match[0], True
        position = match.end()
    if position < len(text):
        yield text[position:], False


def note_runs(notes: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in a row as their first and last, where there are enough of them; else each by itself."""
    runs: list[list[int]] = [[number] for number in notes[:1]]
    for before, number in pairwise(notes):
        if number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told: list[tuple[int, int]] = []
    for run in runs:
        told.extend([(run[0], run[-1])] if len(run) >= RUN else [(number, number) for number in run])
    return told


def short_digest(sha256: str) -> str:
    """As much of a digest as names an original in a note."""
    return sha256[:16]


def marked(quotation: str) -> str:
    """A note's quotation in quotation marks, unless it has some of its own: its characters stay as they are."""
    return quotation if any(mark in quotation for mark in '“”"') else f"“{quotation}”"
