"""Amendments in a report's words."""

import pytest
from sqlalchemy import select

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger import schema
from onrecord.ledger.decisions import decide
from onrecord.ledger.enter import Entering, enter
from onrecord.ledger.material import material
from onrecord.ledger.store import Ledger
from onrecord.ledger.worded import in_words
from onrecord.records.acquisition import Access
from onrecord.records.decision import Value, Verdict
from onrecord.records.finding import FindingKind
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


def test_who_tells_it_may_be_somebody_whose_words_were_entered(ledger: Ledger) -> None:
    with ledger.writing() as writing:
        entered = enter(
            writing,
            Entering(
                report=1,
                kind=FindingKind.ATTRIBUTION,
                quotation=fictional_text(1)[:40],
                quoted={"source": ["villagers"]},
            ),
        )
    assert given(ledger, "response", "told_by", "villagers") == [entered.finding]
    with ledger.snapshot() as connection:
        (weighable,) = material(connection, at="2024-01-01T00:00:00+00:00", access=Access.CONFIDENTIAL).reports
    assert weighable.reading is not None
    (response,) = [one for one in weighable.reading.responses if weighable.ids[one.id] in weighable.held]
    assert [weighable.ids[one] for one in response.told_by] == [entered.finding]


def test_what_others_reports_hold_tells_nothing_here(ledger: Ledger) -> None:
    ledger.add_one(fictional_addition(2))
    with ledger.writing() as writing:
        entered = enter(
            writing,
            Entering(report=2, kind=FindingKind.ATTRIBUTION, quotation=fictional_text(2)[:40]),
        )
        chosen = select(schema.findings.c.id).where(schema.findings.c.kind == "response")
        finding = str(writing.connection.execute(chosen.order_by(schema.findings.c.number)).scalars().first())
        with pytest.raises(UsageError, match="no attribution"):
            decide(writing, finding, Verdict.AMENDED, field="told_by", value=[entered.finding])


def test_whether_words_are_somebodys_own_is_said_by_yes_or_no(ledger: Ledger) -> None:
    assert given(ledger, "response", "own_words", "yes") is True
    assert given(ledger, "response", "own_words", "No") is False
    with ledger.writing() as writing:
        chosen = select(schema.findings.c.id).where(schema.findings.c.kind == "response")
        finding = str(writing.connection.execute(chosen).scalars().first())
        value = in_words(writing.connection, finding, "own_words", "perhaps")
        with pytest.raises(UsageError, match="yes or no"):
            decide(writing, finding, Verdict.AMENDED, field="own_words", value=value)


@pytest.mark.parametrize(
    ("last", "actor"), [("soldiers", "a2"), ("villagers", "a2"), ("they were,” she", None), ("The ministry", None)]
)
def test_words_that_name_several_in_a_list_are_no_one_of_them(ledger: Ledger, last: str, actor: str | None) -> None:
    text = fictional_text(1)
    start = text.index("soldiers" if actor else "Tomas")
    value = given(ledger, "response", "who", text[start : text.index(last) + len(last)])
    assert isinstance(value, list)
    assert isinstance(value[0], dict)
    assert value[0].get("actor") == actor


def test_words_of_another_field_stand_for_themselves(ledger: Ledger) -> None:
    assert given(ledger, "allegation", "act", "killing") == "killing"


def test_what_does_not_stand_there_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="doesn't stand in the report"):
        given(ledger, "allegation", "victims", "the harbour master")
    with pytest.raises(UsageError, match="Nobody of that name"):
        given(ledger, "allegation", "told_by", "the harbour master")
    with ledger.writing() as writing, pytest.raises(NoSuchCase):
        in_words(writing.connection, "g0000000000000000", "victims", "villagers")
