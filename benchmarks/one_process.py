"""Read sources in a process of its own and tell how much memory that took: `python -m benchmarks.one_process`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.acquire import Options
from onrecord.present.pieces import to_pieces
from onrecord.read.model import Model
from onrecord.records import Failure
from onrecord.runs import LongReading, read_sources

# Windows kept while remembering: those of one stretch of text, with room.
REMEMBERED = 1_000


def peak_bytes() -> int:
    """Most memory that this process ever held resident."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass  # not Linux; getrusage tells, though on Linux it would count the parent's memory too
    import resource  # not on Windows, where nothing above answered either

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def remember() -> None:
    """Let the encoder answer a window that it has seen with what it answered then.

    On text that repeats this spares the encoder's time and nothing else: everything after the encoder, and whatever
    is kept, is as if every window had been computed. The price is a constant, the remembered states.
    """
    compute = Model.hidden
    seen: dict[bytes, NDArray[np.float32]] = {}

    def hidden(self: Model, pieces: NDArray[np.int64], features: NDArray[np.int64]) -> NDArray[np.float32]:
        key = pieces.tobytes() + features.tobytes()
        if key not in seen:
            answer = compute(self, pieces, features)
            if len(seen) >= REMEMBERED:
                return answer
            seen[key] = answer
        return seen[key]

    Model.hidden = hidden  # type: ignore[method-assign]  # this process does nothing else


def measure(sources: list[str], *, weights: Path | None) -> dict[str, Any]:
    """Read everything, write it to nowhere, keep nothing, and count."""
    read = failed = characters = findings = 0
    for result in read_sources(sources, options=Options(), jobs=1, weights=weights):
        if isinstance(result, Failure):
            failed += 1
            continue
        read += 1
        for _ in to_pieces(result):
            pass
        if isinstance(result, LongReading):
            characters += result.count("text")
            findings += sum(map(result.count, ("entities", "attributions", "allegations", "responses")))
            continue
        characters += len(result.report.text)
        findings += sum(map(len, (result.entities, result.attributions, result.allegations, result.responses)))
    return {
        "read": read,
        "failed": failed,
        "characters": characters,
        "findings": findings,
        "peak_bytes": peak_bytes(),
    }


def main() -> None:
    """Read what the arguments name, and print what it took as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="*", help="none: only load the reader")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--remember", action="store_true", help="compute each distinct window once")
    options = parser.parse_args()
    if options.remember:
        remember()
    print(json.dumps(measure(options.sources, weights=options.weights)))


if __name__ == "__main__":
    main()
