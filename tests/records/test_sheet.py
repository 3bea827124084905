import pytest

from onrecord.records.sheet import letters


@pytest.mark.parametrize(
    ("place", "told"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_lettered_as_spreadsheets_do(place: int, told: str) -> None:
    assert letters(place) == told
