import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.ledger.head import Head, read_note

CASE = "0e3c1c2a-8d0f-4f6e-9f43-7a2f6a3b9a10"
HEAD = Head(CASE, 1042, "9f3a1c22" * 8)

hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)


def test_the_statement_is_four_lines_that_anybody_can_write() -> None:
    assert HEAD.statement().decode() == f"onrecord head 1\ncase {CASE}\nentry 1042\nhash {HEAD.hash}\n"


@given(st.integers(min_value=1, max_value=10**9), hashes)
def test_a_note_reads_back(seq: int, hash: str) -> None:
    assert read_note(Head(CASE, seq, hash).note()) == (seq, hash)


def test_a_note_is_two_short_lines() -> None:
    lines = HEAD.note().splitlines()
    assert len(lines) == 2
    assert all(len(line) <= 60 for line in lines)


def test_spaces_dashes_and_capitals_do_not_matter() -> None:
    first, second = HEAD.note().upper().splitlines()
    assert read_note(f"\n  {first.replace(' ', '-', 1)}\n\n{second.replace(' / ', '/')} \n") == (1042, HEAD.hash)


def test_slips_of_the_pen_are_found_by_line() -> None:
    note = HEAD.note()
    places = [place for place, sign in enumerate(note) if sign in "0123456789abcdef" and place > 5]
    passed = []
    for place in places:
        for digit in set("0123456789abcdef") - {note[place]}:
            try:
                passed.append(read_note(note[:place] + digit + note[place + 1 :]))
            except UsageError:
                continue
    # One slip in 256 keeps its line's check; it then reads as another hash, which is in no chain.
    assert len(passed) < len(places) * 15 / 100
    assert (1042, HEAD.hash) not in passed


def test_the_line_with_the_slip_is_named() -> None:
    first, second = HEAD.note().splitlines()
    with pytest.raises(UsageError, match="line 2"):
        read_note(f"{first}\n{second.replace('9f3a', '9f3b', 1)}")


@pytest.mark.parametrize("note", ["", "1042", "abcd / 00", "1042: abcd / 00", HEAD.hash, HEAD.note() + "\nmore"])
def test_what_is_no_note_is_said_so(note: str) -> None:
    with pytest.raises(UsageError):
        read_note(note)
