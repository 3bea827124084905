"""Whether passages of a text are quotations."""

import re

from onrecord.weigh.words import Worded

_MARK = re.compile(r'["“”„«»\n]')
_NEARLY_ALL = 0.9


def quoted(worded: Worded, passages: list[tuple[int, int]]) -> bool:
    """Whether nearly all words of the passages stand between double quotation marks."""
    inside = total = 0
    text = worded.report.text
    for start, end in passages:
        total += end - start
        quoting = False
        place = text.rfind("\n", 0, worded.spans[start][0]) + 1
        for begins, ends in worded.spans[start:end]:
            for mark in _MARK.findall(text, place, begins):
                # Each paragraph of a long quotation opens it anew, and not every one closes it.
                quoting = mark in "“«„" or (mark == '"' and not quoting)
            place = ends
            inside += quoting
    return total > 0 and inside >= _NEARLY_ALL * total
