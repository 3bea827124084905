"""What `onrecord export` does for formats that other tools read: the masked record, through the review gate."""

from pathlib import Path
from typing import Any, Final

from onrecord.errors import UsageError
from onrecord.ledger.holdings import record_export
from onrecord.ledger.store import Ledger
from onrecord.present.case.common import console, write_json
from onrecord.present.export.forms import export_record
from onrecord.present.export.rows import gate, tables
from onrecord.present.plain import visible
from onrecord.records.acquisition import Access
from onrecord.records.record import Record

UNREVIEWED: Final = "unreviewed"


def exported(ledger: Ledger, target: Path, *, form: str, access: Access, include_unreviewed: bool) -> dict[str, Any]:
    """Weigh, write, and record that it was; what was written, for people or programs."""
    # Weighing loads NumPy and more, which the commands beside this one do without.
    from onrecord.runs import weighing

    record = weighing.record(ledger, access=access, reviewed_only=not include_unreviewed)
    _refuse_empty(record, ledger, include_unreviewed=include_unreviewed)
    written = export_record(record, target, form=form)
    # Recorded after it was written: what stands in the chain did leave.
    record_export(ledger, f"{form}-{UNREVIEWED}" if include_unreviewed else form)
    return {
        "target": str(target),
        "form": form,
        "reviewed_only": record.reviewed_only,
        "content": gate(record),
        "allegations": len(tables(record)["allegations"].to_dicts()),
        "responses": len(record.responses),
        "events": len(record.events),
        "reports": len(record.sources),
        "files": [str(path) for path in written.files],
        "lost": [
            {"what": each.what, "why": each.why, **({} if each.count is None else {"count": each.count})}
            for each in written.lost
            if each.count != 0
        ],
    }


def tell(told: dict[str, Any], *, json_: bool) -> None:
    """Tell what was written, and what the format could not hold."""
    if json_:
        write_json(told)
        return
    out = console()
    out.print(
        visible(
            f"Wrote {told['target']}: {told['allegations']:,} allegations in {told['events']:,} events, "
            f"{told['responses']:,} responses, from {told['reports']:,} reports; {told['content']}."
        )
    )
    if told["lost"]:
        out.print(f"{told['form']} could not hold:")
        for each in told["lost"]:
            count = f" ({each['count']:,})" if "count" in each else ""
            out.print(visible(f"  – {each['what']}{count}. {each['why']}"))


def _refuse_empty(record: Record, ledger: Ledger, *, include_unreviewed: bool) -> None:
    if record.events or record.responses:
        return
    name = ledger.case.name
    if include_unreviewed:
        raise UsageError(f"{name} holds no allegation and no response to export; `onrecord status {name}` shows what.")
    raise UsageError(
        f"Nothing in {name} is confirmed yet, and only what is leaves: `onrecord decide {name} FINDING confirmed`. "
        "--include-unreviewed exports machine reading too, marked as such."
    )
