"""A long reading's line in pieces: the same characters that it would have in one."""

import json
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

import pytest
from jsonschema import Draft202012Validator

from onrecord.present.contract import schema, to_line
from onrecord.present.pieces import to_pieces
from onrecord.present.writers import Format, writer
from onrecord.records import Actor, Entity, EntityType, Failure, Reading, Report, Span
from onrecord.runs import LongReading
from onrecord.runs.long_reading import put_aside
from tests.present.readings import full_reading


@pytest.fixture
def long() -> Iterator[LongReading]:
    """The reading with everything in it, and a second piece in which its first actor goes on."""
    reading = full_reading()
    number = len(reading.entities) + 1
    more = tuple(
        Entity(f"e{number + k}", EntityType.PERSON, Span(k, k + 1), 0.5, reading.actors[0].id) for k in range(1_200)
    )
    again: Actor = replace(reading.actors[0], entities=tuple(entity.id for entity in more))
    aside = put_aside(
        reading.report, [reading, Reading(reading.report, reading.reader, more, (again,))], prefix="onrecord-test-"
    )
    yield aside
    aside.close()


def test_the_pieces_of_a_long_reading_are_its_line(long: LongReading) -> None:
    line = "".join(to_pieces(long))

    assert line == to_line(long.whole())
    assert len(list(to_pieces(long))) > 20
    Draft202012Validator(schema()).validate(json.loads(line))


def test_a_long_reading_in_which_nothing_was_found_is_written_too() -> None:
    report = Report("x", "test", "\u2028“nothing”\ud800 " * 3)
    aside = put_aside(report, [Reading(report, "any@1"), Reading(report, "any@1")], prefix="onrecord-test-")
    try:
        assert "".join(to_pieces(aside)) == to_line(aside.whole())
    finally:
        aside.close()


def test_other_results_are_one_piece() -> None:
    assert list(to_pieces(full_reading())) == [to_line(full_reading())]
    failure = Failure("x", "x", "broken", "It is damaged.")
    assert list(to_pieces(failure)) == [to_line(failure)]


@pytest.mark.parametrize("format", [Format.JSON, Format.JSONL])
def test_programs_get_the_whole_of_it(long: LongReading, format: Format) -> None:
    stream = StringIO()
    written = writer(format, stream, color=False)
    written.add(long)
    written.add(full_reading())
    written.finish()

    lines = stream.getvalue()
    first = json.loads(lines)[0] if format is Format.JSON else json.loads(lines.splitlines()[0])
    assert first == json.loads(to_line(long.whole()))


@pytest.mark.parametrize("format", [Format.TABLE, Format.HTML])
def test_people_are_shown_its_beginning_and_told_what_is_left_out(long: LongReading, format: Format) -> None:
    stream = StringIO()
    written = writer(format, stream, color=False, width=400)
    written.add(long)
    written.add(full_reading())
    written.finish()

    shown = stream.getvalue()
    characters = len(long.opening().report.text)
    found = sum(long.count(kind) for kind in ("attributions", "allegations", "responses"))
    assert shown.count("Only the beginning is shown") == 1
    assert f"{characters:,} of {characters:,} characters, and {found} of {found} findings" in shown
    assert "--format jsonl writes them all" in shown
