"""A case as it is weighed: readings folded with decisions, nothing masked. See `records/material.py`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select

from onrecord.ledger import decisions, schema
from onrecord.ledger.access import visible
from onrecord.ledger.engine import streamed
from onrecord.ledger.findings import by_hand, is_current, unpacked
from onrecord.ledger.fold import Standing, State
from onrecord.ledger.requests import requests_logged
from onrecord.ledger.store import as_finding, as_kept, as_report, data_by_local
from onrecord.ledger.ties import ties_in_force
from onrecord.ledger.withdrawals import FINDING, REPORT, is_withdrawn
from onrecord.records.acquisition import Access
from onrecord.records.decision import Verification
from onrecord.records.finding import Finding
from onrecord.records.material import Material, Weighable
from onrecord.records.plain import from_canonical, from_plain
from onrecord.records.reading import Reading
from onrecord.records.report import Failure, Report
from onrecord.records.tie import Tie

# Merged findings stay: each report's own is what its text says, and `Material.merged` tells which are the same thing.
_GONE = frozenset({Standing.MISREAD, Standing.SPLIT})
_PARTS = ("attributions", "allegations", "responses", "actors")


def material(connection: Connection, *, at: str, access: Access, agreed: bool = False) -> Material:
    """The case as it is weighed.

    Args:
        connection: one moment of the ledger.
        at: that moment, UTC, ISO 8601.
        access: the highest level of reports taken in.
        agreed: whether a report that isn't public also needs a note of what was agreed with whoever gave it.
    """
    found = _findings(connection)
    states = decisions.states(connection, [finding for finding, _ in found])
    readings = _readings(connection, found, states)
    obtained = _obtained(connection)
    reports, texts = schema.reports, schema.texts
    chosen = (
        select(reports, texts.c.text)
        .join(texts, texts.c.digest == reports.c.text_digest)
        .where(visible(reports, access=access, agreed=agreed))
        .order_by(reports.c.number)
    )
    weighables = []
    for row in streamed(connection, chosen):
        kept = as_kept({key: value for key, value in row.items() if key != "text"})  # type: ignore[arg-type] # a mapping will do
        report = as_report(kept, row["text"])
        read = readings.get(kept.number if kept.same_text is None else kept.same_text)
        ids, states_here = ({}, []) if read is None else (read.ids, [states[one] for one in read.ids.values()])
        weighables.append(
            Weighable(
                number=kept.number,
                report=report,
                sha256=kept.sha256,
                obtained=obtained[kept.number],
                reading=None if read is None else read.of(report),
                ids=ids,
                held=frozenset(
                    state.finding
                    for state in states_here
                    if state.holds
                    or (read is not None and state.finding in read.by_hand and state.standing is Standing.UNREVIEWED)
                ),
                verification={
                    state.finding: state.verification
                    for state in states_here
                    if state.verification is not Verification.UNVERIFIED
                },
                previous=kept.previous,
            )
        )
    failures = schema.failures
    chosen_failures = select(failures.c.id, failures.c.source, failures.c.code, failures.c.message)
    return Material(
        reports=tuple(weighables),
        merged={state.finding: state.root for state in states.values() if state.root != state.finding},
        ties=_ties_among(connection, weighables),
        requests=requests_logged(connection, access=access, agreed=agreed),
        failures=tuple(Failure(**row) for row in streamed(connection, chosen_failures.order_by(failures.c.number))),
        at=at,
    )


def _ties_among(connection: Connection, weighables: Iterable[Weighable]) -> tuple[Tie, ...]:
    """The ties in force between what is weighed."""
    there = {one for weighable in weighables for one in (f"{REPORT}:{weighable.number}", *weighable.ids.values())}
    return tuple(tie for tie in ties_in_force(connection) if tie.first in there and tie.second in there)


class _Read:
    """What a report's current readings hold, as decided."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.ids: dict[str, str] = {}
        self.by_hand: set[str] = set()

    def take(self, content: Mapping[str, Any], found: Mapping[str, Finding], states: Mapping[str, State]) -> None:
        """Take up a reading; ids within one entered by hand are made its own."""
        entered = by_hand(content["reader"])
        prefix = f"h{len(self.by_hand)}" if entered else ""
        renamed = {each["id"]: prefix + each["id"] for part in (*_PARTS, "entities") for each in content.get(part, ())}
        if not self.values:
            self.values = {"reader": content["reader"]}
        for part in (*_PARTS, "entities", "citations"):
            kept = self.values.setdefault(part, [])
            for each in content.get(part, ()):
                finding = found.get(each.get("id", "")) if part in _PARTS else None
                if part in _PARTS and (finding is None or states[finding.id].standing in _GONE):
                    continue
                values = each if finding is None else states[finding.id].data(each)
                kept.append(_renamed(values, renamed) if entered else values)
                if finding is not None:
                    self.ids[renamed[each["id"]]] = finding.id
                    if entered:
                        self.by_hand.add(finding.id)
        if "summary" in content and not entered:
            self.values["summary"] = content["summary"]

    def of(self, report: Report) -> Reading:
        """The reading, as one of that report."""
        there = set(self.ids)
        values = {key: value for key, value in self.values.items() if key != "summary"}
        reading = from_plain(Reading, values, report=report)
        return replace(
            reading,
            allegations=tuple(
                replace(one, told_by=tuple(teller for teller in one.told_by if teller in there))
                for one in reading.allegations
            ),
            responses=tuple(
                replace(one, told_by=tuple(teller for teller in one.told_by if teller in there))
                for one in reading.responses
            ),
            citations=tuple(one for one in reading.citations if one.attribution in there),
        )


