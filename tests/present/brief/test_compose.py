from dataclasses import replace

import pytest

from onrecord.present.brief.document import Bullets, Drawing, Facts, Look, Run, Section, Sentence, Table
from onrecord.present.words import UNREVIEWED
from onrecord.records.record import CAUTION, Named, Record, Role
from onrecord.records.tie import Request
from onrecord.records.vocabulary import Bound, Status
from onrecord.testing.records import fictional_texts
from onrecord.weigh.addressed import addressed
from tests.present.brief.briefs import ABOUT, HEAD, brief, nothing, reviewed, unreviewed

RECORDS = {"unreviewed": unreviewed(), "reviewed": reviewed()}


def texts(record: Record | None = None) -> str:
    document = brief(record)
    told = [sentence.text for sentence in document.sentences()]
    for block in document.walk():
        if isinstance(block, Section):
            told.append(block.title)
        elif isinstance(block, Drawing):
            told += [block.caption, block.alternative, block.svg]
        elif isinstance(block, Table | Bullets):
            told.append(block.caption if isinstance(block, Table) else block.title)
    return "\n".join([*told, *(note.quotation for note in document.notes)])


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_whatever_quotes_leans_on_a_note_with_those_words(record: Record) -> None:
    document = brief(record)
    quoting = [each for each in document.sentences() if any(run.look is Look.QUOTED for run in each.runs)]

    assert quoting
    for sentence in quoting:
        noted = "\n".join(_letters(document.notes[number - 1].quotation) for number in sentence.notes)
        assert all(_letters(run.text) in noted for run in sentence.runs if run.look is Look.QUOTED)


@pytest.mark.parametrize("section", ["alleged", "answered"])
def test_whatever_tells_of_an_allegation_or_a_response_leans_on_a_note(section: str) -> None:
    record = unreviewed()
    document = brief(record)
    named = {one.name for event in record.events for one in event.victims if one.name == "well-keepers"}
    told = next(each for each in document.sections if each.id == section)
    items = [item for block in _blocks(told) if isinstance(block, Bullets) for item in block.items]
    rows = [fact for block in _blocks(told) if isinstance(block, Facts) for fact in block.facts]
    without = [sentence.text for sentence in items if not sentence.notes and "joined" not in sentence.text]
    bare = [fact.name for fact in rows for sentence in fact.sentences if sentence.text in named and not sentence.notes]

    assert items
    assert bare == []
    reasons = {term.told for event in record.events for join in event.joins for term in join.terms}
    doubts = {doubt for event in record.events for doubt in event.doubts}
    asked = {each for each in without if each.startswith("Asked by letter")}
    assert set(without) - asked <= reasons | doubts


def test_notes_hold_the_words_where_they_say_that_they_stand() -> None:
    document = brief()
    sources = {source.number: source for source in unreviewed().sources}

    assert [note.number for note in document.notes] == list(range(1, len(document.notes) + 1))
    for note in document.notes:
        assert fictional_texts()[note.report][note.start : note.end] == note.quotation
        assert note.sha256 == sources[note.report].sha256


def test_notes_are_numbered_as_they_are_first_leaned_on() -> None:
    document = brief()
    leaned = dict.fromkeys(number for sentence in document.sentences() for number in sentence.notes)
    assert list(leaned) == [note.number for note in document.notes]


def test_nobody_is_named_as_alleged_perpetrator_on_a_machines_word() -> None:
    assert "Tasz" not in texts()
    assert "A person whom reports name; not named here before somebody confirms it." in texts()


def test_who_is_confirmed_as_alleged_perpetrator_is_named_with_who_names_them_and_their_reply() -> None:
    record = _confirmed(reviewed=False)
    assert "Imre Tasz, named by A list of burials.\nReply: reply not sought." in texts(record).replace(
        "a list", "A list"
    )


def test_a_letter_to_them_without_an_answer_is_told() -> None:
    record = _confirmed(reviewed=False)
    asked = Request(number=2, whom="Imre Tasz", channel="letter", sent="2031-04-03", deadline="2031-04-20")
    asking = replace(record, requests=addressed((asked,), record.actors))
    assert "Reply: asked by letter on 2031-04-03, no reply logged." in texts(asking)


def test_refusal_reported_silence_and_nothing_found_are_told_apart() -> None:
    told = texts()
    assert "Reported by A deputy as declining" in told
    assert "Declined, in own words" in told
    assert "Reported by The Dune Lantern as not having responded" in told
    assert "Did not reply to a logged request" in told
    assert "No public response found in what was searched" in told
    for searched in (
        "1 item",
        "66% of the responses",
        "1 of them without a date",
    ):
        assert searched in told


