"""Decoding biases, told thresholds and calibration, chosen on dev.

    python -m training.tune CORPORA --weights build/training/untuned.npz [--out training/decoding.json]

The encoder runs once a window; after that each setting costs only decoding. Biases move the balance between finding
and missing; they are chosen one at a time, in the order of `OBJECTIVES`, by the figures named there; of equals, the one
nearest to zero. What is chosen on dev flatters dev a little: some thirty numbers over 132 documents. Calibration is a
logistic regression on the decoder's margins, fitted to what hits on dev.
"""

import argparse
import copy
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.present.contract import to_object
from onrecord.read import Reader
from onrecord.read.model import Model, load
from onrecord.read.telling import WAYS
from onrecord.records import Reading, Report
from onrecord.resolve.actors import resolve_actors
from training.score import attributions, calibration, chains, frames
from training.score.files import Line, read_lines

Settings = dict[str, Any]
Found = Mapping[str, Line]


@dataclass(frozen=True, kw_only=True)
class Cached(Model):
    """A model that remembers each window's hidden states."""

    cache: dict[bytes, NDArray[np.float32]] = field(default_factory=dict)

    def hidden(self, pieces: NDArray[np.int64], features: NDArray[np.int64]) -> NDArray[np.float32]:
        """Hidden states, from memory where the window was seen."""
        key = pieces.tobytes() + features.tobytes()
        if key not in self.cache:
            self.cache[key] = super().hidden(pieces, features)
        return self.cache[key]


@dataclass(frozen=True, slots=True)
class Dev:
    """Gold lines."""

    attributions: list[Line]
    frames: list[Line]


def read(model: Cached, settings: Settings, lines: list[Line]) -> dict[str, Line]:
    """Readings of the lines' texts under other settings, by id."""
    reader = Reader(model=replace(model, config=settings))
    # only chains need names, and only frames have chains
    named = "frames" in lines[0]
    return {
        str(line["id"]): to_object(resolve_actors(reading) if named else reading)
        for line, reading in _readings(reader, lines)
    }


def _readings(reader: Reader, lines: list[Line]) -> Iterator[tuple[Line, Reading]]:
    for line in {line["id"]: line for line in lines}.values():
        yield line, reader.read(Report(str(line["id"]), "dev", line["text"]))


def attribution_worth(dev: Dev, found: Found) -> float:
    """Sum of the three exact figures and both linked ones: a link counts as much as a span."""
    figures = attributions.score(dev.attributions, found).figures()
    return sum(
        float(figures[n] or 0) for n in ("exact.source", "exact.cue", "exact.content", "linked.exact", "linked.half")
    )


def _frame_worth(frame: str) -> Callable[[Dev, Found], float]:
    def worth(dev: Dev, found: Found) -> float:
        figures = frames.score(dev.frames, found).figures()
        names = (f"{frame}.trigger", f"{frame}.act", f"{frame}.role.all")
        # what is not found is told by nobody: the chains' figures keep recall from being traded away
        told = chains.score(dev.frames, found).figures()
        return sum(float(figures[n] or 0) for n in names) + float(told["told"] or 0) + float(told["innermost"] or 0)

    return worth


def status_worth(dev: Dev, found: Found) -> float:
    """Status F1 of both, less what is given as asserted though it is not: the graver error."""
    figures = frames.score(dev.frames, found).figures()
    worth = float(figures["abuse.status"] or 0) + float(figures["response.status"] or 0)
    return worth - float(figures["abuse.unnegated"] or 0) - float(figures["response.unnegated"] or 0)


def reversal_worth(dev: Dev, found: Found) -> float:
    """Act F1 of responses, less what is read as its contrary; one reversal weighs like three acts in a hundred."""
    figures = frames.score(dev.frames, found).figures()
    return float(figures["response.act"] or 0) - 3 * float(figures["response.reversed"] or 0)


def chain_worth(dev: Dev, found: Found) -> float:
    """Told, innermost and chain, less the hearsay promoted to fact."""
    figures = chains.score(dev.frames, found).figures()
    return sum(float(figures[n] or 0) for n in ("told", "innermost", "chain")) - float(figures["promoted"] or 0)


def search(
    model: Cached, settings: Settings, dev: Dev, path: tuple[str, ...], values: tuple[float, ...],
    worth: Callable[[Dev, Found], float],
) -> None:  # fmt: skip
    """Put the best value at a path of the settings."""
    lines = dev.attributions if worth is attribution_worth else dev.frames
    results = []
    for value in values:
        trial = copy.deepcopy(settings)
        _put(trial, path, value)
        results.append((worth(dev, read(model, trial, lines)), value))
    best, value = max(results, key=lambda result: (result[0], -abs(result[1])))
    _put(settings, path, value)
    print(
        f"{'.'.join(path)} = {value} ({best:.1f}; {' '.join(f'{v}:{w:.1f}' for w, v in results)})",
        file=sys.stderr,
        flush=True,
    )


