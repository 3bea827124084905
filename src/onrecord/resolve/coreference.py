"""Pronouns and descriptions: which referent each stands for, within one report.

Candidates are scored by what grammar and text tell (nearness, who spoke last, number and gender) and
by the reader's own scores where it gives them. A mention whose best candidate does not stand out stays unresolved.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import EntityType, Link
from onrecord.resolve.article import Article
from onrecord.resolve.linked import Linked
from onrecord.resolve.mentions import Mention, words_of_kind
from onrecord.resolve.names import folded
from onrecord.resolve.referents import Referent

# Sentences back within which a pronoun finds its antecedent.
REACH = 4
# Sentences back within which the only one who fits is still meant.
FAR = 15
# A description may look further back for somebody of whom the text said so.
DESCRIBED_REACH = 60
# Words between a name and the "who" that still speaks of it.
LONGEST_APPOSED = 12
_APPOSED = (", a ", ", an ", ", the ", ", now ", ", then ", ", former ", ", his ", ", her ")
_SYNONYMS = {
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "chairman": "chair", "chairwoman": "chair",
    "chairperson": "chair", "attorney": "lawyer", "advocate": "lawyer", "barrister": "lawyer", "counsel": "lawyer",
    "pm": "minister", "premier": "minister", "reporter": "journalist", "correspondent": "journalist",
    "congressman": "lawmaker", "congresswoman": "lawmaker", "legislator": "lawmaker", "rep": "lawmaker",
    "sen": "senator", "gov": "governor", "policeman": "officer", "campaigner": "activist", "defender": "activist",
    "dissident": "activist", "organization": "organisation", "adviser": "advisor", "teen": "teenager",
    "paper": "newspaper", "daily": "newspaper",
}  # fmt: skip
_VICTIMS = frozenset("victim deceased".split())
_PERPETRATORS = frozenset("suspect accused defendant attacker assailant gunman kidnapper killer perpetrator".split())
_ANYBODY = frozenset("man woman boy girl".split())
# What a description may add to what was told before without being somebody else's.
_BARE = frozenset(
    "young old late former then alleged same veteran embattled prominent outspoken jailed slain elderly dead".split()
)
# A clause that begins a sentence with one of these may hold a pronoun before its name.
_OPENERS = frozenset(
    "since after before while when during in as at despite following upon for throughout although though if by until"
    " because with".split()
)
# Posts that nobody holds two of in one report, and those who serve or belong to their holders.
_POSTS = frozenset(
    "minister president chancellor secretary governor mayor ambassador senator king queen speaker spokesperson aide"
    " adviser advisor lawyer envoy judge prosecutor wife husband widow brother sister son daughter mother father"
    " journalist editor".split()
)
# By these a description says that it is somebody else.
_OTHERS = frozenset({"other", "another", "second", "fellow"})
# The deputy is not the minister.
_DISTINCT = frozenset({"vice", "deputy", "assistant"})


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that each fact adds for a candidate.

    Fitted by `training.fit_pronouns` on 1,077 pronouns, of which about 1,010 then came out right and 100 wrong.

    Attributes:
        sentence: for each sentence between; the first of the same sentence costs nothing.
        last_speaker: the candidate was the source of the attribution just before, for sources.
        owner: the last mention only owns something ("Vel's lawyer").
        count: for each doubling of how often it was mentioned before.
        gender: the text itself tells the same gender.
        link: on the reader's own log-probability.
        plural: for "they", of a group or of several people.
        ahead: the whole score of a subject that an opening clause anticipates.
        margin: how far the best must stand before the second.
        plural_margin: the same for "they", which may stand for nearly anybody.
    """

    sentence: float = -0.8
    last_speaker: float = 1.9
    owner: float = -1.6
    count: float = 0.35
    gender: float = 1.45
    paragraph: float = -1.7
    plural: float = -0.2
    ahead: float = 1.5
    link: float = 1.0
    margin: float = 0.0
    plural_margin: float = 2.5


