"""Who answers, where a transcript holds nothing but Q and A."""

import pytest

from onrecord.read.interviewee import interviewee
from onrecord.read.turns import turns


def told(head: str) -> str | None:
    text = f"{head}\n\nQ: Were you there?\n\nA: I was."
    found = interviewee(text, text.index("Q: Were"))
    return None if found is None else found.of(text)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("Interview with Foreign Minister Marit Solane", "Foreign Minister Marit Solane"),
        ("Q&A with Vice President Jorun Aske.", "Vice President Jorun Aske"),
        ("An interview with the foreign minister of Ferrand, Marit Solane", "Marit Solane"),
        ("Ferenc Aldo, a driver of 41, spoke to our correspondent in Tarvo.", "Ferenc Aldo"),
        ("Kaspar Dell answers questions about Belmar", "Kaspar Dell"),
        ("Witness: Mila Roshe", "Mila Roshe"),
        ("In conversation with Ødger van der Lind", "Ødger van der Lind"),
        ("Deposition of Colonel Viktor Stann", "Colonel Viktor Stann"),
        ("Interview with Jorun Aske\n\nJorun Aske spoke to us in May.", "Jorun Aske"),
    ],
)
def test_who_answers_is_told_before_the_first_question(head: str, name: str) -> None:
    assert told(head) == name


@pytest.mark.parametrize(
    "head",
    [
        "",
        "The killings at Belmar, in questions and answers",
        "Interview with a widow",
        "An interview with the brother of Ilsa Marenko",
        "An interview with Ilsa Marenko’s brother",
        "Interview with the widow of Tomas Verrin",
        "Interview with Jorun Aske and Celeste Imre",
        "Interview with Jorun Aske\n\nCeleste Imre spoke to him in May.",
        "Questions for Orun",
        "The strike hits home for the driver Ferenc Aldo.",
    ],
)
def test_where_it_is_not_told_for_certain_it_is_nobody(head: str) -> None:
    assert told(head) is None


def test_turns_carry_who_answers_and_only_answers_do() -> None:
    text = (
        "Interview with Mila Roshe\n\nQ: Were you there?\n\nA: I was.\n\nQ: What did you see?\n\nA: Men with rifles.\n"
    )
    found = turns(text)
    assert [turn.name.of(text) for turn in found] == ["Q", "A", "Q", "A"]
    assert [None if turn.speaker is None else turn.speaker.of(text) for turn in found] == [
        None,
        "Mila Roshe",
        None,
        "Mila Roshe",
    ]


def test_names_elsewhere_in_the_text_answer_nothing() -> None:
    text = (
        "Q: Were you there?\n\nA: I was.\n\nQ: With whom?\n\nA: My brother.\n\nAn interview with Mila Roshe follows.\n"
    )
    assert all(turn.speaker is None for turn in turns(text))
