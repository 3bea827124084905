"""Whether the words of a sentence bear out what the reader makes of it, where a cell would say much of somebody.

The reader has one act for whoever condemns and whoever is concerned, and takes much for a refusal that merely holds a
"not": "I am not aware of that", "no student has been charged". A cell says *condemned* and *declined* of somebody by
name, so that a word of the sentence must say so too; else it is possible, and a person looks.
"""

import re
from functools import cache

from onrecord.records.vocabulary import ResponseAct
from onrecord.weigh.board.phrases import fold
from onrecord.weigh.tables import table

REGRETS = "it regrets or notes, and no word of the sentence condemns"
UNACKNOWLEDGED = "it regrets, and no word of the sentence tells for what it answers"
UNCONDEMNED = "no word of the sentence condemns"
UNKNOWING = "it says that it doesn't know; whether that is a refusal, a person has to say"
UNREFUSED = "no word of the sentence refuses an answer"
UNANSWERED = "it tells of something that was not done, and no word of the sentence tells that this was an answer"

# A word of condemning that the words before it take away: "stopped short of condemning", "did not condemn".
_TAKEN_AWAY = re.compile(
    r"(?:\b(?:not|never|no|nor|without|neither|cannot|short of|refus\w+|declin\w+|fail\w+|rather than|instead of)\b"
    r"|n['’]t\b)(?: to)?(?: [\w’'-]+){0,2} ?$"
)
_BEFORE = 40
# A bare answer, whose question stands before it: "MR. HALVARD: I did not.", "“No,” she said".
_BARE = re.compile(
    r"(?:^|: |[“\"])(?:no|never|not (?:yet|once)|(?:no, )?(?:i|we|he|she|they) "
    r"(?:did|have|has|had|do|does|would|will|shall|could|can|am)(?: not|n't))[.,;!]"
)
# What a promise's word governs, negated: "I shall not condemn", "is not going to comment".
_WILL_NOT_DO = re.compile(
    r"(?:\b(?:shall|will|would|is|are|am|was|were)(?: not|n['’]t| never)"
    r"|\b(?:won['’]t|shan['’]t|cannot|can['’]t|can not|never|not (?:going|prepared|willing|ready|in a position) to))"
    r"(?: (?:going|prepared|willing|ready|yet|now|today|be|have|been|to|in|a|position|publicly|simply|(?!only)\w+ly))*"
    r"(?: (?:condemn|join|be drawn)\w* (?:or|nor|and))? ?$"
)


def undone(act: ResponseAct, sentence: str) -> str:
    """Why a sentence doesn't bear out that somebody did this; empty where it does, or no word is needed."""
    if act is ResponseAct.ACKNOWLEDGE:
        regrets = _says(sentence, "regretting") and not _says(sentence, "acknowledging")
        return UNACKNOWLEDGED if regrets else ""
    if act is not ResponseAct.CONDEMN or _says(sentence, "condemning") or _says(sentence, "concerned"):
        return ""
    if _stems("regretting").search(fold(sentence)) is not None:
        return REGRETS
    return "" if _stems("reproaching").search(fold(sentence)) is not None else UNCONDEMNED


def is_concern(act: ResponseAct, sentence: str) -> bool:
    """Whether what the reader has for condemning is no more than concern."""
    return act is ResponseAct.CONDEMN and not _says(sentence, "condemning") and _says(sentence, "concerned")


def unrefused(words: str) -> str:
    """Why words don't bear out that somebody refuses to respond; empty where they do."""
    folded = fold(words)
    if _stems("refusing").search(folded) is not None or _not_answered().search(folded) is not None:
        return ""
    return UNREFUSED if _stems("unknowing").search(folded) is None else UNKNOWING


def unanswered(words: str, *, asked: bool) -> str:
    """Why words don't bear out that what wasn't done would have been a response; empty where they do.

    Args:
        words: of the sentence, with the question where it answers one.
        asked: whether it answers one: "Did you raise it?" "No."
    """
    folded = fold(words)
    if _stems("unknowing").search(folded) is not None:
        return UNKNOWING
    lists = ("unanswered", "refusing", "answers") if asked else ("unanswered", "refusing")
    patterns = (*map(_stems, lists), _not_answered(), _BARE)
    return "" if any(pattern.search(folded) is not None for pattern in patterns) else UNANSWERED


def is_untrue(sentence: str) -> bool:
    """Whether a sentence calls something untrue, so that whoever publishes it denies."""
    return _says(sentence, "untrue")


def is_refused(before: str) -> bool:
    """Whether the words before a trigger make what it tells a thing that somebody will not do."""
    return _WILL_NOT_DO.search(fold(before)) is not None


def _says(sentence: str, list_: str) -> bool:
    """Whether a sentence holds a word of a list that nothing before it takes away."""
    folded = fold(sentence)
    return any(
        _TAKEN_AWAY.search(folded[max(0, match.start() - _BEFORE) : match.start()]) is None
        for match in _stems(list_).finditer(folded)
    )


@cache
def _stems(list_: str) -> re.Pattern[str]:
    """Words that begin so."""
    return re.compile(rf"(?:(?<!\w)|(?=n't))(?:{_any_of(list_)})")


@cache
def _not_answered() -> re.Pattern[str]:
    """A word of answering behind a plain "not"."""
    return re.compile(rf"(?:\b(?:not|never|cannot|nor|neither)|n['’]t)\b(?: [\w’'-]+){{0,3}} (?:{_any_of('answers')})")


def _any_of(list_: str) -> str:
    told = sorted((fold(str(word)) for word in table("voices")[list_]), key=len, reverse=True)
    return "|".join(map(re.escape, told))
