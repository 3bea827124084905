"""The reader: one report in, its reading out."""

import math
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import ItemError, UnreadLanguage
from onrecord.read.decode import Decoded, Trigger, decode
from onrecord.read.encode import Encoded, blocks, encode
from onrecord.read.facets import Projection, shipped
from onrecord.read.force import force_of, manner_of, stage_of
from onrecord.read.labels import ABUSE_ACTS, RESPONSE_ACTS, STATUSES
from onrecord.read.model import Model, load
from onrecord.read.telling import Tellers, Telling
from onrecord.read.turns import Answer, Turn, answers, turns
from onrecord.records import (
    Act,
    Allegation,
    Attribution,
    Bound,
    Count,
    Entity,
    EntityType,
    Facet,
    Failure,
    Force,
    Link,
    Manner,
    Participant,
    Place,
    Reading,
    Report,
    Response,
    ResponseAct,
    Span,
    Status,
    Time,
    Unit,
)

LANGUAGES = ("en",)

# A text is read in stretches of this many code points, cut between paragraphs, so that memory stays bounded. What
# stands on both sides of a cut is not joined; an article is shorter than one stretch.
STRETCH = 200_000

# What a plain "no" makes of the question's response: who was asked whether he raised it and says no, was silent.
_REFUSED = {
    ResponseAct.RAISE: ResponseAct.SILENT,
    ResponseAct.DEMAND: ResponseAct.SILENT,
    ResponseAct.CALL_FOR_INQUIRY: ResponseAct.SILENT,
    ResponseAct.CONDEMN: ResponseAct.DECLINE,
}
_NOT_DONE = {ResponseAct.SILENT, ResponseAct.DECLINE, ResponseAct.DENY}
_TYPES = tuple(EntityType)
Range = tuple[int, int]
# What stands before a noun: "the killing" is only mentioned, "did they kill" is asked.
_NOUN = re.compile(r"\b(?:the|a|an|any|his|her|its|their|your|this|that|these|those|of|about|for|against)\s+$", re.I)


@dataclass(slots=True)
class _Found:
    """Findings of the stretches read so far."""

    entities: list[Entity]
    attributions: list[Attribution]
    allegations: list[Allegation]
    responses: list[Response]
    links: list[Link]
    facets: list[Facet]
    passages: list[Facet]


@dataclass(frozen=True, slots=True)
class _Talk:
    """A transcript's turns and plain answers."""

    turns: list[Turn]
    answers: list[Answer]

    def within(self, start: int, end: int) -> "_Talk":
        """What lies in `[start, end)`, counted from there; what began before is left out."""
        numbers = [k for k, turn in enumerate(self.turns) if start <= turn.name.start < end]
        new = {k: number for number, k in enumerate(numbers)}
        cut = [
            Turn(
                turn.name.shifted(-start),
                turn.colon.shifted(-start),
                Span(turn.words.start - start, min(turn.words.end, end) - start),
            )
            for turn in (self.turns[k] for k in numbers)
        ]
        kept = [
            replace(a, turn=new[a.turn], question=a.question.shifted(-start), settled=a.settled.shifted(-start))
            for a in self.answers
            if a.turn in new and start <= a.question.start and self.turns[a.turn].words.start < end
        ]
        return _Talk(cut, kept)


