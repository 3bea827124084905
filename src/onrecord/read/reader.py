"""The reader: one report in, its reading out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.errors import ItemError, UnreadLanguage
from onrecord.read.decode import decode
from onrecord.read.encode import blocks, encode
from onrecord.read.findings import Findings
from onrecord.read.model import Model, load
from onrecord.read.stretches import cuts
from onrecord.read.talk import Talk
from onrecord.records import Allegation, Attribution, Entity, Failure, Link, Reading, Report, Response, Stretch

LANGUAGES = ("en",)

# A text is read in stretches of about this many code points, cut between paragraphs; an article is shorter than one.
# The words, links and findings of one weigh some 30 MB, little beside the reader itself. `read` joins nothing that
# stands on both sides of a cut; `stretches` lets each see its neighbours' edges.
STRETCH = 200_000


@dataclass(slots=True)
class _Found:
    """Findings of the stretches read so far."""

    entities: list[Entity]
    attributions: list[Attribution]
    allegations: list[Allegation]
    responses: list[Response]
    links: list[Link]

    def reading(self, report: Report, reader: str) -> Reading:
        """All of them as the reading of a report."""
        return Reading(
            report=report,
            reader=reader,
            entities=tuple(self.entities),
            attributions=tuple(self.attributions),
            allegations=tuple(self.allegations),
            responses=tuple(self.responses),
            links=tuple(self.links),
        )


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
        _check_language(report)
        found = _Found([], [], [], [], [])
        talk = Talk.of(report.text)
        for start, end in blocks(report.text, STRETCH):
            _read_stretch(self._model, report.text[start:end], start, talk.within(start, end), found)
        return found.reading(report, self.name)

    def stretches(self, report: Report, *, size: int = STRETCH) -> Iterator[Stretch]:
        """Everything found in a report of any length, a stretch at a time; memory does not grow with the text.

        Each stretch is read with the edges of its neighbours in view, and what was found there is given too:
        `resolve_stretches` gives every finding to one of them and makes actors go on from one to the next.

        Args:
            report: its text may be of any length.
            size: code points that a stretch owns, about.

        Raises:
            UnreadLanguage: the report is in a language that the reader can't read.
        """
        _check_language(report)
        for cut in cuts(report.text, size):
            part = replace(report, text=cut.seen.of(report.text))
            found = _Found([], [], [], [], [])
            _read_stretch(self._model, part.text, 0, Talk.of(part.text), found)
            yield Stretch(found.reading(part, self.name), cut.seen.start, cut.owned)

    def pipe(self, reports: Iterable[Report]) -> Iterator[Reading | Failure]:
        """Readings of a stream, in its order; a report that can't be read gives a failure and the rest goes on."""
        for report in reports:
            try:
                yield self.read(report)
            except ItemError as error:
                yield Failure(report.id, report.source, error.code, error.message)


def _check_language(report: Report) -> None:
    if report.language is not None and report.language not in LANGUAGES:
        raise UnreadLanguage(
            f"The report is in a language ({report.language}) that the reader can't read; it reads "
            f"{', '.join(LANGUAGES)}. Add a translation as a report of its own.",
            source=report.source,
        )


def _read_stretch(model: Model, text: str, offset: int, talk: Talk, found: _Found) -> None:
    encoded = encode(text, model.tokenizer)
    if not len(encoded):
        return
    decoded = decode(model, encoded)
    findings = Findings(model, encoded, talk, offset=offset)
    attributions = findings.attributions(decoded, first=len(found.attributions))
    tellers = findings.tellers(attributions)
    allegations, responses = findings.frames(
        decoded, attributions, tellers, first=(len(found.allegations), len(found.responses))
    )
    found.entities.extend(findings.entities(decoded, first=len(found.entities)))
    found.links.extend(findings.links(decoded))
    found.attributions.extend(findings.nested(attributions, tellers.parents))
    found.allegations.extend(allegations)
    found.responses.extend(responses)
