"""Which victims a reading hardly means: what a reader takes for abuse of a minister is mostly a misreading.

Being taken for a victim masks a name in the whole case. Of private people that is right however weak the reading: one
who is a victim after all could be killed over it. Of whoever holds a public position it would take the record apart for
nothing, so that such a reading doesn't count against a position that the case tells (`kept_guards.py`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.ledger.mentions import names_in
from onrecord.records.span import Span

# Scores are calibrated. All that a report tells of somebody must be more likely misread than not; and nothing that
# names them may be likelier than `BY_NAME`, since a name stands seldom by chance where a victim's does.
EVEN = 0.5
BY_NAME = 0.3
_BARRED = re.compile(r"\A(?:barr|bann|sanction|blacklist)\w*", re.IGNORECASE)
_FROM_A_STATE = re.compile(
    r"\b(?:enter(?:ing)?|entry|territory|visas?|assets|sanctions?|the\scountry)\b", re.IGNORECASE
)
# With whom a matter was raised: not to whom it was done. The matter is a noun: "raised the killing of the two with …".
_RAISED = re.compile(
    r"\b(?:rais(?:e|ed|es|ing)|discuss(?:ed|es|ing)?|mention(?:ed|s|ing)?|brought\sup|took\sup)\s"
    r"(?:the|their|his|her|its|these|this|those)\s(?:\w+\s){0,2}\Z"
)
_WITH_WHOM = re.compile(r"[^.;!?\n]{0,160}\b(?:with|to)\s(?:[\w.’'-]+,?\s){0,6}")
# "who has not been charged", "did not use the word “killed”"; not "has not been found since he was abducted".
_NOT_SO = re.compile(r"\b(?:not|never|\w+n['’]t)(?:\s\w+){0,4}\s[“\"]?\Z")
_SENTENCE_ENDS = re.compile(r"[.!?](?=\s)|\n")


def victims_in(content: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Every victim of a reading's allegations, behind the allegation; all in plain values."""
    for allegation in content.get("allegations", ()):
        for victim in allegation.get("victims", ()):
            yield allegation, victim


def unlikely_victims(content: Mapping[str, Any], text: str) -> set[tuple[str, int, int]]:
    """Ids of allegations, and where victims of them stand whom they hardly mean.

    Args:
        content: the plain values of a reading.
        text: the report's text.
    """
    speakers = {each["id"]: each.get("speaker") for each in content.get("attributions", ())}
    unlikely = set()
    of_actor: dict[str, list[tuple[float, bool]]] = {}
    places: dict[str, list[tuple[str, int, int]]] = {}
    for allegation, victim in victims_in(content):
        span, actor = Span(*victim["span"]), victim.get("actor")
        place = (allegation["id"], span.start, span.end)
        told_by = allegation.get("told_by") or ()
        own = not told_by or (actor is not None and speakers.get(told_by[0]) == actor)
        if is_no_victim(allegation, span, text, own=own):
            unlikely.add(place)
        elif actor is not None:  # Who isn't known by an actor is taken by name.
            by_name = allegation["status"] != "negated" and bool(names_in(span.of(text)))
            of_actor.setdefault(actor, []).append((allegation["score"], by_name))
            places.setdefault(actor, []).append(place)
    return unlikely.union(*(places[actor] for actor, scores in of_actor.items() if is_weak(scores)))


def is_weak(scores: Iterable[tuple[float, bool]]) -> bool:
    """Whether all that a report tells of abuse of somebody is likely to be misread.

    Args:
        scores: of each allegation of which they are a victim, and whether it names them there.
    """
    none_right = 1.0
    for score, named in scores:
        if named and score >= BY_NAME:
            return False
        none_right *= 1 - score
    return none_right > EVEN


def is_no_victim(allegation: Mapping[str, Any], victim: Span, text: str, *, own: bool) -> bool:
    """Whether the words say that somebody is no victim of an allegation, whatever a reader took from them.

    Because the report, or they themselves, say that it was not so; because a state keeps somebody out; or because the
    matter was raised with them.

    Args:
        allegation: its plain values.
        victim: where the victim stands.
        text: of the report.
        own: whether the report tells it in its own voice, or the victim does.
    """
    trigger = Span(*allegation["trigger"])
    if allegation["status"] == "negated" and own and _NOT_SO.search(text, victim.end, trigger.start):
        return True
    ends = _SENTENCE_ENDS.search(text, max(trigger.end, victim.end))
    behind = text[min(trigger.end, victim.end) : len(text) if ends is None else ends.start()]
    if _BARRED.match(trigger.of(text)) and _FROM_A_STATE.search(behind):
        return True
    if trigger.end > victim.start or not _RAISED.search(text, max(0, trigger.start - 60), trigger.start):
        return False
    return _WITH_WHOM.fullmatch(text, trigger.end, victim.start) is not None
