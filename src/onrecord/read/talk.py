"""A transcript's turns and answers as one stretch of the text sees them, and what an answer makes of a finding."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from onrecord.read.answers import Answer, answers
from onrecord.read.decode import Trigger
from onrecord.read.encode import Encoded
from onrecord.read.labels import RESPONSE_ACTS, STATUSES
from onrecord.read.turns import Turn, turns
from onrecord.records import Response, ResponseAct, Span, Status

# What a plain "no" makes of the question's response: who was asked whether he raised it and says no, was silent.
_REFUSED = {
    ResponseAct.RAISE: ResponseAct.SILENT,
    ResponseAct.DEMAND: ResponseAct.SILENT,
    ResponseAct.CALL_FOR_INQUIRY: ResponseAct.SILENT,
    ResponseAct.CONDEMN: ResponseAct.DECLINE,
}
# Characters of an answer in which its own words tell what a plain yes or no would.
_OPENING = 120
# What a question's finding keeps of its score beside the answer's own words: whoever quotes the surest quotes those.
_SECOND = 0.99
_NOT_DONE = {ResponseAct.SILENT, ResponseAct.DECLINE, ResponseAct.DENY}
# What stands before a noun: "the killing" is only mentioned, "did they kill" is asked.
_NOUN = re.compile(r"\b(?:the|a|an|any|his|her|its|their|your|this|that|these|those|of|about|for|against)\s+$", re.I)


@dataclass(frozen=True, slots=True)
class Talk:
    """A transcript's turns and plain answers."""

    turns: list[Turn]
    answers: list[Answer]

    @classmethod
    def of(cls, text: str) -> "Talk":
        """Those of a text; none where it is no transcript."""
        floor = turns(text)
        return cls(floor, list(answers(text, floor)))

    def within(self, start: int, end: int) -> "Talk":
        """What lies in `[start, end)`, counted from there; what began before is left out."""
        numbers = [k for k, turn in enumerate(self.turns) if start <= turn.name.start < end]
        new = {k: number for number, k in enumerate(numbers)}
        cut = [
            Turn(
                turn.name.shifted(-start),
                turn.colon.shifted(-start),
                Span(turn.words.start - start, min(turn.words.end, end) - start),
                turn.speaker.shifted(-start) if turn.speaker is not None and start <= turn.speaker.start else None,
            )
            for turn in (self.turns[k] for k in numbers)
        ]
        kept = [
            replace(a, turn=new[a.turn], question=a.question.shifted(-start), settled=a.settled.shifted(-start))
            for a in self.answers
            if a.turn in new and start <= a.question.start and self.turns[a.turn].words.start < end
        ]
        return Talk(cut, kept)

    def vouched(self, text: str, span: Span) -> Turn | None:
        """The turn that a finding stands in, if it is no question.

        Whoever ends with a question has not vouched for all that he took for known before.
        """
        at = bisect_left(self.turns, span.end, key=lambda turn: turn.words.end)
        if at == len(self.turns) or not self.turns[at].words.contains(span):
            return None
        return None if self.turns[at].words.of(text).rstrip().endswith("?") else self.turns[at]

    def labels(self, span: Span) -> bool:
        """Whether a span is a turn's label, or has a part in one."""
        at = bisect_right(self.turns, span.start, key=lambda turn: turn.name.end)
        return at < len(self.turns) and span.overlaps(self.turns[at].name)

    def settled(self, encoded: Encoded, triggers: list[Trigger]) -> dict[int, Answer]:
        """The one finding of each question that its answer settles: the first that the question leaves open.

        "Did you raise the killing?" leaves open whether it was raised; that there was a killing a no does not deny.
        """
        starts = [int(encoded.starts[trigger.span[0]]) for trigger in triggers]
        out: dict[int, Answer] = {}
        for answer in self.answers:
            inside = range(bisect_left(starts, answer.settled.start), bisect_left(starts, answer.settled.end))
            left_open = [k for k in inside if STATUSES[triggers[k].status] != Status.ASSERTED.value]
            told = [k for k in inside if not _NOUN.search(encoded.text[max(0, starts[k] - 12) : starts[k]])]
            for k in (left_open or told)[:1]:
                out[k] = answer
        return out


def own_words_first(responses: list[Response], settled: dict[int, Span]) -> None:
    """Where an answer's own words tell what it makes of its question, they are as sure, and are quoted first.

    "Will you condemn it?" – "I am not going to condemn a friendly government": two findings of one refusal.

    Args:
        responses: changed in place.
        settled: by index of a response that a question holds and an answer settled, the answer's turn.
    """
    for index, words in settled.items():
        asked = responses[index]
        opening = Span(words.start, min(words.end, words.start + _OPENING))
        for k, said in enumerate(responses):
            if opening.contains(said.trigger) and (said.act, said.status) == (asked.act, asked.status):
                responses[k] = replace(said, score=max(said.score, asked.score))
                responses[index] = replace(asked, score=_SECOND * responses[k].score)
                break


def settle(answer: Answer, trigger: Trigger) -> tuple[Status, ResponseAct | None]:
    """What an answer makes of the finding that it settles: its status, and its act where that becomes another."""
    status = Status.ASSERTED if answer.yes else Status.NEGATED
    response = ResponseAct(RESPONSE_ACTS[trigger.act]) if trigger.group == 2 else None
    if answer.negated and response in _NOT_DONE:
        # "You never raised it?" – "No.": the finding is the not raising
        return Status.NEGATED if answer.yes else Status.ASSERTED, None
    if response is not None and not answer.yes:
        act = _REFUSED.get(response)
        return Status.ASSERTED if act else status, act
    return status, None
