"""Decisions and assessments in the ledger: inserted, never changed, each under an entry of the custody chain.

Whether a decision can be made is asked of the fold itself: it is folded with all that it touches, and refused where it
would change nothing. What the case says now is the same fold over the same rows, on either engine.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.amendments import fault
from onrecord.ledger.columns import moment
from onrecord.ledger.findings import by_hand, is_current, unpacked
from onrecord.ledger.fold import Folded, State, assessment_fault, fold
from onrecord.ledger.protected import protected_in
from onrecord.ledger.protecting import protect
from onrecord.ledger.writing import Writing
from onrecord.records.decision import Assessment, Decision, Dimension, Role, Value, Verdict
from onrecord.records.plain import canonical, from_canonical

AT_ONCE = 5000
PARTS = ("attributions", "allegations", "responses", "actors")
# Fields by which a reading tells whom to protect.
_TELLS_WHO = frozenset({"victims", "alleged_perpetrators", "source", "speaker", "name", "kind"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding as the fold asks for it."""

    id: str
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decision on a finding that is no longer among the findings.

    Attributes:
        kind, act, quotation, report, reader: of the newest reading that had the finding; None where it was erased.
        near: ids of findings of the same kind that now overlap the place where it was.
    """

    decision: Decision
    kind: str | None = None
    act: str | None = None
    quotation: str | None = None
    report: int | None = None
    reader: str | None = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """A decision that was carried over to a newer reading which gives the same finding other fields.

    Attributes:
        fields: those that differ between the reading that was decided on and the newest one.
    """

    decision: Decision
    reader: str
    fields: tuple[str, ...]


def decide(
    writing: Writing,
    finding: str,
    verdict: Verdict,
    *,
    field: str | None = None,
    value: Value = None,
    reason: str | None = None,
) -> Decision:
    """Decide on a finding.

    Args:
        writing: the transaction.
        finding: id of the finding.
        verdict: anything but undone, which `undo` is for.
        field: of an amendment, the field.
        value: of an amendment, its new value; of a merge, the id of the finding merged into; of a split, the list of
            ids of its parts, which were entered before.
        reason: why; of a comment, the comment.

    Raises:
        NoSuchCase: the case has no such finding now.
        UsageError: the decision would change nothing, or is not whole; the message says why.
    """
    if verdict is Verdict.UNDONE:
        raise UsageError("A decision is undone by its number.")
    if verdict is Verdict.COMMENTED and not (reason or "").strip():
        raise UsageError("A comment needs words.")
    if (field is not None) != (verdict is Verdict.AMENDED):
        raise UsageError("An amendment names a field; no other decision does.")
    if value is not None and verdict not in (Verdict.AMENDED, Verdict.MERGED, Verdict.SPLIT):
        raise UsageError(f"A decision that says {verdict} holds no value.")
    row = _current_finding(writing.connection, finding)
    if verdict is Verdict.AMENDED:
        _check_amendment(writing.connection, row, field, value)
    decision = _insert(writing, row, verdict, field=field, value=value, reason=reason)
    if field in _TELLS_WHO:
        _protect_named(writing, row, decision)
    return decision


def undo(writing: Writing, number: int, *, reason: str | None = None) -> Decision:
    """Undo a decision, or an undoing.

    Raises:
        NoSuchCase: there is no decision of that number, or its finding is not in the case now.
        UsageError: it is undone already.
    """
    connection = writing.connection
    undone = connection.execute(select(schema.decisions).filter_by(number=number)).mappings().one_or_none()
    if undone is None:
        raise NoSuchCase(f"There is no decision {number} to undo.")
    row = _current_finding(connection, undone["finding"])
    state = states(connection, [Kept(row["id"], row["kind"])])[row["id"]]
    before = next(step for step in state.history if step.decision.number == number)
    if before.undone_by is not None:
        raise UsageError(f"Decision {number} is undone already, by decision {before.undone_by}; undo that one instead.")
    return _insert(writing, row, Verdict.UNDONE, undoes=number, reason=reason)


def assess(
    writing: Writing,
    finding: str,
    dimension: Dimension,
    value: str | None,
    *,
    by: str | None = None,
    standard: str | None = None,
    reason: str | None = None,
) -> Assessment:
    """Judge a finding on one dimension; None takes the judgement back.

    Raises:
        NoSuchCase: the case has no such finding now.
        UsageError: the value is none of the dimension's, or a verification lacks a name or a standard.
    """
    row = _current_finding(writing.connection, finding)
    number = writing.number(schema.assessments)
    at = moment(writing.at)
    assessment = Assessment(number, row["id"], dimension, value, writing.who, at, by, standard, reason)
    wrong = assessment_fault(assessment)
    if wrong is not None:
        raise UsageError(f"The assessment was not made: {wrong}.")
    if dimension is not Dimension.VERIFICATION and (by is not None or standard is not None):
        raise UsageError("Only a verification has a name and a standard.")
    told = {name: getattr(assessment, name) for name in ("number", "finding", "value", "by", "standard", "reason")}
    things = {**told, "dimension": dimension.value, "who": writing.who, "at": at}
    writing.record("assessed", f"assessment:{number}", [(schema.assessments, things)])
    return assessment


def decisions_on(connection: Connection, findings: Collection[str] | None = None) -> list[Decision]:
    """Decisions by number: all, or those on the findings."""
    table = schema.decisions
    return [as_decision(row) for row in _rows_on(connection, table, findings)]


def assessments_on(connection: Connection, findings: Collection[str] | None = None) -> list[Assessment]:
    """Assessments by number: all, or those of the findings."""
    return [as_assessment(row) for row in _rows_on(connection, schema.assessments, findings)]


def states(connection: Connection, findings: Sequence[Any]) -> Mapping[str, State]:
    """What findings are now.

    Args:
        connection: to the ledger.
        findings: those of interest, each with its id, kind and data, all of them in the case now.
    """
    return folded(connection, findings).states


def folded(connection: Connection, findings: Sequence[Any]) -> Folded:
    """The fold of findings with all that they are merged and split with; see `states`."""
    wanted = {finding.id: finding for finding in findings}
    related = _related(connection, wanted) - set(wanted)
    known = [*wanted.values(), *(Kept(row["id"], row["kind"]) for row in current_findings(connection, related))]
    ids = {finding.id for finding in known}
    return fold(known, decisions_on(connection, ids), assessments_on(connection, set(wanted)))


def orphans(connection: Connection) -> Iterator[Orphan]:
    """Decisions that were carried over to nothing: their findings are not among the newest readings'."""
    every = decisions_on(connection)
    here = {row["id"] for row in current_findings(connection, {decision.finding for decision in every})}
    for decision in every:
        if decision.finding not in here:
            yield _orphan(connection, decision)


