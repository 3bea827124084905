"""People of a report by their names, with all that the reading tells of each: who may be a victim.

The reader's entity types are weak on names that it never saw, so actors of other kinds are looked at too if they are
named as people are. Two people are one here only where their full names say so.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from onrecord.records import Actor, ActorKind, Entity, EntityType, Reading, Span
from onrecord.resolve.gazetteer import gazetteer
from onrecord.resolve.mentions import words_of_kind
from onrecord.resolve.names import PersonName, Verdict, compare_people, folded, person_name, without_possessive
from onrecord.resolve.states import is_adjective, state_of
from onrecord.resolve.tables import table

_NAME_TYPES = frozenset({EntityType.PERSON, EntityType.GROUP, EntityType.ORGANIZATION})
# A word with its initials, hyphens and apostrophes: "al-Mutairi", "P.Varavara", "Man-ying".
_TOKEN = re.compile(r"[^\W\d_](?:[\w’'‘-]|\.(?=\w|\s*[A-Z]))*(?:(?<=\b\w)\.)?")
_ARTICLES = ("al-", "el-", "ul-", "d'", "d’", "al ", "ar-", "as-", "ad-", "an-")
_SMALL_ARTICLE = re.compile(r"(?<!\S)(?:al|el|ul|ar|as|ad|an)(?=-)")
_STOPS = (".", "!", "?", ".”", '."')
# Words that begin sentences, and so may stand in capitals before a name.
_NEVER = frozenset(
    "the a an and but or if when while as after before in on at of to by for from with without since that this these"
    " those his her their its our my he she it they we you i who what why how where not no yes so then also both many"
    " some all former late like unlike according".split()
)
LONGEST = 5  # words of a personal name, particles included


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a name, in the making.

    Attributes:
        name: the fullest name in the report, without titles and descriptions.
        parsed: the same in its parts.
        actors: ids of the actors that it stands for.
        mentions: entities that stand for it, in text order.
        known: whether the reader itself takes it for a person.
    """

    name: str
    parsed: PersonName
    actors: list[str]
    mentions: list[Entity]
    known: bool
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def spans(self) -> list[Span]:
        """Where it is mentioned."""
        return [mention.span for mention in self.mentions]


def people_of(reading: Reading) -> list[Person]:
    """Everybody in the reading who has a name, in the order of first mention."""
    names = Names(reading.report.text)
    owned: dict[str, list[Entity]] = {}
    for entity in reading.entities:
        if entity.actor is not None:
            owned.setdefault(entity.actor, []).append(entity)
    found: list[Person] = []
    for actor in reading.actors:
        if actor.kind in (ActorKind.STATE, ActorKind.OUTLET, ActorKind.OFFICE):
            continue
        person = _person(actor, owned.get(actor.id, []), names)
        if person is not None:
            _add(found, person)
    for person in found:
        person.mentions.sort(key=lambda mention: mention.span)
    found.sort(key=lambda person: person.mentions[0].span)
    return found


def _person(actor: Actor, mentions: list[Entity], names: "Names") -> Person | None:
    forms: Counter[str] = Counter()
    for mention in mentions:
        if mention.type in _NAME_TYPES:
            name = names.at(mention.span)
            if name is not None:
                forms[name] += 1
    known = actor.kind is ActorKind.PERSON
    if not known:
        forms = Counter({form: count for form, count in forms.items() if _like_a_person(form)})
    if not forms:
        return None
    order = {form: number for number, form in enumerate(forms)}
    chosen = min(forms, key=lambda form: (-min(2, len(form.split())), -forms[form], -len(form), order[form]))
    parsed = _parsed(chosen)
    if parsed is None:
        return None
    return Person(chosen, parsed, [actor.id], list(mentions), known, forms)


def _parsed(name: str) -> PersonName | None:
    """The name in its parts; one that begins small ("al-Terrin") ends no name before it."""
    return person_name(_SMALL_ARTICLE.sub(lambda match: match[0].capitalize(), name))


