"""People across reports: one full name is one person's unless something speaks against it; less needs more."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

from onrecord.names.comparison import Comparison, Verdict
from onrecord.names.people import PersonName, compare_people, usual_forms
from onrecord.names.sounds import sound
from onrecord.names.tables import table as names_table
from onrecord.weigh.identity.clusters import Clusters, kindred
from onrecord.weigh.identity.profiles import Family, Profile

# Days within which an outlet's next report follows up its last.
FOLLOW_UP = 60
# Days within which an office told twice is likely the same holder's.
TERM = 400
# Bearers of one surname and initial that are looked through for slips of the pen.
MOST_SLIPS = 40
# Least letters of a surname in which one may be a slip.
SLIP = 6
# Least letters of a name that may be parted otherwise: "Abdel Karim", "Abdelkarim".
PARTED = 8

_PATRONYMIC = frozenset({"bin", "ibn", "bint", "ben"})
_Pair = tuple[int, int]


def join_people(clusters: Clusters) -> None:
    """Join the people among the profiles."""
    named = [
        k for k, p in enumerate(clusters.profiles) if p.family is Family.PERSON and p.named and p.person is not None
    ]
    full = [k for k in named if _person(clusters, k).full]
    heads = _same_words(clusters, full)
    _variants(clusters, heads)
    _short(clusters, [k for k in named if not _person(clusters, k).full], heads)


def _person(clusters: Clusters, index: int) -> PersonName:
    person = clusters.profiles[index].person
    assert person is not None  # noqa: S101  only people come here
    return person


def _same_words(clusters: Clusters, full: list[int]) -> list[int]:
    """Join whoever has one full name, unless what is told of them speaks against it; one of each is given back."""
    by_name: dict[tuple[object, ...], list[int]] = {}
    for index in full:
        person = _person(clusters, index)
        by_name.setdefault((person.keys, person.generation), []).append(index)
    heads: list[int] = []
    for bearers in by_name.values():
        # those of whom something is told come first, so that whoever is only named finds all that could be meant
        order = sorted(bearers, key=lambda k: (-_told(clusters.profiles[k]), clusters.profiles[k].finding))
        found: list[int] = []
        for index in order:
            if any(clusters.root(index) == clusters.root(head) for head in found):
                continue
            fit = [head for head in found if clusters.against(head, index) is None]
            if len({clusters.root(head) for head in fit}) > 1:
                supported = [head for head in fit if support(clusters, head, index) is not None]
                if len({clusters.root(head) for head in supported}) != 1:
                    for head in fit:
                        clusters.doubt(head, index, "the same name, which several bear, and nothing tells which")
                    found.append(index)
                    continue
                fit = supported
            if fit:
                more = support(clusters, fit[0], index)
                clusters.join(fit[0], index, "the same full name" + (f", and {more}" if more else ""))
                continue
            for head in found:
                clusters.doubt(head, index, f"the same name, but {clusters.against(head, index)}")
            found.append(index)
        heads += found
    return sorted(heads)


def _told(profile: Profile) -> int:
    return 2 * len(profile.offices) + len(profile.trades) + (profile.born is not None) + (profile.gender is not None)


def _variants(clusters: Clusters, heads: list[int]) -> None:
    """Join spellings, orders, initials, short forms and names left out, where one bearer alone fits."""
    found: dict[_Pair, tuple[int, str]] = {}
    for first, second in _pairs(clusters, heads):
        one, other = _person(clusters, first), _person(clusters, second)
        if one.keys == other.keys:
            continue
        compared = _compared(clusters, first, second)
        if compared.verdict is Verdict.SAME and not _is_turned(one, other):
            plain = compare_people(one, other).verdict is Verdict.SAME
            found[first, second] = (_weight(one, other) if plain else 3, _reason(one, other, compared.reason))
        elif one.keys[0] == other.keys[0] and _is_slip(one, other):
            found[first, second] = (0, "one letter apart")
    rivals: dict[int, list[int]] = {}
    for first, second in found:
        rivals.setdefault(first, []).append(second)
        rivals.setdefault(second, []).append(first)
    order = sorted(
        found, key=lambda p: (-found[p][0], clusters.profiles[p[0]].finding, clusters.profiles[p[1]].finding)
    )
    for first, second in order:
        weight, reason = found[first, second]
        if clusters.root(first) == clusters.root(second):
            continue
        if (against := clusters.against(first, second)) is not None:
            clusters.doubt(first, second, f"{reason}, but {against}")
            continue
        others = _others(clusters, first, second, rivals)
        more = support(clusters, first, second, strong=weight == 0, follow_up=not others)
        if weight < 3 and more is None:
            clusters.doubt(first, second, f"{reason}, and nothing else agrees")
            continue
        if more is None and others:
            clusters.doubt(first, second, f"{reason}, and another bears a name as near")
            continue
        clusters.join(first, second, reason + (f", and {more}" if more else ""))


def _others(clusters: Clusters, first: int, second: int, rivals: dict[int, list[int]]) -> bool:
    """Whether either could as well be somebody else, who is not the other."""
    for here, there in ((first, second), (second, first)):
        for rival in rivals[here]:
            if rival == there or clusters.root(rival) in (clusters.root(here), clusters.root(there)):
                continue
            apart = compare_people(_person(clusters, rival), _person(clusters, there)).verdict is not Verdict.SAME
            if apart or clusters.against(rival, there) is not None:
                return True
    return False


def _weight(one: PersonName, other: PersonName) -> int:
    """How much of two names that go together is told: 3 all of it, 2 less, 1 a name left out at either end."""
    shorter, longer = sorted((one.keys, other.keys), key=len)
    if len(one.keys[0]) == 1 or len(other.keys[0]) == 1:
        return 2
    if len(shorter) == len(longer) or (
        sound(shorter[0]) == sound(longer[0]) and sound(shorter[-1]) == sound(longer[-1])
    ):
        return 3
    return 1 if len(shorter) == 2 else 3


def _reason(one: PersonName, other: PersonName, reason: str) -> str:
    if len(one.keys[0]) == 1 or len(other.keys[0]) == 1:
        return "an initial stands for the given name"
    return reason


def _compared(clusters: Clusters, first: int, second: int) -> Comparison:
    """Two names compared, as written, with accents spelt out, and without regard to where words are parted."""
    compared = compare_people(_person(clusters, first), _person(clusters, second))
    if compared.verdict is Verdict.SAME:
        return compared
    for one in _forms(clusters, first):
        for other in _forms(clusters, second):
            if one.generation == other.generation and _letters(one) == _letters(other):
                return Comparison(Verdict.SAME, "the same letters, parted or accented otherwise")
            if compare_people(one, other).verdict is Verdict.SAME:
                return Comparison(Verdict.SAME, "the same names, accents spelt out")
    return compared


def _forms(clusters: Clusters, index: int) -> tuple[PersonName, ...]:
    spelt = clusters.profiles[index].spelt
    return (_person(clusters, index),) if spelt is None else (_person(clusters, index), spelt)


def _letters(person: PersonName) -> str:
    letters = "".join(person.keys).replace("-", "")
    return letters if len(letters) >= PARTED else f"{' '.join(person.keys)}"


def _is_turned(one: PersonName, other: PersonName) -> bool:
    """Whether a father's name in one is the given name in the other: Salim bin Faris, Faris bin Salim."""
    return one.keys[0] != other.keys[0] and any(key in _PATRONYMIC for key in one.keys)