def test_origins_are_told_with_their_paths_and_standing() -> None:
    told = texts()
    assert "not established as independent (with a clerk of the valley council who asked not to be named)" in told
    assert "Kite Wire (report 2) → The Dune Lantern (report 1) → two released men" in told


def test_every_table_and_drawing_of_figures_bears_the_caution() -> None:
    document = brief()
    tables = [block for block in document.walk() if isinstance(block, Table) and "Figures" in block.caption]
    charts = [block for block in document.walk() if isinstance(block, Drawing) and "figure" in block.caption]
    assert len(tables) == len(charts) == 2
    assert {block.caution for block in tables} == {block.caution for block in charts} == {CAUTION}


def test_a_drawing_tells_in_words_what_it_shows() -> None:
    document = brief()
    chart, _, plot = (block for block in document.walk() if isinstance(block, Drawing))
    assert "figure 5, The Dune Lantern: 52 persons" in chart.alternative
    assert "1 Oslo (NO), at 59.91° north, 10.75° east" in plot.alternative


def test_places_that_are_not_known_to_lie_anywhere_are_listed() -> None:
    told = texts(reviewed())
    assert "Where these places lie is not known, so there is no map of them." in told
    assert "Oram: Detention" in told


def test_what_passed_the_gate_bears_no_mark_and_what_did_not_says_so() -> None:
    gated, open_ = brief(reviewed()), brief()
    assert (gated.mark, gated.warning) == ("", "")
    assert {sentence.mark for sentence in gated.sentences()} == {""}
    assert open_.mark == UNREVIEWED
    assert UNREVIEWED in open_.title
    confirmed = [note.number for note in open_.notes if note.held]
    marked = [sentence for sentence in open_.sentences() if sentence.mark == "confirmed"]
    assert marked
    assert all(set(sentence.notes) <= set(confirmed) for sentence in marked)


def test_an_empty_brief_says_that_nothing_is_confirmed_and_how_to_confirm() -> None:
    told = texts(nothing())
    assert "Nothing is confirmed yet" in told
    assert "onrecord decide oram FINDING confirmed" in told
    assert [section.id for section in brief(nothing()).sections] == ["summary", "sources", "method"]


def test_method_and_limits_tell_reader_errors_languages_and_head() -> None:
    told = texts()
    for expected in (
        "fictional@1",
        "87% of those that are there",
        HEAD,
        "57",
        "proves neither",
        "Report 5 cites itself",
    ):
        assert expected in told
    assert ABOUT.access in told


def test_sections_have_ids_of_their_own() -> None:
    ids = [block.id for block in brief().walk() if isinstance(block, Section)]
    assert len(ids) == len(set(ids))


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign not in "“”‘’\"'")


def _blocks(section: Section) -> list[object]:
    return [inner for block in section.blocks for inner in (_blocks(block) if isinstance(block, Section) else [block])]


def _confirmed(*, reviewed: bool) -> Record:
    """The record in which somebody confirmed the allegation that names a person."""
    record = unreviewed()
    events = tuple(
        replace(
            event,
            allegations=tuple(
                replace(one, held=True)
                if any(accused.name == "Imre Tasz" for accused in one.alleged_perpetrators)
                else one
                for one in event.allegations
            ),
        )
        for event in record.events
    )
    return replace(record, events=events, reviewed_only=reviewed)


def test_a_sentence_tells_its_text() -> None:
    sentence = Sentence((Run("They say: "), Run("no", Look.QUOTED)), (1,))
    assert sentence.text == "They say: “no”"
    assert all(each.text for each in brief().sentences())


def test_the_name_of_a_file_that_nobody_could_read_stays_out() -> None:
    record = unreviewed()
    assert record.board is not None
    searched = replace(record.board.searched, unread=("talk with Zoltan Quill.docx",), failed=("Zoltan Quill.pdf", "b"))
    told = texts(replace(record, board=replace(record.board, searched=searched)))
    assert "Zoltan" not in told
    assert "1 item" in told
    assert "2 items" in told


def test_the_first_page_tells_on_whose_word_with_which_figures_and_who_denies() -> None:
    first = brief().sections[0]
    assert first.id == "summary"
    told = "\n".join(item.text for block in first.blocks if isinstance(block, Bullets) for item in block.items)
    assert "a clerk of the valley council who asked not to be named" in told
    assert "52 well-keepers (The Dune Lantern, 1 May 2031, in place of more than 40 well-keepers)" in told
    assert "Denied by Berit Ostrand." in told
    assert "No public response found: " in told


