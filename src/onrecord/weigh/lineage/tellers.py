"""Tellers: who speaks in an attribution, and whether that is an outlet, an official, somebody with or without a name.

A reader may call a newspaper a person. Names of outlets are therefore compared with those who published the case's
reports, and the words around a name count for more than the kind that the reader gave it.
"""

import re
from dataclasses import dataclass
from typing import Protocol

from onrecord.records.attribution import Attribution
from onrecord.records.entity import Actor
from onrecord.records.material import Weighable
from onrecord.records.record import CaseActor, NodeKind
from onrecord.records.span import Span
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.lineage.kinds import is_official, kind_of, pseudonym
from onrecord.weigh.lineage.outlets import Outlets
from onrecord.weigh.lineage.wording import (
    NOUNS,
    TAIL,
    called_kin_of,
    description_words,
    head,
    inside_quotation,
    is_self,
    kin_of,
    names_somebody,
    node_id,
    plain,
    source_words,
    speaks_for_another,
    tells,
    words_of,
)

# Characters within which "it" may point back to an outlet: two paragraphs or so.
_RECENT = 1500
# "One of her lawyers, Zhang Keke, who visited her": the name stands beside the description.
_CALLED = re.compile(r"[^,]{3,80}, (?P<name>[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*){1,3})(?=[,\s(]|$)")
_APPOSITION = re.compile(r", (?:the|a|an|its|his|her)\s[^,.;\n]{3,60}")
_TITLE = re.compile(r"(?:[A-Z][\w-]+ |\b(?:minister|president|governor|prosecutor|spokesman|spokeswoman), )$")
_OUTLET_PHRASE = re.compile(
    rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he) (?:[\w’'-]+ ){{0,4}}?{NOUNS}\b(?: (?:in|of|from) (?:the )?[\w’'-]+)?"
)
_ROLE = re.compile(
    r",? (?:the|a|an|its|our)? ?(?:[\w-]+ ){0,3}?(?:director|researcher|editor|spokes\w+|head|chair\w*|founder|"
    r"president|reporter|correspondent|lawyer|investigator|coordinator|member|secretary|deputy editor)s? "
    r"(?:of|for|at|with) (?P<of>(?:the )?[A-Z][\w'’-]*(?: (?:of |for |the )?[A-Z][\w'’-]*){0,4})"
)
# "Tomas Ekel, the newspaper's deputy editor,": of the outlet last named.
_EDITOR = re.compile(
    rf", (?:the )?{NOUNS}['’]s (?:[\w-]+ ){{0,2}}?(?:editor|director|publisher|reporter|lawyer|spokes\w+)"
)
_ITS_ROLE = re.compile(
    r"(?P<of>(?:[Tt]he )?[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})['’]s? (?:[\w-]+ ){0,2}?(?:director|researcher|editor|"
    r"spokes\w+|head|founder|reporter|correspondent|investigator)(?:,)? $"
)


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


