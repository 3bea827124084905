"""Amendments in a report's words."""

import pytest
from sqlalchemy import select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.decisions import decide
from onrecord.ledger.store import Ledger
from onrecord.ledger.worded import in_words
from onrecord.records.decision import Value, Verdict
from onrecord.testing.builders import fictional_addition, fictional_text


@pytest.fixture(autouse=True)
def _report(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(1))


def given(ledger: Ledger, kind: str, field: str, words: str) -> Value:
    """What words stand for in the finding of a kind that the report has first."""
    with ledger.writing() as writing:
        chosen = select(schema.findings.c.id).where(schema.findings.c.kind == kind).order_by(schema.findings.c.number)
        finding = writing.connection.execute(chosen).scalars().first()
        value = in_words(writing.connection, str(finding), field, words)
        if value != words:
            decide(writing, str(finding), Verdict.AMENDED, field=field, value=value)
    return value


def test_a_role_is_where_its_words_stand_with_the_actor_who_is_mentioned_there(ledger: Ledger) -> None:
    value = given(ledger, "response", "who", "soldiers; villagers")
    assert isinstance(value, list)
    words = [fictional_text(1)[slice(*one["span"])] for one in value if isinstance(one, dict)]  # type: ignore[misc]  # a span is two numbers
    assert words == ["soldiers", "villagers"]
    assert [one.get("actor") for one in value if isinstance(one, dict)] == ["a2", None]


def test_who_tells_it_is_who_says_it_nearest(ledger: Ledger) -> None:
    assert given(ledger, "allegation", "told_by", "she") == ["t2"]
    assert given(ledger, "allegation", "told_by", "t1") == ["t1"]


def test_words_of_another_field_stand_for_themselves(ledger: Ledger) -> None:
    assert given(ledger, "allegation", "act", "killing") == "killing"


def test_what_does_not_stand_there_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="doesn't stand in the report"):
        given(ledger, "allegation", "victims", "the harbour master")
    with pytest.raises(UsageError, match="Nobody of that name"):
        given(ledger, "allegation", "told_by", "the harbour master")
    with ledger.writing() as writing, pytest.raises(NoSuchCase):
        in_words(writing.connection, "g0000000000000000", "victims", "villagers")
