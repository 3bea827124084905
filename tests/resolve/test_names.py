import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.names import (
    Verdict,
    compare_organisations,
    compare_people,
    folded,
    is_acronym,
    person_name,
    sound,
    without_possessive,
)


@pytest.mark.parametrize(
    ("left", "right", "verdict", "reason"),
    [
        ("Ama Runa Orin", "Ama Orin", Verdict.SAME, "one leaves out a middle name"),
        ("J. Rask", "Jonas Rask", Verdict.SAME, "the same names, spelled alike or shortened"),
        ("Yusuf Khoury", "Youssef Khouri", Verdict.SAME, "the same names, spelled alike or shortened"),
        ("Chen Wuliang", "Wuliang Chen", Verdict.SAME, "the same words in another order"),
        ("Vel", "Jan Vel", Verdict.MAYBE, "the surname alone"),
        ("Vel", "Jan Vel-Orin", Verdict.MAYBE, "one half of a double surname"),
        ("Jan", "Jan Vel", Verdict.MAYBE, "the first name alone"),
        (
            "Jan Vel", "Jan Vel Jr.", Verdict.DIFFERENT,
            "one is told apart by generation (junior, senior) and the other is not",
        ),
        ("Mr Vel", "Ms Vel", Verdict.DIFFERENT, "their titles tell different genders"),
        ("Belov", "Vera Belova", Verdict.DIFFERENT, "no word in common"),
        ("Salim", "Faris bin Salim", Verdict.DIFFERENT, "the word is the father's name in the other"),
        ("Jan Vel", "Piet Vel", Verdict.DIFFERENT, "a given name or the surname differs"),
    ],
)  # fmt: skip
def test_each_comparison_gives_its_reason(left: str, right: str, verdict: Verdict, reason: str) -> None:
    one, other = person_name(left), person_name(right)
    assert one is not None
    assert other is not None
    for comparison in (compare_people(one, other), compare_people(other, one)):
        assert (comparison.verdict, comparison.reason) == (verdict, reason)


def test_titles_are_no_part_of_a_name_and_tell_a_gender_only_where_they_do() -> None:
    name = person_name("Brig. Gen. Davit Ferro Sr.")
    assert name is not None
    assert (name.words, name.generation, name.gender) == (("Davit", "Ferro"), "senior", None)
    lady = person_name("Mrs. Ilse Brandt")
    assert lady is not None
    assert (lady.words, lady.gender) == (("Ilse", "Brandt"), "f")


@pytest.mark.parametrize(
    ("short", "name", "is_one"),
    [
        ("NUP", "National Union of Printers", True),
        ("N.U.P.", "the National Union of Printers", True),
        ("NUoP", "National Union of Printers", False),
        ("VOL", "Voice of Lorrin’s evening service", True),
        ("NUT", "National Union of Printers", False),
        ("N", "Nation", False),
    ],
)
def test_an_acronym_is_made_of_first_letters(short: str, name: str, is_one: bool) -> None:
    assert is_acronym(short, name) is is_one


def test_a_closing_international_may_be_left_out_and_a_place_may_not() -> None:
    assert compare_organisations("Concord", "Concord International").verdict is Verdict.SAME
    assert compare_organisations("Sael Watch", "Sael Watch Lorrin").verdict is Verdict.DIFFERENT


@given(st.text(max_size=20), st.text(max_size=20))
def test_comparing_any_two_names_is_the_same_both_ways(left: str, right: str) -> None:
    one, other = person_name(left), person_name(right)
    if one is not None and other is not None:
        assert compare_people(one, other).verdict == compare_people(other, one).verdict
    forth, back = compare_organisations(left, right), compare_organisations(right, left)
    assert forth.verdict == back.verdict


@pytest.mark.parametrize("written", ["Vel’s", "Vel's", "Vel", "Vel, "])
def test_a_possessive_is_no_part_of_a_name(written: str) -> None:
    assert without_possessive(written) == "Vel"


def test_transliterations_sound_alike_and_feminine_endings_do_not() -> None:
    assert sound(folded("Khoury")) == sound(folded("Khouri"))
    assert sound(folded("Müller")) == sound(folded("Muller"))
    assert sound(folded("Belov")) != sound(folded("Belova"))
