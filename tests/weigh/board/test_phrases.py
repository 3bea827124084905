"""What phrases are to a state, an organisation, a person. All names are invented."""

import pytest

from onrecord.weigh.board.phrases import Part, list_goes_on, of_body, of_person, of_state, portfolio

LYSMARK = ("Lysmark",)


@pytest.mark.parametrize(
    ("phrase", "part"),
    [
        ("Lysmark", Part.SELF),
        ("the Republic of Lysmark", Part.SELF),
        ("the government of Lysmark", Part.SELF),
        ("Brennia, Lysmark and Ostmere", Part.SELF),
        ("Lysmark's prime minister, Agnes Rothby", Part.VOICE),
        ("the Lysmarker foreign ministry", Part.VOICE),
        ("a spokesman for the foreign ministry of Lysmark", Part.VOICE),
        ("the foreign ministers of Brennia, Lysmark and Ostmere", Part.VOICE),
        ("Ostmere's and Lysmark's foreign ministers", Part.VOICE),
        ("Lysmark's deputy prime minister", Part.VOICE),
        ("the embassy of Lysmark in Velmora", Part.VOICE),
        ("the House of Deputies of Lysmark", Part.OTHER),
        ("the opposition leader of Lysmark", Part.OTHER),
        ("the former foreign minister of Lysmark", Part.OTHER),
        ("the president of Lysmark's supreme court", Part.OTHER),
        ("a spokesman for the Lysmarker governor, Ivo Lank", Part.OTHER),
        ("the spokesman of the Lysmarker region of Weir", Part.OTHER),
        ("the leader of the Lysmarker opposition", Part.OTHER),
        ("the spokesman for Lysmark Governor Ivo Lank", Part.OTHER),
        ("a spokesman for the Lysmarker foreign ministry", Part.VOICE),
        ("a spokesman for the Lysmarker National Security Council", Part.VOICE),
        ("the foreign minister of Lysmark told the court", Part.VOICE),
        ("the president of Lysmark and the governor of Weir", Part.VOICE),
        ("a spokesman for the Lysmarker prime minister told parliament", Part.VOICE),
        ("Karvenia's ambassador to Lysmark", None),
        ("the embassy of Quillon in Lysmark", None),
        ("boatmen in Lysmark", None),
        ("the Lysmark Tribune", None),
        ("Lysmarton", None),
    ],
)
def test_a_states_name_decides_nothing_by_itself(phrase: str, part: Part | None) -> None:
    told = of_state(phrase, LYSMARK)
    assert (None if told is None else told.part) is part


@pytest.mark.parametrize(
    ("phrase", "joint"),
    [
        ("the foreign ministers of Brennia, Lysmark and Ostmere", True),
        ("the foreign ministers of Lysmark and Ostmere", True),
        ("Lysmark and Ostmere", True),
        ("Ostmere's and Lysmark's foreign ministers", True),
        ("the president of Lysmark, Yann Mercier-Dole, and his wife", False),
        ("the foreign minister of Lysmark", False),
        ("Lysmark", False),
    ],
)
def test_signatories_beside_others_are_told(phrase: str, joint: bool) -> None:
    told = of_state(phrase, LYSMARK)
    assert told is not None
    assert told.joint is joint


def test_a_capital_and_an_adjective_stand_for_their_state() -> None:
    france = ("France", "French", "Paris")
    for phrase in ("Paris", "the French foreign ministry", "the French ambassador to Kenya"):
        assert of_state(phrase, france) is not None, phrase
    for phrase in ("the mayor of a town in France", "protesters in Paris", "French fries"):
        assert of_state(phrase, france) is None, phrase


@pytest.mark.parametrize(
    ("phrase", "part"),
    [
        ("The Assembly of the Meridian States", Part.SELF),
        ("the secretary-general of the Assembly of the Meridian States, Thessaly Korr", Part.VOICE),
        ("the Assembly of the Meridian States' commissioner", Part.VOICE),
        ("a member of the Assembly of the Meridian States", None),
        ("a town in the Assembly of the Meridian States", None),
    ],
)
def test_who_speaks_for_an_organisation(phrase: str, part: Part | None) -> None:
    told = of_body(phrase, ("Assembly of the Meridian States",))
    assert (None if told is None else told.part) is part


@pytest.mark.parametrize(
    ("phrase", "part"),
    [
        ("President Sorrak", Part.SELF),
        ("A spokesman for Mr Sorrak", Part.VOICE),
        ("Mr Sorrak's office", Part.VOICE),
        ("Sorrak's brother", None),
        ("a friend of Mr Sorrak", None),
    ],
)
def test_nobody_answers_for_a_person_but_who_speaks_in_the_name(phrase: str, part: Part | None) -> None:
    told = of_person(phrase, "Sorrak")
    assert (None if told is None else told.part) is part


def test_forms_of_one_office_are_one() -> None:
    assert portfolio("Minister of Foreign Affairs") == portfolio("foreign minister")
    assert portfolio("Secretary for External Affairs") == portfolio("foreign minister")
    assert portfolio("premier") == portfolio("prime minister")
    assert portfolio("interior minister") != portfolio("foreign minister")


def test_a_list_that_the_reader_cut_is_followed_to_its_end() -> None:
    text = "the foreign ministers of Brennia, Lysmark and Ostmere condemned it"
    start = text.index("Brennia") + len("Brennia")
    assert text[: list_goes_on(text, start)].endswith("and Ostmere")
    assert list_goes_on(text, len(text)) == len(text)


def test_of_a_hostile_phrase_only_the_beginning_is_looked_at() -> None:
    assert of_state("of " + "A and " * 5000 + "Lysmark", LYSMARK) is None
    assert of_state("Lysmark" + ", A" * 5000, LYSMARK) is not None
