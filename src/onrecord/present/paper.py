"""What a brief is printed on."""

from enum import StrEnum


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    LETTER = "letter"
