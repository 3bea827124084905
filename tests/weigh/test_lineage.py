"""Lineage: where chains of telling end, and which origins are independent."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.records.material import Material
from onrecord.records.record import Origin
from onrecord.records.tie import Tie, TieKind
from onrecord.testing.weighing import Nobody, case_of
from onrecord.weigh.copies import find_copies
from onrecord.weigh.lineage import Traced, trace

TABLE = Path(__file__).parent / "data" / "lineage.yaml"


def scenarios() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return loaded


def traced(material: Material) -> Traced:
    copies = find_copies((each.number, each.report) for each in material.reports)
    return trace(material, Nobody(), copies)


def case(scenario: dict[str, Any]) -> Material:
    ties = [
        Tie(number=number, kind=TieKind(kind), first=first, second=second, who="Ilva", at="2026-03-01T09:00:00+00:00")
        for number, (kind, first, second) in enumerate(scenario.get("ties", ()), 1)
    ]
    return case_of(scenario["reports"], ties=ties)


def everything(material: Material) -> list[str]:
    return [finding for each in material.reports for local, finding in each.ids.items() if local.startswith("g")]


def told(origin: Origin) -> str:
    return f"{origin.standing.value}: {origin.kind.value}: {origin.name}"


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario["name"])
def test_scenario(scenario: dict[str, Any]) -> None:
    material = case(scenario)
    found = traced(material)
    origins, independence = found.origins(everything(material))
    assert [told(origin) for origin in origins] == scenario["origins"]
    assert independence.told == scenario["told"]
    doubts = " ".join(found.lineage.doubts)
    for words in scenario.get("doubts", ()):
        assert words in doubts
    if "doubts" not in scenario:
        assert doubts == ""
    reasons = " ".join(reason for origin in origins for reason in origin.reasons)
    for words in scenario.get("reasons", ()):
        assert words in reasons


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario["name"])
def test_holds_together(scenario: dict[str, Any]) -> None:
    """Nodes exist, paths follow edges, quotations are the reports' words, and the order of reports changes nothing."""
    material = case(scenario)
    found = traced(material)
    ids = everything(material)
    origins, independence = found.origins(ids)
    nodes = {node.id for node in found.lineage.nodes}
    edges = {(edge.teller, edge.source) for edge in found.lineage.edges}
    texts = {each.number: each.report.text for each in material.reports}
    assert all(edge.teller in nodes and edge.source in nodes for edge in found.lineage.edges)
    for origin in origins:
        assert set(origin.allegations) <= set(ids)
        assert set(origin.with_) <= {other.id for other in origins}
        for quotation in origin.quotations:
            assert quotation.span.of(texts[quotation.report]) == quotation.text
        for path in origin.paths:
            assert path[-1] == origin.id
            if "a circle" not in origin.name:
                assert all(step in edges for step in pairwise(path))
    again = traced(Material(reports=material.reports[::-1], ties=material.ties))
    assert again.origins(ids) == (origins, independence)
    assert again.lineage.nodes == found.lineage.nodes
    counted = [independence.established, independence.shared, independence.not_established]
    assert sum(counted) == len(origins)
