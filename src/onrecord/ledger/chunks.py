"""Chunks of bytes, of any size, read as a file is."""

import io
from collections.abc import Iterable
from typing import Any


class ChunkStream(io.RawIOBase):
    """Chunks as a file; holds one at a time. Whatever their iterator raises, a read raises."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        super().__init__()
        self._chunks = iter(chunks)
        self._left = b""

    def readable(self) -> bool:  # noqa: D102 - as in io
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - any writable buffer
        """Fill `buffer` with what comes next; the number of bytes, 0 at the end."""
        while not self._left:
            try:
                self._left = next(self._chunks)
            except StopIteration:
                return 0
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size