class Tellers:
    """Who speaks, over a whole case: the same teller in several reports is one.

    Args:
        outlets: who published the case's reports.
        identities: who is who in the case.
        dead: ids of the case's actors who are told to have been killed.
    """

    def __init__(self, outlets: Outlets, identities: Identified, *, dead: frozenset[str] = frozenset()) -> None:
        self._outlets = outlets
        self._dead = dead
        self._identities = identities
        self._offices: dict[tuple[int, str], str] = {}
        self._known_reports: dict[int, Teller] = {}
        self._voices: dict[str, Teller] = {}

    def of(self, weighable: Weighable, attribution: Attribution, *, holder: str | None = None) -> Teller | None:
        """Who speaks in `attribution`; None where it is the report itself.

        Args:
            weighable: the report.
            attribution: one of its reading's.
            holder: key of the outlet that heard whoever speaks; those without a name are that outlet's.
        """
        reading = weighable.reading
        text = weighable.report.text
        words = source_words(attribution, text)
        publisher = self._outlets.of_publisher(weighable.report.publisher)
        if is_self(words) and not _in_quotation(attribution, text):
            return None
        actor = None
        if reading is not None and attribution.speaker is not None:
            actor = next((one for one in reading.actors if one.id == attribution.speaker), None)
        if actor is None and not words:
            cue = " ".join(span.of(text) for span in attribution.cue)
            passive = not attribution.cue or tells("passive", cue)
            # "The House ... condemns", "Asked why": whoever was speaking goes on.
            return self.unknown(weighable, holder=holder) if passive else None
        pronoun = plain(words) in words_of("pronouns")
        name = words if actor is None else actor.name
        if pronoun and actor is not None and plain(words) == "it" and self._never_named(weighable, attribution):
            return self._meant_by_it(weighable, attribution)
        if actor is not None and self._outlets.key(name) is not None and speaks_for_another(words):
            # "The newspaper quoted one detainee as saying": the detainee, not the newspaper.
            last = attribution.source[-1].of(text)
            return self._somebody(weighable, last, last, None, holder)
        if actor is not None and self._is_anothers(weighable, actor, words):
            described = words if called_kin_of(words, actor.name) else words.partition(",")[0]
            return self._somebody(weighable, described, described, None, holder)
        surely = actor is not None and actor.kind is ActorKind.OUTLET
        outlet = self._outlet(name, "" if pronoun else words, surely=surely)
        if outlet is not None:
            return None if outlet == publisher else self.outlet(outlet)
        if actor is not None and self._describes_outlet(actor, words, pronoun=pronoun):
            return self._unnamed_outlet(weighable, name)
        if actor is None and pronoun:
            return self.unknown(weighable, holder=holder)
        return self._somebody(weighable, name, "" if pronoun else words, actor, holder)

    def _is_anothers(self, weighable: Weighable, actor: Actor, words: str) -> bool:
        """Whether who speaks is only somebody's: "the wife of one of the dead, Tomas Vell", who is told to be dead."""
        if not kin_of(words, actor.name):
            return False
        found = self._identities.of(weighable.number, actor.id)
        return called_kin_of(words, actor.name) or (found is not None and found.id in self._dead)

    def _never_named(self, weighable: Weighable, attribution: Attribution) -> bool:
        """Whether whoever speaks is a source only ever as "it": then it's likely not who was meant."""
        reading, text = weighable.reading, weighable.report.text
        if reading is None or self._outlets.key(self._actor_name(weighable, attribution.speaker)) is not None:
            return False
        return not any(
            other.speaker == attribution.speaker
            and plain(" ".join(span.of(text) for span in other.source)) not in words_of("pronouns")
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
            if plain(words) in words_of("pronouns"):
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
        if key not in self._voices:
            shown = self._outlets.shown(key)
            kind = NodeKind.OFFICIAL if is_official(shown) else NodeKind.OWN_REPORTING
            self._voices[key] = Teller(node_id(kind.value, key), kind, shown, outlet=key)
        return self._voices[key]

    def unknown(self, weighable: Weighable, *, holder: str | None = None) -> Teller:
        """Somebody of whom a report says nothing."""
        holder = holder or self._outlets.of_publisher(weighable.report.publisher) or weighable.report.text_digest
        return Teller(node_id("unknown", holder), NodeKind.UNKNOWN, "nobody is named", by_name=False)

    def _outlet(self, name: str, words: str, *, surely: bool = False) -> str | None:
        """The case's publisher that `name`, or the words that stand for it, is."""
        key = self._outlets.key(name, outlet=surely)
        if key is not None and (not words or not speaks_for_another(words)):
            return key
        short = TAIL.split(words, maxsplit=1)[0].strip() if words else ""
        return self._outlets.key(short) if short and short != name and not speaks_for_another(words) else None

    def _describes_outlet(self, actor: Actor, words: str, *, pronoun: bool) -> bool:
        if actor.kind is ActorKind.OUTLET:
            return True
        if pronoun:
            return head(actor.name) in words_of("outlet_nouns")
        # "Westgallery, a site that follows the House", "the paper"
        parts = [head(part) for part in words.split(",")[:2]]
        return any(part in words_of("outlet_nouns") for part in parts)

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
        folded = plain(name)
        return Teller(
            node_id("outlet", holder, folded), NodeKind.OUTLET, name, outlet=f"{holder}|{folded}", by_name=False
        )

    def _somebody(self, weighable: Weighable, name: str, words: str, actor: Actor | None, holder: str | None) -> Teller:
        found = None if actor is None else self._identities.of(weighable.number, actor.id)
        if not names_somebody(name) and (called := _CALLED.match(words)) is not None:
            name = called["name"]
        by_name = names_somebody(name) and not pseudonym(weighable, name)
        context = words if actor is None else f"{words} {self._office(weighable, actor)}"
        if found is not None:
            context = " ".join((context, *found.offices))
        kind = kind_of(name, context, actor, by_name=by_name)
        shown = found.name if found is not None and by_name else name
        if by_name or kind is NodeKind.OFFICIAL:
            key = ("actor", found.id) if found is not None else ("named", plain(name))
            outlet = self._speaks_for(weighable, name, words)
            return Teller(
                node_id(*key), kind, shown, outlet=outlet, actor=None if found is None else found.id, by_name=by_name
            )
        holder = holder or self._outlets.of_publisher(weighable.report.publisher) or weighable.report.text_digest
        return Teller(
            node_id(kind.value, holder, plain(name)),
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
            match = _ITS_ROLE.search(text[max(0, place - 60) : place])
            if match is not None and (key := self._outlets.key(match["of"])) is not None:
                return key
        return None


def _in_quotation(attribution: Attribution, text: str) -> bool:
    return bool(attribution.source) and inside_quotation(text, attribution.source[0].start)
