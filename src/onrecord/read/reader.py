"""The reader: one report in, its reading out."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import UnreadLanguage
from onrecord.read.decode import Decoded, Trigger, decode
from onrecord.read.encode import Encoded, blocks, encode
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
_TYPES = tuple(EntityType)


@dataclass(slots=True)
class _Found:
    """Findings of the stretches read so far."""

    entities: list[Entity]
    attributions: list[Attribution]
    allegations: list[Allegation]
    responses: list[Response]
    links: list[Link]


class Reader:
    """Reads reports. Loading takes about a second; keep one a process.

    Args:
        weights: a weights file; by default the one that comes with the package.
        model: a loaded model instead, for training's tools.

    Raises:
        ReaderError: the weights are missing or damaged.
    """

    def __init__(self, weights: Path | None = None, *, model: Model | None = None) -> None:
        self._model: Model = load(weights) if model is None else model

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
        found = _Found([], [], [], [], [])
        for start, end in blocks(report.text, STRETCH):
            _read_stretch(self._model, report.text[start:end], start, found)
        return Reading(
            report=report,
            reader=self.name,
            entities=tuple(found.entities),
            attributions=tuple(found.attributions),
            allegations=tuple(found.allegations),
            responses=tuple(found.responses),
            links=tuple(found.links),
        )

    def pipe(self, reports: Iterable[Report]) -> Iterator[Reading | Failure]:
        """Readings of a stream, in its order; a report that can't be read gives a failure and the rest goes on."""
        for report in reports:
            try:
                yield self.read(report)
            except UnreadLanguage as error:
                yield Failure(report.id, report.source, error.code, error.message)


def _read_stretch(model: Model, text: str, offset: int, found: _Found) -> None:
    encoded = encode(text, model.tokenizer)
    if not len(encoded):
        return
    decoded = decode(model, encoded)
    stretch = _Stretch(model, encoded, offset)
    floor = turns(text)
    bound = list(answers(text, floor))
    attributions = stretch.attributions(decoded, floor, bound, first=len(found.attributions))
    tellers = stretch.tellers(attributions)
    allegations, responses = stretch.frames(decoded, attributions, tellers, bound, found)
    found.entities.extend(stretch.entities(decoded, first=len(found.entities)))
    found.links.extend(stretch.links(decoded))
    found.attributions.extend(stretch.nested(attributions, tellers.parents))
    found.allegations.extend(allegations)
    found.responses.extend(responses)


class _Stretch:
    """Turns ranges of words into records, for one stretch of a text."""

    def __init__(self, model: Model, encoded: Encoded, offset: int) -> None:
        self._model = model
        self._encoded = encoded
        self._offset = offset

    def _span(self, words: tuple[int, int]) -> Span:
        """Span within the whole text of a range of words."""
        e = self._encoded
        return Span(int(e.starts[words[0]]) + self._offset, int(e.ends[words[1] - 1]) + self._offset)

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
            Link(self._span(mention), None if antecedent is None else self._span(antecedent), score)
            for mention, antecedent, score in decoded.links
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
                    force_of(self._text(cue)),
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

    def tellers(self, attributions: list[Attribution]) -> Tellers:
        """Who tells what, and how the attributions nest."""
        quoted = (Manner.DIRECT, Manner.MIXED)
        return Tellers(
            [
                Telling(a.cue[0], a.source, a.content, self._paragraph(a.cue[0]), a.manner in quoted, a.force)
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
        bound: list[Answer],
        found: _Found,
    ) -> tuple[list[Allegation], list[Response]]:
        """Allegations and responses in text order."""
        allegations: list[Allegation] = []
        responses: list[Response] = []
        answered = {
            attributions[k].content[0]: k for k in range(len(attributions)) if len(attributions[k].content) == 2
        }
        for trigger in sorted((t for t in decoded.triggers if t.group), key=lambda t: t.span):
            span = self._span(trigger.span)
            word = trigger.span[0]
            chain = tellers.of(
                span,
                paragraph=int(self._encoded.paragraphs[word]),
                quoted=bool(self._encoded.quoted[word]),
                told=trigger.told,
            )
            status = Status(STATUSES[trigger.status])
            act = None
            answer = next((a for a in bound if a.question.shifted(self._offset).contains(span)), None)
            # what the question itself tells on somebody's word ("the paper says that …") a yes does not confirm
            if answer is not None and len(chain) <= 1:
                chain = (answered[answer.question.shifted(self._offset)],)
                status = Status.ASSERTED if answer.yes else Status.NEGATED
                if trigger.group == 2 and not answer.yes:
                    act = _REFUSED.get(ResponseAct(RESPONSE_ACTS[trigger.act]))
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
