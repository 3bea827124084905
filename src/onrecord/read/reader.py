"""The reader: one report in, its reading out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import ItemError, UnreadLanguage
from onrecord.read.decode import decode
from onrecord.read.encode import blocks, encode
from onrecord.read.facets import Projection, shipped
from onrecord.read.findings import Findings
from onrecord.read.model import Model, load
from onrecord.read.talk import Talk
from onrecord.records import Allegation, Attribution, Entity, Facet, Failure, Link, Reading, Report, Response

LANGUAGES = ("en",)

# A text is read in stretches of this many code points, cut between paragraphs, so that memory stays bounded. What
# stands on both sides of a cut is not joined; an article is shorter than one stretch.
STRETCH = 200_000


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
        talk = Talk.of(report.text)
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
    model: Model, projection: Projection | None, text: str, offset: int, talk: Talk, found: _Found
) -> None:
    encoded = encode(text, model.tokenizer)
    if not len(encoded):
        return
    decoded = decode(model, encoded, projection)
    findings = Findings(model, encoded, talk, offset=offset)
    attributions = findings.attributions(decoded, first=len(found.attributions))
    tellers = findings.tellers(attributions)
    allegations, responses = findings.frames(
        decoded, attributions, tellers, first=(len(found.allegations), len(found.responses))
    )
    found.entities.extend(findings.entities(decoded, first=len(found.entities)))
    found.links.extend(findings.links(decoded))
    found.facets.extend(findings.facets(decoded))
    found.passages.extend(findings.passages(decoded))
    found.attributions.extend(findings.nested(attributions, tellers.parents))
    found.allegations.extend(allegations)
    found.responses.extend(responses)
