"""Actors gathered: joined with a reason, kept apart by reviewers or by what is told of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.records.vocabulary import ActorKind
from onrecord.weigh.identity.offices import Office
from onrecord.weigh.identity.profiles import Family, Profile
from onrecord.weigh.identity.states import shown
from onrecord.weigh.tables import table

# Doubts kept for one actor; more help nobody.
MOST_DOUBTS = 6


# One for all who hold none: of a hundred thousand, an empty container each would be most of what is kept.
_NO_OFFICES: Mapping[Office, None] = {}


@dataclass(slots=True)
class _Whole:
    """What is told of all who were gathered."""

    members: list[Profile]
    reports: dict[str, set[str]] = field(default_factory=dict)
    genders: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    born: tuple[int, int] | None = None
    offices: Mapping[Office, None] = field(default_factory=lambda: _NO_OFFICES)
    trades: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    kinds: frozenset[ActorKind] = frozenset()
    publishers: dict[str, list[int]] = field(default_factory=dict)
    enemies: frozenset[int] = frozenset()


class Clusters:
    """Profiles gathered into actors.

    Args:
        profiles: in the order of their findings, so that nothing depends on the order of reports.
    """

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.profiles = profiles
        self._root = list(range(len(profiles)))
        self._whole = [_whole(profile) for profile in profiles]
        self.edges: list[tuple[int, int, str]] = []
        self._doubts: dict[int, dict[str, None]] = {}
        self._people: dict[int, list[int]] = {}
        for index, profile in enumerate(profiles):
            if profile.family is Family.PERSON and profile.named:
                self._people.setdefault(profile.report, []).append(index)

    def people_of(self, report: int) -> Sequence[int]:
        """The people whom a report names, by number."""
        return self._people.get(report, ())

    def root(self, index: int) -> int:
        """The number under which a profile's actor is gathered."""
        while self._root[index] != index:
            self._root[index] = self._root[self._root[index]]
            index = self._root[index]
        return index

    def whole(self, index: int) -> _Whole:
        """What is told of the actor to which a profile belongs."""
        return self._whole[self.root(index)]

    def forbid(self, first: int, second: int) -> bool:
        """Keep two apart for good; False where they are already one."""
        one, other = self.root(first), self.root(second)
        if one == other:
            return False
        self._whole[one].enemies |= {other}
        self._whole[other].enemies |= {one}
        return True

    def forbidden(self, first: int, second: int) -> bool:
        """Whether a reviewer keeps the two apart."""
        return self.root(second) in self.whole(first).enemies

    def join(self, first: int, second: int, reason: str) -> None:
        """Make two one, with the reason; whoever calls has looked for what speaks against it."""
        one, other = self.root(first), self.root(second)
        self.edges.append((first, second, reason))
        if one == other:
            return
        if len(self._whole[one].members) < len(self._whole[other].members):
            one, other = other, one
        self._root[other] = one
        kept, gone = self._whole[one], self._whole[other]
        kept.members += gone.members
        for digest, keys in gone.reports.items():
            kept.reports.setdefault(digest, set()).update(keys)
        kept.genders |= gone.genders
        kept.pronouns |= gone.pronouns
        kept.born = _both(kept.born, gone.born)
        if gone.offices:
            kept.offices = {**kept.offices, **gone.offices}
        kept.trades |= gone.trades
        kept.states |= gone.states
        kept.kinds |= gone.kinds
        for publisher, days in gone.publishers.items():
            kept.publishers.setdefault(publisher, []).extend(days)
        for enemy in gone.enemies:
            self._whole[enemy].enemies = self._whole[enemy].enemies - {other} | {one}
        kept.enemies |= gone.enemies
        self._whole[other] = _Whole([])

    def against(self, first: int, second: int) -> str | None:
        """What speaks against two being one, a clause; None where nothing does."""
        one, other = self.whole(first), self.whole(second)
        if self.forbidden(first, second):
            return "a reviewer says that they are two"
        if one.genders and other.genders and one.genders.isdisjoint(other.genders):
            return "the reports tell different genders"
        if one.born is not None and other.born is not None and _both(one.born, other.born) is None:
            return "the ages told don't fit"
        family = self.profiles[first].family
        if family is Family.PERSON:
            return _people_against(one, other)
        if one.states and other.states and one.states.isdisjoint(other.states):
            ours, theirs = sorted(one.states)[0], sorted(other.states)[0]
            return f"one is of {shown(ours)}, the other of {shown(theirs)}"
        return None

    def doubt(self, first: int, second: int, reason: str) -> None:
        """Write down that two may be one and were not joined."""
        for here, there in ((first, second), (second, first)):
            told = self._doubts.setdefault(here, {})
            if len(told) < MOST_DOUBTS:
                other = self.profiles[there]
                told[f"May also be “{other.name}” (report {other.report}): {reason}."] = None

    def note(self, index: int, sentence: str) -> None:
        """A sentence for reviewers about one actor."""
        self._doubts.setdefault(index, {})[sentence] = None

    def groups(self) -> dict[int, list[int]]:
        """Profiles of each actor, by number."""
        found: dict[int, list[int]] = {}
        for index in range(len(self.profiles)):
            found.setdefault(self.root(index), []).append(index)
        return found

    def doubts(self, members: Iterable[int]) -> tuple[str, ...]:
        """Doubts about any of an actor's profiles."""
        told = dict.fromkeys(sentence for index in members for sentence in self._doubts.get(index, ()))
        return tuple(list(told)[:MOST_DOUBTS])


