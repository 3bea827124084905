"""Tellers: who speaks in an attribution, and whether that is an outlet, an official, somebody with or without a name.

A reader may call a newspaper a person. Names of outlets are therefore compared with those who published the case's
reports, and the words around a name count for more than the kind that the reader gave it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any, Protocol

from onrecord.records.attribution import Attribution
from onrecord.records.entity import Actor
from onrecord.records.material import Weighable
from onrecord.records.record import CaseActor, NodeKind
from onrecord.records.span import Span
from onrecord.records.vocabulary import ActorKind, EntityType
from onrecord.weigh.credits import name_words
from onrecord.weigh.tables import table

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# Where a description stops saying what somebody is, and tells of what or from where.
_TAIL = re.compile(
    r"\s*(?:[,;:(–—]|\b(?:who|whom|whose|which|that|where|of|in|from|for|with|at|on|to|near|close|by|and|inside)\b)"
)
_OUTLETS = frozenset("gazette post times tribune review courier herald telegraph chronicle observer news".split())
_OFFICIALS = frozenset({ActorKind.OFFICE, ActorKind.STATE_BODY, ActorKind.STATE})


class Identified(Protocol):
    """What lineage needs of `weigh.identity.Identities`."""

    def of(self, report_number: int, local_id: str | None) -> CaseActor | None:
        """The case's actor for a report's, None where unknown."""
        ...


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody who tells, or what is told from.

    Attributes:
        id: of the node.
        outlet: key of the outlet that speaks, or in whose name somebody speaks; None for others.
        actor: id of the case's actor, if it is one.
        by_name: whether it goes by a name of its own.
    """

    id: str
    kind: NodeKind
    name: str
    outlet: str | None = None
    actor: str | None = None
    by_name: bool = True


