"""The fictional record holds one of everything, and holds together."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from onrecord.records.record import CellKind, Quotation
from onrecord.testing.records import fictional_record, fictional_texts

RECORD = fictional_record()


def quotations(value: object) -> Iterator[Quotation]:
    if isinstance(value, Quotation):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from quotations(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from quotations(each)


def test_each_quotation_is_its_texts_words() -> None:
    found = list(quotations(RECORD))
    assert len(found) > 40
    for quotation in found:
        assert quotation.span.of(fictional_texts()[quotation.report]) == quotation.text


def test_it_holds_one_of_everything() -> None:
    assert RECORD.board is not None
    assert {kind for cell in RECORD.board.cells for kind in cell.kinds} == set(CellKind)
    assert {event.campaign for event in RECORD.events} == {True, False}
    figures = [figure for event in RECORD.events for figure in event.figures]
    for name in ("restates", "revises", "subset_of"):
        assert any(getattr(figure, name) is not None for figure in figures), name
    assert any(figure.contradicts for figure in figures)
    assert {allegation.held for event in RECORD.events for allegation in event.allegations} == {True, False}
    assert RECORD.copies


def test_ids_lead_to_what_they_name() -> None:
    assert RECORD.board is not None
    nodes = {node.id for node in RECORD.lineage.nodes}
    told = {allegation.id for event in RECORD.events for allegation in event.allegations}
    actors = {actor.id for actor in RECORD.actors}
    responses = {response.id for response in RECORD.responses}
    events = {event.id for event in RECORD.events}
    for event in RECORD.events:
        assert set(event.parts) | set(event.denied_by) <= events | told
        for origin in event.origins:
            assert {node for path in origin.paths for node in path} <= nodes
            assert set(origin.allegations) <= {allegation.id for allegation in event.allegations}
            assert set(origin.with_) <= nodes
        for figure in event.figures:
            assert figure.allegation in told
            assert figure.origin in nodes
    assert {end for edge in RECORD.lineage.edges for end in (edge.teller, edge.source)} <= nodes
    assert {node.actor for node in RECORD.lineage.nodes} - {None} <= actors
    assert {entry.response for cell in RECORD.board.cells for entry in cell.entries} <= responses
    assert set(RECORD.board.others) <= responses
    assert {event for response in RECORD.responses for event in response.events} <= events
