from dataclasses import replace

import pytest

from onrecord.ledger.masked_records import masked_records, masked_weighed
from onrecord.ledger.masking import Masker
from onrecord.records.record import Edge, Lineage, Quotation, Record
from onrecord.records.span import Span
from onrecord.records.vocabulary import Status
from tests.ledger.test_masking import masker

TEXT = "FICTIONAL. The guard hit Jan Velov, said the Harbour Watch."


@pytest.fixture
def some() -> Masker:
    return masker("Jan Velov")


def quotation(words: str) -> Quotation:
    start = TEXT.index(words)
    return Quotation(report=1, span=Span(start, start + len(words)), text=words)


def weighed(*quotations: Quotation) -> Record:
    edges = tuple(Edge(teller="report:1", source="n1", how="says", quotation=each) for each in quotations)
    return Record(
        case="harbour",
        at="2031-05-02",
        reviewed_only=False,
        sources=(),
        actors=(),
        events=(),
        responses=(),
        lineage=Lineage(edges=edges, doubts=("Velov may be meant.",)),
        copies=(),
    )


def test_whatever_holds_a_name_is_made_anew_and_all_else_stays_what_it_was(some: Masker) -> None:
    held = ("harbour", Status.NEGATED, 3)
    told = {"name": "Jan Velov", "act": "Jan Velov", "in": ["by Velov", 3, None]}

    assert masked_records(some, [told, held]) == [
        {"name": "[victim 1]", "act": "Jan Velov", "in": ["by [victim 1]", 3, None]},
        held,
    ]
    assert masked_records(some, [held])[0] is held


def test_tuples_of_one_and_of_several_are_masked_in_place(some: Masker) -> None:
    told = (("Velov",), ("Kerr", "Velov", "Kerr"), ())

    assert masked_records(some, [told]) == [(("[victim 1]",), ("Kerr", "[victim 1]", "Kerr"), ())]


def test_a_name_that_a_quotation_cuts_is_masked_whole(some: Masker) -> None:
    cut, whole = quotation("The guard hit Jan"), quotation("Harbour Watch")
    record = weighed(cut, whole)
    masked = masked_weighed(some, record, {1: TEXT})

    assert masked.lineage.doubts == ("[victim 1] may be meant.",)
    assert masked.lineage.edges[0].quotation == replace(cut, text="The guard hit [victim 1]")
    assert masked.lineage.edges[1] is record.lineage.edges[1]


def test_a_record_that_names_nobody_stays_the_same(some: Masker) -> None:
    record = replace(weighed(quotation("Harbour Watch")), lineage=Lineage())

    assert masked_weighed(some, record, {1: TEXT}) is record


def test_a_quotation_is_never_let_through_without_its_report(some: Masker) -> None:
    with pytest.raises(KeyError):
        masked_records(some, [weighed(quotation("Jan Velov"))])
