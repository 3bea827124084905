"""Mentions found: of what form a span of a report is, and what it says of whom it stands for."""

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import Any

from onrecord.records import Entity, EntityType, Span
from onrecord.resolve.article import Article
from onrecord.resolve.mentions import (
    ACTOR_TYPES,
    HEAD_ENDS,
    Form,
    Mention,
    is_known,
    nouns,
    singular,
    words_of_kind,
)
from onrecord.resolve.names import folded, without_possessive
from onrecord.resolve.states import is_adjective
from onrecord.resolve.tables import table

_WORD = re.compile(r"[^\W_]+(?:[.'’ʻ-][^\W_]+)*", re.UNICODE)
_OF_A_NAME = re.compile(r" of (?:the )?[A-Z]")
_OFFICES = frozenset("secretary minister attorney chief speaker commissioner chancellor director head".split())
_TITLED = re.compile(r"(?:\(|, )(?:Mr|Mrs|Ms|Dr|Sen|Rep|Col|Gen|Colonel|General|Judge)\.? $")
# What stands at the edges of a source and is no part of who it is.
_OURSELVES = re.compile(r"We, (?=the )")
_RELATIVE_BEHIND = re.compile(r"(?<! of)(?<! to)(?<! for)(?<! with)(?<! by),? (?:who|whom|which|that),?$")
_DEFINITE = frozenset("the this that these those his her their its our my your".split())
_INDEFINITE = frozenset("a an one another some several many few no any every each more most both two three".split())
# Determiners that say nothing more; "her son" and "his son" are two.
_IDLE = frozenset("the this that these those a an another some".split())
# Endings by which a noun that the tables lack still names a person.
_AGENT = ("er", "or", "ist", "ian", "man", "woman", "eer", "ant")


