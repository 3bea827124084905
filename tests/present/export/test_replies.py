from dataclasses import replace

import pytest

from onrecord.present.export.forms import MAKERS, made
from onrecord.present.export.replies import NOT_SOUGHT, replies
from onrecord.present.export.rows import tables
from onrecord.records.record import Named
from onrecord.records.tie import Reply, Request
from onrecord.records.vocabulary import ResponseAct, Status
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


def test_two_behind_one_label_are_not_one() -> None:
    asked = Request(number=1, whom="[name withheld]", channel="telephone", sent="2031-04-02", actors=("c" + "1" * 16,))
    record = replace(fictional_record(), board=None, responses=(), requests=(asked,))
    for accused in (
        Named(words="[name withheld]", name="[name withheld]", actor="c" + "2" * 16),
        Named(words="[name withheld]", name="[name withheld]"),
        Named(words="he", name="he"),
    ):
        assert replies(record, record.events[0], accused) == (NOT_SOUGHT,)
    same = Named(words="he", name="[name withheld]", actor="c" + "1" * 16)
    assert replies(record, record.events[0], same) == ("asked by telephone on 2031-04-02, no reply logged",)


def test_he_of_one_sentence_is_not_he_of_another() -> None:
    record = fictional_record()
    denial = next(one for one in record.responses if one.act is ResponseAct.DENY)
    he = Named(words="He", name="He")
    made = replace(record, responses=(replace(denial, who=(he,)),), requests=())
    event = replace(record.events[0], allegations=record.events[0].allegations[1:])
    assert replies(made, event, he) == (NOT_SOUGHT,)


def test_a_denial_of_which_the_event_is_not_known_is_no_reply_not_sought() -> None:
    record = fictional_record()
    denial = next(one for one in record.responses if one.act is ResponseAct.DENY)
    first = record.events[0]
    event = replace(first, allegations=tuple(one for one in first.allegations if one.status is Status.ASSERTED))

    def told(**changed: object) -> str:
        made = replace(denial, **changed)  # type: ignore[arg-type] # fields of any type
        return "; ".join(replies(replace(record, responses=(made,), requests=()), event, denial.who[0]))

    assert told(events=()) == f"deny (report 1, not known of which event): “{denial.quotation.text}”"
    assert told(events=("e0000000000000000",)) == NOT_SOUGHT
    assert told(events=(), act=ResponseAct.CONDEMN) == NOT_SOUGHT


def test_who_answers_a_campaign_answers_its_parts() -> None:
    record = fictional_record()
    denial = next(one for one in record.responses if one.act is ResponseAct.DENY)
    part, whole = (replace(event, parts=(), campaign=False) for event in record.events[:2])
    made = replace(
        record,
        events=(
            part,
            replace(whole, parts=("e0000000000000001",), campaign=True),
            replace(part, id="e0000000000000001", parts=(part.id,)),
        ),
        responses=(replace(denial, events=(whole.id,)),),
    )
    assert replies(made, part, denial.who[0]) == (f"deny (report 1): “{denial.quotation.text}”",)


def test_an_accused_who_says_that_it_did_not_happen_has_replied() -> None:
    record = fictional_record()
    event = record.events[0]
    accused = Named(words=OFFICER, name=OFFICER)
    denying = replace(event.allegations[0], status=Status.NEGATED, told_by=(accused,))
    made = replace(event, allegations=(denying, *event.allegations[1:]))
    (told,) = replies(replace(record, requests=()), made, accused)
    assert told == f"deny (report {denying.quotation.report}): “{denying.quotation.text}”"
