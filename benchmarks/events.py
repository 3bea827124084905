"""How often two allegations of one event are found to be, and two of others are not.

    python -m benchmarks.events [CORPORA] [--show] [--training]
    python -m benchmarks.events --scale 1000,10000,100000

Without CORPORA only the pairs of our own writing are measured. `frames/` of CORPORA holds articles with allegations
annotated by hand; which pairs of them are of one event was labelled for this, by offsets; it is measured with the
corpus's names for pronouns and descriptions, and with those that are resolved. `--training` measures on the
pairs on which the weights were set, which flatters them.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path

from benchmarks.events_gold import finding_id, lines_of, material_of
from benchmarks.events_scale import scale
from benchmarks.events_written import Pair, written
from onrecord.read import Reader
from onrecord.records import Status
from onrecord.records.material import Material
from onrecord.records.record import Event
from onrecord.weigh.copies import find_copies
from onrecord.weigh.events import match
from onrecord.weigh.identity import identify
from onrecord.weigh.lineage import trace

WRITTEN = Path(__file__).parent.parent / "tests" / "weigh" / "data" / "events.yaml"
_DATA = Path(__file__).parent / "data"
# Files of the corpus in which the articles of each set of labelled pairs stand.
_FILES = {
    "dev": ("dev",),
    "train": ("train",),
    "train_2": ("train",),
    "train_3": ("train", "train-more"),
    "train_4": ("train", "train-more"),
}


def main() -> None:
    """Print precision and recall with their intervals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, nargs="?")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--training", action="store_true")
    parser.add_argument("--scale", default="")
    options = parser.parse_args()
    if options.scale:
        scale([int(size) for size in options.scale.split(",")])
        return
    cases = written(WRITTEN)
    tell(
        "own writing", [(pair, outcome) for material, pair in cases for outcome in outcomes(material, [pair])], options
    )
    if options.corpora is None:
        print("frames: not measured, no CORPORA given")
        return
    for part in ("train", "train_2", "train_3", "train_4") if options.training else ("dev",):
        for named in (True, False):
            material, pairs = frames(options.corpora, part, named=named)
            name = f"frames/{part}, " + ("names the corpus's" if named else "names as resolved")
            tell(name, list(zip(pairs, outcomes(material, pairs), strict=True)), options)


def frames(corpora: Path, part: str, *, named: bool) -> tuple[Material, list[Pair]]:
    """The articles in which labelled pairs stand, as one case, and the pairs."""
    with (_DATA / f"events_frames_{part}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    wanted = {row[name] for row in rows for name in ("article", "article_2")}
    files = (f"{name}.jsonl.gz" for name in _FILES[part])
    lines = [line for name in files for line in lines_of(corpora / "frames" / name) if line["id"] in wanted]
    pairs = [
        Pair(
            row["label"],
            _finding(row["article"], row["trigger"]),
            _finding(row["article_2"], row["trigger_2"]),
            f"{row['article']} {row['trigger']} | {row['article_2']} {row['trigger_2']}",
        )
        for row in rows
    ]
    return material_of(lines, Reader(), named=named), pairs


def _finding(article: str, trigger: str) -> str:
    return finding_id(article, [int(place) for place in trigger.split("-")])


def outcomes(material: Material, pairs: Iterable[Pair]) -> list[str]:
    """Of each pair what matching makes of it: same, part, denial or other."""
    identities = identify(material)
    copies = find_copies((weighable.number, weighable.report) for weighable in material.reports)
    events = match(material, identities, trace(material, identities, copies))
    of = {allegation.id: event for event in events for allegation in event.allegations}
    told = {allegation.id: allegation for event in events for allegation in event.allegations}
    return [
        _outcome(of[pair.first], of[pair.second], [told[pair.first].status, told[pair.second].status]) for pair in pairs
    ]


def _outcome(first: Event, second: Event, statuses: list[Status]) -> str:
    if first.id == second.id:
        return "same" if statuses[0] is statuses[1] else "denial"
    return "part" if first.id in second.parts or second.id in first.parts else "other"


def tell(name: str, found: Sequence[tuple[Pair, str]], options: argparse.Namespace) -> None:
    """Print what came out for one set of pairs."""
    tally = Counter((pair.label, outcome) for pair, outcome in found)
    print(f"{name}: {len(found)} pairs")
    for label in ("same", "part", "denial"):
        right = tally[label, label]
        claimed = sum(count for (_, outcome), count in tally.items() if outcome == label)
        there = sum(count for (truth, _), count in tally.items() if truth == label)
        print(f"  {label:7} precision {_rate(right, claimed)}   recall {_rate(right, there)}")
    if options.show:
        for pair, outcome in found:
            if pair.label != outcome:
                print(f"    {pair.label} taken for {outcome}: {pair.told}")


def _rate(right: int, of: int) -> str:
    """A share with its 95 % interval, Wilson's."""
    if not of:
        return "none"
    share, z = right / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{share:6.1%} ({right} of {of}; {middle - half:.1%} to {middle + half:.1%})"


if __name__ == "__main__":
    main()
