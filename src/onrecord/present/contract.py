"""The contract: one JSON object an input report, by which other programs use onrecord.

Keys and their order are fixed; `present/schema/reading.schema.json` describes them and docs/reference/contract.md
explains them. Offsets are code points of the `text` given back.
"""

import json
import re
from collections.abc import Iterable
from enum import StrEnum
from importlib.resources import files
from typing import Any

from onrecord.records import (
    Actor,
    Allegation,
    Attribution,
    Citation,
    Count,
    Entity,
    Failure,
    Participant,
    Place,
    PositionHeld,
    Reading,
    Response,
    Span,
    Summary,
    Time,
)

Object = dict[str, Any]

# Four places tell any two probabilities apart that calibration could; more would only make equal readings differ in
# bytes between processors.
SCORE_PLACES = 4

# Equal JSON, other bytes: lone surrogates have no UTF-8; NEL, LS and PS end a line for some readers of JSON Lines; C1
# controls drive terminals and bidirectional controls mislead whoever looks at one.
_ESCAPED = re.compile("[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def to_line(result: Reading | Failure) -> str:
    """One line of JSON, without its newline; the same reading gives the same characters."""
    return to_json(to_object(result))


def to_json(value: object) -> str:
    """JSON as the contract spells it: no space, no character escaped that need not be."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def to_object(result: Reading | Failure) -> Object:
    """A reading, or a failure, as the contract's object."""
    if isinstance(result, Failure):
        error = {"code": result.code, "message": result.message}
        return {"id": result.id, "source": result.source, "error": error}
    report = result.report
    return {
        "id": report.id,
        "source": report.source,
        "sha256": report.sha256,
        "media_type": report.media_type,
        "language": report.language,
        "publisher": report.publisher,
        "title": report.title,
        "byline": report.byline,
        "published": report.published,
        "text": report.text,
        "reader": result.reader,
        "entities": [_entity(entity) for entity in result.entities],
        "actors": [_actor(actor) for actor in result.actors],
        "attributions": [_attribution(attribution) for attribution in result.attributions],
        "allegations": [_allegation(allegation) for allegation in result.allegations],
        "responses": [_response(response) for response in result.responses],
        "citations": [_citation(citation) for citation in result.citations],
        "summary": _summary(Summary() if result.summary is None else result.summary),
    }


def schema() -> Object:
    """The contract's JSON Schema (draft 2020-12)."""
    loaded: Object = json.loads(schema_text())
    return loaded


def schema_text() -> str:
    """The contract's JSON Schema, as it stands in the package."""
    return (files("onrecord.present") / "schema" / "reading.schema.json").read_text(encoding="utf-8")


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [_span(span) for span in spans]


def _score(score: float) -> float:
    # float: a numpy score would not be JSON.
    return round(float(score), SCORE_PLACES)


def _entity(entity: Entity) -> Object:
    return {
        "id": entity.id,
        "type": entity.type.value,
        "span": _span(entity.span),
        "score": _score(entity.score),
        "actor": entity.actor,
    }


def _actor(actor: Actor) -> Object:
    told: Object = {"id": actor.id, "name": actor.name, "kind": actor.kind.value, "entities": list(actor.entities)}
    if actor.positions is not None:
        told["positions"] = [_position(position) for position in actor.positions]
    return told


def _position(position: PositionHeld) -> Object:
    return {
        "name": position.name,
        "title": position.title,
        "body": position.body,
        "state": position.state,
        "from": position.first,
        "to": position.last,
        "roster": position.roster,
        "reason": position.reason,
    }


def _attribution(attribution: Attribution) -> Object:
    return {
        "id": attribution.id,
        "source": _spans(attribution.source),
        "cue": _spans(attribution.cue),
        "content": _spans(attribution.content),
        "speaker": attribution.speaker,
        "manner": attribution.manner.value,
        "force": attribution.force.value,
        "within": attribution.within,
        "score": _score(attribution.score),
    }


def _allegation(allegation: Allegation) -> Object:
    return {
        "id": allegation.id,
        "act": allegation.act.value,
        "status": allegation.status.value,
        "trigger": _span(allegation.trigger),
        "victims": [_participant(victim) for victim in allegation.victims],
        "alleged_perpetrators": [_participant(perpetrator) for perpetrator in allegation.alleged_perpetrators],
        "places": [_place(place) for place in allegation.places],
        "times": [_time(time) for time in allegation.times],
        "counts": [_count(count) for count in allegation.counts],
        "told_by": list(allegation.told_by),
        "score": _score(allegation.score),
    }


def _response(response: Response) -> Object:
    return {
        "id": response.id,
        "act": response.act.value,
        "status": response.status.value,
        "stage": None if response.stage is None else response.stage.value,
        "trigger": _span(response.trigger),
        "who": [_participant(participant) for participant in response.who],
        "to": [_participant(participant) for participant in response.to],
        "about": [_participant(participant) for participant in response.about],
        "places": [_place(place) for place in response.places],
        "times": [_time(time) for time in response.times],
        "told_by": list(response.told_by),
        "score": _score(response.score),
    }


def _participant(participant: Participant) -> Object:
    return {"span": _span(participant.span), "actor": participant.actor}


def _place(place: Place) -> Object:
    return {"span": _span(place.span), "name": place.name, "country": place.country, "geonames": place.geonames}


def _time(time: Time) -> Object:
    return {"span": _span(time.span), "from": time.first, "to": time.last}


def _count(count: Count) -> Object:
    return {
        "span": _span(count.span),
        "number": count.number,
        "bound": count.bound.value,
        "low": count.low,
        "high": count.high,
        "unit": count.unit.value,
    }


def _citation(citation: Citation) -> Object:
    return {"attribution": citation.attribution, "outlet": citation.outlet}


def _summary(summary: Summary) -> Object:
    perpetrator, place, date = summary.alleged_perpetrator, summary.place, summary.date
    return {
        "acts": [
            {"act": act.act.value, "score": _score(act.score), "evidence": list(act.evidence)} for act in summary.acts
        ],
        "victims": [
            {
                "name": victim.name,
                "actor": victim.actor,
                "kind": _word(victim.kind),
                "sex": _word(victim.sex),
                "age": _word(victim.age),
                "evidence": list(victim.evidence),
            }
            for victim in summary.victims
        ],
        "alleged_perpetrator": None
        if perpetrator is None
        else {
            "mentioned": perpetrator.mentioned,
            "type": _word(perpetrator.type),
            "evidence": list(perpetrator.evidence),
        },
        "place": None
        if place is None
        else {
            "country": place.country,
            "region": place.region,
            "city": place.city,
            "evidence": list(place.evidence),
        },
        "date": None
        if date is None
        else {"year": date.year, "month": date.month, "day": date.day, "evidence": list(date.evidence)},
    }


def _word(word: StrEnum | None) -> str | None:
    return None if word is None else word.value
