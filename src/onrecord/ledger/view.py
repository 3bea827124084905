"""What a case tells people: everything that comes out of its ledger for them goes through here, masked.

A view is one moment of a ledger, within one access level. Every string that it gives is masked, also in histories,
labels and error messages; what may not be seen is not there. Whoever needs a name reveals the person first, with a
reason (`protecting.reveal`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Select, func, select

from onrecord.errors import NoSuchCase
from onrecord.ledger import decisions, schema, searching, ties
from onrecord.ledger.access import failure_told, text_visible, visible
from onrecord.ledger.engine import streamed
from onrecord.ledger.findings import BY_HAND, by_hand, is_current, reading_of, unpacked
from onrecord.ledger.fold import Standing, State
from onrecord.ledger.kept_guards import KeptGuards
from onrecord.ledger.masked_records import masked_reading, masked_records
from onrecord.ledger.masking import Masker, window
from onrecord.ledger.protected import Sign
from onrecord.ledger.requests import requests_logged
from onrecord.ledger.search import parse
from onrecord.ledger.store import Ledger, as_finding, as_kept, as_report, data_by_local
from onrecord.ledger.withdrawals import FINDING, REPORT, REQUEST, Withdrawal, is_withdrawn, withdrawn_now
from onrecord.records.acquisition import Access, Kept
from onrecord.records.decision import Decision, Role
from onrecord.records.finding import Finding, FindingKind
from onrecord.records.reading import Reading
from onrecord.records.report import Failure, Report
from onrecord.records.span import Span
from onrecord.records.tie import Request

Record = TypeVar("Record")

BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding, and what it is now.

    Attributes:
        finding: as it came; its quotation masked, its spans those of the text as kept.
        reader: `name@version` of the reader, or `hand@NAME` of who entered it.
        data: its fields as amended.
    """

    finding: Finding
    state: State
    reader: str
    data: dict[str, Any]

    @property
    def holds(self) -> bool:
        """Whether a person says that it is so read: confirmed, amended, or entered by hand and not taken back."""
        return self.state.holds or (by_hand(self.reader) and self.state.standing is Standing.UNREVIEWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """An actor of one report."""

    finding: str
    name: str
    kind: str
    report: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheltered:
    """A protected person, by label alone.

    Attributes:
        roles: why: as readings tell, and as reviewers marked; beside roles, `public` for a position, `unlikely` for a
            victim whom a reading hardly means, `unnamed` for whoever asked not to be named.
        reports: in how many reports the person appears.
        revealed: whether a reviewer has said that the person may be named.
    """

    label: str
    roles: tuple[str, ...]
    reports: int
    revealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Obtained:
    """How an original was obtained."""

    report: int | None
    source: str
    how: str
    url: str | None
    obtained: str
    who: str
    headers: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed(Failure):
    """A recorded failure, with the number by which it can be erased."""

    number: int


def masked(ledger: Ledger, records: Sequence[Record]) -> list[Record]:
    """Records that come from elsewhere, such as what an addition tells, masked as the case stands now."""
    with ledger.snapshot() as connection:
        return masked_records(Masker(KeptGuards(connection)), records)


@contextmanager
def open_view(ledger: Ledger, *, access: Access, agreed: bool = False) -> Iterator["View"]:
    """A view of the ledger as it is now.

    Args:
        ledger: of the case.
        access: the highest level of reports that may be seen.
        agreed: whether a report that isn't public also needs a note of what was agreed with whoever gave it.
    """
    with ledger.snapshot() as connection:
        yield View(connection, access=access, agreed=agreed)


class View:
    """What people see of a case; see `open_view`."""

    def __init__(self, connection: Connection, *, access: Access, agreed: bool = False) -> None:
        self._connection = connection
        self._access = access
        self._agreed = agreed

    @cached_property
    def _guards(self) -> KeptGuards:
        return KeptGuards(self._connection)

    @cached_property
    def _masker(self) -> Masker:
        return Masker(self._guards)

    # --- reports -----------------------------------------------------------------------------------------------------

    def reports(self, *, after: int = 0, limit: int | None = None) -> Iterator[Kept]:
        """Reports without their texts, by number."""
        reports = schema.reports
        chosen = select(reports).where(reports.c.number > after, self._seen(reports)).order_by(reports.c.number)
        return self._masked(as_kept(row) for row in self._rows(chosen.limit(limit)))

    def kept(self, number: int) -> Kept:
        """One report without its text.

        Raises:
            NoSuchCase: there is none of that number, or it may not be seen.
        """
        (kept,) = masked_records(self._masker, [self._kept(number)])
        return kept

    def report(self, number: int) -> Report:
        """One report with its text. Raises as `kept`."""
        (report,) = masked_records(self._masker, [self._report(number)])
        return report

    def reading(self, number: int) -> Reading | None:
        """A report's newest reading, its spans those of the masked text; None where it has none. Raises as `kept`."""
        kept, report = self._kept(number), self._report(number)
        readings = schema.readings
        body = self._connection.execute(
            select(readings.c.body)
            .where(
                readings.c.report == (number if kept.same_text is None else kept.same_text),
                readings.c.reader.not_like(f"{BY_HAND}%"),
            )
            .order_by(readings.c.number.desc())
            .limit(1)
        ).scalar_one_or_none()
        return None if body is None else masked_reading(self._masker, reading_of(unpacked(body), report), report.text)

    def words(self, number: int, spans: Sequence[Span]) -> list[str]:
        """What stands at spans of a report's text as kept, masked. Raises as `kept`."""
        self._kept(number)
        text = self._report(number).text
        return self._quoted([(text, span) for span in spans])

    def failures(self, *, limit: int | None = None) -> Iterator[Failed]:
        """Recorded failures, in the order of recording; below the highest level by number and code alone."""
        chosen = select(schema.failures).order_by(schema.failures.c.number).limit(limit)
        told = ((row["number"], failure_told(row, self._access)) for row in self._rows(chosen))
        return self._masked(Failed(number=number, **asdict(failure)) for number, failure in told)

    def acquisitions(self, report: int) -> Iterator[Obtained]:
        """How a report was obtained, each time. Raises as `kept`."""
        self._kept(report)
        acquired = schema.acquisitions
        names = ("report", "source", "how", "url", "obtained", "who", "headers")
        chosen = select(*(acquired.c[name] for name in names)).where(acquired.c.report == report)
        rows = self._rows(chosen.order_by(acquired.c.number))
        return self._masked(Obtained(**{**row, "obtained": row["obtained"].isoformat()}) for row in rows)

    # --- findings ----------------------------------------------------------------------------------------------------

    def findings(
        self,
        *,
        report: int | None = None,
        kind: FindingKind | None = None,
        act: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> Iterator[Judged]:
        """Findings that count now, in the order in which they were found.

        Args:
            report: number of the only report wanted.
            kind: the only kind wanted.
            act: the only act wanted.
            after: number of a finding in the ledger, to go on behind it; see `searching.Found`.
            limit: how many at most.
        """
        findings = schema.findings
        chosen = self._findings().where(findings.c.number > after)
        if report is not None:
            kept = self._kept(report)
            chosen = chosen.where(findings.c.report == (report if kept.same_text is None else kept.same_text))
        if kind is not None:
            chosen = chosen.where(findings.c.kind == kind.value)
        if act is not None:
            chosen = chosen.where(findings.c.act == act)
        rows = self._rows(chosen.order_by(findings.c.number).limit(limit))
        while batch := list(islice(rows, BATCH)):
            yield from self._judged(batch)

    def finding(self, finding: str) -> Judged:
        """One finding.

        Raises:
            NoSuchCase: the case has none of that id now, or it may not be seen.
        """
        findings = schema.findings
        chosen = self._findings().where(findings.c.id == finding).order_by(findings.c.number.desc()).limit(1)
        for row in self._rows(chosen):
            return self._judged([row])[0]
        raise NoSuchCase("The case has no finding of that id now; `onrecord list` shows those it has.")

    def actors(self, *, limit: int | None = None) -> Iterator[Mentioned]:
        """Actors as reports name them, each report's for itself."""
        findings, actors, readings = schema.findings, schema.actors, schema.readings
        chosen = (
            select(findings.c.id.label("finding"), actors.c.name, actors.c.kind, findings.c.report)
            .join(findings, findings.c.number == actors.c.finding)
            .join(readings, readings.c.number == findings.c.reading)
            .where(
                is_current(readings),
                ~is_withdrawn(FINDING, findings.c.id),
                self._text_seen(findings.c.report),
            )
            .order_by(actors.c.finding)
            .limit(limit)
        )
        return self._masked(Mentioned(**row) for row in self._rows(chosen))

    def orphans(self) -> Iterator[decisions.Orphan]:
        """Decisions whose findings a newer reading no longer has."""
        return self._masked(
            orphan if self._may_tell(orphan.decision.finding) else decisions.Orphan(_bare(orphan.decision))
            for orphan in decisions.orphans(self._connection)
        )

    def changed(self) -> Iterator[decisions.Changed]:
        """Decisions carried over to readings that give the same finding other fields."""
        yield from self._masked(
            change for change in decisions.changed(self._connection) if self._may_tell(change.decision.finding)
        )

    def withdrawals(self) -> Iterator[Withdrawal]:
        """What is withdrawn now, and why; of requests, and of reports and findings that this view would show else."""
        reports, findings = schema.reports, schema.findings
        for withdrawal in withdrawn_now(self._connection):
            kind, _, name = withdrawal.subject.partition(":")
            if kind == REPORT:
                seen = select(reports.c.number).where(
                    reports.c.number == int(name),
                    visible(reports, access=self._access, agreed=self._agreed, withdrawn=True),
                )
            elif kind == REQUEST:
                seen = select(schema.requests.c.number).where(schema.requests.c.number == int(name))
            else:
                seen = select(findings.c.number).where(findings.c.id == name, self._text_seen(findings.c.report))
            if self._connection.execute(seen.limit(1)).first() is not None:
                yield from self._masked(iter([withdrawal]))

    # --- ties and requests -------------------------------------------------------------------------------------------

    def ties(self) -> Iterator[ties.Tied]:
        """Ties and undoings of what this view would show, in order."""
        yield from self._masked(
            each
            for each in ties.ties_made(self._connection)
            if self._may_tie(each.tie.first) and self._may_tie(each.tie.second)
        )

    def requests(self) -> Iterator[Request]:
        """Requests for a response, with their replies, in order."""
        yield from self._masked(iter(requests_logged(self._connection, access=self._access, agreed=self._agreed)))

    # --- persons, numbers, searches ----------------------------------------------------------------------------------

    def sheltered(self) -> Iterator[Sheltered]:
        """Whom the case protects, by label; whom a reveal names among them, but not who is named without one."""
        persons, appearances, guards = schema.persons, schema.appearances, schema.guards
        guarded = select(guards.c.person).distinct()
        rows = self._rows(select(persons).where(persons.c.number.in_(guarded)).order_by(persons.c.number))
        while batch := list(islice(rows, BATCH)):
            numbers = [row["number"] for row in batch]
            told = self._guards.persons(numbers)
            roles: dict[int, set[str]] = {}
            reports: dict[int, set[int]] = {}
            for person, report, role in self._connection.execute(
                select(appearances.c.person, appearances.c.report, appearances.c.role).where(
                    appearances.c.person.in_(numbers), self._text_seen(appearances.c.report)
                )
            ):
                roles.setdefault(person, set()).add(role)
                reports.setdefault(person, set()).add(report)
            marked = self._guards.marked_roles()
            for row in batch:
                number = row["number"]
                why = roles.get(number, set()) | marked.get(row["key"], set())
                named = self._guards.named_by_reveal(row["key"])
                # The holder of a public position, and what a reader took wrongly for a person, nobody protects.
                if why and (named or not told[number].revealed):
                    yield Sheltered(
                        label=row["label"],
                        roles=tuple(each for each in _ROLES if each in why),
                        reports=len(reports.get(number, ())),
                        revealed=named,
                    )

    def counts(self, field: str) -> dict[str, int]:
        """How many findings that count now have each value of a field, the most frequent first.

        Args:
            field: kind, act, status, or the report's publisher.
        """
        findings, readings, reports = schema.findings, schema.readings, schema.reports
        columns = {
            "kind": findings.c.kind,
            "act": findings.c.act,
            "status": findings.c.status,
            "publisher": reports.c.publisher,
        }
        column = columns[field]
        chosen = (
            select(column.label("value"), func.count().label("count"))
            .select_from(findings)
            .join(readings, readings.c.number == findings.c.reading)
            .join(reports, reports.c.number == findings.c.report)
            .where(
                is_current(readings),
                ~is_withdrawn(FINDING, findings.c.id),
                self._text_seen(findings.c.report),
                column.is_not(None),
            )
            .group_by(column)
            .order_by(func.count().desc(), column)
        )
        rows = self._connection.execute(chosen).all()
        told: dict[str, int] = {}
        for label, count in zip(self._texts([str(row.value) for row in rows]), (row[1] for row in rows), strict=True):
            told[label] = told.get(label, 0) + count
        return told

    def search(
        self, query: str, *, what: searching.What = searching.What.REPORTS, limit: int = 20, after: str | None = None
    ) -> searching.Page:
        """Search reports, findings or actors.

        Args:
            query: in the language of `onrecord.ledger.search`.
            what: what to search.
            limit: how many hits at most.
            after: `next` of the page before.

        Raises:
            UsageError: the query isn't in the language; the message says where and what to write.
        """
        search = searching.Search(
            self._connection, self._masker, self._guards, access=self._access, agreed=self._agreed
        )
        return search.page(parse(query), what=what, limit=limit, after=after)

    # --- what all of it goes through ---------------------------------------------------------------------------------

    def _seen(self, reports: Any) -> Any:  # noqa: ANN401 (a table; a condition)
        return visible(reports, access=self._access, agreed=self._agreed)

    def _text_seen(self, number: Any) -> Any:  # noqa: ANN401 (a column; a condition)
        return text_visible(number, access=self._access, agreed=self._agreed)

    def _may_tell(self, finding: str) -> bool:
        """Whether this view would show a finding, were it among those that count now."""
        findings = schema.findings
        seen = select(findings.c.number).where(
            findings.c.id == finding, ~is_withdrawn(FINDING, findings.c.id), self._text_seen(findings.c.report)
        )
        return self._connection.execute(seen.limit(1)).first() is not None

    def _may_tie(self, end: str) -> bool:
        """Whether this view would show what a tie hangs on."""
        kind, _, number = end.partition(":")
        if kind != REPORT:
            return self._may_tell(end)
        reports = schema.reports
        seen = select(reports.c.number).where(reports.c.number == int(number), self._seen(reports))
        return self._connection.execute(seen).first() is not None

    def _rows(self, chosen: Select[Any]) -> Iterator[RowMapping]:
        return iter(streamed(self._connection, chosen))

    def _texts(self, texts: Sequence[str]) -> list[str]:
        return [masked.text for masked in self._masker.mask_all(texts)]

    def _masked(self, records: Iterator[Record]) -> Iterator[Record]:
        while batch := list(islice(records, BATCH)):
            yield from masked_records(self._masker, batch)

    def _kept(self, number: int) -> Kept:
        reports = schema.reports
        chosen = select(reports).where(reports.c.number == number, self._seen(reports))
        row = self._connection.execute(chosen).mappings().one_or_none()
        if row is None:
            raise NoSuchCase(f"The case has no report {number}; `onrecord list` shows those it has.")
        return as_kept(row)

    def _report(self, number: int) -> Report:
        kept = self._kept(number)
        text = self._connection.execute(select(schema.texts.c.text).filter_by(digest=kept.text_digest)).scalar_one()
        return as_report(kept, text)

    def _findings(self) -> Select[Any]:
        findings, readings = schema.findings, schema.readings
        return (
            select(findings, readings.c.body, readings.c.reader)
            .join(readings, readings.c.number == findings.c.reading)
            .where(
                is_current(readings),
                ~is_withdrawn(FINDING, findings.c.id),
                self._text_seen(findings.c.report),
            )
        )

    def _judged(self, rows: Sequence[RowMapping]) -> list[Judged]:
        content: dict[int, dict[str, Any]] = {}
        for row in rows:
            if row["reading"] not in content:
                content[row["reading"]] = data_by_local(unpacked(row["body"]))
        found = [as_finding(row, content[row["reading"]][row["local"]]) for row in rows]
        states = decisions.states(self._connection, found)
        quotations = self._quotations(found)
        told = [
            Judged(
                finding=replace(finding, quotation=""),
                state=states[finding.id],
                reader=row["reader"],
                data=states[finding.id].data(dict(finding.data)),
            )
            for finding, row in zip(found, rows, strict=True)
        ]
        return [
            replace(judged, finding=replace(judged.finding, quotation=quotation))
            for judged, quotation in zip(masked_records(self._masker, told), quotations, strict=True)
        ]

    def _quotations(self, found: Sequence[Finding]) -> list[str]:
        """Quotations, masked with enough of their texts around them that no name is cut."""
        reports, texts = schema.reports, schema.texts
        chosen = (
            select(reports.c.number, texts.c.text)
            .join(texts, texts.c.digest == reports.c.text_digest)
            .where(reports.c.number.in_({finding.report for finding in found}))
        )
        whole = {number: text for number, text in self._connection.execute(chosen)}
        return self._quoted([(whole[finding.report], finding.extent) for finding in found])

    def _quoted(self, places: Sequence[tuple[str, Span]]) -> list[str]:
        """What stands at places of texts."""
        windows = []
        for text, span in places:
            start, end = window(text, span)
            windows.append((text[start:end], span.shifted(-start)))
        masked = self._masker.mask_all([text for text, _ in windows])
        return [each.quotation(span) for each, (_, span) in zip(masked, windows, strict=True)]


# What a name alone tells, as that it is an outlet's too, says nothing of why somebody is protected.
_ROLES = [*(role.value for role in Role), Sign.PUBLIC.value, Sign.UNLIKELY.value, Sign.UNNAMED.value]


def _bare(decision: Decision) -> Decision:
    return replace(decision, value=None, reason=None)
