import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from onrecord.present.plain import one_line, shortened, visible

TEXTS = st.text(alphabet=st.characters(exclude_categories=()))


@given(TEXTS)
def test_nothing_visible_can_drive_a_terminal(text: str) -> None:
    shown = visible(text)

    assert len(shown) == len(text)
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n"]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_controls_are_shown_as_pictures() -> None:
    assert visible("\x1b[31mred\x07\x7f\x9b\r") == "␛[31mred␇␡�␍"


@given(TEXTS)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(TEXTS, st.integers(2, 40))
def test_what_is_shortened_is_short_and_says_so(text: str, length: int) -> None:
    short = shortened(text, length)

    assert len(short) <= length
    assert short == one_line(text) or short.endswith("…")


def test_words_stay_whole_where_they_can() -> None:
    assert shortened("the ministry declined to say", 20) == "the ministry…"
    assert shortened("Donaudampfschifffahrtsgesellschaft", 10) == "Donaudamp…"
