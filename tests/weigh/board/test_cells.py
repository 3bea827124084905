"""What the board's cells say. All names are invented."""

from dataclasses import replace

import pytest

from onrecord.records.record import CellKind, Event, Monitored
from onrecord.records.report import Failure
from onrecord.records.tie import Reply, Request
from onrecord.records.vocabulary import Act, ActorKind, Force, Manner, Status
from onrecord.weigh.board import board, confirmed_only, only_about
from tests.weigh.board.made import Did, Made, Says, board_of, case, cell_of, names, person, responses_of, state

HALVARD = person("Corin Halvard", "Aldmark", "foreign minister")
ALDMARK = state("Aldmark")


def event(id_: str, *parts: str) -> Event:
    return Event(
        id=id_, act=Act.KILLING, acts=(Act.KILLING,), status=Status.ASSERTED, title="", allegations=(), parts=parts
    )


def told(text: str, act: str, trigger: str, who: str, *, status: str = "asserted", score: float = 0.9) -> Made:
    """A report of one response in its own voice."""
    return Made(text, (Did(act, trigger, (who,), status, score=score),), people=((who,),))


# --- whose it is -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who",
    [
        "Aldmark",
        "the government of Aldmark",
        "Aldmark's foreign ministry",
        "the embassy of Aldmark",
        "Aldmark's president",
    ],
)
def test_a_state_responds_through_those_who_answer_for_it(who: str) -> None:
    cell = cell_of(case(told(f"On Monday {who} condemned the killings.", "condemn", "condemned", who)), ALDMARK)
    assert cell.kinds == (CellKind.RESPONDED,)
    (entry,) = cell.entries
    assert entry.reported_by == ("The Gannet",)
    assert (entry.through is None) is (who == "Aldmark" or who.startswith("the government"))


def test_a_parliaments_resolution_stands_beside_the_governments_answer() -> None:
    who = "The House of Deputies of Aldmark"
    cell = cell_of(case(told(f"{who} condemned the killings.", "condemn", "condemned", who)), ALDMARK)
    assert cell.kinds == (CellKind.NOT_FOUND,)
    assert [entry.kind for entry in cell.beside] == [CellKind.RESPONDED]
    assert "its government's answer it is not" in (cell.beside[0].through or "")


def test_a_person_does_not_answer_for_another() -> None:
    lorimer = person("Edda Lorimer", "Aldmark", "prime minister")
    made = case(told("Corin Halvard condemned the killings.", "condemn", "condemned", "Corin Halvard"))
    assert cell_of(made, lorimer, HALVARD).kinds == (CellKind.NOT_FOUND,)
    assert cell_of(made, HALVARD, lorimer).kinds == (CellKind.RESPONDED,)
    assert cell_of(made, ALDMARK, HALVARD).kinds == (CellKind.RESPONDED,), "its foreign minister speaks for it"


def test_a_governor_of_a_region_does_not_answer_for_the_state() -> None:
    governor = person("Ravel Dostrin", "Karvenia", "governor of Seld")
    made = case(told("Ravel Dostrin denied it.", "deny", "denied", "Ravel Dostrin"))
    cell = cell_of(made, state("Karvenia"), governor)
    assert cell.kinds == (CellKind.NOT_FOUND,)
    assert [entry.kind for entry in cell.beside] == [CellKind.RESPONDED]


def test_a_state_that_only_the_outlet_tells_is_said_to_be_inferred() -> None:
    for inferred in (False, True):
        for key, name in (("Aldmark", "Aldmark"), ("DE", "Germany")):
            made = case(
                Made("Corin Halvard condemned the killings.", (Did("condemn", "condemned", ("Corin Halvard",)),),
                     people=(("Corin Halvard",),))
            )  # fmt: skip
            known = names(made)
            offices = (f"foreign minister of {name}",)
            known.by_place = {
                place: replace(actor, state=key, offices=offices, state_inferred=inferred)
                for place, actor in known.by_place.items()
            }
            (cell,) = board((state(name),), responses_of(made), known, made, name="test").cells
            assert cell.kinds == (CellKind.RESPONDED,)
            (entry,) = cell.entries
            assert ("inferred from whose outlet" in (entry.through or "")) is inferred, entry.through


def test_the_state_of_a_body_is_known_by_its_code_too() -> None:
    made = case(told("The ministry condemned the killings.", "condemn", "condemned", "The ministry"))
    known = names(made)
    known.by_place = {
        place: replace(actor, kind=ActorKind.STATE_BODY, state="DE") for place, actor in known.by_place.items()
    }
    (cell,) = board((state("Germany"),), responses_of(made), known, made, name="test").cells
    assert cell.kinds == (CellKind.RESPONDED,)


