"""Responses that are given by being said ("I deny it"), and triggers that say of themselves that there was none.

The model now and then takes what somebody says in the first person and the present for something that is only thought
of, and a refusal's verb for the deed ("not going to condemn"). Both are told by the trigger and a few words before.
"""

import re

from onrecord.records import Act, ResponseAct, Span

_SAID = re.compile(
    r"(?:condemn|den(?:y|ies)|reject|denounce|deplore|protest|object|refute|dispute|repudiate|acknowledge|admit|apologi[sz]e|"
    r"call|urge|demand|appeal|request|insist)\b",
    re.I,
)
# "I deny", "we strongly condemn", at the head of a clause: "if I deny", "did we condemn" say nothing of the kind.
_FIRST = re.compile(
    r"(?:^|[.!?;:,—–(“\"‘'][ \n]*|\band )(?:I|[Ww]e)"
    r"(?: (?:\w+ly|also|hereby|do|again|once more|once again|all|both|therefore))*\s+$"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|when|whenever|whether|until|before|should|would|could|will|shall|may|might|hope)\b", re.I
)
_NEGATED = re.compile(r"\b(?:not?|never|cannot)\b|n['’]t\b", re.I)
# What the refused deed is called, by act.
_DEEDS = {
    ResponseAct.CONDEMN: re.compile(r"\b(?:condemn|denounc|criticis|criticiz|deplor)\w*", re.I),
    ResponseAct.RAISE: re.compile(r"\b(?:rais|mention|brought|bring)\w*", re.I),
}
_UNTIL_NOW = re.compile(r"\b(?:has|have|had|did|hasn['’]t|haven['’]t|hadn['’]t|didn['’]t)\b(?:\W+\w+){0,2}\W*$", re.I)
_NEAR = 30
_SINCE = re.compile(r"\b(?:while|as|since|although)\b", re.I)
_UNDER_WAY = re.compile(
    r"(?:\W*\w+){1,4}?\W+(?:is|are|was|were)\W+(?:\w+\W+)?(?:under ?way|ongoing|continuing|in progress)\b", re.I
)
_SURVIVED = re.compile(r"(?:surviv|outliv)\w*", re.I)


def performs(text: str, sentence: Span, trigger: Span) -> bool:
    """Whether a response is given by being said: first person, present, no condition."""
    before = text[sentence.start : trigger.start]
    return (
        _SAID.match(text, trigger.start, trigger.end) is not None
        and _FIRST.search(before) is not None
        and _CONDITION.search(before) is None
        and not sentence.of(text).rstrip("”\"’') \n").endswith("?")
    )


def goes_on(text: str, sentence: Span, trigger: Span, act: ResponseAct) -> bool:
    """Whether an inquiry or a trial is told to be under way: that is no plan."""
    if act not in (ResponseAct.INQUIRY, ResponseAct.ACCOUNTABILITY):
        return False
    before = text[max(sentence.start, trigger.start - _NEAR) : trigger.start]
    before = _SINCE.split(before)[-1]
    told = _UNDER_WAY.match(text, trigger.start, min(sentence.end, trigger.end + _NEAR))
    return told is not None and _CONDITION.search(before) is None and _NEGATED.search(before + told.group()) is None


def left_undone(text: str, sentence: Span, trigger: Span, act: ResponseAct) -> ResponseAct | None:
    """What a response is whose own words say that the deed was refused or left undone; None where they don't."""
    deed = _DEEDS.get(act)
    words = trigger.of(text)
    found = None if deed is None else deed.search(words)
    negation = None if found is None else _NEGATED.search(words[: found.start()])
    if found is None or negation is None:
        return None
    before = text[sentence.start : trigger.start] + words[: found.start()]
    done = _NEGATED.split(before)[0]
    if (
        act is ResponseAct.RAISE
        or negation.group().casefold() == "no"
        or _UNTIL_NOW.search(done)
        or _UNTIL_NOW.search(before)
    ):
        return ResponseAct.SILENT
    return ResponseAct.DECLINE


def outlived(text: str, trigger: Span, act: Act) -> bool:
    """Whether a killing's own word says that it was survived."""
    return act is Act.KILLING and _SURVIVED.match(text, trigger.start, trigger.end) is not None
