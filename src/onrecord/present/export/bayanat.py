"""Bayanat: actors and bulletins as CSV.

A bulletin is what a report tells of one event, or a response in it, quotations in its description: Bayanat's bulletin
is a source's account, not an event.
"""

from collections.abc import Mapping
from typing import Final

from onrecord.present.export.cells import CONFIRMED, Row
from onrecord.present.export.delimited import delimited
from onrecord.present.export.parts import Lost, Made, Part
from onrecord.present.export.rows import tables
from onrecord.present.plain import shortened
from onrecord.records.record import Record

ACTORS: Final = (
    "name", "first_name", "middle_name", "last_name", "nickname", "sex", "age", "civilian", "type", "occupation",
    "position", "origin_place", "nationalities", "tags", "originid", "source_link", "publish_date",
    "documentation_date", "description", "labels", "sources", "events",
)  # fmt: skip
BULLETINS: Final = (
    "id", "title", "title_ar", "origin_id", "source_link", "sjac_title", "sjac_title_ar", "description",
    "publish_date", "documentation_date", "labels", "verified_labels", "sources", "locations", "geo_locations",
    "media", "events", "related_bulletins", "related_actors", "related_incidents",
)  # fmt: skip
_TYPES: Final[Mapping[str, str]] = {"person": "Person"}
_TITLE: Final = 200
BETWEEN: Final = ", "


def bayanat(record: Record) -> Made:
    """The record as Bayanat's two tables."""
    rows = {name: list(table) for name, table in tables(record).items()}
    reports = {row["report"]: row for row in rows["sources"]}
    names = {row["id"]: row["name"] for row in rows["actors"]}
    actors = [_actor(row, reports) for row in rows["actors"]]
    bulletins = [_allegation(row, reports, names) for row in rows["allegations"]]
    bulletins += [_response(row, reports, names) for row in rows["responses"]]
    lost = (
        Lost("events and campaigns", "A bulletin names its event among its labels.", len(rows["events"])),
        Lost("figures as data", "Only as words of quotations.", len(rows["figures"])),
        Lost("origins and lineage", "Bayanat has no chains of telling.", len(rows["origins"]) + len(rows["lineage"])),
        Lost("the board", "Responses are here; that none was found is not.", len(rows["board"])),
        Lost("copies", "Bayanat has no place for them.", len(rows["copies"])),
        Lost("which of a person's names is first, middle, last", "A record doesn't tell; `name` holds the whole."),
        Lost("sex, age and nationality", "A record doesn't tell them of actors across reports."),
        Lost("points on a map", "A record holds names of places, not points."),
        Lost("the parts of an account as fields", "They stand in the description, a line each."),
        Lost("bylines", "Bayanat's bulletin has no author, and none is invented as a source."),
    )
    return Made(
        (
            Part("actors.csv", delimited(ACTORS, actors, mark=False)),
            Part("bulletins.csv", delimited(BULLETINS, bulletins, mark=False)),
        ),
        lost,
    )


def _actor(row: Row, reports: Mapping[int, Row]) -> dict[str, str]:
    told = [reports[number] for number in row["reports"] if number in reports]
    return {
        "name": row["name"],
        "nickname": BETWEEN.join(row["names"]),
        "type": _TYPES.get(row["kind"], "Entity"),
        "position": BETWEEN.join(row["offices"]),
        "tags": row["kind"],
        "originid": row["id"],
        "source_link": next((each["url"] for each in told if each["url"]), ""),
        "description": _lines(("State", [row["state"]]), ("Doubt", row["doubts"]), ("Review", [row["review"]])),
        "labels": row["review"],
        "sources": BETWEEN.join(dict.fromkeys(each["publisher"] for each in told if each["publisher"])),
    }


def _allegation(row: Row, reports: Mapping[int, Row], names: Mapping[str, str]) -> dict[str, str]:
    actors = [*row["victim_actors"], *row["alleged_perpetrator_actors"]]
    return _bulletin(
        row,
        reports,
        kind="allegation",
        labels=["allegation", row["act"], row["status"], row["review"], row["event"]],
        verified=row["act"] if row["review"] == CONFIRMED else "",
        locations=row["places"],
        actors=[names[actor] for actor in actors if actor in names],
        fields=(
            ("Victim", row["victims"]),
            ("Alleged perpetrator", row["alleged_perpetrators"]),
            ("Reply", row["replies"]),
            ("Place", row["places"]),
            ("Verification", [row["verification"]]),
        ),
    )


def _response(row: Row, reports: Mapping[int, Row], names: Mapping[str, str]) -> dict[str, str]:
    return _bulletin(
        row,
        reports,
        kind="response",
        labels=["response", row["act"], row["status"], row["review"], *row["events"]],
        verified=row["act"] if row["review"] == CONFIRMED else "",
        locations=[],
        actors=[names[actor] for actor in row["who_actors"] if actor in names],
        fields=(
            ("Who", row["who"]),
            ("To", row["to"]),
            ("About", row["about"]),
            ("Stage", [row["stage"]]),
            ("Date", [row["when"]]),
            ("Own words", ["yes" if row["own_words"] else "no"]),
        ),
    )


def _bulletin(
    row: Row,
    reports: Mapping[int, Row],
    *,
    kind: str,
    labels: list[str],
    verified: str,
    locations: list[str],
    actors: list[str],
    fields: tuple[tuple[str, list[str | None]], ...],
) -> dict[str, str]:
    report = reports.get(row["report"], {})
    title = shortened(f"{row['act']} ({row['status']}): {row['quotation']}", _TITLE)
    return {
        "id": row["id"],
        "title": title,
        "origin_id": row["id"],
        "source_link": report.get("url") or "",
        "description": _lines(
            ("Quotation", [row["quotation"]]),
            ("Kind", [kind]),
            ("Act", [row["act"]]),
            ("Status", [row["status"]]),
            *fields,
            ("Time", row["times"]),
            ("From", [row["first"]]),
            ("To day", [row["last"]]),
            ("Told by", row["told_by"]),
            ("Report", [f"{row['report']}, characters {row['start']} to {row['end']}"]),
            ("Headline", [report.get("title")]),
            ("SHA-256", [report.get("sha256")]),
            ("Review", [row["review"]]),
            ("Told in reports", [BETWEEN.join(map(str, row["reports"]))]),
        ),
        "publish_date": report.get("published") or "",
        "documentation_date": (report.get("obtained") or "")[:10],
        "labels": BETWEEN.join(labels),
        "verified_labels": verified,
        "sources": report.get("publisher") or "",
        "locations": BETWEEN.join(locations),
        "events": _event(row),
        "related_actors": BETWEEN.join(dict.fromkeys(actors)),
    }


def _event(row: Row) -> str:
    if row["first"] is None and row["last"] is None:
        return ""
    return f"{row['act']}, from {row['first'] or 'not told'} to {row['last'] or 'not told'}"


def _lines(*fields: tuple[str, list[str | None]]) -> str:
    """A line a value, its label before it; a line's end within a value becomes a space."""
    return "\n".join(
        f"{label}: {' '.join(value.split())}" for label, values in fields for value in values if value is not None
    )
