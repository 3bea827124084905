"""What a response makes of a cell: whether it was given, promised, declined, or told not to have come."""

import re
from dataclasses import dataclass, replace

from onrecord.records.record import CellKind
from onrecord.records.vocabulary import ResponseAct, Status
from onrecord.weigh.board.phrases import fold, holds_any
from onrecord.weigh.board.support import UNKNOWING, is_refused, unanswered, undone, unrefused
from onrecord.weigh.responses import Found, is_answer
from onrecord.weigh.sentences import sentence_at

# Below these the reader is too unsure for a cell to say more than "possible". Chosen on the 30 texts of
# benchmarks/data/board/tune; silence is rarer in the reader's training, and its scores lie lower.
SURE, SURE_OF_SILENCE, SURE_OF_PROMISE = 0.3, 0.15, 0.15

# What is mostly told as a promise.
_PROMISED_ACTS = frozenset({ResponseAct.INQUIRY, ResponseAct.CALL_FOR_INQUIRY, ResponseAct.ACCOUNTABILITY})
_ANSWERS = re.compile(
    r"\b(?:reply|repl\w+|respond\w*|answer\w*|comment\w*|return\w*|react\w*|spoken|said|mention\w*|address\w*)\b"
)
_WOULD_NOT = re.compile(r"\b(?:would|will|could|can|do|does|going|wish|wanted|willing|prepared)\b(?:\W+\w+)?\W*$")
_DECLINES = re.compile(
    r"\b(?:declin\w+|refus\w+|stop\w* short|would not|wouldn['’]t|unwilling|avoid\w*|rejected calls|resisted)\b"
)
_WILL_NOT = re.compile(
    r"\b(?:not going to|will not|won['’]t|do not|don['’]t|would not|cannot|can['’]t|refuse|decline|not today|no comment"
    r"|not prepared)\b"
)
# "Will you condemn it?" "No."
_WILL = re.compile(r"\b(?:will|would|shall|are you (?:going|prepared|willing|ready)|do you intend)\b")
_HAS_NOT = re.compile(r"\b(?:have|has|had|did|haven['’]t|hasn['’]t|didn['’]t)\b")
_PROMISED = re.compile(r"\b(?:promis|pledg|vow)\w*\b")
# Words that tell by themselves that somebody kept silent, whatever the reader's score.
_PLAINLY = re.compile(
    r"\b(?:not|never|no|neither|without|yet to|n['’]t|unanswered)\b(?!.*\breceiv).*"
    r"\b(?:reply|repl\w+|respon\w+|answer\w*|comment\w*|react\w*|questions?|rais\w+|mention\w*|speak\w*|spoken|said)\b"
    r"|\b(?:unanswered|declin\w+|refus\w+)\b"
)
_IF = re.compile(r"\b(?:if|unless|provided|once)\b", re.I)
# What grammar makes a wish or a thing imagined, whatever tense the verb that follows has: "It is time that …".
_IMAGINED = re.compile(
    r"\bit(?:['’]s| is| was) (?:high |about |past |long past |over)?time\b"
    r"|(?:^|[“\"(;:,—–] ?)(?:let us |let['’]s |just |now )?"
    r"(?:imagine|suppose|picture|pretend|assume|what if|would that)\b"
    r"|\b(?:if only|as if|as though|had rather|would rather)\b"
    r"|\b(?:would|could|should|might|ought to) have(?: \w+)?\W*$"
    r"|\b(?:wish|wishes|wished|dream|dreams|dreamt|dreamed|pray|prays|prayed) (?:that )?(?!to )",
    re.I,
)
# "If Aldmark condemned it tomorrow …", "asked whether Aldmark condemned it": in the clause of the trigger, before it.
_SUPPOSED = re.compile(r"\b(?:if|whether|unless)\b[^,;:.!?]*$", re.I)
# "It would be premature while an inquiry is under way" promises nothing.
_IMPERSONAL = re.compile(r"\b(?:it|there|that|this) (?:would|will|shall)(?: not)? (?:be|have|seem|take)\b", re.I)
_ASKS = re.compile(r"[^.!?…;]*\?")
_UNREAL = "it is wished for, imagined or supposed"
_WHY = re.compile(r"\b(?:why|how come|how is it)\b", re.I)
# Characters before a trigger in which a promise's word stands.
_PROMISED_BEFORE = 90
# And in which what makes it a wish does.
_FAR = 300


