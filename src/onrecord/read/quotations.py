"""Quotations that two attributions claim: the tail of one speaker's is not the next one's.

“… wrote it all down.” Vel told us that …: the reader at times lets what Vel told begin within the quotation before.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import Attribution, Span

# Within one paragraph; an opening mark that nothing closes runs to the paragraph's end.
_QUOTED = re.compile(r"“(?:(?!\n\s*\n)[^”])*(?:”|(?=\n\s*\n)|\Z)|\"(?:(?!\n\s*\n)[^\"])*(?:\"|(?=\n\s*\n)|\Z)")
_EDGE = " \n\t.,;:"


def without_others_words(text: str, attributions: Sequence[Attribution], *, offset: int = 0) -> list[Attribution]:
    """The attributions, with the ends of quotations that are wholly another's cut from the beginnings of contents.

    Args:
        text: of the stretch.
        attributions: their spans count from `offset` before the stretch.
        offset: where the stretch begins.
    """
    quoted = [Span(*match.span()) for match in _QUOTED.finditer(text)]
    starts = [span.start for span in quoted]
    owners: dict[Span, set[int]] = {}
    local = [[piece.shifted(-offset) for piece in a.content] for a in attributions]
    for k, pieces in enumerate(local):
        for piece in pieces:
            for span in quoted[max(0, bisect_right(starts, piece.start + 1) - 1) : bisect_right(starts, piece.end)]:
                if piece.start <= span.start + 1 and span.end - 1 <= piece.end:
                    owners.setdefault(span, set()).add(k)
    out = []
    for k, attribution in enumerate(attributions):
        kept: list[Span] = []
        for piece in local[k]:
            at = bisect_right(starts, piece.start) - 1
            if at < 0:
                kept.append(piece)
                continue
            span = quoted[at]
            tail = span.start + 1 < piece.start < span.end - 1 <= piece.end
            if tail and owners.get(span, set()) - {k}:
                rest = Span(span.end, max(span.end, piece.end))
                words = rest.of(text)
                start = rest.start + len(words) - len(words.lstrip(_EDGE))
                if start < rest.end:
                    kept.append(Span(start, rest.end))
            else:
                kept.append(piece)
        changed = kept and kept != local[k]
        out.append(replace(attribution, content=tuple(p.shifted(offset) for p in kept)) if changed else attribution)
    return out
