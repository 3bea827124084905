"""How often each act is read as it is told.

    python -m benchmarks.acts CORPORA

On the articles of frames dev, which no training saw, by the scorer's rule of which finding meets which frame. `read`
counts findings of an act. Of them `so told` have that act in the gold; `told as` are frames of other acts, which; the
rest meet no frame. `missed` are frames of the act that were not read as it. An act of few frames tells little.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from training.score.files import Line, read_lines
from training.score.frames import FRAMES, meet_triggers
from training.score.shipped import open_reader, read_texts
from training.score.words import Words


@dataclass(slots=True)
class Act:
    """What became of one act's findings and frames."""

    read: int = 0
    so_told: int = 0
    told_as: Counter[str] = field(default_factory=Counter)
    told: int = 0

    @property
    def missed(self) -> int:
        """Frames of the act that no finding of it meets."""
        return self.told - self.so_told


def acts(found: Sequence[Line], wanted: Sequence[Line], words: Words, into: dict[str, Act]) -> None:
    """Add one article's findings and frames of a kind."""
    met = meet_triggers(found, wanted, words)
    for frame in wanted:
        into.setdefault(frame["act"], Act()).told += 1
    for number, finding in enumerate(found):
        act = into.setdefault(finding["act"], Act())
        act.read += 1
        if number in met:
            theirs = wanted[met[number]]["act"]
            if theirs == finding["act"]:
                act.so_told += 1
            else:
                act.told_as[theirs] += 1


def main() -> None:
    """Read the articles and print a table for abuse and one for responses."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpora", type=Path)
    gold = read_lines(parser.parse_args().corpora / "frames/dev.jsonl.gz")
    readings = read_texts(open_reader(None), {str(line["id"]): line["text"] for line in gold}, name="frames")
    for name, frame in FRAMES.items():
        counted: dict[str, Act] = {}
        for line in gold:
            wanted = [item for item in line["frames"] if item["frame"] == name]
            found = readings[str(line["id"])].get(frame.findings) or []
            acts(found, wanted, Words(line["text"]), counted)
        print(f"{name:18}{'read':>6}{'so told':>9}{'missed':>8}  told as")
        for word, act in sorted(counted.items(), key=lambda item: -item[1].read):
            share = f"{100 * act.so_told / act.read:.0f} %" if act.read else "–"
            others = ", ".join(f"{other} {count}" for other, count in act.told_as.most_common(4))
            print(f"{word:18}{act.read:6}{share:>9}{act.missed:8}  {others}")
        print()


if __name__ == "__main__":
    main()
