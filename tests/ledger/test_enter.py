"""Findings entered by hand, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import NoSuchCase, UsageError
from onrecord.ledger.decisions import decide
from onrecord.ledger.enter import Entered, Entering, enter
from onrecord.ledger.entries import entries_between
from onrecord.ledger.quoting import places_of
from onrecord.ledger.store import Ledger
from onrecord.ledger.view import open_view
from onrecord.records.acquisition import Access
from onrecord.records.decision import Verdict
from onrecord.records.finding import FindingKind
from onrecord.records.reading import Reading
from onrecord.records.span import Span
from onrecord.testing.builders import fictional_addition, fictional_reading, fictional_report

TEXT = (
    "FICTIONAL. Guards beat Jan Velov. Guards beat a ferryman too.\n\n"
    "“They  laughed”, said Oda Tarn – twice. The governor condemned it."
)


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    reading = Reading(report=fictional_report(1, text=TEXT), reader="fictional@1")
    list(ledger.add_all([fictional_addition(1, reading=reading)]))
    return ledger


def put(ledger: Ledger, entering: Entering) -> Entered:
    with ledger.writing() as writing:
        return enter(writing, entering)


BEATING = Entering(
    report=1,
    kind=FindingKind.ALLEGATION,
    quotation="Guards beat Jan Velov",
    words={"act": "assault"},
    quoted={"victims": ["Jan Velov"], "alleged_perpetrators": ["Guards"]},
)


def test_an_entered_finding_is_one_like_others_made_by_a_person(told: Ledger) -> None:
    entered = put(told, BEATING)
    assert entered == Entered(entered.finding, new=True, span=Span(11, 32))
    (finding,) = (finding for finding in told.findings() if finding.kind == "allegation")
    assert (finding.id, finding.act, finding.quotation) == (entered.finding, "assault", "Guards beat Jan Velov")
    assert [Span(*each["span"]).of(TEXT) for each in finding.data["alleged_perpetrators"]] == ["Guards"]
    with told.snapshot() as connection:
        assert [entry.action for entry in entries_between(connection)][-1] == "entered"
    with open_view(told, access=Access.PUBLIC) as view:
        judged = view.finding(entered.finding)
        assert (judged.reader, judged.holds) == ("hand@A. Tester", True)
        assert judged.finding.quotation == "Guards beat [victim 1]"


def test_the_same_entered_twice_is_one_finding(told: Ledger) -> None:
    first = put(told, BEATING)
    again = put(told, BEATING)
    assert (again.finding, again.new) == (first.finding, False)


def test_what_was_entered_stays_when_a_reader_reads_anew_and_can_be_taken_back(ledger: Ledger) -> None:
    list(ledger.add_all([fictional_addition(1)]))
    entered = put(ledger, Entering(report=1, kind=FindingKind.RESPONSE, quotation="denied it", words={"act": "deny"}))
    list(ledger.add_all([fictional_addition(1, reading=fictional_reading(1, reader="fictional@2"))]))
    assert entered.finding in {finding.id for finding in ledger.findings()}
    assert len(list(ledger.findings())) == 9
    with ledger.writing() as writing:
        decide(writing, entered.finding, Verdict.MISREAD)
    with open_view(ledger, access=Access.PUBLIC) as view:
        assert not view.finding(entered.finding).holds


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"quotation": "Guards beat"}, r"stands in 2 places of report 1.*1: “…FICTIONAL. Guards beat \[victim 1\]"),
        ({"quotation": "Guards beat", "occurrence": 3}, "stands in 2 places of report 1, not 3"),
        ({"quotation": "Guards hit Jan"}, "is not in the text of report 1"),
        ({"quotation": "guards beat jan velov"}, r"nearly so: “…FICTIONAL. Guards beat \[victim 1\]"),
        ({"quotation": ""}, "is not in the text of report 1"),
        ({"words": {}}, "needs an act"),
        ({"words": {"act": "murder"}}, "act must be one of killing"),
        ({"words": {"act": "assault", "stage": "adopted"}}, "'stage' is no field"),
        ({"quoted": {"victims": ["Petar"]}}, "What is quoted for victims is not in the text"),
    ],
)
def test_what_cannot_be_anchored_is_refused_with_what_to_do(
    told: Ledger, change: dict[str, object], refused: str
) -> None:
    put(told, BEATING)  # so that the case protects somebody, whom messages must not name
    given = {
        "report": 1,
        "kind": FindingKind.ALLEGATION,
        "quotation": "ferryman",
        "words": {"act": "assault"},
        **change,
    }
    with pytest.raises(UsageError, match=refused) as raised:
        put(told, Entering(**given))  # type: ignore[arg-type]  # rows of a table
    assert "Velov" not in raised.value.message


def test_nothing_is_entered_in_a_report_that_is_not_there(told: Ledger) -> None:
    with pytest.raises(NoSuchCase):
        put(told, Entering(report=9, kind=FindingKind.ACTOR, quotation="x"))


def test_an_occurrence_is_chosen_and_near_quotations_need_consent(told: Ledger) -> None:
    second = Entering(
        report=1, kind=FindingKind.ALLEGATION, quotation="Guards beat", occurrence=2, words={"act": "assault"}
    )
    assert put(told, second).span == Span(34, 45)
    said = Entering(
        report=1,
        kind=FindingKind.ATTRIBUTION,
        quotation='"they laughed"',
        near=True,
        words={"force": "assert"},
        quoted={"source": ["Oda Tarn"], "cue": ["said"]},
    )
    assert put(told, said).span.of(TEXT) == "“They  laughed”"
    with open_view(told, access=Access.PUBLIC) as view:
        assert "Oda" not in view.report(1).text


@given(st.text(alphabet="ab “”\"'’-– \n\u00ad", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_piece_of_a_text_is_found_where_it_stands(text: str, start: int, end: int) -> None:
    piece = text[start:end]
    if piece.strip():
        places = places_of(text, piece)
        assert places.exact
        assert Span(start, min(end, len(text))) in places.spans
    for span in places_of(text, '"a-b"').spans:
        assert 0 <= span.start < span.end <= len(text)
