"""Steps of a telling, as one report shows them, before they are followed into other reports."""

from dataclasses import dataclass

from onrecord.records.record import Quotation
from onrecord.records.vocabulary import Force, Manner
from onrecord.weigh.lineage.tellers import Teller


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step nearer to the origin.

    Attributes:
        teller: to whom it leads.
        how: as `records.record.Edge` has it.
        report: number of the report whose words show it; None for ties.
        firsthand: whether the words show that the teller was there.
        presupposes: whether the words take it for granted rather than telling it: a question, a condemnation.
    """

    teller: Teller
    how: str
    report: int | None = None
    quotation: Quotation | None = None
    force: Force | None = None
    manner: Manner | None = None
    reason: str | None = None
    firsthand: bool = False
    presupposes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Steps from a report towards the origin of one of its allegations.

    Attributes:
        onward: number of another report, and the id within its reading of the allegation whose chain goes on there.
    """

    steps: tuple[Step, ...]
    onward: tuple[int, str] | None = None
