"""Who has the floor: whom "I", "we" and "you" stand for, and who spoke just before."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property

from onrecord.records import Attribution, EntityType, Force, Reading, Span
from onrecord.resolve.mentions import Form, Mention, words_of_kind
from onrecord.resolve.referents import Referent

# A quotation within one paragraph; an opening mark that nothing closes runs to the paragraph's end, as papers set
# quotations of several paragraphs.
_QUOTED = re.compile(r"“(?:(?!\n\s*\n)[^”])*(?:”|(?=\n\s*\n)|\Z)|\"(?:(?!\n\s*\n)[^\"])*(?:\"|(?=\n\s*\n)|\Z)")

# What may stand between a name and the cue that the reader gave no source.
LONGEST_GAP = 12
_OPENING = ("“", '"')
# How far before a cue its clause may begin.
_CLAUSE = 200
# Attributions back within which whoever spoke last is looked for.
LOOK_BACK = 5
_GAP = re.compile(r" (?:[A-Z]{1,4} )?|,? (?:who|which) (?:has |had |have )?|, \d{1,3}, ")
# "Jan Vel was accused", "Jan Vel, charged with …": it is said of him, not by him.
_PASSIVE = re.compile(
    r"(?:(?:has|have|had|to) )?(?:was|were|is|are|be|been|being|accused|charged|suspected|alleged|believed|known)\b"
)


class Floor:
    """The attributions of a reading as speech: whose words hold a position, and who spoke before it.

    Args:
        reading: its attributions.
        mentions: mention of each source; filled while coreference goes on.
    """

    def __init__(self, reading: Reading, mentions: Mapping[Span, Mention]) -> None:
        self._mentions = mentions
        self._attributions = reading.attributions
        self._by_id = {a.id: a for a in reading.attributions}
        self._text = reading.report.text
        self._pieces = sorted(
            (p.start, p.end, k)
            for k, a in enumerate(reading.attributions)
            for p in a.content
            # the question that an answer answers is another's words
            if not (self._is_turn(a) and p.end <= a.cue[0].start)
        )
        self._starts = [start for start, _, _ in self._pieces]
        self._longest = max((end - start for start, end, _ in self._pieces), default=0)
        self._anchors = sorted((a.source[0].start, k) for k, a in enumerate(reading.attributions) if a.source)
        self._of_source: dict[Span, list[int]] = {}
        for k, attribution in enumerate(reading.attributions):
            for span in attribution.source:
                self._of_source.setdefault(span, []).append(k)
        self._quoted = [match.span() for match in _QUOTED.finditer(self._text)]
        self._quote_starts = [start for start, _ in self._quoted]
        self._paragraphs = [match.start() for match in re.finditer(r"\n\s*\n", self._text)]
        self._busy: set[int] = set()
        self._publisher: Referent | None = None
        self._named: list[Mention] = []

    def knows(self, named: list[Mention]) -> None:
        """Tell whom the report names, in text order."""
        self._named = named

    def publishes(self, publisher: Referent | None) -> None:
        """Tell whose report it is: its own "we" stands for the publisher."""
        self._publisher = publisher

    @cached_property
    def _pronouns(self) -> list[Mention]:
        """The pronouns of the third person among the mentions, in text order."""
        return sorted((m for m in self._mentions.values() if m.form is Form.PRONOUN and m.person == 3), key=_start)

    def sources(self, k: int) -> tuple[Span, ...]:
        """The sources of an attribution, the likeliest speaker first, where the reader gave several.

        Whoever tells what another says is not that other; and of names the one beside the cue speaks.
        """
        attribution = self._attributions[k]
        if len(attribution.source) < 2:
            return attribution.source
        outer = self._by_id.get(attribution.within or "")
        own = [span for span in attribution.source if outer is None or span not in outer.source] or attribution.source
        cue = attribution.cue[0]
        named = [
            span for span in own if (mention := self._mentions.get(span)) is not None and mention.form is Form.NAME
        ]
        named.sort(key=lambda span: max(cue.start - span.end, span.start - cue.end, 0))
        return (*named, *(span for span in own if span not in named))

    @cached_property
    def interviewee(self) -> Referent | None:
        """Who answers an interview's questions: the person of whom the report itself tells most; None in others."""
        if not any(not a.source and a.cue[0].of(self._text) in _OPENING for a in self._attributions):
            return None
        told: Counter[int] = Counter()
        people: dict[int, Referent] = {}
        for mention in self._named:
            referent = mention.referent
            if isinstance(referent, Referent) and referent.type is EntityType.PERSON and not mention.quoted:
                told[id(referent)] += 1
                people[id(referent)] = referent
        first = told.most_common(2)
        clear = bool(first) and (len(first) == 1 or first[0][1] > first[1][1])
        return people[first[0][0]] if clear else None

    def of_our_own(self, mention: Mention) -> Referent | None:
        """The publisher, where a report speaks of itself as "this newspaper"."""
        words = mention.span.of(self._text).lower().split()
        own = words[:1] == ["this"] and len(words) == 2 and mention.head in words_of_kind("outlet_nouns")
        return self._publisher if own and not self.in_quotation(mention.span.start) else None

    def in_quotation(self, position: int) -> bool:
        """Whether a position stands in quotation marks."""
        at = bisect_right(self._quote_starts, position) - 1
        return at >= 0 and position < self._quoted[at][1]

    def quoted_speaker(self, mention: Mention) -> Referent | None:
        """The speaker of the quotation or the turn that a mention stands in; None outside of both."""
        holding = self._holding(mention.span)
        if holding is None:
            return None
        whole = any(
            piece.contains(mention.span) and self.in_quotation(piece.start)
            for piece in self._attributions[holding].content
        )
        # in “said that they "tied his hands"” the words are turned into the account's own: he may be who says it
        if not whole and not self._is_turn(self._attributions[holding]):
            return None
        return self._speaker(holding)

    def teller(self, mention: Mention) -> Referent | None:
        """Who tells the account that a mention stands in, where that is no quotation."""
        if self.in_quotation(mention.span.start):
            return None
        holding = self._holding(mention.span)
        if (
            holding is None
            or self._attributions[holding].force is Force.ASK
            or self._is_turn(self._attributions[holding])
        ):
            return None
        return self._speaker(holding)

    def asked_by(self, mention: Mention) -> Referent | None:
        """Who asks the one that a mention stands for: "asked by Vel whether he …, he answered"."""
        at = bisect_left(self._anchors, (mention.span.start, -1))
        for _, k in self._anchors[max(0, at - 2) : at]:
            other = self._attributions[k]
            asks = other.force is Force.ASK and self._same_sentence(other, mention)
            if asks and self._text.endswith("by ", 0, other.source[0].start):
                return self._speaker(k)
        return None

    def before(self, mention: Mention, agrees: Callable[[Mention, Referent], bool]) -> Referent | None:
        """Who spoke in the attribution just before a source, of those whom its words may stand for.

        Whoever is only quoted by another speaker has the floor no longer than that quotation.
        """
        at = bisect_left(self._anchors, (mention.span.start, -1))
        for _, k in reversed(self._anchors[max(0, at - LOOK_BACK) : at]):
            other = self._attributions[k]
            if other.within is not None and self._holding(mention.span) is None:
                continue
            if other.force is Force.ASK and self._same_sentence(other, mention):
                continue  # "asked by Vel whether …, he answered"
            if (found := self._speaker(k)) is not None and agrees(mention, found):
                return found
        return None

    def _same_sentence(self, attribution: Attribution, mention: Mention) -> bool:
        between = self._text[min(attribution.source[0].end, mention.span.start) : mention.span.start]
        return not re.search(r"[.!?][\"”’')]*\s", between)

    def own_words(self, mention: Mention) -> list[Span]:
        """What a source says before it is named: "Vel was held, he said"."""
        return [
            piece
            for k in self._of_source.get(mention.span, ())
            for piece in self._attributions[k].content
            if piece.end <= mention.span.start
        ]

    def told_of(self, mention: Mention) -> list[Referent]:
        """Whom a source tells of as of another: by "he" in a quotation, or by name in what comes before "he said"."""
        found: list[Referent] = []
        for k in self._of_source.get(mention.span, ()):
            for piece in self._attributions[k].content:
                quoted = self.in_quotation(piece.start) and not mention.quoted
                others = self._pronouns if quoted else self._named if piece.end <= mention.span.start else []
                at = bisect_left(others, piece.start, key=_start)
                while at < len(others) and others[at].span.start < piece.end:
                    other = others[at]
                    if other.span.end <= piece.end and isinstance(other.referent, Referent):
                        found.append(other.referent)
                    at += 1
        return found

    def stands_for(self, mention: Mention) -> Referent | None:
        """Whom a pronoun of the first or second person stands for."""
        holding = self._holding(mention.span)
        if holding is None and self.in_quotation(mention.span.start):
            holding = self._going_on(mention.span)
        if holding is None and mention.person == 2:
            return None if self.in_quotation(mention.span.start) else self.interviewee
        if holding is None:
            return self._ourselves(mention) if mention.plural else None
        if mention.person == 2:
            return self._addressed(holding)
        speaker = self._speaker(holding)
        if speaker is not None and mention.plural and speaker.body is not None:
            return speaker.body
        return speaker

    def _ourselves(self, mention: Mention) -> Referent | None:
        """Whom a report's own "we" stands for: those who call themselves so in it, else its publisher."""
        if self.in_quotation(mention.span.start):
            return self._publisher
        for other in self._mentions.values():
            named = other.core is not None and other.core.start > other.span.start and not other.quoted
            if named and isinstance(other.referent, Referent):
                return other.referent
        return self._publisher

    def going_on(self, k: int) -> Referent | None:
        """The speaker of an attribution whose source the text leaves out: whose quotation goes on there."""
        if (beside := self._beside_cue(self._attributions[k])) is not None:
            return beside
        if self._attributions[k].cue[0].of(self._text) in _OPENING:
            return self.interviewee
        if self._has_subject(self._attributions[k]):
            return None
        first = min(piece.start for piece in (*self._attributions[k].content, *self._attributions[k].cue))
        for place in (Span(first, first + 1), *self._attributions[k].content):
            if self.in_quotation(place.start):
                found = self._going_on(place)
                return None if found is None else self._speaker(found)
        return None

    def _has_subject(self, attribution: Attribution) -> bool:
        """Whether words of the cue's own clause stand before it: "a woman stood up and called out"."""
        cue = attribution.cue[0]
        if self.in_quotation(cue.start):
            return False
        lead = re.split(r"[.!?”\"\n]", self._text[max(0, cue.start - _CLAUSE) : cue.start])[-1]
        return bool(lead.strip(" ,–—")) and not _PASSIVE.match(self._text, cue.start)

    def _beside_cue(self, attribution: Attribution) -> Referent | None:
        """Somebody named right before a cue: "Jan Vel, who announced", "Jan Vel QC said"."""
        start = attribution.cue[0].start
        if self.in_quotation(start) or _PASSIVE.match(self._text, start):
            return None
        for mention in self._named:
            gap = self._text[mention.span.end : start]
            if mention.span.end <= start and len(gap) <= LONGEST_GAP and _GAP.fullmatch(gap):
                return mention.referent if isinstance(mention.referent, Referent) else None
        return None

    def _going_on(self, span: Span) -> int | None:
        """The attribution whose quotation goes on at a span that none of them holds: the nearest of the paragraph.

        A paragraph that is all quotation continues the one before it.
        """
        here = self._paragraph(span.start)
        near = [
            (abs(start - span.start), start > span.start, k)
            for start, k in self._anchors
            if self._paragraph(start) == here and not any(s.contains(span) for s in self._attributions[k].source)
        ]
        if near:
            return min(near)[2]
        at = bisect_left(self._anchors, (span.start, -1))
        if at and here - self._paragraph(self._anchors[at - 1][0]) <= 2:
            return self._anchors[at - 1][1]
        return None

    def _paragraph(self, position: int) -> int:
        return bisect_right(self._paragraphs, position)

    def _speaker(self, k: int) -> Referent | None:
        """The referent of an attribution's source, as far as it is known by now."""
        if not self._attributions[k].source and self._attributions[k].cue[0].of(self._text) in _OPENING:
            return self.interviewee
        for span in self.sources(k):
            mention = self._mentions.get(span)
            if mention is None:
                continue
            if mention.referent is None and mention.person == 1 and k not in self._busy:
                self._busy.add(k)
                mention.referent = self.stands_for(mention)
                self._busy.discard(k)
            if isinstance(mention.referent, Referent):
                return mention.referent
        return None

    def _addressed(self, k: int) -> Referent | None:
        """In a transcript the one who spoke before, or answers next; elsewhere nobody can tell."""
        if not self._is_turn(self._attributions[k]):
            return None
        speaker = self._speaker(k)
        for step in (-1, 1):
            other = k + step
            while 0 <= other < len(self._attributions):
                if self._is_turn(self._attributions[other]):
                    found = self._speaker(other)
                    if found is not None and found is not speaker:
                        return found
                    break
                other += step
        return None

    def _is_turn(self, attribution: Attribution) -> bool:
        return bool(attribution.cue) and attribution.cue[0].of(self._text).strip() in (":", ".—", ".")

    def _holding(self, span: Span) -> int | None:
        """The attribution with the least content among those whose content holds the span, none of its own sources."""
        best: tuple[int, int] | None = None
        at = bisect_right(self._starts, span.start) - 1
        while at >= 0 and self._pieces[at][0] >= span.start - self._longest:
            start, end, k = self._pieces[at]
            if end >= span.end and span not in self._attributions[k].source:
                best = (end - start, k) if best is None else min(best, (end - start, k))
            at -= 1
        return None if best is None else best[1]


def _start(mention: Mention) -> int:
    return mention.span.start