class Resolver:
    """Resolves pronouns and descriptions in text order, each knowing those before it."""

    def __init__(
        self, article: Article, referents: list[Referent], links: Iterable[Link] = (), *, weights: Weights | None = None
    ) -> None:
        self._article = article
        self._weights = Weights() if weights is None else weights
        self._timeline: list[Mention] = sorted(
            (m for r in referents for m in r.mentions), key=lambda m: (m.span.start, -m.span.end)
        )
        self._starts = [m.span.start for m in self._timeline]
        self._described: dict[str, list[Referent]] = {}
        for referent in referents:
            for description in referent.descriptions:
                known = self._described.setdefault(_head(description.head), [])
                if referent not in known:
                    known.append(referent)
        self._linked = Linked(links)
        for mention in self._timeline:
            self._linked.know(mention)

    def add(self, mention: Mention) -> None:
        """Put a resolved mention where later ones find it."""
        at = bisect_left(self._starts, mention.span.start)
        self._timeline.insert(at, mention)
        self._starts.insert(at, mention.span.start)
        self._linked.know(mention)

    def pronoun(self, mention: Mention, *, excluded: Referent | None, last_speaker: Referent | None) -> Referent | None:
        """Whom a third-person pronoun stands for.

        Args:
            mention: the pronoun.
            excluded: the speaker of the quotation it stands in, who calls nobody else by his own name.
            last_speaker: who spoke just before, where the pronoun is itself a source.
        """
        candidates = self._candidates(mention, REACH)
        scored: list[tuple[float, int, Referent]] = []
        if (ahead := self._ahead(mention)) is not None and _agrees(mention, ahead) and ahead is not excluded:
            scored.append((self._weights.ahead, mention.span.start, ahead))
        for referent, mentions in candidates:
            if referent is excluded or not _agrees(mention, referent):
                continue
            scored.append((self._score(mention, referent, mentions, last_speaker), mentions[-1].span.start, referent))
        if not scored:
            far = [r for r, _ in self._candidates(mention, FAR) if r is not excluded and _agrees(mention, r)]
            return far[0] if len(far) == 1 else None
        return self._best(scored, margin=self._weights.plural_margin if mention.plural else self._weights.margin)

    def description(self, mention: Mention) -> Referent | None:
        """Whom a definite description stands for among those named before it; None: somebody not named."""
        if mention.indefinite or mention.modifiers & _OTHERS:
            return None
        found = self._by_words(mention)
        if found is not None:
            return found
        return self._linked.before(
            mention, lambda r: _may_be(mention, r) and not _in_another_post(mention, r) and not _is_within(r, mention)
        )

    def named_later(self, mention: Mention) -> Referent | None:
        """Whom a description anticipates, on the reader's word: "a man was held … Jan Vel, 41, …"."""
        return self._linked.after(
            mention, lambda r: r.described is None and _may_be(mention, r) and not _in_another_post(mention, r)
        )

    def _by_words(self, mention: Mention) -> Referent | None:
        """The same by rules alone."""
        head = _head(mention.head)
        if (told := self._told(mention, head)) is not None:
            return told
        if (fitting := self.by_role(mention)) is not None:
            return fitting
        police = mention.head == "police" and not mention.modifiers
        if police or (mention.type is EntityType.ORGANIZATION and mention.head in ("parliament", "congress")):
            return self._body(mention, head)
        if mention.plural or not mention.definite:
            return None
        if mention.type in (EntityType.ORGANIZATION, EntityType.OUTLET):
            return self._body(mention, head)
        return None

    def by_role(self, mention: Mention) -> Referent | None:
        """Whom "the victim", "the suspect", "the woman" stand for: the one person lately told of who fits."""
        if mention.plural or not mention.definite or mention.modifiers - _BARE:
            return None
        if mention.head in _VICTIMS:
            role = "victims"
        elif mention.head in _PERPETRATORS:
            role = "alleged_perpetrators"
        elif mention.head in _ANYBODY:
            role = None
        else:
            return None
        fit: list[tuple[int, Referent]] = []
        for referent, mentions in self._candidates(mention, REACH):
            if referent.type is not EntityType.PERSON or referent.plural or not referent.somebody:
                continue
            if mention.gender and referent.gender not in (mention.gender, *(() if role is None else (None,))):
                continue
            if role is None or role in referent.roles:
                fit.append((mentions[-1].sentence, referent))
        if len(fit) == 1:
            return fit[0][1]
        near = [referent for sentence, referent in fit if mention.sentence - sentence <= 1]
        return near[0] if role is not None and len(near) == 1 else None

    def relative(self, mention: Mention) -> Referent | None:
        """Whom "who" or "which" stands for: the mention that ends just before it."""
        at = bisect_left(self._starts, mention.span.start)
        for other in reversed(self._timeline[max(0, at - 6) : at]):
            gap = self._article.text[other.span.end : mention.span.start]
            if 0 <= mention.span.start - other.span.end <= 3 and not gap.strip(" ,"):
                found: Referent | None = other.referent
                return found
            # "Vel, a lawyer for the family, who …"
            after = gap.lstrip().lower()
            if (
                other.sentence == mention.sentence
                and after.startswith(_APPOSED)
                and len(gap.split()) <= LONGEST_APPOSED
            ):
                return other.referent if isinstance(other.referent, Referent) else None
        return None

    def _told(self, mention: Mention, head: str) -> Referent | None:
        """The one of whom the text said so before."""
        fit = []
        for referent in self._described.get(head, ()):
            if mention.plural and referent.type is EntityType.PERSON:
                continue
            before = [m for m in referent.mentions if m.span.start < mention.span.start]
            if not before or mention.sentence - before[-1].sentence > DESCRIBED_REACH:
                continue
            if mention.gender and referent.gender and mention.gender != referent.gender:
                continue
            if any(_fits(mention, d.modifiers) for d in referent.descriptions if _head(d.head) == head):
                fit.append((before[-1].sentence, referent))
        if len(fit) == 1:
            return fit[0][1]
        near = [referent for sentence, referent in fit if mention.sentence - sentence <= 1]
        return near[0] if len(near) == 1 else None

    def _body(self, mention: Mention, head: str) -> Referent | None:
        """The organisation that "the ministry", "the paper", "the group" stands for: one of its kind, lately named."""
        fit: list[tuple[int, Referent]] = []
        for referent, mentions in self._candidates(mention, 12):
            if _is_kind(referent, head):
                fit.append((mentions[-1].sentence, referent))
        if not fit:
            return None
        if len(fit) == 1:
            return fit[0][1]
        near = [referent for sentence, referent in fit if mention.sentence - sentence <= 1]
        return near[0] if len(near) == 1 else None

    def _candidates(self, mention: Mention, reach: int) -> list[tuple[Referent, list[Mention]]]:
        """Referents mentioned before, up to `reach` sentences back, each with its mentions there."""
        at = bisect_left(self._starts, mention.span.start)
        found: dict[int, tuple[Referent, list[Mention]]] = {}
        sentence = self._sentence(mention)
        for other in reversed(self._timeline[:at]):
            if sentence - other.sentence > reach:
                break
            if mention.speaks and other.quoted:
                continue  # whoever is named in a quotation is not its speaker
            if not isinstance(other.referent, Referent) or other.span.end > mention.span.start:
                continue
            found.setdefault(id(other.referent), (other.referent, []))[1].insert(0, other)
        return list(found.values())

    def _ahead(self, mention: Mention) -> Referent | None:
        """The subject that a sentence's opening clause anticipates: "Since his return, Vel has …"."""
        article = self._article
        first = article.word_at(article.sentence_start(mention.sentence))
        index = article.word_at(mention.span.start)
        if first >= len(article.words) or article.lowered[first] not in _OPENERS or index - first > 12:
            return None
        if any(article.words[k] == "," for k in range(first, index)):
            return None
        at = bisect_left(self._starts, mention.span.end)
        for other in self._timeline[at : at + 3]:
            if other.sentence != mention.sentence or not isinstance(other.referent, Referent):
                return None
            start = article.word_at(other.span.start)
            if any(article.words[k] == "," for k in range(max(index, start - 4), start)):
                found: Referent = other.referent
                return found
        return None

    def _score(
        self, mention: Mention, referent: Referent, mentions: list[Mention], last_speaker: Referent | None
    ) -> float:
        w, last = self._weights, mentions[-1]
        score = w.sentence * max(0, self._sentence(mention) - last.sentence) + w.paragraph * (
            mention.paragraph - last.paragraph
        )
        if last_speaker is referent and mention.speaks:
            score += w.last_speaker
        after = self._article.text[last.span.end : last.span.end + 2]
        if after in ("'s", "’s") or last.span.of(self._article.text).endswith(("'s", "’s")):
            score += w.owner
        before = sum(m.span.start < mention.span.start for m in referent.mentions)
        score += w.count * math.log2(1 + before)
        if mention.gender in ("m", "f") and referent.gender == mention.gender:
            score += w.gender
        if mention.plural and referent.plural:
            score += w.plural
        probability = self._linked.probability(mention, referent)
        return score if probability is None else score + w.link * math.log(probability)

    def _sentence(self, mention: Mention) -> int:
        """The sentence from which a mention looks back: a source that follows its quotation, from before that."""
        return mention.sentence if mention.seen_from is None else self._article.sentence(mention.seen_from)

    @staticmethod
    def _best(scored: list[tuple[float, int, Referent]], *, margin: float) -> Referent | None:
        if not scored:
            return None
        scored.sort(key=lambda item: (-item[0], -item[1]))
        if len(scored) > 1 and scored[0][0] - scored[1][0] < margin:
            return None
        return scored[0][2]