class Outlets:
    """Those who published the case's reports, by what tells their names apart."""

    def __init__(self, reports: Iterable[Weighable]) -> None:
        self.names: dict[str, str] = {}
        self._publishers: dict[str, frozenset[str]] = {}
        self._key_of: dict[str, str | None] = {}
        self._publisher_keys: dict[str, str | None] = {}
        self._reports = tuple(reports)
        self._known_as: dict[str, set[str]] | None = None
        places: set[str] = set()
        for weighable in self._reports:
            if weighable.report.publisher:
                words = name_words(weighable.report.publisher)
                key = _key(words)
                if words and key not in self.names:
                    self.names[key] = weighable.report.publisher
                    self._publishers[key] = words
            if weighable.reading is not None:
                text = weighable.report.text
                places.update(
                    word
                    for entity in weighable.reading.entities
                    if entity.type is EntityType.PLACE
                    for word in name_words(entity.span.of(text))
                )
        self._places = frozenset(places)
        self._by_word: dict[str, list[str]] = {}
        for key, words in self._publishers.items():
            for word in words:
                self._by_word.setdefault(word, []).append(key)
        self._same = {key: self._fullest(key) for key in self.names}

    def of_publisher(self, publisher: str | None) -> str | None:
        """The key of whoever published a report; None where the report doesn't say."""
        if publisher is None:
            return None
        if publisher not in self._publisher_keys:
            key = _key(name_words(publisher))
            self._publisher_keys[publisher] = self._same.get(key, key) or None
        return self._publisher_keys[publisher]

    def key(self, name: str, *, outlet: bool = False) -> str | None:
        """The key of the publisher that goes by `name`, None where none does, or more than one might.

        Args:
            name: as it stands in a report.
            outlet: whether an outlet is surely meant: then "the Courier" will do where there is but one.
        """
        if name not in self._key_of:
            self._key_of[name] = self._find(name)
        key = self._key_of[name]
        if key is None and outlet and name_words(name) <= _weak() - _set("outlet_nouns"):
            words = name_words(name)
            near = [set(self._by_word.get(word, ())) for word in words]
            holding = {self._same[other] for other in set.intersection(*near)} if near else set()
            key = holding.pop() if len(holding) == 1 else None
        return key

    def shown(self, key: str) -> str:
        """The publisher's name."""
        return self.names.get(key, key)

    def mentions(self, text: str, within: Span | None = None) -> list[tuple[Span, str]]:
        """Where `text` names publishers of the case, in its order; the words of a name must begin with capitals."""
        start, end = (0, len(text)) if within is None else within
        words = [(match.group(), match.span()) for match in _WORD.finditer(text, start, end)]
        found: list[tuple[Span, str]] = []
        index = 0
        while index < len(words):
            length = 0
            if words[index][0][:1].isupper() and self._begins(words[index][0]):
                length = self._longest(text, words, index, found)
            index += max(1, length)
        return found

    def described(self, words: frozenset[str]) -> str | None:
        """The one publisher that reports describe by all these words: "a Velmora newspaper"; None where unsure."""
        fitting = {key for key, known in self._descriptions().items() if words <= known} if words else set()
        return fitting.pop() if len(fitting) == 1 else None

    def _begins(self, word: str) -> bool:
        plain = word.casefold()
        return plain in self._by_word or plain == "the"

    def _longest(
        self, text: str, words: list[tuple[str, tuple[int, int]]], index: int, found: list[tuple[Span, str]]
    ) -> int:
        """How many words from `index` on are a publisher's name, the longest; it is added to `found`."""
        for last in range(min(len(words), index + _LONGEST_NAME), index, -1):
            word = words[last - 1][0]
            if not word[:1].isupper():
                continue
            span = Span(words[index][1][0], words[last - 1][1][1])
            name = span.of(text)
            if any(mark in name for mark in ".,;\n"):
                continue
            key = self.key(name.split("’s")[0].split("'s")[0])
            if key is not None and name_words(name) <= self._publishers[key] | name_words(self.names[key]):
                found.append((span, key))
                return last - index
        return 0

    def _descriptions(self) -> dict[str, set[str]]:
        if self._known_as is None:
            self._known_as = {}
            for report in self._reports:
                text = report.report.text
                for span, key in self.mentions(text):
                    match = _DESCRIBED.match(text, span.end)
                    if match is not None:
                        words = description_words(match["what"])
                        self._known_as.setdefault(key, set()).update(words)
        return self._known_as

    def _find(self, name: str) -> str | None:
        words = name_words(name)
        if not words or not any(word[:1].isupper() for word in name.split()):
            return None
        key = _key(words)
        if key in self.names:
            return self._same[key]
        near = {other for word in words for other in self._by_word.get(word, ())}
        if len(words) <= 6:
            within = {self._same[other] for other in near if self._publishers[other] <= words}
            if len(within) == 1:
                return within.pop()
        if words <= self._places or words <= _weak():
            return None
        holding = {self._same[other] for other in near if words <= self._publishers[other]}
        return holding.pop() if len(holding) == 1 else None

    def _fullest(self, key: str) -> str:
        """One key for "Halyard News Service" and "Halyard News Service: Karvenia": the one with fewest words."""
        words = self._publishers[key]
        best = key
        for other in {other for word in words for other in self._by_word[word]}:
            held = self._publishers[other]
            if held < words and not held <= _weak() and len(held) < len(self._publishers[best]):
                best = other
        return best


