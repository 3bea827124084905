"""HURIDOCS events-standard formats: Event, Act, Person, Involvement, Information and Intervention as CSV tables.

Terms of the numbered microthesauri stand as codes only where there is no doubt of the code; elsewhere the code is empty
and our own word stands beside it, in a column that says whose it is.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from onrecord.present.export.cells import Row, by_event, how_many
from onrecord.present.export.delimited import delimited, joined
from onrecord.present.export.parts import Lost, Made, Part
from onrecord.present.export.rows import tables
from onrecord.records.record import Record

MICROTHESAURI: Final[Mapping[str, str]] = {
    "mt04": "types of acts",
    "mt18": "degrees of involvement",
    "mt20": "types of intervention",
    "mt24": "types of perpetrators",
    "mt27": "types of response",
    "mt28": "attribution",
}
"""Those that a column is named by."""

INTERVENTIONS: Final[Mapping[str, str]] = {"call_for_inquiry": "0201"}  # demand for investigation
RESPONSES: Final[Mapping[str, str]] = {"deny": "0301", "silent": "06"}  # denied the event; no response
# A denial by officials; that they acknowledge an act but deny responsibility (0103) a record doesn't tell.
ATTRIBUTIONS: Final[Mapping[str, str]] = {"deny": "0102"}
_OFFICIAL: Final = frozenset({"state", "state_body", "office"})

HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "event": (
        "event_record_number", "event_title", "geographical_term", "country", "initial_date", "final_date",
        "event_description", "part_of", "figures", "independence", "status", "remarks", "review",
    ),
    "act": (
        "act_record_number", "event_record_number", "victims", "victim_person_record_numbers", "mt04_code",
        "type_of_act", "initial_date", "final_date", "place", "status", "verification", "review",
    ),
    "person": (
        "person_record_number", "name", "other_names", "kind", "country", "positions", "remarks", "review",
    ),
    "involvement": (
        "involvement_record_number", "event_record_number", "act_record_number", "alleged_perpetrator",
        "alleged_perpetrator_person_record_number", "mt18_code", "degree_of_involvement", "mt24_code", "reply",
        "review",
    ),
    "information": (
        "information_record_number", "event_record_number", "act_record_number", "source", "told_by", "mt19_code",
        "date_of_source_material", "mt16_code", "quotation", "report", "start", "end", "publisher", "title", "url",
        "sha256", "review",
    ),
    "intervention": (
        "intervention_record_number", "event_record_numbers", "intervening_party", "mt20_code", "type_of_intervention",
        "stage", "addressed_to", "date", "mt27_code", "mt28_code", "status", "own_words", "told_by", "quotation",
        "report", "start", "end", "url", "review",
    ),
}  # fmt: skip
"""Columns, by entity."""


def huridocs(record: Record) -> Made:
    """The record in the events-standard formats' entities."""
    rows = {name: list(table) for name, table in tables(record).items()}
    kinds = {row["id"]: row["kind"] for row in rows["actors"]}
    made = {
        "event": _events(rows),
        "act": _acts(rows),
        "person": _persons(rows),
        "involvement": _involvements(rows),
        "information": _information(rows),
        "intervention": _interventions(rows, kinds),
    }
    parts = tuple(Part(f"{name}.csv", delimited(HEADERS[name], made[name])) for name in HEADERS)
    uncoded = sum(row["act"] not in (INTERVENTIONS.keys() | RESPONSES.keys()) for row in rows["responses"])
    lost = (
        Lost(
            "codes of acts, involvement, perpetrators, sources and material (4, 16, 18, 19, 24)",
            "They say more than our words do; our words stand beside the empty code.",
            len(rows["allegations"]),
        ),
        Lost("codes of interventions and responses", "None is sure for these acts; our words are kept.", uncoded),
        Lost("figures as data", "Kept as sentences with the event.", len(rows["figures"])),
        Lost("origins and lineage", "The formats know a source, not chains of telling.",
             len(rows["origins"]) + len(rows["lineage"])),
        Lost("the board", "Responses are here; that none was found is not.", len(rows["board"])),
        Lost("copies", "The formats have no place for them.", len(rows["copies"])),
        Lost("reliability (42)", "A record holds none."),
    )  # fmt: skip
    return Made(parts, lost)


