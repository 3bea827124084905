"""Whom a case protects without being told: victims, their relatives, and sources without a public position.

Taken from readings by plain rules, and meant to take too many rather than too few: whoever is taken wrongly is masked
until a reviewer reveals them. A rule sees only what the reader found; whom the reader missed, a reviewer has to mark.

One report seldom tells enough: who is quoted in one is called a minister in another. So what each report tells for and
against masking is taken down as it is (`Role`, `Sign`), and what follows of it for the case is `protecting.py`'s.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from onrecord.ledger.guarding import name_words
from onrecord.ledger.mentions import name_spans, names_in
from onrecord.ledger.names import keys, words
from onrecord.ledger.positions import names_position, public_beside
from onrecord.ledger.unlikely import is_no_victim, is_weak
from onrecord.ledger.unnamed import (
    asks_not_to_be_named,
    called,
    changes_names,
    is_a_bodys,
    is_called_a_thing,
    is_governed,
)
from onrecord.records.decision import Role
from onrecord.records.span import Span

KIN = (
    "wife|husband|widow|widower|spouse|partner|fianc[eé]e?|mother|father|parents?|son|daughter|child|children|brother"
    "|sister|sibling|twin|cousin|uncle|aunt|niece|nephew|grand(?:mother|father|son|daughter|parents?)"
    "|(?:mother|father|son|daughter|brother|sister)-in-law|step(?:mother|father|son|daughter)|relative|relatives"
)
_OWNER = r"(?:his|her|their|my|our|whose|\w+['’]s?)"
_KIN_BEFORE = re.compile(rf"\b{_OWNER}\s(?:[\w-]+\s){{0,2}}(?:{KIN}),?\s\Z", re.IGNORECASE)
# By whom somebody can be found; masked as a source is, unless they hold an office.
_CLOSE_BEFORE = re.compile(
    rf"\b{_OWNER}\s(?:[\w-]+\s){{0,2}}(?:landlady|landlord|neighbou?r|friend|girlfriend|boyfriend|lover|companion|roommate"
    rf"|flatmate|housemate|classmate|cellmate|co-worker|colleague),?\s\Z",
    re.IGNORECASE,
)
_KIN_BEHIND = re.compile(
    rf",?\s(?:{_OWNER}\s(?:[\w-]+\s){{0,2}}(?:{KIN})|(?:the|a)\s(?:[\w-]+\s){{0,2}}(?:{KIN})\sof)\b", re.IGNORECASE
)
_DETERMINED = re.compile(r"\b(?:the|a|an)\s\Z", re.IGNORECASE)


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


_NOT_PERSONS = frozenset({"place", "organization", "outlet", "group"})
_BY_WEIGHT = (Role.VICTIM, Role.RELATIVE, Role.SOURCE)
_ORDER: tuple[Role | Sign, ...] = (*_BY_WEIGHT, *Sign)
_GOES_ON = re.compile(
    r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b)([A-Z][a-zà-ž]+)(?![\w'’])"
)
_FIRST_WORD = re.compile(r"\w+")
_KINDRED = re.compile(
    r"[\s-](?:famil(?:y|ies)|brothers?|sisters?|twins|couple|children|boys?|girls?|household|siblings|killings?|case)\b"
)
# Of an allegation that names somebody as having done it; scores are calibrated.
SURE = 0.5
# Verbs of those who tell what they saw, beside a name, where the reader found nobody telling anything.
_TELLS_BEHIND = re.compile(
    r"(?:\s\([^()\n]{1,40}\)|,\s[^,.;:!?\n]{1,80},|,)?\s(?:also\s|then\s|later\s)?(?:said|says|told|tells|recalled|recalls|added|saw|heard"
    r"|witnessed|described|remembers|remembered|testified|explained|confirmed|whispered|wrote"
    r"|(?:gave|showed|sent|handed|brought|drew|led|took)\s(?:us|me|this\snewspaper))\b"
)
_TELLS_BEFORE = re.compile(
    r"\b(?:said|says|recalled|added|according\sto|told\sby)\s(?:Mr\.?\s|Mrs\.?\s|Ms\.?\s|Dr\.?\s)?\Z"
)
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
    def __init__(self, content: Mapping[str, Any], text: str, *, reviewed: bool) -> None:
        self._text = text
        self._content = content
        self._reviewed = reviewed
        self._entities = list(content.get("entities", ()))
        self._beside = _Lying(self._entities)
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
        self._speakers = {each["id"]: each.get("speaker") for each in content.get("attributions", ())}
        self._as_person: dict[str, float] = {}
        self._as_other: dict[str, float] = {}
        for entity in self._entities:
            tally = self._as_person if entity["type"] == "person" else self._as_other
            if entity["type"] == "person" or entity["type"] in _NOT_PERSONS:
                name = _plain(Span(*entity["span"]).of(text))
                tally[name] = tally.get(name, 0.0) + entity["score"]
        names = (str(self._actors[one]["name"]) for one in self._speakers.values() if one in self._actors)
        self._speaking = {_plain(name) for name in names}
        others = [Span(*entity["span"]).of(text) for entity in self._entities if entity["type"] in _NOT_PERSONS]
        self._other = {key for other in others for match in words(other) for key in keys(match.group())}
        persons = [entity for entity in self._entities if entity["type"] == "person"]
        self._runs: dict[str, list[Span]] = {}
        self._names_told: dict[str, list[str]] = {}
        self._starts = sorted({run.start for entity in persons for run in self._runs_in(entity)})
        self._where: dict[str, list[int]] = {}
        self._things: dict[str, bool] = {}
        for match in _FIRST_WORD.finditer(text):
            self._where.setdefault(match.group(), []).append(match.start())
        self._unlikely = self._unlikely_victims()
        self._titled: dict[str, bool] = {}
        self._public_names: dict[str, list[str]] = {}
        self._roles: dict[str, set[Role | Sign]] = {}
        self._names: dict[str, dict[str, None]] = {}

    def found(self) -> list[Named]:
        self._look_for_positions()
        for allegation, victim in self._victims():
            unlikely = (allegation["id"], *victim["span"]) in self._unlikely
            self._take_filler(victim, Sign.UNLIKELY if unlikely else Role.VICTIM)
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
        for entity in self._entities:
            span = Span(*entity["span"])
            if entity["type"] == "person" and (self._tells(span) or self._is_close(span)):
                self._take_entity(entity, Role.SOURCE)
        for span in called(self._text):
            for role in (Role.SOURCE, Sign.UNNAMED):
                self._keep([span.of(self._text)], role)
        signed: dict[tuple[str, Sign], str] = {}
        for actor, told in self._actors.items():
            if told["kind"] == "person":
                for name, sign in self._signs(actor):
                    signed.setdefault((person_key(name), sign), name)
        if changes_names(self._text):
            self._take_all()
        found = [named for key in self._names for named in self._told(key)]
        found += [Named(key, name, sign, (name,)) for (key, sign), name in signed.items() if key]
        return sorted(found, key=lambda named: (not named.guarded, named.key, _ORDER.index(named.role)))

    def _take_all(self) -> None:
        """Take everybody without a position, in a report that says that it changed names: whose, it seldom tells."""
        for actor, told in self._actors.items():
            if told["kind"] == "person" and actor not in self._public_names:
                self._take(self._all_names(actor), Role.SOURCE)

    def _told(self, key: str) -> Iterator[Named]:
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
            return None if key in self._other else self._titled.get(key)
        return None

    def _public_of(self, actor: str) -> list[str]:
        """The names of an actor beside which a public position stands; all, where a position stands for them."""
        mentions = self._persons(actor)
        positions = [entity for entity in self._mentions.get(actor, ()) if entity["type"] == "position"]
        if any(names_position(Span(*entity["span"]).of(self._text), self._is_public_word) for entity in positions):
            return self._all_names(actor)
        runs = [run for entity in mentions for run in self._runs_in(entity)]
        told = [run.of(self._text) for run in runs if public_beside(self._text, run, self._is_public_word)]
        several = {key for name in told for key in _words_of(name)}
        return [name for name in self._all_names(actor) if several & _words_of(name)]

    def _all_names(self, actor: str) -> list[str]:
        known = self._names_told.get(actor)
        if known is None:
            several = [*names_in(self._actors[actor]["name"]), *self._names_of(self._persons(actor))]
            known = self._names_told[actor] = list(dict.fromkeys(several))
        return known

    def _signs(self, actor: str) -> Iterator[tuple[str, Sign]]:
        mentions = self._persons(actor)
        public = self._public_names.get(actor, [])
        if public:
            yield _fullest(public), Sign.PUBLIC
        elif actor in self._perpetrators:
            yield from ((name, Sign.ACCUSED) for name in names_in(self._actors[actor]["name"])[:1])
        runs = [run for entity in mentions for run in self._runs_in(entity)]
        # What a name tells of its bearer is of use only for whom somebody is to protect.
        taken = [run for run in runs if person_key(run.of(self._text)) in self._names]
        governed = bool(taken) and all(is_governed(self._text, run) for run in runs)
        for name in dict.fromkeys(run.of(self._text) for run in taken):
            if governed or self._is_called_a_thing(name):
                yield name, Sign.THING
        for run in taken:
            if _HONORIFIC.search(self._text, max(0, run.start - 6), run.start) is not None:
                yield run.of(self._text), Sign.HUMAN

    def _is_called_a_thing(self, name: str) -> bool:
        if name not in self._things:
            self._things[name] = any(is_called_a_thing(self._text, each) for each in self._places_of(name))
        return self._things[name]

    def _runs_in(self, entity: Mapping[str, Any]) -> list[Span]:
        known = self._runs.get(entity["id"])
        if known is None:
            span = Span(*entity["span"])
            known = [self._whole(run.shifted(span.start)) for run in name_spans(span.of(self._text))]
            self._runs[entity["id"]] = known
        return known

    def _whole(self, run: Span) -> Span:
        """A name of one word with what goes on it where the reader cut it: "Peder" of "Peder Quick"."""
        more = _GOES_ON.match(self._text, run.end)
        if more is None or " " in run.of(self._text):
            return run
        others = self._beside.over(Span(*more.span(1)))
        if any(entity["type"] == "person" or entity["score"] >= SURE for entity in others):
            return run
        return Span(run.start, more.end(1))

    def _persons(self, actor: str) -> list[Mapping[str, Any]]:
        return [entity for entity in self._mentions.get(actor, ()) if entity["type"] == "person"]

    def _victims(self) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
        for allegation in self._content.get("allegations", ()):
            for victim in allegation.get("victims", ()):
                yield allegation, victim

    def _unlikely_victims(self) -> set[tuple[str, int, int]]:
        """Ids of allegations, and where victims of them stand whom they hardly mean."""
        if self._reviewed:
            return set()
        unlikely = set()
        of_actor: dict[str, list[tuple[float, bool]]] = {}
        places: dict[str, list[tuple[str, int, int]]] = {}
        for allegation, victim in self._victims():
            span = Span(*victim["span"])
            place = (allegation["id"], *victim["span"])
            if is_no_victim(allegation, span, self._text, own=self._is_own(allegation, victim.get("actor"))):
                unlikely.add(place)
                continue
            # Who isn't known by an actor is taken by name.
            actor = victim.get("actor")
            if actor is not None:
                by_name = allegation["status"] != "negated" and bool(names_in(span.of(self._text)))
                of_actor.setdefault(actor, []).append((allegation["score"], by_name))
                places.setdefault(actor, []).append(place)
        return unlikely.union(*(places[actor] for actor, scores in of_actor.items() if is_weak(scores)))

    def _is_own(self, allegation: Mapping[str, Any], victim: str | None) -> bool:
        """Whether an allegation is told in the report's own voice, or by the victim."""
        told_by = allegation.get("told_by") or ()
        return not told_by or (victim is not None and self._speakers.get(told_by[0]) == victim)

    # --- taking names ------------------------------------------------------------------------------------------------

    def _take_filler(self, filler: Mapping[str, Any], role: Role | Sign) -> None:
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

    def _take_entity(self, entity: Mapping[str, Any], role: Role | Sign) -> None:
        if entity.get("actor") is not None:
            self._take_actor(entity["actor"], role)
        else:
            self._take(self._names_of([entity]), role)

    def _take_actor(self, actor: str, role: Role | Sign) -> None:
        told = self._actors.get(actor)
        if told is None or told["kind"] != "person":
            return
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

    def _is_unnamed(self, mentions: Iterable[Mapping[str, Any]]) -> bool:
        runs = [run for entity in mentions for run in self._runs_in(entity)]
        return any(asks_not_to_be_named(self._text, run, self._next_name(run)) for run in runs)

    def _next_name(self, run: Span) -> int:
        """Where the next person's name begins."""
        at = bisect_left(self._starts, run.end)
        return self._starts[at] if at < len(self._starts) else len(self._text)

    def _names_of(self, mentions: Iterable[Mapping[str, Any]]) -> list[str]:
        found = []
        for entity in mentions:
            span = Span(*entity["span"])
            if not _DETERMINED.search(self._text, max(0, span.start - 5), span.start):
                found += names_in(span.of(self._text))
                found += [run.of(self._text) for run in self._runs_in(entity)]
        return list(dict.fromkeys(found))

    def _take(self, names: Sequence[str], role: Role | Sign) -> None:
        """Take one person's names; the one with the most words tells who it is."""
        self._keep([name for name in names if self._may_be_a_name(name, role)], role)

    def _keep(self, kept: Sequence[str], role: Role | Sign) -> None:
        if not kept:
            return
        fullest = _fullest(kept)
        key = person_key(fullest)
        told = self._names.setdefault(key, {fullest: None})
        told.update(dict.fromkeys(kept))
        self._roles.setdefault(key, set()).add(role)

    def _may_be_a_name(self, name: str, role: Role | Sign) -> bool:
        parts = name_words(name)
        if not parts or not person_key(name):
            return False
        if (
            role is Role.SOURCE
            and len(parts) > 1
            and (is_a_bodys(name) or self._is_others(name) or self._is_always_governed(name))
        ):
            return False
        # A lone word that the report also has for a place, a body or an outlet is hardly a person's name, unless that
        # is the rarer reading of it.
        if len(parts) > 1:
            return True
        if self._is_always_determined(name) or (role is Role.SOURCE and self._is_always_a_bodys(name)):
            return False
        return not self._other.intersection(keys(parts[0])) or self._is_rather_a_persons(name)

    def _is_others(self, name: str) -> bool:
        return _plain(name) in self._as_other and _plain(name) not in self._as_person

    def _is_always_a_bodys(self, name: str) -> bool:
        """Whether a body's name goes on behind a name wherever the report has it: "Fischer" of "Fischer Institute"."""
        there = [_GOES_ON.match(self._text, each.end) for each in self._places_of(name)]
        return bool(there) and all(more is not None and is_a_bodys(f"{name} {more[1]}") for more in there)

    def _is_always_governed(self, name: str) -> bool:
        there = self._places_of(name)
        return bool(there) and all(is_governed(self._text, each) for each in there)

    def _places_of(self, name: str) -> list[Span]:
        """Where the text has a name, as whole words."""
        first, text = _FIRST_WORD.match(name), self._text
        starts = self._where.get(first.group(), ()) if first is not None else ()
        there = [Span(start, start + len(name)) for start in starts if text.startswith(name, start)]
        return [each for each in there if not text[each.end : each.end + 1].isalnum()]

    def _is_rather_a_persons(self, name: str) -> bool:
        """Whether a reader took a name rather for a person's than for a place's or a body's, all mentions together."""
        person, other = self._as_person.get(_plain(name), 0.0), self._as_other.get(_plain(name), 0.0)
        return person > other and (other == 0.0 or _plain(name) in self._speaking)

    def _is_always_determined(self, name: str) -> bool:
        """Whether an article is before a name wherever the report has it: "the Lamplighter"; not "the Velov family"."""
        if name.casefold().endswith("s"):
            return False
        there = self._places_of(name)
        return bool(there) and all(
            _DETERMINED.search(self._text, max(0, each.start - 5), each.start) is not None
            and _KINDRED.match(self._text, each.end) is None
            for each in there
        )

    def _tells(self, span: Span) -> bool:
        before = _TELLS_BEFORE.search(self._text, max(0, span.start - 30), span.start)
        return before is not None or _TELLS_BEHIND.match(self._text, span.end) is not None

    def _is_close(self, span: Span) -> bool:
        return _CLOSE_BEFORE.search(self._text, max(0, span.start - 60), span.start) is not None

    def _is_relative(self, span: Span) -> bool:
        before = _KIN_BEFORE.search(self._text, max(0, span.start - 60), span.start)
        return before is not None or _KIN_BEHIND.match(self._text, span.end) is not None


def _fullest(names: Sequence[str]) -> str:
    return max(names, key=lambda name: len(name_words(name)))


def _words_of(name: str) -> frozenset[str]:
    return frozenset(key for word in name_words(name) for key in keys(word)[:1])


def _plain(name: str) -> str:
    return re.sub(r"\Athe\s|(?:['’]s?|[,.*]+)\Z", "", name.casefold())
