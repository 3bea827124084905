import io

import pytest

from onrecord.present.tables import TableWriter
from onrecord.present.words import UNREVIEWED
from onrecord.records import Failure, Reading
from tests.present.readings import FAILURE, bare_reading, full_reading


def printed(*results: Reading | Failure, color: bool = False, width: int | None = 100) -> str:
    stream = io.StringIO()
    writer = TableWriter(stream, color=color, width=width)
    for result in results:
        writer.add(result)
    writer.finish()
    return stream.getvalue()


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_a_report_is_told_in_three_tables() -> None:
    told = printed(full_reading())

    positions = [
        told.index(part) for part in ("Over a hundred men", "Who says what", "What is alleged", "Who responded")
    ]
    assert positions == sorted(positions)
    assert "alleged perpetrator" in squeezed(told) or "alleged" in told
    for part in ("Sael Rights Watch", "police officers", "Port Sael (XL)", "the minister", "did not"):
        assert part in told


def test_what_did_not_happen_or_may_is_marked() -> None:
    lines = printed(full_reading()).splitlines()

    killing = next(number for number, line in enumerate(lines) if "killing" in line)
    assert lines[killing].startswith("✗ killing")
    assert lines[killing + 1].startswith("negated")
    expulsion = next(number for number, line in enumerate(lines) if "expulsion" in line)
    assert lines[expulsion].startswith("? expulsion")
    assert lines[expulsion + 1].startswith("hypothetical")
    assert next(line for line in lines if "abduction" in line).startswith("abduction")


def test_the_reading_is_said_to_be_unreviewed() -> None:
    told = printed(full_reading(), bare_reading())

    assert told.count(UNREVIEWED.lower()) == 2
    assert told.count(UNREVIEWED) == 1


def test_a_report_in_which_nothing_was_found_says_so() -> None:
    assert "Nothing found." in printed(bare_reading())


def test_a_failure_stands_in_its_place() -> None:
    told = printed(bare_reading(), FAILURE, full_reading())

    assert "broken.pdf could not be read: It is encrypted" in told
    assert told.index("bare.txt") < told.index("broken.pdf") < told.index("Over a hundred men")


@pytest.mark.parametrize("color", [True, False])
def test_a_hostile_title_is_only_shown(color: bool) -> None:
    title = "\x1b]0;owned\x07\x1b[2J[bold red]not markup[/] :smile: \u202eltr"
    told = printed(bare_reading(title=title), color=color)

    assert "[bold red]not markup[/] :smile:" in told
    assert "\x1b]" not in told
    assert "\x1b[2J" not in told
    assert "\x07" not in told
    assert "\u202e" not in told
    assert "␛]0;owned␇␛[2J" in told


def test_a_file_gets_no_colours() -> None:
    assert "\x1b" not in printed(full_reading(), FAILURE)
    assert "\x1b" in printed(full_reading(), color=True)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(len(line) for line in printed(full_reading(), FAILURE, width=width).splitlines()) <= width


def test_lone_surrogates_do_not_stop_it() -> None:
    printed(bare_reading(title="\ud800")).encode("utf-8")
