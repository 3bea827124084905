"""Where what a report alleges happened: its states, regions and cities, with what speaks for each."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.records import EntityType, Reading, Span, Status
from onrecord.resolve.gazetteer import Kind, folded, gazetteer
from onrecord.resolve.place_names import Mention, PlaceContext, mentions
from onrecord.resolve.places import Located, explain_place
from onrecord.resolve.states import is_adjective
from onrecord.resolve.summary_features import LEAD, Features, Spans, is_beside
from onrecord.resolve.tables import table

# "KIEV (Reuters) -", "LAGOS, Nigeria —": where the report was filed, which need not be where it happened.
_DATELINE = re.compile(
    r"(?:^|\n)[^\S\n]*(?:[A-Z][A-Z .'’-]{2,}|[A-Z][\w .'’-]{2,30})(?:, [\w .]{2,30})?(?: \([^)\n]{2,40}\))? ?[-–—]"
)

# How far from an act a place may stand to be beside it, in code points: about a sentence.
_BESIDE = 120
# One to three words in capitals, none of them a facility's: "Praia da Luz".
_VILLAGE = re.compile(r"[A-Z][\w’'-]+(?: (?:d[aeo]|of|al|el|[A-Z][\w’'-]+)){0,2}")


@dataclass(slots=True, eq=False)
class Where:
    """A state, region or city that a report names.

    Attributes:
        key: ISO code, or the folded name of a region or city.
        country: ISO code of the state that it is or lies in.
        words: as the report writes it; for a state its usual name if the report has that too.
        name: its usual name.
        evidence: ids of entities and findings that name it.
        spans: where it is named.
    """

    key: str
    country: str | None
    words: str
    name: str
    features: Features = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """A place that the reader marked, resolved.

    Attributes:
        id: of the entity or allegation that names it.
        happened: the place of an asserted allegation, with the allegation's act.
    """

    id: str
    span: Span
    located: Located
    happened: str | None


def told_places(reading: Reading, context: PlaceContext) -> list[Told]:
    """Places of asserted allegations, and place entities beside them, in text order."""
    text = reading.report.text
    found: dict[Span, Told] = {}
    located: dict[Span, Located] = {}
    out: list[Told] = []
    for allegation in reading.allegations:
        if allegation.status is not Status.ASSERTED:
            continue
        for place in allegation.places:
            if place.span not in located:
                located[place.span] = explain_place(place.span, text, context)
            told = Told(allegation.id, place.span, located[place.span], allegation.act.value)
            found[place.span] = told
            out.append(told)
    for entity in reading.entities:
        if entity.type is EntityType.PLACE and entity.span not in found:
            out.append(Told(entity.id, entity.span, explain_place(entity.span, text, context), None))
    return sorted(out, key=lambda told: (told.span, told.id))


class Ground:
    """What a report says of places, gone through once."""

    def __init__(self, reading: Reading, context: PlaceContext) -> None:
        self.text = reading.report.text
        self.length = max(1, len(self.text))
        self.title = max(0, self.text.find("\n"))
        self.datelines = [Span(*match.span()) for match in _DATELINE.finditer(self.text[: 3 * LEAD])]
        self.names = mentions(self.text, Span(0, len(self.text)), persons=context.persons)
        asserted = [a for a in reading.allegations if a.status is Status.ASSERTED]
        self.perpetrators = Spans((p.span, k) for k, a in enumerate(asserted) for p in a.alleged_perpetrators)
        self.victims = Spans((p.span, k) for k, a in enumerate(asserted) for p in a.victims)
        self.actors = Spans((p.span, k) for k, r in enumerate(reading.responses) for p in (*r.who, *r.to))
        self.sources = Spans((span, k) for k, a in enumerate(reading.attributions) for span in a.source)
        self.triggers = sorted(a.trigger.start for a in asserted)

    def common(self, spans: Sequence[Span], total: int) -> Features:
        """Numbers that places of every kind have."""
        first = min(spans)
        return {
            "often": math.log1p(len(spans)),
            "share": len(spans) / max(1, total),
            "in_title": float(first.start < self.title),
            "in_lead": float(first.start < LEAD),
            "late": first.start / self.length,
            "dateline": float(any(line.overlaps(span) for span in spans for line in self.datelines)),
            "dateline_only": float(all(any(line.overlaps(span) for line in self.datelines) for span in spans)),
            "beside_acts": math.log1p(sum(self._is_beside_act(span) for span in spans)),
            "beside_acts_share": sum(self._is_beside_act(span) for span in spans) / len(spans),
            "beside_perpetrators": math.log1p(sum(bool(self.perpetrators.over(span)) for span in spans)),
            "beside_victims": math.log1p(sum(bool(self.victims.over(span)) for span in spans)),
            "beside_actors": math.log1p(sum(bool(self.actors.over(span)) for span in spans)),
            "beside_sources": math.log1p(sum(bool(self.sources.over(span)) for span in spans)),
        }

    def _is_beside_act(self, span: Span) -> bool:
        return is_beside(span, self.triggers, within=_BESIDE)


def _happened(told: Iterable[Told], total: int) -> Features:
    acts = [place.happened for place in told if place.happened is not None]
    return {
        "happened": float(bool(acts)),
        "happened_often": math.log1p(len(acts)),
        "happened_share": len(acts) / max(1, total),
        "happened_in_lead": float(any(p.happened is not None and p.span.start < 2 * LEAD for p in told)),
    }


def _ranked(found: list[Where]) -> None:
    """Mark where most is told to have happened, and how many others there are."""
    best = max((where.features["happened_often"] for where in found), default=0.0)
    for where in found:
        where.features["most_happened"] = float(where.features["happened_often"] == best and best > 0)
        where.features["rivals"] = math.log(len(found))


def states_told(ground: Ground, context: PlaceContext, told: Sequence[Told]) -> list[Where]:
    """States that the report names, by name, adjective or a place in them."""
    found: dict[str, Where] = {}
    named: dict[str, list[Span]] = {}
    adjectives: dict[str, int] = {}
    forms: dict[str, Counter[str]] = {}
    for mention in ground.names:
        country = _country(mention, context, ground.text)
        if country is not None:
            named.setdefault(country, []).append(mention.span)
            adjectives[country] = adjectives.get(country, 0) + bool(mention.countries)
            if any(candidate.kind is Kind.STATE for candidate in mention.candidates):
                forms.setdefault(country, Counter())[mention.span.of(ground.text)] += 1
    happened: dict[str, list[Told]] = {}
    for place in told:
        country = place.located.place.country
        if country is not None:
            happened.setdefault(country, []).append(place)
    placed = sum(place.happened is not None for places in happened.values() for place in places)
    total = sum(map(len, named.values()))
    for country in sorted({*named, *happened}):
        places = happened.get(country, [])
        spans = sorted({*named.get(country, ()), *(place.span for place in places)})
        state = gazetteer().state(country)
        name = country if state is None else state.name
        own = forms.get(country, Counter({name: 1}))
        words = name if name in own else own.most_common(1)[0][0]
        where = Where(country, country, words, name, spans=spans)
        where.features = {
            **ground.common(spans, total),
            **_happened(places, placed),
            "adjective": adjectives.get(country, 0) / len(spans),
        }
        where.evidence = list(dict.fromkeys(place.id for place in places))
        found[country] = where
    out = sorted(found.values(), key=lambda where: where.spans[0])
    _ranked(out)
    return out


def _country(mention: Mention, context: PlaceContext, text: str) -> str | None:
    """The state that a name or adjective points to, if it is clear or the report's other names settle it."""
    if mention.countries:
        return mention.countries[0]
    states = [candidate for candidate in mention.candidates if candidate.kind is Kind.STATE]
    if states:
        return states[0].country
    shares = context.shares(folded(mention.span.of(text)))
    best = max(mention.candidates, key=lambda candidate: (shares.get(candidate.country, 0.0), candidate.population))
    large = best.kind is not Kind.CITY or best.capital or best.population > 300_000
    return best.country if large and (shares.get(best.country, 0.0) > 0.1 or len(mention.candidates) == 1) else None


