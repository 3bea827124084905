"""The board: a roster, and what was found of each one's response."""

from onrecord.weigh.board.cells import board

__all__ = ["board"]