def _head(noun: str) -> str:
    return _SYNONYMS.get(noun, noun)


def _fits(mention: Mention, modifiers: frozenset[str]) -> bool:
    """Whether a description's words allow the mention's: "the minister" is "the foreign minister", never the deputy."""
    if mention.modifiers - modifiers - _BARE:
        return False
    return bool(mention.modifiers & _DISTINCT) or not modifiers & _DISTINCT


def _agrees(mention: Mention, referent: Referent) -> bool:
    """Number, gender and what kind of thing a pronoun may stand for."""
    person = referent.type is EntityType.PERSON
    if mention.gender == "n":
        return not person and not (referent.plural and referent.type is EntityType.GROUP)
    if mention.plural:
        return not person and (referent.plural or referent.type is EntityType.GROUP)
    return person and referent.somebody and not referent.plural and referent.gender in (None, mention.gender)


def _may_be(mention: Mention, referent: Referent) -> bool:
    """Whether a description may stand for a referent at all: a person for a person, several for several."""
    if referent.type is EntityType.PLACE:
        return False
    if mention.plural or mention.type is EntityType.GROUP:
        return referent.plural or referent.type is EntityType.GROUP
    if mention.type is EntityType.PERSON:
        person = referent.type is EntityType.PERSON and not referent.plural
        return person and (not mention.gender or referent.gender in (None, mention.gender))
    return referent.type in (EntityType.ORGANIZATION, EntityType.OUTLET)


