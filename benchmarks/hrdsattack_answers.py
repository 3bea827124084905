"""A reading's summary in HRDsAttack's shape and words: as the product says it, and with guesses where it is silent.

The guesses are the likeliest candidates of the summary's heads, below the probability from which the product speaks.
They are made here and nowhere else: the published rule counts an absent value as wrong.
"""

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.hrdsattack_gold import mapping
from onrecord.records import AgeGroup, PerpetratorType, Reading, Summary
from onrecord.resolve.gazetteer import gazetteer
from onrecord.resolve.states import state_of
from onrecord.resolve.summary import age_of, likeliest
from onrecord.resolve.summary_heads import Head
from onrecord.resolve.summary_scores import Candidate, Scores

Answer = dict[str, Any]
# What the violations' head weighs of a report's features: those of acts. More of them made nothing better.
_OF_ACTS = frozenset({"act", "often", "share", "early", "score", "allegations", "long"})


@dataclass(frozen=True, slots=True)
class Guesses:
    """Heads for labels that are this benchmark's own, and the probabilities from which guesses are made.

    Attributes:
        violations: which labels the acts of a reading come to.
        least: by name; "victim", "mentioned", "violation", and "violation_alone" for the only one.
    """

    violations: Head
    least: dict[str, float]


@cache
def guesses() -> Guesses:
    """`data/hrdsattack_weights.json`, which `python -m training.fit_summary` writes."""
    loaded = json.loads((Path(__file__).parent / "data" / "hrdsattack_weights.json").read_text(encoding="utf-8"))
    return Guesses(Head(loaded["violations"], 0.5), loaded["least"])


def abstaining(reading: Reading, scores: Scores) -> Answer:
    """What the product says, in the benchmark's words; where it is silent, nothing."""
    summary = reading.summary or Summary()
    words = mapping()
    place, date, perpetrator = summary.place, summary.date, summary.alleged_perpetrator
    by_actor = {candidate.person.actors[0]: candidate for candidate in scores.people}
    return {
        "violations": violations_of(scores),
        "victims": [
            {
                "name": victim.name,
                "type": [] if victim.kind is None else [words["victim_kinds"][victim.kind.value]],
                "sex": None if victim.sex is None else words["sexes"][victim.sex.value],
                "age": None if victim.age is None else words["ages"][victim.age.value],
            }
            for victim in summary.victims
            if victim.actor in by_actor
        ],
        "perpetrator": {
            "mentioned": perpetrator is not None and perpetrator.mentioned,
            "type": None
            if perpetrator is None or perpetrator.type is None
            else words["perpetrator_types"][perpetrator.type.value],
        },
        "country": None if place is None or place.country is None else _state(scores, place.country),
        "region": None if place is None else place.region,
        "city": None if place is None or place.city is None else _as_written(scores, "city", place.city),
        "year": None if date is None or date.year is None else str(date.year),
        "month": None if date is None or date.month is None else words["months"][date.month - 1],
        "day": None if date is None or date.day is None else str(date.day),
    }


def guessing(scores: Scores) -> Answer:
    """An answer for everything: the likeliest, however unlikely."""
    words, least = mapping(), guesses().least
    country = likeliest(scores.probabilities["country"])
    city, region = (likeliest(scores.probabilities[part]) for part in ("city", "region"))
    whens = {name: likeliest(scores.probabilities[name]) for name in ("year", "month", "day")}
    key = {name: None if k is None else scores.whens[name][k].key[-1] for name, k in whens.items()}
    types = {name: scores.perpetrator[name.value] for name in PerpetratorType if name.value in scores.perpetrator}
    return {
        "violations": violations_of(scores),
        "victims": [_guessed_victim(candidate) for candidate in scores.people if candidate.victim >= least["victim"]],
        "perpetrator": {
            "mentioned": scores.perpetrator["mentioned"] >= least["mentioned"],
            "type": words["perpetrator_types"][max(types, key=lambda name: types[name]).value]
            if types
            else words["no_perpetrator_type"],
        },
        "country": None if country is None else _state(scores, scores.wheres["country"][country].key),
        "region": None if region is None else scores.wheres["region"][region].words,
        "city": None if city is None else written(scores.wheres["city"][city].words),
        "year": None if key["year"] is None else str(key["year"]),
        "month": None if key["month"] is None else words["months"][key["month"] - 1],
        "day": None if key["day"] is None else str(key["day"]),
    }