def changed(connection: Connection) -> Iterator[Changed]:
    """Decisions in force that were made on a reading whose finding had other fields than it has now."""
    every = [decision for decision in decisions_on(connection) if decision.basis is not None]
    rows = {row["id"]: row for row in current_findings(connection, {decision.finding for decision in every})}
    stale = [
        decision
        for decision in every
        if decision.finding in rows and rows[decision.finding]["reader"] != decision.basis
    ]
    if not stale:
        return
    found = states(connection, [Kept(row["id"], row["kind"]) for row in rows.values()])
    for decision in stale:
        step = next(step for step in found[decision.finding].history if step.decision.number == decision.number)
        row = rows[decision.finding]
        if not step.in_force or decision.verdict in (Verdict.COMMENTED, Verdict.UNDONE):
            continue
        now, then = _data(connection, row), _data_by(connection, row, str(decision.basis))
        differ = sorted(name for name in {*now, *then} - {"id", "score"} if now.get(name) != then.get(name))
        if then and differ:
            yield Changed(decision, row["reader"], tuple(differ))


def as_decision(row: RowMapping) -> Decision:
    """The decision of a row."""
    return Decision(
        number=row["number"],
        finding=row["finding"],
        verdict=Verdict(row["verdict"]),
        who=row["who"],
        at=row["at"],
        field=row["field"],
        value=None if row["value"] is None else json.loads(row["value"]),
        undoes=row["undoes"],
        reason=row["reason"],
        basis=row["basis"],
    )


def as_assessment(row: RowMapping) -> Assessment:
    """The assessment of a row."""
    told = {key: row[key] for key in ("number", "finding", "value", "who", "at", "by", "standard", "reason")}
    return Assessment(**told, dimension=Dimension(row["dimension"]))


def _insert(
    writing: Writing,
    row: RowMapping,
    verdict: Verdict,
    *,
    field: str | None = None,
    value: Value = None,
    undoes: int | None = None,
    reason: str | None = None,
) -> Decision:
    number = writing.number(schema.decisions)
    decision = Decision(
        number=number,
        finding=row["id"],
        verdict=verdict,
        who=writing.who,
        at=moment(writing.at),
        field=field,
        value=value,
        undoes=undoes,
        reason=reason,
        basis=None if by_hand(row["reader"]) else row["reader"],
    )
    _refuse_void(writing.connection, row, decision)
    things = {
        **{name: getattr(decision, name) for name in ("number", "finding", "field", "undoes", "reason", "basis")},
        "verdict": verdict.value,
        "value": None if value is None else canonical(value).decode("utf-8", "surrogatepass"),
        "who": decision.who,
        "at": decision.at,
    }
    action = "undone" if verdict is Verdict.UNDONE else "decided"
    writing.record(action, f"decision:{number}", [(schema.decisions, things)])
    return decision