def whole_names(text: str, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The entities, with names that the reader broke made whole: "Union" and "of Printers", "Arren" and "Bridge"."""
    entities = _unbroken(text, entities)
    starts = {entity.span.start: entity for entity in entities}
    rest: set[str] = set()
    whole: dict[str, Entity] = {}
    for entity in entities:
        if entity.type not in (EntityType.ORGANIZATION, EntityType.OUTLET) or not entity.span.of(text)[0].isupper():
            continue
        after = starts.get(entity.span.end + 1)
        word = folded(entity.span.of(text).split()[-1])
        if after is None or word in nouns() or word in words_of_kind("titles"):
            continue
        if _OF_A_NAME.match(text, entity.span.end) and after.type in ACTOR_TYPES | {EntityType.PLACE}:
            rest.add(after.id)
            whole[entity.id] = Entity(entity.id, entity.type, Span(entity.span.start, after.span.end), entity.score)
    return tuple(whole.get(e.id, e) for e in entities if e.id not in rest) if rest else entities


def _unbroken(text: str, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The entities, with two single words made one name where the first was taken for a person's.

    A person's name and a place's don't stand side by side with nothing between them: "Arren Bridge" is one name, of
    what its second half says.
    """
    out: list[Entity] = []
    for entity in sorted(entities, key=lambda e: e.span):
        before = out[-1] if out else None
        if (
            before is not None
            and before.type is EntityType.PERSON
            and entity.type in (EntityType.PLACE, EntityType.ORGANIZATION)
            and text[before.span.end : entity.span.start] == " "
            and _is_half(text, before.span)
            and singular(folded(without_possessive(entity.span.of(text))))[0] in _of_no_person()
        ):
            out[-1] = Entity(before.id, entity.type, Span(before.span.start, entity.span.end), entity.score)
        else:
            out.append(entity)
    return entities if len(out) == len(entities) else tuple(out)


@cache
def _of_no_person() -> frozenset[str]:
    kinds = ("place_nouns", "group_nouns", "organisation_nouns", "state_body_nouns", "state_nouns", "documents")
    return frozenset().union(*(words_of_kind(kind) for kind in (*kinds, "outlet_nouns", "outlet_names")))


def _is_half(text: str, span: Span) -> bool:
    word = span.of(text)
    noun = folded(word)
    titles = words_of_kind("titles") | nouns().keys() | HEAD_ENDS | _DEFINITE
    return (
        " " not in word and word[:1].isupper() and word[1:2].islower() and noun not in titles and not is_adjective(noun)
    )


class Finder:
    """Finds the form of any span of one article, with the reader's entities at hand."""

    def __init__(self, article: Article, entities: tuple[Entity, ...]) -> None:
        self._article = article
        self._entities = sorted(entities, key=lambda entity: entity.span)
        self._starts = [entity.span.start for entity in self._entities]

    def within(self, span: Span) -> list[Entity]:
        """Entities that lie within the span, in text order."""
        at = bisect_left(self._starts, span.start)
        found = []
        while at < len(self._entities) and self._entities[at].span.start < span.end:
            if self._entities[at].span.end <= span.end + 2:
                found.append(self._entities[at])
            at += 1
        return found

    def named(self, entity: Entity) -> Mention:
        """The mention that an entity with a name is."""
        return self._mention(entity.span, Form.NAME, entity.type, entity.score, name=entity.span)

    def mention(self, span: Span, score: float) -> Mention:
        """The mention that fills a role or is a source."""
        text = without_possessive(span.of(self._article.text)).strip(" \n\t\"“”‘’'—–-(),:")
        words = [match.group() for match in _WORD.finditer(text)]
        lowered = " ".join(words).lower()
        pronouns = table("people")["pronouns"]
        if lowered in pronouns:
            facts = pronouns[lowered]
            mention = self._mention(span, Form.PRONOUN, EntityType.PERSON, score, head=lowered)
            mention.person = facts["person"]
            mention.plural = facts.get("number") == "plural"
            mention.gender = facts.get("gender")
            if mention.gender == "n":
                mention.type = EntityType.ORGANIZATION
            elif mention.plural:
                mention.type = EntityType.GROUP
            return mention
        if lowered in words_of_kind("relative"):
            return self._mention(span, Form.RELATIVE, EntityType.PERSON, score, head=lowered)
        if not words or lowered in words_of_kind("nobody"):
            return self._mention(span, Form.NOBODY, EntityType.PERSON, score)
        core = self._core(span)
        mention = self._phrase(core, words, score)
        mention.span, mention.core = span, core
        return mention

    def _core(self, span: Span) -> Span:
        """The span without what the reader took along: "the minister, who" and "We, the ministers"."""
        text = span.of(self._article.text)
        start = _OURSELVES.match(text)
        end = _RELATIVE_BEHIND.search(text, 1)
        first, last = 0 if start is None else start.end(), len(text) if end is None else end.start()
        return span if first >= last else Span(span.start + first, span.start + last)

    def _phrase(self, span: Span, words: list[str], score: float) -> Mention:
        actors = [entity for entity in self.within(span) if entity.type is not EntityType.TIME]
        actors = [entity for entity in actors if entity.type is not EntityType.NUMBER]
        names = [entity for entity in actors if entity.type in ACTOR_TYPES or entity.type is EntityType.PLACE]
        head_end = self._head_end(span, names)
        head = Span(span.start, head_end)
        at_end = [e for e in names if e.span.start < head_end and self._only_marks(e.span.end, head_end)]
        if self._joint(span, names, head):
            return self._mention(span, Form.JOINT, EntityType.GROUP, score, plural=True)
        if not at_end and names and names[-1].type is EntityType.PERSON and names[-1].span.start > head_end:
            between = self._article.text[head_end : names[-1].span.start]
            # "the envoy, Jan Vel", "THE CHAIR (Ms Vel)": the name closes the phrase
            closes = between.rstrip().endswith((",", "(")) or _TITLED.search(between) is not None
            closes = (closes or self._is_office(span.start, head_end, between)) and not self._names_another(between)
            if closes and self._only_marks(names[-1].span.end, span.end):
                at_end = [names[-1]]
        if at_end:
            entity = self._without_home(at_end[-1], names)
            return self._mention(span, Form.NAME, entity.type, score, name=entity.span)
        return self._described(span, head, names, score)

    def _head_end(self, span: Span, names: list[Entity]) -> int:
        """Where the noun phrase proper ends: before a preposition, a relative or a comma outside names."""
        article = self._article
        index = article.word_at(span.start)
        begun = False
        while index < len(article.words) and article.starts[index] < span.end:
            start = article.starts[index]
            word = article.words[index]
            inside = any(e.span.start < start < e.span.end for e in names)
            if begun and not inside and (word.lower() in HEAD_ENDS or word in ",;:(—–"):
                return article.ends[index - 1]
            begun = begun or word[0].isalnum()
            index += 1
        return span.end

    def _is_office(self, start: int, end: int, between: str) -> bool:
        """Whether a name follows its office: "Secretary of State Jan Vel", never "a friend of President Vel"."""
        head = self._article.text[start:end].split()[-1:]
        words = between.split()
        return (
            bool(head)
            and head[0].lower() in _OFFICES
            and len(words) > 1
            and words[0] == "of"
            and all(word[0].isupper() or word in ("and", "the", "for") for word in words[1:])
            and not any(word.lower() in words_of_kind("titles") for word in words[1:])
        )

    @staticmethod
    def _names_another(between: str) -> bool:
        """Whether a name in the end is likelier another's: "a spokesman for the prosecutor general, Ms Vel"."""
        words = [match.group().lower() for match in _WORD.finditer(between)]
        if len(words) < 3 or words[0] not in ("for", "of", "to") or words[1] != "the":
            return False
        return any(word in nouns() for word in words[2:])

    def _only_marks(self, start: int, end: int) -> bool:
        """Whether nothing but punctuation or a possessive stands between; then the name ends the phrase."""
        between = self._article.text[start:end] if start < end else ""
        return without_possessive("x" + between).strip(" \"”’'),.") == "x"

    def _without_home(self, last: Entity, names: list[Entity]) -> Entity:
        """The person whom a phrase names before a place: "Foreign Minister Vel of Lorrin" is Vel."""
        before = [e for e in names if e.span.end <= last.span.start]
        if last.type is not EntityType.PLACE or not before or before[-1].type is not EntityType.PERSON:
            return last
        between = self._article.text[before[-1].span.start : last.span.start].split()
        return before[-1] if between[-1:] in (["of"], ["from"]) or between[-2:] == ["of", "the"] else last

    def _joint(self, span: Span, names: list[Entity], head: Span) -> list[Entity]:
        """The names that a phrase such as "A and B" puts side by side, or none."""
        text = self._article.text
        found: list[Entity] = []
        for left, right in pairwise(names):
            between = text[left.span.end : right.span.start].strip().lower()
            if right.span.start <= head.end + 60 and between in ("and", "or", ",", ", and", "&"):
                found = [*found, right] if found else [left, right]
        if len(found) < 2 or not self._only_marks(found[-1].span.end, span.end):
            return []
        last = text[found[-2].span.end : found[-1].span.start].strip().lower()
        return found if last in ("and", "or", ", and", "&") else []

    def _described(self, span: Span, head: Span, names: list[Entity], score: float) -> Mention:
        text = self._article.text
        words = [match.group() for match in _WORD.finditer(without_possessive(head.of(text)))]
        lowered = [word.lower() for word in words]
        definite = bool(lowered) and lowered[0] in _DEFINITE
        indefinite = bool(lowered) and (lowered[0] in _INDEFINITE or lowered[0].isdigit())
        noun = folded(lowered[-1]) if lowered else ""
        head_noun, plural = singular(lowered[-1]) if lowered else ("", False)
        if len(lowered) > 1 and not is_known(head_noun) and is_known(singular(lowered[-2])[0]):
            lowered = lowered[:-1]  # "the statement carried by …"
            head_noun, plural = singular(lowered[-1])
        two = " ".join(lowered[-2:]).replace("’", "'")
        if noun in ("accused", "deceased") and definite:
            head_noun, plural = noun, False
        for kind in ("documents", "outlet_nouns", "state_body_nouns", "organisation_nouns"):
            if len(lowered) > 1 and two in words_of_kind(kind):
                head_noun, plural = two, False
        after = text[head.end : head.end + 4]
        body = plural and head_noun == noun and noun in words_of_kind("organisation_nouns") and after != " of "
        if body:
            plural = False  # "the group" is a body, "a group of men" is men
        owner = next((e for e in reversed(names) if e.span.start < head.end), None)
        if owner is None:
            owner = next((e for e in names if e.span.start >= head.end), None)
        type_ = EntityType.ORGANIZATION if body else self._type(head_noun, plural)
        mention = self._mention(span, Form.DESCRIPTION, type_, score, head=head_noun or noun)
        mention.modifiers = frozenset(folded(without_possessive(word)) for word in lowered[:-1] if word not in _IDLE)
        mention.owner = owner
        mention.definite, mention.indefinite, mention.plural = definite, indefinite, plural
        gender = nouns().get(head_noun)
        mention.gender = gender if gender in ("m", "f") else None
        mention.somebody = head_noun in nouns() or head_noun.endswith(_AGENT) or is_adjective(head_noun)
        return mention

    @staticmethod
    def _type(noun: str, plural: bool) -> EntityType:
        if noun in words_of_kind("group_nouns"):
            return EntityType.GROUP
        if noun in nouns():
            return EntityType.GROUP if plural else EntityType.PERSON
        if noun in words_of_kind("outlet_nouns"):
            return EntityType.OUTLET
        if any(
            noun in words_of_kind(kind)
            for kind in ("state_body_nouns", "organisation_nouns", "state_nouns", "documents")
        ):
            return EntityType.ORGANIZATION
        if noun.endswith(_AGENT) or is_adjective(noun):
            return EntityType.GROUP if plural else EntityType.PERSON
        return EntityType.GROUP if plural else EntityType.ORGANIZATION

    def _mention(self, span: Span, form: Form, type_: EntityType, score: float, **facts: Any) -> Mention:  # noqa: ANN401  fields of Mention
        article = self._article
        sentence = article.sentence(span.start)
        return Mention(span, form, type_, sentence, article.paragraph(span.start), score, **facts)