class Reader:
    """Reads reports. Loading takes about a second; keep one a process.

    Args:
        weights: a weights file; by default the one that comes with the package.
        model: a loaded model instead, for training's tools.
        projection: what makes facets of hidden states; by default the one that comes with the package, if it was fitted
            to these weights.

    Raises:
        ReaderError: the weights are missing or damaged.
    """

    def __init__(
        self, weights: Path | None = None, *, model: Model | None = None, projection: Projection | None = None
    ) -> None:
        self._model: Model = load(weights) if model is None else model
        own = shipped() if projection is None else projection
        self._projection = own if own.digest == self._model.digest else None

    @property
    def name(self) -> str:
        """`name@version` of the reader."""
        return self._model.name

    @property
    def digest(self) -> str:
        """SHA-256 of the weights file."""
        return self._model.digest

    def read(self, report: Report) -> Reading:
        """Everything found in one report. The same text gives the same reading, whatever else is read.

        Raises:
            UnreadLanguage: the report is in a language that the reader can't read.
        """
        if report.language is not None and report.language not in LANGUAGES:
            raise UnreadLanguage(
                f"The report is in a language ({report.language}) that the reader can't read; it reads "
                f"{', '.join(LANGUAGES)}. Add a translation as a report of its own.",
                source=report.source,
            )
        found = _Found([], [], [], [], [], [], [])
        floor = turns(report.text)
        talk = _Talk(floor, list(answers(report.text, floor)))
        for start, end in blocks(report.text, STRETCH):
            _read_stretch(self._model, self._projection, report.text[start:end], start, talk.within(start, end), found)
        return Reading(
            report=report,
            reader=self.name,
            entities=tuple(found.entities),
            attributions=tuple(found.attributions),
            allegations=tuple(found.allegations),
            responses=tuple(found.responses),
            links=tuple(found.links),
            facets=tuple(found.facets),
            passages=tuple(found.passages),
        )

    def pipe(self, reports: Iterable[Report]) -> Iterator[Reading | Failure]:
        """Readings of a stream, in its order; a report that can't be read gives a failure and the rest goes on."""
        for report in reports:
            try:
                yield self.read(report)
            except ItemError as error:
                yield Failure(report.id, report.source, error.code, error.message)


def _read_stretch(
    model: Model, projection: Projection | None, text: str, offset: int, talk: _Talk, found: _Found
) -> None:
    encoded = encode(text, model.tokenizer)
    if not len(encoded):
        return
    decoded = decode(model, encoded, projection)
    stretch = _Stretch(model, encoded, offset)
    floor, bound = talk.turns, talk.answers
    attributions = stretch.attributions(decoded, floor, bound, first=len(found.attributions))
    tellers = stretch.tellers(attributions, bound)
    allegations, responses = stretch.frames(decoded, attributions, tellers, floor, bound, found)
    found.entities.extend(stretch.entities(decoded, first=len(found.entities)))
    found.links.extend(stretch.links(decoded))
    found.facets.extend(stretch.facets(decoded))
    found.passages.extend(stretch.passages(decoded))
    found.attributions.extend(stretch.nested(attributions, tellers.parents))
    found.allegations.extend(allegations)
    found.responses.extend(responses)


