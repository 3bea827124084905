"""Places: where, as told, with the state it lies in; ambiguous names keep their alternatives and a reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.records import Place, Span
from onrecord.resolve.gazetteer import Candidate, Kind, folded, gazetteer
from onrecord.resolve.place_names import CONTEXT, Mention, PlaceContext, context_of, mentions, prominence
from onrecord.resolve.place_phrases import credible, head_of, held, is_the_place_itself, names_after, own_names
from onrecord.resolve.tables import table
from onrecord.resolve.words import clipped

# How far back "the country" and "the capital" look for the state that they mean.
_AGAIN = 1200
# A name beside it in the same phrase outweighs any population: "London, Ontario".
_BESIDE, _SAME_REGION, _SAID_KIND = 6.0, 4.0, 2.0


@dataclass(frozen=True, slots=True)
class Located:
    """A place, resolved as far as the text allows, with how that was done.

    Attributes:
        place: what the record keeps.
        kind: what the name stands for; None for a facility or an unresolved place.
        region: first-level region, where known.
        city: city, where known.
        alternatives: others that the name could have meant, the likeliest first.
        reason: why this one, in a sentence for reviewers.
    """

    place: Place
    kind: Kind | None
    region: str | None
    city: str | None
    latitude: float | None
    longitude: float | None
    alternatives: tuple[Candidate, ...]
    reason: str


def place_of(span: Span, text: str, context: PlaceContext | None = None) -> Place:
    """The place that `text[span]` names; see `explain_place`."""
    return explain_place(span, text, context).place


def explain_place(span: Span, text: str, context: PlaceContext | None = None) -> Located:
    """The place that `text[span]` names, with alternatives and a reason.

    A state, area, region or city gets its name in the gazetteer, its state and, except for regions, its GeoNames id.
    A facility ("a prison in Minsk") keeps its words as its name and gets the state of the place named inside or beside
    it. What the text does not place stays without a state.

    Args:
        span: where the place stands.
        text: the report's text.
        context: from `context_of`, once a report; made here when left out.
    """
    inside = clipped(span, text)
    context = context_of(text) if context is None else context
    within = mentions(text, inside, persons=context.persons)
    after = names_after(text, inside, context)
    named = credible(text, [mention for mention in within if mention.candidates], within, after, context)
    adjectives = [mention for mention in within if mention.countries]
    if again := _again(inside, text, context, within):
        return _located(span, again[0], (), again[1])
    if named:
        head = held(head_of(text, inside, own_names(text, named)), named)
        beside = [mention for mention in (*named, *after) if mention is not head]
        chosen, others, reason = _choose(text, head, beside, within, context)
        if is_the_place_itself(text, inside, named, within):
            return _located(span, chosen, others, reason)
        return _facility(span, text, inside, chosen, f"by the name in it: {reason}")
    facility_elsewhere = any(word in table("areas")["elsewhere"] for word in inside.of(text).lower().split())
    if after:
        chosen, _, reason = _choose(text, after[0], after[1:], within, context)
        return _facility(span, text, inside, chosen, f"by the name after it: {reason}")
    if adjectives and not facility_elsewhere:
        return _by_adjective(span, text, inside, adjectives[0])
    return _unplaced(span, text, inside)


def _by_adjective(span: Span, text: str, inside: Span, adjective: Mention) -> Located:
    state = gazetteer().state(adjective.countries[0])
    if state is None:
        return _unplaced(span, text, inside)
    words = inside.of(text).lower().split()
    quotation = adjective.span.of(text)
    if words[-1] in table("areas")["capital_again"] and (capital := gazetteer().capital(state.country)):
        return _located(span, capital, (), f"the capital of {state.name}")
    if words[-1] in table("areas")["soil_words"]:
        return _located(span, state, (), f"“{quotation}” points to {state.name}")
    return _facility(span, text, inside, state, f"“{quotation}” points to {state.name}", state_only=True)


def _choose(
    text: str, head: Mention, beside: Sequence[Mention], within: Sequence[Mention], context: PlaceContext
) -> tuple[Candidate, tuple[Candidate, ...], str]:
    """The likeliest candidate, the others, and why."""
    countries = {candidate.country for mention in beside for candidate in mention.candidates}
    countries |= {country for mention in within if mention is not head for country in mention.countries}
    regions = {
        (candidate.country, folded(candidate.name))
        for mention in beside
        for candidate in mention.candidates
        if candidate.kind in {Kind.REGION, Kind.AREA}
    }
    own_name = folded(head.span.of(text))
    shares = context.shares(own_name)
    told_regions = {(country, region) for name, country, region in context.regions if name != own_name}
    word_after = re.match(r"\s+(\w+)", text[head.span.end : head.span.end + 30])
    kind_word = word_after[1].lower() if word_after else ""

    def weight(candidate: Candidate) -> float:
        value = prominence(candidate) + CONTEXT * shares.get(candidate.country, 0.0)
        if candidate.country in countries and beside_says(candidate):
            value += _BESIDE
        if candidate.region is not None and (candidate.country, folded(candidate.region)) in regions:
            value += _SAME_REGION
        elif (candidate.country, candidate.region) in told_regions:
            value += 0.5
        if kind_word in table("areas")["region_words"]:
            value += _SAID_KIND * 2 if candidate.kind is not Kind.CITY and candidate.kind is not Kind.STATE else 0
        elif kind_word in table("areas")["town_words"] and candidate.kind is Kind.CITY:
            value += _SAID_KIND
        return value

    def beside_says(candidate: Candidate) -> bool:
        """Whether what stands beside it can hold the candidate: a state holds cities, not itself."""
        return candidate.kind is not Kind.STATE

    ranked = sorted(head.candidates, key=weight, reverse=True)
    best = ranked[0]
    return best, tuple(ranked[1:6]), _why(best, ranked, countries, shares)


def _why(best: Candidate, ranked: Sequence[Candidate], beside: set[str], shares: Mapping[str, float]) -> str:
    state = gazetteer().state(best.country)
    where = state.name if state is not None else best.country
    if len(ranked) == 1:
        return f"the only {best.kind} of that name in the gazetteer, in {where}"
    if best.country in beside:
        return f"a name beside it places it in {where}"
    rivals = [shares.get(other.country, 0.0) for other in ranked if other.country != best.country]
    if rivals and shares.get(best.country, 0.0) > max(rivals) and best.kind is not Kind.STATE:
        return f"the report plays in {where}; {len(ranked)} places bear the name"
    if best.kind is Kind.CITY:
        return f"the largest of {len(ranked)} places that bear the name, in {where}"
    return f"the best known of {len(ranked)} places that bear the name"


def _again(inside: Span, text: str, context: PlaceContext, within: Sequence[Mention]) -> tuple[Candidate, str] | None:
    """The state named before, for "the country", or its capital, for "the capital"."""
    words = inside.of(text).lower().split()
    if within or len(words) != 2 or words[0] != "the":
        return None
    areas = table("areas")
    if words[1] not in areas["state_again"] and words[1] not in areas["capital_again"]:
        return None
    before = [code for start, code in context.states if inside.start - _AGAIN <= start < inside.start]
    state = gazetteer().state(before[-1]) if before else None
    if state is None:
        return None
    if words[1] in areas["state_again"]:
        return state, f"{state.name} is the state named before"
    capital = gazetteer().capital(state.country)
    return None if capital is None else (capital, f"the capital of {state.name}, the state named before")


def _located(span: Span, chosen: Candidate, others: Sequence[Candidate], reason: str) -> Located:
    undecided = (
        chosen.kind is Kind.AREA
        and chosen.rank == 0
        and any(other.kind is Kind.AREA and other.rank > 0 and other.name == chosen.name for other in others)
    )
    undecided = undecided and reason.startswith("the best known")
    place = Place(span, chosen.name, None if undecided else chosen.country, chosen.geonames)
    return Located(
        place,
        chosen.kind,
        chosen.region,
        chosen.name if chosen.kind is Kind.CITY else None,
        chosen.latitude,
        chosen.longitude,
        tuple(others),
        "the name alone does not say in which state" if undecided else reason,
    )


def _facility(
    span: Span, text: str, inside: Span, holder: Candidate, reason: str, *, state_only: bool = False
) -> Located:
    """A place that keeps its words as its name, in the state of what holds it."""
    place = Place(span, inside.of(text), holder.country)
    city = holder.name if holder.kind is Kind.CITY else None
    return Located(place, None, None if state_only else holder.region, city, None, None, (), reason)


def _unplaced(span: Span, text: str, inside: Span) -> Located:
    return Located(
        Place(span, inside.of(text) or None), None, None, None, None, None, (), "the text does not say where this is"
    )
