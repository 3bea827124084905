"""Checks a case: what it holds is what was put there, and what that doesn't prove.

Each part goes over one kind of thing and tells what it checked, or what is wrong with which thing. A part that damage
stops is itself a fault, and the others go on.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from sqlalchemy import Executable, RowMapping, func, select
from sqlalchemy.exc import DBAPIError

from onrecord.errors import DamagedCase, LedgerError, LockedCase, NoSuchCase, OnrecordError, ReadOnlyCase
from onrecord.ledger import guards, migrations, schema
from onrecord.ledger.chain import Walked, walk
from onrecord.ledger.engine import SQLite, streamed
from onrecord.ledger.findings import found_in, unpacked
from onrecord.ledger.persons_check import persons_faults
from onrecord.ledger.store import Ledger
from onrecord.records.plain import from_canonical


@dataclass(frozen=True, slots=True)
class Checked:
    """A kind of thing that was checked: what, and how many."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that isn't as it was put there: which thing, and what is wrong with it."""

    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that needs to be known, and is no fault."""

    message: str


@dataclass(frozen=True, slots=True)
class Unproven:
    """Something that this check doesn't prove."""

    message: str


Told = Checked | Fault | Note | Unproven

UNPROVEN = (
    "That a report is true, or that its source said so: a hash proves that bytes are the same, not that they're right.",
    "When anything was done, and by whom: times and names are those that this machine and its users gave.",
)
NO_HEAD = (
    "That nothing was cut from the end of the chain, or that the chain was not written anew as a whole: give a head "
    "that was signed, timestamped or written down elsewhere (`--head`)."
)


def check(ledger: Ledger, *, heads: Iterable[str] = ()) -> Iterator[Told]:
    """Check everything that the case holds.

    Args:
        ledger: the open ledger.
        heads: hashes of entries that are known from elsewhere: signed, timestamped or written down.

    Returns:
        What was checked and what is wrong, as it is found; then what this doesn't prove.
    """
    wanted = list(heads)
    yield from _guarded("ledger", lambda: _files(ledger))
    yield from _guarded("ledger", lambda: _tables(ledger))
    yield from _guarded("entries", lambda: _chain(ledger, wanted))
    yield from _guarded("texts", lambda: _texts(ledger))
    yield from _guarded("readings", lambda: _readings(ledger))
    yield from _guarded("protected persons", lambda: _persons(ledger))
    yield from _guarded("full-text index", lambda: _full_text(ledger))
    yield from _guarded("originals", lambda: _originals(ledger))
    for message in (*UNPROVEN, *(() if wanted else (NO_HEAD,))):
        yield Unproven(message)


def _guarded(subject: str, part: Callable[[], Iterator[Told]]) -> Iterator[Told]:
    """A part of the check, with whatever damage stops it told as a fault."""
    try:
        yield from part()
    except LockedCase:
        raise  # nothing is wrong with the case
    except OnrecordError as error:
        yield Fault(subject, error.message)
    except DBAPIError as error:
        yield Fault(subject, f"It can't be read on: {error.orig}.")
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, zlib.error) as error:
        # Values of a form that onrecord never writes; which reader of them stumbles first depends on the damage.
        yield Fault(subject, f"It holds what was never put there ({type(error).__name__}: {error}).")


def _files(ledger: Ledger) -> Iterator[Told]:
    with ledger.snapshot() as connection:
        damage = list(ledger.database.damage(connection))
    for line in damage:
        yield Fault("ledger", f"The database's own check says: {line}")
    if isinstance(ledger.database, SQLite):
        yield Checked("ledger files", 1)
    else:
        yield Unproven("That the database server's own files are whole: only the server can look at them.")


