"""Forms that statements come in, and what looks like a response in talk about one. All names are invented."""

from dataclasses import replace

import pytest

from onrecord.records.record import CellKind, Monitored
from onrecord.records.vocabulary import ActorKind, Force, Manner, Status
from tests.weigh.board.made import Did, Made, Says, board_of, case, cell_of, person, state

ALDMARK, BRENNIA, NORVIK, ISTREN = state("Aldmark"), state("Brennia"), state("Norvik"), state("Istren")
WE = Did("condemn", "condemn", ("We",))


def kinds(text: str, *, publisher: str | None = "The Gannet") -> dict[str, tuple[CellKind, ...]]:
    """What the cells of four states say of a text that "we" condemn in."""
    made = case(Made(text, (WE,), publisher=publisher))
    return {cell.actor.name: cell.kinds for cell in board_of(made, ALDMARK, BRENNIA, NORVIK, ISTREN).cells}


# --- who joins -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Joint statement\n\nWe condemn the killings.\n\nAldmark\nBrennia\nPelland",
        "A declaration\n\nWe condemn the killings.\n\nAldmark\nBrennia\nPelland\n",
        "Joint declaration\n\nAldmark\nBrennia\nPelland\n\nWe condemn the killings.",
        "A declaration\n\nWe condemn the killings.\n\nSigned by: Aldmark, Brennia and Pelland",
        "A declaration\n\nWe condemn the killings.\n\nSigned by:\n\nAldmark\nBrennia\nPelland",
        "A declaration\n\nWe condemn the killings.\n\nSignatories: Aldmark; Brennia; Pelland",
        "This statement is delivered on behalf of a group of states: Aldmark, Brennia, Pelland.\n\nWe condemn it.",
        "This statement is delivered on behalf of:\nAldmark\nBrennia\nPelland\n\nWe condemn it.",
        "A declaration\n\nWe condemn it.\n\nSigned by:\n\nFor Aldmark: Corin Halvard, Minister of Foreign Affairs\n"
        "For the Government of Brennia: Clara Venn, Minister of Foreign Affairs",
        "Declaration\n\nWe, the undersigned states, condemn it.\n\nAldmark; Brennia; Pelland\n\n(Norvik abstained.)",
        "We, the undersigned, condemn it.\n\nCorin Halvard\nMinister of Foreign Affairs of Aldmark\n\n"
        "Clara Venn\nMinister of Foreign Affairs of Brennia",
    ],
)
def test_who_joins_in_a_list_responds(text: str) -> None:
    found = kinds(text)
    assert found["Aldmark"] == found["Brennia"] == (CellKind.RESPONDED,)
    assert found["Norvik"] == found["Istren"] == (CellKind.NOT_FOUND,)


@pytest.mark.parametrize("noise", ["A-", "Aa ", "Aa, ", "Aa\n", "Signed by:\n", "Aa of "])
def test_hostile_repetition_is_read_to_its_end(noise: str) -> None:
    """Forms that could be read in many ways took years of some texts."""
    found = kinds(f"Joint statement\n\nWe condemn it.\n\n{noise * 3000}\n\nThe end.", publisher="Ministry of Aldmark")
    assert found["Aldmark"] == (CellKind.RESPONDED,)
    assert found["Norvik"] == (CellKind.NOT_FOUND,)


def test_who_joins_does_so_jointly_and_in_own_words() -> None:
    made = case(Made("Joint statement\n\nWe condemn the killings.\n\nAldmark\nBrennia", (WE,)))
    (entry,) = cell_of(made, ALDMARK, BRENNIA).entries
    assert entry.joint
    assert entry.own_words, "“we” are they"


@pytest.mark.parametrize(
    "text",
    [
        "Statement\n\nWe condemn the killings.\n\nDistribution\n\nAldmark\nBrennia\nNorvik",
        "Statement\n\nWe condemn the killings.\n\nThese states buy the fish:\nAldmark\nBrennia\nNorvik",
        "Statement\n\nWe condemn the killings.\n\nAldmark and Brennia sell fish.",
        "Statement\n\nWe condemn the killings.\n\nPelland\nGarsk\nAldmark",  # most names are nobody's known
    ],
)
def test_a_list_of_something_else_signs_nothing(text: str) -> None:
    assert set(kinds(text, publisher="Fishers' Union").values()) == {(CellKind.NOT_FOUND,)}


