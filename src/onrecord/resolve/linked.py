"""What the reader itself thinks stands for what: its links between mentions, summed over referents."""

from bisect import bisect_left
from collections.abc import Callable, Iterable

from onrecord.records import Link, Span
from onrecord.resolve.mentions import Mention
from onrecord.resolve.referents import Referent

# What a candidate gets that the reader did not think worth keeping; it keeps nothing below 5 %.
LEAST = 0.02
# Probability from which a description stands for somebody on the reader's word, before it or after it: more likely
# than not. Not tuned on unseen text.
BEFORE, AFTER = 0.5, 0.5


class Linked:
    """The links of one reading, both ways."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._from: dict[Span, list[tuple[Span, float]]] = {}
        self._to: list[tuple[Span, Span, float]] = []
        for link in links:
            if link.antecedent is not None:
                self._from.setdefault(link.mention, []).append((link.antecedent, link.score))
                self._to.append((link.antecedent, link.mention, link.score))
        self._to.sort()
        self._to_starts = [antecedent.start for antecedent, _, _ in self._to]
        self._known: dict[int, list[Mention]] = {}

    def know(self, mention: Mention) -> None:
        """Remember whom a mention stands for."""
        self._known.setdefault(mention.span.end, []).append(mention)
        if mention.core is not None and mention.core.end != mention.span.end:
            self._known.setdefault(mention.core.end, []).append(mention)

    def probability(self, mention: Mention, referent: Referent) -> float | None:
        """How likely the reader finds it that a mention stands for a referent; None where it has no opinion."""
        links = self._from.get(mention.span)
        if links is None:
            return None
        mine = sum(score for antecedent, score in links if any(m.referent is referent for m in self._at(antecedent)))
        return max(mine, LEAST)

    def before(self, mention: Mention, fits: Callable[[Referent], bool]) -> Referent | None:
        """The referent told of before for which the reader takes a description."""
        return self._best(self._from.get(mention.span, ()), fits, BEFORE)

    def after(self, mention: Mention, fits: Callable[[Referent], bool]) -> Referent | None:
        """The one named later whose name points back at a description: "a man … Jan Vel"."""
        at = bisect_left(self._to_starts, mention.span.start)
        pointing: list[tuple[Span, float]] = []
        while at < len(self._to) and self._to[at][0].start < mention.span.end:
            antecedent, later, score = self._to[at]
            if antecedent.end == mention.span.end:
                pointing.append((later, score))
            at += 1
        return self._best(pointing, fits, AFTER)

    def _best(
        self, links: Iterable[tuple[Span, float]], fits: Callable[[Referent], bool], least: float
    ) -> Referent | None:
        found: dict[int, tuple[float, Referent]] = {}
        for span, score in links:
            for mention in self._at(span):
                referent = mention.referent
                if isinstance(referent, Referent) and fits(referent):
                    sum_, _ = found.get(id(referent), (0.0, referent))
                    found[id(referent)] = (sum_ + score, referent)
                    break
        if not found:
            return None
        best = max(found.values(), key=lambda item: item[0])
        return best[1] if best[0] >= least else None

    def _at(self, span: Span) -> list[Mention]:
        """Mentions that end where a span ends, as "minister Jan Vel" and "Jan Vel" do."""
        return [m for m in self._known.get(span.end, ()) if m.span.start < span.end]
