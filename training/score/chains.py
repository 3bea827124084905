"""On whose word each finding is told, against gold chains of tellers.

Over gold frames that carry `told_by` (tellers' names from the innermost outward; empty is the report's own voice). A
frame whose trigger no finding meets, by the rule of `frames`, is missed.

- `told`: somebody is made responsible. `own_voice`: nobody is.
- `innermost`: the first teller. `chain`: all tellers, in order.
- `promoted`: rate at which met frames that somebody tells are given in the report's own voice: hearsay made fact.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.score.files import Line
from training.score.frames import FRAMES, meet_triggers
from training.score.tally import Scores
from training.score.words import Words

# Words that don't tell one teller from another.
_IDLE = frozenset("a an the of in on at to his her its their mr mrs ms dr sir one some said for by with &".split())
_WORD = re.compile(r"\w+")
_LONGEST_INITIALS = 12
_JOINT = " & "


@dataclass(frozen=True, slots=True)
class Teller:
    """A teller in a reading: the actor's name, once resolved, and the words of the attribution's source."""

    name: str
    words: str

    def is_named(self, gold: str) -> bool:
        """Whether either is the gold name, or one of the names that the gold joins with an ampersand."""
        names = [part for part in gold.split(_JOINT) if part] or [gold]
        return any(same_name(mine, name) for mine in (self.name, self.words) if mine for name in names)


def score(gold: Sequence[Line], readings: Mapping[str, Line]) -> Scores:
    """Scores of the readings over all gold lines; a report without reading counts as one that found nothing."""
    scores = Scores()
    for part in ("told", "innermost", "chain", "own_voice"):
        scores.count(part, hit=0, guessed=0, gold=0)
    scores.rate("promoted", hit=0, of=0)
    for line in gold:
        reading, words = readings.get(str(line["id"]), {}), Words(line["text"])
        for name, frame in FRAMES.items():
            wanted = [item for item in line["frames"] if item["frame"] == name and "told_by" in item]
            found = reading.get(frame.findings) or []
            met = {theirs: ours for ours, theirs in meet_triggers(found, wanted, words).items()}
            for number, item in enumerate(wanted):
                if number in met:
                    _score_met(scores, tellers(found[met[number]], reading, line["text"]), item["told_by"])
                else:
                    _score_missed(scores, item["told_by"])
    return scores


def tellers(finding: Line, reading: Line, text: str) -> list[Teller]:
    """The chain of a finding, from the innermost teller outward."""
    names = {actor["id"]: actor.get("name") or "" for actor in reading.get("actors") or []}
    attributions = {item["id"]: item for item in reading.get("attributions") or []}
    chain = []
    for attribution in finding.get("told_by") or []:
        told = attributions.get(attribution, {})
        source = " ".join(text[start:end] for start, end in told.get("source") or [])
        chain.append(Teller(names.get(told.get("speaker"), ""), source))
    return chain


def same_name(left: str, right: str) -> bool:
    """Whether the words of one name are all among the other's, idle words aside, or one is the other's initials."""
    ours, theirs = _telling_words(left), _telling_words(right)
    if not ours or not theirs:
        return False
    if ours <= theirs or theirs <= ours:
        return True
    return _initials(left) == _run_together(theirs) or _initials(right) == _run_together(ours)


def _score_met(scores: Scores, chain: Sequence[Teller], names: Sequence[str]) -> None:
    told, wanted = bool(chain), bool(names)
    scores.count("told", hit=told and wanted, guessed=told, gold=wanted)
    scores.count("own_voice", hit=not told and not wanted, guessed=not told, gold=not wanted)
    first = told and wanted and chain[0].is_named(names[0])
    scores.count("innermost", hit=first, guessed=told, gold=wanted)
    whole = wanted and len(chain) == len(names) and all(map(Teller.is_named, chain, names))
    scores.count("chain", hit=whole, guessed=told, gold=wanted)
    scores.rate("promoted", hit=wanted and not told, of=wanted)


def _score_missed(scores: Scores, names: Sequence[str]) -> None:
    for part in ("told", "innermost", "chain"):
        scores.count(part, hit=0, guessed=0, gold=bool(names))
    scores.count("own_voice", hit=0, guessed=0, gold=not names)


def _telling_words(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.casefold())) - _IDLE


def _initials(name: str) -> str:
    return "".join(word[0] for word in _WORD.findall(name) if word.casefold() not in _IDLE).casefold()


def _run_together(words: frozenset[str]) -> str:
    """The words written as one, shortest first: nearly always the single word that an abbreviation is."""
    return "".join(sorted(words, key=lambda word: (len(word), word)))[:_LONGEST_INITIALS]