def _put(settings: Settings, path: tuple[str, ...], value: float) -> None:
    for key in path[:-1]:
        settings = settings.setdefault(key, {})
    settings[path[-1]] = value


def calibrate(model: Cached, settings: Settings, dev: Dev) -> list[list[float]]:
    """Weights of each group's logistic regression: one a feature, then the constant."""
    out = []
    for group, lines in enumerate((dev.attributions, dev.frames, dev.frames)):
        columns = []
        for k in range(3):
            trial = copy.deepcopy(settings)
            # a weight far below one keeps the probability where it can be turned back into the feature
            trial["calibration"] = [[0.02 if i == k else 0.0 for i in range(3)] + [0.0]] * 3
            reader = Reader(model=replace(model, config=trial))
            readings = {str(line["id"]): (to_object(reading), reading) for line, reading in _readings(reader, lines)}
            found = {}
            for name, (line, reading) in readings.items():
                for key in ("attributions", "allegations", "responses"):
                    for item, record in zip(line[key], getattr(reading, key), strict=True):
                        item["score"] = record.score
                found[name] = line
            if group == 0:
                outcomes = calibration.attribution_outcomes(lines, found)
            else:
                outcomes = calibration.frame_outcomes(lines, found, frame="abuse" if group == 1 else "response")
            scores = np.asarray([outcome.score for outcome in outcomes])
            columns.append(np.log(scores / (1 - scores)) / 0.02)
            right = np.asarray([float(outcome.right) for outcome in outcomes])
        out.append(_logistic(np.stack([*columns, np.ones(len(right))], 1), right))
    return out


def _logistic(x: NDArray[np.float64], y: NDArray[np.float64]) -> list[float]:
    """Newton's method with a small ridge."""
    w = np.zeros(x.shape[1])
    ridge = np.diag([1e-2] * x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + ridge @ w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge
        w -= np.linalg.solve(hessian, gradient)
    return [round(float(v), 4) for v in w]


Objective = tuple[tuple[str, ...], tuple[float, ...], Callable[[Dev, Found], float]]
_FOUND: tuple[Objective, Objective] = (
    (("biases", "frame"), (-0.5, 0.0, 0.5, 1.0, 1.5), _frame_worth("abuse")),
    (("biases", "response"), (-0.5, 0.0, 0.5, 1.0, 1.5), _frame_worth("response")),
)
_TOLD: tuple[Objective, ...] = tuple(
    (("told", way), (-4.0, -2.5, -1.5, -0.75, 0.0, 0.75, 1.5, 2.5, 4.0, 6.0), chain_worth) for way in WAYS
)
OBJECTIVES: tuple[Objective, ...] = (
    (("biases", "cue"), (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5), attribution_worth),
    (("biases", "roles", "source"), (-0.5, 0.0, 0.5, 1.0), attribution_worth),
    (("biases", "roles", "content"), (-0.5, 0.0, 0.5, 1.0), attribution_worth),
    *_FOUND,
    *(
        (("biases", "roles", name), (0.0, 0.5, 1.0, 1.5, 2.0), _frame_worth("abuse"))
        for name in ("victims", "alleged_perpetrators", "counts")
    ),
    *(
        (("biases", "roles", name), (0.0, 0.5, 1.0, 1.5, 2.0), _frame_worth("response"))
        for name in ("who", "to", "about")
    ),
    *((("biases", "roles", name), (0.0, 0.5, 1.0, 1.5), _frame_worth("abuse")) for name in ("places", "times")),
    (("biases", "opposed"), (0.0, 1.0, 1.5, 2.0, 2.5, 3.0), reversal_worth),
    (("biases", "status"), (0.0, 0.5, 1.0, 1.5, 2.0), status_worth),
    *_TOLD,
    # once more, with what the others have become
    *_FOUND,
    *_TOLD,
)  # fmt: skip


def main() -> None:
    """Search, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("decoding.json"))
    options = parser.parse_args()
    dev = Dev(
        read_lines(options.corpora / "polnear" / "dev.jsonl.gz"),
        read_lines(options.corpora / "frames" / "dev.jsonl.gz"),
    )
    loaded = load(options.weights)
    model = Cached(**{f.name: getattr(loaded, f.name) for f in fields(Model)})
    settings = copy.deepcopy(loaded.config)
    for path, values, worth in OBJECTIVES:
        search(model, settings, dev, path, values, worth)
    settings["calibration"] = calibrate(model, settings, dev)
    for key in ("name", "form"):  # the export writes them
        settings.pop(key)
    options.out.write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