def _protect_named(writing: Writing, row: RowMapping, decision: Decision) -> None:
    """Mark whom an amendment makes somebody to protect, as a reading's are; an undoing of it leaves the mark."""
    text = text_of(writing.connection, row)
    content = content_of(writing.connection, row)
    amended = _amended_in(writing.connection, row)
    without = {name: value for name, value in amended.get(row["local"], {}).items() if name != decision.field}
    changed = {**amended, row["local"]: {**without, str(decision.field): decision.value}}
    before = {
        (named.key, named.role): named.names
        for named in protected_in(_with(content, {**amended, row["local"]: without}), text, reviewed=True)
    }
    for named in protected_in(_with(content, changed), text, reviewed=True):
        if isinstance(named.role, Role) and not set(named.names) <= set(before.get((named.key, named.role), ())):
            reason = f"named as a {named.role.value} by decision {decision.number}"
            protect(writing, named.name, named.role, aliases=named.names[1:], reason=reason)


def _amended_in(connection: Connection, row: RowMapping) -> dict[str, dict[str, Value]]:
    """Fields that are amended in the reading of a finding's row, and their values, by id within the reading.

    One amendment may tell what another leads to: that a victim, once a group, is a person.
    """
    findings, table = schema.findings, schema.decisions
    chosen = select(findings.c.id, findings.c.kind, findings.c.local).where(
        findings.c.reading == row["reading"],
        findings.c.id.in_(select(table.c.finding).where(table.c.verdict == Verdict.AMENDED.value)),
    )
    rows = connection.execute(chosen).mappings().all()
    now = states(connection, [Kept(each["id"], each["kind"]) for each in rows])
    return {
        each["local"]: {
            name: amended.value
            for name, amended in now[each["id"]].amended.items()
            # Ids within another reader's reading mean others here.
            if amended.decision.basis in (None, row["reader"])
        }
        for each in rows
    }


def _with(content: Mapping[str, Any], amended: Mapping[str, Mapping[str, Value]]) -> Mapping[str, Any]:
    parts = {part: [{**each, **amended.get(each["id"], {})} for each in content.get(part, ())] for part in PARTS}
    return {**content, **parts}


def _refuse_void(connection: Connection, row: RowMapping, decision: Decision) -> None:
    """Refuse what the fold would call void, in the fold's own words."""
    touched = {row["id"], *_leads_to(decision.verdict, decision.value)}
    touched |= _related(connection, touched)
    known = [Kept(each["id"], each["kind"]) for each in current_findings(connection, touched)]
    before = decisions_on(connection, {finding.id for finding in known})
    state = fold(known, [*before, decision]).states[row["id"]]
    void = state.history[-1].void
    if void is not None:
        raise UsageError(f"The decision was not made: {void}.")


def _check_amendment(connection: Connection, row: RowMapping, field: str | None, value: Value) -> None:
    wrong = fault(row["kind"], field, value, length=len(text_of(connection, row)))
    if wrong is None:
        entered = _said_in_report(connection, row, value) if field == "told_by" else frozenset()
        wrong = _unknown_reference(content_of(connection, row), field, value, entered)
    if wrong is not None:
        raise UsageError(f"The amendment was not made: {wrong}.")


def _said_in_report(connection: Connection, row: RowMapping, value: Value) -> frozenset[str]:
    """Those of the findings named that are attributions of the same report, such as what somebody entered."""
    ids = {one for one in value if isinstance(one, str)} if isinstance(value, list) else set()
    found = current_findings(connection, ids)
    return frozenset(str(one["id"]) for one in found if one["kind"] == "attribution" and one["report"] == row["report"])


def _unknown_reference(
    content: Mapping[str, Any], field: str | None, value: Value, entered: frozenset[str] = frozenset()
) -> str | None:
    """What an amendment refers to that neither the reading holds nor `entered`, ids of findings."""
    actors = {actor["id"] for actor in content.get("actors", ())}
    told = {attribution["id"] for attribution in content.get("attributions", ())} | entered
    if field in ("told_by", "within", "speaker"):
        known, kind = (actors, "actor") if field == "speaker" else (told, "attribution")
        wanted = value if isinstance(value, list) else [] if value is None else [value]
        missing = [one for one in wanted if one not in known]
        return f"{field} names {missing[0]!r}, which is no {kind} of the reading" if missing else None
    if isinstance(value, list):
        named = [entry["actor"] for entry in value if isinstance(entry, dict) and entry.get("actor") is not None]
        missing = [one for one in named if one not in actors]
        return f"{field} names {missing[0]!r}, which is no actor of the reading" if missing else None
    return None


def _current_finding(connection: Connection, finding: str) -> RowMapping:
    for row in current_findings(connection, {finding}):
        return row
    raise NoSuchCase(f"The case has no finding {finding!a} now; `onrecord list` shows those it has.")


