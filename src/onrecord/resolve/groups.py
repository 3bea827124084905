"""Described sources and participants: "the government of Karvenia", "police", "six protesters", "the report"."""

import re

from onrecord.records import EntityType, Span
from onrecord.resolve.article import Article
from onrecord.resolve.described import Descriptions
from onrecord.resolve.kinds import OFFICES
from onrecord.resolve.mentions import Form, Mention, nouns, words_of_kind
from onrecord.resolve.names import folded, without_possessive
from onrecord.resolve.referents import Referent
from onrecord.resolve.states import state_of

# "(the) Guild of Harbour Printers (GHP)", "… Printers, GHP,"
_WITH_INITIALS = re.compile(r"(?:[Tt]he )?(?P<name>[A-Z][^(),]{5,80}?)(?: \(|, )(?P<short>[A-Z][A-Za-z]{1,8})[),]*")
# Bodies by other words.
_SAME_BODY = {"prosecution": "prosecutor's office"}


class Groups:
    """Referents that have no name, and the rules by which one description stands for another."""

    def __init__(self, article: Article, descriptions: Descriptions, named: dict[Span, Mention]) -> None:
        self._article = article
        self._descriptions = descriptions
        self._named = named
        self._ends = {mention.span.end: mention for mention in named.values()}
        self._begins = {mention.span.start: mention for mention in named.values()}
        self._found: dict[str, list[tuple[Mention, Referent]]] = {}
        self._last_document: tuple[str, Referent] | None = None

    def joint(self, mention: Mention) -> Referent:
        """The group that names put side by side make: "A and B"."""
        referent = Referent(EntityType.GROUP, plural=True)
        referent.described = " ".join(without_possessive(mention.span.of(self._article.text)).split())
        return referent

    def described(self, mention: Mention, *, only_known: bool) -> Referent | None:
        """Whom a description stands for: somebody named, somebody described before, or somebody new.

        Args:
            mention: the description.
            only_known: whether a description of nobody known is left without a referent, as what a response is about.
        """
        if (beside := self._beside(mention)) is not None:
            return beside
        if (short := self._written_out(mention)) is not None:
            return short
        if mention.head in words_of_kind("documents"):
            found = self._maker(mention)
            if found is not None:
                self._last_document = (mention.head, found)
                return found
        body = mention.type is not EntityType.PERSON and self._state(mention) is not None
        known = None if body else self._descriptions.description(mention)
        if known is not None:
            return known
        for earlier, referent in reversed(self._found.get(_body(mention), [])):
            # "the officer" whom a relative speaks of is not the officer who spoke to the paper
            apart = mention.type is EntityType.PERSON and mention.head not in OFFICES
            if apart and mention.quoted != earlier.quoted:
                continue
            if self._again(earlier, mention):
                return referent
        if (named := self._descriptions.named_later(mention)) is not None:
            return named
        if only_known and not self._is_somebody(mention):
            return None
        referent = Referent(mention.type, plural=mention.plural or mention.type is EntityType.GROUP)
        referent.described = " ".join(without_possessive(mention.span.of(self._article.text)).split())
        referent.somebody = mention.somebody and not _is_our_own(mention)
        if mention.gender:
            referent.genders[mention.gender] += 3
        self._found.setdefault(_body(mention), []).append((mention, referent))
        return referent

    def _beside(self, mention: Mention) -> Referent | None:
        """The name in apposition: "the director, Jan Vel" or "Jan Vel, a lawyer"."""
        if mention.type is not EntityType.PERSON or mention.plural or mention.head not in nouns():
            return None
        text = self._article.text
        for gap in (1, 2):
            after = self._begins.get(mention.span.end + gap)
            if after is not None and text[mention.span.end : after.span.start].strip(" ,") == "":
                return self._person(after)
            before = self._ends.get(mention.span.start - gap)
            if before is not None and text[before.span.end : mention.span.start] == ", " and gap == 2:
                return self._person(before)
        return None

    def _written_out(self, mention: Mention) -> Referent | None:
        """The body whose name a phrase writes out before its initials: "the Guild of Harbour Printers (GHP)"."""
        match = _WITH_INITIALS.fullmatch(mention.span.of(self._article.text))
        if match is None:
            return None
        words = [word for word in match["name"].replace("-", " ").split() if word[0].isalnum()]
        spelled = ("".join(w[0] for w in words), "".join(w[0] for w in words if w[0].isupper()))
        end = mention.span.start + match.end("short")
        named = next((m for m in self._named.values() if m.span.end == end), None)
        if (
            match["short"].upper() not in (initials.upper() for initials in spelled)
            or named is None
            or not isinstance(named.referent, Referent)
        ):
            return None
        if named.referent.type is not EntityType.PLACE:
            named.referent.names[" ".join(match["name"].split())] += 1
            return named.referent
        return None

    @staticmethod
    def _person(mention: Mention) -> Referent | None:
        referent = mention.referent
        return referent if isinstance(referent, Referent) and referent.type is EntityType.PERSON else None

    def _maker(self, mention: Mention) -> Referent | None:
        """Whose a document is: its owner in the phrase, or the maker of the document just told of."""
        if mention.owner is not None:
            owner = self._named.get(mention.owner.span)
            if owner is not None and isinstance(owner.referent, Referent):
                return owner.referent if owner.type is not EntityType.PLACE else None
        if not mention.definite:
            return None
        if self._last_document is not None:
            head, referent = self._last_document
            if head == mention.head or mention.head in ("document", "findings", "paper"):
                return referent
        return self._descriptions.issuer(mention)

    def _state(self, mention: Mention) -> str | None:
        """The state or the named body that a description belongs to."""
        for word in sorted(mention.modifiers):
            if (code := state_of(word)) is not None:
                return code
        if mention.owner is not None:
            text = without_possessive(mention.owner.span.of(self._article.text))
            return state_of(text) or folded(text)
        return None

    def _again(self, earlier: Mention, mention: Mention) -> bool:
        """Whether a description stands for the one described before in the same words."""
        if mention.indefinite or earlier.plural != mention.plural or mention.form is not Form.DESCRIPTION:
            return False
        ours, theirs = self._state(mention), self._state(earlier)
        if ours is not None and ours != theirs:
            return False
        body = mention.head in words_of_kind("state_body_nouns")
        if not (mention.definite or mention.plural or body):
            return False
        if not mention.modifiers <= earlier.modifiers:
            return False
        return body or mention.definite or mention.modifiers == earlier.modifiers

    @staticmethod
    def _is_somebody(mention: Mention) -> bool:
        return (
            any(
                mention.head in words_of_kind(kind)
                for kind in ("group_nouns", "state_body_nouns", "organisation_nouns", "outlet_nouns")
            )
            or mention.head in nouns()
        )


def _body(mention: Mention) -> str:
    """What a description says that somebody is, one word for each body."""
    return _SAME_BODY.get(mention.head, mention.head)


def _is_our_own(mention: Mention) -> bool:
    """Whether a report so speaks of who wrote it: whoever "told our correspondent" is not the correspondent."""
    return "our" in mention.modifiers and not mention.quoted and mention.head in ("correspondent", "reporter")
