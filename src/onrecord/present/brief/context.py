"""What the parts of a brief are made from: the record, what stands beside it, and the notes as they grow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.present.brief import phrases
from onrecord.present.brief.document import Look, Run, Sentence
from onrecord.present.brief.notes import Notes
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
    """A record with its lookups, and the notes made so far.

    Attributes:
        several: events that deserve a section of their own, in the record's order: the weightiest first.
        once: those told once, in that order too.
    """

    def __init__(self, record: Record, about: About) -> None:
        self.record = record
        self.about = about
        self.sources: Mapping[int, Source] = {source.number: source for source in record.sources}
        self.nodes: Mapping[str, Node] = {node.id: node for node in record.lineage.nodes}
        self.events: Mapping[str, Event] = {event.id: event for event in record.events}
        self.allegations: Mapping[str, ToldAllegation] = {
            allegation.id: allegation for event in record.events for allegation in event.allegations
        }
        self.responses: Mapping[str, ToldResponse] = {response.id: response for response in record.responses}
        held = {allegation.id: allegation.held for allegation in self.allegations.values()}
        held |= {response.id: response.held for response in record.responses}
        self._held = held
        full = {event.id for event in record.events if _is_more(event, reviewed=record.reviewed_only)}
        self.several: tuple[Event, ...] = tuple(event for event in record.events if event.id in full)
        self.once: tuple[Event, ...] = tuple(event for event in record.events if event.id not in full)
        self.notes = Notes(self.sources, held)

    def noted(self, quotations: Iterable[Quotation]) -> tuple[int, ...]:
        """Numbers of the notes for these quotations."""
        return self.notes.of(quotations)

    def leaned(self, allegations: Iterable[ToldAllegation]) -> tuple[int, ...]:
        """Numbers of the notes for these allegations' words."""
        return self.noted(allegation.quotation for allegation in allegations)

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
        """An event's title, leading to where it is told."""
        return Run(phrases.title(event), Look.PLAIN, event.id)

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


def _is_more(event: Event, *, reviewed: bool) -> bool:
    """Whether an event deserves a section of its own: told more than once, or a campaign.

    What a person confirmed deserves one for a figure too; of what nobody has looked at there would be too many.
    """
    return len(event.allegations) != 1 or event.campaign or (reviewed and bool(event.figures))


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