def _tables(ledger: Ledger) -> Iterator[Told]:
    """The tables, triggers and indexes are those of this version; the case is the one that its folder says."""
    database = ledger.database
    with ledger.snapshot() as connection:
        found = database.definitions(connection)
        told = {key: value for key, value in connection.execute(select(schema.meta.c.key, schema.meta.c.value))}
        erasing = connection.execute(select(schema.erasing)).first()
        version = migrations.version(connection)
    expected = migrations.expected_definitions(database)
    for name in sorted(expected.keys() | found.keys()):
        if found.get(name) != expected.get(name):
            what = (
                "was changed" if name in found and name in expected else "was added" if name in found else "is missing"
            )
            yield Fault("ledger", f"{name} {what}: the ledger's tables, indexes and triggers are not onrecord's.")
    if version != migrations.LATEST:
        yield Fault("ledger", f"Its version is {version}, not {migrations.LATEST}.")
    if erasing is not None:
        yield Fault("ledger", "It stands as in the midst of an erasure, which never outlasts one.")
    case = ledger.case
    for key, value in (("id", case.id), ("name", case.name), ("made", case.made)):
        if told.get(key) != value:
            yield Fault("case.json", f"The {key} of the case is {value!a}, in its ledger {told.get(key)!a}.")
    yield Checked("tables, indexes and triggers", len(expected))


def _chain(ledger: Ledger, heads: list[str]) -> Iterator[Told]:
    faults: list[Fault] = []
    with ledger.snapshot() as connection:
        walked: Walked = walk(connection, lambda subject, message: faults.append(Fault(subject, message)), heads=heads)
    yield from faults
    if walked.last is None:
        yield Fault("entries", "The custody chain has no entry, not even that of the case's making.")
        return
    for head in heads:
        if head not in walked.known:
            yield Fault(
                "entries",
                f"The head {head} is not in the chain: entries were cut from its end, or it was written anew.",
            )
        elif head != walked.last.hash:
            yield Note(f"Since the head {head[:8]}… entries were added; those are not vouched for by it.")
    yield Checked("entries of the custody chain", walked.entries)
    yield Checked("rows that entries cover", walked.rows)
    if walked.erased:
        yield Note(f"{walked.erased} entries cover what was erased; of that, nothing is left to check.")


def _texts(ledger: Ledger) -> Iterator[Told]:
    texts, reports = schema.texts, schema.reports
    count = 0
    with ledger.snapshot() as connection:
        used = select(reports.c.number).where(reports.c.text_digest == texts.c.digest).limit(1).scalar_subquery()
        chosen = select(texts, used.label("report")).order_by(texts.c.number)
        for row in streamed(connection, chosen, at_a_time=100):
            count += 1
            number, report = row["number"], row["report"]
            if hashlib.sha256(row["text"].encode("utf-8", "surrogatepass")).hexdigest() != row["digest"]:
                yield Fault(f"report {report}", "Its text was changed: it doesn't give the digest that was kept of it.")
            if report is None:
                yield Fault(f"text {number}", "A text that is no report's.")
    yield Checked("texts", count)


def _readings(ledger: Ledger) -> Iterator[Told]:
    """Every body gives its digest; every finding, with its quotation, follows from it and from the text."""
    readings, reports, texts = schema.readings, schema.reports, schema.texts
    chosen = (
        select(readings, texts.c.text, texts.c.digest.label("text_digest"))
        .join(reports, reports.c.number == readings.c.report)
        .join(texts, texts.c.digest == reports.c.text_digest)
        .order_by(readings.c.number)
    )
    count = findings = 0
    with ledger.snapshot() as connection:
        kept = _Ahead(streamed(connection, _kept_findings()))
        for row in streamed(connection, chosen, at_a_time=100):
            count += 1
            subject = f"report {row['report']}, reading {row['number']}"
            try:
                body = unpacked(row["body"])
            except zlib.error as error:
                yield Fault(subject, f"Its body can't be unpacked ({error}).")
                kept.of(row["number"])
                continue
            if hashlib.sha256(body).hexdigest() != row["digest"]:
                yield Fault(subject, "It was changed: it doesn't give the digest that was kept of it.")
            expected = list(found_in(from_canonical(body), row["text"], row["text_digest"]))
            rows = kept.of(row["number"])
            findings += len(rows)
            for wanted, there in zip_longest(expected, rows):
                if wanted is None:
                    yield Fault(subject, f"The finding {there['id']} is not in the reading.")
                elif there is None:
                    yield Fault(subject, f"The finding {wanted.values['id']} is missing.")
                else:
                    told = {**wanted.values, "name": wanted.name, "actor_kind": wanted.actor_kind}
                    told["report"] = row["report"]
                    changed = sorted(key for key, value in told.items() if there[key] != value)
                    if changed:
                        yield Fault(f"{subject}, finding {there['id']}", f"Its {', '.join(changed)} was changed.")
        for there in kept.rest():
            yield Fault(f"finding {there['id']}", f"It is of reading {there['reading']}, which isn't there.")
    yield Checked("readings", count)
    yield Checked("findings", findings)


