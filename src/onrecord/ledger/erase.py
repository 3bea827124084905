"""Erasing: bytes, text, index entries, quotations, decisions and their values go; a nameless tombstone stays.

Entries of the chain are never changed. Those that covered what was erased keep a digest whose salt is gone, so that
nobody can find what it was by trying. What such an entry covered beside, an original that another report still needs,
say, is put under a new entry.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Table, delete, insert, or_, select, text

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import erasing, guards, schema
from onrecord.ledger.columns import moment
from onrecord.ledger.engine import PostgreSQL, SQLite
from onrecord.ledger.naming import (
    keys_in,
    letters_going,
    masker_of_forgotten,
    only_named_in,
    still_named,
    ties_going,
)
from onrecord.ledger.protected import person_key
from onrecord.ledger.protecting import forget
from onrecord.ledger.store import Ledger
from onrecord.ledger.writing import Writing

_AT_ONCE: Final = 5000

REMAINS: Final = (
    "Copies outside this case stay: backups, exports, briefs, what others were sent.",
    "That something was erased, when and by whom stays in the custody chain.",
    "Flash storage and snapshots may keep older copies of files; only an encrypted disk prevents that.",
)
REMAINS_ON_A_SERVER: Final = (
    "On PostgreSQL, older copies stay in its write-ahead log until that is recycled, in archived logs, on replicas and "
    "in dumps: ask whoever runs the server to rotate and delete those."
)
REMAINS_REMOTELY: Final = "Where the store of originals keeps versions of objects, delete those of the erased ones too."


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure took.

    Attributes:
        reports: their numbers.
        failures: their numbers; failures of the same originals or ids go with the reports.
        originals: how many.
        decisions: how many decisions and assessments.
        ties: how many ties and undoings of ties.
        letters: how many requests for a response, and replies, that named somebody whom only these reports tell of.
        remains: what is left, and where, in sentences for the user.
    """

    reports: tuple[int, ...]
    failures: tuple[int, ...]
    originals: int
    decisions: int
    ties: int
    letters: int
    remains: tuple[str, ...]


def erase(
    ledger: Ledger,
    reports: Collection[int] = (),
    *,
    failures: Collection[int] = (),
    reason: str | None = None,
    together: bool = False,
) -> Erased:
    """Erase reports, with all that the case holds of them.

    Args:
        ledger: open, and by nobody else.
        reports: their numbers.
        failures: numbers of recorded failures.
        reason: why, without a name; it stays.
        together: whether reports that share an original or a text with them go too; they would keep what is erased.

    Raises:
        NoSuchCase: there is no such report or failure.
        UsageError: others share an original or a text, and `together` wasn't said; or the reason names somebody whom
            the reports name.
        LockedCase: another process has the case open.
        ReadOnlyCase: it can't be written.
    """
    with ledger.hold.alone():
        with ledger.writing() as writing:
            connection = writing.connection
            taken = _taken(connection, set(reports), set(failures), together=together)
            _refuse_names(connection, taken, reason)
            rows = _rows(connection, taken)
            gone = [row["sha256"] for row in rows[schema.originals.name]]
            # Not undone should the transaction fail: whoever carries on asks the ledger what went.
            erasing.begin(ledger.case, [ledger.originals.wrapping.name(sha256) for sha256 in gone])
            labels = still_named(connection, taken.reports, rows[schema.protections.name])
            _delete(ledger, writing, taken, rows, reason)
        erasing.finish(ledger.case, ledger.database, ledger.originals, ledger.hold)
    remains = [*REMAINS]
    if labels:
        remains.append(f"{', '.join(labels)} stay protected by name, because other reports may name them.")
    if isinstance(ledger.database, PostgreSQL):
        remains.append(REMAINS_ON_A_SERVER)
    if ledger.case.originals is not None:
        remains.append(REMAINS_REMOTELY)
    return Erased(
        tuple(sorted(taken.reports)),
        tuple(sorted(taken.failures)),
        len(gone),
        len(rows[schema.decisions.name]) + len(rows[schema.assessments.name]),
        len(rows[schema.ties.name]),
        len(rows[schema.requests.name]) + len(rows[schema.replies.name]),
        tuple(remains),
    )


@dataclass(slots=True)
class _Taken:
    reports: set[int]
    failures: set[int]
    originals: set[str]
    texts: set[str]


