"""The board: a roster, and what was found of each one's response."""

from onrecord.weigh.board.cells import board
from onrecord.weigh.board.narrowed import confirmed_only, only_about
from onrecord.weigh.board.scope import is_told, with_parts
from onrecord.weigh.board.support import is_concern

__all__ = ["board", "confirmed_only", "is_concern", "is_told", "only_about", "with_parts"]
