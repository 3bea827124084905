"""Descriptions: which referent "the lawyer", "the group" or "the former minister" stands for, within one report.

A description stands for whom the text says so of, or who alone fits; otherwise for somebody of his own.
"""

from functools import cache

from onrecord.records import EntityType
from onrecord.resolve.elsewhere import is_new, is_of_elsewhere
from onrecord.resolve.mentions import Mention, words_of_kind
from onrecord.resolve.names import folded
from onrecord.resolve.referents import Referent
from onrecord.resolve.tables import table
from onrecord.resolve.timeline import Timeline
from onrecord.resolve.variation import Variations

# Sentences back within which the only one who fits is meant.
REACH = 4
# A description may look further back for somebody of whom the text said so.
DESCRIBED_REACH = 60
# Documents that bodies issue, and how many mentions back whoever spoke last issued one.
_ISSUED = frozenset(["report", "statement", "press release", "release", "study", "survey", "findings", "document"])
ISSUED_REACH = 12
# How many times as often as any other the one is mentioned whom a report is about.
CHIEF = 3
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
# Posts that nobody holds two of in one report, and those who serve or belong to their holders.
_POSTS = frozenset(
    "minister president chancellor secretary governor mayor ambassador senator king queen speaker spokesperson aide"
    " adviser advisor lawyer envoy judge prosecutor wife husband widow brother sister son daughter mother father"
    " journalist editor".split()
)
# Who serves is not who commands.
_SERVING = frozenset("sergeant corporal constable private conscript recruit".split())
_COMMANDING = frozenset("chief commander commissioner superintendent general director head".split())
# By these a description says that it is somebody else.
_OTHERS = frozenset({"other", "another", "second", "fellow"})
# The deputy is not the minister.
_DISTINCT = frozenset({"vice", "deputy", "assistant"})


class Descriptions:
    """Resolves descriptions in text order, each knowing those before it."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._linked = timeline.linked
        self._variations = Variations(timeline, _SYNONYMS)
        self._described: dict[str, list[Referent]] = {}
        for referent in timeline.referents:
            for description in referent.descriptions:
                known = self._described.setdefault(_head(description.head), [])
                if referent not in known:
                    known.append(referent)

    def description(self, mention: Mention) -> Referent | None:
        """Whom a definite description stands for among those named before it; None: somebody not named."""
        if mention.indefinite or mention.modifiers & _OTHERS:
            return None
        found = self._by_words(mention)
        if found is not None:
            return found
        return self._linked.before(mention, lambda r: self._may_be_linked(mention, r))

    def _may_be_linked(self, mention: Mention, referent: Referent) -> bool:
        """Whether the reader's word is enough for somebody told of before; it minds neither posts nor places."""
        return (
            _may_be(mention, referent)
            and not _in_another_post(mention, referent)
            and not _is_within(referent, mention)
            and not is_new(mention, referent)
            and not is_of_elsewhere(self._timeline, mention, referent)
        )

    def named_later(self, mention: Mention) -> Referent | None:
        """Whom a description anticipates: "a man was held … Jan Vel, 41, …"."""
        if (announced := self._variations.announced(mention)) is not None:
            return announced
        return self._linked.after(
            mention, lambda r: r.described is None and _may_be(mention, r) and not _in_another_post(mention, r)
        )

    def issuer(self, mention: Mention) -> Referent | None:
        """Whose "the report" or "the statement" is: the body that spoke last before it, nobody where none did."""
        if mention.head not in _ISSUED or mention.plural:
            return None
        for other in self._timeline.before(mention.span.start, ISSUED_REACH):
            referent = other.referent
            if other.speaks and isinstance(referent, Referent) and not other.quoted:
                body = referent.type in (EntityType.ORGANIZATION, EntityType.OUTLET) and referent.described is None
                return referent if body else None
        return None

    def _by_words(self, mention: Mention) -> Referent | None:
        """The same by rules alone."""
        head = _head(mention.head)
        if (told := self._told(mention, head)) is not None:
            return told
        for rule in (self._variations.aged, self.by_role, self._variations.former):
            if (fitting := rule(mention)) is not None:
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
        for referent, mentions in self._timeline.candidates(mention, REACH):
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
            if is_of_elsewhere(self._timeline, mention, referent):
                continue
            if any(_fits(mention, d.modifiers) for d in referent.descriptions if _head(d.head) == head):
                fit.append((before[-1].sentence, referent))
        if len(fit) == 1:
            return fit[0][1]
        near = [referent for sentence, referent in fit if mention.sentence - sentence <= 1]
        if near or not fit:
            return near[0] if len(near) == 1 else None
        # none of several was just named: whom the report is about
        often = sorted((len(referent.mentions), number) for number, (_, referent) in enumerate(fit))
        return fit[often[-1][1]][1] if often[-1][0] >= CHIEF * often[-2][0] else None

    def _body(self, mention: Mention, head: str) -> Referent | None:
        """The organisation that "the ministry", "the paper", "the group" stands for: one of its kind, lately named."""
        fit: list[tuple[int, bool, Referent]] = []
        for referent, mentions in self._timeline.candidates(mention, 12):
            if _is_kind(referent, head) and not _is_within(referent, mention):
                fit.append((mentions[-1].sentence, any(m.speaks for m in mentions), referent))
        if len(fit) == 1:
            return fit[0][2]
        near = [referent for sentence, _, referent in fit if mention.sentence - sentence <= 1]
        if len(near) == 1:
            return near[0]
        # of several, whoever alone has spoken speaks again
        spoke = [referent for _, speaks, referent in fit if speaks]
        return spoke[0] if mention.speaks and len(spoke) == 1 else None


def _head(noun: str) -> str:
    return _SYNONYMS.get(noun, noun)


def _fits(mention: Mention, modifiers: frozenset[str]) -> bool:
    """Whether a description's words allow the mention's: "the minister" is "the foreign minister", never the deputy."""
    if mention.modifiers - modifiers - _BARE:
        return False
    return bool(mention.modifiers & _DISTINCT) or not modifiers & _DISTINCT


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
    for one, other in ((_SERVING, _COMMANDING), (_COMMANDING, _SERVING)):
        if post in one and told & other and not told & one:
            return True
    posts = told & _POSTS
    return post in _POSTS and bool(posts) and post not in told


@cache
def _media() -> dict[str, dict[str, str]]:
    """The medium that a noun for outlets and a word of an outlet's name tell."""
    media = table("people")["media"]
    return {
        part: {word: medium for medium, told in media.items() for word in told[part]} for part in ("nouns", "names")
    }


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
        medium = _media()["nouns"].get(head)
        theirs = {m for word in words if (m := _media()["names"].get(word)) is not None}
        theirs |= {m for d in referent.descriptions if (m := _media()["nouns"].get(d.head)) is not None}
        return head in words_of_kind("outlet_nouns") and (medium is None or not theirs or medium in theirs)
    if referent.type is EntityType.PLACE:
        return referent.state is not None and head in words_of_kind("state_nouns") - {"government"}
    if words & words_of_kind("state_body_nouns"):
        return False
    return referent.type is EntityType.ORGANIZATION and head in (
        "organisation", "group", "watchdog", "ngo", "body", "company", "firm", "charity", "association",
    )  # fmt: skip
