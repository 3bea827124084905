"""Identity: actors across the reports of a case, joined by comparisons that give their reasons.

A person, an office, a body and a state are never one; what relates them is told beside them. Reviewers' merges and ties
bind whatever the comparisons say.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.records.material import Material, Weighable
from onrecord.records.record import CaseActor, Member, Monitored
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.identity.clusters import Clusters
from onrecord.weigh.identity.identities import Identities
from onrecord.weigh.identity.joining import join_bodies, join_offices, join_states
from onrecord.weigh.identity.kinds import kind_of, settle
from onrecord.weigh.identity.offices import Office, owners_told
from onrecord.weigh.identity.people import join_people
from onrecord.weigh.identity.profiles import Family, Profile, describe, plain_key, profiles_of
from onrecord.weigh.identity.relations import Belonging, Holding, Speaking, office_told, state_of_body
from onrecord.weigh.identity.signatories import Signatory
from onrecord.weigh.identity.states import States, shown
from onrecord.weigh.identity.ties import bind

__all__ = ["Belonging", "Holding", "Identities", "Signatory", "Speaking", "identify"]

# No text can be read in two ways, and no name is longer than twelve words: reports come from adversaries.
_WORD = r"[A-Z][\w’']{0,60}(?:-[a-z][\w’']{0,60}){0,4}"
_SPELT = re.compile(
    rf"(?P<name>\b{_WORD}(?: (?:of|the|for|and|on)|[ -]{_WORD}){{1,12}}) \((?P<short>[A-Z][A-Za-z.]{{1,9}})\)"
)


def identify(material: Material, *, monitored: Sequence[Monitored] = ()) -> Identities:
    """The actors of a case.

    Args:
        material: its reports, merges and ties.
        monitored: a roster's entries; the states that they name are known as states.
    """
    weighables = {weighable.number: weighable for weighable in material.reports}
    profiles = sorted(
        (profile for weighable in material.reports for profile in profiles_of(weighable)),
        key=lambda profile: (profile.finding, profile.digest, profile.report),
    )
    states = _states(material.reports, profiles, monitored)
    publishers = frozenset(plain_key(w.report.publisher) for w in material.reports if w.report.publisher) - {""}
    settle(profiles, states, publishers)
    _describe(profiles, weighables, states)
    _fill(profiles, weighables, states)
    clusters = Clusters(profiles)
    bind(clusters, material.merged, material.ties)
    join_people(clusters)
    join_states(clusters)
    names = join_bodies(clusters, states, _spelt_out(material.reports))
    offices = _offices(clusters, states)
    join_offices(clusters, offices, _holders(clusters, offices))
    generic = frozenset(index for index, name in names.items() if name.generic)
    actors, of = _actors(clusters, publishers, generic)
    return Identities(actors, of, clusters, weighables, states, offices)


def _states(reports: Iterable[Weighable], profiles: Iterable[Profile], monitored: Iterable[Monitored]) -> States:
    people = frozenset(
        key
        for profile in profiles
        if profile.family is Family.PERSON and profile.named and profile.person is not None and profile.person.full
        for key in profile.person.keys
    )
    bodies = frozenset(profile.key for profile in profiles if profile.family is Family.BODY and profile.named)
    places = frozenset(profile.key for profile in profiles if profile.family is Family.STATE and profile.named)
    known = {entry.name for entry in monitored if entry.kind is ActorKind.STATE}
    known |= {entry.state for entry in monitored if entry.state is not None and len(entry.state) > 2}
    return States(dict.fromkeys(w.report.text for w in reports), sorted(known), people, bodies - places)


def _describe(profiles: Iterable[Profile], weighables: dict[int, Weighable], states: States) -> None:
    """Add what the texts tell of people, and of which state a body described without a name is."""
    actors = {
        number: {actor.id: actor for actor in weighable.reading.actors}
        for number, weighable in weighables.items()
        if weighable.reading is not None
    }
    for profile in profiles:
        if profile.family is Family.PERSON:
            describe(profile, weighables[profile.report], actors[profile.report][profile.local], states)
        elif profile.family is Family.BODY and profile.state is None:
            profile.state = state_of_body(profile, states)


def _fill(profiles: Iterable[Profile], weighables: dict[int, Weighable], states: States) -> None:
    """Add of which region an office is where the report says so elsewhere, of the only office of that title in it.

    Not of which state: a report of one state's minister speaks of another's too.
    """
    holders: dict[tuple[int, str], set[str]] = {}
    unsaid: list[Profile] = []
    for profile in profiles:
        for told in profile.offices:
            holders.setdefault((profile.report, told.office.title), set()).add(profile.finding)
        if any(one.office.single and one.office.state is None and one.office.area is None for one in profile.offices):
            unsaid.append(profile)
    known: dict[tuple[str, str], set[tuple[str | None, str | None]]] = {}
    for profile in unsaid:
        filled = []
        for told in profile.offices:
            office = told.office
            if office.single and office.state is None and office.area is None and not told.former:
                if (profile.digest, office.title) not in known:
                    owners = owners_told(weighables[profile.report].report.text, office.title, states)
                    known[profile.digest, office.title] = {owner for owner in owners if owner[1] is not None}
                owners = known[profile.digest, office.title]
                if len(owners) == 1 and len(holders[profile.report, office.title]) == 1:
                    told = replace(told, office=Office(office.title, *next(iter(owners))))
            filled.append(told)
        profile.offices = tuple(filled)


def _spelt_out(reports: Iterable[Weighable]) -> dict[str, frozenset[str]]:
    """Acronyms in brackets behind the name that they stand for."""
    found: dict[str, set[str]] = {}
    for text in dict.fromkeys(weighable.report.text for weighable in reports):
        for match in _SPELT.finditer(text):
            letters = "".join(char for char in match["short"] if char.isalnum())
            words = match["name"].split()
            for first in range(len(words) - 1):
                found.setdefault(letters, set()).add(plain_key(" ".join(words[first:])))
    return {letters: frozenset(names) for letters, names in found.items()}


def _offices(clusters: Clusters, states: States) -> dict[int, Office]:
    """The office of each profile that is one; where the words don't say whose, that of the one named with it."""
    found: dict[int, Office] = {}
    for index, profile in enumerate(clusters.profiles):
        if profile.family is not Family.OFFICE:
            continue
        office = office_told(profile, states)
        if office is None:
            continue
        if office.state is None and office.area is None and (holder := _holder(clusters, profile)) is not None:
            held = [other for other in clusters.whole(holder).offices if other.title == office.title]
            told = {other.state for other in held} - {None}
            areas = {other.area for other in held} - {None}
            if len(told) <= 1 and len(areas) <= 1:
                office = Office(office.title, next(iter(told), None), next(iter(areas), None))
        profile.state = office.state
        if office.state is not None:
            clusters.whole(index).states |= {office.state}
        found[index] = office
    return found


