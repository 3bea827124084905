"""What `onrecord export` and `import` do for other tools: the masked record leaves, rows come in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import typer

from onrecord.errors import ReadOnlyCase, UsageError
from onrecord.ledger.holdings import record_export
from onrecord.ledger.store import Ledger
from onrecord.present import ends
from onrecord.present.case.common import console, monitored_by, write_json, write_json_line
from onrecord.present.export.cells import gate
from onrecord.present.export.forms import export_record
from onrecord.present.plain import visible
from onrecord.present.progress import working
from onrecord.records.acquisition import Access
from onrecord.records.foreign import ForeignKind
from onrecord.records.record import Record

UNREVIEWED: Final = "unreviewed"


def exported(
    ledger: Ledger, target: Path, *, form: str, access: Access, include_unreviewed: bool, roster: str | None
) -> dict[str, Any]:
    """Weigh, record that it leaves, and write it; what was written, for people or programs."""
    if include_unreviewed and ledger.database.read_only:
        raise ReadOnlyCase(
            f"{ledger.case.folder} can't be written to, and an export of unreviewed findings must be recorded in it. "
            "Make the folder writable, or leave out --include-unreviewed."
        )
    # Weighing loads NumPy and more, which the commands beside this one do without.
    from onrecord.runs import weighing

    errors = ends.standard_error()
    monitored = monitored_by(roster, errors)
    with working(errors, "Weighing"):
        record = weighing.record(
            ledger,
            access=access,
            roster=None if monitored is None else monitored.actors,
            roster_name="" if monitored is None else monitored.name,
            reviewed_only=not include_unreviewed,
        )
    _refuse_empty(record, ledger, include_unreviewed=include_unreviewed)
    # First the entry, then the file: nothing leaves unrecorded.
    entry = f"{form}-{UNREVIEWED}" if include_unreviewed else form
    written = export_record(record, target, form=form, before=lambda: record_export(ledger, entry))
    return {
        "target": str(target),
        "form": form,
        "reviewed_only": record.reviewed_only,
        "content": gate(record),
        "allegations": sum(len(event.allegations) for event in record.events),
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


def imported(
    ledger: Ledger,
    file: Path,
    *,
    form: str,
    columns: Sequence[str],
    kind: ForeignKind | None,
    apply: bool,
    access: Access,
    consent: str | None,
    json_: bool,
) -> int:
    """Take a file's rows into a case, or tell what would come of it; how many were refused."""
    from onrecord.acquire.foreign import ForeignForm, foreign_rows
    from onrecord.runs.importing import Outcome, counted, take_in

    if columns and form == ForeignForm.FTM:
        raise UsageError("--column is for tables; FollowTheMoney's properties have their names.")
    mapped = dict(_mapping(each) for each in columns)
    rows = foreign_rows(file, ForeignForm(form), columns=mapped, kind=kind)
    taken = take_in(ledger, file, rows, apply=apply, access=access, consent=consent)
    counts = counted(taken)
    for one in taken:
        if json_:
            told: dict[str, Any] = {"place": one.place, "outcome": one.outcome.value, "told": one.told}
            if one.report is not None:
                told["report"] = one.report
            if one.finding is not None:
                told["finding"] = one.finding
            write_json_line({**told, **({"notes": list(one.notes)} if one.notes else {})})
        else:
            typer.echo(visible(f"{one.place}: {one.outcome.value.replace('_', ' ')}. {one.told}"))
            for note in one.notes:
                typer.echo(visible(f"    – {note}"))
    if not json_:
        would = "" if apply else "Nothing was kept. With --apply: "
        typer.echo(
            f"{would}{counts[Outcome.NEW]:,} new, {counts[Outcome.MATCHED]:,} matched, "
            f"{counts[Outcome.REFUSED]:,} refused, {counts[Outcome.PASSED_OVER]:,} passed over."
        )
    return counts[Outcome.REFUSED]


def _mapping(given: str) -> tuple[str, str]:
    field, equals, label = given.partition("=")
    if not equals or not label.strip():
        raise UsageError(f"{given!a} maps no column; write it like text=Narrative.")
    return field.strip(), label.strip()
