from typing import Any, NamedTuple

import pytest
import yaml

from onrecord.records.vocabulary import Act, Bound, Force, Manner, ResponseAct, Stage, Status
from tests.examples.texts import EXAMPLES, every_report, one_line, words_of

KINDS = ("attributions", "allegations", "responses")
ROLES = ("victims", "alleged_perpetrators", "who", "to", "about", "told_by")
FIELDS = {
    "attributions": {"quotation", "source", "speaker", "cue", "content", "manner", "force"},
    "allegations": {"quotation", "trigger", "act", "status", "victims", "alleged_perpetrators", "count", "told_by"},
    "responses": {"quotation", "trigger", "act", "status", "stage", "who", "to", "about", "told_by"},
}


class Fact(NamedTuple):
    """One line of the answer sheet, with where it belongs."""

    kind: str
    fact: dict[str, Any]
    text: str


def acts(fact: dict[str, Any]) -> list[str]:
    """The acts that are right for a fact: mostly one, a list where careful people may differ."""
    given = fact["act"]
    return list(given) if isinstance(given, list) else [given]


SHEET: list[dict[str, Any]] = yaml.safe_load((EXAMPLES / "expected.yaml").read_text(encoding="utf-8"))
FACTS = [
    pytest.param(
        Fact(kind, fact, one_line(words_of(entry["report"], entry.get("uri")))),
        id=f"{entry.get('uri') or entry['report']} {kind} {number}",
    )
    for entry in SHEET
    for kind in KINDS
    for number, fact in enumerate(entry.get(kind, []), start=1)
]


def test_every_report_is_on_the_sheet_once_and_in_order() -> None:
    assert [(entry["report"], entry.get("uri")) for entry in SHEET] == every_report()


@pytest.mark.parametrize("fact", FACTS)
def test_the_quotation_stands_in_the_report_once(fact: Fact) -> None:
    assert fact.text.count(one_line(fact.fact["quotation"])) == 1


@pytest.mark.parametrize("fact", FACTS)
def test_what_marks_the_fact_stands_in_its_quotation(fact: Fact) -> None:
    quotation = one_line(fact.fact["quotation"])
    parts = [fact.fact[part] for part in ("trigger", "cue", "content", "source") if part in fact.fact]
    parts += fact.fact.get("count", [])[:1]
    assert parts
    assert [part for part in parts if part not in quotation] == []
    if "trigger" in fact.fact:
        assert quotation.count(fact.fact["trigger"]) == 1


@pytest.mark.parametrize("fact", FACTS)
def test_whoever_is_named_is_named_in_the_report(fact: Fact) -> None:
    named = [name for role in ROLES for name in fact.fact.get(role, [])]
    named += [fact.fact["speaker"]] if "speaker" in fact.fact else []
    text = fact.text.lower()
    assert [name for name in named if name.lower() not in text] == []


@pytest.mark.parametrize("fact", FACTS)
def test_the_words_are_those_of_the_vocabulary(fact: Fact) -> None:
    assert set(fact.fact) <= FIELDS[fact.kind]
    assert Status(fact.fact.get("status", "asserted"))
    assert Force(fact.fact.get("force", "assert"))
    if fact.kind == "attributions":
        assert Manner(fact.fact["manner"])
    elif fact.kind == "allegations":
        assert [Act(act) for act in acts(fact.fact)]
        assert "told_by" in fact.fact
    else:
        assert [ResponseAct(act) for act in acts(fact.fact)]
        assert "told_by" in fact.fact
        assert Stage(fact.fact["stage"]) if fact.fact["act"] == "legislate" else "stage" not in fact.fact
    if "count" in fact.fact:
        _, number, bound = fact.fact["count"]
        assert number > 0
        assert Bound(bound)


def test_the_sheet_covers_what_the_case_must_show() -> None:
    responses = {act for entry in SHEET for fact in entry.get("responses", []) for act in acts(fact)}
    assert responses >= {"condemn", "raise", "silent", "decline", "deny", "inquiry", "legislate", "sanction", "support"}
    stages = {fact["stage"] for entry in SHEET for fact in entry.get("responses", []) if "stage" in fact}
    assert stages >= {"introduced", "adopted"}
    bounds = {fact["count"][2] for entry in SHEET for fact in entry.get("allegations", []) if "count" in fact}
    assert bounds >= {"more_than", "at_least", "exact"}
    told = {len(fact["told_by"]) for entry in SHEET for fact in entry.get("allegations", [])}
    assert told >= {0, 1, 2}
