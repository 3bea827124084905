from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.columns import as_given, moment, storable

STRANGE = st.text(st.sampled_from("\x00\ud800\udfff\ufdd0af09x é🕊"), max_size=30)


@given(st.text(st.characters(exclude_categories=())) | STRANGE)
def test_any_text_is_stored_without_loss(text: str) -> None:
    kept = storable(text)
    assert as_given(kept) == text
    assert "\x00" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept


@given(st.text(st.characters(exclude_characters="\x00\ufdd0", exclude_categories=["Cs"])))
def test_common_text_is_stored_as_it_is(text: str) -> None:
    assert storable(text) == text


def test_a_moment_is_utc_and_sorts_as_text() -> None:
    local = datetime(2026, 3, 1, 1, 30, tzinfo=timezone(timedelta(hours=3)))
    assert moment(local) == "2026-02-28T22:30:00.000000+00:00"
    assert moment(local) < moment(datetime(2026, 2, 28, 22, 30, 0, 1, tzinfo=UTC))
    with pytest.raises(ValueError, match="no timezone"):
        moment(datetime(2026, 3, 1))  # noqa: DTZ001 (that it is refused is what is tested)