def _is_within(referent: Referent, mention: Mention) -> bool:
    """Whether somebody is named inside the description: "Vel's lawyer" is not Vel."""
    return any(m.span.start >= mention.span.start and m.span.end <= mention.span.end for m in referent.mentions)


def _in_another_post(mention: Mention, referent: Referent) -> bool:
    """Whether all that is told of a referent is another post: a minister's spokesman is not the minister."""
    post = _head(mention.head)
    told = {_head(description.head) for description in referent.descriptions}
    if referent.described is not None:
        told |= {_head(other.head) for other in referent.mentions if other.head}
    posts = told & _POSTS
    return post in _POSTS and bool(posts) and post not in told


def _is_kind(referent: Referent, head: str) -> bool:
    """Whether an organisation, outlet or state is what a noun says."""
    if referent.type is EntityType.PERSON or referent.described is not None:
        return False
    if any(_head(d.head) == head for d in referent.descriptions):
        return True
    words = {folded(word) for name in referent.names for word in name.split()}
    if head in words:
        return True
    if referent.type is EntityType.OUTLET:
        return head in words_of_kind("outlet_nouns")
    if referent.type is EntityType.PLACE:
        return referent.state is not None and head in words_of_kind("state_nouns") - {"government"}
    if words & words_of_kind("state_body_nouns"):
        return False
    return referent.type is EntityType.ORGANIZATION and head in (
        "organisation", "group", "watchdog", "ngo", "body", "company", "firm", "charity", "association",
    )  # fmt: skip
