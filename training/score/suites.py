"""Suites: which corpus is read, and which scorers judge the readings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from training.score import attributions, calibration, chains, cofenet, frames, gum, plover
from training.score.calibration import Bin, Outcome
from training.score.files import Line, read_lines, read_text
from training.score.tally import Scores

Readings = Mapping[str, Line]


@dataclass(frozen=True, slots=True)
class Suite:
    """One corpus's dev part, loaded.

    Attributes:
        files: the corpora files that it holds, relative to the corpora folder.
        texts: id to text of every report to read, in order.
        scorers: prefix of the figures' names ("" for none) to what scores the readings.
        outcomes: kind of finding to what tells right ones from wrong.
    """

    name: str
    files: tuple[str, ...]
    texts: Mapping[str, str]
    scorers: Mapping[str, Callable[[Readings], Scores]]
    outcomes: Mapping[str, Callable[[Readings], Sequence[Outcome]]] = field(default_factory=dict)


@dataclass(slots=True)
class Results:
    """What came out of all suites.

    Attributes:
        readers: `name@version` of whatever made the readings.
        weights: SHA-256 of the weights file; None where kept readings are scored.
        reliability: kind of finding to the bins of its scores.
    """

    readers: set[str] = field(default_factory=set)
    weights: str | None = None
    scores: Scores = field(default_factory=Scores)
    reliability: dict[str, list[Bin]] = field(default_factory=dict)

    def figures(self) -> dict[str, float | None]:
        """Name to figure in per cent: F1, rates, and `calibration.KIND`, the expected calibration error."""
        errors = {f"calibration.{kind}": calibration.expected_error(bins) for kind, bins in self.reliability.items()}
        return {**self.scores.figures(), **errors}

    def details(self) -> dict[str, dict[str, float]]:
        """Name to what lies behind the figure: precision, recall and gold of an F1, the chances of a rate."""
        return {
            name: {"precision": tally.precision, "recall": tally.recall, "gold": tally.gold}
            for name, tally in self.scores.tallies.items()
        } | {name: {"of": rate.of} for name, rate in self.scores.rates.items()}


def judge(suite: Suite, readings: Readings, results: Results) -> None:
    """Score one suite's readings into the results."""
    for prefix, scorer in suite.scorers.items():
        scores = scorer(readings)
        named = Scores(
            {f"{prefix}{name}": tally for name, tally in scores.tallies.items()},
            {f"{prefix}{name}": rate for name, rate in scores.rates.items()},
        )
        results.scores.add(named)
    for kind, outcomes in suite.outcomes.items():
        results.reliability[kind] = calibration.reliability(outcomes(readings))


def polnear(corpora: Path) -> Suite:
    """Attributions on raw documents."""
    file = "polnear/dev.jsonl.gz"
    gold = read_lines(corpora / file)
    return Suite(
        "polnear",
        (file,),
        _texts(gold),
        {"attributions.": partial(attributions.score, gold)},
        {"attribution": partial(calibration.attribution_outcomes, gold)},
    )


def cofenet_cut(corpora: Path) -> Suite:
    """Attributions on the instances that published figures are measured on."""
    files = ("polnear/cofenet-dev.txt.gz", "polnear/dev.jsonl.gz")
    cut = list(cofenet.instances(*(read_lines(corpora / file) for file in files)))
    texts = {instance.id: instance.text for instance in cut}
    return Suite("cofenet", files, texts, {"cofenet.": partial(cofenet.score, cut)})


def frames_dev(corpora: Path) -> Suite:
    """Allegations, responses and on whose word they are told."""
    file = "frames/dev.jsonl.gz"
    gold = read_lines(corpora / file)
    return Suite(
        "frames",
        (file,),
        _texts(gold),
        {"": partial(frames.score, gold), "chains.": partial(chains.score, gold)},
        {
            "allegation": partial(calibration.frame_outcomes, gold, frame="abuse"),
            "response": partial(calibration.frame_outcomes, gold, frame="response"),
        },
    )


def plover_sentences(corpora: Path) -> Suite:
    """Political events between marked actors, from two sources."""
    files = ("plover/train.tsv", "plover/gsr.json")
    found = plover.sentences(read_text(corpora / files[0]))
    records = plover.records(read_text(corpora / files[1]))
    return Suite(
        "plover",
        files,
        {sentence.id: sentence.text for sentence in (*found, *records)},
        {"plover.": partial(plover.score, found), "plover-records.": partial(plover.score, records)},
    )


def gum_dev(corpora: Path) -> Suite:
    """Entities."""
    file = "gum/dev.jsonl.gz"
    gold = read_lines(corpora / file)
    return Suite("gum", (file,), _texts(gold), {"entities.": partial(gum.score, gold)})


SUITES: Mapping[str, Callable[[Path], Suite]] = {
    "polnear": polnear,
    "cofenet": cofenet_cut,
    "frames": frames_dev,
    "plover": plover_sentences,
    "gum": gum_dev,
}


def _texts(gold: Sequence[Line]) -> dict[str, str]:
    """Each report once, however many annotators it has."""
    return {str(line["id"]): line["text"] for line in gold}
