"""All that speaks for and against each item of a summary, with probabilities; the summary takes what is likely enough.

Benchmarks that want an answer where a report is silent take the likeliest from here; the product does not.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records import Allegation, Reading, Span, Status
from onrecord.resolve.article import Article
from onrecord.resolve.place_names import PlaceContext
from onrecord.resolve.summary_dates import When, moments_of, whens_told
from onrecord.resolve.summary_features import ACTS, LEAD, Features, Part, Parts, evidence_of, victim_features
from onrecord.resolve.summary_heads import heads
from onrecord.resolve.summary_people import Person, people_of
from onrecord.resolve.summary_places import Ground, Where, parts_told, states_told, told_places
from onrecord.resolve.summary_words import HE, SHE, Surroundings, perpetrator_words
from onrecord.resolve.tables import table


@dataclass(slots=True, eq=False)
class Candidate:
    """Somebody who may be a victim.

    Attributes:
        suffered: the asserted allegations of which they are a victim.
        parts: how they take part in findings.
        votes: how much of the report's "he", and of its "she", stands for them.
        age: years, where told of them.
        child: whether words beside the name say that it is a child.
        victim: probability of being one of the victims that the report is about.
        kinds, sexes: probabilities by class.
    """

    person: Person
    parts: list[Part]
    suffered: list[Allegation]
    features: Features
    kind_features: Features
    sex_features: Features
    votes: tuple[float, float]
    told: str | None
    age: int | None
    child: bool
    victim: float = 0.0
    kinds: dict[str, float] | None = None
    sexes: dict[str, float] | None = None


@dataclass(slots=True)
class Scores:
    """What a summary is chosen from: candidates in text order, with their probabilities in `probabilities`, by kind."""

    text: str
    asserted: list[Allegation]
    people: list[Candidate]
    report_features: Features
    perpetrator: dict[str, float]
    wheres: dict[str, list[Where]]
    whens: dict[str, list[When]]
    probabilities: dict[str, list[float]]


def candidates_of(reading: Reading, context: PlaceContext) -> Scores:
    """Everything with its features and without probabilities: what the heads are fitted on.

    Args:
        reading: resolved, with the reader's links still in it.
        context: where the report plays.
    """
    asserted = [a for a in reading.allegations if a.status is Status.ASSERTED]
    told = told_places(reading, context)
    ground = Ground(reading, context)
    moments = moments_of(reading)
    return Scores(
        text=reading.report.text,
        asserted=asserted,
        people=_people(reading),
        report_features=_report_features(reading, asserted),
        perpetrator={},
        wheres={
            "country": states_told(ground, context, told),
            "region": parts_told(ground, told, part="region"),
            "city": parts_told(ground, told, part="city"),
        },
        whens={
            name: whens_told(reading, moments, depth=depth) for depth, name in enumerate(("year", "month", "day"), 1)
        },
        probabilities={},
    )


def scores_of(reading: Reading, context: PlaceContext) -> Scores:
    """Everything with its probabilities.

    Args:
        reading: resolved, with the reader's links still in it.
        context: where the report plays.
    """
    chosen = heads()
    scores = candidates_of(reading, context)
    for candidate in scores.people:
        candidate.victim = chosen["victim"].each(candidate.features)["victim"]
        candidate.kinds = chosen["kind"].each(candidate.kind_features)
        candidate.sexes = chosen["sex"].each(candidate.sex_features)
    scores.perpetrator = chosen["perpetrator"].each(scores.report_features)
    for name, wheres in scores.wheres.items():
        scores.probabilities[name] = chosen[name].one([where.features for where in wheres])
    for name, whens in scores.whens.items():
        scores.probabilities[name] = chosen[name].one([when.features for when in whens])
    return scores


def _people(reading: Reading) -> list[Candidate]:
    people = people_of(reading)
    if not people:
        return []
    parts = Parts(reading)
    own = [parts.of(person) for person in people]
    suffered = [evidence_of(part) for part in own]
    rivals = sum(map(bool, suffered))
    surroundings = Surroundings(Article(reading.report.text), people)
    genders = {actor.id: actor.gender for actor in reading.actors}
    votes = _votes(reading, people)
    out = []
    for number, person in enumerate(people):
        told = {genders.get(actor) for actor in person.actors} - {None}
        gender = told.pop() if len(told) == 1 else None
        age, child = surroundings.age_of(number, person)
        out.append(
            Candidate(
                person,
                own[number],
                suffered[number],
                victim_features(person, own[number], reading, rivals=rivals),
                surroundings.kind_features(number, person),
                surroundings.sex_features(number, person, gender, votes[number]),
                votes[number],
                gender,
                age,
                child,
            )
        )
    return out


def _votes(reading: Reading, people: Sequence[Person]) -> list[tuple[float, float]]:
    """How much of "he" and of "she" stands for each, by the reader's links followed back from pronoun to name."""
    text = reading.report.text
    named = {span: number for number, person in enumerate(people) for span in person.spans}
    shares: dict[Span, dict[int, float]] = {}
    he: defaultdict[int, float] = defaultdict(float)
    she: defaultdict[int, float] = defaultdict(float)
    by_mention: dict[Span, list[tuple[Span, float]]] = {}
    for link in reading.links:
        if link.antecedent is not None:
            by_mention.setdefault(link.mention, []).append((link.antecedent, link.score))
    for mention in sorted(by_mention):
        if mention in named:
            continue
        share: defaultdict[int, float] = defaultdict(float)
        for antecedent, score in by_mention[mention]:
            if antecedent in named:
                share[named[antecedent]] += score
            else:
                for number, part in shares.get(antecedent, {}).items():
                    share[number] += score * part
        shares[mention] = dict(share)
        word = mention.of(text).lower()
        tally = he if word in HE else she if word in SHE else None
        if tally is not None:
            for number, part in share.items():
                tally[number] += part
    return [(he[number], she[number]) for number in range(len(people))]


