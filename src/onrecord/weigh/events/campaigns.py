"""What belongs to an event without being the event: the smaller events of a campaign."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from onrecord.records import Status
from onrecord.records.record import Join, Term
from onrecord.records.tie import Tie, TieKind
from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.levels import near, place_level, time_level, victims_level
from onrecord.weigh.tables import table

Groups = Sequence[Sequence[int]]
Teller = Callable[[str, str, str], None]

# Victims from which on an event may be a campaign where no number is told but its time is as long as this, in days.
_LONG = 10
# Of an event so many allegations are looked at for what contains it.
_LOOKED_AT = 40
# Of those, so many that tell most are compared with each campaign.
_TELLING = 3


def containments(
    found: Sequence[Alleged], groups: Groups, ties: Iterable[Tie]
) -> tuple[dict[int, list[int]], dict[int, list[Join]]]:
    """Events that belong to campaigns: places in `groups` of each campaign's parts, and why.

    An event belongs to one campaign at most, that which most speaks for; reviewers may say otherwise.
    """
    index_of = {one.id: index for index, one in enumerate(found)}
    group_of = {index: place for place, members in enumerate(groups) for index in members}
    chosen: dict[int, tuple[int, Join]] = {}
    apart = set()
    for tie in ties:
        first, second = (index_of.get(tie.first), index_of.get(tie.second))
        if first is None or second is None or first not in group_of or second not in group_of:
            continue
        part, whole = group_of[first], group_of[second]
        if part == whole:
            continue
        if tie.kind is TieKind.PART_OF:
            term = Term(name="tie", value=99.0, told="A reviewer says that it belongs to this campaign.")
            chosen[part] = whole, Join(first=tie.first, second=tie.second, terms=(term,), sum=term.value)
        elif tie.kind is TieKind.OTHER_EVENT:
            apart.add((part, whole))
            apart.add((whole, part))
    bound = set(chosen)
    # A denial stands with the event that it denies, and says nothing of what that is part of.
    telling = [[index for index in members if found[index].status is Status.ASSERTED] for members in groups]
    for part, whole, join in (*_joint(found, telling), *_likely(found, telling)):
        if part in bound or (part, whole) in apart:
            continue
        known = chosen.get(part)
        if known is None or (-join.sum, whole) < (-known[1].sum, known[0]):
            chosen[part] = whole, join
    parts: dict[int, list[int]] = {}
    joins: dict[int, list[Join]] = {}
    for part in sorted(chosen):
        whole, join = chosen[part]
        if _above(whole, chosen, part):
            continue
        parts.setdefault(whole, []).append(part)
        joins.setdefault(whole, []).append(join)
    return parts, joins


def _above(whole: int, chosen: Mapping[int, tuple[int, Join]], part: int) -> bool:
    """Whether `whole` is itself, through others, a part of `part`."""
    seen = {part}
    while whole in chosen:
        if whole in seen:
            return True
        seen.add(whole)
        whole = chosen[whole][0]
    return whole in seen


def _likely(found: Sequence[Alleged], groups: Groups) -> Iterable[tuple[int, int, Join]]:
    """Pairs of a part and a campaign that tell of one another, by the reports that hold both."""
    least = float(table("events")["limits"]["campaign"])
    wide = {place: whole for place, members in enumerate(groups) if (whole := _campaign(found, members)) is not None}
    by_report: dict[int, list[int]] = {}
    reports = {place: {found[index].report for index in groups[place]} for place in wide}
    for place, told_in in reports.items():
        for report in told_in:
            by_report.setdefault(report, []).append(place)
    for place, members in enumerate(groups):
        near_by = {whole for index in members[:_LOOKED_AT] for whole in by_report.get(found[index].report, ())}
        telling = _fullest(found, members)
        for whole in sorted(near_by - {place}):
            able = [index for index in telling if _may_contain(found[wide[whole]], found[index])]
            if not able:
                continue
            best = max(
                (_contains(found[wide[whole]], found[index], reports[whole]) for index in able),
                key=lambda one: (one.sum, one.first),
            )
            if best.sum >= least and not _as_wide(found, wide.get(place), wide[whole]):
                yield place, whole, best


def _joint(found: Sequence[Alleged], groups: Groups) -> Iterable[tuple[int, int, Join]]:
    """Events that name one of those whom another event names together: "Valm and Tarrow were killed"."""
    holding: dict[str, list[tuple[int, int]]] = {}
    for place, members in enumerate(groups):
        index = max(members, key=lambda index: (len(found[index].named), found[index].id), default=None)
        if index is not None and len(found[index].named) > 1:
            for word in {word for name in found[index].named for word in name}:
                holding.setdefault(word, []).append((place, index))
    for place, members in enumerate(groups):
        named = [index for index in members if len(found[index].named) == 1 and not found[index].several]
        if not named:
            continue
        part = found[_fullest(found, named)[0]]
        words = {word for name in part.named for word in name}
        for whole, index in sorted({one for word in words for one in holding.get(word, ()) if one[0] != place}):
            if _is_one_of(found[index], part):
                yield place, whole, _named_among(found[index], part)


def _is_one_of(whole: Alleged, part: Alleged) -> bool:
    return (
        near(whole.act, part.act) is not None
        and victims_level(whole, part) == "contained"
        and time_level(whole, part, "contained") not in ("contradicts", "apart")
        and place_level(whole, part) not in ("other_country", "elsewhere")
    )


def _named_among(whole: Alleged, part: Alleged) -> Join:
    weights = table("events")["containing"]
    terms = (
        Term(name="act", value=float(weights["same_act"]), told="It is of the same act, or nearly the same."),
        Term(name="victims", value=float(weights["among"]), told="Its victim is among those whom the other names."),
    )
    return Join(first=part.id, second=whole.id, terms=terms, sum=sum(term.value for term in terms))


def _fullest(found: Sequence[Alleged], members: Sequence[int]) -> list[int]:
    """The few members that tell most: who, where and when."""

    def told(index: int) -> tuple[int, str]:
        one = found[index]
        return -(bool(one.victims) + bool(one.told.places) + (one.first is not None or one.last is not None)), one.id

    return sorted(members[:_LOOKED_AT], key=told)[:_TELLING]


def _may_contain(whole: Alleged, part: Alleged) -> bool:
    """Whether it is worth asking: what lies outside the time, tells of as many or shares nothing is no part."""
    last = part.last if part.last is not None else part.first
    if last is not None and whole.first is not None and last < whole.first - 1:
        return False
    if part.several and part.most >= max(2, whole.most):
        return False
    return bool(
        near(whole.act, part.act) is not None
        or whole.place_names & part.place_names
        or whole.doer_keys & part.doer_keys
        or whole.sorts & part.sorts
    )


def _campaign(found: Sequence[Alleged], members: Sequence[int]) -> int | None:
    """The member that tells most widely of what may hold other events, if any does."""
    wide = [index for index in members if _is_wide(found[index])]
    return min(wide, key=lambda index: (-found[index].most, -_span(found[index]), found[index].id)) if wide else None


def _is_wide(one: Alleged) -> bool:
    if not one.several or one.named:
        return False
    return one.most >= 3 or _span(one) >= _LONG


def _span(one: Alleged) -> int:
    if one.first is None:
        return 0
    last = one.last if one.last is not None else one.published
    return 0 if last is None else last - one.first


def _as_wide(found: Sequence[Alleged], part: int | None, whole: int) -> bool:
    return part is not None and found[part].most >= found[whole].most


def _contains(whole: Alleged, part: Alleged, reports: Set[int]) -> Join:
    weights = table("events")["containing"]
    terms = []

    def tell(name: str, level: str, told: str) -> None:
        terms.append(Term(name=name, value=float(weights[level]), told=told))

    act = near(whole.act, part.act)
    if act is None:
        held = part.act in table("events")["acts"]["held"]
        level = "other_act" if held else "unlike_act"
        tell(
            "act",
            level,
            "It is of another act, which a campaign may bring with it." if held else "It is of another act.",
        )
    elif act > 0:
        same = whole.act == part.act
        tell(
            "act",
            "same_act" if same else "near_act",
            "It is of the same act." if same else "It is of nearly the same act.",
        )
    if part.several and part.most >= max(2, whole.most):
        tell("victims", "as_many", "It tells of as many victims.")
    elif part.named:
        tell("victims", "named", "It names a victim, where the campaign counts many.")
    if whole.sorts & part.sorts:
        tell("victims", "same_sort", "Its victims are called as the campaign's are.")
    _tell_time(whole, part, tell)
    place = place_level(whole, part)
    if place in ("same", "named_alike", "nested"):
        tell("place", "within_place", "It is placed where the campaign is.")
    elif place == "other_country":
        tell("place", "other_country", "It is placed in another country.")
    elif place == "elsewhere":
        tell("place", "elsewhere", "It is placed elsewhere, which may lie within.")
    if whole.doer_keys & part.doer_keys:
        tell("alleged_perpetrators", "same_perpetrators", "The alleged perpetrators are the same.")
    if part.report in reports:
        tell("words", "one_report", "One report tells both.")
    return Join(first=part.id, second=whole.id, terms=tuple(terms), sum=round(sum(term.value for term in terms), 2))


def _tell_time(whole: Alleged, part: Alleged, tell: Teller) -> None:
    if whole.first is None or (part.first is None and part.last is None):
        return
    end = whole.last if whole.last is not None else whole.published
    first = part.first if part.first is not None else part.last
    last = part.last if part.last is not None else part.first
    if first is None or last is None:
        return
    if first >= whole.first - 1 and (end is None or last <= end + 1):
        tell("time", "within_time", "It happened within the campaign's time.")
    elif last < whole.first - 1 or (end is not None and first > end + 1):
        tell("time", "outside_time", "It happened outside the campaign's time.")
