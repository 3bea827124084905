"""Relations between levels that are never one: who holds which office, which body is whose, who speaks for whom."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.records.material import Weighable
from onrecord.records.record import CaseActor, Quotation
from onrecord.records.span import Span
from onrecord.weigh.identity.bodies import body_name
from onrecord.weigh.identity.offices import Office, office_in, owner_of
from onrecord.weigh.identity.profiles import MENTIONS, Family, Profile
from onrecord.weigh.identity.states import States, shown
from onrecord.weigh.tables import table

_CUT = re.compile(r"[;:!?\n“”\"]|(?<!Mr)(?<!Ms)(?<!Dr)(?<!Mrs)(?<![A-Z])\.\s")
_PHRASE = r"(?P<whom>(?:(?:the|its|his|her) )?[^,;.()“”\"]{2,80}?)"
_REACH = 110
# Offices that an outlet names without a state where its own is meant.
_HEADS = frozenset({"prime minister", "first minister", "chancellor", "foreign minister", "interior minister"})
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An office that somebody holds.

    Attributes:
        actor: the holder's id.
        title: in canonical form.
        state: ISO code, or the state's name; None where nobody tells.
        area: a part of the state, or a body, folded.
        office: id of the office's actor, where the case has it as one.
        first: earliest day (ISO) of a report that says so, or the first day by a roster; `last` the latest.
        former: told of the past.
        inferred: whether the state is not told with the office but follows from whose outlet tells it.
        quotation: the words, None where a roster says so.
        reason: a sentence.
    """

    actor: str
    title: str
    state: str | None
    area: str | None
    office: str | None
    first: str | None
    last: str | None
    former: bool
    inferred: bool
    quotation: Quotation | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """A state to which somebody belongs: a body of it, an office, who holds one, who speaks for one."""

    actor: str
    state: str
    state_actor: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Somebody speaks in another's name.

    Attributes:
        actor: id of whoever speaks.
        whom: in whose name, as the report has it.
        principal: the case's actor, None where it has none.
        state: of the principal, where known.
        reason: a sentence.
    """

    actor: str
    whom: str
    principal: str | None
    state: str | None
    quotation: Quotation
    reason: str


def holdings(
    actor: CaseActor,
    profiles: Iterable[Profile],
    weighables: dict[int, Weighable],
    states: States,
    office_actor: Callable[[Office], str | None],
) -> tuple[Holding, ...]:
    """The offices that reports and rosters say a person holds, one entry for each office."""
    found: dict[tuple[str, str | None, str | None, bool], Holding] = {}
    told = [(profile, one) for profile in profiles for one in profile.offices]
    known = list(dict.fromkeys(one.office for _, one in told))
    fuller = {office: _filled(office, known) for office in known}
    for profile, one in told:
        office, inferred = fuller[one.office], False
        weighable = weighables[profile.report]
        if office.title == "spokesperson" or (office.title == "minister" and _is_told_more(office, known)):
            continue
        if office.title in _HEADS and one.quotation is not None and all(other.state is None for other in known):
            state = _home_of_publisher(weighable, one.quotation.span.start, states)
            if state is not None and office.area is None:
                office, inferred = Office(office.title, state), True
        key = (office.title, office.state, office.area, one.former)
        day = None if weighable.report.published is None else weighable.report.published[:10]
        first, last = (one.first, one.last) if one.roster is not None else (day, day)
        before = found.get(key)
        if before is not None:
            days = [d for d in (before.first, first) if d is not None]
            ends = [d for d in (before.last, last) if d is not None]
            found[key] = _replaced(before, min(days, default=None), max(ends, default=None), inferred=inferred)
            continue
        who = f"The roster {one.roster}" if one.roster is not None else f"Report {profile.report}"
        reason = f"{who} tells {actor.name} as {'former ' if one.former else ''}{office.told()}"
        if inferred:
            reason += (
                f"; whose is not said; its publisher, {weighable.report.publisher}, names {shown(str(office.state))}"
            )
        found[key] = Holding(
            actor=actor.id, title=office.title, state=office.state, area=office.area, office=office_actor(office),
            first=first, last=last, former=one.former, inferred=inferred, quotation=one.quotation, reason=reason + ".",
        )  # fmt: skip
    return tuple(found.values())


def _is_told_more(office: Office, known: Iterable[Office]) -> bool:
    """Whether another report tells of what somebody is minister."""
    return any(
        other.title.endswith(" minister") and (office.state is None or office.state == other.state) for other in known
    )


def _replaced(before: Holding, first: str | None, last: str | None, *, inferred: bool) -> Holding:
    return Holding(
        actor=before.actor, title=before.title, state=before.state, area=before.area, office=before.office, first=first,
        last=last, former=before.former, inferred=before.inferred and inferred, quotation=before.quotation,
        reason=before.reason,
    )  # fmt: skip


def _filled(office: Office, known: Iterable[Office]) -> Office:
    """The office with the state and area that another report tells of the same one, where only one is told."""
    fuller = {other for other in known if other.agrees(office)}
    held = {other.state for other in fuller} - {None}
    areas = {other.area for other in fuller} - {None}
    return Office(
        office.title,
        office.state if office.state is not None or len(held) != 1 else held.pop(),
        office.area if office.area is not None or len(areas) != 1 else areas.pop(),
    )


def _home_of_publisher(weighable: Weighable, start: int, states: States) -> str | None:
    """The state that a publisher's name tells, unless the sentence before the office names any."""
    named = {key for _, _, key in states.within(weighable.report.publisher or "")}
    if len(named) != 1:
        return None
    before = weighable.report.text[max(0, start - 400) : start]
    cut = [match.end() for match in _CUT.finditer(before)]
    return None if list(states.within(before[cut[-1] if cut else 0 :])) else named.pop()


