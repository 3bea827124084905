"""The report in brief: acts, victims, alleged perpetrator, place and date, each with the findings that it rests on.

Only what is asserted counts: what the report negates, fears or plans is no act of its summary. Whatever is not likely
enough stays absent. How likely is enough was set on training data, see docs/decisions/0021-summaries.md.
"""

from collections.abc import Iterable, Mapping, Sequence

from onrecord.records import (
    Act,
    AgeGroup,
    PerpetratorType,
    Reading,
    Sex,
    Summary,
    SummaryAct,
    SummaryDate,
    SummaryPerpetrator,
    SummaryPlace,
    SummaryVictim,
    VictimKind,
)
from onrecord.resolve.place_names import PlaceContext
from onrecord.resolve.summary_heads import UNTOLD, Head, heads
from onrecord.resolve.summary_scores import Candidate, Scores, scores_of

# Findings, and mentions, that are given as evidence of one item: enough to check it by.
MOST = 20
ADULT = 18
# An act is said where one of its allegations is rather right than wrong.
ACT = 0.5
# How much of the report's pronouns must stand for somebody to tell a sex, and how much more than of the other sex.
_VOTES, _TIMES = 0.5, 3.0


def summarise(reading: Reading, context: PlaceContext) -> Summary:
    """The summary of a resolved reading that still has the reader's links.

    Args:
        reading: with actors, places and times resolved.
        context: where the report plays.
    """
    return summary_of(scores_of(reading, context))


def summary_of(scores: Scores) -> Summary:
    """What of all that was weighed is likely enough to be said."""
    if not scores.asserted:
        return Summary()
    chosen = heads()
    victims = [
        candidate
        for candidate in scores.people
        if candidate.suffered and not _rather_does_it(candidate) and candidate.victim >= chosen["victim"].least
    ]
    return Summary(
        acts=_acts(scores),
        victims=tuple(_victim(candidate, chosen) for candidate in victims),
        alleged_perpetrator=_perpetrator(scores, chosen["perpetrator"]),
        place=_place(scores, chosen),
        date=_date(scores, chosen),
    )


def _acts(scores: Scores) -> tuple[SummaryAct, ...]:
    found: dict[Act, list[tuple[str, float]]] = {}
    for allegation in scores.asserted:
        found.setdefault(allegation.act, []).append((allegation.id, allegation.score))
    return tuple(
        SummaryAct(act, max(score for _, score in own), tuple(id_ for id_, _ in own[:MOST]))
        for act, own in found.items()
        if max(score for _, score in own) >= ACT
    )


def _rather_does_it(candidate: Candidate) -> bool:
    """Whether somebody is told more often as alleged perpetrator than as victim: never listed as a victim."""
    does = sum(part.role == "alleged_perpetrators" for part in candidate.parts)
    return does >= len(candidate.suffered)


def _victim(candidate: Candidate, chosen: Mapping[str, Head]) -> SummaryVictim:
    person = candidate.person
    mentions = [mention.id for mention in person.mentions[:MOST]]
    return SummaryVictim(
        name=person.name,
        actor=person.actors[0],
        kind=_kind(candidate, chosen["kind"]),
        sex=_sex(candidate, chosen["sex"]),
        age=age_of(candidate),
        evidence=(*(allegation.id for allegation in candidate.suffered[:MOST]), *mentions),
    )


def _kind(candidate: Candidate, head: Head) -> VictimKind | None:
    """The likeliest kind, if a word beside the name or in its sentences can bear it."""
    kinds = {name: p for name, p in (candidate.kinds or {}).items() if name != UNTOLD}
    name = max(kinds, key=lambda kind: kinds[kind], default=None)
    return VictimKind(name) if name is not None and kinds[name] >= head.least and _is_told(candidate, name) else None


_TELLING = {
    "journalist": ("journalist", "media", "writer"),
    "human_rights_defender": ("activist", "lawyer", "rights"),
    "trade_unionist": ("union", "worker"),
}


def _is_told(candidate: Candidate, kind: str) -> bool:
    zones = ("before", "behind", "around")
    return any(candidate.kind_features[f"{zone}_{group}"] > 0 for zone in zones for group in _TELLING[kind])


def _sex(candidate: Candidate, head: Head) -> Sex | None:
    """The sex that titles, nouns or pronouns tell; the head alone, which knows that most are men, does not."""
    m, f = candidate.votes
    told = {"m": Sex.MAN, "f": Sex.WOMAN}.get(candidate.told or "")
    if told is None and max(m, f) >= _VOTES and max(m, f) >= _TIMES * min(m, f):
        told = Sex.MAN if m > f else Sex.WOMAN
    sexes = candidate.sexes or {}
    return told if told is not None and sexes[told.value] >= head.least else None


def age_of(candidate: Candidate) -> AgeGroup | None:
    """The age group that an age, or a word for a child, beside the name tells."""
    if candidate.age is not None:
        return AgeGroup.ADULT if candidate.age >= ADULT else AgeGroup.CHILD
    return AgeGroup.CHILD if candidate.child else None


def _perpetrator(scores: Scores, head: Head) -> SummaryPerpetrator:
    evidence = tuple(allegation.id for allegation in scores.asserted if allegation.alleged_perpetrators)
    if not evidence:
        return SummaryPerpetrator(mentioned=False, type=None, evidence=())
    types = {name: scores.perpetrator[name] for name in PerpetratorType if name in scores.perpetrator}
    best = max(types, key=lambda name: types[name])
    return SummaryPerpetrator(
        mentioned=True, type=PerpetratorType(best) if types[best] >= head.least else None, evidence=evidence[:MOST]
    )


def likeliest(probabilities: Sequence[float], allowed: Iterable[int] | None = None) -> int | None:
    """Index of the likeliest of those allowed, the first of equals; None where there is none."""
    indices = range(len(probabilities)) if allowed is None else list(allowed)
    return max(indices, key=lambda index: probabilities[index], default=None)


def _place(scores: Scores, chosen: Mapping[str, Head]) -> SummaryPlace | None:
    """The likeliest state, and of those that lie in it the likeliest region and city."""
    found = {}
    for part in ("city", "region", "country"):
        wheres, probabilities = scores.wheres[part], scores.probabilities[part]
        best = likeliest(probabilities)
        if best is not None and probabilities[best] >= chosen[part].least:
            found[part] = wheres[best]
    country = found.get("country")
    for part in ("city", "region"):
        if part in found and (country is None or found[part].country != country.key):
            del found[part]
    if country is None:
        return None
    evidence = dict.fromkeys(
        id_ for part in ("city", "region", "country") if part in found for id_ in found[part].evidence
    )
    return SummaryPlace(
        country=country.key,
        region=found["region"].name if "region" in found else None,
        city=found["city"].name if "city" in found else None,
        evidence=tuple(evidence)[:MOST],
    )


def _date(scores: Scores, chosen: Mapping[str, Head]) -> SummaryDate | None:
    """The likeliest year, and within it the likeliest month, and within that the likeliest day."""
    key: tuple[int, ...] = ()
    evidence: dict[str, None] = {}
    for name in ("year", "month", "day"):
        whens, probabilities = scores.whens[name], scores.probabilities[name]
        best = likeliest(
            probabilities, (k for k, when in enumerate(whens) if when.key[: len(key)] == key and when.moments)
        )
        if best is None or probabilities[best] < chosen[name].least:
            break
        key = whens[best].key
        evidence = dict.fromkeys(whens[best].evidence)
    if not key:
        return None
    year, month, day = (*key, None, None)[:3]
    return SummaryDate(year, month, day, tuple(evidence)[:MOST])
