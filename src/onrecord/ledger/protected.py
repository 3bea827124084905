"""Whom a case protects without being told: victims, their relatives, and sources without a public position.

Taken from readings by plain rules, and meant to take too many rather than too few: whoever is taken wrongly is masked
until a reviewer reveals them. A rule sees only what the reader found; whom the reader missed, a reviewer has to mark.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.ledger.guarding import name_words
from onrecord.ledger.names import PARTICLES, TITLES, keys, words
from onrecord.records.decision import Role
from onrecord.records.span import Span

# Whoever bears one of these speaks or acts for an office, and is not masked merely for being quoted.
PUBLIC = frozenset(
    "president vice-president premier chancellor minister undersecretary secretary secretary-general senator"
    " congressman congresswoman mp mep lawmaker parliamentarian deputy legislator governor mayor ambassador envoy"
    " consul commissioner rapporteur spokesman spokeswoman spokesperson director director-general chair chairman"
    " chairwoman chairperson head leader chief speaker judge prosecutor attorney-general ombudsman ombudswoman king"
    " queen prince princess emir sultan pope archbishop bishop patriarch cardinal general admiral colonel commander"
    " major captain lieutenant superintendent warden sen rep gov gen col amb maj capt lt".split()
)
KIN = (
    "wife|husband|widow|widower|spouse|partner|fianc[eé]e?|mother|father|parents?|son|daughter|child|children|brother"
    "|sister|sibling|twin|cousin|uncle|aunt|niece|nephew|grand(?:mother|father|son|daughter|parents?)"
    "|(?:mother|father|son|daughter|brother|sister)-in-law|step(?:mother|father|son|daughter)|relative|relatives"
)
_OWNER = r"(?:his|her|their|my|our|whose|\w+['’]s?)"
_KIN_BEFORE = re.compile(rf"\b{_OWNER}\s(?:[\w-]+\s){{0,2}}(?:{KIN}),?\s\Z", re.IGNORECASE)
_KIN_BEHIND = re.compile(
    rf",?\s(?:{_OWNER}\s(?:[\w-]+\s){{0,2}}(?:{KIN})|(?:the|a)\s(?:[\w-]+\s){{0,2}}(?:{KIN})\sof)\b", re.IGNORECASE
)
_WORD_BEFORE = re.compile(r"([\w-]+)\s\Z")
_APPOSITION = re.compile(r",\s(?:the\s|a\s|an\s)?([^,.;:()\n]{1,80})")
_HEAD_ENDS = re.compile(r"\s(?:of|for|at|in|to|on|who|from|with|and)\s.*", re.DOTALL)
_DETERMINED = re.compile(r"\b(?:the|a|an)\s\Z", re.IGNORECASE)
_GAP = re.compile(r"[\s'’-]{1,2}|\.\s")

_NOT_PERSONS = frozenset({"place", "organization", "outlet", "group"})
_BY_WEIGHT = (Role.VICTIM, Role.RELATIVE, Role.SOURCE)


@dataclass(frozen=True, slots=True)
class Named:
    """A person to be protected.

    Attributes:
        key: equal for equal names, whatever the order of their words.
        name: the fullest name that the report gives.
        role: why; None: the report only tells that the person holds a public position, or is said to have done it.
        names: every name that it gives, the fullest among them.
    """

    key: str
    name: str
    role: Role | None
    names: tuple[str, ...]


@lru_cache(maxsize=16384)
def person_key(name: str) -> str:
    """A person's name as a key: the same words in any order and spelling; empty where it holds none."""
    return " ".join(sorted({forms[0] for word in name_words(name) if (forms := keys(word))}))


def protected_in(content: Mapping[str, Any], text: str) -> list[Named]:
    """Whom a reading tells to protect, and who it says holds a public position, by key.

    Somebody may be in both lists: a minister among the victims. What protects comes first.

    Args:
        content: the plain values of a reading.
        text: the report's text.
    """
    return _Looking(content, text).found()