def test_an_organisation_does_not_answer_for_a_state() -> None:
    made = case(
        told("The Aldmark Bar Association condemned it.", "condemn", "condemned", "The Aldmark Bar Association")
    )
    assert cell_of(made, ALDMARK).kinds == (CellKind.NOT_FOUND,)


def test_an_office_is_its_holders_only_while_it_is_held() -> None:
    made = case(
        told("The foreign minister of Aldmark condemned it.", "condemn", "condemned", "The foreign minister of Aldmark")
    )
    during = person("Corin Halvard", "Aldmark", "minister of foreign affairs", first="2024-01-01")
    before = person("Corin Halvard", "Aldmark", "minister of foreign affairs", last="2023-12-31")
    assert cell_of(made, during).kinds == (CellKind.RESPONDED,)
    assert cell_of(made, before).kinds == (CellKind.NOT_FOUND,)


def test_a_namesake_is_somebody_else() -> None:
    made = case(told("Lotte Halvard condemned it.", "condemn", "condemned", "Lotte Halvard"))
    assert cell_of(made, HALVARD).kinds == (CellKind.NOT_FOUND,)


def test_a_joint_statement_is_each_signatorys() -> None:
    text = "The foreign ministers of Brennia, Aldmark and Ostmere condemned the killings."
    made = case(Made(text, (Did("condemn", "condemned", ("The foreign ministers of Brennia",)),)))
    for name in ("Brennia", "Aldmark", "Ostmere"):
        (entry,) = cell_of(made, state(name)).entries
        assert entry.joint, name
    assert cell_of(made, state("Istren")).kinds == (CellKind.NOT_FOUND,)


def test_we_are_who_signed() -> None:
    text = "Joint statement\n\nWe, the foreign ministers of Aldmark and Ostmere, condemn it.\n\nWe demand an inquiry."
    made = case(Made(text, (Did("demand", "demand", ("We",)),), publisher="Ministry of Foreign Affairs of Ostmere"))
    aldmark, ostmere = board_of(made, ALDMARK, state("Ostmere")).cells
    assert aldmark.kinds == ostmere.kinds == (CellKind.RESPONDED,)
    assert aldmark.entries[0].joint


def test_who_signed_below_is_one_of_we() -> None:
    text = (
        "We, the foreign ministers of Brennia and Norvik, condemn it.\n\nSigned by:\n\n"
        "Clara Venn, Minister of Foreign Affairs of Brennia\nGunnar Vik, Minister of Foreign Affairs of Norvik\n\n"
        "Notes to editors\n\nA spokesman for the foreign ministry of Pelagia, Jan Vel, was not asked.\n"
    )
    made = case(Made(text, (Did("condemn", "condemn", ("We",)),), publisher="Joint press office"))
    vik = person("Gunnar Vik", "Norvik", "foreign minister")
    for wanted in (vik, state("Norvik"), state("Brennia")):
        cell = cell_of(made, wanted)
        assert cell.kinds == (CellKind.RESPONDED,), wanted.name
        assert cell.entries[0].joint
    assert cell_of(made, state("Pelagia")).kinds == (CellKind.NOT_FOUND,)


def test_who_signed_elsewhere_is_one_of_the_two_that_a_report_counts() -> None:
    signed = (
        "A statement on the boatmen.\n\nSigned by:\n\n"
        "Clara Venn, Minister of Foreign Affairs of Brennia\nGunnar Vik, Minister of Foreign Affairs of Norvik\n"
    )
    counted = "Two foreign ministers condemned the killing of four boatmen."
    made = case(
        Made(signed, publisher="Joint press office"),
        Made(counted, (Did("condemn", "condemned", ("Two foreign ministers",)),)),
    )
    for wanted in (person("Gunnar Vik", "Norvik", "foreign minister"), state("Brennia")):
        (entry,) = cell_of(made, wanted).entries
        assert entry.joint
        assert not entry.own_words
    assert cell_of(made, state("Pelagia")).kinds == (CellKind.NOT_FOUND,)
    # Where no statement has as many of them, nobody is one of the two.
    alone = case(Made(counted, (Did("condemn", "condemned", ("Two foreign ministers",)),)))
    assert cell_of(alone, state("Brennia")).kinds == (CellKind.NOT_FOUND,)


