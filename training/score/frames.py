"""Allegations and responses of readings against gold frames, and the errors among them that can hurt people.

A predicted trigger meets a gold trigger of its frame when they share a word; one to one, same act preferred; a trigger
of more than eight words meets nothing, so that marking a whole sentence earns nothing.

- `FRAME.trigger`: met triggers. `FRAME.act`: met triggers with the same act.
- `FRAME.status`: of met triggers, those negated or hypothetical on either side; always saying "asserted" scores 0.
- `FRAME.role.ROLE`: fillers of all frames; the trigger is met and the filler meets a gold filler of the role.
- `FRAME.swapped`: rate at which a predicted victim is the gold perpetrator, or the other way round.
- `FRAME.unnegated`: rate at which what is negated or hypothetical in gold is given as asserted.
- `FRAME.overnegated`: rate at which what is asserted in gold is given as negated or hypothetical.
- `response.reversed`: rate at which a response is read as its opposite.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.score.files import Line
from training.score.tally import Scores
from training.score.words import Words, jaccard

MOST_TRIGGER_WORDS = 8
_HALF = 0.5
_LONGEST = 3  # times the words of the shorter filler: "Gamal Eid" meets "the lawyer Gamal Eid", not his whole sentence


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a frame stands in a reading, and what its gold roles are called there."""

    findings: str
    roles: Mapping[str, str]


FRAMES: Mapping[str, Frame] = {
    "abuse": Frame(
        "allegations",
        {
            "victim": "victims",
            "perp": "alleged_perpetrators",
            "place": "places",
            "time": "times",
            "count": "counts",
        },
    ),
    "response": Frame("responses", {"who": "who", "to": "to", "about": "about", "place": "places", "time": "times"}),
}
STATUS_IN_GOLD = {"asserted": "actual", "negated": "negated", "hypothetical": "unreal"}
OPPOSITES = frozenset(
    frozenset(pair)
    for pair in (("deny", "acknowledge"), ("condemn", "support"), ("condemn", "justify"), ("decline", "demand"))
)


def score(gold: Sequence[Line], readings: Mapping[str, Line]) -> Scores:
    """Scores of the readings over all gold lines; a report without reading counts as one that found nothing."""
    scores = Scores()
    for name, frame in FRAMES.items():
        _start(scores, name, frame)
        for line in gold:
            reading = readings.get(str(line["id"]), {})
            wanted = [item for item in line["frames"] if item["frame"] == name]
            found = reading.get(frame.findings) or []
            _score_line(scores, name, found, wanted, Words(line["text"]))
    return scores


def meet_triggers(found: Sequence[Line], wanted: Sequence[Line], words: Words) -> dict[int, int]:
    """Numbers of the findings that meet a gold frame, each with that frame's number.

    First every finding, in order, takes the first free frame with its act; then the rest take any.
    """
    triggers = [frozenset(words.touched(item["trigger"])) if item.get("trigger") else frozenset() for item in found]
    places = [frozenset(words.touched(item["trigger"])) for item in wanted]
    eligible = [number for number, trigger in enumerate(triggers) if 0 < len(trigger) <= MOST_TRIGGER_WORDS]
    met: dict[int, int] = {}
    for same_act in (True, False):
        for number in eligible:
            if number in met:
                continue
            taken = set(met.values())
            for other, item in enumerate(wanted):
                if other in taken or not triggers[number] & places[other]:
                    continue
                if same_act and item["act"] != found[number].get("act"):
                    continue
                met[number] = other
                break
    return met


