"""The record of a case: weighed in one moment of its ledger, and masked before anybody sees it."""

from collections.abc import Sequence

from onrecord.ledger.kept_guards import KeptGuards
from onrecord.ledger.masked_records import masked_weighed
from onrecord.ledger.masking import Masker
from onrecord.ledger.material import material
from onrecord.ledger.store import Ledger, not_collecting
from onrecord.records.acquisition import Access
from onrecord.records.record import Monitored, Record
from onrecord.weigh.gate import unnamed
from onrecord.weigh.record import weigh


def record(
    ledger: Ledger,
    *,
    access: Access,
    agreed: bool = False,
    roster: Sequence[Monitored] | None = None,
    roster_name: str = "",
    reviewed_only: bool = False,
    at_desk: bool = False,
) -> Record:
    """What a case says now, every string and every quotation masked; spans are those of the texts as kept.

    Args:
        ledger: of the case.
        access: the highest level of reports taken in.
        agreed: whether a report that isn't public also needs a note of what was agreed with whoever gave it.
        roster: whose response is monitored, and who is named therefore, unless a reviewer protects them; None: no
            board is made.
        roster_name: the roster's.
        reviewed_only: whether only findings that a person confirmed are weighed, as what leaves the desk must.
        at_desk: whether natural persons may be named as alleged perpetrators though nobody confirmed it.
    """
    with not_collecting(), ledger.snapshot() as connection:
        found = material(connection, at=ledger.clock().isoformat(), access=access, agreed=agreed)
        weighed = weigh(
            found, case=ledger.case.name, roster=roster, roster_name=roster_name, reviewed_only=reviewed_only
        )
        texts = {weighable.number: weighable.report.text for weighable in found.reports}
        masked = masked_weighed(Masker(KeptGuards(connection, named=_named(roster))), weighed, texts)
        return masked if at_desk else unnamed(masked)


def _named(roster: Sequence[Monitored] | None) -> list[str]:
    return [name for monitored in roster or () for name in (monitored.name, *monitored.aliases)]
