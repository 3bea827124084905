import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest

from onrecord.present.export.forms import made
from onrecord.present.export.ftm_statements import COLUMNS
from onrecord.records.vocabulary import Status
from onrecord.testing.records import fictional_record

RECORD = fictional_record()


@pytest.fixture(scope="module")
def entities() -> list[dict[str, Any]]:
    return [json.loads(line) for line in made(RECORD, "ftm").parts[0].content.splitlines()]


@pytest.fixture(scope="module")
def statements() -> list[dict[str, str]]:
    text = made(RECORD, "ftm").parts[1].content.decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def of(entities: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [entity for entity in entities if entity["schema"] == schema]


def test_every_allegation_is_documented_in_each_of_its_reports(entities: list[dict[str, Any]]) -> None:
    told = [
        (each["properties"]["recordId"][0], each["properties"]["summary"][0], each["properties"]["role"][0])
        for each in of(entities, "Documentation")
        if each["properties"]["role"][0].startswith("allegation")
    ]
    wanted = [
        (one.id, one.quotation.text, f"allegation: {one.act.value}")
        for event in RECORD.events
        for one in event.allegations
        for _ in one.reports
    ]
    assert sorted(told) == sorted(wanted)


@pytest.mark.parametrize("status", [Status.NEGATED, Status.HYPOTHETICAL])
def test_nobody_is_linked_to_what_is_told_as_not_happened(status: Status) -> None:
    events = tuple(
        replace(event, status=status, allegations=tuple(replace(one, status=status) for one in event.allegations))
        for event in RECORD.events
    )
    entities = [json.loads(line) for line in made(replace(RECORD, events=events), "ftm").parts[0].content.splitlines()]
    told = {event.id for event in events}
    assert [each for each in of(entities, "UnknownLink") if told & set(each["properties"]["object"])] == []
    assert [each for each in of(entities, "Event") if "involved" in each["properties"]] == []
    assert all(status.value in each["properties"]["keywords"] for each in of(entities, "Event"))


def test_what_an_actor_is_accused_of_stands_on_the_link(entities: list[dict[str, Any]]) -> None:
    guard = next(actor.id for actor in RECORD.actors if actor.name == "the Sand Guard")
    links = [each["properties"] for each in of(entities, "UnknownLink") if each["properties"]["subject"] == [guard]]
    assert {link["role"][0] for link in links} == {"alleged perpetrator"}
    assert all(link["summary"] and link["proof"] for link in links)


def test_no_finding_of_law_is_made(entities: list[dict[str, Any]]) -> None:
    assert not [entity for entity in entities if "topics" in entity["properties"]]


def test_moments_are_utc_and_what_masking_left_of_an_address_is_none() -> None:
    sources = (
        replace(
            RECORD.sources[0],
            published="2031-03-10T05:30:00+02:00",
            url="https://[source 4].example/[victim 1]",
        ),
        *RECORD.sources[1:],
    )
    told = made(replace(RECORD, sources=sources), "ftm")
    first = json.loads(told.parts[0].content.splitlines()[0])["properties"]
    assert first["publishedAt"] == ["2031-03-10T03:30:00"]
    assert "published: 2031-03-10T05:30:00+02:00" in first["notes"]
    assert "sourceUrl" not in first
    assert [lost.count for lost in told.lost if "addresses" in lost.what] == [1]


def test_statements_tell_what_the_entities_tell(
    entities: list[dict[str, Any]], statements: list[dict[str, str]]
) -> None:
    assert tuple(statements[0]) == COLUMNS
    told = {(row["entity_id"], row["prop"], row["value"].removeprefix("'")) for row in statements}
    wanted = {
        (entity["id"], name, value.removeprefix("'"))
        for entity in entities
        for name, values in [*entity["properties"].items(), ("id", [entity["id"]])]
        for value in values
    }
    assert told == wanted


def test_the_library_finds_each_entity_valid_and_each_reference_there(entities: list[dict[str, Any]]) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed: see requirements/exchange.txt")
    proxies = {entity["id"]: ftm.model.get_proxy(entity, cleaned=False) for entity in entities}
    for entity in entities:
        proxy = proxies[entity["id"]]
        proxy.schema.validate(entity)
        kept = proxy.to_dict()["properties"]
        assert {name: sorted(values) for name, values in kept.items()} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert proxies[value].schema.is_a(prop.range), (entity["schema"], prop.name)


def test_the_library_finds_each_statement_sound() -> None:
    pytest.importorskip("followthemoney", reason="followthemoney is not installed: see requirements/exchange.txt")
    from followthemoney.statement.serialize import read_csv_statements
    from followthemoney.statement.util import get_prop_type

    content = made(RECORD, "ftm").parts[1].content
    found = list(read_csv_statements(io.BytesIO(content)))
    assert found
    for statement in found:
        assert statement.id == statement.generate_key()
    for row in csv.DictReader(io.StringIO(content.decode(), newline="")):
        assert row["prop_type"] == get_prop_type(row["schema"], row["prop"])
