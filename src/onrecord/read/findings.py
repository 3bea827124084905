"""Findings: what was decoded, in ranges of words, made into records with spans, ids and tellers."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.read import interviews
from onrecord.read.decode import Decoded, Trigger
from onrecord.read.encode import Encoded
from onrecord.read.force import contradicts, force_of, manner_of, says_nothing, stage_of
from onrecord.read.labels import ABUSE_ACTS, RESPONSE_ACTS
from onrecord.read.model import Model
from onrecord.read.promises import by_promisers
from onrecord.read.quotations import without_others_words
from onrecord.read.status import called_untrue, status_of
from onrecord.read.talk import Talk, own_words_first, settle
from onrecord.read.telling import Tellers, Telling
from onrecord.read.unraised import without_talks
from onrecord.records import (
    Act,
    Allegation,
    Attribution,
    Bound,
    Count,
    Entity,
    EntityType,
    Force,
    Link,
    Manner,
    Participant,
    Place,
    Response,
    ResponseAct,
    Span,
    Status,
    Time,
    Unit,
)

_TYPES = tuple(EntityType)
Range = tuple[int, int]

# Not measured: the layout leaves little doubt.
INTERVIEWED = 0.9


def _answer(span: Span) -> Attribution:
    """An answer of an interview: its opening mark stands for the cue, and no source is named."""
    cue = Span(span.start, span.start + 1)
    return Attribution("", (), (cue,), (span,), Manner.DIRECT, Force.ASSERT, INTERVIEWED)


class Findings:
    """Turns ranges of words into records, for one stretch of a text.

    Args:
        model: whose config calibrates scores.
        encoded: the stretch.
        talk: its turns and answers.
        offset: where the stretch begins in the text that spans count from.
    """

    def __init__(self, model: Model, encoded: Encoded, talk: Talk, *, offset: int = 0) -> None:
        self._model = model
        self._encoded = encoded
        self._talk = talk
        self._offset = offset
        # links and roles name the same words again and again: one span each, or a long text's spans outweigh it
        self._spans: dict[Range, Span] = {}

    def _span(self, words: tuple[int, int]) -> Span:
        """Span within the whole text of a range of words."""
        found = self._spans.get(words)
        if found is None:
            e = self._encoded
            found = Span(int(e.starts[words[0]]) + self._offset, int(e.ends[words[1] - 1]) + self._offset)
            self._spans[words] = found
        return found

    def _local(self, span: Span) -> Span:
        return span.shifted(-self._offset)

    def _text(self, span: Span) -> str:
        return self._local(span).of(self._encoded.text)

    def _score(self, trigger: Trigger) -> float:
        """Calibrated probability: a logistic regression on the decoder's margins, fitted on dev."""
        *weights, constant = self._model.config["calibration"][trigger.group]
        odds = constant + sum(w * x for w, x in zip(weights, trigger.features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))

    def entities(self, decoded: Decoded, *, first: int) -> list[Entity]:
        """Typed mentions in text order."""
        ordered = sorted(decoded.mentions, key=lambda mention: mention.span)
        return [
            Entity(f"e{first + k}", _TYPES[mention.type], self._span(mention.span), mention.score)
            for k, mention in enumerate(ordered, 1)
        ]

    def links(self, decoded: Decoded) -> list[Link]:
        """Candidate antecedents."""
        return [
            Link(self._span(mention), self._span(antecedent), score) for mention, antecedent, score in decoded.links
        ]

    def attributions(self, decoded: Decoded, *, first: int) -> list[Attribution]:
        """Attributions ordered by cue: a transcript's turns, and what the model found beside them."""
        out: list[Attribution] = []
        question = {answer.turn: answer for answer in self._talk.answers}
        colons = {turn.colon.start for turn in self._talk.turns}
        for index, turn in enumerate(self._talk.turns):
            answer = question.get(index)
            said: tuple[Span, ...] = (answer.question, turn.words) if answer else (turn.words,)
            asks = turn.words.of(self._encoded.text).rstrip().endswith("?")
            out.append(
                Attribution(
                    "",
                    ((turn.name if turn.speaker is None else turn.speaker).shifted(self._offset),),
                    (turn.colon.shifted(self._offset),),
                    tuple(piece.shifted(self._offset) for piece in said),
                    Manner.DIRECT,
                    Force.ASK if asks else Force.ASSERT,
                    0.99,
                )
            )
        answered = interviews.answers(self._encoded.text)
        out.extend(_answer(span.shifted(self._offset)) for span in answered)
        for trigger in decoded.triggers:
            source, content = trigger.roles[:2] if trigger.group == 0 else ((), ())
            content = tuple(piece for piece in content if piece not in source)
            if not content:
                continue
            cue = self._span(trigger.span)
            if self._local(cue).start in colons:
                continue
            # whoever asks is not who answers
            content = tuple(piece for piece in content if not self._is_anothers(piece, cue, answered))
            if not content:
                continue
            out.append(
                Attribution(
                    "",
                    tuple(self._span(s) for s in source),
                    (cue,),
                    tuple(self._span(s) for s in content),
                    self._manner(content),
                    force_of(self._text(cue), content=self._text(self._span(content[0]))[:40]),
                    self._score(trigger),
                )
            )
        out.sort(key=lambda attribution: (attribution.cue[0], attribution.content))
        out = without_others_words(self._encoded.text, out, offset=self._offset)
        return [replace(attribution, id=f"t{first + k}") for k, attribution in enumerate(out, 1)]

    def _is_anothers(self, piece: Range, cue: Span, answered: list[Span]) -> bool:
        """Whether words are an interview's answer that a cue outside of it doesn't tell."""
        local = self._local(self._span(piece))
        return any(answer.contains(local) and not answer.contains(self._local(cue)) for answer in answered)

    def _manner(self, content: Iterable[tuple[int, int]]) -> Manner:
        e = self._encoded
        return manner_of(
            [bool(e.quoted[w]) for s, stop in content for w in range(s, stop) if e.text[e.starts[w]].isalnum()]
        )

    def _paragraph(self, span: Span) -> int:
        word, _ = self._encoded.words(*self._local(span))
        return int(self._encoded.paragraphs[min(word, len(self._encoded) - 1)])

    def tellers(self, attributions: list[Attribution]) -> Tellers:
        """Who tells what, and how the attributions nest. What a question mentions its asker tells, not the answerer."""
        quoted = (Manner.DIRECT, Manner.MIXED)
        asked = {answer.question.shifted(self._offset) for answer in self._talk.answers}
        return Tellers(
            [
                Telling(
                    a.cue[0],
                    a.source,
                    tuple(piece for piece in a.content if piece not in asked) or a.content,
                    self._paragraph(a.cue[0]),
                    a.manner in quoted,
                    a.force,
                    says_nothing(self._text(a.cue[0])),
                    answers=self._text(a.cue[0]) in interviews.MARKS,
                )
                for a in attributions
            ],
            self._model.config["told"],
        )

    def nested(self, attributions: list[Attribution], parents: Sequence[int | None]) -> list[Attribution]:
        """Attributions with `within` filled."""
        return [
            a if parent is None else replace(a, within=attributions[parent].id)
            for a, parent in zip(attributions, parents, strict=True)
        ]

    def frames(
        self,
        decoded: Decoded,
        attributions: list[Attribution],
        tellers: Tellers,
        *,
        first: tuple[int, int],
    ) -> tuple[list[Allegation], list[Response]]:
        """Allegations and responses in text order; `first`: how many of each came before."""
        floor = self._talk.turns
        allegations: list[Allegation] = []
        responses: list[Response] = []
        colons = {a.cue[0]: k for k, a in enumerate(attributions)}
        triggers = sorted((t for t in decoded.triggers if t.group), key=lambda t: t.span)
        settled = self._talk.settled(self._encoded, triggers)
        answered: dict[int, Span] = {}
        openings = {floor[answer.turn].words.start for answer in settled.values()}
        for number, trigger in enumerate(triggers):
            span = self._span(trigger.span)
            if self._local(span).start in openings and self._text(span).lower() in ("yes", "no"):
                continue  # the answer's own word repeats what it settles in the question
            word = trigger.span[0]
            chain = tellers.of(
                span,
                paragraph=int(self._encoded.paragraphs[word]),
                quoted=bool(self._encoded.quoted[word]),
                told=trigger.told,
            )
            status, act = status_of(trigger, self._encoded)
            if len(chain) > 1 and (words := called_untrue(trigger, self._encoded)) is not None:
                chain = self._who_calls(words, chain, attributions)
            answer = settled.get(number)
            # what the question itself tells on somebody's word ("the paper says that …") a yes does not confirm
            if answer is not None and len(chain) <= 1:
                chain = (colons[floor[answer.turn].colon.shifted(self._offset)],)
                status, act = settle(answer, trigger)
                if trigger.group == 2:
                    answered[len(responses)] = floor[answer.turn].words.shifted(self._offset)
            if not chain and (turn := self._talk.vouched(self._encoded.text, self._local(span))) is not None:
                chain = (colons[turn.colon.shifted(self._offset)],)  # within a turn nobody else speaks
            told_by = tuple(attributions[k].id for k in chain)
            if trigger.group == 1:
                allegations.append(self._allegation(trigger, span, status, told_by, first[0] + len(allegations) + 1))
            else:
                responses.append(self._response(trigger, span, status, act, told_by, first[1] + len(responses) + 1))
        own_words_first(responses, answered)
        responses = by_promisers(self._encoded.text, responses, attributions, offset=self._offset)
        return allegations, without_talks(self._encoded.text, responses, offset=self._offset, first=first[1])

    def _who_calls(self, words: Span, chain: tuple[int, ...], attributions: list[Attribution]) -> tuple[int, ...]:
        """Of those who tell, whoever says that it is untrue; all of them where nobody's content holds those words."""
        said = words.shifted(self._offset)
        return tuple(k for k in chain if any(piece.contains(said) for piece in attributions[k].content)) or chain

    def _participants(self, ranges: Iterable[tuple[int, int]]) -> tuple[Participant, ...]:
        return tuple(Participant(self._span(r)) for r in ranges)

    def _suffering(self, ranges: Iterable[tuple[int, int]]) -> tuple[Participant, ...]:
        """Those of an act of abuse; a turn's label tells who speaks, and nobody else."""
        return tuple(p for p in self._participants(ranges) if not self._talk.labels(self._local(p.span)))

    def _allegation(
        self, trigger: Trigger, span: Span, status: Status, told_by: tuple[str, ...], number: int
    ) -> Allegation:
        victims, perpetrators, places, times, counts = trigger.roles
        return Allegation(
            id=f"g{number}",
            act=Act(ABUSE_ACTS[trigger.act]),
            status=status,
            trigger=span,
            score=self._score(trigger),
            victims=self._suffering(victims),
            alleged_perpetrators=self._suffering(perpetrators),
            places=tuple(Place(self._span(r)) for r in places),
            times=tuple(Time(self._span(r)) for r in times),
            counts=tuple(Count(self._span(r), None, Bound.VAGUE, None, None, Unit.PERSONS) for r in counts),
            told_by=told_by,
        )

    def _response(
        self,
        trigger: Trigger,
        span: Span,
        status: Status,
        act: ResponseAct | None,
        told_by: tuple[str, ...],
        number: int,
    ) -> Response:
        who, to, about, places, times = trigger.roles
        act = act or ResponseAct(RESPONSE_ACTS[trigger.act])
        if contradicts(self._text(span), act):
            act = ResponseAct.OTHER  # left open: a reversed response harms
        stage = None
        if act is ResponseAct.LEGISLATE:
            e = self._encoded
            same = e.sentences == e.sentences[trigger.span[0]]
            words = same.nonzero()[0]
            start, end = int(e.starts[words[0]]), int(e.ends[words[-1]])
            local = self._local(span)
            stage = stage_of(e.text[start:end], (local.start - start, local.end - start))
        return Response(
            id=f"r{number}",
            act=act,
            status=status,
            trigger=span,
            score=self._score(trigger),
            stage=stage,
            who=self._participants(who),
            to=self._participants(to),
            about=self._participants(about),
            places=tuple(Place(self._span(r)) for r in places),
            times=tuple(Time(self._span(r)) for r in times),
            told_by=told_by,
        )
