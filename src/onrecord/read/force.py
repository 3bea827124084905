"""What a source does by saying it: read off the cue's words, from a list kept as data."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from onrecord.records import Force, Manner, Stage

_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)
_WORD = re.compile(r"n't|[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Table:
    negation: tuple[str, ...]
    forces: tuple[tuple[Force, tuple[str, ...]], ...]


@cache
def _table() -> _Table:
    raw = yaml.safe_load((files("onrecord.read") / "data" / "force.yaml").read_text(encoding="utf-8"))
    return _Table(
        tuple(raw["negation"]),
        tuple((Force(name), tuple(stems)) for name, stems in raw["forces"].items()),
    )


def _holds(text: str, entry: str) -> bool:
    """Whether `text`, with a space before each word and after the last, holds an entry of the list."""
    return f" {entry[:-1]}" in text if entry.endswith("*") else f" {entry} " in text


def force_of(cue: str) -> Force:
    """The force of a cue's words.

    Args:
        cue: the words of the cue, its pieces joined by spaces.
    """
    table = _table()
    words = _WORD.findall(_NOT.sub(" n't ", cue.casefold()))
    text = f" {' '.join(words)} "
    if any(_holds(text, word) for word in table.negation):
        return Force.OTHER
    for force, stems in table.forces:
        if any(_holds(text, stem) for stem in stems):
            return force
    return Force.OTHER


def manner_of(quoted: list[bool]) -> Manner:
    """Direct, indirect or mixed, by the share of the content's words that stand in quotation marks.

    Args:
        quoted: one entry a word of the content, punctuation left out.
    """
    share = sum(quoted) / len(quoted) if quoted else 0.0
    # one word of slack: a content's edge often takes a word before or after the marks
    if share == 1.0 or (share > 0.9 and len(quoted) - sum(quoted) <= 1):
        return Manner.DIRECT
    return Manner.INDIRECT if share == 0.0 else Manner.MIXED


_STAGES = (
    (
        Stage.IN_FORCE,
        re.compile(
            r"\b(?:(?:in|into|enter\w* into) force|took effect|signed into law|enact\w*|became law)\b",
            re.I,
        ),
    ),
    (
        Stage.ADOPTED,
        re.compile(
            r"\b(?:adopt\w*|pass(?:ed|es|ing)?|approv\w*|vot(?:ed|es) (?:for|to|in favou?r)|ratif\w*|carried)\b",
            re.I,
        ),
    ),
    (
        Stage.COMMITTEE,
        re.compile(
            r"\b(?:committee|subcommittee|marked up|markup|first reading|second reading)\b",
            re.I,
        ),
    ),
    (
        Stage.INTRODUCED,
        re.compile(
            r"\b(?:introduc\w*|tabl(?:ed|es|ing)|propos\w*|draft\w*|submit\w*|file[ds]?|co-?sponsor\w*|unveil\w*)\b",
            re.I,
        ),
    ),
)


def stage_of(sentence: str, trigger: tuple[int, int]) -> Stage | None:
    """How far a resolution or bill has come, by the words around the trigger; the nearest word wins.

    Args:
        sentence: the trigger's sentence.
        trigger: its range within the sentence.
    """
    best: tuple[int, Stage] | None = None
    for stage, pattern in _STAGES:
        for match in pattern.finditer(sentence):
            distance = max(match.start() - trigger[1], trigger[0] - match.end(), 0)
            if distance <= 60 and (best is None or distance < best[0]):
                best = (distance, stage)
    return None if best is None else best[1]
