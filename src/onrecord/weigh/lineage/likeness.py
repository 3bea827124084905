"""Whether two allegations may be one telling: how much of what they tell is the same.

This isn't the judgement whether they are of one event (`weigh.events` makes that). It only finds, of an outlet's or a
report's few allegations, the one that somebody repeats.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.records.allegation import Allegation
from onrecord.records.record import Quotation
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act
from onrecord.weigh.sentences import sentence_at

_WORD = re.compile(r"[^\W\d_]+")
_AKIN = (
    frozenset({Act.DETENTION, Act.ABDUCTION, Act.DISAPPEARANCE}),
    frozenset({Act.TORTURE, Act.ASSAULT, Act.SEXUAL_VIOLENCE}),
    frozenset({Act.KILLING, Act.DISAPPEARANCE}),
)
_COMMON = frozenset(
    "the and that with from have has had been were was who whom which they them their this these those said says told"
    " for not but his her its are after before when where more than least over about into some other also".split()
)
SAME = 1.0
AKIN = 0.6
_NAME = 0.6  # each name in common, up to `_NAMES`
_NAMES = 1.8
_NUMBER = 1.5
_OTHER_NUMBER = -1.0
_WORDS = 3.0  # times the share of words in common


@dataclass(frozen=True, slots=True)
class Features:
    """What of an allegation is compared."""

    act: Act
    numbers: frozenset[int]
    names: frozenset[str]
    words: frozenset[str]
    sentence: Span


def features(report: Report, allegation: Allegation) -> Features:
    """What `allegation` is compared by: its act, figures, and the names and words of its sentence."""
    sentence = sentence_at(report.text, allegation.trigger)
    people = (*allegation.victims, *allegation.alleged_perpetrators)
    spans = [part.span for part in people] + [place.span for place in allegation.places]
    named = {word for span in spans for word in _WORD.findall(span.of(report.text)) if word[0].isupper()}
    return Features(
        act=allegation.act,
        numbers=frozenset(count.number for count in allegation.counts if count.number is not None),
        names=frozenset(word.casefold() for word in named if len(word) > 2 and word.casefold() not in _COMMON),
        words=_content(sentence.of(report.text)),
        sentence=sentence,
    )


# A sentence often tells of several acts.
@lru_cache(maxsize=256)
def _content(sentence: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(sentence) if len(word) > 2) - _COMMON


def likeness(one: Features, other: Features) -> float:
    """0 where the acts have nothing to do with each other, else a sum; 1 where nothing but the act is the same."""
    if one.act is other.act:
        value = SAME
    elif any(one.act in kin and other.act in kin for kin in _AKIN):
        value = AKIN
    else:
        return 0.0
    if one.numbers and other.numbers:
        value += _NUMBER if one.numbers & other.numbers else _OTHER_NUMBER
    value += min(_NAMES, _NAME * len(one.names & (other.names | other.words)))
    if one.words and other.words:
        value += _WORDS * len(one.words & other.words) / len(one.words | other.words)
    return value


def quoted(report: Report, number: int, spans: list[Span], finding: str | None) -> Quotation | None:
    """The words from the first of `spans` to the last, as far as they stand in the paragraph of the first."""
    if not spans:
        return None
    anchor = spans[0]
    start_of_paragraph = report.text.rfind("\n\n", 0, anchor.start) + 1
    end_of_paragraph = report.text.find("\n\n", anchor.end)
    within = Span(start_of_paragraph, len(report.text) if end_of_paragraph < 0 else end_of_paragraph)
    near = [span for span in spans if within.contains(span)]
    if not near:
        near = [anchor]
    span = Span(min(each.start for each in near), max(each.end for each in near))
    return Quotation(report=number, span=span, text=span.of(report.text), finding=finding)


@cache
def akin(act: Act) -> frozenset[Act]:
    """The act, and those that another teller may call it."""
    return frozenset({act}).union(*(kin for kin in _AKIN if act in kin))
