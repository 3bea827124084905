from dataclasses import replace

import pytest

from onrecord.present.export.forms import MAKERS, made
from onrecord.present.export.replies import NOT_SOUGHT, replies
from onrecord.present.export.rows import tables
from onrecord.records.record import Named
from onrecord.records.tie import Reply, Request
from onrecord.testing.records import fictional_record

OFFICER = "Imre Tasz"


def test_a_person_accused_by_nothing_confirmed_is_named_so_in_no_format() -> None:
    record = fictional_record()
    events = tuple(
        replace(
            event,
            allegations=tuple(
                replace(one, quotation=replace(one.quotation, text=f"Colonel {OFFICER} did it"))
                if any(named.name == OFFICER for named in one.alleged_perpetrators)
                else one
                for one in event.allegations
            ),
        )
        for event in record.events
    )
    # As an actor whom a report mentions he is there; what he is said to have done is not told with his name.
    told = replace(record, events=events, actors=())
    for form in MAKERS:
        for part in made(told, form).parts:
            assert OFFICER.encode() not in part.content, (form, part.name)


def test_once_confirmed_they_are_named_with_who_names_them_and_their_reply() -> None:
    record = fictional_record()
    events = tuple(
        replace(event, allegations=tuple(replace(one, held=True) for one in event.allegations))
        for event in record.events
    )
    told = tables(replace(record, events=events))["allegations"]
    named = [row for row in told if f"Colonel {OFFICER}" in row["alleged_perpetrators"]]
    assert [row["told_by"] for row in named] == [["a list of burials"]]
    assert [row["replies"] for row in named] == [[f"Colonel {OFFICER}: {NOT_SOUGHT}"]]


def test_a_reply_is_told_with_its_words_and_report() -> None:
    record = fictional_record()
    denial = next(one for one in record.responses if one.act.value == "deny")
    events = tuple(
        replace(
            event,
            allegations=tuple(replace(one, held=True, alleged_perpetrators=denial.who) for one in event.allegations),
        )
        for event in record.events
    )
    for row in tables(replace(record, events=events))["allegations"]:
        assert row["replies"] == [f"{denial.who[0].words}: deny (report 1): “{denial.quotation.text}”"]


@pytest.mark.parametrize(
    ("whom", "received", "told"),
    [
        ("Imre Tasz", (), "asked by letter on 2031-04-02, no reply logged"),
        ("Colonel  Imre TASZ", (), "asked by letter on 2031-04-02, no reply logged"),
        (
            "Imre Tasz",
            (Reply(received="2031-04-20"),),
            "asked by letter on 2031-04-02, reply received on 2031-04-20",
        ),
        ("Tasz", (), NOT_SOUGHT),
        ("Mira Tasz", (), NOT_SOUGHT),
    ],
)
def test_that_somebody_was_asked_is_told_without_a_roster_too(
    whom: str, received: tuple[Reply, ...], told: str
) -> None:
    asked = Request(number=1, whom=whom, channel="letter", sent="2031-04-02", replies=received)
    record = replace(fictional_record(), board=None, responses=(), requests=(asked,))
    accused = Named(words=f"Colonel {OFFICER}", name=f"Colonel {OFFICER}")
    assert replies(record, record.events[0], accused) == (told,)