class _Lying:
    """Entities by where they lie: a long report has thousands, each asked for what is beside it."""

    def __init__(self, entities: Iterable[Mapping[str, Any]]) -> None:
        self._entities = sorted(entities, key=lambda entity: int(entity["span"][0]))
        self._starts = [entity["span"][0] for entity in self._entities]
        self._longest = max((entity["span"][1] - entity["span"][0] for entity in self._entities), default=0)

    def over(self, span: Span) -> list[Mapping[str, Any]]:
        """The entities that overlap a span, in the order of the text."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [entity for entity in self._entities[first:last] if span.overlaps(Span(*entity["span"]))]


class _Looking:
    def __init__(self, content: Mapping[str, Any], text: str) -> None:
        self._text = text
        self._content = content
        self._entities = list(content.get("entities", ()))
        self._beside = _Lying(self._entities)
        self._actors = {actor["id"]: actor for actor in content.get("actors", ())}
        self._mentions: dict[str, list[Mapping[str, Any]]] = {}
        for entity in self._entities:
            if entity.get("actor") is not None:
                self._mentions.setdefault(entity["actor"], []).append(entity)
        self._perpetrators = {
            filler["actor"]
            for allegation in content.get("allegations", ())
            for filler in allegation.get("alleged_perpetrators", ())
            if filler.get("actor") is not None
        }
        self._other = {
            key
            for entity in self._entities
            if entity["type"] in _NOT_PERSONS
            for match in words(Span(*entity["span"]).of(text))
            for key in keys(match.group())
        }
        self._roles: dict[str, Role] = {}
        self._public: dict[str, str] = {}
        self._names: dict[str, dict[str, None]] = {}

    def found(self) -> list[Named]:
        for allegation in self._content.get("allegations", ()):
            for victim in allegation.get("victims", ()):
                self._take_filler(victim, Role.VICTIM)
        for entity in self._entities:
            if entity["type"] == "person" and self._is_relative(Span(*entity["span"])):
                self._take_entity(entity, Role.RELATIVE)
        for attribution in self._content.get("attributions", ()):
            speaker = attribution.get("speaker")
            if speaker is not None:
                self._take_actor(speaker, Role.SOURCE)
            for span in attribution.get("source", ()):
                for entity in self._within(Span(*span)):
                    self._take_entity(entity, Role.SOURCE)
        for actor in self._actors:
            self._note_public(actor)
        told = [Named(key, next(iter(names)), self._roles[key], tuple(names)) for key, names in self._names.items()]
        told += [Named(key, name, None, (name,)) for key, name in self._public.items()]
        return sorted(told, key=lambda named: (named.role is None, named.key))

    def _note_public(self, actor: str) -> None:
        told = self._actors[actor]
        if told["kind"] == "person" and self._is_public(actor, self._persons(actor)):
            for name in names_in(told["name"])[:1]:
                self._public.setdefault(person_key(name), name)

    def _persons(self, actor: str) -> list[Mapping[str, Any]]:
        return [entity for entity in self._mentions.get(actor, ()) if entity["type"] == "person"]

    def _take_filler(self, filler: Mapping[str, Any], role: Role) -> None:
        span = Span(*filler["span"])
        within = self._within(span)
        if filler.get("actor") is not None:
            self._take_actor(filler["actor"], role)
        for entity in within:
            self._take_entity(entity, role)
        if filler.get("actor") is None and not self._beside.over(span):
            self._take([name for name in names_in(span.of(self._text)) if len(name_words(name)) > 1], role)

    def _within(self, span: Span) -> list[Mapping[str, Any]]:
        return [entity for entity in self._beside.over(span) if entity["type"] == "person"]

    def _take_entity(self, entity: Mapping[str, Any], role: Role) -> None:
        if entity.get("actor") is not None:
            self._take_actor(entity["actor"], role)
        else:
            self._take(self._names_of([entity]), role)

    def _take_actor(self, actor: str, role: Role) -> None:
        told = self._actors.get(actor)
        if told is None or told["kind"] != "person":
            return
        mentions = self._persons(actor)
        if role is Role.SOURCE and self._is_public(actor, mentions):
            return
        self._take([*names_in(told["name"]), *self._names_of(mentions)], role)

    def _names_of(self, mentions: Iterable[Mapping[str, Any]]) -> list[str]:
        found = []
        for entity in mentions:
            span = Span(*entity["span"])
            if not _DETERMINED.search(self._text, max(0, span.start - 5), span.start):
                found += names_in(span.of(self._text))
        return found

    def _take(self, names: Sequence[str], role: Role) -> None:
        """Take one person's names; the one with the most words tells who it is."""
        kept = [name for name in names if self._may_be_a_name(name)]
        if not kept:
            return
        fullest = max(kept, key=lambda name: len(name_words(name)))
        key = person_key(fullest)
        told = self._names.setdefault(key, {fullest: None})
        told.update(dict.fromkeys(kept))
        before = self._roles.get(key, role)
        self._roles[key] = min(before, role, key=_BY_WEIGHT.index)

    def _may_be_a_name(self, name: str) -> bool:
        parts = name_words(name)
        if not parts or not person_key(name):
            return False
        # A lone word that the report also has for a place, a body or an outlet is hardly a person's name.
        return len(parts) > 1 or not self._other.intersection(keys(parts[0]))

    def _is_public(self, actor: str, mentions: Iterable[Mapping[str, Any]]) -> bool:
        if actor in self._perpetrators:
            return True
        positions = [entity for entity in self._mentions.get(actor, ()) if entity["type"] == "position"]
        if any(_is_public_head(Span(*entity["span"]).of(self._text)) for entity in positions):
            return True
        return any(self._public_beside(Span(*entity["span"])) for entity in mentions)

    def _public_beside(self, span: Span) -> bool:
        first = re.match(r"[\w-]+", span.of(self._text))
        if first is not None and first.group().casefold() in PUBLIC:
            return True
        before = _WORD_BEFORE.search(self._text, max(0, span.start - 30), span.start)
        if before is not None and before.group(1).casefold() in PUBLIC:
            return True
        behind = _APPOSITION.match(self._text, span.end)
        return behind is not None and _is_public_head(behind.group(1))

    def _is_relative(self, span: Span) -> bool:
        before = _KIN_BEFORE.search(self._text, max(0, span.start - 60), span.start)
        return before is not None or _KIN_BEHIND.match(self._text, span.end) is not None


