"""Acts that are told only to be called untrue: "Reports that police killed two men are untrue, the ministry said".

The model scores a trigger by its surroundings, and a falsity said far behind it ("are a fabrication") is easily lost;
a killing that was denied then stands as told. What is denied is the clause's own act. What the clause takes for granted
("the claim that the man *killed* in May was armed", "that they *shot* him in self-defence") is left as the model has
it, and so is all that is not plain.
"""

import re

from onrecord.read.denials import Denial, denials, patterns
from onrecord.records import Span

# Words at most between a telling and the act, where no "that" stands between.
_BARE = 5
# Characters before a trigger that hold "are not".
_NEAR = 20
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|did|can|could|might|will|would|should|shall|must|(?-i:may))\b|"
    r"['’](?:s been|re)\b",
    re.I,
)
# An auxiliary just before a verb: "had been badly (beaten)".
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|did|got)(?:\W+(?:been|being|\w+ly|all|also|then|even|once|twice|both))*\W+$",
    re.I,
)
_JOINED = re.compile(
    r"(?:\w+(?:ed|en)|beat|shot|struck|took|burnt|hurt|cut)(?:\W+\w+ly)?\s+(?:and|or)(?:\W+\w+ly)?\s+$", re.I
)
_RELATIVE = re.compile(r"\b(?:who|which|that|whose|whom|where)\b(?:\W+\w+){0,3}\W+$", re.I)
_AND = re.compile(r"\b(?:and|or)\b(?:\W+\w+){0,4}\W+$", re.I)
_NEW_CLAUSE = re.compile(
    r"[;:?!]|[—–]|\.\s|,\W*(?:and|so|or|yet|then)\b|\b(?:but|while|whereas|although|though|however)\b", re.I
)
_PARENTHESIS = re.compile(r",[^,;:]{1,60}\b(?:said|says|added|insisted|wrote|stressed)\b[^,;:]{0,40},", re.I)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|his|her|their|its|our|my|your)\b|\w['’]s?\s", re.I)
_HAPPENED = re.compile(
    r"(?:\W+\w+){0,8}?\W+(?:took place|taken place|occurred|happened|(?:was|were) taking place|was under way)\b",
    re.I,
)
_FIRED = re.compile(r"\b(?:shot|fired?)$", re.I)
_AT = re.compile(r"\W*(?:at|into|on (?:an?|the) \w+)\b", re.I)
# "Reports of a killing", "of beatings", "of police torturing students": a short way from the "of" to the act.
_OF = re.compile(r"(?:[\w’'-]+\s+){0,5}", re.I)
_THE = re.compile(r"^the\s+", re.I)
_NEW_OF = re.compile(r"\s+of\s+(?!the\b|this\b|that\b|these\b|those\b|his\b|her\b|their\b|its\b)[a-z0-9]")
_BLOCKED_OF = re.compile(
    r"\b(?:of|in|on|at|about|after|before|during|by|with|for|over|against|who|that|which|no|not|attempted|planned)\b",
    re.I,
)


def is_untrue(text: str, sentence: Span, trigger: Span) -> bool:
    """Whether an act is told only to be called untrue.

    Args:
        text: holds both spans.
        sentence: the sentence of the trigger.
        trigger: of the act.
    """
    return any(
        denial.clause.contains(trigger) and _is_denied(text, denial, trigger)
        for denial in denials(text, sentence, trigger)
    )


def calls_untrue(text: str, sentence: Span, trigger: Span) -> bool:
    """Whether a response's trigger is what calls a telling untrue: that denies it, whatever else its words may do."""
    return any(
        denial.called.start < trigger.end and trigger.start < denial.called.end
        for denial in denials(text, sentence, trigger)
    )


def owns_true(text: str, sentence: Span, trigger: Span) -> bool:
    """Whether a response's trigger says that something is *not* untrue."""
    start = max(sentence.start, trigger.start - _NEAR)
    return patterns()["doubled"].search(text[start : trigger.end].rstrip(' ,.”"’')) is not None


def _is_denied(text: str, denial: Denial, trigger: Span) -> bool:
    """Whether the trigger is the clause's own act, and the act itself what is denied."""
    table = patterns()
    before, after = text[denial.clause.start : trigger.start], text[trigger.end : denial.clause.end]
    words = trigger.of(text)
    if table["reasons"].search(before + after) or (denial.closed and not _runs_on(after)):
        return False
    if denial.bare and len(before.split()) > _BARE:
        return False
    if denial.noun:
        if _NEW_OF.match(after) is not None:
            before = _THE.sub("", before)  # "the killing of two men" is as new as "a killing"
        return _OF.fullmatch(before) is not None and not (_BLOCKED_OF.search(before) or _DEFINITE.search(before))
    if table["verbs"].match(words) or words.casefold().endswith("ing"):
        if _is_verb(before, words, after, closed=denial.closed):
            return True
    return _is_named(before, after, closed=denial.closed)


def _runs_on(after: str) -> bool:
    """Whether the clause goes on, without a new one, to where it is called untrue."""
    after = _PARENTHESIS.sub(" ", after)
    if _NEW_CLAUSE.search(after) or patterns()["says"].search(after):
        return False
    return all(
        _RELATIVE.search(after[: found.start()]) or _AND.search(after[: found.start()])
        for found in _FINITE.finditer(after)
    )


def _is_outside(before: str, *, closed: bool) -> bool:
    """Whether another clause, or a "not", stands between the clause's opening and the act."""
    table = patterns()
    if table["outside"].search(before) or table["says"].search(before) or _NEW_CLAUSE.search(before):
        return True
    return not closed and re.search(r"\band\b", _JOINED.sub("", before)) is not None


def _is_verb(before: str, words: str, after: str, *, closed: bool) -> bool:
    """Whether the act is the clause's verb, and no participle of another one's subject or object."""
    if _is_outside(before, closed=closed):
        return False
    part = re.split(r",|\b(?:and|or)\b", before)[-1]
    auxiliary = _AUXILIARY.search(part)
    joined = _JOINED.search(before) is not None and _AUXILIARY.search(_JOINED.sub("", before)) is not None
    if _FINITE.search(part[: auxiliary.start()] if auxiliary else part):
        return False
    if auxiliary or joined:
        return True
    if patterns()["participles"].match(words):
        return False
    fired = _FIRED.search(words) is not None and _AT.match(after) is not None
    return fired or patterns()["no_object"].match(after) is None


def _is_named(before: str, after: str, *, closed: bool) -> bool:
    """Whether the act is a noun that the clause tells to have been done, or to have taken place."""
    done = patterns()["does"].search(before)
    if done:
        return not _is_outside(before[: done.start()], closed=closed) and not _DEFINITE.search(done["between"] or "")
    return (
        _HAPPENED.match(after) is not None
        and len(before.split()) <= 4
        and not _is_outside(before, closed=closed)
        and not _DEFINITE.search(before)
    )
