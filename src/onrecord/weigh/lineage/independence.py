"""Whether origins are independent of one another: only where texts show it, or a reviewer says so."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.records.record import Independence, NodeKind, Standing
from onrecord.records.span import Span
from onrecord.records.tie import Tie, TieKind
from onrecord.records.vocabulary import Force
from onrecord.weigh.lineage.paths import Path
from onrecord.weigh.lineage.shared import SharedSource
from onrecord.weigh.lineage.tellers import Teller
from onrecord.weigh.lineage.voices import Access
from onrecord.weigh.lineage.wording import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An origin's standing among those of an event."""

    standing: Standing
    with_: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An origin, and the paths that lead to it."""

    teller: Teller
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the case's reports and reviewers tell of who knows from whom.

    Attributes:
        ties: pairs of ids of nodes to reviewers' ties.
        shared: pairs of outlets to what their reports say.
        access: how a report's makers know, by its number.
        passages: that two reports share and neither quotes: pairs of numbers to where they stand in either.
    """

    ties: Mapping[frozenset[str], Tie]
    shared: Mapping[frozenset[str], tuple[SharedSource, ...]]
    access: Callable[[int], Access]
    passages: Mapping[tuple[int, int], tuple[tuple[Span, Span], ...]] = field(default_factory=dict)


def judge(found: Sequence[Found], evidence: Evidence) -> tuple[Judged, ...]:
    """The standing of each origin, in order; the first is the one that the others are compared with, and so on."""
    judged: list[Judged] = []
    for index, one in enumerate(found):
        if one.teller.kind is NodeKind.UNKNOWN:
            others = tuple(other.teller.id for other in found if other.teller.id != one.teller.id)
            judged.append(
                Judged(
                    standing=Standing.NOT_ESTABLISHED,
                    with_=others,
                    reasons=("Who told it first isn't said, so it may be any of the others.",)
                    if others
                    else ("Who told it first isn't said.",),
                )
            )
            continue
        before = [(other, known) for other, known in zip(found, judged, strict=False)][:index]
        judged.append(_judge(one, before, evidence))
    return tuple(judged)


def summed(judged: Sequence[Judged]) -> Independence:
    """How many of each, and the sentence to print."""
    counts = {standing: sum(one.standing is standing for one in judged) for standing in Standing}
    told = []
    established = counts[Standing.ESTABLISHED]
    if established or not judged:
        told.append(f"{established} established origin{'' if established == 1 else 's'}")
    if shared := counts[Standing.SHARED]:
        told.append(f"{shared} shared")
    if open_ := counts[Standing.NOT_ESTABLISHED]:
        told.append(
            f"{open_} not established" if told else f"{open_} origin{'' if open_ == 1 else 's'} not established"
        )
    return Independence(
        established=established,
        shared=counts[Standing.SHARED],
        not_established=counts[Standing.NOT_ESTABLISHED],
        told=", ".join(told),
    )


def _judge(one: Found, before: Sequence[tuple[Found, Judged]], evidence: Evidence) -> Judged:
    compared = [other for other, _ in before if other.teller.kind is not NodeKind.UNKNOWN]
    if not compared:
        return Judged(standing=Standing.ESTABLISHED, with_=(), reasons=(_first(one),))
    said = [(other, evidence.ties.get(frozenset((one.teller.id, other.teller.id)))) for other in compared]
    tied_shared = [(other, tie) for other, tie in said if tie is not None and tie.kind is TieKind.SHARED]
    if tied_shared:
        return Judged(
            standing=Standing.SHARED,
            with_=tuple(other.teller.id for other, _ in tied_shared),
            reasons=tuple(_by_reviewer(tie, "have it from the same people") for _, tie in tied_shared),
        )
    free = {other.teller.id: tie for other, tie in said if tie is not None}
    open_ = [other for other in compared if other.teller.id not in free]
    by_reviewers = tuple(_by_reviewer(tie, "know of it each on their own") for tie in free.values())
    if not open_:
        return Judged(standing=Standing.ESTABLISHED, with_=(), reasons=by_reviewers)
    copied = [other for other in open_ if _in_same_words(one, other, evidence)]
    if copied:
        return Judged(
            standing=Standing.SHARED,
            with_=tuple(other.teller.id for other in copied),
            reasons=tuple(f"{one.teller.name} tells it in the words of {other.teller.name}." for other in copied),
        )
    told = [(other, each) for other in open_ for each in _told(one, other, evidence)]
    if told:
        whole = [pair for pair in told if not pair[1].partly]
        chosen = whole or told
        return Judged(
            standing=Standing.SHARED if whole else Standing.NOT_ESTABLISHED,
            with_=tuple(dict.fromkeys(other.teller.id for other, _ in chosen)),
            reasons=tuple(
                f"{one.teller.name} and {other.teller.name} heard {'some of ' if each.partly else ''}the same people, "
                f"says report {each.quotation.report}: “{each.quotation.text}”"
                for other, each in chosen
            ),
        )
    sure = {other.teller.id for other, known in before if known.standing is Standing.ESTABLISHED}
    shown = _shows(one, evidence)
    if shown is not None:
        return Judged(standing=Standing.ESTABLISHED, with_=(), reasons=(*by_reviewers, shown))
    return Judged(
        standing=Standing.NOT_ESTABLISHED,
        with_=tuple(other.teller.id for other in open_ if other.teller.id in sure),
        reasons=(*by_reviewers, _open(one)),
    )


