import pytest

from onrecord.acquire.dates import found_date, iso_date


@pytest.mark.parametrize(
    "given",
    ["2031", "2031-04", "2031-04-02", "2031-04-02T10:00:00+02:00", "2031-04-02T10:00Z", "2031-04-02 10:00:00"],
)
def test_iso_dates_stay_as_given_and_partial_ones_partial(given: str) -> None:
    assert iso_date(given) == given


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2 April 2031", "2031-04-02"),
        ("Wednesday, 2nd April 2031", "2031-04-02"),
        ("April 2, 2031", "2031-04-02"),
        ("Sept. 2, 2031", "2031-09-02"),
        ("April 2031", "2031-04"),
        ("Wed, 02 Apr 2031 10:00:00 +0200", "2031-04-02T10:00:00+02:00"),
        ("  2031-04-02\n", "2031-04-02"),
    ],
)
def test_dates_in_words_become_iso(given: str, expected: str) -> None:
    assert iso_date(given) == expected


@pytest.mark.parametrize(
    "given",
    [
        "03/04/2031",
        "2031-13",
        "2031-02-30",
        "31 February 2031",
        "last week",
        "3 4 5",
        "",
        "April",
        "x" * 500,
        "²031",
        "04.02.31",
    ],
)
def test_what_would_be_a_guess_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        iso_date(given)
    assert found_date(given) is None


def test_no_date_stays_no_date() -> None:
    assert found_date(None) is None
