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


def entry_of() -> Entry:
    """A response in the actor's own cell, by itself."""
    record = fictional_record()
    assert record.board is not None
    cell = next(one for one in record.board.cells if one.entries)
    return replace(cell.entries[0], joint=False, through=None, kind=CellKind.RESPONDED, own_words=False)


def rows(*entries: Entry) -> str:
    """What the table of the board says of somebody with these entries, a line each."""
    record = fictional_record()
    assert record.board is not None
    kinds = tuple(dict.fromkeys(entry.kind for entry in entries))
    cell = replace(record.board.cells[0], kinds=kinds, entries=entries, possible=(), beside=())
    document = brief(replace(record, board=replace(record.board, cells=(cell,))))
    return "\n".join(sentence.text for sentence in document.sentences())


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


def test_a_promise_on_anothers_word_says_whose() -> None:
    made = rows(replace(entry_of(), act=ResponseAct.RAISE, kind=CellKind.PROMISED, reported_by=("The Gannet",)))
    assert "Reported by The Gannet as promising: raises it" in made
    own = rows(replace(entry_of(), act=ResponseAct.RAISE, kind=CellKind.PROMISED, own_words=True, reported_by=()))
    assert "Promised a response: raises it" in own
    assert "reported by The Gannet as promising: raises it" in told(
        act=ResponseAct.RAISE, kind=CellKind.PROMISED, own_words=False, reported_by=("The Gannet",)
    )


def test_an_answer_to_something_else_stands_in_a_line_of_its_own_that_says_what() -> None:
    record = fictional_record()
    event = record.events[0]
    main = replace(entry_of(), act=ResponseAct.DEMAND, when="2030-03-05")
    other = replace(entry_of(), act=ResponseAct.CONDEMN, when="2030-02-01", elsewhere=True, events=(event.id,))
    made = rows(other, main)
    assert "Responded: demands" in made
    assert f"Responded, about “{event.title}”: condemns" in made
    assert f"about “{event.title}”" in told(events=(event.id,))


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


def test_of_passages_that_wait_for_a_reviewer_it_tells_how_many_and_calls_nothing_possible() -> None:
    record = fictional_record()
    assert record.board is not None
    first, second, *_ = record.board.cells
    waiting = replace(first, kinds=(CellKind.POSSIBLE,), entries=(), possible=(), beside=(), requests=(), unreviewed=4)
    more = replace(second, unreviewed=1)
    board = replace(record.board, cells=(waiting, more))
    sentences = [one.text for one in brief(replace(record, reviewed_only=True, board=board)).sentences()]
    assert "4 passages may be a response; not reviewed yet" in sentences
    assert "1 further passage may be a response; not reviewed yet" in sentences
    assert f"Nothing confirmed; passages wait for a reviewer: {first.actor.name}." in sentences
    assert not any("a person has to look" in one for one in sentences)


def test_somebody_in_particular_only_is_told_with_a_reply() -> None:
    record = fictional_record()
    event = record.events[0]
    guard = Named(words="a guard", name="a guard", kind=ActorKind.PERSON)
    allegations = tuple(replace(one, held=False, alleged_perpetrators=(guard,)) for one in event.allegations)
    made = replace(event, alleged_perpetrators=(guard,), allegations=allegations)
    told = [one for one in brief(replace(record, events=(made,))).sentences() if one.text.startswith("a guard")]
    assert [one.text for one in told] == ["a guard"]
    assert told[0].notes


def test_a_reply_leans_on_a_note_and_tells_who_reports_a_silence() -> None:
    record = fictional_record()
    event = record.events[1]
    officer = Named(words="Imre Tasz", name="Imre Tasz", kind=ActorKind.PERSON)
    allegations = tuple(replace(one, held=True, alleged_perpetrators=(officer,)) for one in event.allegations)
    made = replace(event, alleged_perpetrators=(officer,), allegations=allegations)
    silence = replace(
        record.responses[0],
        act=ResponseAct.DECLINE,
        status=Status.ASSERTED,
        who=(officer,),
        told_by=(Named(words="Kite Wire", name="Kite Wire"),),
        own_words=False,
        stage=None,
        events=(),
    )
    document = brief(replace(record, events=(made,), responses=(silence,)))
    (reply,) = [one for one in document.sentences() if one.text.startswith("Reply: ")]
    assert reply.text.startswith("Reply: reported by Kite Wire as declining (report 1, not known of which event): “")
    assert [document.notes[number - 1].quotation for number in reply.notes] == [silence.quotation.text]


def test_responses_of_others_stand_by_date_and_what_the_same_words_show_together() -> None:
    record = fictional_record()
    first = replace(record.responses[0], when="2031-04-02", act=ResponseAct.CONDEMN, status=Status.ASSERTED, stage=None,
                    told_by=(), own_words=True)  # fmt: skip
    demands = replace(first, id="r9999999999999998", act=ResponseAct.DEMAND)
    earlier = replace(demands, id="r9999999999999997", when="2031-04-01")
    document = brief(replace(record, responses=(first, demands, earlier), board=None))
    texts = [sentence.text for sentence in document.sentences() if "“" in sentence.text]
    told = [text for text in texts if text.startswith(("1 April", "2 April"))]
    assert [one.split("“")[0].split(": ", 2)[2] for one in told] == ["demands: ", "condemns and demands: "]