def _in_same_words(one: Found, other: Found, evidence: Evidence) -> bool:
    """Whether a report of either tells it in words that stand in a report of the other."""
    return any(
        here.contains(first) and there.contains(second)
        for number, triggers in _places(one).items()
        for number_of_other, triggers_of_other in _places(other).items()
        for here, there in _shared(number, number_of_other, evidence)
        for first in triggers
        for second in triggers_of_other
    )


def _places(one: Found) -> dict[int, list[Span]]:
    """Where its reports tell it, by their numbers."""
    places: dict[int, list[Span]] = {}
    for path in one.paths:
        if path.trigger is not None:
            places.setdefault(path.report, []).append(path.trigger)
    return places


def _shared(number: int, other: int, evidence: Evidence) -> Iterator[tuple[Span, Span]]:
    """The passages that two reports share, as they stand in either."""
    yield from evidence.passages.get((number, other), ())
    yield from ((there, here) for here, there in evidence.passages.get((other, number), ()))


def _told(one: Found, other: Found, evidence: Evidence) -> tuple[SharedSource, ...]:
    if one.teller.outlet is None or other.teller.outlet is None:
        return ()
    return evidence.shared.get(frozenset((one.teller.outlet, other.teller.outlet)), ())


def _unnamed(one: Found) -> list[str]:
    """The people whom it heard and doesn't name, as reports describe them."""
    steps = (step for path in one.paths for step in path.beyond if step.teller.kind is not NodeKind.UNKNOWN)
    return list(dict.fromkeys(step.teller.name for step in steps))


def _first(one: Found) -> str:
    unnamed = _unnamed(one)
    if any(path.beyond for path in one.paths) and not unnamed:
        return f"The first teller in this case. Whom {one.teller.name} has it from isn't said."
    if unnamed:
        return (
            f"The first teller in this case. {one.teller.name} heard it from people whom it doesn't name "
            f"({', '.join(unnamed[:3])}); however many they are, they count as its one origin."
        )
    return "The first teller in this case."


def _shows(one: Found, evidence: Evidence) -> str | None:
    """Why it knows of it on its own, as the texts show; None where they don't."""
    teller = one.teller
    steps = [path.steps[-1] for path in one.paths if path.steps]
    if teller.kind is NodeKind.DOCUMENT and not {word.casefold() for word in teller.name.split()} & words_of(
        "written_about"
    ):
        return f"{teller.name}: a paper or a recording, which is another way of knowing."
    if teller.kind is NodeKind.HEARING:
        return f"{teller.name}: said where it is put on record, which is another way of knowing."
    if teller.kind is NodeKind.OWN_REPORTING:
        for path in one.paths:
            ways = evidence.access(path.report)
            if ways.presence is not None:
                return f"{teller.name} was there itself: “{ways.presence.text}”"
            if ways.papers is not None:
                return f"{teller.name} had papers or pictures before it: “{ways.papers.text}”"
        return None
    if teller.kind is NodeKind.OFFICIAL:
        body = {word.strip(",.'’").casefold() for word in teller.name.split()} & words_of("acting_bodies")
        for step in steps:
            said = set() if step.quotation is None else set(step.quotation.text.casefold().split())
            if step.force is Force.ACKNOWLEDGE or said & words_of("confirms"):
                return f"{teller.name} owns to it."
            if body and step.how == "quotes":
                return f"{teller.name} deals with such things itself."
        return None
    if teller.kind is NodeKind.PERSON and teller.by_name and any(step.firsthand for step in steps):
        return f"{teller.name}, by name, tells what they went through or saw themselves."
    return None


def _open(one: Found) -> str:
    teller = one.teller
    unnamed = _unnamed(one)
    if unnamed:
        return f"{teller.name} heard it from people whom it doesn't name ({unnamed[0]}); they may be the same."
    if not any(path.knows for path in one.paths):
        return f"{teller.name} tells it and doesn't say how it knows."
    if teller.kind is NodeKind.OUTLET:
        return f"The case doesn't have what {teller.name} published, and so can't tell on whose word it rests."
    if teller.kind is NodeKind.OWN_REPORTING:
        return f"Whom {teller.name} heard isn't told so that they could be told from others."
    return f"How {teller.name} knows isn't told."


def _by_reviewer(tie: Tie, what: str) -> str:
    return f"They {what}, says {tie.who}" + (f": {tie.reason}" if tie.reason else ".")
