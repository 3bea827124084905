"""The tables of a ledger.

Three kinds of table. *Custodied* ones hold what somebody put there: each row names the entry of the custody chain that
covers it. *Derived* ones can be made anew from custodied ones, and `check` does so. The rest is the chain itself.

`info={"proof": False}` on a column keeps it out of the entry's digest: it is derived, or another column holds its
digest. `info={"content": False}` keeps it out of the content digest: a clock, a name of who typed, a number that
depends on the order of things. `info={"by": other}` puts the referred row's own content in its place.

What changes here is brought about by a version in `migrations/`; see `migrations/snapshot.py`.
"""

from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.schema import SchemaItem

from onrecord.ledger.columns import AnyText, Digest, Moment, Number, Score

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

CLOCK: dict[str, Any] = {"content": False}
DERIVED: dict[str, Any] = {"proof": False, "content": False}


def _table(name: str, *parts: SchemaItem) -> Table:
    return Table(name, metadata, *parts, sqlite_strict=True)


def _key(column: str) -> ForeignKey:
    # Checked at once, unless a transaction asks for its end: an erasure takes rows that refer to one another.
    return ForeignKey(column, deferrable=True, initially="IMMEDIATE")


def _number() -> "Column[int]":
    return Column("number", Number, primary_key=True, autoincrement=False, info=CLOCK)


def _entry() -> "Column[int]":
    return Column("entry", Number, _key("entries.seq"), nullable=False, index=True, info=DERIVED)


def _who_and_when() -> tuple["Column[str]", "Column[str]"]:
    return Column("who", AnyText, nullable=False), Column("at", Text, nullable=False, info=CLOCK)


# --- the chain -------------------------------------------------------------------------------------------------------

