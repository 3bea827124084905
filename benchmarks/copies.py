"""Copies: how many are found, how many wrongly joined, and how long it takes.

    python -m benchmarks.copies CORPORA                     # accuracy, on the half of the set that nothing was tuned on
    python -m benchmarks.copies CORPORA --tune              # the other half, over a grid of limits
    python -m benchmarks.copies CORPORA --scale 1000,10000,100000

The set is made from the texts of `CORPORA/polnear/train.jsonl.gz`, see `copies_made.py`. Beside onrecord stands a plain
baseline on the same texts: Jaccard similarity of five-word sets, every pair that shares one compared exactly, joined
from the threshold on that was best on the tuning half. The published figures on NEWS-COPY are of other texts (newswire
out of scanned papers, 1920 to 1977) and only tell what is usual.

The texts for `--scale` are word salad with the corpus's pairs of words, four in ten of them copies: their content means
nothing, and the time is the only thing that they tell.
"""

import argparse
import gzip
import itertools
import json
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from benchmarks import machine
from benchmarks.copies_made import COPIES, KINDS, MIXED, Made, made
from benchmarks.copies_salad import Salad
from benchmarks.copies_scores import Pairs, pairs
from onrecord.weigh.comparison import Limits
from onrecord.weigh.copies import Copies, find_copies

PUBLISHED = "n-grams .440, MinHash .73 to .78, RETSim .83, bi-encoder .915, re-ranked bi-encoder .937"
_WORD = re.compile(r"\w+")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--tune", action="store_true", help="print a grid of limits on the tuning half")
    parser.add_argument("--scale", default="", help="numbers of reports, ascending, between commas")
    parser.add_argument("--show", action="store_true", help="name the pairs that are wrongly joined")
    options = parser.parse_args()
    print("\n".join(machine.describe()))
    texts = articles(options.corpora / "polnear" / "train.jsonl.gz")
    tuning, testing = made(texts[::2], seed=1), made(texts[1::2], seed=2)
    if options.tune:
        tune(tuning)
    elif options.scale:
        scale(texts, [int(each) for each in options.scale.split(",")])
    else:
        accuracy(tuning, testing, show=options.show)


def articles(path: Path) -> list[str]:
    """The corpus's texts in its order; one of those with the same first forty words, an article that it has twice."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return list({tuple(_WORD.findall(text.lower())[:40]): text for text in reversed(texts)}.values())[::-1]


def joined(items: Sequence[Made], limits: Limits | None = None) -> tuple[dict[int, int], Copies]:
    """The clusters that onrecord finds, item → cluster, and all else that it found."""
    copies = find_copies(enumerate(item.report for item in items), limits=limits)
    return clusters(
        len(items), ((cluster.numbers[0], each) for cluster in copies.clusters for each in cluster.numbers)
    ), copies


def clusters(count: int, joins: Iterator[tuple[int, int]]) -> dict[int, int]:
    """Connected components over `count` items, item → its component's lowest item."""
    above = list(range(count))

    def root(item: int) -> int:
        while above[item] != item:
            above[item] = above[above[item]]
            item = above[item]
        return item

    for first, second in joins:
        low, high = sorted((root(first), root(second)))
        above[high] = low
    return {item: root(item) for item in range(count)}


def n_grams(items: Sequence[Made], size: int = 5) -> list[tuple[float, int, int]]:
    """Jaccard similarity of each pair of texts that shares a sequence of `size` words, exactly."""
    sets: list[set[tuple[str, ...]]] = []
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, item in enumerate(items):
        words = _WORD.findall(item.report.text.lower())
        sets.append(set(zip(*(words[start:] for start in range(size)), strict=False)))
        for gram in sets[-1]:
            holders.setdefault(gram, []).append(number)
    shared = Counter(pair for numbers in holders.values() for pair in itertools.combinations(numbers, 2))
    return [(both / (len(sets[a]) + len(sets[b]) - both), a, b) for (a, b), both in shared.items()]


def of_kinds(items: Sequence[Made], found: Mapping[int, int], kinds: Sequence[str]) -> Pairs:
    """Scores over the originals and the texts of some kinds."""
    gold = {number: item.family for number, item in enumerate(items) if item.kind in ("original", *kinds)}
    return pairs(gold, found)