def test_a_list_in_a_joint_text_that_tells_nothing_is_possible() -> None:
    text = "Joint statement\n\nWe condemn the killings. The states concerned are Aldmark, Brennia and Norvik."
    made = case(Made(text, (WE,), publisher="Secretariat"))
    cell = cell_of(made, ALDMARK, BRENNIA)
    assert cell.kinds == (CellKind.POSSIBLE,)
    assert "joint text" in cell.possible[0].why
    assert cell_of(made, ISTREN).kinds == (CellKind.NOT_FOUND,)


# --- whose statement it is -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "publisher", ["Ministry of the Interior of the Republic of Aldmark", "Interior Ministry of Aldmark"]
)
def test_the_ministry_in_a_ministrys_own_statement_is_that_one(publisher: str) -> None:
    text = "The Ministry rejects the claim that boatmen were killed."
    made = case(Made(text, (Did("deny", "rejects", ("The Ministry",)),), publisher=publisher))
    cell = cell_of(made, ALDMARK)
    assert cell.kinds == (CellKind.RESPONDED,)
    assert cell.entries[0].own_words
    assert cell.named_in == (1,), "the publisher's name tells it"


def test_a_body_is_known_by_its_name_without_what_its_state_is_formally() -> None:
    text = "The Ministry denies that boatmen were killed."
    ministry = Monitored(name="Ministry of the Interior of Aldmark", kind=ActorKind.STATE_BODY)
    for publisher in ("Ministry of the Interior of the Republic of Aldmark", "Ministry of the Interior of Aldmark"):
        made = case(Made(text, (Did("deny", "denies", ("The Ministry",)),), publisher=publisher))
        cell = cell_of(made, ministry)
        assert (cell.kinds, cell.named_in) == ((CellKind.RESPONDED,), (1,)), publisher
    others = case(
        Made(text, (Did("deny", "denies", ("The Ministry",)),), publisher="Ministry of the Interior of Norvik")
    )
    assert cell_of(others, ministry).kinds == (CellKind.NOT_FOUND,)


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Fisheries of Brennia met the boatmen. The Ministry condemned the killings.",
        "Brennia's ministry met the boatmen. The Ministry condemned the killings.",
    ],
)
def test_where_another_ministry_is_named_it_may_be_that_one(text: str) -> None:
    made = case(
        Made(text, (Did("condemn", "condemned", ("The Ministry condemned",)),), publisher="Ministry of Aldmark")
    )
    assert cell_of(made, ALDMARK).kinds == (CellKind.POSSIBLE,)


@pytest.mark.parametrize(
    "head",
    [
        "MINISTRY OF THE INTERIOR OF THE REPUBLIC OF ALDMARK",
        "MINISTRY OF THE INTERIOR\nREPUBLIC OF ALDMARK",
        "Republic of Aldmark\nMinistry of the Interior",
    ],
)
def test_a_letterhead_tells_whose_ministry_it_is(head: str) -> None:
    text = f"{head}\n\nThe Ministry denies that boatmen were killed."
    mention = next(words for words in ("MINISTRY OF THE INTERIOR", "Ministry of the Interior") if words in head)
    made = case(
        Made(
            text,
            (Did("deny", "denies", ("The Ministry",)),),
            people=((mention, "The Ministry"),),
            publisher="An archive",
        )
    )
    assert cell_of(made, ALDMARK).kinds == (CellKind.RESPONDED,)
    assert cell_of(made, BRENNIA).kinds == (CellKind.NOT_FOUND,)


def test_what_an_actor_published_about_abuse_is_never_passed_over() -> None:
    made = case(Made("Nobody fired at boatmen.", alleged=("fired",), publisher="Government of Aldmark"))
    cell = cell_of(made, ALDMARK, BRENNIA)
    assert cell.kinds == (CellKind.POSSIBLE,)
    assert "published" in cell.possible[0].why
    confirmed = replace(made, reports=(replace(made.reports[0], held=frozenset(made.reports[0].ids.values())),))
    assert not cell_of(confirmed, ALDMARK).possible[0].held, "who confirms the allegation confirms no response"
    assert cell_of(made, BRENNIA).kinds == (CellKind.NOT_FOUND,)