def _is_slip(one: PersonName, other: PersonName) -> bool:
    ours, theirs = one.keys[-1], other.keys[-1]
    return (
        len(one.keys) == len(other.keys)
        and one.keys[:-1] == other.keys[:-1]
        and min(len(ours), len(theirs)) >= SLIP
        and OSA.distance(ours, theirs, score_cutoff=1) <= 1
        # "Petrov" and "Petrova" are two people, and so may "Maria" and "Mario" be
        and (ours[-1] == theirs[-1] or not {ours[-1], theirs[-1]} & set("aeiouy"))
    )


def _pairs(clusters: Clusters, heads: list[int]) -> Iterator[_Pair]:
    """Pairs of people whose names may go together: two words in common, or a surname and how the first name begins."""
    blocks: dict[tuple[str, ...], list[int]] = {}
    initials: dict[tuple[str, str], list[int]] = {}
    particles = frozenset(names_table("people")["particles"])
    for index, person in ((head, form) for head in heads for form in _forms(clusters, head)):
        blocks.setdefault(("letters", _letters(person)), []).append(index)
        words = [key for key in person.keys if key not in particles]
        telling = [sound(word) for word in words if len(word) > 1]
        for pair in combinations(telling[:5], 2):
            blocks.setdefault(("words", *sorted(pair)), []).append(index)
        for group in usual_forms(words[0]):
            blocks.setdefault(("usual", str(group), sound(words[-1])), []).append(index)
        initials.setdefault((words[0][0], sound(words[-1])[:3]), []).append(index)
    seen: set[_Pair] = set()
    for key in sorted(blocks):
        yield from _new(dict.fromkeys(blocks[key]), seen)
    for key in sorted(initials):
        members = initials[key]
        short = [k for k in members if any(len(word) == 1 for word in _person(clusters, k).keys)]
        if len(members) <= MOST_SLIPS:
            yield from _new(members, seen)
        else:
            for index in short:
                for other in members:
                    both = (min(index, other), max(index, other))
                    if index != other and both not in seen:
                        seen.add(both)
                        yield both


