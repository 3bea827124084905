"""The statements that make today's tables, as files beside the version that makes them.

A version's statements stay as they are once it is released: what `schema` says later is for later versions to bring
about. Until then, `python -m onrecord.ledger.migrations.snapshot` writes the newest version's anew; a test holds the
two together.
"""

from pathlib import Path

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


def schema_statements(dialect: str) -> str:
    """The statements that make today's tables on an engine, as a file holds them."""
    compiled = DIALECTS[dialect]
    made = []
    for table in schema.metadata.sorted_tables:
        made.append(str(CreateTable(table).compile(dialect=compiled)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made.extend(str(CreateIndex(index).compile(dialect=compiled)) for index in indexes)
    made.extend(FULL_TEXT[dialect]())
    lines = ("\n".join(line.rstrip() for line in each.strip().splitlines()) for each in made)
    return "".join(each + END for each in lines)


def main() -> None:
    """Write the files of the newest version."""
    from onrecord.ledger.migrations import LATEST

    for dialect in DIALECTS:
        file(LATEST, dialect).write_text(schema_statements(dialect), encoding="utf-8")


if __name__ == "__main__":
    main()
