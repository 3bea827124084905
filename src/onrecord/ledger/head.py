"""Heads of the custody chain: what is signed, timestamped and written down.

An entry's hash covers every entry before it. Whoever holds one head, and finds it in the chain, knows that nothing up
to it was changed, dropped, moved or inserted since. What came after it, it says nothing about.
"""

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from onrecord.errors import UsageError

_GROUP: Final = 4  # hexadecimal digits
_GROUPS_A_LINE: Final = 8
_CHECK: Final = 2  # hexadecimal digits that end each line

_LINE: Final = re.compile(
    r"^\s*(?:(?P<seq>\d+)\s*[.:]\s*)?(?P<digits>[0-9a-fA-F \t-]+?)\s*/\s*(?P<check>[0-9a-fA-F]{2})\s*$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """One link of a case's chain.

    Attributes:
        case: the id of the case.
        seq: the number of the entry.
        hash: of that entry, 64 hexadecimal digits.
    """

    case: str
    seq: int
    hash: str

    def statement(self) -> bytes:
        """The four lines that signatures and timestamps are over; anybody can write them anew from a head."""
        return f"onrecord head 1\ncase {self.case}\nentry {self.seq}\nhash {self.hash}\n".encode("ascii")

    def note(self) -> str:
        """Two lines to write down by hand, each ending with a check on its digits.

        For example `1042: 9f3a 1c22 … / 5e`. A slip of the pen is found by line when the note is read back.
        """
        size = _GROUP * _GROUPS_A_LINE
        lines = []
        for place in range(0, len(self.hash), size):
            digits = self.hash[place : place + size]
            groups = " ".join(digits[start : start + _GROUP] for start in range(0, size, _GROUP))
            label = f"{self.seq}: " if place == 0 else " " * len(f"{self.seq}: ")
            lines.append(f"{label}{groups} / {_check(digits, self.seq)}")
        return "\n".join(lines)


def read_note(note: str) -> tuple[int, str]:
    """The entry and hash that somebody wrote down as `Head.note` gave it; spaces, dashes and capitals don't matter.

    Raises:
        UsageError: it isn't a note, or its digits don't agree with their check.
    """
    lines = [line for line in note.splitlines() if line.strip()]
    found = [_LINE.match(line) for line in lines]
    if len(found) != 2 or found[0] is None or found[1] is None or found[0]["seq"] is None:
        raise UsageError(
            "A note of a head is two lines such as `1042: 9f3a 1c22 … / 5e`, the second without the entry's number."
        )
    seq = int(found[0]["seq"])
    digits = [re.sub(r"[ \t-]", "", match["digits"]).lower() for match in found if match is not None]
    for number, (match, line) in enumerate(zip(found, digits, strict=True), start=1):
        if len(line) != _GROUP * _GROUPS_A_LINE or match is None or _check(line, seq) != match["check"].lower():
            raise UsageError(f"There is a slip in line {number} of the note: its digits and its check don't agree.")
    return seq, "".join(digits)


def _check(digits: str, seq: int) -> str:
    return hashlib.sha256(f"{seq} {digits}".encode("ascii")).hexdigest()[:_CHECK]
