"""What the parts of a brief are made from: the record, what stands beside it, and the notes as they grow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.present.board_telling import Telling
from onrecord.present.brief import phrases
from onrecord.present.brief.document import Look, Run, Sentence
from onrecord.present.brief.notes import Notes
from onrecord.present.brief.selection import select
from onrecord.records.record import Event, Node, Quotation, Record, Source, ToldAllegation, ToldResponse


@dataclass(frozen=True, slots=True)
class Measured:
    """How often the reader is right on held-out text.

    Attributes:
        what: it reads, in words.
        precision: share of what it gives that is right, 0 to 1.
        recall: share of what is there that it gives, 0 to 1.
    """

    what: str
    precision: float
    recall: float


@dataclass(frozen=True, slots=True)
class Coordinate:
    """Where a place lies, in degrees; north and east are positive."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a brief tells that the record does not hold.

    Attributes:
        readers: `name@version` of the readers whose findings it holds.
        entry: number of the newest entry of the custody chain, and its hash; None where there is no case.
        access: the highest access of the reports it was made from, in a word.
        measured: the reader's error rates, and `measured_on` which text.
        coordinates: of places, by GeoNames id.
        around: other places to draw them among: latitude, longitude.
    """

    readers: tuple[str, ...] = ()
    entry: tuple[int, str] | None = None
    access: str = "confidential"
    measured: tuple[Measured, ...] = ()
    measured_on: str = ""
    coordinates: Mapping[int, Coordinate] = field(default_factory=dict)
    around: tuple[Coordinate, ...] = ()


class Context:
    """A record with its lookups, what of it is told, and the notes made so far.

    Attributes:
        chosen: which events, allegations and responses are told.
        telling: what entries of the board say.
    """

    def __init__(self, record: Record, about: About, *, everything: bool = True, whole_events: bool = False) -> None:
        self.record = record
        self.about = about
        self.chosen = select(record, everything=everything, whole_events=whole_events)
        self.telling = Telling(record)
        self.sources: Mapping[int, Source] = {source.number: source for source in record.sources}
        self.nodes: Mapping[str, Node] = {node.id: node for node in record.lineage.nodes}
        self.events: Mapping[str, Event] = {event.id: event for event in record.events}
        self.responses: Mapping[str, ToldResponse] = {response.id: response for response in record.responses}
        held = {told.id: told.held for event in record.events for told in event.allegations}
        held |= {response.id: response.held for response in record.responses}
        self._held = held
        self._shown = {event.id for event in self.chosen.told}
        self.notes = Notes(self.sources, held)

    def told(self, event: Event) -> tuple[ToldAllegation, ...]:
        """The allegations of an event that the brief tells."""
        return self.chosen.of(event)

    def noted(self, quotations: Iterable[Quotation]) -> tuple[int, ...]:
        """Numbers of the notes for these quotations."""
        return self.notes.of(quotations)

    def leaned(self, allegations: Iterable[ToldAllegation]) -> tuple[int, ...]:
        """Numbers of the notes for these allegations' words."""
        return self.noted(allegation.quotation for allegation in allegations)

    def leaning(self, text: str, allegations: Iterable[ToldAllegation]) -> Sentence:
        """A sentence that leans on these allegations."""
        several = list(allegations)
        return sentence(text, notes=self.leaned(several), mark=self.mark_of(one.id for one in several))

    def mark(self, held: bool) -> str:
        """What to write beside a finding: in a brief that says of itself that nobody reviewed it, what somebody did."""
        return phrases.CONFIRMED if held and not self.record.reviewed_only else ""

    def mark_of(self, findings: Iterable[str]) -> str:
        """The mark of what rests on several findings, all of which must bear it."""
        several = [self._held.get(finding, False) for finding in findings]
        return self.mark(bool(several) and all(several))

    def report(self, number: int) -> Run:
        """`report 4`, leading to where its source is told."""
        return Run(f"report {number}", Look.PLAIN, f"report-{number}")

    def reports(self, numbers: Iterable[int]) -> tuple[Run, ...]:
        """`reports 2, 3 and 4`, each leading to its source."""
        told = sorted(set(numbers))
        if len(told) == 1:
            return (self.report(told[0]),)
        runs = [Run("reports ")]
        for at, number in enumerate(told):
            if at:
                runs.append(Run(" and " if at == len(told) - 1 else ", "))
            runs.append(Run(str(number), Look.PLAIN, f"report-{number}"))
        return tuple(runs)

    def event(self, event: Event) -> Run:
        """An event's title, leading to where it is told, if it is."""
        return Run(phrases.title(event), Look.PLAIN, event.id if event.id in self._shown else None)

    def node(self, node: str) -> str:
        """A teller's name; a report's with its number."""
        told = self.nodes.get(node)
        if told is None:
            return "a teller who isn't shown"
        if told.report is None:
            return told.name
        source = self.sources.get(told.report)
        name = told.name if source is None or source.publisher is None else source.publisher
        return f"{name} (report {told.report})"


def joined(*parts: Run | str | tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs out of runs and plain words."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            runs.append(Run(part))
        elif isinstance(part, Run):
            runs.append(part)
        else:
            runs.extend(part)
    return tuple(runs)


def sentence(*parts: Run | str | tuple[Run, ...], notes: tuple[int, ...] = (), mark: str = "") -> Sentence:
    """A sentence out of runs and plain words."""
    return Sentence(joined(*parts), notes, mark)
