"""Uwazi: one CSV a template, ready for its import.

Several values have | between them, relationships go by the other entity's title, dates are days. A title must tell an
entity, so each ends with the id of what it is of.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from onrecord.present.export.cells import Row, by_event, how_many
from onrecord.present.export.delimited import delimited
from onrecord.present.export.parts import Lost, Made, Part
from onrecord.present.export.rows import tables
from onrecord.present.plain import shortened
from onrecord.records.record import Record

BETWEEN: Final = "|"
# Uwazi has no way to write its separator within a value.
_INSTEAD: Final = "¦"
_TITLE: Final = 120

HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "reports": (
        "title", "Publisher", "Headline", "Byline", "Published", "Link", "Language", "SHA-256", "Obtained", "Number",
    ),
    "actors": ("title", "Name", "Kind", "Other names", "State", "Offices", "Reports", "Doubts", "Review", "Id"),
    "events": (
        "title", "Acts", "Status", "Campaign", "Parts", "Victims", "Alleged perpetrators", "Replies", "Places",
        "Countries", "Time", "First", "Last", "Figures", "Independence", "Actors", "Reports", "Doubts", "Review", "Id",
    ),
    "allegations": (
        "title", "Act", "Status", "Quotation", "Report", "Start", "End", "Event", "Victims", "Alleged perpetrators",
        "Replies", "Places", "Countries", "Time", "First", "Last", "Told by", "Told in", "Verification", "Score",
        "Link", "Review", "Id",
    ),
    "responses": (
        "title", "Act", "Stage", "Status", "Quotation", "Report", "Start", "End", "Events", "Who", "To", "About",
        "Date", "Time", "First", "Last", "Own words", "Told by", "Told in", "Score", "Link", "Review", "Id",
    ),
}  # fmt: skip
"""Property labels, by template. Uwazi matches them to the template's by name."""


def uwazi(record: Record) -> Made:
    """The record as CSV files for Uwazi's import."""
    rows = {name: list(table) for name, table in tables(record).items()}
    titles = _Titles(rows)
    figures = by_event(rows["figures"])
    made = {
        "reports": [_report(row, titles) for row in rows["sources"]],
        "actors": [_actor(row, titles) for row in rows["actors"]],
        "events": [_event(row, figures[row["id"]], titles) for row in rows["events"]],
        "allegations": [_allegation(row, titles) for row in rows["allegations"]],
        "responses": [_response(row, titles) for row in rows["responses"]],
    }
    parts = tuple(Part(f"{name}.csv", delimited(HEADERS[name], made[name], mark=False)) for name in HEADERS)
    partial = sum(
        (row[name] is not None and len(row[name]) < 10)
        for table in ("allegations", "responses", "events")
        for row in rows[table]
        for name in ("first", "last")
    ) + sum(row["published"] is not None and len(row["published"]) < 10 for row in rows["sources"])
    barred = sum(
        BETWEEN in value
        for name in ("allegations", "responses", "events", "actors", "sources")
        for row in rows[name]
        for each in row.values()
        if each is not None
        for value in (each if isinstance(each, list) else [each])
        if isinstance(value, str)
    )
    lost = [
        Lost("figures as data", "Kept as sentences with the event.", len(rows["figures"])),
        Lost("origins and lineage", "Uwazi has no chains of telling; a sentence on independence is kept.",
             len(rows["origins"]) + len(rows["lineage"])),
        Lost("the board", "Responses are here; that none was found is not.", len(rows["board"])),
        Lost("copies", "Uwazi has no place for them.", len(rows["copies"])),
        Lost("actors of an allegation or a response as links", "Their names are kept; with events they are linked."),
        Lost("GeoNames ids", "Uwazi places are points, and a record holds none."),
    ]  # fmt: skip
    if partial:
        lost.append(
            Lost("months and years", "Uwazi takes whole days; they are left empty, the words are kept.", partial)
        )
    if barred:
        lost.append(Lost("the sign |", "It separates values in Uwazi; ¦ stands for it.", barred))
    return Made(parts, tuple(lost))


