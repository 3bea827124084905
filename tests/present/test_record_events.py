"""An event in a terminal, of the fictional record."""

import io
from dataclasses import replace

from rich.console import Console

from onrecord.present.record_events import denied_by, event_told, known
from onrecord.present.record_tables import print_record
from onrecord.records.record import Named, Record
from onrecord.testing.records import fictional_record

_WHOLE = fictional_record()
CAMPAIGN, KILLING = _WHOLE.events[0], replace(_WHOLE.events[1], title="killing of two well-keepers")
RECORD = replace(_WHOLE, events=(CAMPAIGN, KILLING))


def shown(record: Record, *, event: str | None = None, everything: bool = False) -> str:
    """What is printed, on one line."""
    printed = io.StringIO()
    print_record(record, Console(file=printed, width=400, color_system=None), everything=everything, event=event)
    return " ".join(printed.getvalue().split())


def told(record: Record, *, whole: bool = False) -> str:
    """Its first event."""
    printed = io.StringIO()
    Console(file=printed, width=400, color_system=None).print(event_told(record.events[0], known(record), whole=whole))
    return " ".join(printed.getvalue().split())


def test_what_it_contains_is_told_by_title_and_id() -> None:
    assert f"contains {KILLING.title} {KILLING.id}" in told(RECORD)
    why = replace(CAMPAIGN.joins[0], first=KILLING.allegations[0].id, second=CAMPAIGN.allegations[0].id, sum=2.5)
    containing = replace(RECORD, events=(replace(CAMPAIGN, contains=(why,)), KILLING))
    assert f"contains “{KILLING.title}”: +2.5" in told(containing, whole=True)


def test_a_figure_of_some_of_another_events_names_that_event() -> None:
    assert f"some of figure 1 of “{CAMPAIGN.title[:30]}" in shown(RECORD, event=KILLING.id)


def test_who_denies_it_is_named_beside_its_title() -> None:
    assert denied_by(CAMPAIGN) == "denied by Berit Ostrand"
    nameless = tuple(replace(one, told_by=()) for one in CAMPAIGN.allegations)
    assert denied_by(replace(CAMPAIGN, allegations=nameless)) == "denied"


def test_victims_who_are_called_alike_stand_once() -> None:
    names = ("over 100 men", "More than 100 men", "more than a hundred men")
    event = replace(CAMPAIGN, victims=tuple(Named(words=name, name=name) for name in names))
    assert "to over 100 men by" not in told(replace(RECORD, events=(event, KILLING)))
    assert "to over 100 men contains" in told(replace(RECORD, events=(event, KILLING)))


def test_what_the_reader_is_not_sure_of_waits_for_those_who_ask() -> None:
    first, *rest = (replace(one, held=False, score=0.9) for one in CAMPAIGN.allegations)
    doubtful = replace(first, score=0.2, quotation=replace(first.quotation, text="The Lantern could not visit it."))
    record = replace(RECORD, events=(replace(CAMPAIGN, allegations=(doubtful, *rest)), KILLING))
    assert "could not visit" not in told(record)
    assert "could not visit" in told(record, whole=True)
    confirmed = replace(CAMPAIGN, allegations=(replace(doubtful, held=True), *rest))
    assert "could not visit" in told(replace(RECORD, events=(confirmed, KILLING)))


def test_an_event_of_which_the_reader_is_not_sure_is_counted_and_not_listed() -> None:
    once = replace(KILLING, campaign=False, allegations=(replace(KILLING.allegations[0], reports=(1,)),))
    doubtful = replace(once, allegations=(replace(once.allegations[0], held=False, score=0.2),))
    assert KILLING.title in shown(replace(RECORD, events=(once,), responses=(), copies=()))
    without = shown(replace(RECORD, events=(doubtful,), responses=(), copies=()))
    assert KILLING.title not in without
    assert "1 of which the reader isn’t sure" in without
