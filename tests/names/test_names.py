"""What the stages share; how names compare in full is tested in `tests/resolve/test_names.py`."""

import pytest

from onrecord.ledger import names as masking
from onrecord.names import sounds
from onrecord.names.people import usual_forms
from onrecord.names.states import state_of
from onrecord.names.titles import titles
from onrecord.resolve import names as resolving


@pytest.mark.parametrize(("left", "right"), [("khoury", "houri"), ("youssef", "yusef"), ("dakkar", "daqar")])
def test_masking_resolving_and_weighing_hear_one_sound(left: str, right: str) -> None:
    heard = {hear(word) for word in (left, right) for hear in (sounds.sound, masking.sound, resolving.sound)}
    assert len(heard) == 1


def test_short_words_are_masked_as_they_stand() -> None:
    assert masking.sound("khan") == "khan"
    assert sounds.sound("khan") == "han"


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("secretary for external affairs", "foreign minister"),
        ("home secretary", "interior minister"),
        ("premier", "prime minister"),
        ("spokeswoman", "spokesperson"),
    ],
)
def test_titles_have_one_form(form: str, title: str) -> None:
    assert titles()[form] == title


def test_usual_forms_of_a_given_name_share_a_group() -> None:
    assert usual_forms("yusuf") & usual_forms("youssef")
    assert not usual_forms("yusuf") & usual_forms("omar")


def test_states_are_known_by_name_and_adjective() -> None:
    assert state_of("the United Arab Emirates") == state_of("Emirati") == "AE"
    assert state_of("Karvenia") is None
