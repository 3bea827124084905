import copy
import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ItemError
from onrecord.present.contract import Object, schema, to_line, to_object
from onrecord.records import (
    Act,
    ActorKind,
    Bound,
    EntityType,
    Failure,
    Force,
    Manner,
    Reading,
    ResponseAct,
    Stage,
    Status,
    Unit,
)
from tests.present.readings import FAILURE, TEXT, at, bare_reading, full_reading

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_keys_stand_in_the_order_of_the_contract() -> None:
    reading = to_object(full_reading())

    assert list(reading) == [
        "id", "source", "sha256", "media_type", "language", "publisher", "title", "byline", "published", "text",
        "reader", "entities", "actors", "attributions", "allegations", "responses", "citations", "summary",
    ]  # fmt: skip
    assert list(reading["entities"][0]) == ["id", "type", "span", "score", "actor"]
    assert list(reading["actors"][0]) == ["id", "name", "kind", "entities"]
    assert list(reading["attributions"][0]) == [
        "id", "source", "cue", "content", "speaker", "manner", "force", "within", "score",
    ]  # fmt: skip
    assert list(reading["allegations"][0]) == [
        "id", "act", "status", "trigger", "victims", "alleged_perpetrators", "places", "times", "counts", "told_by",
        "score",
    ]  # fmt: skip
    assert list(reading["responses"][0]) == [
        "id", "act", "status", "stage", "trigger", "who", "to", "about", "places", "times", "told_by", "score",
    ]  # fmt: skip
    assert list(reading["summary"]) == ["acts", "victims", "alleged_perpetrator", "place", "date"]
    assert list(to_object(FAILURE)) == ["id", "source", "error"]


def test_every_field_of_the_records_arrives() -> None:
    reading = to_object(full_reading())

    assert reading["publisher"] == "Lorrin Courier"
    assert reading["entities"][1] == {
        "id": "e2", "type": "outlet", "span": list(at("Harbour Post")), "score": 0.91, "actor": "a2",
    }  # fmt: skip
    assert reading["actors"][0] == {
        "id": "a1", "name": "Sael Rights Watch", "kind": "organisation", "entities": ["e3"],
    }  # fmt: skip
    assert reading["attributions"][1] == {
        "id": "t2",
        "source": [list(at("Sael Rights Watch"))],
        "cue": [list(at("which said"))],
        "content": [list(at("Over 100 men")), list(at("that police officers had beaten two of them"))],
        "speaker": "a1",
        "manner": "indirect",
        "force": "allege",
        "within": "t1",
        "score": 0.8123,
    }
    assert reading["allegations"][0] == {
        "id": "g1",
        "act": "abduction",
        "status": "asserted",
        "trigger": list(at("abducted")),
        "victims": [{"span": list(at("Over 100 men")), "actor": None}],
        "alleged_perpetrators": [],
        "places": [{"span": list(at("Port Sael")), "name": "Port Sael", "country": "XL", "geonames": 99}],
        "times": [{"span": list(at("April 2031")), "from": "2031-04-01", "to": "2031-04-30"}],
        "counts": [
            {"span": list(at("Over 100")), "number": 100, "bound": "more_than", "low": 100, "high": None,
             "unit": "persons"},
        ],
        "told_by": ["t2", "t1"],
        "score": 0.88,
    }  # fmt: skip
    assert reading["allegations"][1]["alleged_perpetrators"] == [{"span": list(at("police officers")), "actor": None}]
    assert reading["responses"][1]["stage"] == "adopted"
    assert reading["responses"][0]["stage"] is None
    assert reading["responses"][2]["to"] == [{"span": list(at("the hearing")), "actor": None}]
    assert reading["citations"] == [{"attribution": "t1", "outlet": "a2"}]
    assert reading["summary"] == {
        "acts": [{"act": "abduction", "score": 0.88, "evidence": ["g1"]}],
        "victims": [
            {"name": "Daro Venn", "actor": "a1", "kind": "trade_unionist", "sex": "man", "age": "adult",
             "evidence": ["g1", "e1"]},
        ],
        "alleged_perpetrator": {"mentioned": True, "type": "state", "evidence": ["g2"]},
        "place": {"country": "XL", "region": None, "city": "Port Sael", "evidence": ["g1"]},
        "date": {"year": 2031, "month": 4, "day": None, "evidence": ["g1"]},
    }  # fmt: skip
    assert to_object(FAILURE) == {
        "id": "broken.pdf",
        "source": "broken.pdf",
        "error": {"code": "broken", "message": "It is encrypted; remove the password and read it again."},
    }


def test_scores_have_four_places() -> None:
    reading = full_reading()
    precise = replace(reading.entities[0], score=0.123456789)

    assert to_object(replace(reading, entities=(precise,)))["entities"][0]["score"] == 0.1235


def _one_of_each() -> list[tuple["DataclassInstance", Object]]:
    reading = full_reading()
    whole = to_object(reading)
    return [
        (reading.report, whole),
        (reading, whole),
        (reading.entities[0], whole["entities"][0]),
        (reading.actors[0], whole["actors"][0]),
        (reading.attributions[0], whole["attributions"][0]),
        (reading.allegations[0], whole["allegations"][0]),
        (reading.allegations[0].victims[0], whole["allegations"][0]["victims"][0]),
        (reading.allegations[0].places[0], whole["allegations"][0]["places"][0]),
        (reading.allegations[0].times[0], whole["allegations"][0]["times"][0]),
        (reading.allegations[0].counts[0], whole["allegations"][0]["counts"][0]),
        (reading.responses[0], whole["responses"][0]),
        (reading.citations[0], whole["citations"][0]),
        *_of_summary(reading, whole),
    ]


