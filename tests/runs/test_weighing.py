"""The record of a case: masked whatever it holds, gated, and of what its findings say."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console

from onrecord.ledger.store import Addition, Ledger
from onrecord.present.record_object import made_schema, record_object, schema_text
from onrecord.present.record_tables import print_record
from onrecord.records.acquisition import Access, Acquisition, How
from onrecord.records.allegation import Allegation
from onrecord.records.attribution import Attribution
from onrecord.records.decision import Verdict
from onrecord.records.entity import Actor, Entity
from onrecord.records.frame import Participant
from onrecord.records.reading import Reading
from onrecord.records.record import Record
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.vocabulary import Act, ActorKind, EntityType, Force, Manner, Status
from onrecord.runs.weighing import record
from onrecord.testing.builders import Ticking
from onrecord.testing.records import fictional_record
from onrecord.weigh.gate import UNNAMED
from tests.ledger.planted import names, squeezed

TOGETHER = 5


def spans(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def planted(number: int, several: list[str]) -> Reading:
    """A report in which each of these is killed, the first tells of it, and an officer is accused."""
    told = " ".join(f"Soldiers of Colonel Imre Tasz killed {name} at the ford." for name in several)
    text = f"FICTIONAL. {told} The brother of {several[0]}, who saw it, said so."
    actors = [Actor(f"a{place}", name, ActorKind.PERSON, (f"e{place}",)) for place, name in enumerate(several)]
    entities = [
        Entity(f"e{place}", EntityType.PERSON, spans(text, name), 0.9, f"a{place}")
        for place, name in enumerate(several)
    ]
    officer = spans(text, "Colonel Imre Tasz")
    allegations = tuple(
        Allegation(
            f"g{place}",
            Act.KILLING,
            Status.ASSERTED,
            Span(spans(text, f"killed {name}").start, spans(text, f"killed {name}").start + len("killed")),
            0.9,
            victims=(Participant(spans(text, name), f"a{place}"),),
            alleged_perpetrators=(Participant(officer, "a90"),),
            told_by=("t1",),
        )
        for place, name in enumerate(several)
    )
    source = spans(text, f"The brother of {several[0]}, who saw it,")
    return Reading(
        Report(f"planted-{number}", f"planted-{number}.txt", text, language="en", publisher="Oram Post"),
        "fictional@1",
        entities=(*entities, Entity("e90", EntityType.PERSON, officer, 0.9, "a90")),
        actors=(*actors, Actor("a90", "Imre Tasz", ActorKind.PERSON, ("e90",))),
        attributions=(
            Attribution(
                "t1",
                source=(source,),
                cue=(Span(source.end + 1, source.end + 5),),
                content=(Span(11, source.start),),
                manner=Manner.INDIRECT,
                force=Force.ASSERT,
                score=0.9,
            ),
        ),
        allegations=allegations,
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.create(tmp_path / "oram", who="A. Tester", clock=Ticking()) as made:
        yield made


def added(ledger: Ledger, readings: list[Reading]) -> None:
    for reading in readings:
        ledger.add_one(
            Addition(
                result=reading,
                acquisition=Acquisition(source=reading.report.source, how=How.FILE),
                original=io.BytesIO(reading.report.text.encode()),
            )
        )


def shown(found: Record) -> str:
    """All that a command writes of it, as JSON and in a terminal."""
    out = Console(file=io.StringIO(), width=4000, markup=False, highlight=False)
    print_record(found, out, everything=True)
    for event in found.events:
        print_record(found, out, event=event.id)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue() + json.dumps(record_object(found), ensure_ascii=False)


def test_no_planted_name_is_in_any_output(ledger: Ledger) -> None:
    everybody = names()
    groups = [everybody[at : at + TOGETHER] for at in range(0, len(everybody), TOGETHER)]
    added(ledger, [planted(number, group) for number, group in enumerate(groups, start=1)])
    told = squeezed(shown(record(ledger, access=Access.CONFIDENTIAL, at_desk=True)))
    assert "killed" in told
    assert len(everybody) == 200
    assert [name for name in everybody if squeezed(name) in told] == []


def test_nobody_is_named_as_alleged_perpetrator_before_somebody_confirmed_it(ledger: Ledger) -> None:
    added(ledger, [planted(1, names()[:1])])
    unreviewed = record(ledger, access=Access.CONFIDENTIAL)
    assert [one.name for event in unreviewed.events for one in event.alleged_perpetrators] == [UNNAMED]
    assert "Tasz" not in json.dumps([record_object(unreviewed)["events"], record_object(unreviewed)["lineage"]])
    at_desk = record(ledger, access=Access.CONFIDENTIAL, at_desk=True)
    assert [one.name for event in at_desk.events for one in event.alleged_perpetrators] == ["Imre Tasz"]
    (allegation,) = (one.id for event in at_desk.events for one in event.allegations)
    with ledger.writing() as writing:
        from onrecord.ledger.decisions import decide

        decide(writing, allegation, Verdict.CONFIRMED)
    confirmed = record(ledger, access=Access.CONFIDENTIAL)
    assert [one.name for event in confirmed.events for one in event.alleged_perpetrators] == ["Imre Tasz"]


def test_reviewed_only_holds_what_a_person_confirmed(ledger: Ledger) -> None:
    added(ledger, [planted(1, names()[:2])])
    assert record(ledger, access=Access.CONFIDENTIAL, reviewed_only=True).events == ()
    everything = record(ledger, access=Access.CONFIDENTIAL)
    chosen = sorted(one.id for event in everything.events for one in event.allegations)[0]
    with ledger.writing() as writing:
        from onrecord.ledger.decisions import decide

        decide(writing, chosen, Verdict.CONFIRMED)
    reviewed = record(ledger, access=Access.CONFIDENTIAL, reviewed_only=True)
    assert [one.id for event in reviewed.events for one in event.allegations] == [chosen]
    assert [source.number for source in reviewed.sources] == [1]


def test_what_may_not_be_seen_is_not_weighed(ledger: Ledger) -> None:
    from onrecord.ledger.adding import Terms

    reading = planted(1, names()[:1])
    ledger.add_one(
        Addition(
            result=reading,
            acquisition=Acquisition(source=reading.report.source, how=How.FILE),
            original=io.BytesIO(reading.report.text.encode()),
            terms=Terms(access=Access.CONFIDENTIAL),
        )
    )
    public = record(ledger, access=Access.PUBLIC)
    assert public.sources == ()
    assert public.events == ()


def test_the_schema_is_of_these_records_and_the_json_is_valid_by_it() -> None:
    assert schema_text() == made_schema()
    told = json.loads(json.dumps(record_object(fictional_record())))
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(told)
    wanted = {"id", "act", "status", "places", "times", "allegations", "figures", "origins", "independence"}
    assert all(wanted <= set(event) for event in told["events"])
    assert all({"id", "name", "kind", "path"} <= set(one) for event in told["events"] for one in event["origins"])
    assert {"responses", "board", "lineage", "copies"} <= set(told)


def test_a_terminal_is_shown_nothing_that_drives_it() -> None:
    told = shown(fictional_record())
    assert "\u202e" not in told.split('{"onrecord"')[0]
    assert "Reported cases, not a sample" in told
    assert "Unreviewed machine reading" in told
