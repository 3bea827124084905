"""What the words around two allegations say: neighbours in one report, sentences that share words, and one story."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.weigh.events.alleged import Alleged
from onrecord.weigh.events.levels import ANY, again, figures_differ, near, place_level, time_level

# Content words that a sentence has at least for their being shared to say anything.
_ENOUGH = 6
# Sentences within which a description is most probably that of the one person named, and from which on a report has
# come to something else.
_NEAR_BY, _FAR_ON = 12, 20
# Sentences of the heading and the lead, and of what goes straight on from them; both from zero.
_HEADING, _OPENING = 1, 4
# What is no noun for people: "all those who are held".
_NO_SORT = frozenset({"all"})
# Content words that two sentences of one report share.
_SEVERAL = 3


Identifier = str | frozenset[str]
"""What tells who is meant: an actor's key, a noun, or the words of a name."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known beyond the two allegations.

    Attributes:
        cites: pairs of reports, (one, other), of which the one has its telling from the other.
        sole: reports and acts that most of what is told of tells of one person by name, and nothing of another.
        one_group: those of which nobody is named, and all victims are called by one noun.
        main: by report and act, whom half or more of what is told of it tells of: a key, a noun or words of a name.
    """

    cites: frozenset[tuple[int, int]] = frozenset()
    sole: frozenset[tuple[int, str]] = frozenset()
    one_group: frozenset[tuple[int, str]] = frozenset()
    main: Mapping[tuple[int, str], Identifier] = field(default_factory=dict)


def words_level(first: Alleged, second: Alleged, hints: Hints) -> str:
    """What the words around say: neighbours in one report, or sentences that share words."""
    smaller = min(len(first.words), len(second.words))
    shared = len(first.words & second.words) if smaller >= _ENOUGH else 0
    if first.report == second.report:
        apart = abs(first.sentence - second.sentence)
        if not apart and first.act != second.act and not (first.named and second.named):
            return "enumerated"
        if apart <= 1 and _follows(first, second):
            return "follows"
        told = _story(first, second, hints)
        if told:
            return told
        if _goes_back(first, second, hints):
            return "goes_back"
        if apart <= 1:
            return "same_sentence" if not apart else "next_sentence"
        if apart > _FAR_ON and (again(first, second) or again(second, first)):
            return "far_on"
    elif smaller >= _ENOUGH and shared >= 0.8 * smaller:
        return "nearly_all"
    if smaller >= _ENOUGH and shared >= 0.5 * smaller:
        return "many"
    return "some" if smaller >= _ENOUGH and shared >= 0.25 * smaller else "few"


def _follows(first: Alleged, second: Alleged) -> bool:
    """Whether the later one says no more than that what was told happened: "The arrests came a day after …"."""
    if bare(first) == bare(second) or first.act != second.act or first.act == ANY:
        return False
    fuller, barer = (second, first) if bare(first) else (first, second)
    return barer.definite and barer.told.quotation.span.start >= fuller.told.quotation.span.start


def _goes_back(first: Alleged, second: Alleged, hints: Hints) -> bool:
    """Whether one tells of "the attack" without its victims, the other of whom the report mainly tells it of."""
    if first.act != second.act or first.act == ANY or (first.victims and second.victims):
        return False
    untold, fuller = (second, first) if first.victims else (first, second)
    main = hints.main.get((fuller.report, fuller.act))
    if fuller.victims:
        return untold.definite and not untold.counts and main is not None and main in identifiers(fuller)
    return main is None and bool(first.stem) and first.stem == second.stem and (first.definite or second.definite)


def identifiers(one: Alleged) -> set[Identifier]:
    """All that tells who the victims are."""
    return {*one.keys, *(one.sorts - _NO_SORT), *one.named}


def standing_level(first: Alleged, second: Alleged) -> str:
    """Where the two stand in one report: what its heading and first sentence tell, it goes on to tell."""
    if first.report != second.report or first.act != second.act or first.sentence == second.sentence:
        return "anywhere"
    earlier, later = sorted((first.sentence, second.sentence))
    vague = first.act == ANY and not (first.victims and second.victims)
    apart = figures_differ(first, second) or first.repeated != second.repeated
    if earlier > _HEADING or vague or apart or time_level(first, second, "") == "within":
        return "anywhere"
    return "opening" if later <= _OPENING else "heading"


def times_level(first: Alleged, second: Alleged) -> str:
    """Whether one is told as done again and again, and the other as done once."""
    if first.repeated != second.repeated:
        return "again"
    return "another" if first.another != second.another and first.report == second.report else "alike"


def wording_level(first: Alleged, second: Alleged) -> str:
    """How many content words two sentences of one report share."""
    if first.report != second.report or first.sentence == second.sentence:
        return "other"
    shared = len(first.words & second.words)
    return "several" if shared >= _SEVERAL else "other"


def bare(one: Alleged) -> bool:
    """Whether neither victims, place nor time are told: "the arrests" are those spoken of."""
    return not one.victims and not one.told.places and one.first is None and one.last is None


def _story(first: Alleged, second: Alleged, hints: Hints) -> str:
    """Whether the report tells this act of one person or group alone, and one of the two tells no more of whom."""
    if first.act == ANY or near(first.act, second.act) is None:
        return ""
    if bool(first.named) == bool(second.named):
        fuller, barer = (first, second) if first.victims else (second, first)
        key = fuller.report, fuller.act
        if not fuller.victims:
            return "one_story" if key in hints.sole and bare(fuller) and bare(barer) else ""
        alike = bool(fuller.sorts & barer.sorts) and first.act == second.act
        return "one_group" if key in hints.one_group and (bare(barer) or alike) else ""
    fuller, barer = (first, second) if first.named else (second, first)
    if (fuller.report, fuller.act) not in hints.sole or barer.several:
        return ""
    within = abs(first.sentence - second.sentence) <= _NEAR_BY
    described = bool(barer.victims) and within and place_level(fuller, barer) != "elsewhere"
    if described and not (barer.told.places and not fuller.told.places):
        return "one_story"
    return ("one_story" if barer.definite else "barely") if bare(barer) else ""
