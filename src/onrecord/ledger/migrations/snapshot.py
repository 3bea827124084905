"""The statements of each version of the tables, as files beside the version; and those that make today's at once.

A version's statements stay as they are: what `schema` says later is for later versions to bring about.
`python -m onrecord.ledger.migrations.snapshot TABLE…` prints, for each engine, how `schema` would make a table, to
write a new version by; a test holds all versions together and the schema to one another.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from onrecord.ledger import guards, schema

VERSIONS = Path(__file__).parent / "versions"
END = ";\n\n"
SQLITE: Dialect = sqlite.dialect()
POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy has no types for it
DIALECTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
FULL_TEXT = {"sqlite": guards.sqlite_full_text, "postgresql": guards.postgresql_full_text}


def statements(version: str, dialect: str) -> list[str]:
    """The statements of a version for an engine, `sqlite` or `postgresql`, as its file holds them."""
    return [each for each in file(version, dialect).read_text(encoding="utf-8").split(END) if each.strip()]


def file(version: str, dialect: str) -> Path:
    """The file of a version's statements for an engine."""
    return VERSIONS / f"{version}.{dialect}.sql"


def schema_statements(dialect: str) -> list[str]:
    """The statements that make today's tables and full-text indexes on an engine."""
    made = [each for table in schema.metadata.sorted_tables for each in table_statements(dialect, table)]
    return [*made, *FULL_TEXT[dialect]()]


def table_statements(dialect: str, table: Table) -> Iterator[str]:
    """The statements that make a table and its indexes on an engine, spelt as the files of versions are."""
    compiled = DIALECTS[dialect]
    made = [str(CreateTable(table).compile(dialect=compiled))]
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    made += [str(CreateIndex(index).compile(dialect=compiled)) for index in indexes]
    for each in made:
        yield "\n".join(line.rstrip() for line in each.strip().splitlines())


def main() -> None:
    """Print the statements that make tables, on each engine."""
    for dialect in DIALECTS:
        sys.stdout.write(f"-- {dialect}\n")
        for name in sys.argv[1:]:
            for each in table_statements(dialect, schema.metadata.tables[name]):
                sys.stdout.write(each + END)


if __name__ == "__main__":
    main()
