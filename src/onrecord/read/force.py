"""What a source does by saying it: read off the cue's words, from a list kept as data."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from onrecord.records import Force, Manner, ResponseAct, Stage

_CONTRARY = {ResponseAct.DENY: Force.ACKNOWLEDGE, ResponseAct.ACKNOWLEDGE: Force.DENY}
_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)
_SPACED_NOT = " n't "
_WORD = re.compile(r"n't|[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Table:
    """The list: patterns for a text that has a space before each word and after the last."""

    negation: re.Pattern[str]
    harmless: re.Pattern[str]
    articles: frozenset[str]
    followed: dict[Force, dict[str, Force]]
    forces: tuple[tuple[Force, int, re.Pattern[str]], ...]


def _pattern(entries: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(" " + "[^ ]*".join(map(re.escape, e.split("*"))) + "(?= )" for e in entries))


@cache
def _table() -> _Table:
    raw = yaml.safe_load((files("onrecord.read") / "data" / "force.yaml").read_text(encoding="utf-8"))
    forces = []
    for name, entries in raw["forces"].items():
        for size in sorted({e.count(" ") for e in entries}):
            forces.append((Force(name), size, _pattern(e for e in entries if e.count(" ") == size)))
    return _Table(
        _pattern(raw["negation"]),
        _pattern(raw["harmless"]),
        frozenset(raw["articles"]),
        {Force(k): {begin: Force(v) for begin, v in rules.items()} for k, rules in raw["followed"].items()},
        tuple(forces),
    )


def force_of(cue: str, *, content: str = "") -> Force:
    """The force of a cue's words.

    Args:
        cue: the words of the cue, its pieces joined by spaces.
        content: how the content begins; "asked" urges where it goes on with "to release him".
    """
    force = _force_of(cue.casefold())
    rules = _table().followed.get(force, {})
    begin = content.lstrip(' \n\t“"').casefold()
    return next((other for start, other in rules.items() if begin.startswith(start)), force)


@lru_cache(maxsize=4096)
def _force_of(cue: str) -> Force:
    table = _table()
    if says_nothing(cue):
        return Force.OTHER
    text = _spaced(cue)
    best, rank = Force.OTHER, (-1, False)
    for force, size, pattern in table.forces:
        for match in pattern.finditer(text):
            before = text[: match.start()].rpartition(" ")[2]
            found = (size, before not in table.articles)
            if found > rank:
                best, rank = force, found
    return best


def says_nothing(cue: str) -> bool:
    """Whether a cue tells that somebody does not speak: "did not say", "declined to comment"."""
    table = _table()
    return table.negation.search(table.harmless.sub("", _spaced(cue.casefold()))) is not None


def _spaced(cue: str) -> str:
    """A cue's words with a space before each and after the last, as the list's patterns want it."""
    return f" {' '.join(_WORD.findall(_NOT.sub(_SPACED_NOT, cue)))} "


def contradicts(trigger: str, act: ResponseAct) -> bool:
    """Whether a response's trigger says by itself the opposite of the act: "showed remorse" denies nothing."""
    return force_of(trigger) is _CONTRARY.get(act)


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


# Words that tell a stage. The later ones of a pattern that matches at the same distance give way to the earlier.
_STAGES = (
    (
        Stage.IN_FORCE,
        re.compile(
            r"\b(?:(?:in|into|enter\w* into) force|took effect|(?:signed|sign) (?:it |the \w+ )?into law|enact\w*|"
            r"became law)\b",
            re.I,
        ),
    ),
    (
        Stage.COMMITTEE,
        re.compile(
            r"\b(?:(?:adopted|passed|approved|cleared|advanced|voted)(?: \w+){0,4} (?:sub)?committee|"
            r"(?:sub)?committee(?: \w+){0,4} (?:adopted|passed|approved|cleared|advanced|voted)|"
            r"(?:sub)?committee|marked up|markup|(?:first|second) reading)\b",
            re.I,
        ),
    ),
    (
        Stage.ADOPTED,
        re.compile(
            r"\b(?:adopt\w*|pass(?:ed|es|ing)?|approv\w*|ratif\w*|carried(?! out)|"
            r"vot(?:ed|es) (?:for|to|in favou?r|unanimously|overwhelmingly|\d+))\b",
            re.I,
        ),
    ),
    (
        Stage.INTRODUCED,
        re.compile(
            # "adopted the draft resolution", "passed the proposed law": names of the thing, which tell no stage
            r"\b(?:introduc\w*|tabl(?:ed|es|ing)|propos(?:e|es|ing|als?)|drafted|drafting|drafts|"
            r"(?:draft|proposed)(?! (?:resolution|bill|law|legislation|text|motion|measure|decision|amendment))|"
            r"submit\w*|file[ds]?|co-?sponsor\w*|unveil\w*)\b",
            re.I,
        ),
    ),
)
# What has not come about tells no stage: "was never adopted", "failed to pass".
_NOT_YET = re.compile(
    r"(?:\b(?:not|never|cannot|yet to|fail\w* to|refus\w* to|declin\w* to)|n['’]t)(?: \w+){0,2} $", re.I
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
            if _NOT_YET.search(sentence[max(0, match.start() - 40) : match.start()]):
                continue
            if distance <= 60 and (best is None or distance < best[0]):
                best = (distance, stage)
    return None if best is None else best[1]
