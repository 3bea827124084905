import pytest

from onrecord.runs.row_texts import withheld


@pytest.mark.parametrize(
    ("quotation", "words", "told"),
    [
        ("They took Bo.", "They took Bo.", []),
        ("They took Bo.", "They took Tam.", None),
        ("They took [victim 1].", "They took Bo Reth.", [("[victim 1]", "Bo Reth")]),
        ("They took [victim 1].", "They took .", None),
        ("They took [victim 1].", "They saw Bo Reth.", None),
        ("[source 2] saw [victim 1]", "Osk saw Bo", [("[source 2]", "Osk"), ("[victim 1]", "Bo")]),
        ("[source 2] saw [victim 1]", "Osk met Bo", None),
        ("[victim 1][name withheld]", "Bo", [("[victim 1]", "B"), ("[name withheld]", "o")]),
        ("[victim 1][name withheld]", "B", None),
    ],
)
def test_what_stood_under_labels(quotation: str, words: str, told: list[tuple[str, str]] | None) -> None:
    assert withheld(quotation, words) == told


def test_many_labels_of_a_stranger_hold_nothing_up() -> None:
    # A pattern would try each of the words for each of the labels before it gave up: this would never end.
    assert withheld("[victim 1] " * 40 + "no such end", "a " * 2_000) is None
    assert withheld("[victim 1] " * 40 + "x [victim 1] a", "a " * 2_000 + "a") is None