entries = _table(
    "entries",
    Column("seq", Number, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", AnyText, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),  # a table and a number, never a name: entries outlive an erasure
    Column("digest", Digest, nullable=False),
    Column("previous", Digest, nullable=False),
    Column("hash", Digest, nullable=False),
)

# Without its salt, the digest of a short thing could be found by trying names; an erasure takes the salt too.
salts = _table(
    "salts",
    Column("entry", Number, _key("entries.seq"), primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
)

heads = _table(
    "heads",
    _number(),
    Column("seq", Number, _key("entries.seq"), nullable=False),
    Column("hash", Digest, nullable=False),
    Column("kind", Text, nullable=False),  # signature | token
    Column("authority", AnyText, nullable=False),  # the public key, or the timestamping authority
    Column("proof", LargeBinary, nullable=False),  # the signature's or the token's bytes
    Column("at", Moment, nullable=False),
)

# Holds a row only within a transaction that erases; the insert-only triggers look here.
erasing = _table("erasing", Column("entry", Number, primary_key=True, autoincrement=False))

# --- custodied -------------------------------------------------------------------------------------------------------

# What the case is: its id, name and time of making, as in case.json.
meta = _table("meta", Column("key", Text, primary_key=True), Column("value", AnyText, nullable=False), _entry())

originals = _table(
    "originals",
    Column("sha256", Digest, primary_key=True),
    Column("sha1", Digest, nullable=False),  # SHA-1 and MD5 only to match others' records
    Column("md5", Digest, nullable=False),
    Column("size", Number, nullable=False),
    Column("media_type", AnyText, nullable=False),
    _entry(),
)

reports = _table(
    "reports",
    _number(),
    Column("id", AnyText, nullable=False, index=True),
    Column("source", AnyText, nullable=False),
    Column("sha256", Digest, _key("originals.sha256"), nullable=False),
    Column("locator", AnyText, nullable=False),
    Column("text_digest", Digest, _key("texts.digest"), nullable=False, index=True),
    Column("media_type", AnyText, nullable=False),
    Column("language", AnyText),
    Column("publisher", AnyText, index=True),
    Column("title", AnyText),
    Column("byline", AnyText),
    Column("published", AnyText, index=True),
    Column("url", AnyText),
    Column("access", Text, nullable=False),
    Column("consent", AnyText),
    # No foreign keys: either may point to a report that was erased, and rows are never updated.
    Column("previous", Number, info={"by": "report"}),
    Column("same_text", Number, info=CLOCK),
    _entry(),
    UniqueConstraint("sha256", "locator", "text_digest"),
)

acquisitions = _table(
    "acquisitions",
    _number(),
    Column("report", Number, _key("reports.number"), index=True, info={"by": "report"}),
    Column("failure", Number, _key("failures.number"), info={"by": "failure"}),
    Column("sha256", Digest, _key("originals.sha256"), nullable=False),
    Column("source", AnyText, nullable=False),
    Column("url", AnyText),
    Column("how", Text, nullable=False),
    Column("headers", AnyText),
    Column("obtained", Moment, nullable=False, info=CLOCK),
    Column("who", AnyText, nullable=False, info=CLOCK),
    _entry(),
)
Index("ix_acquisitions_url", acquisitions.c.url, sqlite_where=text("url IS NOT NULL"))

readings = _table(
    "readings",
    _number(),
    Column("report", Number, _key("reports.number"), nullable=False, index=True, info={"by": "report"}),
    Column("reader", AnyText, nullable=False),
    Column("digest", Digest, nullable=False),  # of the body before it was compressed
    Column("body", LargeBinary, nullable=False, info=DERIVED),
    Column("at", Moment, nullable=False, info=CLOCK),
    _entry(),
)

failures = _table(
    "failures",
    _number(),
    Column("id", AnyText, nullable=False, index=True),
    Column("source", AnyText, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", AnyText, nullable=False),
    Column("at", Moment, nullable=False, info=CLOCK),
    _entry(),
)

decisions = _table(
    "decisions",
    _number(),
    Column("finding", Text, nullable=False, index=True),
    Column("verdict", Text, nullable=False, index=True),
    Column("field", Text),
    Column("value", AnyText),  # canonical JSON
    Column("reason", AnyText),
    Column("basis", AnyText),  # the reader whose reading was decided on
    Column("undoes", Number, _key("decisions.number"), info={"by": "decision"}),
    *_who_and_when(),
    _entry(),
)

assessments = _table(
    "assessments",
    _number(),
    Column("finding", Text, nullable=False, index=True),
    Column("dimension", Text, nullable=False),
    Column("value", Text),
    Column("by", AnyText),
    Column("standard", AnyText),
    Column("reason", AnyText),
    *_who_and_when(),
    _entry(),
)

protections = _table(
    "protections",
    _number(),
    Column("person", AnyText, nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("aliases", AnyText, nullable=False),  # canonical JSON
    Column("phrases", AnyText, nullable=False),  # canonical JSON
    Column("reason", AnyText),
    *_who_and_when(),
    _entry(),
)

reveals = _table(
    "reveals",
    _number(),
    Column("person", AnyText, nullable=False, index=True),
    Column("reason", AnyText, nullable=False),
    Column("ends", Number, nullable=False),  # 1: takes an earlier reveal back; SQLite's strict tables know no booleans
    *_who_and_when(),
    _entry(),
)

withdrawals = _table(
    "withdrawals",
    _number(),
    Column("subject", Text, nullable=False, index=True),
    Column("reason", AnyText, nullable=False),
    Column("undoes", Number, _key("withdrawals.number"), info={"by": "withdrawal"}),
    *_who_and_when(),
    _entry(),
)

# What reviewers say about two things; an undoing repeats what it undoes, without the kind.
ties = _table(
    "ties",
    _number(),
    Column("kind", Text),
    Column("first", Text, nullable=False, index=True),  # a finding's id, or report:N
    Column("second", Text, nullable=False, index=True),
    Column("reason", AnyText),
    Column("undoes", Number, _key("ties.number"), info={"by": "tie"}),
    *_who_and_when(),
    _entry(),
)

# Requests for a response: to whom, by which channel, on which date, with which deadline; and what was answered.
requests = _table(
    "requests",
    _number(),
    Column("whom", AnyText, nullable=False),
    Column("channel", AnyText, nullable=False),
    Column("sent", Text, nullable=False),
    Column("deadline", Text),
    Column("note", AnyText),
    *_who_and_when(),
    _entry(),
)

replies = _table(
    "replies",
    _number(),
    Column("request", Number, _key("requests.number"), nullable=False, index=True, info={"by": "request"}),
    Column("received", Text, nullable=False),
    Column("note", AnyText),
    Column(
        "report", Number, info={"by": "report"}
    ),  # no foreign key: the answer stays known where its report is erased
    *_who_and_when(),
    _entry(),
)

# What an erasure leaves of each row that it took: the table, the number (never given again), the entry that covered it.
tombstones = _table(
    "tombstones",
    _number(),
    Column("erased", Number, _key("entries.seq"), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("which", Number, info=CLOCK),
    Column("reason", AnyText),
    *_who_and_when(),
    _entry(),
)

# --- derived ---------------------------------------------------------------------------------------------------------

texts = _table(
    "texts",
    _number(),
    Column("digest", Digest, nullable=False, unique=True),
    Column("text", AnyText, nullable=False),
)

findings = _table(
    "findings",
    _number(),
    Column("id", Text, nullable=False, index=True),
    Column("reading", Number, _key("readings.number"), nullable=False, index=True),
    Column("report", Number, _key("reports.number"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("local", Text, nullable=False),
    Column("act", Text),
    Column("status", Text),
    Column("score", Score),
    Column("start", Number, nullable=False),
    Column("end", Number, nullable=False),
    Column("extent_start", Number, nullable=False),
    Column("extent_end", Number, nullable=False),
    Column("quotation", AnyText, nullable=False),
)
Index("ix_findings_kind_act_number", findings.c.kind, findings.c.act, findings.c.number)

actors = _table(
    "actors",
    Column("finding", Number, _key("findings.number"), primary_key=True, autoincrement=False),
    Column("name", AnyText, nullable=False, index=True),
    Column("kind", Text, nullable=False),
)

# Protected persons, and those who are told to hold a public position; `ledger/protecting.py` makes the rows.
persons = _table(
    "persons",
    _number(),
    Column("key", AnyText, nullable=False, unique=True),
    Column("name", AnyText, nullable=False),
    Column("label", Text, nullable=False),
)

appearances = _table(
    "appearances",
    Column("person", Number, ForeignKey("persons.number"), primary_key=True, autoincrement=False),
    Column("report", Number, ForeignKey("reports.number"), primary_key=True, autoincrement=False, index=True),
    Column("role", Text, primary_key=True),
)

guards = _table(
    "guards",
    _number(),
    Column("person", Number, ForeignKey("persons.number"), nullable=False, index=True),
    Column("key", AnyText, nullable=False, index=True),
    Column("part", Text, nullable=False),
    Column("rest", AnyText, nullable=False),
)

CUSTODIED = (
    meta,
    originals,
    reports,
    acquisitions,
    readings,
    failures,
    decisions,
    assessments,
    protections,
    reveals,
    withdrawals,
    ties,
    requests,
    replies,
    tombstones,
)
DERIVED_TABLES = (texts, findings, actors, persons, appearances, guards)

NEVER_ERASED = (entries, heads, meta, tombstones)
"""Not even an erasure changes these."""
