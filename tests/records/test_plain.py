import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records.plain import canonical, from_canonical, from_plain, to_plain
from onrecord.records.reading import Reading
from onrecord.records.report import Report
from onrecord.records.summary import SummaryAct
from onrecord.testing.builders import fictional_reading

NOT_PLAIN = frozenset({"facets"})  # what the encoder saw; no reading keeps it

texts = st.text(st.characters(exclude_categories=()), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(st.integers(0, 5000))
def test_a_reading_comes_back_as_it_was(number: int) -> None:
    reading = fictional_reading(number)
    assert from_plain(Reading, from_canonical(canonical(to_plain(reading)))) == reading
    left_out = to_plain(reading, leave_out=frozenset({"report"}))
    assert from_plain(Reading, left_out, report=reading.report) == reading


@given(texts, texts)
def test_any_text_comes_back(text: str, title: str) -> None:
    report = Report(id=title, source="x", text=text, title=title)
    assert from_plain(Report, from_canonical(canonical(to_plain(report)))) == report


@given(values)
def test_canonical_is_one_spelling(value: object) -> None:
    content = canonical(value)
    assert canonical(from_canonical(content)) == content


def test_canonical_is_the_documented_form() -> None:
    assert (
        canonical({"b": [1, 0.5, None, True], "a": "é\n\ud800"})
        == b'{"a":"\xc3\xa9\\n\xed\xa0\x80","b":[1,0.5,null,true]}'
    )
    with pytest.raises(ValueError, match="JSON"):
        canonical({"score": math.nan})


def test_defaults_are_left_out() -> None:
    report = Report(id="1", source="x", text="t")
    assert to_plain(report) == {"id": "1", "source": "x", "text": "t"}
    assert to_plain(replace(report, language="en"))["language"] == "en"


def test_what_is_no_field_is_refused() -> None:
    with pytest.raises(TypeError, match="no field 'colour'"):
        from_plain(Report, {"id": "1", "source": "x", "text": "t", "colour": "red"})
    with pytest.raises(TypeError):
        from_plain(Report, {"id": "1"})


@pytest.mark.parametrize("value", ["torment", ["torture"], None, 3])
def test_what_is_no_word_of_the_vocabulary_is_refused_by_name(value: object) -> None:
    with pytest.raises(ValueError, match="is not a valid Act"):
        from_plain(SummaryAct, {"act": value, "score": 0.5, "evidence": []})