def _events(rows: Mapping[str, list[Row]]) -> Iterator[dict[str, str]]:
    whole = {part: row["id"] for row in rows["events"] for part in row["parts"]}
    by_ids = by_event(rows["figures"])
    for row in rows["events"]:
        figures = by_ids[row["id"]]
        told = [f"{how_many(one)}, by {one['teller']}" for one in figures]
        yield {
            "event_record_number": row["id"],
            "event_title": row["title"],
            "geographical_term": joined(row["places"]),
            "country": joined(row["countries"]),
            "initial_date": _text(row["first"]),
            "final_date": _text(row["last"]),
            "event_description": joined(row["acts"]),
            "part_of": whole.get(row["id"], ""),
            "figures": joined([*told, *({one["caution"] for one in figures})]),
            "independence": _text(row["independence"]),
            "status": row["status"],
            "remarks": joined(row["doubts"]),
            "review": row["review"],
        }


def _acts(rows: Mapping[str, list[Row]]) -> Iterator[dict[str, str]]:
    for row in rows["allegations"]:
        yield {
            "act_record_number": row["id"],
            "event_record_number": row["event"],
            "victims": joined(row["victims"]),
            "victim_person_record_numbers": joined(row["victim_actors"]),
            "mt04_code": "",
            "type_of_act": row["act"],
            "initial_date": _text(row["first"]),
            "final_date": _text(row["last"]),
            "place": joined(row["places"]),
            "status": row["status"],
            "verification": row["verification"],
            "review": row["review"],
        }


def _persons(rows: Mapping[str, list[Row]]) -> Iterator[dict[str, str]]:
    for row in rows["actors"]:
        yield {
            "person_record_number": row["id"],
            "name": row["name"],
            "other_names": joined(row["names"]),
            "kind": row["kind"],
            "country": _text(row["state"]),
            "positions": joined(row["offices"]),
            "remarks": joined(row["doubts"]),
            "review": row["review"],
        }


def _involvements(rows: Mapping[str, list[Row]]) -> Iterator[dict[str, str]]:
    for row in rows["allegations"]:
        for number, accused in enumerate(row["alleged_perpetrators"], start=1):
            # Actors stand in the order of the words, but only those that are known: paired only where all are.
            actors = row["alleged_perpetrator_actors"]
            paired = len(actors) == len(row["alleged_perpetrators"])
            yield {
                "involvement_record_number": f"{row['id']}-{number}",
                "event_record_number": row["event"],
                "act_record_number": row["id"],
                "alleged_perpetrator": accused,
                "alleged_perpetrator_person_record_number": actors[number - 1] if paired else "",
                "mt18_code": "",
                "degree_of_involvement": "alleged perpetrator",
                "mt24_code": "",
                "reply": joined(reply for reply in row["replies"] if reply.startswith(f"{accused}: ")),
                "review": row["review"],
            }


def _information(rows: Mapping[str, list[Row]]) -> Iterator[dict[str, str]]:
    reports = {row["report"]: row for row in rows["sources"]}
    for row in rows["allegations"]:
        for number in row["reports"]:
            report = reports.get(number)
            if report is None:
                continue
            # A text in several reports is one: the places in it are the same.
            yield {
                "information_record_number": f"{row['id']}-{number}",
                "event_record_number": row["event"],
                "act_record_number": row["id"],
                "source": _text(report["publisher"]),
                "told_by": joined(row["told_by"]),
                "date_of_source_material": _text(report["published"]),
                "quotation": row["quotation"],
                "report": str(number),
                "start": str(row["start"]),
                "end": str(row["end"]),
                "publisher": _text(report["publisher"]),
                "title": _text(report["title"]),
                "url": _text(report["url"]),
                "sha256": report["sha256"],
                "review": row["review"],
            }


def _interventions(rows: Mapping[str, list[Row]], kinds: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for row in rows["responses"]:
        official = any(kinds.get(actor) in _OFFICIAL for actor in row["who_actors"])
        asserted = row["status"] == "asserted"
        yield {
            "intervention_record_number": row["id"],
            "event_record_numbers": joined(row["events"]),
            "intervening_party": joined(row["who"]),
            "mt20_code": INTERVENTIONS.get(row["act"], "") if asserted else "",
            "type_of_intervention": row["act"],
            "stage": _text(row["stage"]),
            "addressed_to": joined(row["to"]),
            "date": _text(row["when"]),
            "mt27_code": RESPONSES.get(row["act"], "") if asserted else "",
            "mt28_code": ATTRIBUTIONS.get(row["act"], "") if asserted and official else "",
            "status": row["status"],
            "own_words": "yes" if row["own_words"] else "no",
            "told_by": joined(row["told_by"]),
            "quotation": row["quotation"],
            "report": str(row["report"]),
            "start": str(row["start"]),
            "end": str(row["end"]),
            "url": _text(row["url"]),
            "review": row["review"],
        }


def _text(value: object) -> str:
    return "" if value is None else str(value)