def test_a_figure_stands_once_with_all_who_repeat_it() -> None:
    table = next(block for block in brief().walk() if isinstance(block, Table) and "Figures" in block.caption)
    numbers = [row[0].sentences[0].text for row in table.rows]
    assert "2" not in numbers, "it repeats figure 1"
    assert "Repeated in report 2" in [sentence.text for sentence in table.rows[0][3].sentences]
    denial = table.rows[-1]
    assert denial[1].sentences[0].text == "None"
    assert denial[3].sentences[0].text == "Denied by Berit Ostrand, report 1"


def test_a_pair_that_cannot_be_true_together_is_told_once_and_a_denial_of_all_that_it_denies() -> None:
    record = unreviewed()
    first = record.events[0]
    some, other, denial = (
        replace(first.figures[place], restates=None, revises=None, subset_of=None, contradicts=contrary,
                reasons=tuple(f"It can’t be true together with figure {one + 1}: why." for one in contrary))
        for place, contrary in ((0, (1, 2)), (2, (0, 2)), (5, (0, 1)))
    )  # fmt: skip
    contrary = replace(first, figures=(some, other, denial))
    told = [sentence for sentence in brief(replace(record, events=(contrary, *record.events[1:]))).sentences()
            if sentence.text.endswith(": why.")]  # fmt: skip
    assert [sentence.text for sentence in told] == [
        "Figure 1 can’t be true together with figure 2: why.",
        "Figures 1 and 2 can’t be true together with figure 3: why.",
    ]
    assert all(sentence.notes for sentence in told)


def test_figures_of_alleged_perpetrators_stand_apart() -> None:
    record = unreviewed()
    first = record.events[0]
    guards = replace(first.figures[0], number=8, low=8, high=8, bound=Bound.EXACT, counted="soldiers", restates=None,
                     role=Role.ALLEGED_PERPETRATORS, contradicts=(), reasons=())  # fmt: skip
    with_guards = replace(record, events=(replace(first, figures=(*first.figures, guards)), *record.events[1:]))
    document = brief(with_guards)
    table = next(block for block in document.walk() if isinstance(block, Table) and "Figures" in block.caption)
    assert "soldiers" not in "".join(sentence.text for row in table.rows for cell in row for sentence in cell.sentences)
    apart = next(block for block in document.walk() if isinstance(block, Bullets) and "perpetrators" in block.title)
    assert [item.text for item in apart.items] == ["8 soldiers, says a clerk in report 1."]
    assert all(item.notes for item in apart.items)


def test_a_sentence_that_two_tell_stands_once() -> None:
    record = unreviewed()
    first = record.events[0]
    again = replace(first.allegations[0], id="g9999999999999999", told_by=())
    doubled = replace(record, events=(replace(first, allegations=(*first.allegations, again)), *record.events[1:]))
    words = first.allegations[0].quotation.text
    told = [sentence for sentence in brief(doubled).sentences()
            if any(run.look is Look.QUOTED and run.text == words for run in sentence.runs)]  # fmt: skip
    in_event = [sentence.text for sentence in told if ", in report" in sentence.text]
    assert in_event == [f"A clerk of the valley council and The Dune Lantern itself, in report 1: detention: “{words}”"]


@pytest.mark.parametrize(
    ("status", "kind"), [(Status.NEGATED, "Not happened"), (Status.HYPOTHETICAL, "Only feared or planned")]
)
def test_what_is_told_as_not_happened_is_never_listed_as_alleged(status: Status, kind: str) -> None:
    record = unreviewed()
    first, *others = record.events
    denied = replace(
        first,
        title="Told as not happened: Killing: no keeper",
        status=status,
        campaign=False,
        parts=(),
        denied_by=(),
        allegations=tuple(replace(one, status=status) for one in first.allegations),
    )
    made = brief(replace(record, events=(*others, denied)))
    sections = {each.id: each for each in made.sections}
    lists = {block.title: block for block in sections["summary"].blocks if isinstance(block, Bullets)}
    told = {title: " ".join(item.text for item in block.items) for title, block in lists.items()}
    (apart,) = (title for title in told if title.startswith("Not alleged"))
    assert denied.title in told[apart]
    assert denied.title not in told["Alleged:"]
    (table,) = (block for block in sections["chronology"].blocks if isinstance(block, Table))
    kinds = {row[1].sentences[0].text for row in table.rows if denied.title in row[2].sentences[0].text}
    assert kinds == {kind}


def test_whoever_tells_without_words_or_a_name_is_the_report() -> None:
    record = unreviewed()
    first, *others = record.events
    nameless = replace(first.allegations[0], told_by=(Named(words="", name=""),))
    made = brief(replace(record, events=(replace(first, allegations=(nameless, *first.allegations[1:])), *others)))
    assert [told.text for told in made.sentences() if told.text.startswith((", in", " in "))] == []