class _Titles:
    """By which title Uwazi knows an entity."""

    def __init__(self, rows: Mapping[str, list[Row]]) -> None:
        self._reports = {row["report"]: _titled(row["title"], f"report {row['report']}") for row in rows["sources"]}
        self._told = {row["id"]: _titled(row["name"], row["id"]) for row in rows["actors"]}
        self._told |= {row["id"]: _titled(row["title"], row["id"]) for row in rows["events"]}

    def report(self, number: int) -> str:
        return self._reports.get(number, f"report {number}")

    def reports(self, numbers: list[int]) -> list[str]:
        return [self.report(number) for number in numbers]

    def of(self, ids: list[str]) -> list[str]:
        return [self._told[id] for id in dict.fromkeys(ids) if id in self._told]


def _titled(words: str | None, id: str) -> str:
    told = shortened(_plain(words or ""), _TITLE)
    return f"{told} [{id}]" if told else f"[{id}]"


def _report(row: Row, titles: _Titles) -> dict[str, str]:
    return _cells(
        "reports",
        titles.report(row["report"]),
        row["publisher"],
        row["title"],
        row["byline"],
        _day(row["published"]),
        _link(row["url"]),
        row["language"],
        row["sha256"],
        row["obtained"],
        row["report"],
    )


def _actor(row: Row, titles: _Titles) -> dict[str, str]:
    return _cells(
        "actors",
        *titles.of([row["id"]]),
        row["name"],
        row["kind"],
        row["names"],
        row["state"],
        row["offices"],
        titles.reports(row["reports"]),
        row["doubts"],
        row["review"],
        row["id"],
    )


def _event(row: Row, figures: list[Row], titles: _Titles) -> dict[str, str]:
    return _cells(
        "events",
        *titles.of([row["id"]]),
        row["acts"],
        row["status"],
        "yes" if row["campaign"] else "no",
        titles.of(row["parts"]),
        row["victims"],
        row["alleged_perpetrators"],
        row["replies"],
        row["places"],
        row["countries"],
        _range(row["first"], row["last"]),
        _day(row["first"]),
        _day(row["last"]),
        list(_sentences(figures)),
        row["independence"],
        titles.of([*row["victim_actors"], *row["alleged_perpetrator_actors"]]),
        titles.reports(row["reports"]),
        row["doubts"],
        row["review"],
        row["id"],
    )


def _allegation(row: Row, titles: _Titles) -> dict[str, str]:
    return _cells(
        "allegations",
        _titled(f"{row['act']}: {row['quotation']}", row["id"]),
        row["act"],
        row["status"],
        row["quotation"],
        titles.report(row["report"]),
        row["start"],
        row["end"],
        titles.of([row["event"]]),
        row["victims"],
        row["alleged_perpetrators"],
        row["replies"],
        row["places"],
        row["countries"],
        row["times"],
        _day(row["first"]),
        _day(row["last"]),
        row["told_by"],
        titles.reports(row["reports"]),
        row["verification"],
        row["score"],
        _link(row["url"]),
        row["review"],
        row["id"],
    )


def _response(row: Row, titles: _Titles) -> dict[str, str]:
    return _cells(
        "responses",
        _titled(f"{row['act']}: {row['quotation']}", row["id"]),
        row["act"],
        row["stage"],
        row["status"],
        row["quotation"],
        titles.report(row["report"]),
        row["start"],
        row["end"],
        titles.of(row["events"]),
        row["who"],
        row["to"],
        row["about"],
        _day(row["when"]),
        row["times"],
        _day(row["first"]),
        _day(row["last"]),
        "yes" if row["own_words"] else "no",
        row["told_by"],
        titles.reports(row["reports"]),
        row["score"],
        _link(row["url"]),
        row["review"],
        row["id"],
    )


def _sentences(figures: list[Row]) -> Iterator[str]:
    for row in figures:
        as_of = "" if row["as_of"] is None else f", as of {row['as_of']}"
        yield f"{how_many(row)} ({row['act']}, {row['status']}{as_of}), by {row['teller']}"
    if figures:
        yield figures[0]["caution"]


def _cells(template: str, *values: object) -> dict[str, str]:
    return dict(zip(HEADERS[template], (_cell(value) for value in values), strict=True))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return BETWEEN.join(_plain(str(each)) for each in value)
    return _plain(str(value))


def _plain(text: str) -> str:
    return text.replace(BETWEEN, _INSTEAD)


def _day(date: str | None) -> str:
    return "" if date is None or len(date) < 10 else date[:10]


def _range(first: str | None, last: str | None) -> str:
    return f"{_day(first)}:{_day(last)}" if _day(first) and _day(last) else ""


def _link(url: str | None) -> str:
    return url if url is not None and url.startswith(("https://", "http://")) else ""