def _guessed_victim(candidate: Candidate) -> Answer:
    words = mapping()
    kinds = candidate.kinds or {}
    sexes = candidate.sexes or {}
    kind, sex = (max(found, key=lambda name: found[name]) for found in (kinds, sexes))
    age = age_of(candidate)
    return {
        "name": candidate.person.name,
        "type": [words["victim_kinds"].get(kind, words["no_victim_kind"])],
        "sex": words["sexes"].get(sex, words["untold"]),
        "age": words["ages"][(AgeGroup.ADULT if age is None else age).value],
    }


def violations_of(scores: Scores) -> list[str]:
    """The benchmark's labels for what is alleged: those likely enough, else the likeliest if it is not unlikely."""
    words, least = mapping(), guesses().least
    likely = guesses().violations.each(violation_features(scores))
    found = [name for name in words["violations"] if likely[name] >= least["violation"]]
    best = max(words["violations"], key=lambda name: likely[name])
    if not found and likely[best] >= least["violation_alone"]:
        found = [best]
    return found or [words["no_violation"]]


def violation_features(scores: Scores) -> dict[str, float]:
    """What the reading tells of acts, and words of the report that annotators go by."""
    text = scores.text
    title = text[: max(0, text.find("\n"))]
    out = {name: value for name, value in scores.report_features.items() if name.split("_")[0] in _OF_ACTS}
    for name, pattern in _violation_words().items():
        count = len(pattern.findall(text))
        out[f"words_{name}"] = math.log1p(count)
        out[f"title_{name}"] = float(pattern.search(title) is not None)
    return out


@cache
def _violation_words() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"\b(?:{'|'.join(word.replace('*', chr(92) + 'w*') for word in words)})\b", re.IGNORECASE)
        for name, words in mapping()["violation_words"].items()
    }


def country_name(code: str) -> str:
    """The state as the benchmark's annotators usually write it."""
    usual: str | None = mapping()["countries"].get(code)
    state = gazetteer().state(code)
    return usual if usual is not None else code if state is None else state.name


def states_meant(label: str | None) -> frozenset[str]:
    """ISO codes of the states that a label may mean: "England" is GB, "China" also Hong Kong."""
    if label is None:
        return frozenset()
    plain = label.strip()
    code: str | None = mapping()["country_labels"].get(plain.lower()) or state_of(plain)
    if code is None:
        return frozenset()
    usual: dict[str, str] = mapping()["countries"]
    return frozenset({code, *(other for other in usual if country_name(other) == country_name(code))})


def _state(scores: Scores, code: str) -> str:
    """The state as annotators usually write it; where they have no usual way, as the report does ("Burma").

    A report's name that is longer than the usual one is taken for a formality that annotators leave out ("Russian
    Federation").
    """
    countries: list[str] = mapping()["countries_within"].get(code, [])
    regions = [
        k for k, where in enumerate(scores.wheres["region"]) if where.country == code and where.name in countries
    ]
    region = likeliest(scores.probabilities["region"], regions)
    if region is not None:
        return scores.wheres["region"][region].name
    if code in mapping()["countries"]:
        return country_name(code)
    usual = country_name(code)
    told = next((written(where.words) for where in scores.wheres["country"] if where.key == code), usual)
    return usual if len(told.split()) > len(usual.split()) else told


def _as_written(scores: Scores, part: str, name: str) -> str:
    """The report's own spelling of a place: the labels are copied from the articles ("Kiev")."""
    return next((written(where.words) for where in scores.wheres[part] if where.name == name), name)


def written(words: str) -> str:
    """A name of a dateline in usual letters: "MANILA" is Manila."""
    return words.title() if words.isupper() and len(words) > 3 else words