@pytest.mark.parametrize(
    ("text", "names", "kinds"),
    [
        ("A deputy said that Corin Vald had heard it. The minister declined.", (("Corin Vald",),), CellKind.POSSIBLE),
        ("A deputy had heard it. The minister declined.", (), CellKind.NOT_FOUND),
        (
            "A deputy said that Corin Vald and Lev Orsan had heard it. The minister declined.",
            (("Corin Vald",), ("Lev Orsan",)),
            CellKind.NOT_FOUND,
        ),
        (
            "A deputy said that Corin Vald had heard it. Ostmere's minister declined.",
            (("Corin Vald",),),
            CellKind.NOT_FOUND,
        ),
    ],
)
def test_an_office_of_which_nobody_says_whose_it_is_may_be_the_one_named(
    text: str, names: tuple[tuple[str, ...], ...], kinds: CellKind
) -> None:
    who = "Ostmere's minister" if "Ostmere" in text else "The minister"
    made = case(Made(text, (Did("decline", "declined", (who,)),), people=names))
    vald = person("Corin Vald", "Aldmark", "foreign minister")
    cell = cell_of(made, vald, person("Lev Orsan", "Karvenia", "foreign minister"))
    assert cell.kinds == (kinds,)
    if kinds is CellKind.POSSIBLE:
        (entry,) = cell.possible
        assert "doesn't say whose office" in entry.why


def test_the_governments_own_statement_is_in_its_own_words() -> None:
    text = "The government of Ostmere condemns the killing of four boatmen."
    made = case(
        Made(text, (Did("condemn", "condemns", ("The government of Ostmere",)),), publisher="Government of Ostmere")
    )
    (entry,) = cell_of(made, state("Ostmere")).entries
    assert entry.own_words
    assert entry.reported_by == ()


# --- what it makes of a cell -----------------------------------------------------------------------------------------


def test_not_having_condemned_is_no_response() -> None:
    made = case(
        told("Aldmark has not condemned the killings.", "condemn", "not condemned", "Aldmark", status="negated")
    )
    cell = cell_of(made, ALDMARK)
    assert cell.kinds == (CellKind.REPORTED_SILENT,)
    assert cell.entries[0].reported_by == ("The Gannet",)


def test_refusing_to_condemn_is_reported_as_declining() -> None:
    text = "Aldmark refused to condemn the killings."
    cell = cell_of(case(told(text, "condemn", "condemn", "Aldmark", status="negated")), ALDMARK)
    assert cell.kinds == (CellKind.REPORTED_DECLINED,)


def test_not_having_replied_is_not_having_declined() -> None:
    made = case(told("Aldmark did not reply to questions.", "decline", "not reply", "Aldmark"))
    assert cell_of(made, ALDMARK).kinds == (CellKind.REPORTED_SILENT,)


def test_would_condemn_if_is_nothing_yet() -> None:
    text = "Aldmark would condemn the killings if they were confirmed."
    cell = cell_of(case(told(text, "condemn", "condemn", "Aldmark", status="hypothetical")), ALDMARK)
    assert cell.kinds == (CellKind.NOT_FOUND,)
    assert "conditional" in cell.possible[0].why


def test_a_promise_is_a_promise() -> None:
    text = "Aldmark promised an inquiry into the killings."
    for status in ("hypothetical", "asserted"):
        cell = cell_of(case(told(text, "inquiry", "inquiry", "Aldmark", status=status)), ALDMARK)
        assert cell.kinds == (CellKind.PROMISED,), status


def test_negated_without_a_word_that_negates_is_doubted() -> None:
    text = "Aldmark condemned the killings on Monday."
    cell = cell_of(case(told(text, "condemn", "condemned", "Aldmark", status="negated")), ALDMARK)
    assert cell.kinds == (CellKind.POSSIBLE,)


def test_what_the_reader_is_unsure_of_is_shown_as_possible_with_the_reason() -> None:
    cell = cell_of(case(told("Aldmark spoke of it.", "condemn", "spoke", "Aldmark", score=0.1)), ALDMARK)
    assert cell.kinds == (CellKind.POSSIBLE,)
    assert cell.possible[0].why == "the reader is not sure that this is a response (0.10)"


