"""Actors known from earlier stretches of a long report, by name.

A report of many stretches may name a million actors. Only so many are kept, those named last; whoever is named again
after that is taken for somebody else: two actors where there was one, never one where there were two.
"""

from collections import OrderedDict
from dataclasses import dataclass

from onrecord.records import Actor, ActorKind, EntityType
from onrecord.resolve.mentions import has_name
from onrecord.resolve.names import (
    PersonName,
    Verdict,
    compare_organisations,
    compare_people,
    folded,
    organisation_key,
    person_name,
    sound,
    without_possessive,
)

# Some 15 MB of names: those of two or three megabytes of news.
MOST_KNOWN = 10_000
# Bearers of one surname that a name is compared with, the last ones named: the cost of a name stays bounded also where
# all the world is called Smith.
MOST_COMPARED = 20

_BODIES = (ActorKind.ORGANISATION, ActorKind.STATE_BODY, ActorKind.OUTLET)
_TYPES = {
    ActorKind.PERSON: EntityType.PERSON,
    ActorKind.STATE: EntityType.PLACE,
    ActorKind.OUTLET: EntityType.OUTLET,
    ActorKind.ORGANISATION: EntityType.ORGANIZATION,
    ActorKind.STATE_BODY: EntityType.ORGANIZATION,
}
_Key = tuple[str, ...]


@dataclass(slots=True)
class _Known:
    """An actor without entities, the stretch that named it last, and what it is found by."""

    actor: Actor
    stretch: int
    person: PersonName | None
    keys: tuple[_Key, ...]


class KnownActors:
    """A bounded table of actors that are found again by name.

    Args:
        most: how many are kept.
    """

    def __init__(self, most: int = MOST_KNOWN) -> None:
        self._most = most
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._by_key: dict[_Key, OrderedDict[str, None]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def find(self, actor: Actor, *, stretch: int, taken: set[str]) -> Actor | None:
        """The known actor that an actor of this stretch is, where its name tells; None: somebody new, or can't tell.

        A full name is enough at any distance, as within one stretch. A surname alone is a person's only where he was
        named in this stretch or the one before, and nobody else of that name was.

        Args:
            actor: as resolved within its stretch.
            stretch: the number of the stretch.
            taken: ids of known actors that others of this stretch are.
        """
        if not _is_named(actor):
            return None
        name = person_name(actor.name) if actor.kind is ActorKind.PERSON else None
        keys = _keys(actor, name)
        fit: list[_Known] = []
        # whoever bears the very words of a full name needs no comparing with all who share one of them
        same_words = [] if name is not None and not name.full else self._near(keys[:1])
        for known in same_words or self._near(keys):
            if known.actor.id in taken or not _alike_kinds(known.actor.kind, actor.kind):
                continue
            if name is not None and known.person is not None:
                verdict = compare_people(name, known.person).verdict
                same = verdict is Verdict.SAME and name.full == known.person.full
                recent = stretch - known.stretch <= 1
                if (same and (name.full or recent)) or (verdict is not Verdict.DIFFERENT and not name.full and recent):
                    fit.append(known)
            elif actor.kind is ActorKind.STATE:
                if folded(actor.name) == folded(known.actor.name):
                    fit.append(known)
            elif compare_organisations(actor.name, known.actor.name).verdict is Verdict.SAME:
                fit.append(known)
        exact = [known for known in fit if folded(known.actor.name) == folded(actor.name)]
        if len(exact) == 1:
            return exact[0].actor
        return fit[0].actor if len(fit) == 1 else None

    def keep(self, actor: Actor, *, stretch: int) -> None:
        """Remember an actor, without its entities, or that it was named again; the one named longest ago makes room."""
        known = self._known.get(actor.id)
        if known is not None:
            known.stretch = stretch
            self._known.move_to_end(actor.id)
            for key in known.keys:
                self._by_key[key].move_to_end(actor.id)
            return
        if not _is_named(actor):
            return
        name = person_name(actor.name) if actor.kind is ActorKind.PERSON else None
        keys = _keys(actor, name)
        self._known[actor.id] = _Known(actor, stretch, name, keys)
        for key in keys:
            self._by_key.setdefault(key, OrderedDict())[actor.id] = None
        while len(self._known) > self._most:
            eldest, gone = self._known.popitem(last=False)
            for key in gone.keys:
                bearers = self._by_key[key]
                del bearers[eldest]
                if not bearers:
                    del self._by_key[key]

    def _near(self, keys: tuple[_Key, ...]) -> list[_Known]:
        """Known actors that share one of the keys, in the order in which they were first named."""
        found: dict[str, None] = {}
        for key in keys:
            for number, id_ in enumerate(reversed(self._by_key.get(key, ()))):
                if number == MOST_COMPARED:
                    break
                found[id_] = None
        return [self._known[id_] for id_ in sorted(found, key=lambda id_: int(id_[1:]))]


def _is_named(actor: Actor) -> bool:
    """Whether it has a name; descriptions and offices stand for another in another part of a long text."""
    type_ = _TYPES.get(actor.kind)
    return type_ is not None and has_name(actor.name, type_)


def _alike_kinds(left: ActorKind, right: ActorKind) -> bool:
    return left is right or (left in _BODIES and right in _BODIES)


def _keys(actor: Actor, name: PersonName | None) -> tuple[_Key, ...]:
    """What an actor is found by: all its words first, then what names that may be the same share."""
    if actor.kind is ActorKind.PERSON:
        return () if name is None else (("person", *name.keys), ("surname", sound(name.surname)))
    if actor.kind is ActorKind.STATE:
        return (("state", folded(actor.name)),)
    key = organisation_key(actor.name)
    if not key:
        return ()
    # the first word alone finds "Amnesty" for "Amnesty International"
    keys: list[_Key] = [("body", *key), ("begins", key[0])]
    keys += [("initials", letters) for letters in _initials(actor.name, key)]
    return tuple(dict.fromkeys(keys))


def _initials(name: str, key: tuple[str, ...]) -> list[str]:
    """A name's own letters where it is an acronym, else those that an acronym of it may have."""
    letters = "".join(char for char in without_possessive(name) if char.isalnum())
    if len(key) == 1:
        return [letters] if letters.isupper() else []
    words = without_possessive(name).replace("-", " ").split()
    return ["".join(word[0] for word in key).upper(), "".join(word[0] for word in words).upper()]
