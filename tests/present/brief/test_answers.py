"""What a brief says that somebody did, or did not."""

from dataclasses import replace

from onrecord.records.record import CellKind, Entry, Named, Record
from onrecord.records.vocabulary import ActorKind, ResponseAct, Status
from onrecord.testing.records import fictional_record
from tests.present.brief.briefs import brief


def told(**changed: object) -> str:
    """The sentences of a brief whose board has one entry, changed so."""
    record = fictional_record()
    assert record.board is not None
    cell = next(one for one in record.board.cells if one.entries)
    entry: Entry = replace(cell.entries[0], joint=False, through=None, **changed)  # type: ignore[arg-type]  # fields of any type
    made: Record = replace(
        record, board=replace(record.board, cells=(replace(cell, kinds=(entry.kind,), entries=(entry,), beside=()),))
    )
    return "\n".join(sentence.text for sentence in brief(made).sentences() if entry.quotation.text in sentence.text)


def test_what_is_told_as_not_done_says_not() -> None:
    one = told(
        act=ResponseAct.CONDEMN, status=Status.NEGATED, kind=CellKind.REPORTED_DECLINED, reported_by=("A deputy",)
    )
    assert "reported by A deputy as declining (does not condemn)" in one
    assert ": condemns" not in one


def test_who_is_reported_as_silent_is_not_told_as_declining() -> None:
    one = told(act=ResponseAct.DECLINE, kind=CellKind.REPORTED_SILENT, own_words=False, reported_by=("A deputy",))
    assert "reported by A deputy as not having responded" in one
    assert "as declining" not in one


def test_a_promise_is_no_deed() -> None:
    assert "promised: inquires" in told(act=ResponseAct.INQUIRY, kind=CellKind.PROMISED)


def test_that_somebody_is_named_is_no_reason_told() -> None:
    assert "named as" not in told(why="named as “Ilse Varga”")


def test_bodies_that_are_called_alike_stand_in_one_line() -> None:
    record = fictional_record()
    event = record.events[0]
    called = (
        Named(words="the Weir Guard", name="the Weir Guard", kind=ActorKind.STATE_BODY, actor=one) for one in "bc"
    )
    first, second = called
    allegations = (
        replace(event.allegations[0], alleged_perpetrators=(first,)),
        replace(event.allegations[1], alleged_perpetrators=(second,)),
        *event.allegations[2:],
    )
    made = replace(event, alleged_perpetrators=(first, second), allegations=allegations)
    document = brief(replace(record, events=(made, *record.events[1:])))
    (one,) = [sentence for sentence in document.sentences() if sentence.text == "the Weir Guard"]
    assert len(one.notes) == 2