def test_in_own_words_and_by_anothers() -> None:
    own = Made(
        "“I will not comment on that,” Corin Halvard said.",
        (Did("decline", "not comment", ("I",), by=(1,)),),
        (Says("Corin Halvard", "“I will not comment on that,”", Manner.DIRECT),),
        (("Corin Halvard",),),
    )
    others = Made(
        "Neve Astridge said that Corin Halvard declined to see the families.",
        (Did("decline", "declined", ("Corin Halvard",), by=(1,)),),
        (Says("Neve Astridge", "that Corin Halvard declined to see the families"),),
        (("Neve Astridge",), ("Corin Halvard",)),
        publisher="Harrowgate Review",
    )
    cell = cell_of(case(own, others), HALVARD)
    assert cell.kinds == (CellKind.DECLINED, CellKind.REPORTED_DECLINED), "contrary accounts share a cell"
    declined, reported = cell.entries
    assert (declined.own_words, declined.reported_by) == (True, ())
    assert (reported.own_words, reported.reported_by) == (False, ("Neve Astridge", "Harrowgate Review"))


def test_indirect_speech_is_not_own_words() -> None:
    made = Made(
        "Corin Halvard said that he condemned the killings.",
        (Did("condemn", "condemned", ("he",), by=(1,)),),
        (Says("Corin Halvard", "that he condemned the killings"),),
        (("Corin Halvard", "he"),),
    )
    (entry,) = cell_of(case(made), HALVARD).entries
    assert (entry.kind, entry.own_words, entry.reported_by) == (
        CellKind.RESPONDED,
        False,
        ("Corin Halvard", "The Gannet"),
    )


def test_an_answer_in_a_transcript_is_quoted_with_its_question() -> None:
    made = Made(
        "MS. ASTRIDGE: Did you raise the killings?\n\nMR. HALVARD: No.",
        (Did("silent", "raise", ("you",), by=(1,)),),
        (Says("MR. HALVARD", "No.", Manner.DIRECT, cue=None),),
        (("MR. HALVARD", "you"),),
    )
    (entry,) = cell_of(case(made), person("Corin Halvard", "Aldmark", "foreign minister")).entries or (None,)
    assert entry is not None
    assert (entry.kind, entry.own_words) == (CellKind.SILENT, True)
    assert entry.quotation.text.endswith("MR. HALVARD: No.")


@pytest.mark.parametrize(
    ("question", "kind"), [("Will you condemn it?", CellKind.DECLINED), ("Did you condemn it?", CellKind.SILENT)]
)
def test_no_to_whether_somebody_will_is_a_refusal_and_to_whether_they_did_is_none(
    question: str, kind: CellKind
) -> None:
    made = Made(
        f"MS. ASTRIDGE: {question}\n\nMR. HALVARD: No.",
        (Did("condemn", "condemn", ("you",), "negated", by=(1,)),),
        (Says("MR. HALVARD", "No.", Manner.DIRECT, cue=None),),
        (("MR. HALVARD", "you"),),
    )
    assert cell_of(case(made), person("Corin Halvard", "Aldmark", "foreign minister")).kinds == (kind,)


def test_a_question_is_nobodys_response() -> None:
    made = Made(
        "“Will Aldmark condemn it?” Neve Astridge asked.",
        (Did("condemn", "condemn", ("Aldmark",), by=(1,)),),
        (Says("Neve Astridge", "“Will Aldmark condemn it?”", Manner.DIRECT, Force.ASK, cue="asked"),),
        (("Neve Astridge",), ("Aldmark",)),
    )
    cell = cell_of(case(made), ALDMARK)
    assert cell.kinds == (CellKind.NOT_FOUND,)
    assert cell.entries == cell.possible == ()


def test_admitting_ones_own_silence_is_no_response() -> None:
    text = "Corin Halvard admitted that he had not raised it."
    made = Made(
        text,
        (Did("acknowledge", "admitted", ("Corin Halvard",)), Did("silent", "not raised", ("he",), by=(1,))),
        (Says("Corin Halvard", "that he had not raised it", cue="admitted"),),
        (("Corin Halvard", "he"),),
    )
    assert cell_of(case(made), HALVARD).kinds == (CellKind.REPORTED_SILENT,)


def test_a_later_answer_leaves_the_earlier_one() -> None:
    first = told("Aldmark declined to comment.", "decline", "declined", "Aldmark")
    later = Made(
        "Aldmark condemned the killings.", (Did("condemn", "condemned", ("Aldmark",)),), published="2024-05-01"
    )
    cell = cell_of(case(later, first), ALDMARK)
    assert cell.kinds == (CellKind.RESPONDED, CellKind.REPORTED_DECLINED)
    assert [entry.when for entry in cell.entries] == ["2024-03-05", "2024-05-01"], "by date"


# --- what wasn't found -----------------------------------------------------------------------------------------------


