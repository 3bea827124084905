"""Transcripts: turns, and what a plain yes or no answers."""

from onrecord.read.turns import answers, turns

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


def test_news_is_no_transcript() -> None:
    assert turns("OSTMERE: Two men were held.\n\nHe said: “No.”\n\nNOTE: corrected.\n") == []
    assert turns("") == []
