"""The measurements, each a function that returns its figures as a frozen value."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import articles, encoders
from benchmarks.stopwatch import Stopwatch
from benchmarks.timing import Times, side_by_side
from onrecord import acquire, resolve
from onrecord.acquire import Options, opening
from onrecord.read import Reader, decode, reader
from onrecord.read.encode import encode
from onrecord.read.model import Model, load
from onrecord.records import Failure, Report
from onrecord.runs.local import read_sources

MB = 1_000_000

ENCODER = "encoder (onnxruntime)"
# Where time may go within `Reader.read`, by where the functions are looked up; each is net of those inside it.
INSIDE: dict[str, tuple[object, str]] = {
    "words and pieces": (reader, "encode"),
    ENCODER: (Model, "hidden"),
    "best paths": (decode, "best_paths"),
    "roles": (decode, "role_scores"),
    "other heads, decoding": (reader, "decode"),
}
AROUND: dict[str, tuple[object, str]] = {
    "page to text": (opening, "html_of"),
    "language": (opening, "language_of"),
    "other opening": (acquire, "open_item"),
    "resolve": (resolve, "resolve"),
}


class BenchmarkError(Exception):
    """A measurement that would mislead: something was not read, or a process failed."""


@dataclass(frozen=True, slots=True)
class EndToEnd:
    """Pages to readings, for one and more processes.

    Attributes:
        amount: articles read in each repeat.
        whole: seconds from the first call to the last reading, by number of processes, starts included.
        running: the same once every process is at work: from the first `skipped` readings on.
        skipped: articles not counted in `running`.
    """

    amount: int
    whole: dict[int, Times]
    running: dict[int, Times]
    skipped: int

    def rate(self, jobs: int, *, running: bool = True, median: bool = False) -> float:
        """Articles a second."""
        if running:
            return (self.amount - self.skipped) / self.running[jobs].seconds("wall", median=median)
        return self.amount / self.whole[jobs].seconds("wall", median=median)


def end_to_end(
    folder: Path, *, weights: Path | None, amount: int, repeats: int, jobs: Sequence[int] = (1, 2)
) -> EndToEnd:
    """Articles a second from HTML files to readings."""
    sources = articles.write_pages(folder, amount)
    skipped = min(amount // 4, 8 * max(jobs))
    started: dict[int, list[float]] = {n: [] for n in jobs}

    def read(n: int) -> None:
        arrived = [time.perf_counter()]
        for result in read_sources(sources, options=Options(), jobs=n, weights=weights):
            _expect_read(result)
            arrived.append(time.perf_counter())
        started[n].append(arrived[-1] - arrived[skipped])

    whole = side_by_side({str(n): (lambda n=n: read(n)) for n in jobs}, repeats=repeats)  # type: ignore[misc]  # mypy can't type a default
    # the first entry is the untimed run
    running = {n: Times(tuple(started[n][1:]), tuple(started[n][1:])) for n in jobs}
    return EndToEnd(amount, {n: whole[str(n)] for n in jobs}, running, skipped)


@dataclass(frozen=True, slots=True)
class Encoders:
    """The same windows through several encoders, on one thread each.

    Attributes:
        pieces: wordpieces in a repeat.
        times: by encoder; the first is the reader's own.
        likeness: mean cosine between the int8 reader's hidden states and the fp32 twin's: that they are the same.
        difference: largest difference between the twin's hidden states by onnxruntime and by torch, None without torch.
    """

    pieces: int
    times: dict[str, Times]
    likeness: float
    difference: float | None

    def rate(self, name: str, *, median: bool = False) -> float:
        """Wordpieces a second of processor time."""
        return self.pieces / self.times[name].seconds("cpu", median=median)


def compare_encoders(
    weights: Path | None, *, amount: int, repeats: int, peer: encoders.Shape = encoders.BERT_BASE
) -> Encoders:
    """The reader's int8 encoder, its fp32 twin, and a random one of the peers' shape."""
    model = load(weights)
    with np.load(weights or _shipped(), allow_pickle=False) as archive:
        twin = encoders.dequantised(archive["encoder"].tobytes())
    other = encoders.random_parameters(peer)
    own = encoders.by_session(model.session)
    named: dict[str, encoders.Encode | None] = {
        "reader, int8, onnxruntime": own,
        "reader, fp32, onnxruntime": encoders.by_onnxruntime(twin, like=model.session),
        "reader, fp32, torch": encoders.by_torch(twin),
        "BERT-base shape, fp32, onnxruntime": encoders.by_onnxruntime(other, like=model.session),
        "BERT-base shape, fp32, torch": encoders.by_torch(other),
    }
    present = {name: run for name, run in named.items() if run is not None}
    windows = encoders.inputs(model, amount)
    pieces, features = windows[0]
    exact = present["reader, fp32, onnxruntime"](pieces, features)[0]
    torch = named["reader, fp32, torch"]
    return Encoders(
        pieces=sum(len(window[0]) - 2 for window, _ in windows),
        times=side_by_side(
            {name: (lambda run=run: [run(*window) for window in windows]) for name, run in present.items()},  # type: ignore[misc]  # as above
            repeats=repeats,
        ),
        likeness=_cosine(own(pieces, features)[0], exact),
        difference=None if torch is None else float(np.abs(torch(pieces, features)[0] - exact).max()),
    )


def _cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(np.mean((a * b).sum(1) / (np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1))))


def _shipped() -> Path:
    import onrecord.read

    return Path(onrecord.read.__file__).parent / "weights" / "reader.npz"


@dataclass(frozen=True, slots=True)
class Shares:
    """Where the time of a run goes.

    Attributes:
        pieces: unique wordpieces, those in two windows counted once.
        times: of reading without a watch.
        seconds: by part, measured in a run of its own.
    """

    pieces: int
    times: Times
    seconds: dict[str, float]

    def rate(self, *, median: bool = False) -> float:
        """Unique wordpieces a second of processor time."""
        return self.pieces / self.times.seconds("cpu", median=median)

    def share(self, part: str) -> float:
        """Of all that was measured."""
        return self.seconds[part] / sum(self.seconds.values())


def inside_reader(weights: Path | None, *, amount: int, repeats: int) -> Shares:
    """`Reader.read` on articles as text: unique wordpieces a second on one core, and its parts."""
    one = Reader(weights)
    reports = [report_of("\n\n".join(articles.article(n)), f"article {n}") for n in range(amount)]
    tokenizer = load(weights).tokenizer

    def read() -> None:
        for report in reports:
            one.read(report)

    times = side_by_side({"read": read}, repeats=repeats)["read"]
    watch = Stopwatch()
    with watch.watching({**INSIDE, "records, telling, rules": (Reader, "read")}):
        read()
    return Shares(sum(len(encode(r.text, tokenizer).pieces) for r in reports), times, watch.seconds)


def inside_run(folder: Path, *, weights: Path | None, amount: int) -> Shares:
    """From HTML files to readings in one process: the parts, openers included."""
    sources = articles.write_pages(folder, amount)
    tokenizer = load(weights).tokenizer
    pieces = 0

    def read() -> None:
        nonlocal pieces
        pieces = 0
        for result in read_sources(sources, options=Options(), jobs=1, weights=weights):
            pieces += len(encode(_expect_read(result), tokenizer).pieces)

    watch = Stopwatch()
    read()  # what is loaded once is loaded
    with watch.watching({**INSIDE, "records, telling, rules": (Reader, "read"), **AROUND}):
        times = side_by_side({"read": read}, repeats=1, warm=False)["read"]
    return Shares(pieces, times, watch.seconds)


@dataclass(frozen=True, slots=True)
class Growth:
    """Cost by length.

    Attributes:
        seconds: processor seconds by length in code points.
        slope: of log cost over log length; 1.0 is linear, 2.0 quadratic.
    """

    seconds: dict[int, float]
    slope: float


def growth(weights: Path | None, *, smallest: int, steps: int, at_least_s: float = 1.0) -> Growth:
    """`Reader.read` on texts of `smallest` code points and of twice, four times … that, `steps` doublings in all.

    Short texts are read again until they took `at_least_s`, and the least time counts.
    """
    one = Reader(weights)
    one.read(report_of(articles.long_text(smallest), "warming up"))
    seconds: dict[int, float] = {}
    for step in range(steps + 1):
        size = smallest * 2**step
        report = report_of(articles.long_text(size), f"{size} code points")
        taken: list[float] = []
        while not taken or sum(taken) < at_least_s:
            began = time.process_time()
            one.read(report)
            taken.append(time.process_time() - began)
        seconds[size] = min(taken)
    return Growth(seconds, slope_of(seconds))


def slope_of(seconds: dict[int, float]) -> float:
    """Slope of the least-squares line through log length and log cost."""
    slope, _ = np.polyfit(np.log(list(seconds)), np.log(list(seconds.values())), 1)
    return float(slope)


@dataclass(frozen=True, slots=True)
class Memory:
    """Peak resident memory of fresh processes, in bytes.

    Attributes:
        loaded: with the reader loaded, one sentence read.
        pages: by number of articles read from HTML.
        texts: by bytes of one text.
    """

    loaded: int
    pages: dict[int, int]
    texts: dict[int, int]

    @property
    def growth(self) -> float:
        """Bytes of memory for each further byte of text, between the shortest and the longest."""
        shortest, longest = min(self.texts), max(self.texts)
        return (self.texts[longest] - self.texts[shortest]) / (longest - shortest)


def memory(folder: Path, *, weights: Path | None, pages: Sequence[int], sizes: Sequence[int]) -> Memory:
    """Peak memory of one process, each figure from a process of its own."""
    sources = articles.write_pages(folder / "pages", max(pages))
    short = folder / "short.txt"
    short.write_text(articles.long_text(300), encoding="utf-8")
    texts: dict[int, int] = {}
    for size in sizes:
        path = folder / f"{size}.txt"
        path.write_text(articles.repeated_text(size, period=reader.STRETCH), encoding="utf-8")
        texts[path.stat().st_size] = peak_of([str(path)], weights=weights, remember=True)
    return Memory(
        loaded=peak_of([str(short)], weights=weights),
        pages={n: peak_of(sources[:n], weights=weights) for n in pages},
        texts=texts,
    )


def peak_of(sources: list[str], *, weights: Path | None, remember: bool = False) -> int:
    """Peak memory of a fresh process that reads `sources` one by one.

    Raises:
        BenchmarkError: it failed, or did not read all of them.
    """
    command = [sys.executable, "-m", "benchmarks.one_process", *sources]
    command += ["--weights", str(weights)] if weights is not None else []
    command += ["--remember"] if remember else []
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent)
    if ended.returncode != 0:
        raise BenchmarkError(f"The process that reads {sources[0]} ended with {ended.returncode}:\n{ended.stderr}")
    told = json.loads(ended.stdout)
    if told["failed"] or told["read"] != len(sources):
        raise BenchmarkError(f"Of {len(sources)} sources {told['read']} were read and {told['failed']} failed.")
    return int(told["peak_bytes"])


def report_of(text: str, name: str) -> Report:
    """A report with nothing but its text."""
    return Report(id=name, source=name, text=text, language="en")


def _expect_read(result: object) -> str:
    """The text that was read."""
    if isinstance(result, Failure):
        raise BenchmarkError(f"{result.source} was not read: {result.message}")
    text: str = result.report.text  # type: ignore[attr-defined]  # a Reading, since it is no Failure
    return text
