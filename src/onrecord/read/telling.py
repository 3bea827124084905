"""On whose word: how attributions nest, and which of them tells a finding.

An attribution whose content holds a finding mostly tells it, but not always: in "France condemned the killing" the
killing is presupposed, not told. And an account goes on beyond its content: a quotation over several sentences, "The
report also documents …", a paragraph that continues a speaker's account. So the head `told` scores whether somebody is
made responsible for a finding; the way in which the nearest attribution stands to it adds to that score.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.records import Force, Span

# Ways in which an attribution stands to a finding: its content holds it (by what the source does, or as a quotation),
# or its account is carried on to it (in a quotation, within the paragraph, from the paragraph before, from behind).
WAYS = ("quoted", *(force.value for force in Force), "carried_quoted", "carried", "carried_over", "carried_back")


@dataclass(frozen=True, slots=True)
class Telling:
    """What of an attribution matters here.

    Attributes:
        paragraph: of its cue.
        quoted: whether its content is a quotation.
        answers: whether the layout tells who speaks, where the text names nobody: an interview's answer.
        silent: whether its cue tells that somebody does not speak; then no account of his goes on.
    """

    anchor: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    paragraph: int
    quoted: bool
    force: Force
    silent: bool = False
    answers: bool = False


def extent(attribution: Telling) -> int:
    """Code points of content."""
    return sum(piece.end - piece.start for piece in attribution.content)


def is_known(attribution: Telling) -> bool:
    """Whether it is told who speaks."""
    return bool(attribution.source) or attribution.answers


class Tellers:
    """Answers, for findings of one text, which attributions tell them.

    Args:
        attributions: in order of their anchors.
        weights: what each of `WAYS` adds to the log-odds of `told`; chosen on dev by `training.tune`.

    Attributes:
        parents: for each attribution, the innermost other one whose content holds its anchor.
    """

    def __init__(self, attributions: Sequence[Telling], weights: Mapping[str, float]) -> None:
        self._attributions = attributions
        self._weights = weights
        self._starts = [a.anchor.start for a in attributions]
        self._pieces = _by_length((piece, k) for k, a in enumerate(attributions) for piece in a.content)
        self.parents = _without_loops([self._holding(a.anchor, but=k) for k, a in enumerate(attributions)])

    def of(self, trigger: Span, *, paragraph: int, quoted: bool, told: float) -> tuple[int, ...]:
        """Indices of the tellers from the innermost outward; empty: the report's own voice.

        Args:
            trigger: of the abuse or the response.
            paragraph: the trigger's paragraph.
            quoted: whether it stands in quotation marks.
            told: the model's log-odds that somebody is made responsible for it.
        """
        candidate = self._candidate(trigger, paragraph, quoted)
        if candidate is None or told + self._weights[candidate[1]] <= 0:
            return ()
        return self._chain(candidate[0])

    def _candidate(self, trigger: Span, paragraph: int, quoted: bool) -> tuple[int, str] | None:
        """The attribution that tells the trigger if any does, and the way it stands to it."""
        holding = self._holding(trigger)
        if holding is not None:
            return holding, "quoted" if quoted else self._attributions[holding].force.value
        return self._carried(trigger, paragraph, quoted)

    def _holding(self, trigger: Span, *, but: int | None = None) -> int | None:
        """The attribution with the least content of those whose content holds the trigger's first character."""
        best: tuple[int, int] | None = None
        at = trigger.start
        for longest, starts, pieces in self._pieces:
            for index in range(bisect_right(starts, at) - 1, bisect_right(starts, at - longest) - 1, -1):
                _, end, k = pieces[index]
                if end > at and k != but and not any(s.contains(trigger) for s in self._attributions[k].source):
                    size = (extent(self._attributions[k]), k)
                    best = size if best is None else min(best, size)
        return None if best is None else best[1]

    def _carried(self, trigger: Span, paragraph: int, quoted: bool) -> tuple[int, str] | None:
        """The attribution whose account is carried on, one whose source the text names before one without."""
        at = bisect_right(self._starts, trigger.start)
        before = [k for k in range(at - 1, max(-1, at - 12), -1) if not self._attributions[k].silent]
        behind = [k for k in range(at, min(len(self._attributions), at + 3)) if not self._attributions[k].silent]
        named_before, named_behind = ([k for k in near if is_known(self._attributions[k])] for near in (before, behind))
        found = self._nearest(named_before, named_behind, paragraph, quoted)
        return found or self._nearest(before, behind, paragraph, quoted)

    def _nearest(
        self, before: Iterable[int], behind: Iterable[int], paragraph: int, quoted: bool
    ) -> tuple[int, str] | None:
        """The nearest attribution of the paragraph, before the trigger first; else the last of the paragraph before."""
        for k, way in (*((k, "carried") for k in before), *((k, "carried_back") for k in behind)):
            if self._attributions[k].paragraph == paragraph:
                return k, "carried_quoted" if quoted else way
        for k in before:
            attribution = self._attributions[k]
            if paragraph - attribution.paragraph > (2 if quoted else 1):
                break
            if attribution.quoted or not quoted:
                return k, "carried_quoted" if quoted else "carried_over"
        return None

    def _chain(self, first: int) -> tuple[int, ...]:
        """An attribution and those around it; one whose source the text leaves out gives way to one that is named."""
        out = [first]
        while (parent := self.parents[out[-1]]) is not None:
            out.append(parent)
        named = [k for k in out if is_known(self._attributions[k])]
        return tuple(named or out)


def _without_loops(parents: list[int | None]) -> list[int | None]:
    for index in range(len(parents)):
        seen = {index}
        current = index
        while (parent := parents[current]) is not None:
            if parent in seen:
                parents[current] = None
                break
            seen.add(parent)
            current = parent
    return parents


def _by_length(found: Iterable[tuple[Span, int]]) -> list[tuple[int, list[int], list[tuple[int, int, int]]]]:
    """Pieces in classes of like length, each with its longest and in order of starts.

    Whoever looks for the pieces around a character need not look far back for a short one, though the text may hold
    a speech of a hundred pages.
    """
    classes: dict[int, list[tuple[int, int, int]]] = {}
    for piece, k in found:
        classes.setdefault((piece.end - piece.start).bit_length(), []).append((piece.start, piece.end, k))
    out = []
    for _, pieces in sorted(classes.items()):
        pieces.sort()
        out.append((max(end - start for start, end, _ in pieces), [start for start, _, _ in pieces], pieces))
    return out
