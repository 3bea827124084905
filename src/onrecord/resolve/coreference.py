"""Pronouns: which referent each stands for, within one report.

Candidates are scored by what grammar and text tell (nearness, who spoke last, number and gender) and
by the reader's own scores where it gives them. A mention whose best candidate does not stand out stays unresolved.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records import EntityType, Span
from onrecord.resolve.mentions import Mention
from onrecord.resolve.order import is_aside, is_subject
from onrecord.resolve.referents import Referent
from onrecord.resolve.timeline import Timeline

# Sentences back within which a pronoun finds its antecedent.
REACH = 4
# Sentences back within which the only one who fits is still meant.
FAR = 15
# … and whoever the report tells of most, if alone of that gender.
WHOLE = 80
# Words between a name and the "who" that still speaks of it.
LONGEST_APPOSED = 12
_APPOSED = (", a ", ", an ", ", the ", ", now ", ", then ", ", former ", ", his ", ", her ")
# A clause that begins a sentence with one of these may hold a pronoun before its name.
_OPENERS = frozenset(
    "since after before while when during in as at despite following upon for throughout although though if by until"
    " because with".split()
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that each fact adds for a candidate.

    Fitted step by step to what `training.fit_pronouns` counts on training articles: pronouns put right, and put wrong.

    Attributes:
        sentence: for each sentence between; the first of the same sentence costs nothing.
        last_speaker: the candidate was the source of the attribution just before, for sources.
        interrupted: the same, where the paragraph has since begun a sentence with somebody else.
        owner: the last mention only owns something ("Vel's lawyer").
        count: for each doubling of how often it was mentioned before.
        gender: the text itself tells the same gender.
        paragraph: for each paragraph between.
        link: on the reader's own log-probability.
        subject: for sources; the candidate was the subject where it was told of last, as far as order tells.
        aside: the last mention only tells of another, or where ("the embassy in Lorrin", "asked by Vel").
        told_of: the pronoun is the source of words that tell of the candidate as of another.
        called: pronouns of the other gender were taken for the candidate before.
        heard: the candidate was only ever spoken of in quotations, in other paragraphs.
        teller: the candidate tells the account, no quotation, that the pronoun stands in.
        place: a place, for "it"; where a state speaks, its name is a source.
        plural: for "they", of a group or of several people.
        ahead: the whole score of a subject that an opening clause anticipates.
        least: the score below which nobody is meant whom the report told of so far.
        margin: how far the best must stand before the second.
        plural_margin: the same for "they", which may stand for nearly anybody.
    """

    sentence: float = -0.55
    last_speaker: float = 1.9
    interrupted: float = 0.0
    owner: float = -1.6
    count: float = 0.475
    gender: float = 1.45
    paragraph: float = -1.95
    subject: float = 0.8
    aside: float = -0.8
    place: float = -0.8
    told_of: float = -3.0
    called: float = -2.0
    heard: float = -2.0
    teller: float = 1.3
    plural: float = -0.2
    ahead: float = 1.5
    link: float = 1.0
    least: float = -7.0
    margin: float = 0.0
    plural_margin: float = 2.5


