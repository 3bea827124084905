"""The custody chain walked: every link, and every row against the entry that covers it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, Table, select

from onrecord.ledger import schema
from onrecord.ledger.engine import streamed
from onrecord.ledger.entries import START, Entry, entries_between, entry_hash, salted_digest

Tell = Callable[[str, str], None]
"""Takes what is wrong with what: a subject and a sentence."""


@dataclass(slots=True)
class Walked:
    """What a walk found.

    Attributes:
        entries: how many links the chain has.
        rows: how many rows they cover.
        erased: how many entries cover what was erased.
        last: the newest entry.
        known: of the heads asked for, those that lie in the chain.
    """

    entries: int = 0
    rows: int = 0
    erased: int = 0
    last: Entry | None = None
    known: set[str] = field(default_factory=set)


def walk(connection: Connection, fault: Tell, *, heads: Iterable[str] = ()) -> Walked:
    """Walk the chain from its start, telling `fault` of each link or row that isn't as it was put there."""
    wanted = set(heads)
    walked = Walked()
    erased = set(connection.execute(select(schema.tombstones.c.erased)).scalars())
    covered = [(table, _Grouped(connection, table)) for table in schema.CUSTODIED]
    salts = _Grouped(connection, schema.salts)
    previous, seq = START, 0
    for entry in entries_between(connection):
        seq += 1
        if entry.seq != seq:
            fault(f"entry {seq}", f"The entry is missing from the chain; the next there is {entry.seq}.")
            seq = entry.seq
        if entry.previous != previous:
            fault(
                f"entry {entry.seq}",
                f"It follows {entry.previous}, but the entry before it has the hash {previous}: an entry was taken "
                "out, put in, moved or changed here.",
            )
        if entry_hash(**{name: getattr(entry, name) for name in _HASHED}) != entry.hash:
            fault(f"entry {entry.seq}", f"{_told(entry)} was changed: its fields don't give its hash.")
        previous = entry.hash
        if entry.hash in wanted:
            walked.known.add(entry.hash)
        things = [(table, row) for table, rows in covered for row in rows.of(entry.seq, fault)]
        salt = [row["salt"] for row in salts.of(entry.seq, fault)]
        walked.rows += len(things)
        if entry.seq in erased:
            walked.erased += 1
            if salt or things:
                fault(f"entry {entry.seq}", f"{_told(entry)} covers what was erased, but rows of it are there.")
        elif not salt or salted_digest(salt[0], things) != entry.digest:
            missing = "" if things else " None of them are left."
            fault(entry.subject, f"{_told(entry)}: the rows that it covers are not as they were put there.{missing}")
        walked.entries += 1
        walked.last = entry
    for _, rows in [*covered, (schema.salts, salts)]:
        rows.rest(fault)
    return walked


_HASHED = tuple(name for name in Entry.__slots__ if name != "hash")


def _told(entry: Entry) -> str:
    return f"Entry {entry.seq} ({entry.action} {entry.subject}, {entry.at})"


class _Grouped:
    """Rows of one table, by the entry that covers them, in one pass beside the chain."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._table = table
        key = table.primary_key.columns[0]
        chosen = select(table).order_by(table.c.entry, key)
        self._rows = streamed(connection, chosen)
        self._next: RowMapping | None = next(self._rows, None)

    def of(self, seq: int, fault: Tell) -> Iterator[RowMapping]:
        while self._next is not None and self._next["entry"] < seq:
            self._stray(fault)
        while self._next is not None and self._next["entry"] == seq:
            row, self._next = self._next, next(self._rows, None)
            yield row

    def rest(self, fault: Tell) -> None:
        while self._next is not None:
            self._stray(fault)

    def _stray(self, fault: Tell) -> None:
        if self._next is not None:
            key = self._table.primary_key.columns[0].name
            fault(
                f"{self._table.name} {self._next[key]}",
                f"A row of {self._table.name} is covered by entry {self._next['entry']}, which isn't in the chain.",
            )
            self._next = next(self._rows, None)