def test_a_statement_by_the_actor_is_not_passed_over_in_silence() -> None:
    made = Made(
        "Corin Halvard said that the boatmen had his sympathy.",
        (Did("condemn", "sympathy", score=0.01),),
        (Says("Corin Halvard", "that the boatmen had his sympathy"),),
        (("Corin Halvard",),),
    )
    cell = cell_of(case(made), HALVARD)
    assert cell.kinds == (CellKind.POSSIBLE,)
    assert {entry.quotation.text for entry in cell.possible} == {made.text}


def test_not_found_says_what_was_searched() -> None:
    failures = (Failure("x.txt", "x.txt", "unread-language", "…"), Failure("y.pdf", "y.pdf", "damaged-original", "…"))
    made = case(told("Brennia condemned it.", "condemn", "condemned", "Brennia"), failures=failures)
    board = board_of(made, state("Istren"))
    assert board.cells[0].kinds == (CellKind.NOT_FOUND,)
    assert board.cells[0].named_in == ()
    searched = board.searched
    assert (searched.reports, searched.first, searched.last) == (1, "2024-03-05", "2024-03-05")
    assert (searched.publishers, searched.languages) == (("The Gannet",), ("en",))
    assert (searched.unread, searched.failed, searched.undated) == (("x.txt",), ("y.pdf",), 0)
    assert searched.recall is not None
    assert 0 < searched.recall < 1
    assert searched.at == made.at
    assert len(board.others) == 1


def test_another_readers_recall_is_not_known() -> None:
    made = case(Made("Brennia condemned it.", reader="other@2"))
    searched = board_of(made, state("Istren")).searched
    assert searched.recall is None
    assert "other@2" in searched.recall_on


def test_named_without_a_response_is_told() -> None:
    cell = cell_of(case(Made("Istren buys fish from Karvenia."), Made("Brennia sells fish.")), state("Istren"))
    assert (cell.kinds, cell.named_in) == ((CellKind.NOT_FOUND,), (1,))


@pytest.mark.parametrize(
    ("deadline", "replies", "expected"),
    [
        ("2024-06-01", (), True),
        ("2025-06-01", (), False),
        (None, (), False),
        ("2024-06-01", (Reply(received="2024-05-20"),), False),
    ],
)
def test_did_not_reply_needs_a_request_whose_deadline_has_passed(
    deadline: str | None, replies: tuple[Reply, ...], expected: bool
) -> None:
    asked = Request(
        number=1, whom="Corin Halvard", channel="letter", sent="2024-05-01", deadline=deadline, replies=replies
    )
    cell = cell_of(case(Made("Nothing is told here."), requests=(asked,)), HALVARD, ALDMARK)
    assert (CellKind.NO_REPLY in cell.kinds) is expected
    assert CellKind.NOT_FOUND in cell.kinds
    assert cell.requests == (asked,)


def test_a_request_to_one_is_not_a_request_to_another() -> None:
    asked = Request(number=1, whom="Brennia", channel="letter", sent="2024-05-01", deadline="2024-06-01")
    assert cell_of(case(Made("Nothing is told here."), requests=(asked,)), ALDMARK).requests == ()


# --- one event, bodies, offices --------------------------------------------------------------------------------------


def test_of_one_event_only_what_is_about_it_or_about_nobody_knows_what() -> None:
    made = case(told("Aldmark condemned the killings.", "condemn", "condemned", "Aldmark"))
    board = board_of(made, ALDMARK)
    (response,) = responses_of(made)
    assert only_about(board, [response], (), "e1").cells[0].kinds == (CellKind.RESPONDED,), (
        "it isn't known what it is about"
    )
    elsewhere = replace(response, events=("e2",))
    assert only_about(board, [elsewhere], (), "e1").cells[0].kinds == (CellKind.POSSIBLE,), "e2 may be e1, told apart"
    assert only_about(board, [elsewhere], (), "e2").cells[0].kinds == (CellKind.RESPONDED,)


@pytest.mark.parametrize(
    ("chosen", "about", "expected"),
    [
        ("whole", "part", CellKind.RESPONDED),
        ("whole", "within", CellKind.RESPONDED),
        ("within", "whole", CellKind.RESPONDED),
        ("part", "beside", CellKind.POSSIBLE),
    ],
)
def test_who_answers_a_part_of_it_or_what_contains_it_answers_an_event(
    chosen: str, about: str, expected: CellKind
) -> None:
    made = case(told("Aldmark condemned the killings.", "condemn", "condemned", "Aldmark"))
    board = board_of(made, ALDMARK)
    response = replace(responses_of(made)[0], events=(about,))
    events = [event("whole", "part", "beside"), event("part", "within"), event("within"), event("beside")]
    assert only_about(board, [response], events, chosen).cells[0].kinds == (expected,)


