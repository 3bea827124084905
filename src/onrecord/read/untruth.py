"""Acts that are told only to be called untrue: "Reports that police killed two men are untrue, the ministry said".

The model scores a trigger by its surroundings, and a falsity said far behind it ("are a fabrication") is easily lost;
a killing that was denied then stands as told. What is denied is the clause's own act. What the clause takes for granted
("the claim that the man *killed* in May was armed", "that they *shot* him in self-defence") is left as the model has
it, and so is all that is not plain.
"""

import re
from collections.abc import Iterator

from onrecord.read.denials import Denial, denials, patterns
from onrecord.records import Span

# Words at most between a telling and the act, where no "that" stands between.
_BARE = 5
# Words of a clause in which its "not" stands, where it has one: "that none of the men was", "that it had not".
_FIRST = 10
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
_DID = re.compile(r"\bdid\s+$", re.I)
_NOT = re.compile(r"\b(?:nobody|no one|none|not|never|no)\b|n['’]t\b", re.I)
_NOBODY = re.compile(r"\b(?:nobody|no one|none)\b", re.I)
_NOBODY_BEHIND = re.compile(r"\W*(?:nobody|no one|none|no)\b", re.I)
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
    return any(_is_denied(text, denial, trigger) for denial in denials(text, sentence, trigger))


def is_doubly_denied(text: str, sentence: Span, trigger: Span) -> bool:
    """Whether it is called untrue that an act did not happen: "The claim that nobody was beaten is false"."""
    return any(_is_not_denied(text, denial, trigger) for denial in denials(text, sentence, trigger))


def called(text: str, sentence: Span, trigger: Span) -> Span | None:
    """The words that call untrue what tells of an act: whoever says them tells of it, and not whose telling it was."""
    for denial in denials(text, sentence, trigger):
        if _is_denied(text, denial, trigger) or _is_not_denied(text, denial, trigger):
            return denial.called
    return None


def calls_untrue(text: str, sentence: Span, trigger: Span) -> bool:
    """Whether a response's trigger is what calls a telling untrue: that denies it, whatever else its words may do."""
    return any(not _is_contrary(text, denial) for denial in _calling(text, sentence, trigger))


def owns_true(text: str, sentence: Span, trigger: Span) -> bool:
    """Whether a response's trigger says that something is *not* untrue, or calls a denial so."""
    start = max(sentence.start, trigger.start - _NEAR)
    if any(_is_contrary(text, denial) for denial in _calling(text, sentence, trigger)):
        return True
    return patterns()["doubled"].search(text[start : trigger.end].rstrip(' ,.”"’')) is not None


def _calling(text: str, sentence: Span, trigger: Span) -> Iterator[Denial]:
    for denial in denials(text, sentence, trigger):
        if denial.called.start < trigger.end and trigger.start < denial.called.end:
            yield denial


def _is_contrary(text: str, denial: Denial) -> bool:
    """Whether what is called untrue is itself that something did not happen; its first words tell, if any."""
    return denial.contrary or len(_NOT.findall(" ".join(denial.clause.of(text).split()[:_FIRST]))) == 1


def _is_not_denied(text: str, denial: Denial, trigger: Span) -> bool:
    if denial.rejected or not denial.clause.contains(trigger):
        return False  # who rejects a denial would be told to deny
    before, after = text[denial.clause.start : trigger.start], text[trigger.end : denial.clause.end]
    behind = _NOBODY_BEHIND.match(after)
    if len(_NOT.findall(before)) + (behind is not None) + denial.contrary != 1:
        return False
    if behind is not None:
        after = f" people{after[behind.end() :]}"
    return _is_own_act(_NOT.sub("", _NOBODY.sub("people", before)), trigger.of(text), after, denial)


def _is_denied(text: str, denial: Denial, trigger: Span) -> bool:
    if denial.contrary or not denial.clause.contains(trigger):
        return False
    before, after = text[denial.clause.start : trigger.start], text[trigger.end : denial.clause.end]
    return _NOBODY_BEHIND.match(after) is None and _is_own_act(before, trigger.of(text), after, denial)


def _is_own_act(before: str, words: str, after: str, denial: Denial) -> bool:
    """Whether the act is the clause's own, and the act itself what is called untrue."""
    table = patterns()
    if table["reasons"].search(before + after) or (denial.closed and not _runs_on(after)):
        return False
    if denial.bare and len(before.split()) > _BARE:
        return False
    if denial.noun:
        if _NEW_OF.match(after) is not None:
            before = _THE.sub("", before)  # "the killing of two men" is as new as "a killing"
        return _OF.fullmatch(before) is not None and not (_BLOCKED_OF.search(before) or _DEFINITE.search(before))
    if table["verbs"].match(words) or words.casefold().endswith("ing") or _DID.search(before):
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
