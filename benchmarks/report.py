"""What is measured and how it is printed. Exit status 1 where a limit that no machine excuses is missed.

Such limits are memory and linear growth; speeds are printed beside their targets.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import machine, measures
from benchmarks.measures import ENCODER, MB
from onrecord.runs.local import LONG

ARTICLES_A_SECOND = 10.0  # on two cores
PIECES_A_SECOND = 8_000.0  # on one core
MEMORY = 700 * MB
FURTHER = 8.0  # bytes of memory for each further byte of a long text: its bytes, its characters, and little else
STEEPEST = 1.1  # slope of log cost over log length; measuring takes up to 0.05 of what exceeds 1.0


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    articles: int
    windows: int
    repeats: int
    smallest: int
    doublings: int
    pages: tuple[int, ...]
    texts: tuple[int, ...]


QUICK = Size(16, 2, 2, 8_000, 4, (4,), (MB // 4, MB // 2))
USUAL = Size(60, 8, 5, 15_625, 6, (10, 60), (MB, 4 * MB))
LARGE = Size(200, 16, 9, 15_625, 6, (10, 200), (MB, 4 * MB, 16 * MB, 100 * MB))


@dataclass(frozen=True, slots=True)
class Job:
    """What to measure with which weights, and where files may be put."""

    weights: Path | None
    size: Size
    folder: Path


def speed(job: Job) -> bool:
    """Articles a second, end to end."""
    jobs = (1, 2)
    found = measures.end_to_end(
        job.folder, weights=job.weights, amount=job.size.articles, repeats=max(2, job.size.repeats // 2)
    )
    page = Path(job.folder / "00000.html").stat().st_size
    _head(
        "From HTML to readings", f"{found.amount} articles of 750 words, pages of {page // 1000} kB, by the wall clock"
    )
    print(f"  {'processes':<12}{'articles/s':>12}{'(median)':>12}{'with start':>12}")
    for n in jobs:
        print(
            f"  {n:<12}{found.rate(n):>12.2f}{found.rate(n, median=True):>12.2f}{found.rate(n, running=False):>12.2f}"
        )
    print(f"  two processes : one process = {found.rate(2) / found.rate(1):.2f} on {machine.cores()} cores")
    _target("articles/s with two processes", found.rate(2), ARTICLES_A_SECOND)
    return True


def encoder(job: Job) -> bool:
    """The encoder against others."""
    found = measures.compare_encoders(job.weights, amount=job.size.windows, repeats=job.size.repeats)
    own = next(iter(found.times))
    _head("The encoder alone", f"{job.size.windows} windows, {found.pieces} wordpieces, one thread, processor time")
    print(f"  {'encoder':<38}{'wordpieces/s':>14}{'(median)':>12}{'int8 reader is':>18}")
    for name in found.times:
        ratio = "" if name == own else f"{found.rate(own) / found.rate(name):.2f} x as fast"
        print(f"  {name:<38}{found.rate(name):>14.0f}{found.rate(name, median=True):>12.0f}{ratio:>18}")
    if found.difference is None:
        print("  torch not installed: its rows are missing (requirements/training.txt holds it)")
    else:
        print(f"  the same encoder: fp32 by torch differs from onnxruntime's by {found.difference:.1e} at most")
    print(f"  the same encoder: int8 and fp32 hidden states have a mean cosine of {found.likeness:.4f}")
    return True


def inside(job: Job) -> bool:
    """Where the time goes."""
    found = measures.inside_reader(job.weights, amount=job.size.articles, repeats=job.size.repeats)
    _head("Inside the reader", f"{job.size.articles} articles, {found.pieces} unique wordpieces, processor time")
    print(f"  unique wordpieces/s on one core  {found.rate():.0f}  (median {found.rate(median=True):.0f})")
    _target("unique wordpieces/s on one core", found.rate(), PIECES_A_SECOND)
    _parts(found)
    whole = measures.inside_run(job.folder, weights=job.weights, amount=job.size.articles)
    _head("From HTML to readings, by part", "one process, processor time")
    _parts(whole)
    return True


def growth(job: Job) -> bool:
    """Cost by length."""
    found = measures.growth(job.weights, smallest=job.size.smallest, steps=job.size.doublings)
    first = min(found.seconds)
    _head("Cost by length", "one text, processor time")
    print(f"  {'code points':>14}{'length':>10}{'cost':>10}{'kchars/s':>12}")
    for length, seconds in found.seconds.items():
        ratio = seconds / found.seconds[first]
        print(f"  {length:>14,}{length // first:>9}x{ratio:>9.1f}x{length / seconds / 1000:>12.1f}")
    print(f"  slope of log cost over log length {found.slope:.3f} (1.0 is linear)")
    return _limit("slope", found.slope, STEEPEST, "{:.3f}")


def memory(job: Job) -> bool:
    """Peak memory."""
    found = measures.memory(job.folder, weights=job.weights, pages=job.size.pages, sizes=job.size.texts)
    _head("Peak memory of one process", "resident, each in a process of its own")
    print(f"  {'reader loaded':<34}{found.loaded / MB:>8.0f} MB")
    for amount, peak in found.pages.items():
        print(f"  {f'{amount} articles from HTML':<34}{peak / MB:>8.0f} MB")
    for length, peak in found.texts.items():
        print(f"  {f'one text of {length / MB:.2f} MB':<34}{peak / MB:>8.0f} MB{peak / length:>10.1f} x its size")
    print(f"  a further MB of text takes {found.growth:.1f} MB")
    held = _limit("MB for articles", max(found.pages.values()) / MB, MEMORY / MB, "{:.0f}")
    if min(found.texts) < LONG:
        return held  # what is found in texts below it is held until written, and grows with them
    return _limit("MB for a further MB of text", found.growth, FURTHER, "{:.1f}") and held


PARTS: dict[str, Callable[[Job], bool]] = {
    "speed": speed,
    "encoder": encoder,
    "inside": inside,
    "growth": growth,
    "memory": memory,
}


def _head(title: str, how: str) -> None:
    print(f"\n{title}\n  ({how})")


def _target(what: str, found: float, wanted: float) -> None:
    print(f"  {what}: {found:.4g}; target {wanted:.4g}, reached by {100 * found / wanted:.0f} %")


def _limit(what: str, found: float, limit: float, form: str) -> bool:
    held = found <= limit
    print(f"  {what}: {form.format(found)}; limit {form.format(limit)}: {'held' if held else 'MISSED'}")
    return held


def _parts(found: measures.Shares) -> None:
    for name in sorted(found.seconds, key=lambda part: -found.seconds[part]):
        print(f"    {name:<28}{100 * found.share(name):>6.1f} %")
    inside = found.share(ENCODER)
    print(f"  inside onnxruntime {100 * inside:.1f} %, outside {100 * (1 - inside):.1f} %: ", end="")
    print(f"{1 / inside:.2f} times the encoder's own time, which is the limit")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for, print it, and say whether the limits held."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run", description="Speed, memory and growth; docs/explanation/speed.md explains it."
    )
    parser.add_argument("--weights", type=Path, help="weights file; by default the one that comes with the package")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS), metavar="PART")
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--quick", action="store_true", help="about a minute; rough figures")
    amount.add_argument("--large", action="store_true", help="also texts of 16 and 100 MB, and more repeats; an hour")
    options = parser.parse_args(arguments)
    size = QUICK if options.quick else LARGE if options.large else USUAL
    print("onrecord benchmarks")
    for line in machine.describe():
        print(f"  {line}")
    began = time.perf_counter()
    held = True
    for name in options.only:
        with tempfile.TemporaryDirectory() as folder:
            held &= PARTS[name](Job(options.weights, size, Path(folder)))
    print(f"\n{time.perf_counter() - began:.0f} s in all")
    return 0 if held else 1
