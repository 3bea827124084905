"""What kind of thing a one-word name stands for, by all that the report tells of it.

The reader types each mention by itself, and takes a newspaper or a state whose name it doesn't know for a person. Then
"it" could not be the newspaper, and "he" could. A report says which it is: "the Lamp", "Lamp, a site that …",
"Orven's parliament".
"""

import re
from collections import Counter

from onrecord.records import Entity, EntityType, Span
from onrecord.resolve.article import Article
from onrecord.resolve.mentions import ACTOR_TYPES, nouns, singular, words_of_kind
from onrecord.resolve.names import Verdict, compare_organisations, folded, without_possessive
from onrecord.resolve.states import is_adjective
from onrecord.resolve.tables import table

_LOOK = 60
# Signs that a name is no person's, one of which may mislead: "the Regent", "in Vel's words".
LEAST = 2
# "The Lamp said that it …"
_IT = re.compile(r" (?:\w+ ){1,2}(?:it|its)\b")
_THE = re.compile(r"\b[Tt]he $")
_IN = re.compile(r"\b(?:in|In|across|throughout) $")
# Behind "the Lamp" the name is over: no "the Vel letter", "the Orin government".
_VERBS = (
    "has have had is was were to will would could can did does said says told report reports reported quote quotes"
    " quoted writes wrote found call calls called count counts counted publishes published knows know asked"
)
_SMALL = "and or that whether which who in on at for from as itself also alone first later"
_OVER = re.compile(rf"(?=[,.;:)?!]|['’]s\b|\s*\n| (?:(?:{'|'.join(f'{_VERBS} {_SMALL}'.split())})\b|$))")
# "Lamp, a site that follows …", "Lamp, an independent newspaper with …": up to where the phrase ends.
_APPOSED = re.compile(
    r",? (?:a|an|the) (?P<noun>(?:[\w’'-]+ ){0,4}?[\w-]+)(?=[,.;]| (?:that|which|with|of|for|in|from|based)\b)"
)
# What only states and their like have: a city has a mayor, a person a lawyer.
_OF_STATES = re.compile(
    r"(?:['’]s|, whose) (?:"
    r"(?:then |new |own )?(?:foreign|prime|interior|defence|defense|finance) (?:minister|ministry)|"
    r"(?:embassy|ambassador|parliament|capital)\b)"
)
# "the embassy of Orven", "the foreign minister of Orven": what only states and their like have.
_STATES = re.compile(
    r"\b(?:(?:foreign|prime|interior|defence|defense|finance) (?:minister|ministry)|embassy|ambassador|parliament|"
    r"capital|republic|kingdom|federation) of $",
    re.IGNORECASE,
)
_AREA = re.compile(r" (?:region|province|district|governorate|county|valley)\b")


def retyped(article: Article, entities: tuple[Entity, ...], *, publisher: str | None) -> tuple[Entity, ...]:
    """The entities, with one-word names that the text shows to be no person's typed as what it shows them to be."""
    names: dict[str, list[Entity]] = {}
    people: set[str] = set()
    for entity in entities:
        if entity.type not in ACTOR_TYPES:
            continue
        words = _words(article, entity)
        if len(words) == 1 and _is_name(words[0]):
            names.setdefault(folded(words[0]), []).append(entity)
        elif entity.type is EntityType.PERSON and len(words) > 1:
            people.update(part for part in (folded(words[0]), folded(words[-1]), *folded(words[-1]).split("-")))
    types: dict[Span, EntityType] = {}
    for name, mentions in names.items():
        if any(m.type is EntityType.PERSON for m in mentions) and name not in people:
            told = _told(article, mentions, publisher)
            if told is not None:
                for mention in mentions:
                    if mention.type is EntityType.PERSON:
                        types[mention.span] = told
    if not types:
        return entities
    return tuple(Entity(e.id, types.get(e.span, e.type), e.span, e.score) for e in entities)


def _words(article: Article, entity: Entity) -> list[str]:
    words = without_possessive(entity.span.of(article.text)).split()
    return words[1:] if len(words) > 1 and words[0].lower() == "the" else words


def _is_name(word: str) -> bool:
    """Whether a word is a name, and neither a title ("the President") nor a people ("the British", "the Lorrins")."""
    noun, plural = singular(word.lower())
    return (
        word[0].isupper()
        and len(word) > 1
        and not plural
        and not is_adjective(noun)
        and noun not in nouns()
        and folded(word) not in words_of_kind("titles")
        and folded(word) not in table("people")["gendered_titles"]
    )


def _told(article: Article, mentions: list[Entity], publisher: str | None) -> EntityType | None:
    """What the report shows a name to be; None where it shows nothing, or that it is a person."""
    text = article.text
    votes: Counter[EntityType] = Counter()
    for mention in mentions:
        start, end = mention.span
        article_inside = mention.span.of(text).lower().startswith("the ")
        name = without_possessive(mention.span.of(text))
        end = start + len(name)
        before = text[max(0, start - _LOOK) : start]
        if _is_titled(before):
            return None
        if (apposed := _apposed(text, end)) is not None:
            votes[apposed] += 2
        if (
            publisher is not None
            and compare_organisations(_words(article, mention)[0], publisher).verdict is Verdict.SAME
        ):
            votes[EntityType.OUTLET] += 2
        if (article_inside or _THE.search(before)) and _OVER.match(text, end):
            votes[EntityType.ORGANIZATION] += 1
        if _IT.match(text, end):
            votes[EntityType.ORGANIZATION] += 1
        if _IN.search(before) and not text.startswith(("'s", "’s"), end):
            votes[EntityType.PLACE] += 1
        if _OF_STATES.match(text, end) or _STATES.search(before) or _AREA.match(text, end):
            votes[EntityType.PLACE] += 2
    if not votes:
        return None
    if votes[EntityType.OUTLET]:
        votes[EntityType.OUTLET] += votes.pop(EntityType.ORGANIZATION, 0)
    (best, most), *rest = votes.most_common()
    return best if most >= LEAST and (not rest or most > rest[0][1]) else None


def _is_titled(before: str) -> bool:
    """Whether a title, or anything that tells who somebody is, stands right before a name."""
    words = before.rstrip(" .").split()
    if not words or before.endswith("\n"):
        return False
    last = folded(words[-1])
    return last in words_of_kind("titles") or last in table("people")["gendered_titles"]


def _apposed(text: str, end: int) -> EntityType | None:
    match = _APPOSED.match(text, end, end + _LOOK)
    if match is None:
        return None
    words = match["noun"].lower().split()
    two, (noun, plural) = " ".join(words[-2:]), singular(words[-1])
    if plural:
        return None
    for kind, type_ in (
        ("outlet_nouns", EntityType.OUTLET),
        ("state_nouns", EntityType.PLACE),
        ("organisation_nouns", EntityType.ORGANIZATION),
        ("state_body_nouns", EntityType.ORGANIZATION),
    ):
        if noun in words_of_kind(kind) or two in words_of_kind(kind):
            return type_
    return None
