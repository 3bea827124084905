"""Victims whom a reading hardly means."""

import pytest

from onrecord.ledger.unlikely import is_no_victim, is_weak
from onrecord.records.span import Span


def place(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


@pytest.mark.parametrize(
    ("scores", "weak"),
    [
        ([(0.16, True)], True),
        ([(0.42, False)], True),
        ([(0.35, True)], False),
        ([(0.6, False)], False),
        ([(0.42, False), (0.39, False)], False),
        ([], True),
    ],
)
def test_what_a_report_tells_of_somebody_is_weighed_together(scores: list[tuple[float, bool]], weak: bool) -> None:
    assert is_weak(scores) is weak


@pytest.mark.parametrize(
    ("text", "trigger", "victim", "none"),
    [
        ("It barred Governor Ormond from entering its territory.", "barred", "Governor Ormond", True),
        ("They barred Governor Ormond in his own cellar.", "barred", "Governor Ormond", False),
        ("Did you raise the killing of these men with Mr. Orsany?", "killing", "Mr. Orsany", True),
        (
            "He raised the arrests with Ilverra's prime minister, Konrad Feist, at dinner.",
            "arrests",
            "Konrad Feist",
            True,
        ),
        ("He raised the arrest of Konrad Feist.", "arrest", "Konrad Feist", False),
        ("Soldiers killed Konrad Feist.", "killed", "Konrad Feist", False),
        ("He raised his hands and was shot with Mayor Feld.", "shot", "Mayor Feld", False),
        ("They took Jan Velov with Mayor Feld.", "took", "Mayor Feld", False),
        ("Protesters were beaten with Mayor Feld.", "beaten", "Mayor Feld", False),
    ],
)
def test_the_words_may_say_that_somebody_is_no_victim(text: str, trigger: str, victim: str, none: bool) -> None:
    told = {"status": "asserted", "trigger": place(text, trigger)}
    assert is_no_victim(told, Span(*place(text, victim)), text, own=True) is none


@pytest.mark.parametrize(
    ("text", "trigger", "victim", "none"),
    [
        ("Verrun, who has not been charged with anything, was away.", "charged", "Verrun", True),
        ("He did not use the word “killed”.", "killed", "He", True),
        ("Mayor Feld has not been found since he was abducted.", "abducted", "Mayor Feld", False),
        ("Nobody was charged with the murder of Mayor Feld.", "murder", "Mayor Feld", False),
    ],
)
def test_it_was_not_so_only_where_the_words_deny_it_of_them(text: str, trigger: str, victim: str, none: bool) -> None:
    told = {"status": "negated", "trigger": place(text, trigger)}
    assert is_no_victim(told, Span(*place(text, victim)), text, own=True) is none


def test_only_the_reports_own_voice_or_theirs_says_that_it_was_not_so() -> None:
    text = "The ministry said that Mayor Blaise was not abducted."
    told = {"status": "negated", "trigger": place(text, "abducted")}
    victim = Span(*place(text, "Mayor Blaise"))
    assert is_no_victim(told, victim, text, own=True)
    assert not is_no_victim(told, victim, text, own=False), "whoever is accused denies it"
