"""Actors found by a name, as a roster or a report gives it."""

from collections.abc import Mapping

from onrecord.names.comparison import Verdict
from onrecord.names.people import PersonName, compare_people, person_name
from onrecord.names.sounds import sound
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.identity.bodies import body_name
from onrecord.weigh.identity.profiles import Family, Profile, plain_key
from onrecord.weigh.identity.states import States


class Lookup:
    """Ids of actors by the words of their names; by other spellings only where no actor has the words.

    Args:
        profiles: of each actor, by its id.
        states: of the case.
    """

    def __init__(self, profiles: Mapping[str, list[Profile]], states: States) -> None:
        self._states = states
        self._words: dict[str, dict[str, None]] = {}
        self._people: dict[str, list[tuple[str, PersonName]]] = {}
        self._bodies: dict[tuple[str, ...], dict[str, str | None]] = {}
        for id_, found in profiles.items():
            names = dict.fromkeys(profile.person for profile in found if profile.named and profile.person is not None)
            for person in names:
                for key in dict.fromkeys(map(sound, person.keys)) if person.full else ():
                    self._people.setdefault(key, []).append((id_, person))
            for name, key in {profile.name: profile.key for profile in found if profile.named}.items():
                self._words.setdefault(key, {})[id_] = None
                if found[0].family is Family.BODY:
                    body = body_name(name, states)
                    whose = self._bodies.setdefault(body.core, {})
                    whose[id_] = whose.get(id_) or body.state

    def ids(self, name: str, kind: ActorKind | None, state: str | None) -> list[str]:
        """Actors whom a name may mean.

        Args:
            name: as given.
            kind: that is looked for; None: any.
            state: key of the state to which it belongs; None: any.
        """
        found = list(self._words.get(plain_key(name), ()))
        if not found and kind in (None, ActorKind.PERSON):
            found = self._persons(name)
        if not found and kind is not ActorKind.PERSON:
            body = body_name(name, self._states)
            wanted = body.state or state
            found = [
                id_
                for id_, theirs in self._bodies.get(body.core, {}).items()
                if wanted in (None, theirs) and (theirs is not None or not body.generic)
            ]
        return found

    def _persons(self, name: str) -> list[str]:
        person = person_name(name)
        if person is None or not person.full:
            return []
        return list(
            dict.fromkeys(
                id_
                for key in map(sound, person.keys)
                for id_, known in self._people.get(key, ())
                if compare_people(person, known).verdict is Verdict.SAME
            )
        )
