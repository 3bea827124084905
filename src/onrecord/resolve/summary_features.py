"""What a reading tells of a person, as numbers: the summary's heads weigh them.

Every number is bounded or a logarithm, so that one article with hundreds of findings does not drown the rest.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.records import Act, Allegation, Participant, Reading, Response, Span, Status
from onrecord.resolve.roles import ROLES
from onrecord.resolve.summary_people import Person

Features = dict[str, float]
# Code points of the title and lead, where news tells what it is about.
LEAD = 600
# Acts that are told of one victim's body or liberty, each a number of its own.
ACTS = tuple(act.value for act in Act)


class Spans:
    """Spans in text order, to be asked which of them overlap another."""

    def __init__(self, spans: Iterable[tuple[Span, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span, _ in self._spans]
        self._longest = max((span.end - span.start for span, _ in self._spans), default=0)

    def over(self, span: Span) -> list[int]:
        """Numbers of the spans that share a code point with `span`."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_right(self._starts, span.end - 1)
        return [number for other, number in self._spans[first:last] if other.overlaps(span)]


def is_beside(span: Span, positions: Sequence[int], *, within: int) -> bool:
    """Whether one of the positions, which stand in text order, is in the span or at most `within` from it."""
    first = bisect_left(positions, span.start - within)
    return first < len(positions) and positions[first] <= span.end + within


@dataclass(frozen=True, slots=True)
class Part:
    """How somebody takes part in a finding.

    Attributes:
        role: victims, alleged_perpetrators, who, to, about or speaker.
        alone: whether the words of the participant are that somebody's own, and no list's or group's.
    """

    role: str
    finding: Allegation | Response | str
    alone: bool


class Parts:
    """Who takes part in what, by actor and by words."""

    def __init__(self, reading: Reading) -> None:
        self._parts: list[Part] = []
        self._by_actor: dict[str, list[int]] = {}
        spans: list[tuple[Span, int]] = []
        findings: tuple[Allegation | Response, ...] = (*reading.allegations, *reading.responses)
        for finding in findings:
            for role in ROLES:
                participants: Sequence[Participant] = getattr(finding, role, ())
                for participant in participants:
                    if participant.actor is not None:
                        self._by_actor.setdefault(participant.actor, []).append(len(self._parts))
                    spans.append((participant.span, len(self._parts)))
                    self._parts.append(Part(role, finding, True))
        for attribution in reading.attributions:
            if attribution.speaker is not None:
                self._by_actor.setdefault(attribution.speaker, []).append(len(self._parts))
                self._parts.append(Part("speaker", attribution.id, True))
        self._spans = Spans(spans)

    def of(self, person: Person) -> list[Part]:
        """The parts of a person."""
        own = {number for actor in person.actors for number in self._by_actor.get(actor, ())}
        listed = {number for span in person.spans for number in self._spans.over(span)} - own
        return [self._parts[k] for k in sorted(own)] + [
            Part(self._parts[k].role, self._parts[k].finding, False) for k in sorted(listed)
        ]


def evidence_of(parts: Iterable[Part]) -> list[Allegation]:
    """The asserted allegations in which somebody is a victim, each once, in text order."""
    found = {
        part.finding.id: part.finding
        for part in parts
        if part.role == "victims" and isinstance(part.finding, Allegation) and part.finding.status is Status.ASSERTED
    }
    return sorted(found.values(), key=lambda allegation: allegation.trigger)


def victim_features(person: Person, parts: Sequence[Part], reading: Reading, *, rivals: int) -> Features:
    """What speaks for and against a person's being a victim of what the report is about.

    Args:
        person: the person.
        parts: how the person takes part.
        reading: the reading.
        rivals: how many people are victims of something.
    """
    suffered = evidence_of(parts)
    total = sum(1 for a in reading.allegations if a.status is Status.ASSERTED and a.victims)
    own = sum(1 for p in parts if p.role == "victims" and p.alone and isinstance(p.finding, Allegation))
    unreal = {
        p.finding.id
        for p in parts
        if p.role == "victims" and isinstance(p.finding, Allegation) and p.finding.status is not Status.ASSERTED
    }
    count = {
        role: sum(1 for p in parts if p.role == role)
        for role in ("alleged_perpetrators", "who", "to", "about", "speaker")
    }
    first = person.mentions[0].span.start
    length = max(1, len(reading.report.text))
    out: Features = {
        "victim": float(bool(suffered)),
        "victim_often": math.log1p(len(suffered)),
        "victim_score": max((a.score for a in suffered), default=0.0),
        "victim_share": len(suffered) / total if total else 0.0,
        "victim_alone": float(own > 0),
        "victim_in_lead": float(any(a.trigger.start < LEAD for a in suffered)),
        "unreal": math.log1p(len(unreal)),
        "only_unreal": float(bool(unreal) and not suffered),
        "perpetrator": float(count["alleged_perpetrators"] > 0),
        "perpetrator_often": math.log1p(count["alleged_perpetrators"]),
        "rather_perpetrator": float(count["alleged_perpetrators"] > len(suffered)),
        "responds": math.log1p(count["who"]),
        "addressed": math.log1p(count["to"]),
        "about": math.log1p(count["about"]),
        "speaks": math.log1p(count["speaker"]),
        "speaks_only": float(count["speaker"] > 0 and not suffered),
        "in_title": float(first < max(0, reading.report.text.find("\n"))),
        "in_lead": float(first < LEAD),
        "late": first / length,
        "mentions": math.log1p(len(person.mentions)),
        "words": float(min(3, len(person.name.split()))),
        "one_word": float(len(person.name.split()) == 1),
        "known": float(person.known),
        "rivals": math.log1p(rivals),
        "long": math.log(length),
    }
    for act in ACTS:
        out[f"act_{act}"] = math.log1p(sum(1 for a in suffered if a.act.value == act))
    return out