def _whole(profile: Profile) -> _Whole:
    whole = _Whole([profile])
    whole.reports[profile.digest] = {profile.key}
    if profile.gender is not None and profile.family is Family.PERSON:
        whole.genders = frozenset({profile.gender})
    if profile.pronoun is not None:
        whole.pronouns = frozenset({profile.pronoun})
    whole.born = profile.born
    if profile.offices:
        whole.offices = {told.office: None for told in profile.offices}
    whole.trades = profile.trades
    if profile.state is not None:
        whole.states = frozenset({profile.state})
    whole.kinds = frozenset({profile.kind})
    if profile.publisher and profile.published is not None:
        whole.publishers[profile.publisher] = [profile.published]
    return whole


def _people_against(one: _Whole, other: _Whole) -> str | None:
    ours = {office.state for office in one.offices if office.state is not None}
    theirs = {office.state for office in other.offices if office.state is not None}
    if ours and theirs and ours.isdisjoint(theirs):
        return f"one holds office in {shown(sorted(ours)[0])}, the other in {shown(sorted(theirs)[0])}"
    if one.trades and other.trades and not any(kindred(a, b) for a in one.trades for b in other.trades):
        return f"one is told as {sorted(one.trades)[0]}, the other as {sorted(other.trades)[0]}"
    for holder, worker in ((one, other), (other, one)):
        high = [office for office in holder.offices if office.single]
        if high and worker.trades and not worker.offices and not holder.trades:
            return f"one is told as {high[0].title}, the other as {sorted(worker.trades)[0]}"
    if len(one.reports) > len(other.reports):
        one, other = other, one
    for digest, keys in one.reports.items():
        there = other.reports.get(digest)
        if there is not None and not any(_within(a, b) for a in keys for b in there):
            return "one report tells of both"
    return None


def _within(left: str, right: str) -> bool:
    return left == right


def kindred(left: str, right: str) -> bool:
    """Whether one person may be told by both trades."""
    return left == right or any(left in group and right in group for group in table("identity")["kindred"])


def _both(left: tuple[int, int] | None, right: tuple[int, int] | None) -> tuple[int, int] | None:
    """Years in which somebody of both ages may have been born; a year's play, since ages are told loosely."""
    if left is None or right is None:
        return left if right is None else right
    first, last = max(left[0], right[0]), min(left[1], right[1])
    if first - last > 1:
        return None
    return (min(first, last), max(first, last))