def test_a_denial_that_nothing_negates_is_a_denial() -> None:
    for text, expected in (
        ("Aldmark rejects the claim.", CellKind.RESPONDED),
        ("Aldmark has not rejected the claim, nor denied it.", CellKind.REPORTED_SILENT),
    ):
        trigger = "rejects" if "rejects" in text else "rejected"
        made = case(Made(text, (Did("deny", trigger, ("Aldmark",), "negated"),)))
        cell = cell_of(made, ALDMARK)
        assert cell.kinds == (expected,), text
        assert (cell.entries[0].status is Status.ASSERTED) is (expected is CellKind.RESPONDED)


def test_what_negates_itself_is_no_response() -> None:
    text = "“I am not going to condemn it,” Corin Halvard said."
    made = Made(
        text,
        (Did("condemn", "not going to condemn", ("I",), by=(1,)),),
        (Says("Corin Halvard", "“I am not going to condemn it,”", Manner.DIRECT),),
        (("Corin Halvard",),),
    )
    cell = cell_of(case(made), person("Corin Halvard", "Aldmark", "foreign minister"))
    assert cell.kinds == (CellKind.DECLINED,)
    assert cell.entries[0].status is Status.NEGATED


def test_the_answers_in_an_interview_are_theirs_who_is_interviewed() -> None:
    text = "Interview with Corin Halvard, foreign minister\n\nQ: Did you condemn it?\n\nA: I did not."
    made = Made(
        text,
        (Did("condemn", "condemn", ("you",), "negated", by=(1,)),),
        (Says("A", "I did not.", Manner.DIRECT, cue=None),),
    )
    halvard = person("Corin Halvard", "Aldmark", "foreign minister")
    assert cell_of(case(made), halvard, ALDMARK).kinds == (CellKind.SILENT,)
    assert cell_of(case(made), BRENNIA, halvard).kinds == (CellKind.NOT_FOUND,)


HALVARD = person("Corin Halvard", "Aldmark", "prime minister")


def test_an_office_in_what_a_body_of_a_state_published_is_that_states() -> None:
    head = case(
        Made("Statement by the Prime Minister\n\nI condemn it.", (Did("condemn", "condemn", ("I",)),),
             publisher="Government of the Republic of Aldmark")
    )  # fmt: skip
    text = "MS HALE: Has it been condemned?\n\nTHE PRIME MINISTER: I condemned it on Tuesday."
    transcript = case(
        Made(
            text,
            (Did("condemn", "I condemned", ("I",), by=(1,)),),
            (Says("THE PRIME MINISTER", "I condemned it on Tuesday.", Manner.DIRECT, cue=None),),
            publisher="House of Representatives of Aldmark",
        )
    )
    for made in (head, transcript):
        for wanted in (HALVARD, ALDMARK):
            cell = cell_of(made, wanted)
            assert cell.kinds == (CellKind.RESPONDED,), wanted.name
            assert "inferred" in (cell.entries[0].why or "")
        assert cell_of(made, person("Ada Venn", "Brennia", "prime minister"), BRENNIA).kinds == (CellKind.NOT_FOUND,)


@pytest.mark.parametrize(
    "text",
    [
        "Q3 Corin Halvard: I have not raised it.",
        "Corin Halvard, Prime Minister of Aldmark: I have not raised it.",
        "Corin Halvard (Prime Minister):\n\nI have not raised it.",
    ],
)
def test_what_i_say_below_a_name_may_be_that_ones(text: str) -> None:
    made = case(Made(text, (Did("silent", "not raised", ("I",)),), publisher="House of Brennia"))
    cell = cell_of(made, HALVARD)
    assert cell.kinds == (CellKind.POSSIBLE,)
    assert "paragraph that this name begins" in cell.possible[0].why
    (one,) = made.reports
    held = replace(made, reports=(replace(one, held=frozenset(one.ids.values())),))
    assert cell_of(held, HALVARD).kinds == (CellKind.SILENT,), "confirmed, it is"


def test_what_i_say_elsewhere_is_not_whose_name_stands_above() -> None:
    text = "Corin Halvard: Good morning.\n\nThe union spoke next.\n\nI have not raised it."
    made = case(Made(text, (Did("silent", "not raised", ("I",)),), publisher="House of Brennia"))
    assert cell_of(made, HALVARD).kinds == (CellKind.NOT_FOUND,)


