import json
from typing import Any

import pytest

from onrecord.present.export.forms import made
from onrecord.testing.records import fictional_record, fictional_texts

jsonld = pytest.importorskip("pyld.jsonld", reason="PyLD is not installed: JSON-LD is not checked by a processor")

SCHEMA, PROV, OA = "https://schema.org/", "http://www.w3.org/ns/prov#", "http://www.w3.org/ns/oa#"


def refused(url: str, options: object) -> object:
    raise AssertionError(f"a context was to be fetched: {url}")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(made(fictional_record(), "jsonld").parts[0].content)
    return loaded


@pytest.fixture(scope="module")
def nodes(document: dict[str, Any]) -> dict[str, Any]:
    flat = jsonld.flatten(document, None, {"documentLoader": refused})
    return {node["@id"]: node for node in flat}


def of_type(nodes: dict[str, Any], type_: str) -> list[Any]:
    return [node for node in nodes.values() if type_ in node.get("@type", ())]


def test_a_processor_expands_it_without_the_network_and_loses_no_term(document: dict[str, Any]) -> None:
    expanded = jsonld.expand(document, {"documentLoader": refused})
    back = jsonld.compact(expanded, document["@context"], {"documentLoader": refused})
    assert names(back) - {"@context"} == names(document) - {"@context", "@list"}


def names(value: object) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(names, value))
    if isinstance(value, dict):
        return {*value, *set().union(*(names(each) for key, each in value.items() if key != "@context"))} - {"@list"}
    return set()


def test_each_finding_is_an_annotation_of_its_quotation(nodes: dict[str, Any]) -> None:
    record = fictional_record()
    quotations = {one.id: one.quotation for event in record.events for one in event.allegations}
    quotations |= {one.id: one.quotation for one in record.responses}
    annotations = of_type(nodes, f"{OA}Annotation")
    assert len(annotations) == len(quotations)
    for annotation in annotations:
        finding = annotation[f"{OA}hasBody"][0]["@id"].rpartition(":")[2]
        target = nodes[annotation[f"{OA}hasTarget"][0]["@id"]]
        selectors = [nodes[each["@id"]] for each in target[f"{OA}hasSelector"]]
        exact = next(each[f"{OA}exact"][0]["@value"] for each in selectors if f"{OA}exact" in each)
        start, end = next(
            (int(each[f"{OA}start"][0]["@value"]), int(each[f"{OA}end"][0]["@value"]))
            for each in selectors
            if f"{OA}start" in each
        )
        quotation = quotations[finding]
        assert exact == quotation.text == fictional_texts()[quotation.report][start:end]
        assert target[f"{OA}hasSource"][0]["@id"] == f"urn:onrecord:report:{quotation.report}"


def test_claims_appear_where_they_were_told_first_in_the_earliest_and_have_no_rating(nodes: dict[str, Any]) -> None:
    claims = of_type(nodes, f"{SCHEMA}Claim")
    record = fictional_record()
    assert len(claims) == sum(len(event.allegations) for event in record.events)
    twice = [claim for claim in claims if len(claim[f"{SCHEMA}appearance"]) == 2]
    assert twice
    assert {claim[f"{SCHEMA}firstAppearance"][0]["@id"] for claim in twice} == {"urn:onrecord:report:2"}
    assert "rating" not in json.dumps(list(nodes.values())).lower()


def test_telling_is_told_by_prov(nodes: dict[str, Any]) -> None:
    steps = {
        name: sum(f"{PROV}{name}" in node for node in nodes.values())
        for name in ("wasQuotedFrom", "hadPrimarySource", "wasAttributedTo", "wasRevisionOf")
    }
    assert all(steps.values()), steps


def test_no_reference_leads_nowhere(nodes: dict[str, Any]) -> None:
    used = {
        each["@id"]
        for node in nodes.values()
        for name, values in node.items()
        if not name.startswith("@")
        for each in values
        if "@id" in each
    }
    told = {node for node, values in nodes.items() if len(values) > 1}
    ours = {one for one in used if one.startswith("urn:onrecord:")}
    assert ours - told == set()


def test_some_of_another_events_figure_leads_to_that_events(nodes: dict[str, Any]) -> None:
    campaign, killing = fictional_record().events
    (whole,) = nodes[f"urn:onrecord:figure:{killing.id}:1"]["urn:onrecord:term:subsetOf"]
    assert whole == {"@id": f"urn:onrecord:figure:{campaign.id}:1"}