class _Stretch:
    """Turns ranges of words into records, for one stretch of a text."""

    def __init__(self, model: Model, encoded: Encoded, offset: int) -> None:
        self._model = model
        self._encoded = encoded
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

    def facets(self, decoded: Decoded) -> list[Facet]:
        """What the encoder saw of mentions, triggers and their fillers; one seen from two windows stands twice."""
        return [Facet(self._span(words), 1, array("f", values.tolist())) for words, values in decoded.facets]

    def passages(self, decoded: Decoded) -> list[Facet]:
        """Sums over the words of each window's own stretch; they add up to the text."""
        return [
            Facet(self._span(words), words[1] - words[0], array("f", values.tolist()))
            for words, values in decoded.passages
        ]

    def attributions(
        self, decoded: Decoded, floor: list[Turn], bound: list[Answer], *, first: int
    ) -> list[Attribution]:
        """Attributions ordered by cue: a transcript's turns, and what the model found beside them."""
        out: list[Attribution] = []
        question = {answer.turn: answer for answer in bound}
        colons = {turn.colon.start for turn in floor}
        for index, turn in enumerate(floor):
            answer = question.get(index)
            said: tuple[Span, ...] = (answer.question, turn.words) if answer else (turn.words,)
            asks = turn.words.of(self._encoded.text).rstrip().endswith("?")
            out.append(
                Attribution(
                    "",
                    (turn.name.shifted(self._offset),),
                    (turn.colon.shifted(self._offset),),
                    tuple(piece.shifted(self._offset) for piece in said),
                    Manner.DIRECT,
                    Force.ASK if asks else Force.ASSERT,
                    0.99,
                )
            )
        for trigger in decoded.triggers:
            source, content = trigger.roles[:2] if trigger.group == 0 else ((), ())
            content = tuple(piece for piece in content if piece not in source)
            if not content:
                continue
            cue = self._span(trigger.span)
            if self._local(cue).start in colons:
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
        return [replace(attribution, id=f"t{first + k}") for k, attribution in enumerate(out, 1)]

    def _manner(self, content: Iterable[tuple[int, int]]) -> Manner:
        e = self._encoded
        return manner_of(
            [bool(e.quoted[w]) for s, stop in content for w in range(s, stop) if e.text[e.starts[w]].isalnum()]
        )

    def _paragraph(self, span: Span) -> int:
        word, _ = self._encoded.words(*self._local(span))
        return int(self._encoded.paragraphs[min(word, len(self._encoded) - 1)])

    def tellers(self, attributions: list[Attribution], bound: list[Answer]) -> Tellers:
        """Who tells what, and how the attributions nest. What a question mentions its asker tells, not the answerer."""
        quoted = (Manner.DIRECT, Manner.MIXED)
        asked = {answer.question.shifted(self._offset) for answer in bound}
        return Tellers(
            [
                Telling(
                    a.cue[0],
                    a.source,
                    tuple(piece for piece in a.content if piece not in asked) or a.content,
                    self._paragraph(a.cue[0]),
                    a.manner in quoted,
                    a.force,
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
        floor: list[Turn],
        bound: list[Answer],
        found: _Found,
    ) -> tuple[list[Allegation], list[Response]]:
        """Allegations and responses in text order."""
        allegations: list[Allegation] = []
        responses: list[Response] = []
        colons = {a.cue[0]: k for k, a in enumerate(attributions)}
        triggers = sorted((t for t in decoded.triggers if t.group), key=lambda t: t.span)
        settled = self._settled(triggers, bound)
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
            status = Status(STATUSES[trigger.status])
            act = None
            answer = settled.get(number)
            # what the question itself tells on somebody's word ("the paper says that …") a yes does not confirm
            if answer is not None and len(chain) <= 1:
                chain = (colons[floor[answer.turn].colon.shifted(self._offset)],)
                status = Status.ASSERTED if answer.yes else Status.NEGATED
                response = ResponseAct(RESPONSE_ACTS[trigger.act]) if trigger.group == 2 else None
                if answer.negated and response in _NOT_DONE:
                    # "You never raised it?" – "No.": the finding is the not raising
                    status = Status.NEGATED if answer.yes else Status.ASSERTED
                elif response is not None and not answer.yes:
                    act = _REFUSED.get(response)
                    status = Status.ASSERTED if act else status
            told_by = tuple(attributions[k].id for k in chain)
            if trigger.group == 1:
                allegations.append(
                    self._allegation(trigger, span, status, told_by, len(found.allegations) + len(allegations) + 1)
                )
            else:
                responses.append(
                    self._response(trigger, span, status, act, told_by, len(found.responses) + len(responses) + 1)
                )
        return allegations, responses

    def _settled(self, triggers: list[Trigger], bound: list[Answer]) -> dict[int, Answer]:
        """The one finding of each question that its answer settles: the first that the question leaves open.

        "Did you raise the killing?" leaves open whether it was raised; that there was a killing a no does not deny.
        """
        e = self._encoded
        starts = [int(e.starts[trigger.span[0]]) for trigger in triggers]
        out: dict[int, Answer] = {}
        for answer in bound:
            inside = range(bisect_left(starts, answer.settled.start), bisect_left(starts, answer.settled.end))
            left_open = [k for k in inside if STATUSES[triggers[k].status] != Status.ASSERTED.value]
            told = [k for k in inside if not _NOUN.search(e.text[max(0, starts[k] - 12) : starts[k]])]
            for k in (left_open or told)[:1]:
                out[k] = answer
        return out

    def _participants(self, ranges: Iterable[tuple[int, int]]) -> tuple[Participant, ...]:
        return tuple(Participant(self._span(r)) for r in ranges)

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
            victims=self._participants(victims),
            alleged_perpetrators=self._participants(perpetrators),
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