@pytest.mark.parametrize(
    ("publisher", "who"),
    [("The Aldmark Tribune", "The Prime Minister"), ("House of Aldmark", "The Prime Minister of Brennia")],
)
def test_a_newspapers_prime_minister_or_anothers_is_not_inferred_so(publisher: str, who: str) -> None:
    made = case(Made(f"{who} condemned it.", (Did("condemn", "condemned", (who,)),), publisher=publisher))
    assert cell_of(made, HALVARD).kinds == (CellKind.NOT_FOUND,)


def test_who_is_told_to_have_joined_a_statement_is_possible() -> None:
    text = (
        "The embassy of Brennia condemned it. Its statement was also signed by the delegation of Aldmark. "
        "Istren did not sign the statement. Norvik was invited to join the statement."
    )
    made = case(Made(text, (Did("condemn", "condemned", ("The embassy of Brennia",)),)))
    board = board_of(made, ALDMARK, BRENNIA, ISTREN, NORVIK)
    assert [cell.kinds for cell in board.cells] == [
        (CellKind.POSSIBLE,),
        (CellKind.RESPONDED,),
        (CellKind.NOT_FOUND,),
        (CellKind.NOT_FOUND,),
    ]
    assert board_of(made, ALDMARK).others, "the embassy's response stays another's"


# --- talk about a response -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ("Will Aldmark condemn the killings?", "hypothetical", CellKind.NOT_FOUND),
        ("Would Aldmark condemn the killings?", "hypothetical", CellKind.NOT_FOUND),
        ("“Will Aldmark condemn it?” she asked.", "hypothetical", CellKind.NOT_FOUND),
        ("Has Aldmark condemned it?", "negated", CellKind.NOT_FOUND),
        ("How can Aldmark, which condemned it, say so?", "asserted", CellKind.POSSIBLE),
        ("Why has Aldmark not condemned it?", "negated", CellKind.REPORTED_SILENT),
        ("It is time that Aldmark condemned it.", "asserted", CellKind.POSSIBLE),
        ("It is high time Aldmark condemned it.", "hypothetical", CellKind.NOT_FOUND),
        ("Imagine that Aldmark condemned it.", "asserted", CellKind.POSSIBLE),
        ("If only Aldmark condemned it!", "asserted", CellKind.POSSIBLE),
        ("I wish that Aldmark condemned it.", "asserted", CellKind.POSSIBLE),
        ("She asked whether Aldmark condemned it.", "asserted", CellKind.POSSIBLE),
        ("Aldmark would have condemned it, had it known.", "hypothetical", CellKind.NOT_FOUND),
        ("Aldmark ought to have condemned it.", "hypothetical", CellKind.NOT_FOUND),
        ("It was the first time that Aldmark condemned it.", "asserted", CellKind.RESPONDED),
        ("Aldmark condemned it. Will Brennia follow?", "asserted", CellKind.RESPONDED),
        ("Aldmark wished to be heard and condemned it.", "asserted", CellKind.RESPONDED),
    ],
)
def test_questions_wishes_and_imaginings_are_nobodys_response(text: str, status: str, expected: CellKind) -> None:
    trigger = "condemned" if "condemned" in text else "condemn"
    made = case(Made(text, (Did("condemn", trigger, ("Aldmark",), status),)))
    assert cell_of(made, ALDMARK).kinds == (expected,)


def test_what_it_would_be_is_no_promise() -> None:
    text = "Aldmark said that it would be premature to judge while an inquiry is under way."
    made = case(Made(text, (Did("inquiry", "inquiry", ("Aldmark",), "hypothetical"),)))
    assert cell_of(made, ALDMARK).kinds != (CellKind.PROMISED,)
    promised = case(Made("Aldmark would open an inquiry.", (Did("inquiry", "inquiry", ("Aldmark",), "hypothetical"),)))
    assert cell_of(promised, ALDMARK).kinds == (CellKind.PROMISED,)


def test_an_answer_to_a_question_stays_a_response() -> None:
    made = Made(
        "MS. ASTRIDGE: Did you raise it?\n\nMR. HALVARD: Yes.",
        (Did("raise", "raise", ("you",), by=(1,)),),
        (Says("MR. HALVARD", "Yes.", Manner.DIRECT, Force.ASSERT, cue=None),),
        (("MR. HALVARD",),),
    )
    cell = cell_of(case(made), person("Corin Halvard", "Aldmark", "foreign minister"))
    assert cell.kinds == (CellKind.RESPONDED,)
    assert cell.entries[0].own_words
