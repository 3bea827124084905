"""Passages that may tell of a response though the reader finds none in them: words of somebody's, and who joined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.records.attribution import Attribution
from onrecord.records.material import Material, Weighable
from onrecord.records.reading import Reading
from onrecord.records.record import Quotation
from onrecord.records.response import Response
from onrecord.records.span import Span
from onrecord.records.vocabulary import ResponseAct, Status
from onrecord.weigh.board.phrases import fold, holds_any
from onrecord.weigh.board.voice import Voice
from onrecord.weigh.board.voices import Voices
from onrecord.weigh.responses import Found
from onrecord.weigh.sentences import sentence_at

# "The statement was also signed by …", "Aldmark joined the appeal"; not "was invited to join it".
_JOINED = re.compile(
    r"\b(?:(?:co-?)?signed|joined|endorsed|seconded|co-?sponsored|associated (?:itself|himself|herself))\b"
)
_TEXT = re.compile(
    r"\b(?:statement|declaration|letter|appeal|call|resolution|motion|communique|petition|demand|protest)s?\b"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's words in a report that tells of abuse, whatever they are about."""

    weighable: Weighable
    reading: Reading
    attribution: Attribution
    finding: str
    voice: Voice
    quotation: Quotation


@dataclass(frozen=True, slots=True)
class Joining:
    """A sentence that tells who joined a statement, in a report that tells of a response.

    Attributes:
        finding: id of the report's first response.
        folded: the sentence, folded.
    """

    weighable: Weighable
    finding: str
    quotation: Quotation
    folded: str


def spoken(material: Material, voices: Voices) -> Iterator[Statement]:
    """What is said in the reports that tell of abuse or of responses to it."""
    seen: set[str] = set()
    for weighable in material.reports:
        reading = weighable.reading
        if reading is None or not (reading.allegations or reading.responses):
            continue
        for attribution in reading.attributions:
            finding = weighable.ids.get(attribution.id)
            if finding is None or finding in seen or not attribution.content:
                continue
            seen.add(finding)
            nothing = Response("", ResponseAct.OTHER, Status.ASSERTED, attribution.content[0], 0.0)
            voice = voices.speaker(Found(weighable, reading, nothing), attribution)
            first = attribution.cue[0] if attribution.cue else attribution.content[0]
            yield Statement(weighable, reading, attribution, finding, voice, _quoted(weighable, first, finding))


def joinings(material: Material) -> Iterator[Joining]:
    """Sentences that tell who joined a statement."""
    for weighable in material.reports:
        if weighable.reading is None or not weighable.reading.responses:
            continue
        text = weighable.report.text
        finding = weighable.ids.get(weighable.reading.responses[0].id)
        if finding is None:
            continue
        for match in _JOINED.finditer(text):
            quotation = _quoted(weighable, Span(*match.span()), finding)
            if _TEXT.search(fold(quotation.text)) and not holds_any(quotation.text, "negations"):
                yield Joining(weighable, finding, quotation, fold(quotation.text))


def _quoted(weighable: Weighable, place: Span, finding: str) -> Quotation:
    text = weighable.report.text
    span = sentence_at(text, place)
    return Quotation(report=weighable.number, span=span, text=span.of(text), finding=finding)
