"""What kind of actor a referent is, and what it is called."""

import re

from onrecord.records import ActorKind, EntityType
from onrecord.resolve.article import Article
from onrecord.resolve.mentions import Form, words_of_kind
from onrecord.resolve.names import folded, organisation_key, without_possessive
from onrecord.resolve.referents import Referent
from onrecord.resolve.states import state_of

# A description of more words is cut before the first of these.
LONGEST_NAME = 8
# … but not within a list of names: "the ministers of Lorrin, Orven and Sael".
_CLAUSE = re.compile(
    r"(?<=\w)(?:,? (?:who|whom|whose|which|that|where|when)\b|[;:—–(]|,(?! (?:and )?[A-Z][\w-]*(?:,| and [A-Z])))"
)
# "These printers" only points back to whoever the text has described.
_POINTING = frozenset("this that these those both such".split())
# Heads of descriptions that are offices when nobody in the report is said to hold them.
OFFICES = frozenset(
    "minister president premier chancellor secretary governor mayor ambassador consul king queen emir sultan pm"
    " vice-president pope monarch ombudsman".split()
)


def kind_of(referent: Referent, article: Article) -> ActorKind:
    """Person, office, organisation, state body, state, group or outlet."""
    if referent.described is not None:
        return _described_kind(referent)
    if referent.type is EntityType.PERSON:
        return ActorKind.PERSON
    if referent.type is EntityType.PLACE:
        return ActorKind.STATE
    if referent.type is EntityType.GROUP:
        return ActorKind.STATE_BODY if _is_state_body(referent) else ActorKind.GROUP
    if _is_outlet(referent):
        return ActorKind.OUTLET
    return ActorKind.STATE_BODY if _is_state_body(referent) else ActorKind.ORGANISATION


def name_of(referent: Referent, article: Article) -> str:
    """The fullest name in the report; for somebody described, the fullest description."""
    if referent.described is not None:
        texts = [
            _cut(" ".join(without_possessive((m.core or m.span).of(article.text)).split()))
            for m in sorted(referent.mentions, key=lambda m: m.span)
            if m.form in (Form.DESCRIPTION, Form.JOINT)
        ]
        texts = [text for text in texts if text.split()[0].lower() not in _POINTING] or texts
        return max(texts, key=lambda text: min(len(text.split()), 8)) if texts else _cut(referent.described)
    order = {name: number for number, name in enumerate(referent.names)}
    return min(referent.names, key=lambda name: (-len(name.split()), -referent.names[name], -len(name), order[name]))


def _cut(text: str) -> str:
    """A description without the clauses that hang on it, where it is long."""
    return _CLAUSE.split(text, maxsplit=1)[0] if len(text.split()) > LONGEST_NAME else text


def _described_kind(referent: Referent) -> ActorKind:
    mention = referent.mentions[0]
    head = mention.head
    if head in words_of_kind("state_body_nouns") and (head not in words_of_kind("weak_state_body_nouns")):
        return ActorKind.STATE_BODY
    if referent.type is EntityType.GROUP or referent.plural:
        return ActorKind.GROUP
    if head in words_of_kind("outlet_nouns") - words_of_kind("organisation_nouns") - {"agency"}:
        return ActorKind.OUTLET
    if head in words_of_kind("state_nouns"):
        return ActorKind.STATE
    if head in words_of_kind("organisation_nouns") | words_of_kind("state_body_nouns") | words_of_kind("documents"):
        return ActorKind.ORGANISATION
    if head in OFFICES and mention.definite:
        return ActorKind.OFFICE
    person = referent.type is EntityType.PERSON or head.endswith("-year-old")
    return ActorKind.PERSON if person else ActorKind.ORGANISATION


def _is_outlet(referent: Referent) -> bool:
    for name in referent.names:
        plain = " ".join(folded(word) for word in name.split())
        if plain in words_of_kind("outlets") or plain.removeprefix("the ") in words_of_kind("outlets"):
            return True
    if referent.type is not EntityType.OUTLET:
        return False
    return not _is_state_body(referent)


def _is_state_body(referent: Referent) -> bool:
    metonyms, strong, weak = (
        words_of_kind("metonyms"),
        words_of_kind("state_body_nouns"),
        words_of_kind("weak_state_body_nouns"),
    )
    for name in referent.names:
        if name.lower() in metonyms:
            return True
        key = organisation_key(name)
        if set(key) & words_of_kind("international"):
            return False
        if set(key) & (strong - weak) or " ".join(key) in strong:
            return True
        if set(key) & weak and any(
            word in ("national", "federal", "central", "state", "ministry") or state_of(word) for word in key
        ):
            return True
    return False
