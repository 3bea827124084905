"""Frames annotated by hand as the material of a case: what is compared is matching, not reading.

Triggers, acts, statuses, roles and the names of who fills them are the corpus's; entities, tellers and candidate
antecedents the reader's; days, places and counts are resolved as in every reading, so the mistakes of that weigh in.
With `named=False` who a pronoun or a description stands for is resolved too.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord.read import Reader
from onrecord.records import (
    Act,
    Actor,
    ActorKind,
    Allegation,
    Bound,
    Count,
    Participant,
    Place,
    Reading,
    Report,
    Span,
    Status,
    Time,
    Unit,
)
from onrecord.records.material import Material, Weighable
from onrecord.resolve import resolve

Line = dict[str, Any]

# What Arabic, Dutch and German names may have in small letters.
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "abu", "de", "da", "van", "von"})
_STATUS = {"actual": Status.ASSERTED, "negated": Status.NEGATED, "unreal": Status.HYPOTHETICAL}


def lines_of(path: Path) -> list[Line]:
    """The articles of a gzipped JSON Lines file of frames."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def finding_id(article: str, trigger: tuple[int, int] | list[int]) -> str:
    """The id that the allegation with that trigger has here."""
    return "g" + sha256(f"{article}:{trigger[0]}:{trigger[1]}".encode()).hexdigest()[:16]


def material_of(lines: Iterable[Line], reader: Reader, *, named: bool = True) -> Material:
    """A case of these articles."""
    return Material(reports=tuple(_weighables(lines, reader, named)), at="2024-01-01T00:00:00+00:00")


def _weighables(lines: Iterable[Line], reader: Reader, named: bool) -> Iterator[Weighable]:
    for number, line in enumerate(lines, 1):
        report = Report(str(line["id"]), "", line["text"], published=line.get("published"))
        reading = resolve(_with_gold(reader.read(report), line))
        if named:
            reading = with_names(reading, line)
        ids = {one.id: finding_id(report.id, list(one.trigger)) for one in reading.allegations}
        ids |= {one.id: "a" + sha256(f"{report.id}:{one.id}".encode()).hexdigest()[:16] for one in reading.actors}
        yield Weighable(
            number=number,
            report=report,
            sha256=report.text_digest,
            obtained="2024-01-01T00:00:00+00:00",
            reading=reading,
            ids=ids,
        )


def _with_gold(reading: Reading, line: Line) -> Reading:
    """The reading with the corpus's frames in place of its own; tellers are those of its own at the same words."""
    tellers = {one.trigger: one.told_by for one in reading.allegations}
    allegations = []
    for number, frame in enumerate((one for one in line["frames"] if one["frame"] == "abuse"), 1):
        spans = {role: [Span(*item["span"]) for item in items] for role, items in frame["roles"].items()}
        trigger = Span(*frame["trigger"])
        own = next((told for span, told in tellers.items() if span.overlaps(trigger)), ())
        allegations.append(
            Allegation(
                f"g{number}",
                Act(frame["act"]),
                _STATUS[frame["real"]],
                trigger,
                1.0,
                victims=tuple(Participant(span) for span in spans.get("victim", ())),
                alleged_perpetrators=tuple(Participant(span) for span in spans.get("perp", ())),
                places=tuple(Place(span) for span in spans.get("place", ())),
                times=tuple(Time(span) for span in spans.get("time", ())),
                counts=tuple(
                    Count(span, None, Bound.VAGUE, None, None, Unit.PERSONS) for span in spans.get("count", ())
                ),
                told_by=own,
            )
        )
    allegations.sort(key=lambda one: one.trigger)
    return replace(reading, allegations=tuple(allegations), responses=())


def _is_name(words: str) -> bool:
    return all(word[0].isupper() or word.partition("-")[0] in _PARTICLES for word in words.split())


def with_names(reading: Reading, line: Line) -> Reading:
    """The reading with the corpus's names for who fills a role, in place of what pronouns were resolved to."""
    told = {
        Span(*item["span"]): item.get("is", "")
        for frame in line["frames"]
        for role in ("victim", "perp")
        for item in frame["roles"].get(role, ())
    }
    actors = list(reading.actors)

    def named(participant: Participant) -> Participant:
        name = told.get(participant.span, "")
        actor = next((one for one in actors if one.id == participant.actor), None)
        if not name:
            words = set(participant.span.of(reading.report.text).lower().split())
            if actor is None or words & set(actor.name.lower().split()):
                return participant
            return Participant(participant.span)
        known = [one for one in actors if one.name == name]
        if not known and _is_name(name):
            known = [
                one for one in actors if set(one.name.split()) <= set(name.split()) and one.kind is ActorKind.PERSON
            ]
        if not known:
            capitals = _is_name(name)
            known = [Actor(f"a{len(actors) + 1000}", name, ActorKind.PERSON if capitals else ActorKind.GROUP)]
            actors.extend(known)
        return Participant(participant.span, known[0].id)

    allegations = tuple(
        replace(
            one,
            victims=tuple(map(named, one.victims)),
            alleged_perpetrators=tuple(map(named, one.alleged_perpetrators)),
        )
        for one in reading.allegations
    )
    return replace(reading, allegations=allegations, actors=tuple(actors))