def _is_public_head(phrase: str) -> bool:
    """Whether the head of a phrase is a public position: "the governor's spokesman", not "the minister's driver"."""
    head = _HEAD_ENDS.sub("", phrase).split()
    return bool(head) and head[-1].casefold().strip(".’'") in PUBLIC


def names_in(text: str) -> list[str]:
    """The names that a mention holds: runs of words with capitals, as written; "Milo, a bargeman" holds "Milo"."""
    return list(_names_in(text))


@lru_cache(maxsize=4096)  # one mention is looked at for each role that it has
def _names_in(text: str) -> tuple[str, ...]:
    found = words(text)
    if not found or (text[:4].casefold().startswith(("the ", "a ", "an ")) and not _has_run(found, text)):
        return ()
    return tuple(run for run in _runs(found, text) if _tells(run))


def _has_run(found: Sequence[re.Match[str]], text: str) -> bool:
    return any(len(name_words(run)) > 1 for run in _runs(found, text))


# A name whose particle runs into it: d’Arvignac, dell'Orto.
_ELIDED = re.compile(r"[^\W\d_]{1,4}['’ʼ]([^\W\d_])")


def _runs(found: Sequence[re.Match[str]], text: str) -> Iterator[str]:
    start = end = None
    for match in found:
        word = match.group()
        elided = _ELIDED.match(word)
        capital = (not word[0].islower() and word != "A") or (elided is not None and elided[1].isupper())
        joins = end is not None and _GAP.fullmatch(text, end, match.start()) is not None
        if capital and (not joins or start is None):
            if start is not None:
                yield _trimmed(text[start:end])
            start, end = match.start(), match.end()
        elif capital or (joins and start is not None and word.casefold() in PARTICLES):
            end = match.end()
        elif start is not None:
            yield _trimmed(text[start:end])
            start = end = None
    if start is not None:
        yield _trimmed(text[start:end])


def _trimmed(run: str) -> str:
    """A run without titles before it and everyday words that only a sentence's start gave a capital."""
    while True:
        first, _, rest = run.partition(" ")
        if rest and first.casefold().rstrip(".") in TITLES | PUBLIC | _FUNCTION:
            run = rest
        else:
            return re.sub(r"['’]s$", "", run)


_FUNCTION = frozenset(
    "the a an and but or so his her their its my our your one two three four five six both all some many most no when"
    " while after before as if in on at by for from with to of that this these those he she they we it i".split()
)


def _tells(run: str) -> bool:
    parts = name_words(run)
    if len(parts) == 1:
        word = parts[0].casefold()
        return len(word) > 1 and word not in _FUNCTION and word not in TITLES and word not in _HUMANS
    return any(part.casefold() not in _FUNCTION for part in parts)


# Words for people that are nobody's name though a capital stands before them.
_HUMANS = frozenset(
    "women woman man men boy girl boys girls child children people person persons family families police officer"
    " officers soldier soldiers guard guards witness witnesses victim victims source sources student students teacher"
    " teachers lawyer lawyers journalist journalists reporter reporters villagers activist activists government"
    " ministry minister official officials army forces court everyone nobody somebody anyone someone everybody others"
    " chairman chairwoman president senator".split()
)
