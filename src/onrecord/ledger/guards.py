"""Insert-only tables and full-text indexes in step with them: triggers, as data, for each engine.

No row is ever updated. A row of an erasable table can be deleted while `erasing` holds a row, which it does only within
the one transaction that erases. Whoever opens the ledger with another program can drop a trigger; the custody chain
tells what was changed then. The triggers hold onrecord itself, and its migrations, to their word.
"""

# ruff: noqa: S608 (statements are put together from the names of the tables above, never from anybody's words)

from collections.abc import Container

from sqlalchemy import Table

from onrecord.ledger import schema

REFUSED = "insert-only"

INDEXED = 200_000
"""So many characters of a text PostgreSQL's full-text index holds."""

FULL_TEXT = (
    ("report_text", "text", schema.texts, "number"),
    ("finding_text", "quotation", schema.findings, "number"),
    ("actor_text", "name", schema.actors, "finding"),
    ("title_text", "title", schema.reports, "number"),
)
"""Full-text index, column, the table that holds what it indexes, and that table's key."""

WORDS = "words"
"""On PostgreSQL, the column of `texts` that holds a text's words and their places.

Its index has no places, so that each text that has all of a phrase's words is looked at: some 10 µs a text, where
making its words anew takes half a millisecond.
"""


def _guarded(there: Container[str] | None) -> list[Table]:
    return [table for table in schema.metadata.sorted_tables if table is not schema.erasing and _is(table.name, there)]


def _is(name: str, there: Container[str] | None) -> bool:
    return there is None or name in there


def sqlite_triggers(there: Container[str] | None = None) -> dict[str, str]:
    """Names of SQLite's triggers, and the statements that make them.

    Args:
        there: the tables that there are, midway through migrations; None: all of the schema's.
    """
    made = {}
    for table in _guarded(there):
        name = table.name
        door = "" if table in schema.NEVER_ERASED else "WHEN NOT EXISTS (SELECT 1 FROM erasing) "
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}: {name}'); END"
        made[f"{name}_no_update"] = f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} {refuse}"
        made[f"{name}_no_delete"] = f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} {door}{refuse}"
    for index, column, table, key in FULL_TEXT:
        if not _is(index, there):
            continue
        made[f"{index}_insert"] = (
            f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table.name} BEGIN "
            f"INSERT INTO {index}(rowid, {column}) VALUES (new.{key}, new.{column}); END"
        )
        made[f"{index}_delete"] = (
            f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table.name} BEGIN "
            f"INSERT INTO {index}({index}, rowid, {column}) VALUES ('delete', old.{key}, old.{column}); END"
        )
    return made


def sqlite_full_text() -> list[str]:
    """Statements that make SQLite's full-text indexes; each reads what it indexes from the table itself."""
    made = []
    for index, column, table, key in FULL_TEXT:
        made.append(
            f"CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{table.name}', content_rowid='{key}', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        # A deleted row's words leave the index at once instead of being marked as gone.
        made.append(f"INSERT INTO {index}({index}, rank) VALUES ('secure-delete', 1)")
    return made


def sqlite_full_text_anew(index: str) -> str:
    """The statement by which SQLite makes a full-text index anew from what it indexes."""
    return f"INSERT INTO {index}({index}) VALUES ('rebuild')"


def sqlite_full_text_check(index: str) -> str:
    """The statement that fails where the index doesn't match what it indexes."""
    return f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)"


def sqlite_full_text_setting(index: str) -> str:
    """The query that gives 1 where deleted rows' words leave the index at once."""
    return f"SELECT v FROM {index}_config WHERE k = 'secure-delete'"


POSTGRESQL_REFUSE = f"""
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_ARGV[0] = 'erasable' AND EXISTS (SELECT 1 FROM erasing) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION USING MESSAGE = '{REFUSED}: ' || TG_TABLE_NAME;
END $$
"""


def postgresql_triggers(there: Container[str] | None = None) -> dict[str, str]:
    """Names of PostgreSQL's triggers, and the statements that make them; see `sqlite_triggers`."""
    made = {}
    for table in _guarded(there):
        name = table.name
        kind = "fixed" if table in schema.NEVER_ERASED else "erasable"
        for trigger, when, each in (
            ("no_update", "UPDATE", "ROW"),
            ("no_delete", "DELETE", "ROW"),
            ("no_truncate", "TRUNCATE", "STATEMENT"),
        ):
            made[f"{name}_{trigger}"] = (
                f"CREATE TRIGGER {name}_{trigger} BEFORE {when} ON {name} "
                f"FOR EACH {each} EXECUTE FUNCTION refuse_change('{kind}')"
            )
    return made


def postgresql_columns(table: Table) -> list[str]:
    """A table's columns on PostgreSQL, those among them that only PostgreSQL has."""
    return [*(column.name for column in table.columns), *([WORDS] if table is schema.texts else [])]


def postgresql_full_text() -> list[str]:
    """Statements that make PostgreSQL's full-text indexes, and what they need."""
    made = []
    for index, column, table, _ in FULL_TEXT:
        words = f"to_tsvector('simple', left({column}, {INDEXED}))"
        if table is schema.texts:
            made.append(f"ALTER TABLE {table.name} ADD COLUMN {WORDS} tsvector GENERATED ALWAYS AS ({words}) STORED")
            words = WORDS
        made.append(f"CREATE INDEX {index} ON {table.name} USING gin ({words})")
    return made
