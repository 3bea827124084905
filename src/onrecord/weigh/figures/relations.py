"""What figures of one event have to do with each other: restated, revised, contradicted. Nothing is ever summed."""

from dataclasses import dataclass
from functools import lru_cache

from onrecord.records.record import Figure, NodeKind
from onrecord.records.vocabulary import Act, Bound, Status
from onrecord.weigh.figures.words import in_list, number_in_words, words_of

# "About 100" is not held against a number unless that is less than half, or more than one and a half times as much.
_ABOUT = 0.5
_KEPT = frozenset({Act.DETENTION, Act.ABDUCTION})
_HURT = frozenset({Act.TORTURE, Act.ASSAULT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A figure, and who gives it.

    Attributes:
        origins: ids of the nodes where its chains of telling end.
        outlet: whose report it is, in lower case; None where that isn't known.
        kinds: of the origins.
        own: whether the report says it in its own voice.
        part: whether it counts some of another figure of the same act and event.
        persons: whether it is about a few people, and doesn't say how many there were.
        place: report and place in the text, which settle an order among figures of one day.
    """

    figure: Figure
    origins: frozenset[str]
    outlet: str | None
    kinds: frozenset[NodeKind]
    own: bool
    part: bool
    persons: bool
    place: tuple[int, int]


def restated(one: Given, earlier: Given) -> str | None:
    """Why a figure repeats an earlier one, a sentence without its end; None where it doesn't."""
    if not one.origins & earlier.origins or one.figure.status is not earlier.figure.status:
        return None
    if one.figure.number is None or one.figure.number != earlier.figure.number or not same_scope(one, earlier):
        return None
    told = "both come from the same origin"
    if one.figure.bound is not earlier.figure.bound:
        told += f", though one says “{number_in_words(earlier.figure)}”, the other “{number_in_words(one.figure)}”"
    return told


def revised(one: Given, earlier: Given) -> bool:
    """Whether a figure is a later one of whoever gave the earlier one."""
    if one.figure.status is not earlier.figure.status or not same_scope(one, earlier) or one.persons or earlier.persons:
        return False
    if _interval(one.figure) is None or _interval(one.figure) == _interval(earlier.figure):
        return False
    if one.figure.as_of is None or earlier.figure.as_of is None or one.figure.as_of <= earlier.figure.as_of:
        return False
    same = one.outlet is not None and one.outlet == earlier.outlet
    if one.origins & earlier.origins:
        # Somebody else who tells it more loosely ("more than 100" for "112") revises nothing.
        return (one.own and same) or not _looser(one.figure, earlier.figure)
    # A newspaper's own later count stands for what its own sources told it before.
    return same and one.own and earlier.kinds <= {NodeKind.OWN_REPORTING, NodeKind.ANONYMOUS}


def contradicted(one: Given, other: Given) -> str | None:
    """Why two figures by different tellers can't both be true, a clause; None where they can."""
    if one.origins & other.origins or not same_scope(one, other):
        return None
    if Status.HYPOTHETICAL in (one.figure.status, other.figure.status):
        return None
    if one.figure.status is not other.figure.status:
        return _denied(one, other)
    if one.figure.status is Status.NEGATED or one.persons or other.persons:
        return None
    early, late = sorted((one, other), key=lambda given: (given.figure.as_of or "", given.place))
    fixed = _fixed(early.figure, late.figure)
    both = fixed and one.figure.bound is other.figure.bound is Bound.EXACT
    below, above = (
        _interval(given.figure) if both or _is_whole(given.figure) else _at_least(_interval(given.figure))
        for given in (early, late)
    )
    if below is None or above is None:
        return None
    if above[1] < below[0] or (fixed and below[1] < above[0]):
        return f"{_dated(early.figure)}, {_dated(late.figure)}"
    return None


def same_act(first: Act, second: Act) -> bool:
    """Whether figures of two acts can be held against one another: to be taken is to be held."""
    return first is second or {first, second} <= _KEPT or {first, second} <= _HURT


def same_scope(one: Given, other: Given) -> bool:
    """Whether two figures count the same: unit, act, people and time, as far as their words tell."""
    first, second = one.figure, other.figure
    if first.unit is not second.unit or one.part is not other.part or not same_act(first.act, second.act):
        return False
    return _same_people(first.counted, second.counted) and _same_time(first, second)


def _same_people(first: str, second: str) -> bool:
    """Different people only where both are named by nouns, and one of these is of a kind that others aren't."""
    mine, theirs = _nouns(first), _nouns(second)
    special = {word for word in mine ^ theirs if in_list("somebody", word)}
    return not special or bool(mine & theirs & special)


@lru_cache(maxsize=4096)
def _nouns(counted: str) -> frozenset[str]:
    return frozenset(
        word
        for match in words_of(counted)
        if not in_list("anybody", word := match.group().casefold()) and len(word) > 2
    )


def _same_time(first: Figure, second: Figure) -> bool:
    mine, theirs = first.period, second.period
    if mine is None or theirs is None:
        # One night's figure is none of the whole time's.
        return not (first.cumulative is False and second.cumulative is True) and not (
            first.cumulative is True and second.cumulative is False
        )
    if mine.first is None or theirs.first is None:
        return mine.words.casefold() == theirs.words.casefold() or first.cumulative is second.cumulative
    mine_last, theirs_last = mine.last or "9999", theirs.last or "9999"
    if mine_last < theirs.first or theirs_last < mine.first:
        return False
    one_day = (mine.first == mine.last) is not (theirs.first == theirs.last)
    return (
        not one_day
        and (first.cumulative is not False or second.cumulative is not True)
        and (second.cumulative is not False or first.cumulative is not True)
    )


def _looser(figure: Figure, other: Figure) -> bool:
    """Whether a figure allows all numbers that the other does."""
    mine, theirs = _interval(figure), _interval(other)
    return mine is not None and theirs is not None and mine[0] <= theirs[0] and theirs[1] <= mine[1]


def _is_whole(figure: Figure) -> bool:
    """Whether an exact number says that there were no more: all so far, or all of a time that is told."""
    return (
        figure.bound is not Bound.EXACT
        or figure.cumulative is True
        or (figure.period is not None and figure.period.first is not None)
    )


def _at_least(interval: tuple[float, float] | None) -> tuple[float, float] | None:
    return None if interval is None else (interval[0], float("inf"))


def _fixed(early: Figure, late: Figure) -> bool:
    """Whether the later figure can't have grown out of the earlier: the time was over, or the day is the same."""
    if early.as_of is None or late.as_of is None:
        return False
    if early.as_of == late.as_of:
        return True
    ends = [figure.period.last for figure in (early, late) if figure.period is not None and figure.period.last]
    return len(ends) == 2 and ends[0] == ends[1] and ends[0] < early.as_of


def _denied(one: Given, other: Given) -> str | None:
    denial, said = (one, other) if one.figure.status is Status.NEGATED else (other, one)
    low = said.figure.low
    if denial.figure.number == 0:
        return "one denies what the other says" if low is None or low > 0 else None
    same = denial.figure.number is not None and denial.figure.number == said.figure.number
    return "one denies what the other says" if same else None


def _interval(figure: Figure) -> tuple[float, float] | None:
    """The smallest and the largest true number that the words allow, None where they set neither."""
    if figure.bound is Bound.VAGUE:
        return None
    if figure.bound is Bound.ABOUT and figure.number is not None:
        return figure.number * (1 - _ABOUT), figure.number * (1 + _ABOUT)
    if figure.low is None and figure.high is None:
        return None
    low = 0.0 if figure.low is None else float(figure.low)
    high = float("inf") if figure.high is None else float(figure.high)
    # "More than 40" is not 40, though the record never says 41.
    low += 0.5 if figure.bound is Bound.MORE_THAN else 0
    high -= 0.5 if figure.bound is Bound.LESS_THAN else 0
    return low, high


def _dated(figure: Figure) -> str:
    told = number_in_words(figure)
    return told if figure.as_of is None else f"{told} as of {figure.as_of}"
