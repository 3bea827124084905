"""What a draft tells of what nobody reviewed, and what a brief of confirmed findings tells."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.present.brief import compose
from onrecord.present.brief.document import Look, Section, Table
from onrecord.present.brief.selection import FIRST, FULL, LINES, RESPONSES, TOLD, select
from onrecord.records.record import Event, Record
from onrecord.records.vocabulary import Status
from tests.present.brief.briefs import ABOUT, reviewed, unreviewed

CAMPAIGN, KILLING = unreviewed().events
FEARED = "Planned, threatened, feared or conditional"


def event(number: int, *, reports: int = 2, score: float = 0.9, campaign: bool = False) -> Event:
    """An event that so many reports tell, of which the reader is so sure."""
    told = tuple(
        replace(CAMPAIGN.allegations[0], id=f"g{number:08d}{place:08d}", reports=(place + 1,), held=False, score=score)
        for place in range(reports)
    )
    return replace(
        KILLING, id=f"e{number:016d}", title=f"Killing: {number} people", allegations=told, figures=(), origins=(),
        joins=(), contains=(), doubts=(), denied_by=(), campaign=campaign, parts=(),
    )  # fmt: skip


def record(*events: Event) -> Record:
    return replace(unreviewed(), events=events)


def many() -> Iterator[Event]:
    yield from (event(number) for number in range(1, 2 * FULL))
    yield from (event(100 + number, reports=1) for number in range(LINES + 3))


def test_a_draft_tells_the_weightiest_in_full_and_others_in_a_line() -> None:
    chosen = select(record(*many()), everything=False)
    assert [one.id for one in chosen.full] == [event(number).id for number in range(1, FULL + 1)]
    assert len(chosen.lines) == LINES
    assert chosen.events_left == len([*many()]) - FULL - LINES


def test_all_of_it_is_told_where_all_is_asked_for() -> None:
    chosen = select(record(*many()), everything=True)
    assert {one.id for one in chosen.told} == {one.id for one in many()}
    assert (chosen.events_left, chosen.responses_left, chosen.draft) == (0, 0, False)


def test_of_what_was_confirmed_nothing_is_left_out() -> None:
    chosen = select(replace(record(*many()), reviewed_only=True), everything=False)
    assert {one.id for one in chosen.told} == {one.id for one in many()}
    assert not chosen.draft


def test_what_the_reader_is_not_sure_of_is_left_out_unless_a_person_confirmed_it() -> None:
    doubtful = event(1, score=0.2)
    held = replace(event(2, score=0.2), allegations=tuple(
        replace(one, held=True) for one in event(2, score=0.2).allegations))  # fmt: skip
    mixed = replace(event(3), allegations=(event(3).allegations[0], event(4, score=0.2).allegations[1]))
    chosen = select(record(doubtful, held, mixed), everything=False)
    assert [one.id for one in chosen.told] == [held.id, mixed.id]
    assert chosen.of(mixed) == mixed.allegations[:1]
    assert chosen.of(held) == held.allegations


def test_of_an_event_that_very_many_tell_a_draft_tells_the_first() -> None:
    wide = event(1, reports=TOLD + 5)
    assert select(record(wide), everything=False).of(wide) == wide.allegations[:TOLD]
    assert select(record(wide), everything=True).of(wide) == wide.allegations
    denied = replace(wide, denied_by=(wide.allegations[-1].id,))
    assert select(record(denied), everything=False).of(denied) == (*wide.allegations[: TOLD - 1], wide.allegations[-1])


def test_responses_that_the_reader_is_not_sure_of_are_counted() -> None:
    first, *rest = (replace(one, held=False, score=0.9) for one in unreviewed().responses)
    made = replace(unreviewed(), responses=(replace(first, score=0.3), *rest))
    chosen = select(made, everything=False)
    assert chosen.responses == tuple(rest)
    assert chosen.responses_left == 1


def test_of_very_many_responses_those_come_first_that_a_person_confirmed_or_that_answer_what_is_told() -> None:
    told = event(1)
    first = replace(unreviewed().responses[0], held=False, events=(), score=0.8)
    many = [replace(first, id=f"r{number:016d}", score=0.9) for number in range(RESPONSES)]
    held, answers = replace(first, id="r-held", held=True, score=0.1), replace(first, id="r-told", events=(told.id,))
    chosen = select(replace(record(told), responses=(*many, held, answers)), everything=False)
    assert len(chosen.responses) == RESPONSES
    assert {held, answers} <= set(chosen.responses)
    assert chosen.responses_left == 2


def test_what_is_part_of_nothing_comes_in_however_many_parts_weigh_more() -> None:
    parts = [event(number, reports=5) for number in range(1, 2 * FULL)]
    whole = replace(event(99, campaign=True), parts=tuple(one.id for one in parts))
    chosen = select(record(*parts, whole), everything=False)
    assert whole in chosen.full
    assert len(chosen.full) == FULL


def test_no_link_leads_to_what_a_draft_leaves_out() -> None:
    left = event(98, score=0.1)
    whole = replace(event(99, campaign=True), parts=(left.id,))
    document = compose(record(whole, left), ABOUT, everything=False)
    anchors = {block.id for block in document.walk() if isinstance(block, Section)}
    cells = [cell for block in document.walk() if isinstance(block, Table) for row in block.rows for cell in row]
    anchors |= {cell.anchor for cell in cells if cell.anchor is not None}
    links = {run.target for sentence in document.sentences() for run in sentence.runs if run.target is not None}
    assert left.title in "".join(sentence.text for sentence in document.sentences())
    assert {link for link in links if not link.startswith("report-")} <= anchors


def test_a_draft_says_what_it_leaves_out_and_how_to_have_it() -> None:
    document = compose(record(*many()), ABOUT, everything=False)
    lead = next(sentence for sentence in document.sentences() if "This draft tells" in sentence.text)
    left = len([*many()]) - FULL - LINES
    assert f"{FULL} events in full and {LINES} in a line each" in lead.text
    assert f"{left} events" in lead.text
    assert [run.text for run in lead.runs if run.look is Look.CODE] == ["onrecord brief --all"]
    whole = compose(record(*many()), ABOUT, everything=True)
    assert "This draft" not in "".join(sentence.text for sentence in whole.sentences())


def test_a_brief_of_confirmed_findings_is_the_same_whatever_is_asked_for() -> None:
    assert compose(reviewed(), ABOUT, everything=False) == compose(reviewed(), ABOUT, everything=True)


def test_the_summary_tells_so_many_events_and_links_each_to_where_it_is_told() -> None:
    document = compose(record(*many()), ABOUT, everything=False)
    told = [
        run.target
        for block in document.sections[0].blocks
        for item in getattr(block, "items", ())
        for run in item.runs
        if run.look is Look.STRONG and run.target is not None
    ]
    assert told == [event(number).id for number in range(1, FIRST + 1)]


def test_one_event_is_told_whole_and_the_likeliest_responses() -> None:
    doubtful = event(1, score=0.2)
    first, *rest = (replace(one, held=False, score=0.9) for one in unreviewed().responses)
    made = replace(record(doubtful), responses=(replace(first, score=0.3), *rest))
    chosen = select(made, everything=False, whole_events=True)
    assert chosen.full == (doubtful,)
    assert chosen.of(doubtful) == doubtful.allegations
    assert (chosen.responses, chosen.responses_left) == (tuple(rest), 1)


def test_what_nobody_tells_as_happened_stands_apart_on_the_first_page_by_title() -> None:
    feared = [
        replace(event(number), status=Status.HYPOTHETICAL, title=f"{FEARED}: Killing: {number} men")
        for number in range(1, 6)
    ]
    document = compose(record(event(9), *feared), ABOUT, everything=True)
    items = [item.text for block in document.sections[0].blocks for item in getattr(block, "items", ())]
    assert f"{FEARED}: Killing: 1 men; Killing: 2 men; Killing: 3 men; and 2 more." in items