def tune(items: Sequence[Made]) -> None:
    """Scores on the tuning half over a grid of limits."""
    print(f"\n{len(items)} texts of the tuning half")
    print("most least   copies: ARI precision recall   all: ARI precision")
    for most, least in itertools.product((0.7, 0.8, 0.85, 0.9), (0.35, 0.51, 0.6)):
        found, _ = joined(items, replace(Limits(), most=most, least=least))
        copies, every = of_kinds(items, found, COPIES), of_kinds(items, found, KINDS)
        print(
            f"{most:.2f} {least:.2f}          {copies.adjusted_rand:.3f} {copies.precision:.3f}     {copies.recall:.3f}"
            f"      {every.adjusted_rand:.3f} {every.precision:.3f}"
        )


def accuracy(tuning: Sequence[Made], testing: Sequence[Made], *, show: bool) -> None:
    """Scores on the other half, beside the baseline's."""
    threshold = max(
        (each / 100 for each in range(5, 100, 5)),
        key=lambda least: of_kinds(tuning, _baseline(tuning, least), KINDS).adjusted_rand,
    )
    began = time.process_time()
    found, copies = joined(testing)
    took = time.process_time() - began
    plain = _baseline(testing, threshold)
    counts = Counter(item.kind for item in testing)
    print(f"\n{len(testing)} texts: " + ", ".join(f"{counts[kind]} {kind}" for kind in ("original", *KINDS)))
    print(f"onrecord took {took:.1f} s of processor time")
    print(f"\n{'':24}onrecord                   5-gram Jaccard ≥ {threshold:.2f}, tuned")
    print(f"{'kind':24}{'ARI':>6}{'precision':>11}{'recall':>8}  {'ARI':>6}{'precision':>11}{'recall':>8}")
    rows: list[tuple[str, Sequence[str]]] = [(kind, (kind,)) for kind in COPIES]
    rows += [("verbatim to noised", COPIES), ("all, mixed ones apart", KINDS)]
    for name, kinds in rows:
        ours, theirs = of_kinds(testing, found, kinds), of_kinds(testing, plain, kinds)
        print(
            f"{name:24}{ours.adjusted_rand:6.3f}{ours.precision:11.3f}{ours.recall:8.3f}  "
            f"{theirs.adjusted_rand:6.3f}{theirs.precision:11.3f}{theirs.recall:8.3f}"
        )
    related = {(each.first, each.second) for each in copies.passages}
    for kind in MIXED:
        mixed = [(number, item) for number, item in enumerate(testing) if item.kind == kind]
        told = merged = 0
        for number, item in mixed:
            family = [other for other, each in enumerate(testing) if each.family == testing[item.made_from].family]
            merged += found[number] in {found[other] for other in family}
            told += any((min(number, other), max(number, other)) in related for other in family)
        print(f"{kind}: {len(mixed)} texts, {told} told as reuse of a passage, {merged} wrongly joined as copies")
    print(f"\nNEWS-COPY, other texts, ARI as published: {PUBLISHED}")
    if show:
        for first, second in itertools.combinations(range(len(testing)), 2):
            if found[first] == found[second] and testing[first].family != testing[second].family:
                print(first, testing[first].kind, second, testing[second].kind)


def _baseline(items: Sequence[Made], least: float) -> dict[int, int]:
    key = id(items)
    if key not in _GRAMS:
        _GRAMS[key] = n_grams(items)
    return clusters(len(items), ((a, b) for likeness, a, b in _GRAMS[key] if likeness >= least))


_GRAMS: dict[int, list[tuple[float, int, int]]] = {}


def scale(texts: Sequence[str], sizes: Sequence[int]) -> None:
    """Time and memory for growing numbers of reports, read from a file one by one."""
    print(
        f"\n{'reports':>9}{'words':>12}{'wall s':>9}{'cpu s':>9}{'µs cpu/report':>15}{'growth':>8}{'peak MB':>9}"
        f"{'clusters':>10}"
    )
    before = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            with closing(Salad(texts, size, Path(folder) / "texts")) as salad:
                began, busy = time.perf_counter(), time.process_time()
                copies = find_copies(salad, report_of=salad.report)
                wall, cpu = time.perf_counter() - began, time.process_time() - busy
        # Growth: by how many times the time grew for each time that the reports did; 1.0 is linear.
        growth = "" if before is None else f"{(cpu / before[1]) / (size / before[0]):.2f}"
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
        print(
            f"{size:9,}{salad.words:12,}{wall:9.1f}{cpu:9.1f}{cpu / size * 1e6:15.0f}{growth:>8}{peak:9.0f}"
            f"{len(copies.clusters):10,}"
        )
        before = size, cpu


if __name__ == "__main__":
    main()
