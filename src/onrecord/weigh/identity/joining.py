"""States, bodies and offices across reports; people are joined in `people`."""

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from rapidfuzz.fuzz import ratio

from onrecord.names.bodies import is_acronym
from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.identity.bodies import BodyName, body_name
from onrecord.weigh.identity.clusters import Clusters
from onrecord.weigh.identity.offices import Office
from onrecord.weigh.identity.people import TERM
from onrecord.weigh.identity.profiles import Family, Profile
from onrecord.weigh.identity.states import States, shown
from onrecord.weigh.tables import table

# Letters from which an acronym that is spelt out nowhere is taken for the one body of the case whose initials it has.
TELLING = 4
# How alike (per cent) two long names of bodies are that a reviewer should look at.
NEAR = 92


def join_states(clusters: Clusters) -> None:
    """Join states by code or name, and other places that act by their name."""
    by_key: dict[tuple[str, str], list[int]] = {}
    for index, profile in enumerate(clusters.profiles):
        if profile.family is Family.STATE and profile.named:
            key = ("state", profile.state) if profile.state is not None else ("place", profile.key)
            by_key.setdefault(key, []).append(index)
    for (kind, _), members in by_key.items():
        for index in members[1:]:
            reason = "a name of the same state" if kind == "state" else "the same name"
            _join(clusters, members[0], index, reason)


def join_bodies(clusters: Clusters, states: States, defined: Mapping[str, frozenset[str]]) -> dict[int, BodyName]:
    """Join organisations, state bodies, outlets and groups with a name of their own.

    Args:
        clusters: what is joined.
        states: of the case.
        defined: acronyms that a report spells out, with the folded name.

    Returns:
        the parts of each name, by the profile's number.
    """
    names: dict[int, BodyName] = {}
    by_core: dict[tuple[str, ...], list[int]] = {}
    for index, profile in enumerate(clusters.profiles):
        if profile.family is not Family.BODY or not profile.named:
            continue
        name = body_name(profile.name, states)
        if not name.core:
            continue
        names[index] = name
        if profile.state is None:
            profile.state = name.state
        if profile.state is not None:
            clusters.whole(index).states |= {profile.state}
        by_core.setdefault(name.core, []).append(index)
    for core, members in by_core.items():
        _same_core(clusters, members, names, core)
    _other_order(clusters, by_core, names)
    _closing_words(clusters, by_core)
    _acronyms(clusters, names, by_core, defined)
    _near(clusters, by_core)
    return names


def _same_core(clusters: Clusters, members: list[int], names: dict[int, BodyName], core: tuple[str, ...]) -> None:
    generic = names[members[0]].generic
    order = sorted(members, key=lambda k: (clusters.profiles[k].state is None, clusters.profiles[k].finding))
    heads: dict[str | None, list[int]] = {}
    for index in order:
        state = clusters.profiles[index].state
        if generic and state is None:
            continue  # "the interior ministry" of a report that doesn't say whose
        near = [head for whose, found in heads.items() if None in (state, whose) or state == whose for head in found]
        fit = [head for head in near if clusters.against(head, index) is None]
        if len(fit) == 1:
            both = state is not None and clusters.profiles[fit[0]].state == state
            words = f"the same kind of body ({' '.join(core)})" if generic else "the same words"
            clusters.join(fit[0], index, words + (f", and both are {shown(str(state))}’s" if both else ""))
            continue
        if not generic:
            for found in heads.values():
                for head in found:
                    against = clusters.against(head, index)
                    clusters.doubt(head, index, f"the same name, but {against or 'several bear it'}")
        heads.setdefault(state, []).append(index)


def _other_order(
    clusters: Clusters, by_core: Mapping[tuple[str, ...], list[int]], names: Mapping[int, BodyName]
) -> None:
    """Join "Association of Free Teachers" and "Free Teachers' Association"."""
    found: dict[tuple[str, ...], list[int]] = {}
    for core, members in by_core.items():
        if len(core) > 1 and not names[members[0]].generic:
            found.setdefault(tuple(sorted(core)), []).append(members[0])
    for members in found.values():
        for index in members[1:]:
            _join(clusters, members[0], index, "the same words in another order")


def _closing_words(clusters: Clusters, by_core: Mapping[tuple[str, ...], list[int]]) -> None:
    """Join "Amnesty" and "Amnesty International"; an outlet and its publisher share words too, and are two."""
    closing, companies = set(table("identity")["closing"]), set(table("identity")["companies"])
    for core in sorted(by_core):
        for length in range(1, len(core)):
            if (short := by_core.get(core[:length])) is None:
                continue
            rest = core[length:]
            first, second = short[0], by_core[core][0]
            outlet = ActorKind.OUTLET in clusters.whole(first).kinds | clusters.whole(second).kinds
            if outlet and set(rest) & companies:
                clusters.doubt(first, second, "a company’s name begins with the outlet’s, and the two are not one")
            elif set(rest) <= closing and clusters.against(first, second) is None:
                clusters.join(first, second, "one leaves out a closing word such as International")