def speaker_places(text: str) -> list[int]:
    """Where a text has words for whoever speaks for others."""
    return [match.start() for match in _heads().finditer(text)]


def speaks_near_by(profile: Profile, places: Sequence[int]) -> bool:
    """Whether such words stand so near to somebody's mentions that they may be about him or her."""
    for span in profile.spans[:MENTIONS]:
        after = bisect_left(places, span.start - _REACH)
        if after < len(places) and places[after] < span.end + _REACH:
            return True
    return False


def speakings(
    actor: CaseActor,
    profile: Profile,
    weighable: Weighable,
    states: States,
    principal: Callable[[int, str, Span], CaseActor | None],
) -> list[Speaking]:
    """In whose names a report says that somebody speaks."""
    text = weighable.report.text
    found: list[Speaking] = []
    for start, end in _places(profile, text):
        if _heads().search(text, start, end) is None:
            continue
        for match in _patterns().finditer(text, start, end):
            whom = match["whom"] or match["owner"]
            at = match.start("whom") if match["whom"] else match.start("owner")
            whom = _POSSESSIVE.sub("", whom.strip())
            if not whom or whom.lower() in _pronouns() or not _touches(profile, match, text):
                continue
            of = principal(weighable.number, whom, Span(at, at + len(whom)))
            state = of.state if of is not None and of.state is not None else owner_of(whom, states)[0]
            told = Speaking(
                actor=actor.id,
                whom=whom,
                principal=None if of is None else of.id,
                state=state,
                quotation=Quotation(
                    report=weighable.number,
                    span=Span(match.start(), match.end()),
                    text=match.group(),
                    finding=profile.finding,
                ),
                reason=f"Report {weighable.number} tells of {actor.name} as “{match.group()}”.",
            )
            if all(told.whom != other.whom for other in found):
                found.append(told)
    return found


def _touches(profile: Profile, match: re.Match[str], text: str) -> bool:
    """Whether words about a speaker are about this one: they hold the mention, or stand right beside it."""
    for span in profile.spans[:MENTIONS]:
        if span.start <= match.start() < span.end or match.start() <= span.start < match.end():
            return True
        between = text[match.end() : span.start] if span.start >= match.end() else text[span.end : match.start()]
        if re.fullmatch(r",? (?:(?:a|an|the|its|his|her) (?:[a-z]+ )?)?", between) is not None:
            return True
    return False


def _places(profile: Profile, text: str) -> list[tuple[int, int]]:
    """Sentences, at most so much of them, around the first mentions that aren't pronouns."""
    found = []
    for span in profile.spans[:MENTIONS]:
        if span.end - span.start < 4:
            continue
        before, after = text[max(0, span.start - _REACH) : span.start], text[span.end : span.end + _REACH]
        cuts = [match.end() for match in _CUT.finditer(before)]
        start = max(0, span.start - _REACH) + (cuts[-1] if cuts else 0)
        cut = _CUT.search(after)
        found.append((start, span.end + (cut.start() if cut else len(after))))
    return found


@cache
def _heads() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, table("identity")["speakers"]))))


@cache
def _pronouns() -> frozenset[str]:
    return frozenset("his her its their my our him them some of them the".split()) | {"some of them"}


@cache
def _patterns() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(table("identity")["speakers"], key=len, reverse=True))
    verbs = "said|told|says|declined|did|has|had|who|confirmed|denied|would|was|were|added|wrote|called"
    stop = rf"(?=$|[,;.()“”\"\n]|\s(?:{verbs})\b)"
    name = r"[A-Z][\w’'-]*"
    return re.compile(
        rf"\b(?:{words}) (?:for|of) {_PHRASE}{stop}"
        rf"|(?P<owner>(?:the )?(?:[\w-]+ ){{0,3}}?{name}(?: {name})*|the [a-z]+(?: [a-z]+)?)(?:['’]s)?"
        rf" (?:{words})\b(?! (?:for|of) )"
    )


def belonging(actor: CaseActor, profiles: list[Profile], held: Iterable[Holding]) -> tuple[str, str] | None:
    """The state to which an actor belongs, and why, a sentence; None where the reports tell none, or several."""
    family = profiles[0].family
    if family is Family.STATE:
        state = profiles[0].state
        return None if state is None else (state, f"{actor.name} is the state.")
    if family in (Family.BODY, Family.OFFICE):
        named = {profile.state for profile in profiles if profile.state is not None}
        if len(named) != 1:
            return None
        ((state),) = named
        teller = min((p for p in profiles if p.state == state), key=lambda p: (p.report, p.place))
        return state, f"Report {teller.report} tells of it as “{teller.name}”, of {shown(state)}."
    present = {one.state: one for one in held if one.state is not None and not one.former}
    if len(present) == 1:
        ((state, one),) = present.items()
        return state, one.reason
    return None


def by_principal(spoken: Iterable[Speaking]) -> tuple[str, str] | None:
    """The state in whose name, or in that of whose body, somebody speaks; None where it is none, or several."""
    for_whom = {one.state: one for one in spoken if one.state is not None}
    if len(for_whom) != 1:
        return None
    ((state, speaking),) = for_whom.items()
    return state, speaking.reason


def office_told(profile: Profile, states: States) -> Office | None:
    """The office that an actor's words are."""
    found = office_in(profile.name, states)
    return None if found is None else found[0]


def state_of_body(profile: Profile, states: States) -> str | None:
    """The state that a described body's words tell: "the Karvenian authorities"."""
    return body_name(profile.name, states).state
