import pytest

from onrecord.weigh.publication import earlier


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("2031-05-03", "2031-05-04", True),
        ("2031-05-04T08:00:00Z", "2031-05-03", False),
        ("2031-05-03", "2031-05-03T08:00:00Z", None),
        ("2031-05-03T08:00:00+02:00", "2031-05-03T07:00:00Z", True),
        ("2031-05", "2031-05-03", None),
        ("2030", "2031-05-03", True),
        (None, "2031-05-03", None),
        ("2031-05-03", None, None),
    ],
)
def test_the_earlier_is_told_only_where_dates_tell(first: str | None, second: str | None, told: bool | None) -> None:
    assert earlier(first, second) is told
