"""The reference of the contract, out of its JSON Schema."""

import json
from collections.abc import Iterator
from typing import Any

from onrecord.present import contract
from onrecord.records import (
    Act,
    Allegation,
    Attribution,
    Bound,
    Count,
    Force,
    Manner,
    Participant,
    PerpetratorType,
    Reading,
    Report,
    Response,
    ResponseAct,
    Span,
    Status,
    Summary,
    SummaryAct,
    SummaryPerpetrator,
    Unit,
)


def contract_page() -> str:
    """The page docs/reference/contract.md, in Markdown."""
    return "\n".join(_contract()) + "\n"


def _contract() -> Iterator[str]:
    schema = contract.schema()
    parts = schema["$defs"]
    yield from ("# The contract: `onrecord read --format jsonl`", "", schema["description"], "")
    yield "`onrecord schema` prints it as a JSON Schema (draft 2020-12). Every key is always there, in this order;"
    yield "only an actor's `positions` are left out of a reading that was made without rosters."
    yield from ("", "An example, from a fictional report:", "", "```json")
    yield from (json.dumps(contract.to_object(example()), ensure_ascii=False, indent=1), "```")
    for name, part in parts.items():
        if part.get("type") != "object":
            continue
        yield from ("", f"## {name.replace('_', ' ')}", "", part["description"], *_keys(part, parts))
    yield from ("", "## shared forms", "", "| form | type | |", "| --- | --- | --- |")
    for name, part in parts.items():
        if part.get("type") != "object":
            yield f"| {name.replace('_', ' ')} | {_cell(_type(part))} | {_cell(part['description'])} |"


def _keys(part: dict[str, Any], parts: dict[str, Any]) -> Iterator[str]:
    yield from ("", "| key | type | |", "| --- | --- | --- |")
    nested = []
    for key, value in part["properties"].items():
        target = value.get("$ref", "").rpartition("/")[2]
        told = value.get("description") or (parts[target]["description"] if target else "")
        yield f"| `{key}` | {_cell(_type(value))} | {_cell(told)} |"
        nested += [
            (key, inner) for inner in (value, value.get("items", {}), *value.get("anyOf", ())) if "properties" in inner
        ]
    for key, inner in nested:
        yield from ("", f"`{key}`: {inner['description']}", *_keys(inner, parts))


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        return str(value["$ref"].rpartition("/")[2].replace("_", " "))
    if "enum" in value:
        return ", ".join("null" if word is None else f"`{word}`" for word in value["enum"])
    if "anyOf" in value:
        return " or ".join(_type(choice) for choice in value["anyOf"])
    if value.get("type") == "array" and isinstance(value.get("items"), dict):
        return f"list of {_type(value['items'])}"
    types = value.get("type", "")
    return " or ".join(types) if isinstance(types, list) else str(types)


def example() -> Reading:
    """A reading of a fictional report."""
    text = "FICTIONAL. Police beat over 100 men, Harbour Watch said. “We have nothing to say,” the ministry answered."

    def at(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    report = Report(id="first.txt", source="first.txt", text=text, language="en", publisher="Lorrin Courier")
    said = Attribution(
        id="t1",
        source=(at("Harbour Watch"),),
        cue=(at("said"),),
        content=(at("Police beat over 100 men"),),
        manner=Manner.INDIRECT,
        force=Force.ASSERT,
        score=0.97,
    )
    answered = Attribution(
        id="t2",
        source=(at("the ministry"),),
        cue=(at("answered"),),
        content=(at("“We have nothing to say,”"),),
        manner=Manner.DIRECT,
        force=Force.OTHER,
        score=0.95,
    )
    beaten = Allegation(
        id="g1",
        act=Act.ASSAULT,
        status=Status.ASSERTED,
        trigger=at("beat"),
        score=0.93,
        victims=(Participant(at("over 100 men")),),
        alleged_perpetrators=(Participant(at("Police")),),
        counts=(Count(at("over 100"), 100, Bound.MORE_THAN, 100, None, Unit.PERSONS),),
        told_by=("t1",),
    )
    declined = Response(
        id="r1",
        act=ResponseAct.DECLINE,
        status=Status.ASSERTED,
        trigger=at("nothing to say"),
        score=0.81,
        who=(Participant(at("the ministry")),),
        told_by=("t2",),
    )
    summary = Summary(
        acts=(SummaryAct(Act.ASSAULT, 0.93, ("g1",)),),
        alleged_perpetrator=SummaryPerpetrator(mentioned=True, type=PerpetratorType.STATE, evidence=("g1",)),
    )
    return Reading(
        report,
        "onrecord@1",
        attributions=(said, answered),
        allegations=(beaten,),
        responses=(declined,),
        summary=summary,
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
