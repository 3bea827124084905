"""What waits for a reviewer: allegations and responses that nobody confirmed, those of the weightiest events first."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.records.finding import FindingKind
from onrecord.records.record import Event, Record, ToldAllegation, ToldResponse


@dataclass(frozen=True, slots=True)
class Waiting:
    """A finding that waits.

    Attributes:
        told: the finding, masked.
        event: the first event, in the record's order, that it is of or about; None: of none that is known.
    """

    told: ToldAllegation | ToldResponse
    event: Event | None = None

    @property
    def kind(self) -> FindingKind:
        """Allegation or response."""
        return FindingKind.ALLEGATION if isinstance(self.told, ToldAllegation) else FindingKind.RESPONSE


def waiting(
    record: Record, *, event: str | None = None, report: int | None = None, kind: FindingKind | None = None
) -> tuple[Waiting, ...]:
    """Findings that wait, each once.

    Args:
        record: masked.
        event: id of the only event asked for, with the events that it contains.
        report: number of the only report asked for.
        kind: the only kind asked for.
    """
    chosen: dict[str, Waiting] = {}
    for one in _in_order(record):
        if event is not None and (one.event is None or event not in _around(record, one.event)):
            continue
        if not one.told.held and report in (None, *one.told.reports) and kind in (None, one.kind):
            chosen.setdefault(one.told.id, one)
    return tuple(chosen.values())


def _in_order(record: Record) -> Iterator[Waiting]:
    """Event by event: what is alleged, then who responded to it; in the end what is about no event that is known."""
    for event in record.events:
        for allegation in event.allegations:
            yield Waiting(allegation, event)
        for response in record.responses:
            if event.id in response.events:
                yield Waiting(response, event)
    for response in record.responses:
        yield Waiting(response)


def _around(record: Record, event: Event) -> set[str]:
    """The event, and the campaigns that contain it."""
    return {event.id, *(one.id for one in record.events if event.id in one.parts)}