def _new(members: Iterable[int], seen: set[_Pair]) -> Iterator[_Pair]:
    for first, second in combinations(sorted(set(members)), 2):
        if (first, second) not in seen:
            seen.add((first, second))
            yield first, second


def _short(clusters: Clusters, short: list[int], heads: list[int]) -> None:
    """Join surnames alone with the one bearer of whom more agrees, and with one another."""
    by_surname: dict[str, list[int]] = {}
    for index in heads:
        keys = _person(clusters, index).keys
        for part in dict.fromkeys(sound(word) for word in (keys[-1], *keys[-1].split("-"))):
            by_surname.setdefault(part, []).append(index)
    left: dict[str, list[int]] = {}
    for index in short:
        person = _person(clusters, index)
        bearers = by_surname.get(sound(person.surname), ())
        by_root: dict[int, int] = {}
        for head in bearers:
            if compare_people(person, _person(clusters, head)).verdict is not Verdict.DIFFERENT:
                by_root.setdefault(clusters.root(head), head)
        fit = {root: head for root, head in by_root.items() if _against_short(clusters, head, index) is None}
        supported = {root: more for root, head in fit.items() if (more := support(clusters, head, index)) is not None}
        if len(supported) == 1:
            ((root, more),) = supported.items()
            clusters.join(fit[root], index, f"the surname alone, and {more}")
            continue
        for head in fit.values():
            why = "several bear it" if len(supported) > 1 else "nothing else agrees"
            clusters.doubt(head, index, f"the surname alone, and {why}")
        left.setdefault(sound(person.surname), []).append(index)
    for bearers in left.values():
        for first, second in combinations(bearers[:MOST_SLIPS], 2):
            if clusters.root(first) == clusters.root(second) or clusters.against(first, second) is not None:
                continue
            more = support(clusters, first, second)
            if more is not None and _person(clusters, first).keys == _person(clusters, second).keys:
                clusters.join(first, second, f"the same surname, and {more}")


def _against_short(clusters: Clusters, head: int, index: int) -> str | None:
    ours = clusters.whole(head).pronouns
    pronoun = clusters.profiles[index].gender or clusters.profiles[index].pronoun
    if pronoun is not None and ours and pronoun not in ours:
        return "the reports tell different genders"
    return clusters.against(head, index)


def support(clusters: Clusters, first: int, second: int, *, strong: bool = False, follow_up: bool = True) -> str | None:
    """What else agrees of two people, a clause: an office, a trade, or an outlet's follow-up; None where nothing does.

    Args:
        clusters: whose.
        first: one of them.
        second: the other.
        strong: whether only one office of one state will do.
        follow_up: whether it is enough that one outlet names both within two months.
    """
    one, other = clusters.whole(first), clusters.whole(second)
    for ours in one.offices:
        for theirs in other.offices:
            if not ours.agrees(theirs):
                continue
            known = (ours.state is not None and ours.state == theirs.state) or (
                ours.area is not None and ours.area == theirs.area
            )
            fuller = ours if ours.state is not None else theirs
            if known:
                return f"both are told as {fuller.told()}"
            if ours.single and not strong:
                return f"both are told as {fuller.told()}"
    if strong:
        return None
    shared = sorted(a for a in one.trades for b in other.trades if a == b)
    if shared:
        return f"both are told as {shared[0]}"
    close = sorted(a for a in one.trades for b in other.trades if kindred(a, b))
    if close:
        return f"both are told as {close[0]}, or nearly"
    if one.born is not None and other.born is not None:
        return "the ages told fit"
    for publisher, days in sorted(one.publishers.items()) if follow_up else ():
        there = other.publishers.get(publisher)
        if there is not None and any(abs(a - b) <= FOLLOW_UP for a in days for b in there):
            return "the same publisher's reports within two months name both"
    return None