class Tellers:
    """Who speaks, over a whole case: the same teller in several reports is one."""

    def __init__(self, outlets: Outlets, identities: Identified) -> None:
        self._outlets = outlets
        self._identities = identities
        self._offices: dict[tuple[int, str], str] = {}
        self._known_reports: dict[int, Teller] = {}

    def of(self, weighable: Weighable, attribution: Attribution, *, holder: str | None = None) -> Teller | None:
        """Who speaks in `attribution`; None where it is the report itself.

        Args:
            weighable: the report.
            attribution: one of its reading's.
            holder: key of the outlet that heard whoever speaks; those without a name are that outlet's.
        """
        reading = weighable.reading
        text = weighable.report.text
        words = " ".join(" ".join(span.of(text) for span in attribution.source).split())
        publisher = self._outlets.of_publisher(weighable.report.publisher)
        if _is_self(words) and not _inside_quotation(attribution, text):
            return None
        actor = None
        if reading is not None and attribution.speaker is not None:
            actor = next((one for one in reading.actors if one.id == attribution.speaker), None)
        if actor is None and not words:
            cue = " ".join(span.of(text) for span in attribution.cue)
            passive = not attribution.cue or any(form.search(cue) for form in patterns("passive"))
            # "The House ... condemns", "Asked why": whoever was speaking goes on.
            return self.unknown(weighable, holder=holder) if passive else None
        pronoun = _plain(words) in _set("pronouns")
        name = words if actor is None else actor.name
        if pronoun and actor is not None and _plain(words) == "it" and self._never_named(weighable, attribution):
            return self._meant_by_it(weighable, attribution)
        if actor is not None and self._outlets.key(name) is not None and _speaks_for_another(words):
            # "The newspaper quoted one detainee as saying": the detainee, not the newspaper.
            last = attribution.source[-1].of(text)
            return self._somebody(weighable, last, last, None, holder)
        surely = actor is not None and actor.kind is ActorKind.OUTLET
        outlet = self._outlet(name, "" if pronoun else words, surely=surely)
        if outlet is not None:
            return None if outlet == publisher else self.outlet(outlet)
        if actor is not None and self._describes_outlet(actor, words, pronoun=pronoun):
            return self._unnamed_outlet(weighable, name)
        if actor is None and pronoun:
            return self.unknown(weighable, holder=holder)
        return self._somebody(weighable, name, "" if pronoun else words, actor, holder)

    def _never_named(self, weighable: Weighable, attribution: Attribution) -> bool:
        """Whether whoever speaks is a source only ever as "it": then it's likely not who was meant."""
        reading, text = weighable.reading, weighable.report.text
        if reading is None or self._outlets.key(self._actor_name(weighable, attribution.speaker)) is not None:
            return False
        return not any(
            other.speaker == attribution.speaker
            and _plain(" ".join(span.of(text) for span in other.source)) not in _set("pronouns")
            for other in reading.attributions
            if other.source
        )

    def _meant_by_it(self, weighable: Weighable, attribution: Attribution) -> Teller | None:
        """The outlet that spoke last before, the report's own if its words stand in the sentence; else nobody known."""
        reading, text = weighable.reading, weighable.report.text
        start = attribution.source[0].start
        sentence = text[max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1 : start].casefold()
        if any(f"{own} " in sentence for own in ("this newspaper", "this paper", "this site", "this magazine")):
            return None
        before = [
            other
            for other in (() if reading is None else reading.attributions)
            if other.source and other.source[0].start < start and start - other.source[0].start < _RECENT
        ]
        for other in sorted(before, key=lambda one: -one.source[0].start):
            words = " ".join(span.of(text) for span in other.source)
            if _plain(words) in _set("pronouns"):
                continue
            key = self._outlet(self._actor_name(weighable, other.speaker) or words, words)
            if key is not None:
                own = self._outlets.of_publisher(weighable.report.publisher)
                return None if key == own else self.outlet(key)
        return self.unknown(weighable)

    def _actor_name(self, weighable: Weighable, local: str | None) -> str:
        actors = () if weighable.reading is None else weighable.reading.actors
        return next((actor.name for actor in actors if actor.id == local), "")

    def of_actor(self, weighable: Weighable, local: str) -> Teller | None:
        """A report's actor as a teller; None where the reading hasn't it."""
        reading = weighable.reading
        actor = None if reading is None else next((one for one in reading.actors if one.id == local), None)
        if actor is None:
            return None
        key = self._outlet(actor.name, "")
        if key is not None:
            return self.outlet(key)
        if self._describes_outlet(actor, actor.name, pronoun=False):
            return self._unnamed_outlet(weighable, actor.name)
        return self._somebody(weighable, actor.name, "", actor, None)

    def report(self, weighable: Weighable) -> Teller:
        """A report of the case."""
        known = self._known_reports.get(weighable.number)
        if known is None:
            known = self._known_reports[weighable.number] = self._as_teller(weighable)
        return known

    def _as_teller(self, weighable: Weighable) -> Teller:
        report = weighable.report
        shown = ": ".join(each for each in (report.publisher, report.title) if each) or report.id
        outlet = self._outlets.of_publisher(report.publisher)
        return Teller(
            node_id("report", report.text_digest, str(weighable.number)), NodeKind.REPORT, shown, outlet=outlet
        )

    def outlet(self, key: str) -> Teller:
        """The outlet of that key, among those that published reports of the case."""
        return Teller(node_id("outlet", key), NodeKind.OUTLET, self._outlets.shown(key), outlet=key)

    def named_outlet(self, name: str) -> Teller:
        """An outlet by a name that no publisher of the case goes by."""
        key = self._outlets.key(name) or self._outlets.of_publisher(name) or name
        return Teller(node_id("outlet", key), NodeKind.OUTLET, name, outlet=key)

    def described_outlet(self, weighable: Weighable, words: str) -> Teller:
        """An outlet that a report describes and doesn't name."""
        return self._unnamed_outlet(weighable, words)

    def own(self, weighable: Weighable) -> Teller:
        """The own voice of a report's publisher."""
        report = weighable.report
        key = self._outlets.of_publisher(report.publisher)
        if key is None:
            shown = report.publisher or report.title or report.id
            return Teller(node_id("own", report.text_digest), NodeKind.OWN_REPORTING, shown, by_name=False)
        return self.own_of(key)

    def own_of(self, key: str) -> Teller:
        """The own voice of an outlet, or of a state body that publishes."""
        shown = self._outlets.shown(key)
        if is_official(shown):
            return Teller(node_id("official", key), NodeKind.OFFICIAL, shown, outlet=key)
        return Teller(node_id("own", key), NodeKind.OWN_REPORTING, self._outlets.shown(key), outlet=key)

    def unknown(self, weighable: Weighable, *, holder: str | None = None) -> Teller:
        """Somebody of whom a report says nothing."""
        holder = holder or self._outlets.of_publisher(weighable.report.publisher) or weighable.report.text_digest
        return Teller(node_id("unknown", holder), NodeKind.UNKNOWN, "nobody is named", by_name=False)

    def _outlet(self, name: str, words: str, *, surely: bool = False) -> str | None:
        """The case's publisher that `name`, or the words that stand for it, is."""
        key = self._outlets.key(name, outlet=surely)
        if key is not None and (not words or not _speaks_for_another(words)):
            return key
        head = _TAIL.split(words, maxsplit=1)[0].strip() if words else ""
        return self._outlets.key(head) if head and head != name and not _speaks_for_another(words) else None

    def _describes_outlet(self, actor: Actor, words: str, *, pronoun: bool) -> bool:
        if actor.kind is ActorKind.OUTLET:
            return True
        if pronoun:
            return _head(actor.name) in _set("outlet_nouns")
        # "Westgallery, a site that follows the House", "the paper"
        parts = [_head(part) for part in words.split(",")[:2]]
        return any(part in _set("outlet_nouns") for part in parts)

    def _unnamed_outlet(self, weighable: Weighable, name: str) -> Teller:
        described = _OUTLET_PHRASE.search(name)
        if described is None and names_somebody(name):
            return self.named_outlet(name)
        if described is not None:
            name = described.group()
        key = self._outlets.described(description_words(name))
        if key is not None and key != self._outlets.of_publisher(weighable.report.publisher):
            return self.outlet(key)
        holder = weighable.report.text_digest
        plain = _plain(name)
        return Teller(
            node_id("outlet", holder, plain), NodeKind.OUTLET, name, outlet=f"{holder}|{plain}", by_name=False
        )

    def _somebody(self, weighable: Weighable, name: str, words: str, actor: Actor | None, holder: str | None) -> Teller:
        found = None if actor is None else self._identities.of(weighable.number, actor.id)
        by_name = names_somebody(name) and not pseudonym(weighable, name)
        context = words if actor is None else f"{words} {self._office(weighable, actor)}"
        kind = _kind(name, context, actor, by_name=by_name)
        shown = found.name if found is not None and by_name else name
        if by_name or kind is NodeKind.OFFICIAL:
            key = ("actor", found.id) if found is not None else (kind.value, _plain(name))
            outlet = self._speaks_for(weighable, name, words)
            return Teller(
                node_id(*key), kind, shown, outlet=outlet, actor=None if found is None else found.id, by_name=by_name
            )
        holder = holder or self._outlets.of_publisher(weighable.report.publisher) or weighable.report.text_digest
        return Teller(
            node_id(kind.value, holder, _plain(name)),
            kind,
            shown,
            actor=None if found is None else found.id,
            by_name=False,
        )

    def _office(self, weighable: Weighable, actor: Actor) -> str:
        """The words that say what a named person is: "Alvik Karsen, the governor's spokesman,", "Colonel Maks"."""
        place = (weighable.number, actor.id)
        if place not in self._offices:
            text, reading = weighable.report.text, weighable.reading
            told = []
            for entity in () if reading is None else reading.entities:
                if entity.actor != actor.id:
                    continue
                start, end = entity.span
                after = _APPOSITION.match(text, end)
                before = _TITLE.search(text, max(0, start - 40), start)
                told += [found.group() for found in (after, before) if found is not None]
            self._offices[place] = " ".join(told[:6])
        return self._offices[place]

    def _speaks_for(self, weighable: Weighable, name: str, words: str) -> str | None:
        """The publisher in whose name a named person speaks: "Dorian Hesk, a researcher for the Hearth Committee"."""
        text = weighable.report.text
        office = _EDITOR.search(text, max(0, text.find(name)), max(0, text.find(name)) + len(name) + 60)
        if office is not None:
            before = [key for span, key in self._outlets.mentions(text, Span(0, office.start()))]
            own = self._outlets.of_publisher(weighable.report.publisher)
            key = next((each for each in reversed(before) if each != own), None)
            if key is not None:
                return key
        places = [place for place in (text.find(words) if words else -1, text.find(name)) if place >= 0]
        for place in places:
            after = text[place : place + len(name) + 90].split("\n", 1)[0]
            match = _ROLE.match(after[len(name) :]) if after.startswith(name) else None
            if match is not None and (key := self._outlets.key(match["of"])) is not None:
                return key
            before = text[max(0, place - 60) : place]
            match = _ITS_ROLE.search(before)
            if match is not None and (key := self._outlets.key(match["of"])) is not None:
                return key
        return None