def _kept_findings() -> Executable:
    findings, actors = schema.findings, schema.actors
    return (
        select(findings, actors.c.name.label("name"), actors.c.kind.label("actor_kind"))
        .outerjoin(actors, actors.c.finding == findings.c.number)
        .order_by(findings.c.reading, findings.c.number)
    )


class _Ahead:
    """Findings in the order of their readings, taken reading by reading."""

    def __init__(self, rows: Iterator[RowMapping]) -> None:
        self._rows = rows
        self._next = next(rows, None)
        self._strays: list[RowMapping] = []

    def of(self, reading: int) -> list[RowMapping]:
        taken: list[RowMapping] = []
        while self._next is not None and self._next["reading"] <= reading:
            (taken if self._next["reading"] == reading else self._strays).append(self._next)
            self._next = next(self._rows, None)
        return taken

    def rest(self) -> Iterator[RowMapping]:
        yield from self._strays
        while self._next is not None:
            yield self._next
            self._next = next(self._rows, None)


def _persons(ledger: Ledger) -> Iterator[Told]:
    with ledger.snapshot() as connection:
        for message in persons_faults(connection):
            yield Fault("protected persons", message)
        count = connection.execute(select(func.count()).select_from(schema.persons)).scalar_one()
    yield Checked("protected persons", count)


def _full_text(ledger: Ledger) -> Iterator[Told]:
    try:
        damage = list(ledger.database.full_text_damage())
    except ReadOnlyCase:
        yield Unproven(
            "That searches find all there is: full-text indexes can't be checked where nothing can be written."
        )
        return
    except LockedCase:
        yield Unproven(
            "That searches find all there is: another process was writing, and full-text indexes can't be checked "
            "meanwhile."
        )
        return
    for line in damage:
        yield Fault("full-text index", line)
    if isinstance(ledger.database, SQLite):
        yield Checked("full-text indexes", len(guards.FULL_TEXT))


def _originals(ledger: Ledger) -> Iterator[Told]:
    """Every original gives its hashes, and nothing else lies among them."""
    originals = schema.originals
    count, known = 0, []
    with ledger.snapshot() as connection:
        rows = [
            (row["sha256"], bytes.fromhex(row["sha1"] + row["md5"]), row["size"])
            for row in streamed(connection, select(originals).order_by(originals.c.entry))
        ]
    # Hashing takes long; no transaction is held meanwhile, so that the ledger's log doesn't grow behind it.
    for sha256, others, size in rows:
        count += 1
        known.append(sha256)
        subject = f"original {sha256}"
        hashes = hashlib.sha1(usedforsecurity=False), hashlib.md5(usedforsecurity=False)
        length = 0
        try:
            for chunk in ledger.originals.chunks(sha256):
                length += len(chunk)
                for each in hashes:
                    each.update(chunk)
        except NoSuchCase:
            yield Fault(subject, "It is missing.")
            continue
        except (DamagedCase, LedgerError) as error:
            yield Fault(subject, error.message)
            continue
        if (length, b"".join(each.digest() for each in hashes)) != (size, others):
            yield Fault(subject, "Its size, SHA-1 or MD5 in the ledger is not that of its bytes.")
    yield Checked("originals", count)
    orphans = ledger.originals.orphans(known)
    if orphans:
        yield Note(
            f"{len(orphans)} files among the originals are no report's, for example {orphans[0]!a}: most likely left "
            "by a process that was stopped; adding the same again takes them in."
        )
    if unfinished := ledger.originals.unfinished():
        yield Note(f"{unfinished} files were left unfinished by a process that was stopped; `add` removes them.")
