"""Whom a case protects without being told: victims, their relatives, and sources without a public position.

Taken from readings by plain rules, and meant to take too many rather than too few: whoever is taken wrongly is masked
until a reviewer reveals them. A rule sees only what the reader found; whom the reader missed, a reviewer has to mark.

One report seldom tells enough: who is quoted in one is called a minister in another. So what each report tells for and
against masking is taken down as it is (`Role`, `Sign`), and what follows of it for the case is `kept_guards.py`'s.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from onrecord.ledger.guarding import name_words
from onrecord.ledger.kin import is_close, is_introduced, is_relative, tells
from onrecord.ledger.mentions import names_in
from onrecord.ledger.names import keys, words
from onrecord.ledger.positions import names_position, public_beside
from onrecord.ledger.told_names import SURE, NamesTold
from onrecord.ledger.unlikely import unlikely_victims, victims_in
from onrecord.ledger.unnamed import (
    asks_not_to_be_named,
    called,
    changes_names,
    is_governed,
)
from onrecord.records.decision import Role
from onrecord.records.span import Span


class Sign(StrEnum):
    """What a report tells for or against masking somebody, beside why they are to be protected.

    PUBLIC: holds a public position. ACCUSED: is said to have done it. UNLIKELY: is a victim only by a reading that is
    hardly right. UNNAMED: asked not to be named, or bears a name that isn't theirs. HUMAN: is a person for sure, though
    the name may be a body's too. THING: the name is an outlet's, a body's or a place's.
    """

    PUBLIC = "public"
    ACCUSED = "accused"
    UNLIKELY = "unlikely"
    UNNAMED = "unnamed"
    HUMAN = "human"
    THING = "thing"


_BY_WEIGHT = (Role.VICTIM, Role.RELATIVE, Role.SOURCE)
_ORDER: tuple[Role | Sign, ...] = (*_BY_WEIGHT, *Sign)
_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?[ \u00a0]\Z")


@dataclass(frozen=True, slots=True)
class Named:
    """A person of whom a report tells something that masking goes by.

    Attributes:
        key: equal for equal names, whatever the order of their words.
        name: the fullest name that the report gives.
        role: why to protect them, or what else the report tells.
        names: every name that it gives, the fullest among them.
    """

    key: str
    name: str
    role: Role | Sign
    names: tuple[str, ...]

    @property
    def guarded(self) -> bool:
        """Whether texts have to be looked through for the names."""
        return isinstance(self.role, Role) or self.role in (Sign.UNLIKELY, Sign.UNNAMED)


@lru_cache(maxsize=16384)
def person_key(name: str) -> str:
    """A person's name as a key: the same words in any order and spelling; empty where it holds none."""
    return " ".join(sorted({forms[0] for word in name_words(name) if (forms := keys(word))}))


def protected_in(content: Mapping[str, Any], text: str, *, reviewed: bool = False) -> list[Named]:
    """Whom a reading tells to protect, and what else it tells that masking goes by; what protects comes first.

    Somebody may be there several times: a minister among the victims.

    Args:
        content: the plain values of a reading.
        text: the report's text.
        reviewed: whether a person went over it, so that no victim in it is unlikely to be one.
    """
    return _Looking(content, text, reviewed=reviewed).found()