def _taken(connection: Connection, reports: set[int], failures: set[int], *, together: bool) -> _Taken:
    """The reports and failures that go, and with them whatever would keep the same bytes or text."""
    table, failed, acquisitions = schema.reports, schema.failures, schema.acquisitions
    asked = set(reports)
    for numbers, where, word in ((reports, table, "report"), (failures, failed, "failure")):
        missing = numbers - set(connection.scalars(select(where.c.number).where(where.c.number.in_(numbers))))
        if missing:
            raise NoSuchCase(f"There is no {word} {min(missing)}; `onrecord list` shows those there are.")
    originals: set[str] = set()
    texts: set[str] = set()
    while True:
        originals |= set(connection.scalars(select(table.c.sha256).where(table.c.number.in_(reports))))
        originals |= set(connection.scalars(select(acquisitions.c.sha256).where(acquisitions.c.failure.in_(failures))))
        texts |= set(connection.scalars(select(table.c.text_digest).where(table.c.number.in_(reports))))
        same = or_(table.c.sha256.in_(originals), table.c.text_digest.in_(texts))
        more = set(connection.scalars(select(table.c.number).where(same))) - reports
        ids = select(table.c.id).where(table.c.number.in_(reports))
        by_original = select(acquisitions.c.failure).where(
            acquisitions.c.sha256.in_(originals), acquisitions.c.failure.is_not(None)
        )
        alike = or_(failed.c.id.in_(ids), failed.c.number.in_(by_original))
        more_failed = set(connection.scalars(select(failed.c.number).where(alike))) - failures
        if not more and not more_failed:
            break
        reports |= more
        failures |= more_failed
    if reports != asked and not together:
        others = ", ".join(str(number) for number in sorted(reports - asked)[:10])
        raise UsageError(
            f"The same original or the same text is kept as report {others} too, and would stay. Say --together to "
            "erase all of them, or put what shall stay in files of its own and add those first."
        )
    return _Taken(reports, failures, originals, texts)


def _rows(connection: Connection, taken: _Taken) -> dict[str, list[RowMapping]]:
    """The custodied rows that go, by table."""
    reports = taken.reports
    findings = set(
        connection.scalars(select(schema.findings.c.id).where(schema.findings.c.report.in_(reports)).distinct())
    )
    subjects = [f"report:{number}" for number in reports] + [f"finding:{finding}" for finding in findings]
    kept: dict[str, list[RowMapping]] = {
        schema.originals.name: _chosen(connection, schema.originals, "sha256", taken.originals),
        schema.reports.name: _chosen(connection, schema.reports, "number", reports),
        schema.acquisitions.name: [
            *_chosen(connection, schema.acquisitions, "report", reports),
            *_chosen(connection, schema.acquisitions, "failure", taken.failures),
        ],
        schema.readings.name: _chosen(connection, schema.readings, "report", reports),
        schema.failures.name: _chosen(connection, schema.failures, "number", taken.failures),
        schema.decisions.name: _chosen(connection, schema.decisions, "finding", findings),
        schema.assessments.name: _chosen(connection, schema.assessments, "finding", findings),
        schema.withdrawals.name: _chosen(connection, schema.withdrawals, "subject", subjects),
    }
    going = only_named_in(connection, reports)
    forgotten = masker_of_forgotten(connection, reports, going)
    kept[schema.ties.name] = ties_going(connection, {*subjects, *findings}, forgotten)
    kept |= letters_going(connection, forgotten)
    letters = [f"request:{row['number']}" for row in kept[schema.requests.name]]
    kept[schema.withdrawals.name] += _chosen(connection, schema.withdrawals, "subject", letters)
    for table in (schema.protections, schema.reveals):
        every = connection.execute(select(table)).mappings().all()
        kept[table.name] = [row for row in every if person_key(row["person"]) in going]
    return kept


def _chosen(connection: Connection, table: Table, column: str, values: Collection[Any]) -> list[RowMapping]:
    chosen = [
        row
        for some in _at_once(sorted(values))
        for row in connection.execute(select(table).where(table.c[column].in_(some))).mappings()
    ]
    return chosen


