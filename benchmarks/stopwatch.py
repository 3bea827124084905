"""How a run's time divides over its functions."""

import functools
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any


class Stopwatch:
    """Processor seconds spent in watched functions, each net of the watched ones that it calls.

    Attributes:
        seconds: by the names given to `watching`.
        calls: likewise.
    """

    def __init__(self, clock: Callable[[], float] = time.process_time) -> None:
        self._clock = clock
        self._inner: list[float] = []  # for each watched call under way, what its watched callees took
        self.seconds: dict[str, float] = {}
        self.calls: dict[str, int] = {}

    @contextmanager
    def watching(self, places: Mapping[str, tuple[object, str]]) -> Iterator[None]:
        """Watch functions where they are looked up.

        Args:
            places: for each name the module or class, and the function's name there.

        Raises:
            AttributeError: there is no such function; the code moved, and the benchmark must follow.
        """
        before: list[tuple[object, str, Any]] = []
        try:
            for name, (owner, attribute) in places.items():
                function = getattr(owner, attribute)
                before.append((owner, attribute, function))
                self.seconds.setdefault(name, 0.0)
                self.calls.setdefault(name, 0)
                setattr(owner, attribute, self._watched(name, function))
            yield
        finally:
            for owner, attribute, function in reversed(before):
                setattr(owner, attribute, function)

    def _watched(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def watched(*args: Any, **options: Any) -> Any:  # noqa: ANN401  stands in for functions of any signature
            self._inner.append(0.0)
            began = self._clock()
            try:
                return function(*args, **options)
            finally:
                took = self._clock() - began
                self.seconds[name] += took - self._inner.pop()
                self.calls[name] += 1
                if self._inner:
                    self._inner[-1] += took

        return watched