def fillers_meet(left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether two fillers, as ranges of words, name the same thing.

    They do when their Jaccard overlap is at least one half, or when one holds the other, both end on the same word, and
    the longer has at most three times the words.
    """
    ours, theirs = frozenset(left), frozenset(right)
    if not ours & theirs:
        return False
    if jaccard(ours, theirs) >= _HALF:
        return True
    shorter, longer = sorted((ours, theirs), key=len)
    return shorter < longer and max(shorter) == max(longer) and len(longer) <= _LONGEST * len(shorter)


def filler_spans(finding: Line, role: str) -> list[Sequence[int]]:
    """The spans that fill a role of a finding, as the contract names it."""
    values: Sequence[Any] = finding.get(role) or []
    return [value["span"] if isinstance(value, Mapping) else value for value in values if value]


def _start(scores: Scores, name: str, frame: Frame) -> None:
    for part in ("trigger", "act", "status", *(f"role.{role}" for role in frame.roles), "role.all"):
        scores.count(f"{name}.{part}", hit=0, guessed=0, gold=0)
    for part in ("unnegated", "overnegated", "swapped" if name == "abuse" else "reversed"):
        scores.rate(f"{name}.{part}", hit=0, of=0)


def _score_line(scores: Scores, name: str, found: Sequence[Line], wanted: Sequence[Line], words: Words) -> None:
    met = meet_triggers(found, wanted, words)
    same = sum(found[ours].get("act") == wanted[theirs]["act"] for ours, theirs in met.items())
    scores.count(f"{name}.trigger", hit=len(met), guessed=len(found), gold=len(wanted))
    scores.count(f"{name}.act", hit=same, guessed=len(found), gold=len(wanted))
    for ours, theirs in met.items():
        _score_status(scores, name, found[ours], wanted[theirs])
        if name == "abuse":
            _score_swaps(scores, name, found[ours], wanted[theirs], words)
        else:
            acts = frozenset((found[ours].get("act"), wanted[theirs]["act"]))
            scores.rate(f"{name}.reversed", hit=acts in OPPOSITES, of=1)
    for role in FRAMES[name].roles:
        _score_role(scores, name, role, found, wanted, met, words)


def _score_status(scores: Scores, name: str, finding: Line, gold: Line) -> None:
    guess, status = STATUS_IN_GOLD.get(finding.get("status", ""), "actual"), gold["real"]
    plain, told_plain = guess == "actual", status == "actual"
    scores.count(f"{name}.status", hit=guess == status and not plain, guessed=not plain, gold=not told_plain)
    scores.rate(f"{name}.unnegated", hit=plain and not told_plain, of=not told_plain)
    scores.rate(f"{name}.overnegated", hit=told_plain and not plain, of=told_plain)


def _score_swaps(scores: Scores, name: str, finding: Line, gold: Line, words: Words) -> None:
    for role, other in (("victim", "perp"), ("perp", "victim")):
        right, wrong = (_gold_fillers(gold, side, words) for side in (role, other))
        for span in filler_spans(finding, FRAMES[name].roles[role]):
            guess = words.touched(span)
            swapped = any(fillers_meet(guess, x) for x in wrong) and not any(fillers_meet(guess, x) for x in right)
            scores.rate(f"{name}.swapped", hit=swapped, of=1)


def _score_role(
    scores: Scores,
    name: str,
    role: str,
    found: Sequence[Line],
    wanted: Sequence[Line],
    met: Mapping[int, int],
    words: Words,
) -> None:
    hit = guessed = 0
    for number, finding in enumerate(found):
        guesses = [words.touched(span) for span in filler_spans(finding, FRAMES[name].roles[role])]
        guessed += len(guesses)
        if number not in met:
            continue
        left = _gold_fillers(wanted[met[number]], role, words)
        for guess in guesses:
            answer = next((filler for filler in left if fillers_meet(guess, filler)), None)
            if answer is not None:
                left.remove(answer)
                hit += 1
    gold = sum(len(item["roles"].get(role) or []) for item in wanted)
    for part in (role, "all"):
        scores.count(f"{name}.role.{part}", hit=hit, guessed=guessed, gold=gold)


def _gold_fillers(gold: Line, role: str, words: Words) -> list[range]:
    return [words.touched(filler["span"]) for filler in gold["roles"].get(role) or []]