@dataclass(frozen=True, slots=True)
class Judged:
    """What a response makes of a cell.

    Attributes:
        why: where it makes it no more than possible, the reason.
        status: that its words show, where the reader's is another.
    """

    kind: CellKind
    why: str = ""
    status: Status | None = None


def judge(one: Found, *, own_words: bool, held: bool) -> Judged:
    """What a response makes of the cell of whoever gave it.

    Args:
        one: the response.
        own_words: whether the actor's own words are at hand.
        held: whether a person says that it is so read, whatever the reader's score.
    """
    response = one.response
    if not held and not response.id.startswith("h") and response.score < _least(one):
        return Judged(CellKind.POSSIBLE, f"the reader is not sure that this is a response ({response.score:.2f})")
    if (only_asked := _asked(one)) is not None:
        return only_asked
    if response.act in (ResponseAct.SILENT, ResponseAct.DECLINE):
        reticent = _silent if response.act is ResponseAct.SILENT else _declined
        return _borne_out(one, reticent(one, own_words=own_words), held=held)
    if response.status is Status.NEGATED and _denies(one):
        return Judged(CellKind.RESPONDED, status=Status.ASSERTED)
    if response.status is Status.NEGATED or _negates_itself(one):
        return replace(_negated(one, own_words=own_words), status=Status.NEGATED)
    if response.status is Status.HYPOTHETICAL and _is_refused(one):
        kind = CellKind.DECLINED if own_words else CellKind.REPORTED_DECLINED
        return Judged(kind, status=Status.NEGATED)
    if response.status is Status.HYPOTHETICAL:
        return _hypothetical(one)
    if _is_imagined(one):
        return Judged(CellKind.POSSIBLE, _UNREAL)
    if not _is_promised(one):
        return _borne_out(one, Judged(CellKind.RESPONDED), held=held)
    if not held and is_anothers_promise(one):
        return Judged(CellKind.POSSIBLE, "somebody named before the word of promise may be who promises it")
    return Judged(CellKind.PROMISED)


def _least(one: Found) -> float:
    if one.response.act in (ResponseAct.SILENT, ResponseAct.DECLINE):
        return SURE_OF_SILENCE
    promised = one.response.status is Status.HYPOTHETICAL and one.response.act in _PROMISED_ACTS and _is_promised(one)
    return SURE_OF_PROMISE if promised else SURE


def is_weak(one: Found, judged: Judged, *, held: bool) -> bool:
    """Whether it says on the reader's weak word alone that somebody declined or kept silent.

    Beside a surer answer of the same actor such an entry is noise: the reader takes much for silence that merely holds
    a negation, "had not received a single complaint".
    """
    if held or one.response.id.startswith("h") or one.response.score >= SURE:
        return False
    reported = judged.kind in (CellKind.REPORTED_DECLINED, CellKind.REPORTED_SILENT)
    return reported and _PLAINLY.search(fold(_trigger(one))) is None


def _borne_out(one: Found, judged: Judged, *, held: bool) -> Judged:
    """What it makes of the cell, as far as a word of the sentence says so too, or a person does."""
    if held or one.response.id.startswith("h"):
        return judged
    words = _answer(one) if is_answer(one) else _sentence(one)
    doubt = ""
    if judged.kind is CellKind.RESPONDED:
        doubt = undone(one.response.act, words)
    elif judged.kind is CellKind.DECLINED:
        doubt = unrefused(words)
    elif judged.kind is CellKind.SILENT:
        doubt = unanswered(words, asked=is_answer(one))
    elif judged.kind in (CellKind.REPORTED_DECLINED, CellKind.REPORTED_SILENT) and unrefused(words) == UNKNOWING:
        doubt = UNKNOWING
    return Judged(CellKind.POSSIBLE, doubt) if doubt else judged