def _renamed(values: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 (plain values)
    if isinstance(values, str):
        return names.get(values, values)
    if isinstance(values, list):
        return [_renamed(each, names) for each in values]
    if isinstance(values, Mapping):
        return {key: each if key in _TEXTS else _renamed(each, names) for key, each in values.items()}
    return values


_TEXTS = frozenset({"name", "act", "status", "kind", "type", "manner", "force", "country", "first", "last"})


def _findings(connection: Connection) -> list[tuple[Finding, int]]:
    findings, readings = schema.findings, schema.readings
    chosen = (
        select(findings, readings.c.body)
        .join(readings, readings.c.number == findings.c.reading)
        .where(is_current(readings), ~is_withdrawn(FINDING, findings.c.id))
        .order_by(findings.c.report, findings.c.number)
    )
    current, told = 0, {}
    found = []
    for row in streamed(connection, chosen):
        if row["reading"] != current:
            current, told = row["reading"], data_by_local(unpacked(row["body"]))
        found.append((as_finding(row, told[row["local"]]), row["reading"]))
    return found


def _readings(
    connection: Connection, found: list[tuple[Finding, int]], states: Mapping[str, State]
) -> dict[int, _Read]:
    by_reading: dict[int, dict[str, Finding]] = {}
    for finding, number in found:
        by_reading.setdefault(number, {})[finding.local] = finding
    readings = schema.readings
    chosen = select(readings).where(is_current(readings))
    rows = sorted(streamed(connection, chosen), key=lambda row: (by_hand(row["reader"]), row["number"]))
    read: dict[int, _Read] = {}
    for row in rows:
        content = from_canonical(unpacked(row["body"]))
        read.setdefault(row["report"], _Read()).take(content, by_reading.get(row["number"], {}), states)
    return read


def _obtained(connection: Connection) -> dict[int, str]:
    acquired = schema.acquisitions
    chosen = (
        select(acquired.c.report, func.min(acquired.c.obtained))
        .where(acquired.c.report.is_not(None))
        .group_by(acquired.c.report)
    )
    return {number: moment.isoformat() for number, moment in connection.execute(chosen)}


def reports_of(found: Material) -> Iterator[tuple[int, Report]]:
    """The reports, numbered, as `weigh.copies.find_copies` takes them."""
    for weighable in found.reports:
        yield weighable.number, weighable.report