# Characters within which "it" may point back to an outlet: two paragraphs or so.
_RECENT = 1500
_APPOSITION = re.compile(r", (?:the|a|an|its|his|her)\s[^,.;\n]{3,60}")
_TITLE = re.compile(r"(?:[A-Z][\w-]+ |\b(?:minister|president|governor|prosecutor|spokesman|spokeswoman), )$")
_LONGEST_NAME = 7  # words of a publisher's name as it stands in texts
_NOUNS = r"(?:newspaper|paper|site|website|magazine|broadcaster|news agency|news service|weekly|daily|tabloid)"
_OUTLET_PHRASE = re.compile(
    rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he) (?:[\w’'-]+ ){{0,4}}?{_NOUNS}\b(?: (?:in|of|from) (?:the )?[\w’'-]+)?"
)
_DESCRIBED = re.compile(
    rf", (?:a|an|the|another) (?P<what>(?:[\w’'-]+ ){{0,5}}?{_NOUNS}\b(?: (?:in|of|from) (?:the )?[\w’'-]+)?)"
)
_ROLE = re.compile(
    r",? (?:the|a|an|its|our)? ?(?:[\w-]+ ){0,3}?(?:director|researcher|editor|spokes\w+|head|chair\w*|founder|"
    r"president|reporter|correspondent|lawyer|investigator|coordinator|member|secretary|deputy editor)s? (?:of|for|at|with) "
    r"(?P<of>(?:the )?[A-Z][\w'’-]*(?: (?:of |for |the )?[A-Z][\w'’-]*){0,4})"
)
# "Tomas Ekel, the newspaper's deputy editor,": of the outlet last named.
_EDITOR = re.compile(
    rf", (?:the )?{_NOUNS}['’]s (?:[\w-]+ ){{0,2}}?(?:editor|director|publisher|reporter|lawyer|spokes\w+)"
)
_ITS_ROLE = re.compile(
    r"(?P<of>(?:[Tt]he )?[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})['’]s? (?:[\w-]+ ){0,2}?(?:director|researcher|editor|"
    r"spokes\w+|head|founder|reporter|correspondent|investigator)(?:,)? $"
)


