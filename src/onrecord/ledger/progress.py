"""How work on many things tells how far it is."""

from collections.abc import Callable

Told = Callable[[int, int], None]
"""Told of each thing that is done, an original or a file: which one, of how many."""


def untold(done: int, of: int, /) -> None:
    """Nobody is told."""