class Names:
    """Personal names around mentions, whole: the reader's edges fall inside names that it never saw."""

    def __init__(self, text: str) -> None:
        self._text = text
        # a word that the text also writes small is no name: "Activist", "Murder", "But"
        self._small = frozenset(re.findall(r"(?<![\w’'./@#-])[^\W\d_A-Z][\w]{2,}", text))
        self._lines: dict[int, bool] = {}

    def at(self, span: Span) -> str | None:
        """The name that the mention ends with or stands in: "popular comedienne Ama Terrin" is Ama Terrin."""
        words = [Span(match.start(), match.end()) for match in _TOKEN.finditer(self._text, span.start, span.end)]
        words = [self._clean(word) for word in words]
        kept = [k for k, word in enumerate(words) if self._is_name(word)]
        if not kept:
            return None
        last = kept[-1]
        first = last
        while first and self._joined(words[first - 1], words[first]):
            if self._is_name(words[first - 1]) or (first > 1 and self._is_particle(words[first - 1])):
                first -= 1
            else:
                break
        chain = words[first : last + 1]
        if not self._is_headline(span.start):
            self._extend(chain)
        while chain and (self._is_title(chain[0]) or not (self._is_name(chain[0]) or len(chain) > 1)):
            chain.pop(0)
        if not chain or len(chain) > LONGEST:
            return None
        return " ".join(self._text[chain[0].start : chain[-1].end].split()).strip("’'‘")

    def _extend(self, chain: list[Span]) -> None:
        """Take in the words on either side that belong to the name."""
        while len(chain) < LONGEST:
            before = list(_TOKEN.finditer(self._text, max(0, chain[0].start - 40), chain[0].start))
            if not before:
                break
            word = self._clean(Span(before[-1].start(), before[-1].end()))
            if not self._joined(word, chain[0]) or self._is_title(word):
                break
            if not (self._is_name(word) or self._is_particle(word)):
                break
            chain.insert(0, word)
        while len(chain) < LONGEST:
            after = _TOKEN.match(self._text, chain[-1].end) or _TOKEN.match(self._text, chain[-1].end + 1)
            if after is None:
                break
            word = self._clean(Span(after.start(), after.end()))
            if not self._joined(chain[-1], word) or not (self._is_name(word) or self._is_particle(word)):
                break
            chain.append(word)
        while len(chain) > 1 and self._is_particle(chain[-1]):
            chain.pop()

    def _clean(self, span: Span) -> Span:
        word = without_possessive(span.of(self._text)).rstrip(",;:")
        return Span(span.start, span.start + len(word))

    def _joined(self, left: Span, right: Span) -> bool:
        gap = self._text[left.end : right.start]
        return gap in (" ", "\u00a0", "-", "") or (gap in (". ", ".") and left.end - left.start == 1)

    def _is_name(self, span: Span) -> bool:
        word = span.of(self._text)
        bare = word.rstrip(".")
        if not bare or not bare[0].isupper():
            return bare.lower().startswith(_ARTICLES) and len(bare) > 4
        if bare.isupper() and len(bare) > 2 and "." not in bare:
            return False
        if bare.lower() in self._small or bare.lower() in _NEVER or (word.endswith(".") and len(bare) > 2):
            return False
        return state_of(bare) is None and not is_adjective(bare)

    def _is_title(self, span: Span) -> bool:
        key = folded(span.of(self._text).rstrip("."))
        return key in table("people")["titles"] or key in table("people")["gendered_titles"]

    def _is_particle(self, span: Span) -> bool:
        return folded(span.of(self._text)) in words_of_kind("particles")

    def _is_headline(self, position: int) -> bool:
        """Whether the line writes most of its words with a capital."""
        start = self._text.rfind("\n", 0, position) + 1
        if start not in self._lines:
            end = self._text.find("\n", start)
            line = self._text[start : end if end >= 0 else None].rstrip()
            words = re.findall(r"[^\W\d_]{4,}", line)
            capital = sum(word[0].isupper() for word in words) > 0.6 * len(words)
            self._lines[start] = capital and not line.endswith(_STOPS)
        return self._lines[start]


def _like_a_person(form: str) -> bool:
    """Whether what the reader took for a body may be a person: several words, none that bodies are called by."""
    words = form.split()
    if not 2 <= len(words) <= 4 or any(word.isupper() and len(word) > 2 for word in words):
        return False
    keys = [folded(word) for word in words]
    bodies = ("organisation_nouns", "state_body_nouns", "outlet_nouns", "group_nouns", "documents", "international")
    if any(
        key in words_of_kind(kind) or key.removesuffix("s") in words_of_kind(kind) for key in keys for kind in bodies
    ):
        return False
    if state_of(form) is not None or any(state_of(word) is not None for word in words):
        return False
    return not gazetteer().candidates(form)


def _add(found: list[Person], person: Person) -> None:
    """Add a person, or what is said of somebody already found whose full name is the same."""
    for other in found:
        if not (other.parsed.full and person.parsed.full):
            continue
        if compare_people(other.parsed, person.parsed).verdict is Verdict.SAME:
            other.actors += person.actors
            other.mentions += person.mentions
            other.known = other.known or person.known
            if (sum(person.forms.values()), len(person.name)) > (sum(other.forms.values()), len(other.name)):
                other.name, other.parsed = person.name, person.parsed
            other.forms += person.forms
            return
    found.append(person)
