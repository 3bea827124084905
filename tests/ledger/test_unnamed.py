"""Names that aren't to be told, and names that are no person's."""

import pytest

from onrecord.ledger.unnamed import (
    asks_not_to_be_named,
    called,
    changes_names,
    is_a_bodys,
    is_called_a_thing,
    is_governed,
    names_a_body,
)
from onrecord.records.span import Span


def place(text: str, name: str) -> Span:
    start = text.index(name)
    return Span(start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A guard who asked to be called Oren told us.", "Oren"),
        ("A clerk, who asked to be identified only as Tomo, said so.", "Tomo"),
        ("A bargeman of 29, whom the Lamplighter calls Milo, was held.", "Milo"),
        ("A conscript, “Aksel”, said so.", "Aksel"),
        ("He gave his name only as Pelle, and left.", "Pelle"),
        ("One who wanted to be known only as Wick drew a map.", "Wick"),
        ("A doctor who did not want his name printed was identified by Holm's office as Bram Oduya.", "Bram Oduya"),
    ],
)
def test_a_name_given_in_place_of_a_name_is_found(text: str, name: str) -> None:
    assert [span.of(text) for span in called(text)] == [name]


def test_whoever_is_called_by_a_title_is_not_called_by_another_name() -> None:
    assert list(called("The man whom the police call a thief was known as kind.")) == []


@pytest.mark.parametrize(
    ("text", "name", "asks"),
    [
        ("Lieutenant Sorn, who spoke with us on condition of anonymity, said so.", "Sorn", True),
        ("Captain Rusk, who left the force and asked not to be quoted by name, said so.", "Rusk", True),
        ("According to Sorn, who asked not to be named, it was so.", "Sorn", True),
        ("An aide to Governor Starr, who asked not to be named, said so.", "Starr", False),
        ("Starr's driver, who asked not to be named, said so.", "Starr", False),
        ("Colonel Lyle spoke. An officer asked not to be named.", "Lyle", False),
    ],
)
def test_whoever_asks_not_to_be_named_is_the_one_before(text: str, name: str, asks: bool) -> None:
    assert asks_not_to_be_named(text, place(text, name), len(text)) is asks


def test_another_name_between_is_the_one_who_asks() -> None:
    text = "Colonel Lyle was seen by Sorn, who spoke on condition of anonymity."
    assert not asks_not_to_be_named(text, place(text, "Lyle"), text.index("Sorn"))


@pytest.mark.parametrize(
    "text",
    [
        "Some asked us to change their names.",
        "Names have been changed.",
        "Rosa is not her real name.",
        "Some are called by other names.",
    ],
)
def test_a_report_says_that_it_changes_names(text: str) -> None:
    assert changes_names(text)
    assert not changes_names("They changed their minds, and the street's name was old.")


@pytest.mark.parametrize(
    ("text", "name", "thing"),
    [
        ("According to Kestrel, an online magazine, it was so.", "Kestrel", True),
        ("Westgallery, a site that follows the House, said so.", "Westgallery", True),
        ("Quill, whose foreign minister was silent, abstained.", "Quill", True),
        ("The foreign minister of Quill was silent.", "Quill", True),
        ("Pella's delegate abstained.", "Pella", True),
        ("Petra, a nurse at the site, said so.", "Petra", False),
        ("Petra, a weekly visitor, said so.", "Petra", False),
        ("Petra's brother abstained.", "Petra", False),
        ("According to Petra, the company fired him.", "Petra", False),
    ],
)
def test_what_is_set_off_behind_a_name_says_that_it_is_no_persons(text: str, name: str, thing: bool) -> None:
    assert is_called_a_thing(text, place(text, name)) is thing


def test_an_office_is_named_after_a_place() -> None:
    text = "The deputy for Carrow East and the bishop of Carrow met a lawyer for Jan Velov."
    assert is_governed(text, place(text, "Carrow East"))
    assert is_governed(text, place(text, "Carrow met"))
    assert not is_governed(text, place(text, "Jan Velov"))


def test_a_bodys_name_ends_as_bodies_names_do() -> None:
    assert is_a_bodys("Edmund Hale Foundation")
    assert not is_a_bodys("Foundation")
    assert not is_a_bodys("Emily Post")


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("The Harbour Gazette", True),
        ("Torvale City Police", True),
        ("Regional Court of Torvale", True),
        ("Ministry of the Interior", True),
        ("Ana Vol", False),
        ("Ana Vol, Harbour Union", False),
        ("the nurse Ana Vol", False),
        ("her lawyer at the Union", False),
        ("Chief of Police Ana Vol", False),
        ("", False),
    ],
)
def test_what_stands_alone_as_a_bodys_name(words: str, body: bool) -> None:
    assert names_a_body(words) is body