def test_of_confirmed_findings_alone_what_waits_for_a_reviewer_is_not_told_as_not_found() -> None:
    found = told("Aldmark condemned the killings.", "condemn", "condemned", "Aldmark")
    heard = Made(
        "A spokesman for Brennia said that it was sad.",
        says=(Says("A spokesman for Brennia", "that it was sad"),),
        did=(Did("other", "sad", score=0.01),),
        people=(("A spokesman for Brennia",),),
    )
    roster = (ALDMARK, state("Brennia"), state("Istren"))
    everything = board_of(case(found, heard), *roster)
    aldmark, brennia, istren = confirmed_only(board_of(case(), *roster), everything).cells
    assert (aldmark.kinds, aldmark.entries, aldmark.unreviewed) == ((CellKind.POSSIBLE,), (), 1)
    assert (brennia.kinds, brennia.possible, brennia.unreviewed) == ((CellKind.POSSIBLE,), (), 1)
    assert (istren.kinds, istren.unreviewed) == ((CellKind.NOT_FOUND,), 0)
    elsewhere = only_about(confirmed_only(board_of(case(), *roster), everything), (), (), "e1").cells
    assert [cell.kinds for cell in elsewhere] == [(CellKind.POSSIBLE,), (CellKind.POSSIBLE,), (CellKind.NOT_FOUND,)]
    same = confirmed_only(everything, everything).cells
    assert [cell.kinds for cell in same] == [(CellKind.RESPONDED,), (CellKind.POSSIBLE,), (CellKind.NOT_FOUND,)]
    assert same[1].possible == (), "nobody confirmed that it was said"


def test_us_is_not_the_us() -> None:
    america = state("United States", "US")
    for who, kinds in (("the US", (CellKind.RESPONDED,)), ("us", (CellKind.NOT_FOUND,))):
        cell = cell_of(case(told(f"And then {who} condemned it.", "condemn", "condemned", who)), america)
        assert (cell.kinds, len(cell.named_in)) == (kinds, len(kinds) if who == "the US" else 0), who


def test_a_body_may_be_monitored_itself() -> None:
    house = Monitored(name="House of Deputies", kind=ActorKind.STATE_BODY, state="Aldmark")
    made = case(told("The House of Deputies condemned it.", "condemn", "condemned", "The House of Deputies"))
    assert cell_of(made, house).kinds == (CellKind.RESPONDED,)


def test_nothing_read_is_nothing_found() -> None:
    board = board_of(case(), ALDMARK)
    assert board.cells[0].kinds == (CellKind.NOT_FOUND,)
    assert (board.searched.reports, board.searched.first, board.searched.recall) == (0, None, None)


# --- what is kept out of a cell --------------------------------------------------------------------------------------


def test_a_name_earlier_in_the_sentence_is_not_who_responds() -> None:
    sorrak, vaul = person("Iven Sorrak", "Karvenia", "president"), person("Emeric Vaul", "Brennia", "chancellor")
    made = case(
        Made(
            "Sorrak promises an inquiry after Vaul raises the boatmen. Emeric Vaul condemned the killings.",
            (Did("condemn", "condemned", ("Emeric Vaul",)),),
            people=(("Emeric Vaul", "Vaul"), ("Sorrak",)),
        )
    )
    assert cell_of(made, vaul, sorrak).kinds == (CellKind.RESPONDED,)
    assert cell_of(made, sorrak, vaul).kinds == (CellKind.NOT_FOUND,)
    assert cell_of(made, state("Karvenia"), sorrak).kinds == (CellKind.NOT_FOUND,)


def test_what_stands_before_the_name_of_its_neighbour_is_not_the_neighbour() -> None:
    text = (
        "The foreign ministry of Aldmark, Karvenia's largest trading partner, was silent. Karvenia denied the killings."
    )
    made = case(Made(text, (Did("deny", "denied", ("Karvenia",)),), people=(("Karvenia",),)))
    assert cell_of(made, state("Karvenia")).kinds == (CellKind.RESPONDED,)
    assert cell_of(made, ALDMARK).kinds == (CellKind.NOT_FOUND,)