def _delete(
    ledger: Ledger, writing: Writing, taken: _Taken, rows: dict[str, list[RowMapping]], reason: str | None
) -> None:
    connection = writing.connection
    deferred = (
        "SET CONSTRAINTS ALL DEFERRED" if isinstance(ledger.database, PostgreSQL) else "PRAGMA defer_foreign_keys = ON"
    )
    connection.execute(text(deferred))
    last = writing.head
    connection.execute(insert(schema.erasing), [{"entry": 0 if last is None else last.seq + 1}])
    entries = {row["entry"] for some in rows.values() for row in some}
    survivors = _survivors(connection, rows, entries)
    tombs = [(row["entry"], table, row.get("number")) for table, some in rows.items() for row in some]

    readings = [row["number"] for row in rows[schema.readings.name]]
    found = select(schema.findings.c.number).where(schema.findings.c.reading.in_(readings))
    connection.execute(delete(schema.actors).where(schema.actors.c.finding.in_(found)))
    connection.execute(delete(schema.findings).where(schema.findings.c.reading.in_(readings)))
    going = {name: [*rows.get(name, ()), *survivors.get(name, ())] for name in {*rows, *survivors}}
    last_ones = (schema.reports, schema.originals)  # persons are taken out before the reports that they appear in
    for table in reversed(schema.metadata.sorted_tables):
        if table not in last_ones:
            _delete_rows(connection, table, going.get(table.name, ()))
    for some in _at_once(sorted(entries)):
        connection.execute(delete(schema.salts).where(schema.salts.c.entry.in_(some)))
    _forget_unmet(connection, {person_key(row["person"]) for row in rows[schema.protections.name]})
    forget(writing, taken.reports)
    for table in last_ones:
        _delete_rows(connection, table, going.get(table.name, ()))
    for some in _at_once(sorted(taken.texts)):
        connection.execute(delete(schema.texts).where(schema.texts.c.digest.in_(some)))

    _keep_under_new_entries(writing, survivors)
    things = []
    for entry, what, which in sorted(tombs, key=lambda tomb: (tomb[0], tomb[1], tomb[2] or 0)):
        row = {"number": writing.number(schema.tombstones), "erased": entry, "what": what, "which": which}
        things.append((schema.tombstones, {**row, "reason": reason, "who": writing.who, "at": moment(writing.at)}))
    subjects = [f"report:{number}" for number in sorted(taken.reports)]
    subjects += [f"failure:{number}" for number in sorted(taken.failures)]
    writing.record(
        "erased", subjects[0] if len(subjects) == 1 else f"{subjects[0]} and {len(subjects) - 1} more", things
    )
    writing.flush()
    if isinstance(ledger.database, SQLite):
        # FTS5's secure-delete takes a row's words out of the index, but not out of the list by which its pages are
        # found: each page's first word stays there. Only an index that is made anew knows nothing of it.
        for index, *_ in guards.FULL_TEXT:
            connection.exec_driver_sql(guards.sqlite_full_text_anew(index))
    connection.execute(delete(schema.erasing))


def _delete_rows(connection: Connection, table: Table, rows: Sequence[RowMapping]) -> None:
    key = table.primary_key.columns[0]
    for some in _at_once(rows):
        connection.execute(delete(table).where(key.in_([row[key.name] for row in some])))


def _forget_unmet(connection: Connection, keys: Collection[str]) -> None:
    """Take out persons whom only a protection told of; those whom a reading told of are `forget`'s."""
    persons, appearances, guards = schema.persons, schema.appearances, schema.guards
    met = select(appearances.c.person)
    for some in _at_once(sorted(keys)):
        unmet = select(persons.c.number).where(persons.c.key.in_(some), persons.c.number.not_in(met))
        numbers = connection.scalars(unmet).all()
        connection.execute(delete(guards).where(guards.c.person.in_(numbers)))
        connection.execute(delete(persons).where(persons.c.number.in_(numbers)))


def _survivors(
    connection: Connection, rows: dict[str, list[RowMapping]], entries: set[int]
) -> dict[str, list[RowMapping]]:
    """Rows that the same entries cover and that stay."""
    survivors: dict[str, list[RowMapping]] = defaultdict(list)
    for table in schema.CUSTODIED:
        if table in schema.NEVER_ERASED:
            continue
        key = table.primary_key.columns[0].name
        going = {row[key] for row in rows.get(table.name, ())}
        survivors[table.name] += [row for row in _chosen(connection, table, "entry", entries) if row[key] not in going]
    return survivors


def _keep_under_new_entries(writing: Writing, survivors: dict[str, list[RowMapping]]) -> None:
    by_entry: dict[int, list[tuple[Table, dict[str, Any]]]] = defaultdict(list)
    for table in schema.CUSTODIED:
        for row in survivors.get(table.name, ()):
            by_entry[row["entry"]].append((table, {name: value for name, value in row.items() if name != "entry"}))
    for entry in sorted(by_entry):
        writing.record("kept", f"entry:{entry}", by_entry[entry])


def _refuse_names(connection: Connection, taken: _Taken, reason: str | None) -> None:
    """A reason that names whom it shall protect would outlast the erasure."""
    if reason is None:
        return
    actors, findings, persons, appearances = schema.actors, schema.findings, schema.persons, schema.appearances
    named = select(actors.c.name).join(findings, findings.c.number == actors.c.finding)
    names = set(connection.scalars(named.where(findings.c.report.in_(taken.reports), actors.c.kind == "person")))
    met = select(persons.c.name).join(appearances, appearances.c.person == persons.c.number)
    names |= set(connection.scalars(met.where(appearances.c.report.in_(taken.reports))))
    words = keys_in(reason)
    if any(keys_in(name) & words for name in names):
        raise UsageError("The reason names somebody whom the report names, and would stay; write it without a name.")


def _at_once(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