def parts_told(ground: Ground, told: Sequence[Told], *, part: str) -> list[Where]:
    """Cities (`part="city"`) or first-level regions (`part="region"`) that the reader marked, resolved."""
    found: dict[tuple[str, str | None], list[Told]] = {}
    for place in told:
        name = _part_of(place, part, ground.text)
        country = place.located.place.country
        if name is None:
            continue
        found.setdefault((folded(name), country), []).append(place)
    placed = sum(place.happened is not None for places in found.values() for place in places)
    total = sum(map(len, found.values()))
    out: list[Where] = []
    for (key, country), places in found.items():
        spans = sorted({place.span for place in places})
        own = [place for place in places if place.located.kind is (Kind.CITY if part == "city" else Kind.REGION)]
        name = _part_of((own or places)[0], part, ground.text) or key
        known = any(getattr(place.located, part) is not None for place in places)
        where = Where(key, country, name, name, spans=spans)
        if own:
            where.words = _as_written(ground, own[0])
        where.features = {
            **ground.common(spans, total),
            **_happened(places, placed),
            "known": float(known),
            "placed": float(country is not None),
            "itself": float(bool(own)),
            "itself_happened": float(any(place.happened is not None for place in own)),
        }
        where.evidence = list(dict.fromkeys(place.id for place in places))
        out.append(where)
    out.sort(key=lambda where: where.spans[0])
    _ranked(out)
    return out


def _part_of(place: Told, part: str, text: str) -> str | None:
    """The city or region of a place: as the gazetteer has it, a city that is a state, or a village that it lacks."""
    found: str | None = getattr(place.located, part)
    if found is not None or part != "city":
        return found
    if place.located.kind is Kind.STATE:
        city_states: list[str] = table("summary")["city_states"]
        return place.located.place.name if place.located.place.country in city_states else None
    words = place.span.of(text)
    # a name of its own that no gazetteer knows: the reader says that it is a place, and nothing more
    if place.located.kind is not None or not _VILLAGE.fullmatch(words) or is_adjective(words.split()[0]):
        return None
    areas = table("areas")
    plain = {*areas["region_words"], *areas["town_words"], *areas["bridges"], *areas["plain_words"]}
    return None if {word.lower() for word in words.split()} & plain else words


def _as_written(ground: Ground, place: Told) -> str:
    """The place's name in the report's own spelling ("Kiev"), for whoever compares with the text."""
    for mention in ground.names:
        if mention.candidates and mention.span.overlaps(place.span):
            return mention.span.of(ground.text)
    return place.located.place.name or place.span.of(ground.text)
