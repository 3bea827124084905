"""The answer sheet of the examples (made by hand) against what the shipped reader finds: floors that only rise.

The floors stand a little below what the committed weights reach, since int8 may round otherwise on another processor.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from onrecord.acquire import Item, Options, items, open_item
from onrecord.read import Reader
from onrecord.records import Allegation, Attribution, Reading, Response, Span

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
MANIFEST = Options(manifest=EXAMPLES / "manifest.csv")
# Per cent of the sheet's facts.
FLOORS = {
    "attributions": 70,
    "allegations": 92,
    "allegations with act": 92,
    "responses": 75,
    "responses with act": 52,
    "told": 88,
}
# An alleged victim who is given as alleged perpetrator, or the other way round: none may be.
SWAPPED = 0


def anchor(text: str, quotation: str, words: str) -> Span | None:
    """Where `words` stand within `quotation` in the text; white space may differ."""
    whole = re.search(_loosely(quotation), text)
    if whole is None:
        return None
    part = re.search(_loosely(words), whole.group())
    return None if part is None else Span(*part.span()).shifted(whole.start())


def _loosely(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def sheet() -> Iterator[tuple[dict[str, Any], Reading]]:
    """Each entry of the sheet with the reading of its report."""
    reader = Reader()
    readings: dict[str, Reading] = {}
    for item in items([str(EXAMPLES / "reports")], MANIFEST):
        assert isinstance(item, Item), item
        report = open_item(item, MANIFEST)
        readings[report.id.removeprefix(f"{EXAMPLES}/")] = reader.read(report)
    for entry in yaml.safe_load((EXAMPLES / "expected.yaml").read_text(encoding="utf-8")):
        name = f"{entry['report']}#{entry['uri']}" if entry.get("uri") else entry["report"]
        yield entry, readings[name]


def acts(fact: dict[str, Any]) -> list[str]:
    return list(fact["act"]) if isinstance(fact["act"], list) else [fact["act"]]


def tellers(finding: Allegation | Response, reading: Reading) -> str:
    """Words of the first teller's source; empty for the report's own voice."""
    if not finding.told_by:
        return ""
    told = next(a for a in reading.attributions if a.id == finding.told_by[0])
    return " ".join(span.of(reading.report.text) for span in told.source)


@pytest.fixture(scope="module")
def counted() -> tuple[Counter[str], Counter[str], int]:
    hit: Counter[str] = Counter()
    of: Counter[str] = Counter()
    swapped = 0
    for entry, reading in sheet():
        text = reading.report.text
        for fact in entry.get("attributions", []):
            of["attributions"] += 1
            hit["attributions"] += any(_says(a, fact, text) for a in reading.attributions)
        found: tuple[tuple[str, tuple[Allegation | Response, ...]], ...] = (
            ("allegations", reading.allegations),
            ("responses", reading.responses),
        )
        for kind, findings in found:
            for fact in entry.get(kind, []):
                of[kind] += 1
                trigger = anchor(text, fact["quotation"], fact["trigger"])
                met = next((f for f in findings if trigger is not None and f.trigger.overlaps(trigger)), None)
                hit[kind] += met is not None
                hit[f"{kind} with act"] += met is not None and met.act.value in acts(fact)
                of[f"{kind} with act"] += 1
                if met is not None and "told_by" in fact:
                    of["told"] += 1
                    hit["told"] += bool(met.told_by) == bool(fact["told_by"])
                if isinstance(met, Allegation):
                    swapped += _swapped(met, fact, text)
    return hit, of, swapped


def _says(attribution: Attribution, fact: dict[str, Any], text: str) -> bool:
    """Cue (none in a transcript's turn) and content both meet those of the sheet."""
    content = anchor(text, fact["quotation"], fact["content"])
    cue = anchor(text, fact["quotation"], fact["cue"]) if "cue" in fact else attribution.cue[0]
    return (
        content is not None
        and cue is not None
        and any(piece.overlaps(cue) for piece in attribution.cue)
        and any(piece.overlaps(content) for piece in attribution.content)
    )


def _swapped(allegation: Allegation, fact: dict[str, Any], text: str) -> bool:
    given = {filler.span.of(text) for filler in allegation.victims}
    accused = {filler.span.of(text) for filler in allegation.alleged_perpetrators}
    victims, perpetrators = set(fact.get("victims", [])), set(fact.get("alleged_perpetrators", []))
    return bool(given & (perpetrators - victims) or accused & (victims - perpetrators))


@pytest.mark.parametrize("kind", list(FLOORS))
def test_floor(counted: tuple[Counter[str], Counter[str], int], kind: str) -> None:
    hit, of, _ = counted
    assert of[kind] > 0
    share = 100 * hit[kind] / of[kind]
    assert share >= FLOORS[kind], f"{kind}: {hit[kind]} of {of[kind]} ({share:.0f} %)"


def test_victim_and_alleged_perpetrator_are_not_swapped(counted: tuple[Counter[str], Counter[str], int]) -> None:
    assert counted[2] == SWAPPED
