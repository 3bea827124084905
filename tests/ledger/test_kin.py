"""Who is told as a relative, as one by whom somebody can be found, or as one who tells."""

import pytest

from onrecord.ledger.kin import is_close, is_introduced, is_relative, tells
from onrecord.records.span import Span


def place(text: str, name: str) -> Span:
    start = text.index(name)
    return Span(start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("His wife, Mira Stolbe, saw it.", "Mira Stolbe", True),
        ("Mira Stolbe, the mother of the boy, saw it.", "Mira Stolbe", True),
        ("The minister, Mira Stolbe, saw it.", "Mira Stolbe", False),
    ],
)
def test_a_relative_is_told_beside_the_name(text: str, name: str, told: bool) -> None:
    assert is_relative(text, place(text, name)) is told


def test_a_landlady_is_somebody_by_whom_another_can_be_found() -> None:
    text = "Vard’s landlady, Agda Blom, keeps it. Greta Olm came by."
    assert is_close(text, place(text, "Agda Blom"))
    assert not is_close(text, place(text, "Greta Olm"))


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("A mechanic, Tor, repaired it.", "Tor", True),
        ("Petra, a nurse, was there.", "Petra", True),
        ("A news site, Kestrel, was there.", "Kestrel", False),
        ("Kestrel, a small magazine, was there.", "Kestrel", False),
        ("Tor repaired it.", "Tor", False),
        ("A mechanic, Tor Vall, repaired it.", "Tor Vall", False),
    ],
)
def test_one_name_with_what_its_bearer_is_may_be_told_for_protection(text: str, name: str, told: bool) -> None:
    assert is_introduced(text, place(text, name)) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ana Bell saw it.", True),
        ("Ana Bell, who sells flowers there, heard it.", True),
        ("“No,” said Ana Bell.", True),
        ("Ana Bell gave us a map.", True),
        ("Ana Bell was beaten.", False),
    ],
)
def test_a_word_of_telling_or_seeing_stands_beside_a_name(text: str, told: bool) -> None:
    assert tells(text, place(text, "Ana Bell")) is told
