from hypothesis import given
from hypothesis import strategies as st

from onrecord.present.segments import Mark, Segment, marks, segments
from onrecord.records import Span
from tests.present.readings import TEXT, full_reading

TEXTS = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)).map(lambda pair: Span(*pair)), max_size=12)


def marked(spans: list[Span]) -> list[Mark]:
    return [Mark(span, f"t{number}", "content", "attribution") for number, span in enumerate(spans)]


@given(TEXTS, SPANS)
def test_segments_joined_are_the_text(text: str, spans: list[Span]) -> None:
    assert "".join(segment.text for segment in segments(text, marked(spans))) == text


@given(TEXTS, SPANS)
def test_every_code_point_bears_just_the_marks_whose_spans_hold_it(text: str, spans: list[Span]) -> None:
    position = 0
    for segment in segments(text, marked(spans)):
        assert segment.text
        for at_point in range(position, position + len(segment.text)):
            expected = {f"t{number}" for number, span in enumerate(spans) if span.start <= at_point < span.end}
            assert {mark.finding for mark in segment.marks} == expected
        position += len(segment.text)


def test_the_widest_mark_comes_first() -> None:
    inner, outer = Mark(Span(2, 4), "inner", "cue", "attribution"), Mark(Span(0, 6), "outer", "content", "attribution")

    assert list(segments("abcdef", [inner, outer])) == [
        Segment("ab", (outer,)),
        Segment("cd", (outer, inner)),
        Segment("ef", (outer,)),
    ]


def test_a_text_without_marks_is_one_segment() -> None:
    assert list(segments("abc", [])) == [Segment("abc", ())]
    assert list(segments("", [])) == []


def test_every_span_of_a_reading_is_marked_with_its_role() -> None:
    found = {(mark.finding, mark.role, mark.span.of(TEXT)) for mark in marks(full_reading())}

    assert {
        ("t2", "source", "Sael Rights Watch"),
        ("t2", "cue", "which said"),
        ("t2", "content", "Over 100 men"),
        ("t2", "content", "that police officers had beaten two of them"),
        ("g1", "trigger", "abducted"),
        ("g1", "victims", "Over 100 men"),
        ("g1", "places", "Port Sael"),
        ("g1", "times", "April 2031"),
        ("g1", "counts", "Over 100"),
        ("g2", "alleged-perpetrators", "police officers"),
        ("r3", "trigger", "did not respond"),
        ("r3", "who", "The president"),
        ("r3", "to", "the hearing"),
        ("r1", "about", "it,”"),
        ("r2", "places", "Lorrin"),
        ("r2", "times", "was adopted"),
        ("e4", "person", "Daro Venn"),
    } <= found


def test_a_long_text_is_cut_at_every_edge_of_many_marks() -> None:
    text = "x" * 200_000
    many = [Mark(Span(start, start + 15), f"t{start}", "content", "attribution") for start in range(0, 200_000, 10)]

    cut = list(segments(text, many))

    assert len(cut) == 2 * len(many) - 1  # the last mark ends with the text
    assert max(len(segment.marks) for segment in cut) == 2