def test_who_is_named_in_a_list_elsewhere_does_not_do_what_another_of_the_list_does() -> None:
    text = (
        "Lysmark, Ostmere and Sundria met on Monday. Ostmere's cabinet then spoke, and the country gave refuge to them."
    )
    made = case(Made(text, (Did("aid", "gave refuge", ("the country",)),), people=(("Ostmere", "the country"),)))
    assert cell_of(made, state("Ostmere")).kinds == (CellKind.RESPONDED,)
    assert cell_of(made, state("Sundria")).kinds == (CellKind.NOT_FOUND,)


def test_hardly_sure_silence_beside_an_answer_is_no_more_than_possible() -> None:
    answer = told("Aldmark condemned the killings.", "condemn", "condemned", "Aldmark")
    noise = told("Aldmark had had no easy week.", "silent", "no easy", "Aldmark", score=0.2)
    plain = told("Aldmark did not reply.", "silent", "did not reply", "Aldmark", score=0.2)
    assert cell_of(case(noise), ALDMARK).kinds == (CellKind.REPORTED_SILENT,), "alone it is shown"
    beside = cell_of(case(answer, noise), ALDMARK)
    assert beside.kinds == (CellKind.RESPONDED,)
    assert [entry.kind for entry in beside.possible] == [CellKind.POSSIBLE]
    assert "hardly sure" in beside.possible[0].why
    assert CellKind.REPORTED_SILENT in cell_of(case(answer, plain), ALDMARK).kinds, "its words say so"


def test_the_same_words_are_not_told_as_declining_and_as_silence() -> None:
    made = Made(
        "Aldmark neither supported nor opposed it and did not vote.",
        (
            Did("silent", "neither supported", ("Aldmark",), score=0.4),
            Did("decline", "did not vote", ("Aldmark",), score=0.5),
        ),
        people=(("Aldmark",),),
    )
    found = board_of(case(made), ALDMARK)
    assert [entry.response for entry in found.cells[0].entries] == [responses_of(case(made))[1].id]
    assert not found.cells[0].possible
    assert not found.others, "what is told once is not told as another's"


def test_a_promise_is_not_whose_who_is_named_behind_it() -> None:
    sorrak, vaul = person("Iven Sorrak", "Karvenia", "president"), person("Emeric Vaul", "Brennia", "chancellor")
    text = "Iven Sorrak promised to have the killings investigated, after Emeric Vaul had spoken to him."
    made = case(Made(text, (Did("inquiry", "investigated", ("Emeric Vaul",)),), people=(("Emeric Vaul",),)))
    for one, other in ((vaul, sorrak), (sorrak, vaul)):
        cell = cell_of(made, one, other)
        assert cell.kinds == (CellKind.POSSIBLE,)
        assert "word of promise" in cell.possible[0].why
    own = case(
        Made(
            "Emeric Vaul promised to have the killings investigated.",
            (Did("inquiry", "investigated", ("Emeric Vaul",)),),
            people=(("Emeric Vaul",),),
        )
    )
    assert cell_of(own, vaul).kinds == (CellKind.PROMISED,)


# --- what words bear out ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "act", "trigger", "status", "kinds"),
    [
        ("Aldmark regrets every injury, on whichever side.", "condemn", "regrets", "asserted", CellKind.POSSIBLE),
        ("Aldmark regrets every injury.", "acknowledge", "regrets", "asserted", CellKind.POSSIBLE),
        ("Aldmark regrets and apologises for it.", "acknowledge", "regrets", "asserted", CellKind.RESPONDED),
        ("Aldmark is concerned by the reports.", "condemn", "concerned", "asserted", CellKind.RESPONDED),
        ("Aldmark regrets what it called a crime.", "condemn", "crime", "asserted", CellKind.RESPONDED),
        ("Aldmark had no information about them.", "decline", "no information", "asserted", CellKind.POSSIBLE),
        ("Aldmark would not comment.", "decline", "not comment", "asserted", CellKind.REPORTED_DECLINED),
        ("Aldmark shall not condemn officers.", "condemn", "condemn", "hypothetical", CellKind.REPORTED_DECLINED),
        ("Aldmark will condemn them.", "condemn", "condemn", "hypothetical", CellKind.PROMISED),
        ("Aldmark will not only condemn them.", "condemn", "condemn", "hypothetical", CellKind.PROMISED),
    ],
)
def test_a_cell_says_much_only_where_a_word_of_the_sentence_does(
    text: str, act: str, trigger: str, status: str, kinds: CellKind
) -> None:
    made = case(Made(text, (Did(act, trigger, ("Aldmark",), status=status),)))
    assert board_of(made, ALDMARK).cells[0].kinds == (kinds,)