class _Looking:
    def __init__(self, content: Mapping[str, Any], text: str, *, reviewed: bool) -> None:
        self._text = text
        self._content = content
        self._entities = list(content.get("entities", ()))
        self._actors = {actor["id"]: actor for actor in content.get("actors", ())}
        self._mentions: dict[str, list[Mapping[str, Any]]] = {}
        for entity in self._entities:
            if entity.get("actor") is not None:
                self._mentions.setdefault(entity["actor"], []).append(entity)
        # Whoever is said to have done it answers under their name: so only where that is read for sure, and by name.
        self._perpetrators = {
            filler["actor"]
            for allegation in content.get("allegations", ())
            for filler in allegation.get("alleged_perpetrators", ())
            if filler.get("actor") is not None
            and (reviewed or allegation["score"] >= SURE)
            and names_in(Span(*filler["span"]).of(text))
        }
        speakers = {each.get("speaker") for each in content.get("attributions", ())}
        speaking = (str(self._actors[one]["name"]) for one in speakers if one in self._actors)
        self._told = NamesTold(self._entities, text, speaking=speaking)
        self._names_told: dict[str, list[str]] = {}
        self._unlikely = set() if reviewed else unlikely_victims(content, text)
        self._taken: set[tuple[str, Role | Sign]] = set()
        self._titled: dict[str, bool] = {}
        self._public_names: dict[str, list[str]] = {}
        self._roles: dict[str, set[Role | Sign]] = {}
        self._names: dict[str, dict[str, None]] = {}

    def found(self) -> list[Named]:
        self._look_for_positions()
        for allegation, victim in victims_in(self._content):
            unlikely = (allegation["id"], *victim["span"]) in self._unlikely
            self._take_filler(victim, Sign.UNLIKELY if unlikely else Role.VICTIM)
        for entity in self._entities:
            if entity["type"] == "person" and is_relative(self._text, Span(*entity["span"])):
                self._take_entity(entity, Role.RELATIVE)
        for attribution in self._content.get("attributions", ()):
            speaker = attribution.get("speaker")
            if speaker is not None:
                self._take_actor(speaker, Role.SOURCE)
            for span in attribution.get("source", ()):
                for entity in self._within(Span(*span)):
                    self._take_entity(entity, Role.SOURCE)
        for entity in self._entities:
            span = Span(*entity["span"])
            if entity["type"] == "person" and self._stands_near(span):
                self._take_entity(entity, Role.SOURCE)
        for span in called(self._text):
            for role in (Role.SOURCE, Sign.UNNAMED):
                self._keep([span.of(self._text)], role)
        if changes_names(self._text):
            self._take_all()
        signed: dict[tuple[str, Sign], str] = {}
        for actor, told in self._actors.items():
            if told["kind"] == "person":
                for name, sign in self._signs(actor):
                    signed.setdefault((person_key(name), sign), name)
        found = [named for key in self._names for named in self._named(key)]
        found += [Named(key, name, sign, (name,)) for (key, sign), name in signed.items() if key]
        return sorted(found, key=lambda named: (not named.guarded, named.key, _ORDER.index(named.role)))

    def _take_all(self) -> None:
        """Take everybody without a position, in a report that says that it changed names: whose, it seldom tells."""
        for actor, told in self._actors.items():
            if told["kind"] == "person" and actor not in self._public_names:
                self._take(self._all_names(actor), Role.SOURCE)

    def _named(self, key: str) -> Iterator[Named]:
        names, roles = tuple(self._names[key]), self._roles[key]
        protects = sorted((role for role in roles if isinstance(role, Role)), key=_BY_WEIGHT.index)[:1]
        unlikely = Sign.UNLIKELY in roles and Role.VICTIM not in roles
        for role in (*protects, *([Sign.UNLIKELY] if unlikely else []), *(roles & {Sign.UNNAMED})):
            yield Named(key, next(iter(names)), role, names)

    # --- what stands beside a name -----------------------------------------------------------------------------------

    def _look_for_positions(self) -> None:
        """Who holds a public position; first without those whose position hangs on whose it is: X's spokesman."""
        people = [actor for actor, told in self._actors.items() if told["kind"] == "person"]
        for _ in range(2):
            told = {actor: self._public_of(actor) for actor in people}
            self._public_names = {actor: names for actor, names in told.items() if names}
            self._titled = {}
            for actor in people:
                public = actor in self._public_names
                for match in words(self._actors[actor]["name"]):
                    for key in keys(match.group())[:1]:
                        self._titled[key] = self._titled.get(key, True) and public

    def _is_public_word(self, word: str) -> bool | None:
        """Whether the person whose name a word is part of is public; None: it is nobody's, or a place's too."""
        for key in keys(word)[:1]:
            return None if self._told.is_others_word(key) else self._titled.get(key)
        return None

    def _public_of(self, actor: str) -> list[str]:
        """The names of an actor beside which a public position stands; all, where a position stands for them."""
        mentions = self._persons(actor)
        positions = [entity for entity in self._mentions.get(actor, ()) if entity["type"] == "position"]
        if any(names_position(Span(*entity["span"]).of(self._text), self._is_public_word) for entity in positions):
            return self._all_names(actor)
        runs = [run for entity in mentions for run in self._told.runs_in(entity)]
        told = [run.of(self._text) for run in runs if public_beside(self._text, run, self._is_public_word)]
        several = {key for name in told for key in _words_of(name)}
        return [name for name in self._all_names(actor) if several & _words_of(name)]

    def _all_names(self, actor: str) -> list[str]:
        known = self._names_told.get(actor)
        if known is None:
            several = [*names_in(self._actors[actor]["name"]), *self._told.names_of(self._persons(actor))]
            known = self._names_told[actor] = list(dict.fromkeys(several))
        return known

    def _signs(self, actor: str) -> Iterator[tuple[str, Sign]]:
        mentions = self._persons(actor)
        public = self._public_names.get(actor, [])
        if public:
            yield _fullest(public), Sign.PUBLIC
        elif actor in self._perpetrators:
            yield from ((name, Sign.ACCUSED) for name in names_in(self._actors[actor]["name"])[:1])
        runs = [run for entity in mentions for run in self._told.runs_in(entity)]
        # What a name tells of its bearer is of use only for whom somebody is to protect.
        taken = [run for run in runs if person_key(run.of(self._text)) in self._names]
        governed = bool(taken) and all(is_governed(self._text, run) for run in runs)
        for name in dict.fromkeys(run.of(self._text) for run in taken):
            if governed or self._told.is_called_a_thing(name):
                yield name, Sign.THING
        for run in taken:
            if _HONORIFIC.search(self._text, max(0, run.start - 6), run.start) is not None:
                yield run.of(self._text), Sign.HUMAN

    def _persons(self, actor: str) -> list[Mapping[str, Any]]:
        return [entity for entity in self._mentions.get(actor, ()) if entity["type"] == "person"]

    # --- taking names ------------------------------------------------------------------------------------------------

    def _take_filler(self, filler: Mapping[str, Any], role: Role | Sign) -> None:
        span = Span(*filler["span"])
        within = self._within(span)
        if filler.get("actor") is not None:
            self._take_actor(filler["actor"], role)
        for entity in within:
            self._take_entity(entity, role)
        if filler.get("actor") is None and not self._told.over(span):
            self._take([name for name in names_in(span.of(self._text)) if len(name_words(name)) > 1], role)

    def _within(self, span: Span) -> list[Mapping[str, Any]]:
        return [entity for entity in self._told.over(span) if entity["type"] == "person"]

    def _take_entity(self, entity: Mapping[str, Any], role: Role | Sign) -> None:
        if entity.get("actor") is not None:
            self._take_actor(entity["actor"], role)
        else:
            self._take(self._told.names_of([entity]), role)

    def _take_actor(self, actor: str, role: Role | Sign) -> None:
        told = self._actors.get(actor)
        if told is None or told["kind"] != "person" or (actor, role) in self._taken:
            return
        self._taken.add((actor, role))
        mentions = self._persons(actor)
        names = self._all_names(actor)
        if role is Role.SOURCE:
            if self._is_unnamed(mentions):
                self._take(names, Sign.UNNAMED)
            elif actor in self._perpetrators:
                return
            else:
                # A mention may hold two people's names: "a clerk of Jan Velov's, Minister Brandt".
                public = {key for name in self._public_names.get(actor, ()) for key in _words_of(name)}
                names = [name for name in names if not public & _words_of(name)]
        self._take(names, role)

    def _stands_near(self, name: Span) -> bool:
        """Whether somebody is told as one who saw, told, or is known to whom it was done."""
        return tells(self._text, name) or is_close(self._text, name) or is_introduced(self._text, name)

    def _is_unnamed(self, mentions: Iterable[Mapping[str, Any]]) -> bool:
        runs = [run for entity in mentions for run in self._told.runs_in(entity)]
        return any(asks_not_to_be_named(self._text, run, self._told.next_name(run)) for run in runs)

    def _take(self, names: Sequence[str], role: Role | Sign) -> None:
        """Take one person's names; the one with the most words tells who it is."""
        self._keep([name for name in names if self._told.may_be_a_persons(name, quoted=role is Role.SOURCE)], role)

    def _keep(self, kept: Sequence[str], role: Role | Sign) -> None:
        if not kept:
            return
        fullest = _fullest(kept)
        key = person_key(fullest)
        told = self._names.setdefault(key, {fullest: None})
        told.update(dict.fromkeys(kept))
        self._roles.setdefault(key, set()).add(role)


def _fullest(names: Sequence[str]) -> str:
    return max(names, key=lambda name: len(name_words(name)))


def _words_of(name: str) -> frozenset[str]:
    return frozenset(key for word in name_words(name) for key in keys(word)[:1])