def node_id(*parts: str) -> str:
    """`n` and 16 digits, the same for the same parts."""
    return "n" + blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def names_somebody(name: str) -> bool:
    """Whether words name somebody, rather than describing: "Milo", not "a bargeman of 29" nor "Relatives"."""
    words = _WORD.findall(_TAIL.split(name, maxsplit=1)[0]) or _WORD.findall(name)
    while words and words[0].casefold() in _set("determiners"):
        words = words[1:]
    return any(word[:1].isupper() and word.casefold() not in _set("unnamed") | _set("outlet_nouns") for word in words)


def description_words(words: str) -> frozenset[str]:
    """What of a description tells an outlet from others: "a Velmora newspaper" says Velmora."""
    plain = {word.casefold() for word in _WORD.findall(words)}
    return frozenset(plain - _set("determiners") - _set("outlet_nouns") - {"in", "from", "for", "news", "capital"})


def pseudonym(weighable: Weighable, name: str) -> bool:
    """Whether the report says that a name isn't the person's own."""
    text = weighable.report.text
    place = text.find(name)
    around = text[max(0, place - 80) : place + len(name) + 80] if place >= 0 else ""
    return any(pattern.search(around) for pattern in patterns("pseudonyms"))


def is_official(name: str) -> bool:
    """Whether a name is a state body's, or an office's: "House of Deputies", "Department of External Affairs"."""
    words = [word.casefold() for word in _WORD.findall(name)]
    if any(word in _set("outlet_nouns") or word in _OUTLETS for word in words):
        return False
    return any(word in _set("official_nouns") for word in words) or "house of deputies" in " ".join(words)


