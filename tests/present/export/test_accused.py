import json
from dataclasses import replace

from onrecord.present.export.accused import NOT_SOUGHT, NOT_YET, fit_to_leave
from onrecord.present.export.forms import MAKERS, made
from onrecord.present.export.rows import tables
from onrecord.records.record import Record, ToldAllegation
from onrecord.records.vocabulary import ActorKind
from onrecord.testing.records import fictional_record

OFFICER = "Imre Tasz"


def allegations(record: Record) -> list[ToldAllegation]:
    return [one for event in record.events for one in event.allegations]


def test_a_person_accused_by_nothing_confirmed_is_not_named_as_accused() -> None:
    record = fictional_record()
    assert OFFICER in {named.name for one in allegations(record) for named in one.alleged_perpetrators}
    left = fit_to_leave(record)
    for event in left.events:
        told = json.dumps([[n.name, n.words, n.actor] for n in event.alleged_perpetrators])
        assert OFFICER not in told
    accused = {named.name for one in allegations(left) for named in one.alleged_perpetrators}
    assert accused == {"the Sand Guard", NOT_YET}


def test_a_quotation_does_not_name_them_either() -> None:
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
    for form in MAKERS:
        for part in made(
            replace(record, actors=(), lineage=replace(record.lineage, nodes=()), events=events), form
        ).parts:
            assert OFFICER.encode() not in part.content, (form, part.name)


def test_once_confirmed_they_are_named_with_who_names_them_and_their_reply() -> None:
    record = fictional_record()
    events = tuple(
        replace(event, allegations=tuple(replace(one, held=True) for one in event.allegations))
        for event in record.events
    )
    rows = [row for row in tables(replace(record, events=events))["allegations"]]
    named = [row for row in rows if "Colonel Imre Tasz" in row["alleged_perpetrators"]]
    assert [row["told_by"] for row in named] == [["a list of burials"]]
    assert [row["replies"] for row in named] == [[f"Colonel Imre Tasz: {NOT_SOUGHT}"]]
    assert fit_to_leave(replace(record, events=events)) == replace(record, events=events)


def test_words_without_an_actor_that_hold_a_name_count_as_a_person() -> None:
    record = fictional_record()
    events = tuple(
        replace(
            event,
            alleged_perpetrators=tuple(
                replace(one, actor=None, kind=None) if one.kind is ActorKind.PERSON else one
                for one in event.alleged_perpetrators
            ),
        )
        for event in record.events
    )
    left = fit_to_leave(replace(record, events=events))
    assert OFFICER not in {named.name for event in left.events for named in event.alleged_perpetrators}