class Resolver:
    """Resolves pronouns in text order, each knowing the mentions before it."""

    def __init__(self, timeline: Timeline, *, weights: Weights | None = None) -> None:
        self._article = timeline.article
        self._timeline = timeline
        self._weights = Weights() if weights is None else weights

    def pronoun(
        self,
        mention: Mention,
        *,
        excluded: Referent | None,
        last_speaker: Referent | None,
        told_of: Sequence[Referent] = (),
        own_words: Sequence[Span] = (),
        teller: Referent | None = None,
    ) -> Referent | None:
        """Whom a third-person pronoun stands for.

        Args:
            mention: the pronoun.
            excluded: the speaker of the quotation it stands in, who calls nobody else by his own name.
            last_speaker: who spoke just before, where the pronoun is itself a source.
            told_of: of whom it tells as of another, where it is a source.
            own_words: what it says before it, where it is a source.
            teller: who tells the account that it stands in, where that is no quotation: "Vel said that he …".
        """
        candidates = self._timeline.candidates(mention, REACH)
        scored: list[tuple[float, int, Referent]] = []
        if (ahead := self._ahead(mention)) is not None and agrees(mention, ahead) and ahead is not excluded:
            scored.append((self._weights.ahead, mention.span.start, ahead))
        interrupted = last_speaker is not None and self._is_interrupted(mention, last_speaker, candidates, own_words)
        for referent, mentions in candidates:
            if referent is excluded or not agrees(mention, referent):
                continue
            score = self._score(mention, referent, mentions, last_speaker, interrupted=interrupted, teller=teller)
            if any(other is referent for other in told_of):
                score += self._weights.told_of
            scored.append((score, mentions[-1].span.start, referent))
        unlikely = [referent for score, _, referent in scored if score < self._weights.least]
        scored = [item for item in scored if item[0] >= self._weights.least]
        if not scored or self._is_weak(mention, [referent for _, _, referent in scored], candidates):
            if (found := self._far(mention, [excluded, *unlikely])) is not None:
                return found
        return self._best(scored, margin=self._weights.plural_margin if mention.plural else self._weights.margin)

    def _far(self, mention: Mention, excluded: Sequence[Referent | None]) -> Referent | None:
        """The only one further back who fits: of known gender, whom the report told of last, or at all near."""
        for reach, known in ((FAR, True), (WHOLE, True), (FAR, False)):
            if not known and len(excluded) > 1:
                break  # those near are unlikely: then anybody may be meant
            fit = [
                (referent, mentions)
                for referent, mentions in self._timeline.candidates(mention, reach)
                if not any(referent is other for other in excluded)
                and agrees(mention, referent)
                and (not known or (mention.gender in ("m", "f") and referent.gender == mention.gender))
            ]
            if len(fit) == 1:
                return fit[0][0]
            if known and fit:
                return None
        return None

    def _is_weak(
        self, mention: Mention, fit: Sequence[Referent], candidates: list[tuple[Referent, list[Mention]]]
    ) -> bool:
        """Whether a sentence's subject would be somebody of unknown gender who was only told of beside another."""
        if mention.plural or mention.gender not in ("m", "f") or not is_subject(self._article, mention):
            return False
        return all(
            referent.gender is None and all(self._owns(m) or is_aside(self._article, m) for m in mentions)
            for referent, mentions in candidates
            if referent in fit
        )

    def _owns(self, mention: Mention) -> bool:
        text = self._article.text
        return text.startswith(("'s", "’s"), mention.span.end) or mention.span.of(text).endswith(("'s", "’s"))

    def _is_interrupted(
        self,
        mention: Mention,
        speaker: Referent,
        candidates: list[tuple[Referent, list[Mention]]],
        own_words: Sequence[Span],
    ) -> bool:
        """Whether the paragraph has turned to somebody else since it last told of whoever spoke last."""
        last = max((m.sentence for r, mentions in candidates if r is speaker for m in mentions), default=-1)
        return not mention.plural and any(
            other.paragraph == mention.paragraph
            and other.sentence > last
            and not other.quoted
            and not any(piece.contains(other.span) for piece in own_words)
            and is_subject(self._article, other)
            for referent, mentions in candidates
            if referent is not speaker and agrees(mention, referent)
            for other in mentions
        )

    def relative(self, mention: Mention) -> Referent | None:
        """Whom "who" or "which" stands for: the mention that ends just before it."""
        for other in self._timeline.before(mention.span.start, 6):
            gap = self._article.text[other.span.end : mention.span.start]
            if 0 <= mention.span.start - other.span.end <= 3 and not gap.strip(" ,"):
                found: Referent | None = other.referent
                return found
            # "Vel, a lawyer for the family, who …"
            after = gap.lstrip().lower()
            if (
                other.sentence == mention.sentence
                and after.startswith(_APPOSED)
                and "," not in gap.strip(" ,")
                and len(gap.split()) <= LONGEST_APPOSED
            ):
                return other.referent if isinstance(other.referent, Referent) else None
        return None

    def _ahead(self, mention: Mention) -> Referent | None:
        """The subject that a sentence's opening clause anticipates: "Since his return, Vel has …"."""
        article = self._article
        first = article.word_at(article.sentence_start(mention.sentence))
        index = article.word_at(mention.span.start)
        if first >= len(article.words) or article.lowered[first] not in _OPENERS or index - first > 12:
            return None
        if any(article.words[k] == "," for k in range(first, index)):
            return None
        for other in self._timeline.after(mention.span.end, 3):
            if other.sentence != mention.sentence or not isinstance(other.referent, Referent):
                return None
            start = article.word_at(other.span.start)
            if any(article.words[k] == "," for k in range(max(index, start - 4), start)):
                found: Referent = other.referent
                return found
        return None

    def _score(
        self,
        mention: Mention,
        referent: Referent,
        mentions: list[Mention],
        last_speaker: Referent | None,
        *,
        interrupted: bool,
        teller: Referent | None,
    ) -> float:
        w, last = self._weights, mentions[-1]
        score = w.sentence * max(0, self._timeline.sentence(mention) - last.sentence) + w.paragraph * (
            mention.paragraph - last.paragraph
        )
        if last_speaker is referent and mention.speaks:
            score += w.last_speaker if not interrupted else w.interrupted
        leads = not mention.plural and is_subject(self._article, mention)
        if leads and self._owns(last):
            score += w.owner
        if leads:
            there = [m for m in mentions if m.sentence == last.sentence]
            if any(is_subject(self._article, m) for m in there):
                score += w.subject if mention.speaks else 0.0
            elif all(is_aside(self._article, m) for m in there):
                score += w.aside
        if referent.type is EntityType.PLACE:
            score += w.place
        if last.paragraph != mention.paragraph and all(m.quoted for m in referent.mentions):
            score += w.heard
        before = sum(m.span.start < mention.span.start for m in referent.mentions)
        score += w.count * math.log2(1 + before)
        if mention.gender in ("m", "f") and referent.gender == mention.gender:
            score += w.gender
        if mention.gender in ("m", "f"):
            other = "f" if mention.gender == "m" else "m"
            if referent.called[other] > referent.called[mention.gender]:
                score += w.called
        if teller is referent:
            score += w.teller
        if mention.plural and referent.plural:
            score += w.plural
        probability = self._timeline.linked.probability(mention, referent)
        return score if probability is None else score + w.link * math.log(probability)

    @staticmethod
    def _best(scored: list[tuple[float, int, Referent]], *, margin: float) -> Referent | None:
        if not scored:
            return None
        scored.sort(key=lambda item: (-item[0], -item[1]))
        if len(scored) > 1 and scored[0][0] - scored[1][0] < margin:
            return None
        return scored[0][2]


def agrees(mention: Mention, referent: Referent) -> bool:
    """Number, gender and what kind of thing a pronoun may stand for."""
    person = referent.type is EntityType.PERSON
    if mention.gender == "n":
        return not person and not (referent.plural and referent.type is EntityType.GROUP)
    if mention.plural:
        return not person and (referent.plural or referent.type is EntityType.GROUP)
    return person and referent.somebody and not referent.plural and referent.gender in (None, mention.gender)