def _report_features(reading: Reading, asserted: Sequence[Allegation]) -> Features:
    """What the whole report tells of acts and of those alleged to have done them."""
    text = reading.report.text
    actors = {actor.id: actor for actor in reading.actors}
    named = [
        (p.span.of(text) + " " + (actors[p.actor].name if p.actor in actors else ""), p.actor)
        for a in asserted
        for p in a.alleged_perpetrators
    ]
    total, count = max(1, len(asserted)), max(1, len(named))
    out: Features = {
        "perpetrators": math.log1p(len(named)),
        "somebody": float(bool(named)),
        "allegations": math.log1p(len(asserted)),
        "told_of": sum(bool(a.alleged_perpetrators) for a in asserted) / total,
        "long": math.log(max(1, len(text))),
    }
    words = perpetrator_words(words for words, _ in named)
    lead = perpetrator_words([text[:LEAD]])
    for group in table("summary")["perpetrators"]:
        out[f"called_{group}"] = words[group] / count
        out[f"once_{group}"] = float(words[group] > 0)
        out[f"lead_{group}"] = float(lead[group] > 0)
    kinds = Counter(actors[actor].kind.value for _, actor in named if actor in actors)
    for kind in ("person", "office", "organisation", "state_body", "state", "group", "outlet"):
        out[f"kind_{kind}"] = kinds[kind] / count
    for act in ACTS:
        own = [a for a in asserted if a.act.value == act]
        out[f"act_{act}"] = float(bool(own))
        out[f"often_{act}"] = math.log1p(len(own))
        out[f"share_{act}"] = len(own) / total
        out[f"score_{act}"] = max((a.score for a in own), default=0.0)
        out[f"early_{act}"] = float(any(a.trigger.start < LEAD for a in own))
        out[f"victims_{act}"] = math.log1p(sum(bool(a.victims) for a in own))
        out[f"unreal_{act}"] = math.log1p(
            sum(a.act.value == act and a.status is not Status.ASSERTED for a in reading.allegations)
        )
    return out