def _acronyms(
    clusters: Clusters,
    names: Mapping[int, BodyName],
    by_core: Mapping[tuple[str, ...], list[int]],
    defined: Mapping[str, frozenset[str]],
) -> None:
    by_letters: dict[str, list[int]] = {}
    for members in by_core.values():
        index = members[0]
        words = [
            word for part in clusters.profiles[index].name.split() for word in part.split("-") if word[:1].isalnum()
        ]
        if len(words) > 1:
            for letters in {
                "".join(word[0] for word in words),
                "".join(word[0] for word in words if word[0].isupper()),
            }:
                by_letters.setdefault(letters.upper(), []).append(index)
                by_letters.setdefault(letters.upper().removeprefix("T"), []).append(index)
    for members in by_core.values():
        index = members[0]
        acronym = names[index].acronym
        if acronym is None:
            continue
        fit: dict[int, int] = {}
        for long in dict.fromkeys(by_letters.get(acronym, ())):
            if is_acronym(acronym, clusters.profiles[long].name) or is_acronym(
                acronym, clusters.profiles[long].name.removeprefix("the ").removeprefix("The ")
            ):
                fit.setdefault(clusters.root(long), long)
        spelt = {root: k for root, k in fit.items() if clusters.profiles[k].key in defined.get(acronym, ())}
        if acronym in defined and not spelt:
            continue  # a report spells it out, and as something else
        chosen = spelt or fit
        for long in chosen.values():
            against = clusters.against(long, index)
            if len(chosen) > 1 or against is not None:
                clusters.doubt(long, index, f"its initials, but {against or 'several bodies have them'}")
            elif spelt or len(acronym) >= TELLING:
                clusters.join(long, index, "its initials" + (", which a report spells out so" if spelt else ""))
            else:
                clusters.doubt(long, index, "its initials, which few letters make and no report spells out")


def _near(clusters: Clusters, by_core: Mapping[tuple[str, ...], list[int]]) -> None:
    """Doubts about long names that differ by a letter or so."""
    blocks: dict[tuple[str, int], list[tuple[str, ...]]] = {}
    for core in by_core:
        if sum(map(len, core)) >= 10 and len(core) > 1:
            blocks.setdefault((core[0][:4], len(core)), []).append(core)
    for cores in blocks.values():
        if len(cores) > TERM:
            continue
        for left, right in combinations(sorted(cores), 2):
            if ratio(" ".join(left), " ".join(right), score_cutoff=NEAR) >= NEAR:
                first, second = by_core[left][0], by_core[right][0]
                if clusters.root(first) != clusters.root(second):
                    clusters.doubt(first, second, "the names differ by little")


def join_offices(clusters: Clusters, offices: Mapping[int, Office], holders: Mapping[int, str]) -> None:
    """Join offices told without a name: one title, one state or area, one holder's time.

    Args:
        clusters: what is joined.
        offices: by the profile's number.
        holders: surname of the holder whom the same report names, by the profile's number.
    """
    by_office: dict[tuple[str, str], list[int]] = {}
    for index, office in offices.items():
        for where in dict.fromkeys(one for one in (office.state, office.area) if one is not None):
            by_office.setdefault((office.title, where), []).append(index)
    for members in by_office.values():
        order = sorted(members, key=lambda k: (_published(clusters.profiles[k]), clusters.profiles[k].finding))
        for first, second in _next(order):
            one, other = offices[first], offices[second]
            if clusters.root(first) == clusters.root(second) or not one.agrees(other):
                continue
            if not (
                (one.state is not None and one.state == other.state)
                or (one.area is not None and one.area == other.area)
            ):
                continue
            ours, theirs = holders.get(first), holders.get(second)
            if ours is not None and theirs is not None and ours != theirs:
                clusters.doubt(first, second, "the same office, but the reports name two holders")
                continue
            near = abs(_published(clusters.profiles[first]) - _published(clusters.profiles[second])) <= TERM
            dated = clusters.profiles[first].published is not None and clusters.profiles[second].published is not None
            if not ((dated and near) or (ours is not None and ours == theirs)):
                clusters.doubt(first, second, "the same office, but perhaps another holder’s time")
            elif clusters.against(first, second) is None:
                fuller = one if one.state is not None else other
                clusters.join(first, second, f"the same office ({fuller.told()}) at about the same time")


def _next(order: list[int]) -> Iterator[tuple[int, int]]:
    """Each with the next, by date: a chain of times near to one another."""
    return pairwise(order)


def _published(profile: Profile) -> int:
    return -1 if profile.published is None else profile.published


def _join(clusters: Clusters, first: int, second: int, reason: str) -> None:
    if clusters.root(first) != clusters.root(second) and clusters.against(first, second) is None:
        clusters.join(first, second, reason)
