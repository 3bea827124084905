"""Transcripts: turns, and what a plain yes or no answers."""

import pytest

from onrecord.read.answers import answers
from onrecord.read.turns import turns

HEARING = """COMMITTEE ON FOREIGN AFFAIRS (FICTIONAL)

CHAIRMAN PELL: Order.

MS. ASTRIDGE: You met him in Port Quill. Did you raise the killings?

MR. HALVARD: No. Not even once.

MS. ASTRIDGE: Had you read the report?

MR. HALVARD: Yes.

MS. ASTRIDGE: Who advised you?

MR. HALVARD: It was mine.
"""


def test_turns_name_the_speaker_and_hold_what_is_said() -> None:
    found = turns(HEARING)
    said = [(turn.name.of(HEARING), turn.words.of(HEARING)) for turn in found]
    assert said[0] == ("CHAIRMAN PELL", "Order.")
    assert said[2] == ("MR. HALVARD", "No. Not even once.")
    assert [name for name, _ in said].count("MS. ASTRIDGE") == 3
    assert all(turn.colon.of(HEARING) == ":" for turn in found)


def test_a_plain_answer_binds_to_the_last_question() -> None:
    found = turns(HEARING)
    bound = [
        (answer.question.of(HEARING), answer.yes, found[answer.turn].name.of(HEARING))
        for answer in answers(HEARING, found)
    ]
    assert bound == [
        ("Did you raise the killings?", False, "MR. HALVARD"),
        ("Had you read the report?", True, "MR. HALVARD"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "OSTMERE: Two men were held.\n\nHe said: “No.”\n\nNOTE: corrected.\n",
        "U.S. officials said so.\n\nU.S. allies denied it.\n\nU.N. envoys left.\n\nU.S. troops stayed.\n",
        "I. Introduction\n\nII. Findings\n\nIII. Arrests\n\nIV. Killings\n\nV. What we ask for\n",
        "NAME: Oru Dann\nDATE: 3 May\nPLACE: Seld\n\nNAME: Ila Voss\nDATE: 4 May\nPLACE: Seld\n",
        "FACT CHECK: x\n\nCLAIM: He was held.\n\nVERDICT: False.\n\nCLAIM: He was shot.\n\nVERDICT: False.\n",
        "TOP STORIES. One.\n\nWHAT’S BREWING. Two.\n\nBEFORE YOU GO. Three.\n",
        "A. Background\n\nText.\n\nA. Once more\n\nA. And again\n",
        "SELD: one\n\nOSTMERE: two\n\nVELMORA: three\n\nKARVENIA: four\n",
    ],
)
def test_news_and_forms_are_no_transcripts(text: str) -> None:
    assert turns(text) == []


def test_a_record_with_full_stops_is_a_transcript() -> None:
    text = "Mr. SOLLIS. Thank you.\n    Ms. ROS-DANN. Did you ask?\n    Mr. SOLLIS. I did.\n    The CHAIRMAN. Order.\n"
    assert [turn.name.of(text) for turn in turns(text)] == ["Mr. SOLLIS", "Ms. ROS-DANN", "Mr. SOLLIS", "The CHAIRMAN"]


def test_the_last_turn_does_not_swallow_what_follows_the_transcript() -> None:
    text = "Q: Who?\n\nA: Me.\n\nQ: When?\n\nA: In May.\n\nThree men were killed in Seld that day.\n\nThe mayor left.\n"
    assert [turn.words.of(text) for turn in turns(text)] == ["Who?", "Me.", "When?", "In May."]


