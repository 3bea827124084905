"""A finding's status and act: the model's word, but where the words of the sentence rule it out."""

import numpy as np

from onrecord.read.decode import Trigger
from onrecord.read.encode import Encoded
from onrecord.read.labels import ABUSE_ACTS, RESPONSE_ACTS, STATUSES
from onrecord.read.negation import may_be_negated
from onrecord.read.performing import goes_on, left_undone, outlived, performs
from onrecord.read.untruth import called, calls_untrue, is_doubly_denied, is_untrue, owns_true
from onrecord.records import Act, ResponseAct, Span, Status

# What the model now and then takes a denial for: in "the claim is wrong" for a judgement of the act.
_UNLIKE = (ResponseAct.CONDEMN, ResponseAct.JUSTIFY, ResponseAct.ACKNOWLEDGE, ResponseAct.OTHER)


def status_of(trigger: Trigger, encoded: Encoded) -> tuple[Status, ResponseAct | None]:
    """The status of a finding, and the act of a response where its own words make it another."""
    status = Status(STATUSES[trigger.status])
    start, end = trigger.span
    span = Span(int(encoded.starts[start]), int(encoded.ends[end - 1]))
    sentence = _sentence(encoded, start)
    if trigger.group == 1:
        if outlived(encoded.text, span, Act(ABUSE_ACTS[trigger.act])):
            return Status.NEGATED, None
        if is_untrue(encoded.text, sentence, span):
            return Status.NEGATED, None
        if is_doubly_denied(encoded.text, sentence, span):
            return Status.ASSERTED, None
        act = undone = None
    else:
        act = ResponseAct(RESPONSE_ACTS[trigger.act])
        if act in _UNLIKE and calls_untrue(encoded.text, sentence, span):
            return Status.ASSERTED, ResponseAct.DENY
        if act is ResponseAct.DENY and owns_true(encoded.text, sentence, span):
            return status, ResponseAct.OTHER  # left open: a reversed response harms
        undone = left_undone(encoded.text, sentence, span, act)
        if undone is not None:
            return status if status is Status.HYPOTHETICAL else Status.ASSERTED, undone
        real = performs(encoded.text, sentence, span) or goes_on(encoded.text, sentence, span, act)
        if status is Status.HYPOTHETICAL and real:
            return Status.ASSERTED, None
    if status is Status.NEGATED and not may_be_negated(encoded.text, sentence, span, act):
        return Status(STATUSES[trigger.unnegated]), None
    return status, None


def called_untrue(trigger: Trigger, encoded: Encoded) -> Span | None:
    """The words that call untrue what tells of an act of abuse, where some do."""
    start, end = trigger.span
    span = Span(int(encoded.starts[start]), int(encoded.ends[end - 1]))
    return called(encoded.text, _sentence(encoded, start), span) if trigger.group == 1 else None


def _sentence(encoded: Encoded, word: int) -> Span:
    number = encoded.sentences[word]
    start, end = (int(np.searchsorted(encoded.sentences, number, side=side)) for side in ("left", "right"))
    return Span(int(encoded.starts[start]), int(encoded.ends[end - 1]))
