"""PLOVER: events of who did what to whom, as JSON Lines.

Codes are given to responses, as the table below has them. Where PLOVER has none, and for acts of abuse, `event` is
empty and our word stands in `mode`.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from onrecord.present.export.cells import Row
from onrecord.present.export.parts import Lost, Made, Part
from onrecord.present.export.rows import tables
from onrecord.records.record import Record

RESPONSES: Final[Mapping[str, tuple[str, str]]] = {
    "condemn": ("ACCUSE", "disapprove"),
    "raise": ("ACCUSE", "allege"),
    "demand": ("REQUEST", ""),
    "call_for_inquiry": ("REQUEST", "investigate"),
    "inquiry": ("ACCUSE", "investigate"),
    "sanction": ("SANCTION", ""),
    "decline": ("REJECT", ""),
    "support": ("SUPPORT", ""),
    "justify": ("SUPPORT", ""),
    "aid": ("AID", ""),
    "acknowledge": ("CONCEDE", ""),
}
"""Code and mode, by act of response; what isn't here has no code."""


def plover(record: Record) -> Made:
    """The record's responses and allegations as PLOVER events."""
    rows = {name: list(table) for name, table in tables(record).items()}
    events = [*_of_allegations(rows), *_of_responses(rows)]
    text = "".join(json.dumps(event, ensure_ascii=False, sort_keys=True) + "\n" for event in events)
    uncoded = sum(not event["event"] for event in events)
    lost = [
        Lost("what is negated or hypothetical", "PLOVER holds what is told as happened.", _not_asserted(rows)),
        Lost("figures, origins, lineage, copies, the board", "PLOVER has no place for them."),
        Lost("stages, and whether a response is in the actor's own words", "Stages stand in `context`."),
        Lost("who is the victim", "`recipient` holds them, like any recipient."),
    ]
    if uncoded:
        lost.append(Lost("codes", "PLOVER has none for these acts; `mode` holds ours.", uncoded))
    return Made((Part("events.plover.jsonl", text.encode("utf-8", "replace")),), tuple(lost))


def _not_asserted(rows: Mapping[str, list[Row]]) -> int:
    return sum(row["status"] != "asserted" for name in ("allegations", "responses") for row in rows[name])


def _of_allegations(rows: Mapping[str, list[Row]]) -> Iterator[dict[str, Any]]:
    for row in rows["allegations"]:
        if row["status"] == "asserted":
            # Which of PLOVER's codes an act of abuse falls under depends on more than its word: ours is kept.
            yield _event(row, row["alleged_perpetrators"], row["victims"], codes=("", row["act"]), date=row["first"])


def _of_responses(rows: Mapping[str, list[Row]]) -> Iterator[dict[str, Any]]:
    for row in rows["responses"]:
        if row["status"] == "asserted":
            codes = RESPONSES.get(row["act"], ("", row["act"]))
            date = row["when"] or row["first"]
            yield _event(row, row["who"], row["to"] or row["about"], codes=codes, date=date)


def _event(
    row: Row, actor: list[str], recipient: list[str], *, codes: tuple[str, str], date: str | None
) -> dict[str, Any]:
    code, mode = codes
    stage = row.get("stage")
    return {
        "id": row["id"],
        "date": date,
        "actor": actor,
        "recipient": recipient,
        "event": [code] if code else [],
        "mode": mode,
        "context": ["human_rights", *([f"stage: {stage}"] if stage else [])],
        "event_loc": row.get("places", []),
        "text_info": {"start": row["start"], "end": row["end"], "text": row["quotation"]},
        "cite_info": {
            "report": row["report"],
            "publisher": row["publisher"],
            "title": row["title"],
            "date": row["published"],
            "url": row["url"],
            "sha256": row["sha256"],
        },
        "review": row["review"],
    }
