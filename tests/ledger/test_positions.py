"""What stands beside a name: public positions, and traps in which a source's name would be shown."""

import pytest

from onrecord.ledger.positions import names_position, public_beside
from onrecord.records.span import Span


def nobody(word: str) -> bool | None:
    return None


def is_public(text: str, name: str) -> bool:
    start = text.rindex(name)
    return public_beside(text, Span(start, start + len(name)), nobody)


@pytest.mark.parametrize(
    "text",
    [
        "The interior minister, Ana Vol, said that it was not so.",
        "A spokesman for the provincial government, Ana Vol, denied it.",
        "A spokeswoman for Velkoria's interior ministry, Ana Vol, denied it.",
        "The foreign minister of Quill, Ana Vol, defended it.",
        "Its commissioner for human rights, Ana Vol, was “deeply concerned”.",
        "In Ostmere, the first minister, Ana Vol, was silent.",
        "According to the foreign minister of Quill, Ana Vol, nothing happened.",
        "The Committee's chairman, Mr. Ana Vol, said so.",
        "“Nobody is missing,” said Ana Vol, the authority’s spokeswoman.",
        "Interior Ministry spokesman Ana Vol had not seen it.",
        "Chief of Police Ana Vol had not seen it.",
        "Brigadier General Ana Vol spoke.",
        "Captain Ana Vol of the port police spoke.",
        "Chancellor Dr. Ana Vol spoke.",
        "Minister of Justice Ana Vol answered.",
        "The Minister for Foreign Affairs, Ana Vol, answered.",
        "She had spoken with Ana Vol, Velkoria's interior minister.",
        "Members present: Ms. Hanna Broo (Chairwoman), Ms. Ana Vol, Mr. Odo Pran.",
        "Ms. Ana Vol (for herself and 14 others) introduced the following resolution.",
        "Resolution 41 was introduced in June by Odo Pran and Ana Vol of the Union.",
        "MS. FJELL: Minister, has anybody written to you?\n\nMS. Ana Vol: I know not.",
        "The ministry referred us to its spokeswoman, Ana Vol, who was away.",
        "Mr. Ana Vol, for the Government, said that it would abstain.",
    ],
)
def test_a_position_beside_a_name_is_seen(text: str) -> None:
    assert is_public(text, "Ana Vol")


@pytest.mark.parametrize(
    "text",
    [
        "The widow of the mayor, Ana Vol, said that nobody had asked.",
        "After the arrest of the mayor, Ana Vol, a neighbour, hid the papers.",
        "When she went to the governor, Ana Vol was sent away.",
        "According to Ana Vol, the governor of the district had been there.",
        "“It rained,” said Ana Vol, citing the governor.",
        "Soldiers took Ana Vol, the mayor and two others.",
        "The minister's driver, Ana Vol, waited.",
        "Ana Vol, the minister’s cook, heard it.",
        "Her secretary, Ana Vol, told it otherwise.",
        "His deputy, Ana Vol, would not ask.",
        "The secretary of the strike committee, Ana Vol, fled.",
        "The spokesman for the families of the missing, Ana Vol, gave us letters.",
        "The village head of Lower Anselm, Ana Vol, counted the lorries.",
        "MS. FJELL: Have you met the Minister?\n\nMS. Ana Vol: I have not.",
        "He wrote to the aide to the mayor, Ana Vol, who wept.",
        "Ana Vol, a secretary at the ministry of interior, typed it.",
        "The witness named by the judge, Ana Vol, said so.",
        "Soldiers killed the mayor, Ana Vol, and two boys.",
        "With the mayor, Ana Vol, she hid.",
        "Major Ana Vol, who deserted from the army, said so.",
        "Prince Ana Vol, a busker, said so.",
        "She told the mayor Ana Vol had said so.",
        "Ana Vol, a retired colonel, said so.",
        "Ana Vol, chair of the Orle Women's Shelter, said so.",
        "The minister of her heart Ana Vol answered.",
        "A captain of the ferry, Ana Vol, saw them.",
        "The strike leader Ana Vol was taken from a bus.",
        "A lawyer for the ministry's victims, Ana Vol, wept.",
        "He told the police and Ana Vol wept.",
        "His mother, Ana Vol, said so; the governor did not.",
    ],
)
def test_what_is_not_plain_counts_as_no_position(text: str) -> None:
    assert not is_public(text, "Ana Vol")


def test_whose_spokesman_somebody_is_decides() -> None:
    text = "Amberly’s spokesman, Ana Vol, read nine names."
    name = Span(text.index("Ana"), text.index(", read"))
    assert public_beside(text, name, lambda word: True if word == "Amberly" else None)
    assert not public_beside(text, name, lambda word: False if word == "Amberly" else None)


@pytest.mark.parametrize(
    ("phrase", "position"),
    [
        ("the governor's spokesman", True),
        ("the minister's driver", False),
        ("head of the port police", True),
        ("head of the household", False),
        ("director of the Vaul Institute", True),
        ("director", False),
        ("Minister of the Interior", True),
        ("the governor had ordered it", False),
        ("captain", False),
        ("captain in the army", True),
    ],
)
def test_the_head_of_a_phrase_names_the_position(phrase: str, position: bool) -> None:
    assert names_position(phrase, nobody) is position
