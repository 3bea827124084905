"""The board: a roster, and what was found of each one's response."""

from onrecord.weigh.board.cells import board
from onrecord.weigh.board.narrowed import confirmed_only, only_about, with_parts

__all__ = ["board", "confirmed_only", "only_about", "with_parts"]
