"""Origins of the example case, as the shipped reader reads it, against what a careful person finds."""

from pathlib import Path

import pytest
import yaml

from onrecord.acquire import Item, Options, items, open_item
from onrecord.read import Reader
from onrecord.records.material import Material, Weighable
from onrecord.resolve import resolve
from onrecord.weigh.copies import find_copies
from onrecord.weigh.identity import identify
from onrecord.weigh.lineage import Traced, trace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MANIFEST = Options(manifest=EXAMPLES / "manifest.csv")
ROWS: list[list[str]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "example_origins.yaml").read_text(encoding="utf-8")
)
# Of the rows that the reader finds at all; it may miss a trigger on another processor.
FOUND = 20
RIGHT = 0.95


@pytest.fixture(scope="module")
def case() -> tuple[Material, Traced]:
    reader = Reader()
    reports = []
    for number, item in enumerate(items([str(EXAMPLES / "reports")], MANIFEST), 1):
        assert isinstance(item, Item), item
        report = open_item(item, MANIFEST)
        reading = resolve(reader.read(report))
        found = [each.id for each in reading.allegations] + [each.id for each in reading.attributions]
        ids = {each: f"{each}-{number}" for each in found}
        reports.append(Weighable(number=number, report=report, sha256="", obtained="", reading=reading, ids=ids))
    material = Material(reports=tuple(reports))
    copies = find_copies((each.number, each.report) for each in reports)
    return material, trace(material, identify(material), copies)


def test_origins_by_report(case: tuple[Material, Traced]) -> None:
    material, traced = case
    names = {node.id: node.name for node in traced.lineage.nodes}
    wrong = []
    found = 0
    for part, quotation, trigger, origin in ROWS:
        finding = _finding(material, part, quotation, trigger)
        if finding is None:
            continue
        found += 1
        told = {names[each] for each in traced.origins_of(finding)}
        if told != {origin}:
            wrong.append((part, trigger, told))
    assert found >= FOUND
    assert len(wrong) <= (1 - RIGHT) * found, wrong


def test_the_newspaper_is_one_origin_and_the_committee_is_not_established(case: tuple[Material, Traced]) -> None:
    material, traced = case
    killed = [
        weighable.ids[each.id]
        for weighable in material.reports
        if weighable.reading is not None
        for each in weighable.reading.allegations
        if each.act.value == "killing" and any(count.number == 3 for count in each.counts)
    ]
    assert len(killed) >= 8
    origins, independence = traced.origins(killed)
    assert [(each.name, each.standing.value) for each in origins] == [
        ("The Lamplighter", "established"),
        ("The Hearth Committee", "not_established"),
    ]
    assert independence.told == "1 established origin, 1 not established"
    assert any("Two of these three, and one relative" in reason for reason in origins[1].reasons)
    assert len({quotation.report for quotation in origins[0].quotations}) >= 1
    assert len({path[0] for path in origins[0].paths}) >= 6


def test_both_sites_lead_to_the_hearing(case: tuple[Material, Traced]) -> None:
    _, traced = case
    nodes = {node.id: node for node in traced.lineage.nodes}
    quoting = {
        nodes[edge.teller].name.split(":")[0]
        for edge in traced.lineage.edges
        if edge.reason is not None and edge.reason.endswith("a transcript.")
    }
    assert {"Westgallery", "The Daily Gannet"} <= quoting


def _finding(material: Material, part: str, quotation: str, trigger: str) -> str | None:
    for weighable in material.reports:
        text, reading = weighable.report.text, weighable.reading
        place = text.find(quotation)
        if reading is None or place < 0 or part not in f"{weighable.report.source} {weighable.report.url}":
            continue
        start = place + quotation.index(trigger)
        for each in reading.allegations:
            if each.trigger.start < start + len(trigger) and start < each.trigger.end:
                return weighable.ids[each.id]
    return None