@pytest.mark.parametrize(
    ("said", "act", "trigger", "kind"),
    [
        ("I am not aware of that", "decline", "not aware", CellKind.POSSIBLE),
        ("I will not comment on that", "decline", "not comment", CellKind.DECLINED),
        ("We have not taken measures against any student", "silent", "not taken", CellKind.POSSIBLE),
        ("We will not take measures against any student", "silent", "not take", CellKind.POSSIBLE),
        ("I have not raised it", "silent", "not raised", CellKind.SILENT),
    ],
)
def test_not_knowing_and_measures_not_taken_are_no_refusal(said: str, act: str, trigger: str, kind: CellKind) -> None:
    first = said.split()[0]
    made = case(
        Made(
            f"“{said},” Ida Sorrak said.",
            (Did(act, trigger, (first,), by=(1,)),),
            says=(Says("Ida Sorrak", said, manner=Manner.DIRECT),),
            people=(("Ida Sorrak", first),),
        )
    )
    assert board_of(made, person("Ida Sorrak", "Aldmark", "foreign minister")).cells[0].kinds == (kind,)


def test_what_a_person_confirmed_needs_no_word_but_a_negated_promise_stays_a_refusal() -> None:
    regrets = case(told("Aldmark regrets every injury.", "condemn", "regrets", "Aldmark"))
    held = [replace(one, held=True) for one in responses_of(regrets)]
    assert board((ALDMARK,), held, names(regrets), regrets, name="test").cells[0].kinds == (CellKind.RESPONDED,)
    refuses = case(Made("Aldmark shall not condemn it.", (Did("condemn", "condemn", ("Aldmark",), "hypothetical"),)))
    held = [replace(one, held=True) for one in responses_of(refuses)]
    assert board((ALDMARK,), held, names(refuses), refuses, name="test").cells[0].kinds == (CellKind.REPORTED_DECLINED,)


# --- offices that change hands, and denials that name nobody ---------------------------------------------------------


def test_who_holds_an_office_after_somebody_is_not_he_though_the_case_takes_them_for_one() -> None:
    drusk = replace(person("Hanno Drusk", "Aldmark", position="chief of police"), last="2024-02-01")
    korth = replace(person("Sabine Korth", "Aldmark", position="chief of police"), first="2024-02-01")
    text = "Chief of Police Sabine Korth, who took office on 1 February, denied it. Before, Hanno Drusk had slept."
    words = "Chief of Police Sabine Korth, who took office on 1 February,"
    made = case(Made(text, (Did("deny", "denied", (words,)),), people=(("Hanno Drusk", words),)))
    of_drusk, of_korth = board_of(made, drusk, korth).cells
    assert of_drusk.kinds == (CellKind.NOT_FOUND,)
    assert of_korth.kinds == (CellKind.RESPONDED,)
    (alone,) = board_of(made, drusk).cells
    assert alone.kinds == (CellKind.POSSIBLE,), "nobody says that the name here isn't his too"
    assert "the same person" in alone.possible[0].why


def test_an_office_that_the_roster_gives_to_two_on_one_day_is_in_doubt() -> None:
    drusk, korth = (person(name, "Aldmark", position="foreign minister") for name in ("Hanno Drusk", "Sabine Korth"))
    made = case(told("Aldmark's foreign minister condemned it.", "condemn", "condemned", "Aldmark's foreign minister"))
    for cell in board_of(made, drusk, korth).cells:
        assert cell.kinds == (CellKind.POSSIBLE,)
        assert "too" in cell.possible[0].why
    assert board_of(made, drusk).cells[0].kinds == (CellKind.RESPONDED,)


@pytest.mark.parametrize(
    ("publisher", "text", "kind"),
    [
        ("Seld City Police", "Claims that students were beaten are untrue.", CellKind.RESPONDED),
        ("Seld City Police", "That students were beaten was denied.", CellKind.POSSIBLE),
        ("Seld City Police", "Claims that students were beaten are not untrue.", CellKind.POSSIBLE),
        ("The Gannet", "Claims that students were beaten are untrue.", CellKind.NOT_FOUND),
    ],
)
def test_a_denial_that_names_nobody_is_its_publishers(publisher: str, text: str, kind: CellKind) -> None:
    police = Monitored(name="Seld City Police", kind=ActorKind.STATE_BODY, state="Aldmark")
    made = case(Made(text, (Did("deny", text.split()[-1].rstrip(".")),), publisher=publisher))
    (cell,) = board_of(made, police).cells
    assert cell.kinds == (kind,)
    assert all(entry.own_words for entry in cell.entries)