def _kind(name: str, words: str, actor: Actor | None, *, by_name: bool) -> NodeKind:
    kind = None if actor is None else actor.kind
    told = f"{words} {name}"
    told = re.sub(r"(?i)\bdeputy (?=editor|director|head|chair)", "", told)
    plain = [re.sub(r"['’]s?$", "", word.casefold()) for word in _WORD.findall(told)]
    head = _head(name)
    if head in _set("documents"):
        return NodeKind.DOCUMENT
    if head in _set("hearings"):
        return NodeKind.HEARING
    spokes = any(word in _set("spokespeople") for word in plain) or "press office" in " ".join(plain)
    official = any(word in _set("official_nouns") for word in plain)
    if kind in _OFFICIALS:
        return NodeKind.OFFICIAL
    if spokes and official:
        return NodeKind.OFFICIAL
    if not by_name:
        # An officer who will not be named doesn't speak for the police.
        return (
            NodeKind.OFFICIAL if head in _set("official_nouns") and kind is not ActorKind.PERSON else NodeKind.ANONYMOUS
        )
    if official and (kind is not ActorKind.PERSON or _office_before_name(told)):
        return NodeKind.OFFICIAL
    if kind is ActorKind.PERSON or kind is None:
        return NodeKind.PERSON
    return NodeKind.ORGANISATION


def _office_before_name(words: str) -> bool:
    """Whether an office stands with the name: "President Iven Sorrak", "Imre Hald, the regional prosecutor"."""
    words = re.sub(r"(?i)\bdeputy (?=editor|director|head|chair)", "", words)
    return any(re.sub(r"['’]s?$", "", word.casefold()) in _set("official_nouns") for word in _WORD.findall(words))


def _speaks_for_another(words: str) -> bool:
    """Whether the words tell of somebody who belongs to an outlet, not of the outlet: "the Lamplighter's editor"."""
    head = _head(_TAIL.split(words, maxsplit=1)[0])
    return bool(re.search(r"['’]s? ", words)) or head in _set("unnamed") or head in {"editor", "editors", "director"}


def _is_self(words: str) -> bool:
    plain = _plain(words)
    return plain in _set("selves") or plain.startswith(("we ", "our reporter", "our correspondent", "this newspaper"))


def _head(name: str) -> str:
    words = _WORD.findall(_TAIL.split(name.strip(), maxsplit=1)[0]) or _WORD.findall(name)
    return words[-1].casefold() if words else ""


def _plain(words: str) -> str:
    return " ".join(word.casefold() for word in _WORD.findall(words))


def _inside_quotation(attribution: Attribution, text: str) -> bool:
    """Whether the source stands within quotation marks: then "we" is whoever is quoted."""
    if not attribution.source:
        return False
    start = attribution.source[0].start
    paragraph = text[text.rfind("\n", 0, start) + 1 : start]
    return paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2 == 1


def _key(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(str(word) for word in table("telling")[name])


@cache
def _weak() -> frozenset[str]:
    return _set("weak_outlet_words") | _set("outlet_nouns")


@cache
def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """The regular expressions of that name in `data/telling.yaml`; `access.people` reaches into a group."""
    known: Any = table("telling")
    for part in name.split("."):
        known = known[part]
    return tuple(re.compile(form, re.IGNORECASE) for form in known)


def words_of(name: str) -> frozenset[str]:
    """The words of that name in `data/telling.yaml`."""
    return _set(name)
