"""PLOVER's political events between a marked source and target: how often they are read as a fitting response.

`plover.yaml` says which acts fit which root. Of the sentences of a root,

- `ROOT.read`: in how many a fitting response is read whose `who` (for allegations: alleged perpetrator) shares a word
  with the marked source: the figure.
- `ROOT.between`: in how many its addressee or subject (`to`, `about`; victim) also shares a word with the target.
- `ROOT.by_anybody`: in how many a fitting response is read, whosever.
- `ROOT.fits`: of the sentences, of whatever root, that are so read for this root, how many are of it (precision).

`all` pools the roots asked for. No model was trained on these sentences; roots are of a sentence's marked pair, and a
sentence may hold other events beside, which `fits` counts as wrong.
"""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from training.score.files import Line
from training.score.frames import filler_spans
from training.score.tally import Scores
from training.score.words import Words

_TAGS = re.compile(r"<(/?)([st])>")
_MARKUP = re.compile(r"\(((?:SRC|TAR|EVT)(?:/(?:SRC|TAR|EVT))*): ([^()]*)\)")
Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with an event between a marked source and a marked target.

    Attributes:
        root: PLOVER's root, in its current name.
    """

    id: str
    text: str
    source: tuple[Run, ...]
    target: tuple[Run, ...]
    root: str


@dataclass(frozen=True, slots=True)
class Fit:
    """The acts that fit a root."""

    responses: frozenset[str]
    allegations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mapped:
    """The mapping in `plover.yaml`."""

    asked: tuple[str, ...]
    roots: Mapping[str, Fit]
    older_names: Mapping[str, str]


@cache
def mapping() -> Mapped:
    """Which acts answer to which root."""
    data = yaml.safe_load((Path(__file__).parent / "plover.yaml").read_text(encoding="utf-8"))
    roots = {
        root: Fit(frozenset(acts.get("responses", ())), frozenset(acts.get("allegations", ())))
        for root, acts in data["roots"].items()
    }
    return Mapped(tuple(data["asked"]), roots, data["older_names"])


def sentences(table: str) -> list[Sentence]:
    """The marked sentences of Zero-Shot-PLOVER's table that mark a source and a target.

    Args:
        table: tab-separated text with the columns `marked_sentence` (`<s>…</s>`, `<t>…</t>`) and `gold_root`.
    """
    found = []
    for number, row in enumerate(csv.DictReader(io.StringIO(table), delimiter="\t")):
        text, spans = _unmark(row["marked_sentence"])
        if spans["s"] and spans["t"]:
            found.append(Sentence(f"train-{number}", text, tuple(spans["s"]), tuple(spans["t"]), row["gold_root"]))
    return found


def records(content: str) -> list[Sentence]:
    """The gold-standard records whose markup, taken off, gives their text, and that mark a source and a target.

    Args:
        content: JSON array of records with `event`, `text` and `textInfo.markup` (`(SRC: …)`, `(TAR: …)`, `(EVT: …)`).
    """
    found = []
    for number, record in enumerate(json.loads(content)):
        info = record.get("textInfo")
        if not isinstance(info, Mapping) or not info.get("markup"):
            continue
        text, source, target = _strip(info["markup"])
        if text == record["text"] and source and target:
            root = mapping().older_names.get(record["event"], record["event"])
            found.append(Sentence(f"record-{number}", text, source, target, root))
    return found


def score(gold: Sequence[Sentence], readings: Mapping[str, Line]) -> Scores:
    """Rates over the sentences of each mapped root; one without reading counts as one that found nothing."""
    scores = Scores()
    asked = mapping().asked
    for root in (*asked, "all", *(root for root in mapping().roots if root not in asked)):
        for part in ("read", "between", "by_anybody", "fits"):
            scores.rate(f"{root}.{part}", hit=0, of=0)
    for sentence in gold:
        reading, words = readings.get(sentence.id, {}), Words(sentence.text)
        for root, fit in mapping().roots.items():
            pairs = _readings_of(fit, reading, sentence, words)
            read = any(by_source for by_source, _ in pairs)
            is_root = sentence.root == root
            for name in (root, "all") if root in asked else (root,):
                scores.rate(f"{name}.read", hit=is_root and read, of=is_root)
                scores.rate(f"{name}.between", hit=is_root and any(map(all, pairs)), of=is_root)
                scores.rate(f"{name}.by_anybody", hit=is_root and bool(pairs), of=is_root)
                scores.rate(f"{name}.fits", hit=is_root and read, of=read)
    return scores


def _readings_of(fit: Fit, reading: Line, sentence: Sentence, words: Words) -> list[tuple[bool, bool]]:
    """For every fitting finding: whether it is the source's, and whether it is about the target."""
    source, target = ({n for run in side for n in words.touched(run)} for side in (sentence.source, sentence.target))
    kinds = (
        ("responses", fit.responses, ("who",), ("to", "about")),
        ("allegations", fit.allegations, ("alleged_perpetrators",), ("victims",)),
    )
    pairs = []
    for findings, acts, doers, others in kinds:
        for finding in reading.get(findings) or []:
            if finding["act"] in acts and finding["status"] != "negated":
                by, of = (
                    {n for role in roles for span in filler_spans(finding, role) for n in words.touched(span)}
                    for roles in (doers, others)
                )
                pairs.append((bool(by & source), bool(of & target)))
    return pairs


def _unmark(marked: str) -> tuple[str, dict[str, list[Run]]]:
    """The text without tags, and what each kind of tag encloses."""
    text, spans, opened, at = "", {"s": list[Run](), "t": list[Run]()}, dict[str, int](), 0
    for tag in _TAGS.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        closing, kind = tag.groups()
        if not closing:
            opened[kind] = len(text)
        elif kind in opened:
            spans[kind].append((opened.pop(kind), len(text)))
    return text + marked[at:], spans


def _strip(markup: str) -> tuple[str, tuple[Run, ...], tuple[Run, ...]]:
    """The text without markup, and the runs that it marks as source and as target."""
    text, source, target, at = "", list[Run](), list[Run](), 0
    for mark in _MARKUP.finditer(markup):
        text += markup[at : mark.start()]
        at = mark.end()
        run = (len(text), len(text) + len(mark.group(2)))
        text += mark.group(2)
        kinds = mark.group(1).split("/")
        if "SRC" in kinds:
            source.append(run)
        if "TAR" in kinds:
            target.append(run)
    return text + markup[at:], tuple(source), tuple(target)
