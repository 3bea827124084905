"""The settings: what the environment gives is checked, and nothing is guessed."""

from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.settings import Settings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings.from_environment({"ONRECORD_JOBS": "", "PATH": "/bin"}) == Settings()


def test_every_setting_is_read() -> None:
    assert Settings.from_environment(
        {
            "ONRECORD_PROXY": "socks5h://127.0.0.1:9050",
            "ONRECORD_USER_AGENT": "case work",
            "ONRECORD_FETCH_SECONDS": "2.5",
            "ONRECORD_MAX_BYTES": "1000",
            "ONRECORD_ALLOW_PRIVATE": "yes",
            "ONRECORD_JOBS": "2",
            "ONRECORD_READER": "weights",
        }
    ) == Settings(
        proxy="socks5h://127.0.0.1:9050",
        user_agent="case work",
        fetch_seconds=2.5,
        max_bytes=1000,
        allow_private=True,
        jobs=2,
        reader=Path("weights"),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ONRECORD_PROXY", "127.0.0.1:9050"),
        ("ONRECORD_PROXY", "ftp://user:secret@proxy.example"),
        ("ONRECORD_FETCH_SECONDS", "0"),
        ("ONRECORD_FETCH_SECONDS", "nan"),
        ("ONRECORD_FETCH_SECONDS", "inf"),
        ("ONRECORD_FETCH_SECONDS", "soon"),
        ("ONRECORD_MAX_BYTES", "-1"),
        ("ONRECORD_MAX_BYTES", "1e6"),
        ("ONRECORD_ALLOW_PRIVATE", "perhaps"),
        ("ONRECORD_JOBS", "0"),
        ("ONRECORD_JOBS", "²"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused_by_name_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(UsageError) as raised:
        Settings.from_environment({name: value})
    assert name in raised.value.message
    assert "secret" not in raised.value.message


def test_a_misspelt_setting_is_refused_rather_than_ignored() -> None:
    with pytest.raises(UsageError, match="ONRECORD_PROXI"):
        Settings.from_environment({"ONRECORD_PROXI": "socks5h://127.0.0.1:9050"})