def _of_summary(reading: Reading, whole: Object) -> list[tuple["DataclassInstance", Object]]:
    summary, told_as = reading.summary, whole["summary"]
    assert summary is not None
    assert summary.alleged_perpetrator is not None
    assert summary.place is not None
    assert summary.date is not None
    return [
        (summary, told_as),
        (summary.acts[0], told_as["acts"][0]),
        (summary.victims[0], told_as["victims"][0]),
        (summary.alleged_perpetrator, told_as["alleged_perpetrator"]),
        (summary.place, told_as["place"]),
        (summary.date, told_as["date"]),
    ]


@pytest.mark.parametrize(("record", "told_as"), _one_of_each(), ids=lambda value: type(value).__name__)
def test_no_field_of_a_record_is_forgotten(record: "DataclassInstance", told_as: Object) -> None:
    # The contract has no key for an address nor for candidate antecedents, which are joined into actors, nor for an
    # actor's gender, which the summary tells; its words for a range of days are from and to. Positions are there with
    # rosters only. Whose words a response's are is a reviewer's to say, not the reader's.
    renamed = {"first": "from", "last": "to"}
    left_out = {"report", "url", "links", "gender", "positions", "own_words"}

    assert {renamed.get(field.name, field.name) for field in fields(record)} - left_out <= set(told_as)


@pytest.mark.parametrize("result", [full_reading(), bare_reading(), FAILURE])
def test_what_is_written_is_valid_by_the_schema(result: Reading | Failure) -> None:
    VALIDATOR.validate(json.loads(to_line(result)))


def test_the_schema_itself_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_schema_lists_the_words_of_the_vocabulary() -> None:
    parts = schema()["$defs"]
    listed = {
        Act: parts["allegation"]["properties"]["act"],
        Status: parts["status"],
        ResponseAct: parts["response"]["properties"]["act"],
        Manner: parts["attribution"]["properties"]["manner"],
        Force: parts["attribution"]["properties"]["force"],
        EntityType: parts["entity"]["properties"]["type"],
        ActorKind: parts["actor"]["properties"]["kind"],
        Bound: parts["count"]["properties"]["bound"],
        Unit: parts["count"]["properties"]["unit"],
    }
    for vocabulary, part in listed.items():
        assert part["enum"] == [word.value for word in vocabulary]
    assert parts["response"]["properties"]["stage"]["enum"] == [*(stage.value for stage in Stage), None]


def _replaced(path: list[Any], value: object) -> Object:
    reading = copy.deepcopy(to_object(full_reading()))
    place: Any = reading
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return reading


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["id"], None),
        (["text"], None),
        (["reader"], "nameless"),
        (["sha256"], "AB" * 32),
        (["unheard_of"], 1),
        (["summary"], {}),
        (["entities", 0, "span"], [1]),
        (["entities", 0, "span"], [1, 2, 3]),
        (["entities", 0, "span"], [-1, 2]),
        (["entities", 0, "span"], {"start": 1, "end": 2}),
        (["entities", 0, "score"], 1.5),
        (["entities", 0, "type"], "animal"),
        (["attributions", 0, "source"], [1, 2]),
        (["attributions", 0, "force"], "shout"),
        (["allegations", 0, "status"], "actual"),
        (["allegations", 0, "told_by"], None),
        (["allegations", 0, "counts", 0, "number"], "100"),
        (["allegations", 0, "times", 0, "from"], "April"),
        (["allegations", 0, "perpetrators"], []),
        (["responses", 0, "stage"], "rejected"),
        (["error"], {"code": "broken", "message": "both at once"}),
    ],
)
def test_the_schema_refuses_wrong_shapes(path: list[Any], value: object) -> None:
    assert not VALIDATOR.is_valid(_replaced(path, value))


@pytest.mark.parametrize("key", sorted(to_object(full_reading())))
def test_the_schema_misses_every_key(key: str) -> None:
    reading = to_object(full_reading())
    del reading[key]

    assert not VALIDATOR.is_valid(reading)


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_comes_back_from_one_line_of_utf_8(text: str) -> None:
    line = to_line(bare_reading(text))

    assert len(line.splitlines()) == 1
    assert json.loads(line.encode("utf-8"))["text"] == text
    assert not set(line) & {"\x1b", "\x9b", "\x7f", "\u202e", "\u2066"}


def test_spans_point_into_the_text_given_back() -> None:
    reading = json.loads(to_line(full_reading()))

    start, end = reading["allegations"][0]["counts"][0]["span"]
    assert reading["text"][start:end] == "Over 100"
    assert reading["text"] == TEXT


def test_a_failure_may_hold_any_name() -> None:
    line = to_line(Failure("a\ud800\x1b[31m", "b\n", ItemError.code, "m"))

    assert json.loads(line.encode("utf-8"))["id"] == "a\ud800\x1b[31m"