def settled(question: str, answer: str) -> tuple[str, bool] | None:
    """What the answer settles, and how."""
    text = f"Q: Good morning.\n\nA: Good morning.\n\nQ: {question}\n\nA: {answer}\n"
    found = [(a.settled.of(text).strip(), a.yes) for a in answers(text, turns(text))]
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize(
    ("question", "answer", "yes"),
    [
        # plain
        ("Did you raise it?", "Yes.", True),
        ("Did you raise it?", "No.", False),
        ("Did you raise it?", "No, sir.", False),
        ("Has any official met him?", "No. None has asked for it, so far as I am aware.", False),
        ("Did you raise it?", "Yes, Mr. Dray. In Port Quill.", True),
        ("Did you raise it?", "I did, sir.", True),
        ("Did you raise it?", "I did not.", False),
        ("Did you raise it?", "I didn’t.", False),
        ("Did you raise it?", "No, I did not raise it.", False),
        ("Did you raise it?", "I did not raise it.", False),
        ("Did you raise it?", "We never raised it.", False),
        ("Did you raise it?", "No, never.", False),
        ("Did you raise it?", "Yes, twice.", True),
        ("Did you raise it?", "Yes, I raised it at dinner.", True),
        ("Did you raise it?", "Of course not.", False),
        ("Did you raise it with Mr. Orsany?", "No.", False),
        ("I ask once more. Did you raise it? Yes or no?", "No.", False),
        ("When you met him, did you raise it?", "No.", False),
        ("But you raised it, didn’t you?", "Yes.", True),
        ("You raised it. Is that correct?", "That is correct.", True),
        ("Isn’t it true that your men shot him?", "Yes.", True),
        ("Isn’t it true that your men shot him?", "No.", False),
        ("Did you not raise it?", "No.", False),
        ("Will you condemn it?", "No, not today.", False),
        # a negative question: to agree with it is to say that it did not happen
        ("You did not raise it?", "That is correct.", False),
        ("So you never raised it?", "No.", False),
        ("So you never raised it?", "Yes.", False),
        ("So you never raised it?", "I did.", True),
        ("You did not raise it. Is that correct?", "Yes.", False),
        ("Is it correct that you did not raise it?", "Yes.", False),
        ("Didn’t you raise it?", "Yes, I did.", True),
    ],
)
def test_what_a_plain_answer_says(question: str, answer: str, yes: bool) -> None:
    found = settled(question, answer)
    assert found is not None
    assert found[1] is yes


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # no plain answers
        ("Did you raise it?", "No problem."),
        ("Did you raise it?", "No comment."),
        ("Did you raise it?", "No one told me to."),
        ("Did you raise it?", "No, I raised it twice."),
        ("Did you raise it?", "Yes, but I did not name him."),
        ("Did you raise it?", "Yes and no."),
        ("Did you raise it?", "Yes, I understand the question."),
        ("Did you raise it?", "Yes, thank you for asking."),
        ("Did you raise it?", "I do not recall."),
        ("Did you raise it?", "I do not know."),
        ("Did you raise it?", "I don’t remember that."),
        ("Did you raise it?", "I will not answer that."),
        ("Did you raise it?", "I have no comment."),
        ("Did you raise it?", "I have always done my duty."),
        ("Did you raise it?", "I was in Velmora."),
        ("Did you raise it?", "It is too early to say."),
        ("Did you raise it?", "Never mind that."),
        ("Did you raise it?", "No, not that I recall."),
        ("Did you raise it?", "I shall have to write to you about that."),
        ("Did you raise it?", "Yes. No. I mean later."),
        ("Did you raise it?", "Not exactly."),
        # questions that a yes or a no does not settle
        ("Why did you not raise it?", "No."),
        ("How many were killed?", "No."),
        ("How long did you talk?", "Yes."),
        ("Did you meet him? Or in a letter, or by telephone?", "No."),
        ("Should the government have condemned it?", "No."),
        ("If he is killed, will you condemn it?", "No."),
        ("Will you condemn it?", "Yes."),
        ("Isn’t it true that you never raised it?", "No."),
        ("The killing of Daud?", "No."),
        ("You raised it.", "No."),
    ],
)
def test_what_binds_nothing(question: str, answer: str) -> None:
    assert settled(question, answer) is None


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("Did you raise the killing of these men?", "Did you raise the killing of these men?"),
        ("Are you aware that your men killed him?", "Are you"),
        ("Have you read reports that he was tortured?", "Have you"),
        ("Do you accept that your men killed him?", "your men killed him?"),
        ("Did you condemn it after he was shot?", "Did you condemn it"),
    ],
)
def test_an_answer_settles_the_main_clause_only(question: str, clause: str) -> None:
    assert settled(question, "No.") == (clause, False)


def test_an_answer_knows_whether_its_question_was_negative() -> None:
    text = "Q: So you never raised it?\n\nA: Yes.\n\nQ: Did you condemn it?\n\nA: No.\n"
    assert [answer.negated for answer in answers(text, turns(text))] == [True, False]


def test_a_long_row_of_dots_costs_no_more_than_its_length() -> None:
    text = f"Q: Hm.\n\nA: Hm.\n\nQ: {'.' * 300_000}x?\n\nA: No.\n"
    assert list(answers(text, turns(text))) == []