def current_findings(connection: Connection, ids: Collection[str]) -> Iterator[RowMapping]:
    """Rows of findings that count now, with their readers; of several with one id the last."""
    findings, readings = schema.findings, schema.readings
    waiting = sorted(ids)
    for start in range(0, len(waiting), AT_ONCE):
        chosen = (
            select(findings, readings.c.reader)
            .join(readings, readings.c.number == findings.c.reading)
            .where(findings.c.id.in_(waiting[start : start + AT_ONCE]), is_current(readings))
            .order_by(findings.c.number)
        )
        rows = {row["id"]: row for row in connection.execute(chosen).mappings()}
        yield from rows.values()


def _rows_on(connection: Connection, table: Any, findings: Collection[str] | None) -> Iterable[RowMapping]:  # noqa: ANN401 (a table)
    if findings is None:
        return connection.execute(select(table).order_by(table.c.number)).mappings().all()
    waiting = sorted(findings)
    rows: list[RowMapping] = []
    for start in range(0, len(waiting), AT_ONCE):
        chosen = select(table).where(table.c.finding.in_(waiting[start : start + AT_ONCE]))
        rows += connection.execute(chosen).mappings().all()
    return sorted(rows, key=lambda row: int(row["number"]))


def _related(connection: Connection, ids: Collection[str]) -> set[str]:
    """The findings that merges and splits, in force or not, tie to the given ones, the given among them."""
    table = schema.decisions
    chosen = select(table.c.finding, table.c.verdict, table.c.value).where(
        table.c.verdict.in_([Verdict.MERGED.value, Verdict.SPLIT.value])
    )
    beside: dict[str, set[str]] = defaultdict(set)
    for finding, verdict, value in connection.execute(chosen):
        for other in _leads_to(Verdict(verdict), None if value is None else json.loads(value)):
            beside[finding].add(other)
            beside[other].add(finding)
    seen: set[str] = set()
    waiting = list(ids)
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting.extend(beside.get(here, ()))
    return seen


def _leads_to(verdict: Verdict, value: Value) -> list[str]:
    if verdict is Verdict.MERGED and isinstance(value, str):
        return [value]
    if verdict is Verdict.SPLIT and isinstance(value, list):
        return [part for part in value if isinstance(part, str)]
    return []


def _orphan(connection: Connection, decision: Decision) -> Orphan:
    findings, readings = schema.findings, schema.readings
    row = (
        connection.execute(
            select(findings, readings.c.reader)
            .join(readings, readings.c.number == findings.c.reading)
            .where(findings.c.id == decision.finding)
            .order_by(findings.c.number.desc())
            .limit(1)
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        return Orphan(decision)
    near = connection.scalars(
        select(findings.c.id)
        .join(readings, readings.c.number == findings.c.reading)
        .where(
            findings.c.report == row["report"],
            findings.c.kind == row["kind"],
            findings.c.start < row["extent_end"],
            findings.c.end > row["extent_start"],
            is_current(readings),
        )
        .order_by(findings.c.number)
    ).all()
    return Orphan(
        decision, row["kind"], row["act"], row["quotation"], row["report"], row["reader"], tuple(dict.fromkeys(near))
    )


def text_of(connection: Connection, row: RowMapping) -> str:
    """The text of the report that a finding's row is of."""
    reports, texts = schema.reports, schema.texts
    chosen = select(texts.c.text).join(reports, reports.c.text_digest == texts.c.digest)
    return str(connection.execute(chosen.where(reports.c.number == row["report"])).scalar_one())


def content_of(connection: Connection, row: RowMapping) -> Mapping[str, Any]:
    """The plain values of the reading that a finding's row is of."""
    body = connection.execute(select(schema.readings.c.body).filter_by(number=row["reading"])).scalar_one()
    content: Mapping[str, Any] = from_canonical(unpacked(body))
    return content


def data_in(content: Mapping[str, Any], row: RowMapping) -> Mapping[str, Any]:
    """A finding's own values among those of its reading."""
    every = (values for part in PARTS for values in content.get(part, ()))
    return next((values for values in every if values["id"] == row["local"]), {})


def _data(connection: Connection, row: RowMapping) -> Mapping[str, Any]:
    return data_in(content_of(connection, row), row)


def _data_by(connection: Connection, row: RowMapping, reader: str) -> Mapping[str, Any]:
    """What a reader's reading had for the same finding; empty where there is none."""
    findings, readings = schema.findings, schema.readings
    earlier = (
        connection.execute(
            select(findings)
            .join(readings, readings.c.number == findings.c.reading)
            .where(findings.c.id == row["id"], readings.c.reader == reader)
            .order_by(findings.c.number.desc())
            .limit(1)
        )
        .mappings()
        .one_or_none()
    )
    return {} if earlier is None else _data(connection, earlier)