def _is_refused(one: Found) -> bool:
    """Whether it is what somebody says that they will not do: "I shall not condemn them". Not to deny is no refusal."""
    text, trigger = one.weighable.report.text, one.response.trigger
    before = text[max(sentence_at(text, trigger).start, trigger.start - _PROMISED_BEFORE) : trigger.start]
    return one.response.act is not ResponseAct.DENY and not is_answer(one) and is_refused(before)


def _silent(one: Found, *, own_words: bool) -> Judged:
    if one.response.status is Status.HYPOTHETICAL:
        return _unreal(one)
    if one.response.status is Status.NEGATED and not holds_any(_trigger(one), "negations"):
        return Judged(CellKind.POSSIBLE, "it is said not to have kept silent")
    if own_words and _DECLINES.search(fold(_sentence(one))) is None and _WILL_NOT.search(fold(_clause(one))):
        return Judged(CellKind.DECLINED)
    return Judged(CellKind.SILENT if own_words else CellKind.REPORTED_SILENT)


def _declined(one: Found, *, own_words: bool) -> Judged:
    if one.response.status is Status.HYPOTHETICAL:
        return _unreal(one)
    if one.response.status is Status.NEGATED and not holds_any(_trigger(one), "negations"):
        return Judged(CellKind.POSSIBLE, "it is said not to have declined")
    if own_words:
        return Judged(CellKind.DECLINED)
    trigger = fold(_trigger(one))
    if trigger.startswith(("not ", "no ", "never ")) and _ANSWERS.search(trigger):
        before = fold(one.weighable.report.text[max(0, one.response.trigger.start - 20) : one.response.trigger.start])
        if _WOULD_NOT.search(before) is None:
            return Judged(CellKind.REPORTED_SILENT)  # "did not reply"
    return Judged(CellKind.REPORTED_DECLINED)


def _negated(one: Found, *, own_words: bool) -> Judged:
    sentence = fold(_sentence(one))
    if not is_answer(one) and not holds_any(sentence, "negations"):
        if _is_imagined(one):
            return Judged(CellKind.NOT_FOUND, _UNREAL)
        return Judged(CellKind.POSSIBLE, "the reader takes it for negated, and no word of the sentence negates it")
    if own_words:
        clause = fold(_clause(one))
        declined = _WILL_NOT.search(clause) is not None and _HAS_NOT.search(clause) is None
        declined = declined or (is_answer(one) and _WILL.search(clause) is not None)
        return Judged(CellKind.DECLINED if declined else CellKind.SILENT)
    declines = _DECLINES.search(sentence[: max(0, _at(one))])
    return Judged(CellKind.REPORTED_SILENT if declines is None else CellKind.REPORTED_DECLINED)


def _asked(one: Found) -> Judged | None:
    """Of what stands in a question, which is nobody's response; None elsewhere, and for what an answer tells.

    "Will Aldmark condemn it?" leaves open what "Why has Aldmark not condemned it?" takes for known.
    """
    if is_answer(one) or not _is_in_question(one):
        return None
    if one.response.status is Status.ASSERTED:
        return Judged(CellKind.POSSIBLE, "it stands in a question")
    negated = one.response.status is Status.NEGATED and holds_any(_sentence(one), "negations")
    if negated and _WHY.search(_sentence(one)) is not None:
        return None
    return Judged(CellKind.NOT_FOUND, "it stands in a question")


def _is_in_question(one: Found) -> bool:
    text, trigger = one.weighable.report.text, one.response.trigger
    end = sentence_at(text, trigger).end
    # the mark may stand within the sentence: “Will Aldmark condemn it?” she asked.
    return _ASKS.match(text, trigger.end, end) is not None


