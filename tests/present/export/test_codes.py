"""Codes of others' lists: only those that are sure, and our own word beside each that isn't."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest

from onrecord.present.export.forms import made
from onrecord.present.export.plover import RESPONSES
from onrecord.present.export.sdg import NOT_TOLD, groups
from onrecord.records.record import Named, Record
from onrecord.records.vocabulary import Act, ResponseAct
from onrecord.testing.records import fictional_record

RECORD = fictional_record()


def rows(record: Record, form: str, part: str) -> list[dict[str, str]]:
    content = next(each.content for each in made(record, form).parts if each.name == part)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def with_responses(act: ResponseAct) -> Record:
    return replace(RECORD, responses=tuple(replace(one, act=act) for one in RECORD.responses))


# --- PLOVER ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", list(ResponseAct))
def test_plover_codes_what_it_has_a_code_for_and_keeps_our_word_otherwise(act: ResponseAct) -> None:
    lines = made(with_responses(act), "plover").parts[0].content.splitlines()
    told = [event for line in lines if (event := json.loads(line))["id"].startswith("r")]
    assert told
    for event in told:
        code, mode = RESPONSES.get(act.value, ("", act.value))
        assert (event["event"], event["mode"]) == ([code] if code else [], mode)
    assert ("deny" in RESPONSES, "silent" in RESPONSES, "legislate" in RESPONSES) == (False, False, False)


def test_plover_holds_only_what_is_told_as_happened_and_counts_the_rest() -> None:
    export = made(RECORD, "plover")
    ids = [json.loads(line)["id"] for line in export.parts[0].content.splitlines()]
    every = [one for event in RECORD.events for one in event.allegations] + list(RECORD.responses)
    asserted = [one.id for one in every if one.status.value == "asserted"]
    assert sorted(ids) == sorted(asserted)
    assert export.lost[0].count == len(every) - len(asserted) > 0


# --- HURIDOCS --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "column", "code"),
    [
        (ResponseAct.CALL_FOR_INQUIRY, "mt20_code", "0201"),
        (ResponseAct.DENY, "mt27_code", "0301"),
        (ResponseAct.SILENT, "mt27_code", "06"),
        (ResponseAct.CONDEMN, "mt20_code", ""),
        (ResponseAct.AID, "mt27_code", ""),
    ],
)
def test_huridocs_codes_are_those_that_are_sure(act: ResponseAct, column: str, code: str) -> None:
    for row, response in zip(rows(with_responses(act), "huridocs", "intervention.csv"), RECORD.responses, strict=True):
        assert row["type_of_intervention"] == act.value
        # What is negated or hypothetical gets none: the code would say that it happened.
        assert row[column] == (code if response.status.value == "asserted" else "")


def test_only_officials_deny_as_officials() -> None:
    guard = next(actor for actor in RECORD.actors if actor.name == "the Sand Guard")
    denial = next(one for one in RECORD.responses if one.act is ResponseAct.DENY)
    by_guard = replace(denial, who=(Named(words="the Guard", name=guard.name, actor=guard.id, kind=guard.kind),))
    for response, code in ((denial, ""), (by_guard, "0102")):
        (row,) = rows(replace(RECORD, responses=(response,)), "huridocs", "intervention.csv")
        assert row["mt28_code"] == code


def test_huridocs_entities_refer_to_one_another() -> None:
    acts = {row["act_record_number"]: row["event_record_number"] for row in rows(RECORD, "huridocs", "act.csv")}
    events = {row["event_record_number"] for row in rows(RECORD, "huridocs", "event.csv")}
    persons = {row["person_record_number"] for row in rows(RECORD, "huridocs", "person.csv")}
    assert set(acts.values()) == events
    for row in rows(RECORD, "huridocs", "information.csv"):
        assert acts[row["act_record_number"]] == row["event_record_number"]
    for row in rows(RECORD, "huridocs", "involvement.csv"):
        assert acts[row["act_record_number"]] == row["event_record_number"]
        assert row["alleged_perpetrator_person_record_number"] in persons | {""}
        assert row["degree_of_involvement"] == "alleged perpetrator"


# --- SDG 16.10.1 -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("victims", "group"),
    [
        (["two reporters of the Lantern"], "journalists and media personnel"),
        (["a media worker"], "journalists and media personnel"),
        (["a human rights activist"], "human-rights defenders"),
        (["union leader Bo Reth"], "trade unionists"),
        (["well-keepers"], NOT_TOLD),
        (["citizens of the Union of Vales"], NOT_TOLD),
        ([], NOT_TOLD),
    ],
)
def test_who_is_whom_by_the_victims_words(victims: list[str], group: str) -> None:
    assert groups(victims) == [group]


def test_sdg_classes_list_allegations_and_count_nothing() -> None:
    told = rows(RECORD, "sdg", "sdg-16-10-1.csv")
    listed = [id for row in told for id in row["allegations"].split("|")]
    assert sorted(listed) == sorted(one.id for event in RECORD.events for one in event.allegations)
    classes = {row["class"] for row in told}
    assert classes == {"killing", "kidnapping", "arbitrary detention"}
    assert all(not value.isdigit() for row in told for name, value in row.items() if name != "reports")
    assert all("onrecord does not find" in row["note"] for row in told if row["class"] == "arbitrary detention")


def test_what_has_no_class_of_its_own_is_an_other_harmful_act() -> None:
    events = tuple(
        replace(event, allegations=tuple(replace(one, act=Act.THREAT) for one in event.allegations))
        for event in RECORD.events
    )
    told: list[Any] = rows(replace(RECORD, events=events), "sdg", "sdg-16-10-1.csv")
    assert {row["class"] for row in told} == {"other harmful acts"}
