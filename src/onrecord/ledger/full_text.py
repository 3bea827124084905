"""The full-text indexes of both engines: what is searched, by which key, and the expressions that ask them.

An expression is made of letters and digits of a query's words, in quotation marks, and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Select, column, func, literal_column, select, table
from sqlalchemy.sql.elements import ColumnElement

from onrecord.ledger import guards, schema
from onrecord.ledger.search import Term


class What(StrEnum):
    """What is searched."""

    REPORTS = "reports"
    FINDINGS = "findings"
    ACTORS = "actors"


@dataclass(frozen=True, slots=True)
class Target:
    """What is searched: its full-text index, its key, and what the index holds."""

    what: What
    index: str
    key: Any
    text: Any


TARGETS: Final = {
    What.REPORTS: Target(What.REPORTS, "report_text", schema.texts.c.number, schema.texts.c.text),
    What.FINDINGS: Target(What.FINDINGS, "finding_text", schema.findings.c.number, schema.findings.c.quotation),
    What.ACTORS: Target(What.ACTORS, "actor_text", schema.findings.c.number, schema.actors.c.name),
}
TITLES: Final = Target(What.REPORTS, "title_text", schema.reports.c.number, schema.reports.c.title)


class SQLiteIndex:
    """SQLite's full-text index, FTS5."""

    most_ranked = 2000

    def newest(
        self, target: Target, groups: Sequence[Sequence[Term]], *, before: int | None, limit: int | None
    ) -> Select[Any]:
        """Keys of what matches, the newest first."""
        index, key = self._index(target)
        chosen = select(key).select_from(index).where(self._matches(target, groups)).order_by(key.desc())
        return (chosen if before is None else chosen.where(key < before)).limit(limit)

    def ranked(self, target: Target, groups: Sequence[Sequence[Term]], *, among: Sequence[int]) -> Select[Any]:
        """Keys of what matches, the most relevant first; `among`: what matches, which FTS5 finds as soon again."""
        index, key = self._index(target)
        rank: Any = literal_column(f"{target.index}.rank")
        return select(key).select_from(index).where(self._matches(target, groups)).order_by(rank, key.desc())

    @staticmethod
    def _index(target: Target) -> tuple[Any, Any]:
        index = table(target.index, column("rowid"))
        return index, index.c.rowid

    @staticmethod
    def _matches(target: Target, groups: Sequence[Sequence[Term]]) -> ColumnElement[bool]:
        matches: ColumnElement[bool] = literal_column(target.index).op("MATCH", is_comparison=True)(fts5(groups))
        return matches


class PostgreSQLIndex:
    """PostgreSQL's full-text index, GIN; it keeps accents."""

    # Each one's words are looked at to be ranked, some 20 µs a text.
    most_ranked = 500

    def newest(
        self, target: Target, groups: Sequence[Sequence[Term]], *, before: int | None, limit: int | None
    ) -> Select[Any]:
        """Keys of what matches, the newest first."""
        key = self._key(target)
        chosen = select(key).where(self._vector(target).op("@@", is_comparison=True)(self._query(groups)))
        chosen = chosen.order_by(key.desc())
        return (chosen if before is None else chosen.where(key < before)).limit(limit)

    def ranked(self, target: Target, groups: Sequence[Sequence[Term]], *, among: Sequence[int]) -> Select[Any]:
        """Keys of what matches, the most relevant first; `among`: what matches, not to be looked for again."""
        key, vector, query = self._key(target), self._vector(target), self._query(groups)
        return select(key).where(key.in_(among)).order_by(func.ts_rank(vector, query).desc(), key.desc())

    @staticmethod
    def _key(target: Target) -> Any:  # noqa: ANN401 (a column)
        return schema.actors.c.finding if target.what is What.ACTORS else target.key

    @staticmethod
    def _vector(target: Target) -> Any:  # noqa: ANN401 (an expression)
        if target.index == TARGETS[What.REPORTS].index:
            return literal_column(f"{schema.texts.name}.{guards.WORDS}")
        # The very expression of the index, which is used for no other.
        return func.to_tsvector(literal_column("'simple'"), func.left(target.text, literal_column(str(guards.INDEXED))))

    @staticmethod
    def _query(groups: Sequence[Sequence[Term]]) -> Any:  # noqa: ANN401 (an expression)
        return func.to_tsquery(literal_column("'simple'"), tsquery(groups))


def fts5(groups: Sequence[Sequence[Term]]) -> str:
    """The expression by which FTS5 finds one term at least of each group: quoted letters and digits, nothing else."""

    def one(term: Term) -> str:
        return '"' + " ".join(term.words) + '"' + ("*" if term.prefix else "")

    return " AND ".join("(" + " OR ".join(one(term) for term in group) + ")" for group in groups)


def tsquery(groups: Sequence[Sequence[Term]]) -> str:
    """The same for PostgreSQL, each word with its accents and without."""

    def one(term: Term) -> str:
        ends = [":*" if term.prefix and number == len(term.words) - 1 else "" for number in range(len(term.words))]
        written = term.written or term.words
        forms = [dict.fromkeys(pair) for pair in zip(term.words, written, strict=True)]
        said = [
            "(" + " | ".join(f"'{form}'{end}" for form in each) + ")" for each, end in zip(forms, ends, strict=True)
        ]
        return "(" + " <-> ".join(said) + ")"

    return " & ".join("(" + " | ".join(one(term) for term in group) + ")" for group in groups)