def _is_imagined(one: Found) -> bool:
    """Whether it is wished for, imagined or supposed, though its verb has the form of what happened."""
    text, trigger = one.weighable.report.text, one.response.trigger
    before = text[max(sentence_at(text, trigger).start, trigger.start - _FAR) : trigger.start]
    return _IMAGINED.search(before) is not None or _SUPPOSED.search(before) is not None


def _denies(one: Found) -> bool:
    """Whether what the reader takes for negated is a denial that nothing negates: "rejects the claim"."""
    text, trigger = one.weighable.report.text, one.response.trigger
    before = text[sentence_at(text, trigger).start : trigger.start]
    return one.response.act is ResponseAct.DENY and not is_answer(one) and not holds_any(before, "negations")


def _negates_itself(one: Found) -> bool:
    """Whether the very words that tell it negate it: "not going to condemn"."""
    return one.response.act is not ResponseAct.DENY and holds_any(_trigger(one), "not")


def _hypothetical(one: Found) -> Judged:
    if _is_imagined(one):
        return Judged(CellKind.NOT_FOUND, _UNREAL)
    if _is_promised(one):
        return Judged(CellKind.PROMISED)
    return _unreal(one)


def _unreal(one: Found) -> Judged:
    """Of what the reader takes for unreal: no response, unless no word of the sentence makes it so."""
    if is_answer(one) or not (holds_any(_sentence(one), "promises") or holds_any(_sentence(one), "conditions")):
        return Judged(CellKind.POSSIBLE, "the reader takes it for unreal, and no word of the sentence makes it so")
    return Judged(CellKind.NOT_FOUND, "it is only spoken of as planned, asked for or conditional")


def _is_promised(one: Found) -> bool:
    """Whether a word of promise governs it, and no condition."""
    text, trigger = one.weighable.report.text, one.response.trigger
    sentence = sentence_at(text, trigger)
    before = text[max(sentence.start, trigger.start - _PROMISED_BEFORE) : trigger.end]
    if holds_any(before, "conditions") or _IF.search(text, trigger.end, sentence.end) is not None:
        return False
    if one.response.status is Status.HYPOTHETICAL:
        return holds_any(_IMPERSONAL.sub("", before), "promises")
    return _PROMISED.search(fold(before)) is not None


def is_anothers_promise(one: Found) -> bool:
    """Whether whom the reader takes for who promises stand behind the word of promise: "Sorrak promised …, after Vaul".

    Whoever promises stands before it.
    """
    text, trigger = one.weighable.report.text, one.response.trigger
    sentence = sentence_at(text, trigger)
    promised = _PROMISED.search(fold(text[sentence.start : trigger.end]))
    if promised is None or not one.response.who:
        return False
    return all(
        who.span.start > sentence.start + promised.end() and who.span.overlaps(sentence) for who in one.response.who
    )


def before_promise(one: Found) -> str:
    """The words of a sentence before its word of promise."""
    text, trigger = one.weighable.report.text, one.response.trigger
    sentence = sentence_at(text, trigger)
    promised = _PROMISED.search(fold(text[sentence.start : trigger.end]))
    return "" if promised is None else text[sentence.start : sentence.start + promised.start()]


def _trigger(one: Found) -> str:
    return one.response.trigger.of(one.weighable.report.text)


def _answer(one: Found) -> str:
    """The words of the question and of what answers it."""
    return " ".join((_sentence(one), *(span.of(one.weighable.report.text) for span in one.tellers[0].content)))


def _sentence(one: Found) -> str:
    text = one.weighable.report.text
    return sentence_at(text, one.response.trigger).of(text)


def _at(one: Found) -> int:
    """Where the trigger ends in its sentence."""
    return one.response.trigger.end - sentence_at(one.weighable.report.text, one.response.trigger).start


def _clause(one: Found) -> str:
    """The words up to and with the trigger, and a few after."""
    text, trigger = one.weighable.report.text, one.response.trigger
    return text[max(sentence_at(text, trigger).start, trigger.start - 60) : trigger.end + 20]
