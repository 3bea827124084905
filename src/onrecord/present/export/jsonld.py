"""One JSON-LD file: quotations as W3C Web Annotations, telling as PROV-O, allegations as schema.org Claims.

The context is shipped within the file, so that nothing is fetched to process it. No rating is ever given.
"""

import json
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any, Final

from onrecord.present.export.cells import Row, gate
from onrecord.present.export.parts import Lost, Made, Part
from onrecord.present.export.rows import tables
from onrecord.records.record import CAUTION, Record

Node = dict[str, Any]

CONTEXT: Final = "context.jsonld"


def context() -> Mapping[str, Any]:
    """The context, as it is shipped with onrecord and in each file."""
    told = json.loads(resources.files("onrecord.present.export").joinpath("data", CONTEXT).read_text("utf-8"))
    return dict(told["@context"])


def jsonld(record: Record) -> Made:
    """The record as one JSON-LD document."""
    graph = list(_graph(record))
    document = {
        "@context": context(),
        "id": "urn:onrecord:record",
        "type": "prov:Collection",
        "generatedAtTime": record.at,
        "content": gate(record),
        "caution": CAUTION,
        "hadMember": graph,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    lost = [
        Lost(
            "words around a quotation", "Texts hold names that can't be shown; offsets are those of the text as kept."
        ),
        Lost("why allegations were joined, term by term", "`onrecord record NAME --json` has it."),
    ]
    if record.board is not None:
        lost.append(
            Lost("the board", "Responses are here; that none was found is not.", len(record.board.cells)),
        )
    return Made((Part("record.jsonld", text.encode("utf-8", "replace")),), tuple(lost))


def _graph(record: Record) -> Iterator[Node]:
    rows = {name: list(table) for name, table in tables(record).items()}
    sources = {row["report"]: row for row in rows["sources"]}
    shas = {number: row["sha256"] for number, row in sources.items()}
    copied = {
        number: cluster["fullest"]
        for cluster in rows["copies"]
        for number in cluster["reports"]
        if number != cluster["fullest"]
    }
    for row in rows["sources"]:
        yield _report(row, copied.get(row["report"]))
    for row in rows["actors"]:
        yield _actor(row)
    for row in rows["events"]:
        yield _event(row)
    earliest = _earliest(rows["sources"])
    for row in rows["allegations"]:
        yield _claim(row, earliest)
        yield _annotation(row, shas, body=_urn("allegation", row["id"]), why="identifying")
    for row in rows["responses"]:
        yield _response(row)
        yield _annotation(row, shas, body=_urn("response", row["id"]), why="identifying")
    for row in rows["figures"]:
        yield _figure(row)
    for row in rows["origins"]:
        yield _origin(row)
    for node in record.lineage.nodes:
        yield _drop(
            {
                "id": _urn("teller", node.id),
                "type": "prov:Entity",
                "name": node.name,
                "kind": node.kind.value,
                "specializationOf": None if node.report is None else _urn("report", node.report),
            }
        )
    for number, row in enumerate(rows["lineage"], start=1):
        yield _step(row, number)


def _report(row: Row, copy_of: int | None) -> Node:
    return _drop(
        {
            "id": _urn("report", row["report"]),
            "type": ["Article", "prov:Entity"],
            "number": row["report"],
            "headline": row["title"],
            "publisher": row["publisher"],
            "author": row["byline"],
            "datePublished": row["published"],
            "url": row["url"],
            "inLanguage": row["language"],
            "encodingFormat": row["media_type"],
            "sha256": row["sha256"],
            "obtained": row["obtained"],
            "copyOf": None if copy_of is None else _urn("report", copy_of),
        }
    )


def _actor(row: Row) -> Node:
    kind = {"person": "Person", "state": "Country", "office": "Role"}.get(row["kind"], "Organization")
    return _drop(
        {
            "id": _urn("actor", row["id"]),
            "type": [kind, "prov:Agent"],
            "name": row["name"],
            "alternateName": row["names"],
            "kind": row["kind"],
            "state": row["state"],
            "jobTitle": row["offices"],
            "review": row["review"],
        }
    )


def _event(row: Row) -> Node:
    return _drop(
        {
            "id": _urn("event", row["id"]),
            "type": "Event",
            "name": row["title"],
            "act": row["acts"],
            "status": row["status"],
            "startDate": row["first"],
            "endDate": row["last"],
            "location": row["places"],
            "countryCode": row["countries"],
            "subEvent": [_urn("event", part) for part in row["parts"]],
            "victim": row["victims"],
            "allegedPerpetrator": row["alleged_perpetrators"],
            "reply": row["replies"],
            "independence": row["independence"],
            "deniedBy": [_urn("allegation", one) for one in row["denied_by"]],
            "doubt": row["doubts"],
            "review": row["review"],
        }
    )


def _claim(row: Row, earliest: Mapping[int, str]) -> Node:
    dated = [number for number in row["reports"] if number in earliest]
    first = min(dated, key=lambda number: (earliest[number], number), default=None)
    return _drop(
        {
            "id": _urn("allegation", row["id"]),
            "type": ["Claim", "prov:Entity"],
            "text": row["quotation"],
            "about": _urn("event", row["event"]),
            "act": row["act"],
            "status": row["status"],
            "appearance": [_urn("report", number) for number in row["reports"]],
            "firstAppearance": None if first is None else _urn("report", first),
            "wasQuotedFrom": _urn("report", row["report"]),
            "victim": row["victims"],
            "victimActor": [_urn("actor", each) for each in row["victim_actors"]],
            "allegedPerpetrator": row["alleged_perpetrators"],
            "allegedPerpetratorActor": [_urn("actor", each) for each in row["alleged_perpetrator_actors"]],
            "reply": row["replies"],
            "location": row["places"],
            "countryCode": row["countries"],
            "timeWords": row["times"],
            "startDate": row["first"],
            "endDate": row["last"],
            "toldBy": {"@list": row["told_by"]},
            "score": row["score"],
            "verification": row["verification"],
            "review": row["review"],
        }
    )


def _response(row: Row) -> Node:
    return _drop(
        {
            "id": _urn("response", row["id"]),
            "type": ["Action", "prov:Entity"],
            "text": row["quotation"],
            "act": row["act"],
            "stage": row["stage"],
            "status": row["status"],
            "who": row["who"],
            "wasAttributedTo": [_urn("actor", each) for each in row["who_actors"]],
            "to": row["to"],
            "topic": row["about"],
            "about": [_urn("event", each) for each in row["events"]],
            "date": row["when"],
            "timeWords": row["times"],
            "startDate": row["first"],
            "endDate": row["last"],
            "ownWords": row["own_words"],
            "toldBy": {"@list": row["told_by"]},
            "wasQuotedFrom": _urn("report", row["report"]),
            "appearance": [_urn("report", number) for number in row["reports"]],
            "score": row["score"],
            "review": row["review"],
        }
    )


def _annotation(row: Row, shas: Mapping[int, str], *, body: str, why: str) -> Node:
    return _drop(
        {
            "id": f"{body}:quotation",
            "type": "Annotation",
            "motivation": f"oa:{why}",
            "body": body,
            "target": {
                "type": "SpecificResource",
                "source": _urn("report", row["report"]),
                "sha256": shas.get(row["report"]),
                "selector": [
                    {"type": "TextQuoteSelector", "exact": row["quotation"]},
                    {"type": "TextPositionSelector", "start": row["start"], "end": row["end"]},
                ],
            },
        }
    )


def _figure(row: Row) -> Node:
    event = row["event"]
    whole = event if row["subset_of_event"] is None else row["subset_of_event"]
    others = [(whole, row["subset_of"]), (event, row["restates"]), (event, row["revises"])]
    subset, restated, revised = (None if one is None else _urn("figure", of, one) for of, one in others)
    return _drop(
        {
            "id": _urn("figure", event, row["figure"]),
            "type": ["QuantitativeValue", "prov:Entity"],
            "about": _urn("event", event),
            "wasDerivedFrom": _urn("allegation", row["allegation"]),
            "act": row["act"],
            "status": row["status"],
            "value": row["number"],
            "bound": row["bound"],
            "minValue": row["low"],
            "maxValue": row["high"],
            "unitText": row["unit"],
            "counted": row["counted"],
            "countedAs": row["role"],
            "asOf": row["as_of"],
            "startDate": row["period_first"],
            "endDate": row["period_last"],
            "cumulative": row["cumulative"],
            "subsetOf": subset,
            "restates": restated,
            "wasRevisionOf": revised,
            "contradicts": [_urn("figure", event, each) for each in row["contradicts"]],
            "origin": None if row["origin"] is None else _urn("teller", row["origin"]),
            "teller": row["teller"],
            "text": row["quotation"],
            "reason": row["reasons"],
            "caution": CAUTION,
            "review": row["review"],
        }
    )


def _origin(row: Row) -> Node:
    return _drop(
        {
            "id": _urn("origin", row["event"], row["id"]),
            "type": "prov:Entity",
            "name": row["name"],
            "kind": row["kind"],
            "about": _urn("event", row["event"]),
            "specializationOf": _urn("teller", row["id"]),
            "standing": row["standing"],
            "sharesWith": [_urn("origin", row["event"], each) for each in row["with"]],
            "sourceOf": [_urn("allegation", each) for each in row["allegations"]],
            "path": row["paths"],
            "reason": row["reasons"],
            "review": row["review"],
        }
    )


_STEPS: Final[Mapping[str, str]] = {
    "copies": "wasDerivedFrom",
    "cites": "hadPrimarySource",
    "quotes": "wasQuotedFrom",
    "is": "alternateOf",
    "own": "wasAttributedTo",
    "tie": "wasInfluencedBy",
}


def _step(row: Row, number: int) -> Node:
    """A step of telling: the plain relation on the teller, and what qualifies it beside."""
    return _drop(
        {
            "id": _urn("step", number),
            "type": "prov:Derivation",
            "how": row["how"],
            "relates": {"id": _urn("teller", row["teller"]), _STEPS[row["how"]]: _urn("teller", row["source"])},
            "entity": _urn("teller", row["source"]),
            "about": None if row["allegation"] is None else _urn("allegation", row["allegation"]),
            "force": row["force"],
            "manner": row["manner"],
            "text": row["quotation"],
            "report": None if row["report"] is None else _urn("report", row["report"]),
            "reason": row["reason"],
            "review": row["review"],
        }
    )


def _earliest(sources: list[Row]) -> Mapping[int, str]:
    return {row["report"]: row["published"] for row in sources if row["published"] is not None}


def _urn(kind: str, *parts: object) -> str:
    return ":".join(["urn:onrecord", kind, *(str(part) for part in parts)])


def _drop(node: Node) -> Node:
    """Without what isn't known."""
    return {name: value for name, value in node.items() if value is not None and value not in ([], {"@list": []})}