def _holders(clusters: Clusters, offices: Iterable[int]) -> dict[int, str]:
    """Surname of whoever a report names in the office, by the office's number."""
    found: dict[int, str] = {}
    for index in offices:
        holder = _holder(clusters, clusters.profiles[index])
        person = None if holder is None else clusters.profiles[holder].person
        if person is not None:
            found[index] = person.surname
    return found


def _holder(clusters: Clusters, profile: Profile) -> int | None:
    """The one person of the same report whose name stands within the office's words, or beside that title."""
    inside: set[int] = set()
    beside: set[int] = set()
    title = profile.name.lower()
    for index in clusters.people_of(profile.report):
        other = clusters.profiles[index]
        if any(a.start <= b.start and b.end <= a.end for a in profile.spans for b in other.spans):
            inside.add(index)
        if any(told.office.title in title and not told.former for told in other.offices):
            beside.add(index)
    for found in (inside, beside):
        if len(found) == 1:
            return found.pop()
    return None


def _actors(
    clusters: Clusters, publishers: frozenset[str], generic: frozenset[int]
) -> tuple[tuple[CaseActor, ...], dict[tuple[int, str], str]]:
    """The actors, in the order in which the reports first have them."""
    reasons: dict[int, list[tuple[int, str]]] = {}
    for first, second, reason in clusters.edges:
        reasons.setdefault(first, []).append((second, reason))
        reasons.setdefault(second, []).append((first, reason))
    made: list[tuple[tuple[int, int], CaseActor]] = []
    of: dict[tuple[int, str], str] = {}
    for indices in clusters.groups().values():
        members = sorted(indices, key=lambda k: (clusters.profiles[k].report, clusters.profiles[k].place))
        found = [clusters.profiles[k] for k in members]
        founder = found[0]
        why = _why(clusters, members[0], reasons)
        id_ = f"c{founder.finding[1:]}"
        names = list(dict.fromkeys(profile.name for profile in found))
        name = _fullest(found)
        made.append(
            (
                (founder.report, founder.place),
                CaseActor(
                    id=id_,
                    name=name,
                    kind=_kind(found, publishers, generic=bool(generic.intersection(members))),
                    members=tuple(
                        Member(report=p.report, local=p.local, finding=p.finding, name=p.name, reason=why.get(k, ""))
                        for k, p in zip(members, found, strict=True)
                    ),
                    names=tuple(other for other in names if other != name),
                    doubts=clusters.doubts(members),
                ),
            )
        )
        of |= {(profile.report, profile.local): id_ for profile in found}
    made.sort(key=lambda one: one[0])
    return tuple(actor for _, actor in made), of


def _kind(found: list[Profile], publishers: frozenset[str], *, generic: bool) -> ActorKind:
    """The kind of an actor; descriptions keep the reader's, and so does what a reviewer joined across families."""
    if not found[0].named or len({profile.family for profile in found}) > 1:
        return found[0].kind
    return kind_of(found, publishers, generic=generic)


def _why(clusters: Clusters, founder: int, reasons: dict[int, list[tuple[int, str]]]) -> dict[int, str]:
    """Why each profile is the founder's actor: the reason of the join by which it came, and with whom."""
    why: dict[int, str] = {}
    seen, queue = {founder}, [founder]
    for here in queue:
        for there, reason in sorted(reasons.get(here, ())):
            if there not in seen:
                seen.add(there)
                queue.append(there)
                other = clusters.profiles[here]
                why[there] = f"{reason} (“{other.name}”, report {other.report})"
    return why


def _fullest(found: Sequence[Profile]) -> str:
    """The name with most words; of equals the commonest, then the longest, then the first."""
    if found[0].family is Family.STATE and found[0].state is not None:
        return shown(found[0].state)
    counted: dict[str, int] = {}
    plain = [profile for profile in found if not profile.name.endswith((" newspaper", " magazine"))]
    for profile in plain or found:
        if profile.named or not any(other.named for other in found):
            counted[profile.name] = counted.get(profile.name, 0) + 1
    order = {name: place for place, name in enumerate(counted)}
    return min(
        counted, key=lambda name: (name.isupper(), -min(len(name.split()), 8), -counted[name], -len(name), order[name])
    )
