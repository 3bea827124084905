"""HRDsAttack's fourteen attributes, by its published rule and by one that lets a report be silent.

*Published*: named victims only; names equal (exact), or one inside the other (fuzzy); places, dates and perpetrator
type by equality over all articles, where a label that is absent never matches; violations by micro F1. It rewards
guessing. *Null-aware*: an absent value is right where the label is absent, a false value is wrong; case does not count;
names meet when the words of one are all among the other's and end alike. Victims' attributes are counted over labelled
victims whose name stands in the text and whom a predicted victim meets.

Every figure is made of counts that add up over articles, so that articles can be drawn again and again: the intervals
are the middle 95 % of such draws.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.hrdsattack_answers import states_meant
from benchmarks.hrdsattack_gold import Gold, GoldVictim, is_absent, whole

Tally = Counter[str]
Answer = Mapping[str, Any]

VALUES = ("perpetrator_type", "country", "region", "city", "year", "month", "day")
_NUMBERS = frozenset({"year", "day"})
DRAWS, SEED = 2000, 7


@dataclass(frozen=True, slots=True)
class Figure:
    """A percentage with its 95 % interval; None where there was nothing to count."""

    value: float | None
    low: float | None = None
    high: float | None = None


def tally(gold: Gold, answer: Answer | None) -> Tally:
    """The counts of one article; an article without an answer counts as one that says nothing."""
    given = answer or {}
    out: Tally = Counter(articles=1)
    perpetrator = given.get("perpetrator") or {}
    said = bool(perpetrator.get("mentioned"))
    out.update(
        {"mention_hit": int(said and gold.mentioned), "mention_said": int(said), "mention_gold": int(gold.mentioned)}
    )
    for name in VALUES:
        value = perpetrator.get("type") if name == "perpetrator_type" else given.get(name)
        out.update(_value_counts(name, getattr(gold, name), value))
    out["state_hit"] = int(bool(states_meant(gold.country) & states_meant(given.get("country"))))
    kinds = frozenset(given.get("violations") or ["unknown"])
    out.update(
        {
            "violation_hit": len(kinds & gold.violations),
            "violation_said": len(kinds),
            "violation_gold": len(gold.violations),
            "violation_set": int(kinds == gold.violations),
        }
    )
    victims = given.get("victims") or []
    out.update(_name_counts([v.name for v in gold.victims], _distinct([v.get("name") for v in victims])))
    for labelled in gold.victims:
        if labelled.name in gold.text:
            out.update(_attribute_counts(labelled, victims))
    return out


def _value_counts(name: str, wanted: str | None, value: object) -> Tally:
    said = None if is_absent(value) else whole(value) if name in _NUMBERS else str(value)
    equal = wanted is not None and said == wanted
    alike = wanted is not None and said is not None and wanted.casefold().strip() == said.casefold().strip()
    both_silent = wanted is None and said is None
    return Counter(
        {
            f"{name}_published": int(equal),
            f"{name}_alike": int(alike or both_silent),
            f"{name}_hit": int(alike),
            f"{name}_said": int(said is not None),
            f"{name}_gold": int(wanted is not None),
        }
    )


def _name_counts(wanted: Sequence[str], said: Sequence[str]) -> Tally:
    rules = {
        "exact": lambda a, b: a == b,
        "fuzzy": lambda a, b: a in b or b in a,
        "whole": names_meet,
    }
    out: Tally = Counter()
    for rule, meet in rules.items():
        out[f"{rule}_right"] = sum(any(meet(a, b) for b in wanted) for a in said)
        out[f"{rule}_found"] = sum(any(meet(a, b) for a in said) for b in wanted)
    out["names_said"] = len(said)
    out["names_gold"] = len(wanted)
    return out


def names_meet(left: str, right: str) -> bool:
    """Whether one name's words are all among the other's, and the shorter has several or ends the longer."""
    short, long = sorted((left.casefold().split(), right.casefold().split()), key=len)
    if not short or not set(short) <= set(long):
        return False
    return len(short) > 1 or short[-1] == long[-1]


def _distinct(names: Iterable[str | None]) -> list[str]:
    kept: list[str] = []
    for name in names:
        if name and not any(name in other for other in kept):
            kept.append(name)
    return kept


def _attribute_counts(labelled: GoldVictim, victims: Sequence[Answer]) -> Tally:
    met = next((v for v in victims if v.get("name") and names_meet(v["name"], labelled.name)), None)
    out: Tally = Counter(attributes_all=1, attributes_met=int(met is not None))
    if met is not None:
        types = frozenset(met.get("type") or ()) or frozenset({"insufficient information"})
        out["type_right"] = int(types == labelled.types)
        out["sex_right"] = int((met.get("sex") or "unknown") == labelled.sex)
        out["age_right"] = int((met.get("age") or "unknown") == labelled.age)
    return out


def figures(counts: Tally) -> dict[str, float | None]:
    """Every figure in per cent, by name."""
    out: dict[str, float | None] = {
        "perpetrator_mention": _f1(counts, ("mention_hit", "mention_said"), ("mention_hit", "mention_gold")),
        "perpetrator_type": _share(counts, "perpetrator_type_published", "articles"),
        "victim_name_exact": _f1(counts, ("exact_right", "names_said"), ("exact_found", "names_gold")),
        "victim_name_fuzzy": _f1(counts, ("fuzzy_right", "names_said"), ("fuzzy_found", "names_gold")),
        "victim_type": _share(counts, "type_right", "attributes_met"),
        "victim_sex": _share(counts, "sex_right", "attributes_met"),
        "victim_age": _share(counts, "age_right", "attributes_met"),
        "violations": _f1(counts, ("violation_hit", "violation_said"), ("violation_hit", "violation_gold")),
        "violations_set": _share(counts, "violation_set", "articles"),
    }
    for name in VALUES[1:]:
        out[name] = _share(counts, f"{name}_published", "articles")
    out["null_victim_name"] = _f1(counts, ("whole_right", "names_said"), ("whole_found", "names_gold"))
    out["state_precision"] = _share(counts, "state_hit", "country_said")
    out["state_recall"] = _share(counts, "state_hit", "country_gold")
    for name in VALUES:
        out[f"null_{name}"] = _share(counts, f"{name}_alike", "articles")
        out[f"null_{name}_precision"] = _share(counts, f"{name}_hit", f"{name}_said")
        out[f"null_{name}_recall"] = _share(counts, f"{name}_hit", f"{name}_gold")
    return out


def _share(counts: Tally, part: str, whole_: str) -> float | None:
    return 100 * counts[part] / counts[whole_] if counts[whole_] else None


def _f1(counts: Tally, precision: tuple[str, str], recall: tuple[str, str]) -> float:
    p = counts[precision[0]] / counts[precision[1]] if counts[precision[1]] else 0.0
    r = counts[recall[0]] / counts[recall[1]] if counts[recall[1]] else 0.0
    return 200 * p * r / (p + r) if p + r else 0.0


def with_intervals(tallies: Sequence[Tally], *, draws: int = DRAWS) -> dict[str, Figure]:
    """Every figure over all articles, with the middle 95 % of draws of as many articles with replacement."""
    whole_figures = figures(_summed(tallies))
    chance = random.Random(SEED)
    drawn: dict[str, list[float]] = {name: [] for name in whole_figures}
    for _ in range(draws if tallies else 0):
        for name, value in figures(_summed(chance.choices(tallies, k=len(tallies)))).items():
            if value is not None:
                drawn[name].append(value)
    out = {}
    for name, value in whole_figures.items():
        told = sorted(drawn[name])
        low, high = (told[int(len(told) * 0.025)], told[int(len(told) * 0.975)]) if told else (None, None)
        out[name] = Figure(value, low, high)
    return out


def _summed(tallies: Iterable[Tally]) -> Tally:
    total: Tally = Counter()
    for one in tallies:
        total.update(one)
    return total
