"""A case as it is weighed: readings folded with decisions, nothing masked. See `records/material.py`.

Decisions are few beside findings, so they are folded first, and only the findings that they touch are looked at one by
one; reports come some at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, select

from onrecord.ledger import schema
from onrecord.ledger.access import failure_told, visible
from onrecord.ledger.as_decided import Decided, OneReading, as_decided
from onrecord.ledger.decisions import Kept, assessments_on, current_findings, decisions_on
from onrecord.ledger.engine import streamed
from onrecord.ledger.findings import by_hand, is_current, unpacked
from onrecord.ledger.fold import Standing, fold
from onrecord.ledger.requests import requests_logged
from onrecord.ledger.store import as_kept, as_report, not_collecting
from onrecord.ledger.ties import ties_in_force
from onrecord.ledger.withdrawals import FINDING, REPORT, withdrawn_now
from onrecord.records.acquisition import Access
from onrecord.records.decision import Verdict, Verification
from onrecord.records.material import Material, Weighable
from onrecord.records.plain import from_canonical
from onrecord.records.report import Report
from onrecord.records.tie import Tie

# Reports looked up at once: their texts, readings and findings are some 20 MB.
AT_ONCE: Final = 200

# Merged findings stay: each report's own is what its text says, and `Material.merged` tells which are the same thing.
_GONE: Final = frozenset({Standing.MISREAD, Standing.SPLIT})


def material(connection: Connection, *, at: str, access: Access, agreed: bool = False) -> Material:
    """The case as it is weighed.

    Args:
        connection: one moment of the ledger.
        at: that moment, UTC, ISO 8601.
        access: the highest level of reports taken in.
        agreed: whether a report that isn't public also needs a note of what was agreed with whoever gave it.
    """
    judged = _Judged(connection)
    with not_collecting():
        weighables = tuple(_weighables(connection, judged, access=access, agreed=agreed))
    there = {finding for weighable in weighables for finding in weighable.ids.values()}
    failures = schema.failures
    chosen = select(failures).order_by(failures.c.number)
    return Material(
        reports=weighables,
        merged=judged.merged(there),
        ties=_ties_among(connection, there | {f"{REPORT}:{weighable.number}" for weighable in weighables}),
        requests=requests_logged(connection, access=access, agreed=agreed),
        failures=tuple(failure_told(row, access) for row in streamed(connection, chosen)),
        access=access,
        at=at,
    )


class _Judged:
    """What reviewers say, of the findings of which they said anything.

    A finding that was merged into another is what that one is: misread, split, held.
    """

    def __init__(self, connection: Connection) -> None:
        decisions, assessments = decisions_on(connection), assessments_on(connection)
        touched = {one.finding for one in decisions} | {one.finding for one in assessments}
        for decision in decisions:
            if decision.verdict in (Verdict.MERGED, Verdict.SPLIT):
                named = decision.value if isinstance(decision.value, list) else [decision.value]
                touched |= {one for one in named if isinstance(one, str)}
        rows = {row["id"]: row for row in current_findings(connection, touched)}
        known = [Kept(row["id"], row["kind"]) for row in rows.values()]
        self._states = fold(known, decisions, assessments).states
        self._entered = {id for id, row in rows.items() if by_hand(row["reader"])}
        self._withdrawn = {
            name
            for withdrawal in withdrawn_now(connection)
            for kind, _, name in (withdrawal.subject.partition(":"),)
            if kind == FINDING
        }
        self.amended = {id: state for id, state in self._states.items() if state.amended}

    def gone(self, finding: str) -> bool:
        """Whether a finding counts no more."""
        return finding in self._withdrawn or self._standing(finding) in _GONE

    def held(self, finding: str, *, entered: bool) -> bool:
        """Whether a person says that it is so read."""
        state = self._states.get(finding)
        if state is None:
            return entered
        root = self._states[state.root]
        return root.holds or (root.finding in self._entered and root.standing is Standing.UNREVIEWED)

    def verification(self, finding: str) -> Verification:
        """As a person set it: of the finding, else of the one that stands for it."""
        state = self._states.get(finding)
        if state is None:
            return Verification.UNVERIFIED
        own = state.verification
        return own if own is not Verification.UNVERIFIED else self._states[state.root].verification

    def merged(self, there: set[str]) -> dict[str, str]:
        """Of the findings that are there, those of which another one that is there stands for."""
        stands: dict[str, str] = {}
        into: dict[str, str] = {}
        for id, state in sorted(self._states.items()):
            if id in there and self._states[state.root].merged_from:
                # Where the one that stands for them isn't there (withdrawn, or not to be seen), one of them does.
                stands.setdefault(state.root, state.root if state.root in there else id)
                if stands[state.root] != id:
                    into[id] = stands[state.root]
        return into

    def _standing(self, finding: str) -> Standing:
        state = self._states.get(finding)
        return Standing.UNREVIEWED if state is None else self._states[state.root].standing


def _weighables(connection: Connection, judged: _Judged, *, access: Access, agreed: bool) -> Iterator[Weighable]:
    reports, texts = schema.reports, schema.texts
    seen = visible(reports, access=access, agreed=agreed)
    chosen = select(reports.c.number, reports.c.same_text).where(seen).order_by(reports.c.number)
    rows = connection.execute(chosen).all()
    shown = {number for number, _ in rows}
    copied = {first for _, first in rows if first is not None}
    before = _before(connection, shown)
    kept: dict[int, Decided | None] = {}  # what further reports with the same text will ask for
    numbers = iter(rows)
    while some := list(islice(numbers, AT_ONCE)):
        firsts = sorted({number if first is None else first for number, first in some} - kept.keys())
        decided = {**kept, **_decided(connection, judged, firsts)}
        kept |= {number: decided[number] for number in firsts if number in copied}
        wanted = [number for number, _ in some]
        obtained = _obtained(connection, wanted)
        told = (
            select(reports, texts.c.text)
            .join(texts, texts.c.digest == reports.c.text_digest)
            .where(reports.c.number.in_(wanted))
            .order_by(reports.c.number)
        )
        for row in connection.execute(told).mappings():
            number, first = row["number"], row["same_text"]
            yield _weighable(
                row, judged, decided[number if first is None else first], obtained[number], before.get(number)
            )


def _weighable(
    row: RowMapping, judged: _Judged, decided: Decided | None, obtained: str, previous: int | None
) -> Weighable:
    report = _report(row)
    ids = {} if decided is None else decided.ids
    entered = frozenset[str]() if decided is None else decided.entered
    verified = {one: judged.verification(one) for one in ids.values()}
    return Weighable(
        number=row["number"],
        report=report,
        sha256=row["sha256"],
        obtained=obtained,
        reading=None if decided is None else decided.of(report),
        ids=ids,
        held=frozenset(one for one in ids.values() if judged.held(one, entered=one in entered)),
        verification={one: word for one, word in verified.items() if word is not Verification.UNVERIFIED},
        previous=previous,
    )


def _report(row: RowMapping) -> Report:
    values: Any = {name: value for name, value in row.items() if name != "text"}
    return as_report(as_kept(values), row["text"])


def _before(connection: Connection, shown: set[int]) -> dict[int, int]:
    """Of each report the one that its address gave before; of those that may not be seen, the one before."""
    reports = schema.reports
    chosen = select(reports.c.number, reports.c.previous).where(reports.c.previous.is_not(None))
    every = {number: previous for number, previous in connection.execute(chosen)}
    before: dict[int, int] = {}
    for number in every.keys() & shown:
        previous = every[number]
        while previous not in shown and previous in every:
            previous = every[previous]
        if previous in shown:
            before[number] = previous
    return before


def _decided(connection: Connection, judged: _Judged, firsts: Sequence[int]) -> dict[int, Decided | None]:
    """The readings of the texts of reports, each text's as one."""
    readings, findings = schema.readings, schema.findings
    chosen = select(readings).where(readings.c.report.in_(firsts), is_current(readings))
    rows = sorted(connection.execute(chosen).mappings(), key=lambda row: (by_hand(row["reader"]), row["number"]))
    ids: dict[int, dict[str, str]] = {row["number"]: {} for row in rows}
    named = select(findings.c.reading, findings.c.local, findings.c.id).where(findings.c.reading.in_(ids))
    for reading, local, id in connection.execute(named.order_by(findings.c.number)):
        ids[reading][local] = id
    of_text: dict[int, list[OneReading]] = {}
    for row in rows:
        one = OneReading(content=from_canonical(unpacked(row["body"])), ids=ids[row["number"]])
        of_text.setdefault(row["report"], []).append(one)
    return {
        number: as_decided(
            of_text.get(number, ()),
            gone=judged.gone,
            amended=judged.amended,
            earlier=lambda reader, number=number: _ids_by(connection, number, reader),  # type: ignore[misc] # of this text
        )
        for number in firsts
    }


def _ids_by(connection: Connection, report: int, reader: str) -> Mapping[str, str]:
    """The ids within a reader's newest reading of a text, to ids of findings."""
    readings, findings = schema.readings, schema.findings
    newest = select(func.max(readings.c.number)).where(readings.c.report == report, readings.c.reader == reader)
    chosen = select(findings.c.local, findings.c.id).where(findings.c.reading == newest.scalar_subquery())
    return {local: id for local, id in connection.execute(chosen)}


def _obtained(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """When the originals of reports were first obtained."""
    acquired = schema.acquisitions
    chosen = (
        select(acquired.c.report, func.min(acquired.c.obtained))
        .where(acquired.c.report.in_(numbers))
        .group_by(acquired.c.report)
    )
    return {number: moment.isoformat() for number, moment in connection.execute(chosen)}


def _ties_among(connection: Connection, there: set[str]) -> tuple[Tie, ...]:
    """The ties in force between what is weighed."""
    return tuple(tie for tie in ties_in_force(connection) if tie.first in there and tie.second in there)
