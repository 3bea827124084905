"""Kinds of tellers: officials, people with or without a name, organisations, papers, hearings."""

import re

from onrecord.records.entity import Actor
from onrecord.records.material import Weighable
from onrecord.records.record import NodeKind
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.lineage.wording import WORD, head, tells, words_of

_OUTLETS = frozenset("gazette post times tribune review courier herald telegraph chronicle observer news".split())
_OFFICIALS = frozenset({ActorKind.OFFICE, ActorKind.STATE_BODY, ActorKind.STATE})
_DEPUTY = re.compile(r"(?i)\bdeputy (?=(?:[\w-]+ ){0,3}?(?:editor|director|head|chair))")  # no member of a parliament


def kind_of(name: str, words: str, actor: Actor | None, *, by_name: bool) -> NodeKind:
    """What kind of teller somebody is.

    Args:
        name: of whoever speaks.
        words: that say who it is, in the attribution and beside the name.
        actor: as the reader has it.
        by_name: whether `name` is a name.
    """
    kind = None if actor is None else actor.kind
    told = _DEPUTY.sub("", f"{words} {name}")
    folded = [re.sub(r"['’]s?$", "", word.casefold()) for word in WORD.findall(told)]
    word = head(name)
    if word in words_of("documents"):
        return NodeKind.DOCUMENT
    if word in words_of("hearings"):
        return NodeKind.HEARING
    official = any(each in words_of("official_nouns") for each in folded)
    spokes = any(each in words_of("spokespeople") for each in folded) or "press office" in " ".join(folded)
    if kind in _OFFICIALS or (spokes and official):
        return NodeKind.OFFICIAL
    if not by_name:
        # An officer who will not be named doesn't speak for the police.
        speaks = word in words_of("official_nouns") and kind is not ActorKind.PERSON
        return NodeKind.OFFICIAL if speaks else NodeKind.ANONYMOUS
    if official:
        return NodeKind.OFFICIAL
    return NodeKind.PERSON if kind is ActorKind.PERSON or kind is None else NodeKind.ORGANISATION


def pseudonym(weighable: Weighable, name: str) -> bool:
    """Whether the report says that a name isn't the person's own."""
    text = weighable.report.text
    place = text.find(name)
    around = text[max(0, place - 80) : place + len(name) + 80] if place >= 0 else ""
    return tells("pseudonyms", around)


def is_official(name: str) -> bool:
    """Whether a name is a state body's, or an office's: "House of Deputies", "Department of External Affairs"."""
    words = [word.casefold() for word in WORD.findall(name)]
    if any(word in words_of("outlet_nouns") or word in _OUTLETS for word in words):
        return False
    return any(word in words_of("official_nouns") for word in words) or "house of deputies" in " ".join(words)
