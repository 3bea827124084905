"""What kind of actor a name is, told over the whole case: one report's reader may take a newspaper for a person."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from onrecord.names.people import person_name
from onrecord.names.sounds import folded
from onrecord.names.tables import table as names_table
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.identity.bodies import body_name
from onrecord.weigh.identity.profiles import Family, Profile
from onrecord.weigh.identity.states import States

# A name of one word that is a body's in this share of the reports is one's in all of them.
MOST = 0.6


def settle(profiles: Iterable[Profile], states: States, publishers: frozenset[str]) -> None:
    """Give each name one family: a state's name is a state's, a publisher's or a body's that body's.

    A person's full name stays a person's unless most reports say otherwise, and so does a name that a person of the
    same report bears.
    """
    found = list(profiles)
    for profile in found:
        if profile.family is Family.BODY and not profile.named and profile.kind is not ActorKind.GROUP:
            profile.named = _is_some_states(profile, states)
    everybody = [profile for profile in found if profile.named]
    surnames: dict[str, set[str]] = {}
    votes: dict[str, Counter[Family]] = {}
    for profile in everybody:
        votes.setdefault(profile.key, Counter())[profile.family] += 1
        if profile.family is Family.PERSON and profile.person is not None and profile.person.full:
            surnames.setdefault(profile.digest, set()).update(profile.person.keys)
    for profile in everybody:
        if profile.family is Family.OFFICE:
            continue
        borne = profile.key in surnames.get(profile.digest, ())
        if not borne and states.named(profile.name) is not None:
            profile.family, profile.state = Family.STATE, states.named(profile.name)
            continue
        if states.key(profile.name) is not None and not borne:
            profile.named = False  # an adjective alone is nobody's name: "Karvenian"
            continue
        told = votes[profile.key]
        full = profile.person is not None and profile.person.full
        bodies, people = told[Family.BODY], told[Family.PERSON]
        if profile.family is not Family.BODY and not borne:
            published = profile.key in publishers
            most = bodies >= 2 and bodies >= MOST * told.total()
            if (published and not full) or most:
                profile.family = Family.BODY
        elif profile.family is Family.BODY and people >= 2 and people >= 2 * bodies and len(profile.key.split()) > 1:
            person = person_name(profile.name)
            if person is not None and person.full:
                profile.family, profile.person = Family.PERSON, person


def _is_some_states(profile: Profile, states: States) -> bool:
    """Whether words without a name say which body of which state: "the foreign ministry of Karvenia"."""
    words = profile.key.split()
    if words[:1] and words[0] in ("a", "an", "any", "some", "several", "his", "her", "their", "my", "our"):
        return False
    name = body_name(profile.name, states)
    vague = {"authorities", "officials", "forces", "authority", "police"}
    return name.state is not None and name.generic and not vague & set(name.core)


def kind_of(members: Iterable[Profile], publishers: frozenset[str], *, generic: bool) -> ActorKind:
    """The kind of an actor of the case: what most of its reports say, among those that its family allows."""
    found = list(members)
    family = found[0].family
    if family is not Family.BODY:
        return {Family.PERSON: ActorKind.PERSON, Family.OFFICE: ActorKind.OFFICE, Family.STATE: ActorKind.STATE}[family]
    votes: Counter[ActorKind] = Counter(
        p.kind for p in found if p.kind not in (ActorKind.PERSON, ActorKind.STATE, ActorKind.OFFICE)
    )
    words = {word for profile in found for word in profile.key.split()}
    if any(profile.key in publishers for profile in found) and not words & _bodies():
        return ActorKind.OUTLET
    if generic and words & _state_bodies():
        return ActorKind.STATE_BODY
    if not votes:
        return ActorKind.ORGANISATION
    order: tuple[ActorKind, ...] = (ActorKind.OUTLET, ActorKind.STATE_BODY, ActorKind.ORGANISATION, ActorKind.GROUP)
    return max(order, key=lambda kind: (votes[kind], -order.index(kind)))


@cache
def _state_bodies() -> frozenset[str]:
    return frozenset(folded(word) for each in names_table("people")["state_body_nouns"] for word in str(each).split())


@cache
def _bodies() -> frozenset[str]:
    return (
        _state_bodies()
        | frozenset(
            folded(str(word))
            for word in names_table("people")["organisation_nouns"]
            if word not in ("network", "international")
        )
        | {"house"}
    )
