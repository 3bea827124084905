"""Sentences: what holds of each, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records.span import Span
from onrecord.weigh.sentences import sentence_at


@given(st.text(alphabet="ab .!?\n”“", max_size=80), st.data())
def test_a_sentence_holds_what_it_is_asked_for(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sentence = sentence_at(text, Span(start, end))
    assert 0 <= sentence.start <= start
    assert end <= sentence.end <= len(text)
