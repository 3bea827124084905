"""Who may see a report: its access level, what was agreed with whoever gave it, and whether it was withdrawn.

A level shows what is at or below it. Whatever is not shown is not counted, not searched and not told apart from what
isn't there.
"""

from typing import Any

from sqlalchemy import RowMapping, and_, exists, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from onrecord.ledger import schema
from onrecord.ledger.withdrawals import REPORT, is_withdrawn
from onrecord.records.acquisition import Access
from onrecord.records.report import Failure

LEVELS = (Access.PUBLIC, Access.RESTRICTED, Access.CONFIDENTIAL)
"""From what anybody may see to what few may."""


def levels_to(access: Access) -> tuple[Access, ...]:
    """The levels that one who may see `access` may see."""
    return LEVELS[: LEVELS.index(access) + 1]


def visible(
    reports: Any,  # noqa: ANN401 (a table or an alias)
    *,
    access: Access,
    agreed: bool,
    withdrawn: bool = False,
) -> ColumnElement[bool]:
    """The condition that a row of `reports` may be seen.

    Args:
        reports: the table, or an alias of it.
        access: the highest level shown.
        agreed: whether a report that isn't public also needs a note of what was agreed with whoever gave it.
        withdrawn: whether what was withdrawn may be seen too.
    """
    conditions: list[ColumnElement[bool]] = [] if withdrawn else [~is_withdrawn(REPORT, reports.c.number)]
    if access is not LEVELS[-1]:
        conditions.append(reports.c.access.in_([level.value for level in levels_to(access)]))
    if agreed:
        noted = and_(reports.c.consent.is_not(None), reports.c.consent != "")
        conditions.append(or_(reports.c.access == Access.PUBLIC.value, noted))
    return and_(true(), *conditions)


def text_visible(number: Any, *, access: Access, agreed: bool) -> ColumnElement[bool]:  # noqa: ANN401 (a column)
    """The condition that some report with the same text as report `number` may be seen.

    Findings hang on the first report of a text; where only a later one may be seen, they may be seen with that.
    """
    first, other = schema.reports.alias(), schema.reports.alias()
    return exists(
        select(other.c.number)
        .join(first, first.c.text_digest == other.c.text_digest)
        .where(first.c.number == number, visible(other, access=access, agreed=agreed))
    )


def failure_told(row: RowMapping, access: Access) -> Failure:
    """What may be told of a failure: no level is known of what was never read, so that below the highest no name is."""
    if access is LEVELS[-1]:
        return Failure(**{name: row[name] for name in ("id", "source", "code", "message")})
    return Failure(id=f"failure {row['number']}", source="", code=row["code"], message="")
