"""The names that mentions hold. All names are invented."""

import pytest

from onrecord.ledger.mentions import names_in


@pytest.mark.parametrize(
    ("mention", "names"),
    [
        ("Chief of Police Sabine Korth, who took office on 3 November 2025,", ["Sabine Korth"]),
        ("Minister of Justice Ana Torv, who took office on 3 May 2025", ["Ana Torv"]),
        ("Guard Tomas Vell", ["Tomas Vell"]),
        ("Monday", []),
        ("May", ["May"]),
        ("May Brandt", ["May Brandt"]),
        ("June Friday", ["June Friday"]),
        ("Justice Malone", ["Malone"]),
    ],
)
def test_days_months_and_bodies_before_a_name_are_no_names(mention: str, names: list[str]) -> None:
    assert names_in(mention) == names
