"""Phrases of places: which of the names in one, or just after it, it is about."""

import re
from collections.abc import Sequence

from onrecord.records import Span
from onrecord.resolve.gazetteer import Kind, folded
from onrecord.resolve.place_names import TELLING, Mention, PlaceContext, mentions
from onrecord.resolve.tables import table

# How far after the span the name may stand that says where it is: "[a prison] in the capital, Minsk".
_AFTER = 60
_DETERMINER = re.compile(r"^(?:the|a|an|his|her|their|its|our|my)\s+", re.IGNORECASE)


def head_of(text: str, inside: Span, named: Sequence[Mention]) -> Mention:
    """The name that the phrase is about: "Paris" of "Paris, Texas", "Douma" of "the Damascus suburb of Douma"."""
    words = table("areas")
    kinds = "|".join(map(re.escape, (*words["town_words"], *words["region_words"])))
    for mention in named:
        if re.search(
            rf"\b(?:{kinds})s?\s+(?:of|called)\s+(?:the\s+)?$", text[inside.start : mention.span.start].lower()
        ):
            return mention
    joints = "|".join(map(re.escape, words["joints"]))
    before_first = _DETERMINER.sub("", text[inside.start : named[0].span.start].lower())
    if before_first.strip() and not set(before_first.split()) <= set(words["plain_words"]):
        for mention in named:
            if re.search(
                rf"\b(?:{joints})\s+(?:the\s+)?(?:\w+ern\s+)?$", text[inside.start : mention.span.start].lower()
            ):
                return mention
    elif len(named) > 1 and re.search(rf"[a-z]+\s+(?:{joints})\s+(?:the\s+)?$", _between(text, named[0], named[1])):
        # "the Hilltop Hotel in Minsk", "Evin prison in Tehran": what follows the joint says where.
        if not _plain_between(_between(text, named[0], named[1])):
            return named[1]
    return named[0]


def _between(text: str, first: Mention, second: Mention) -> str:
    return text[first.span.end : second.span.start].lower()


def _plain_between(between: str) -> bool:
    words = table("areas")
    allowed = {*words["plain_words"], *words["town_words"], *words["region_words"]}
    return set(re.findall(r"\w+", between)) <= allowed


def is_the_place_itself(text: str, inside: Span, named: Sequence[Mention], within: Sequence[Mention]) -> bool:
    """Whether the phrase names the place, and not something in, at or near it."""
    words = table("areas")
    rest, at = [], inside.start
    for mention in [mention for mention in within if mention in named or mention.countries]:
        rest.append(text[at : mention.span.start])
        at = mention.span.end
    rest.append(text[at : inside.end])
    left = re.findall(r"[\w]+", " ".join(rest).lower())
    allowed = {*words["plain_words"], *words["town_words"], *words["region_words"], *words["capital_again"], "s"}
    return set(left) <= allowed - {"near"}


def credible(
    text: str, named: Sequence[Mention], within: Sequence[Mention], after: Sequence[Mention], context: PlaceContext
) -> list[Mention]:
    """The names without those that only a small place far from the report's other places bears.

    Newspapers, streets and people share their names with small towns somewhere: without this, an office of a paper
    called Clarín would be in the Philippines.
    """
    told = {country for mention in (*within, *after) for country in mention.countries}
    kept = []
    for mention in named:
        beside = [other for other in (*named, *after) if other is not mention]
        shares = context.shares(folded(mention.span.of(text)))
        near = told | {candidate.country for other in beside for candidate in other.candidates}
        if any(
            candidate.kind is not Kind.CITY
            or candidate.capital
            or candidate.population >= TELLING
            or candidate.country in near
            or not shares
            or candidate.country in shares
            for candidate in mention.candidates
        ):
            kept.append(mention)
    return kept


def own_names(text: str, named: Sequence[Mention]) -> Sequence[Mention]:
    """The names without those that only open a longer one, if others are left: "Palestine Flats, Baghdad"."""
    kinds = {*table("areas")["town_words"], *table("areas")["region_words"]}

    def opens_another(mention: Mention) -> bool:
        following = re.match(r" ([A-Z]\w+)", text[mention.span.end : mention.span.end + 30])
        if following is None or following[1].lower() in kinds:
            return False
        return all(other.span.start != mention.span.end + 1 for other in named)

    return [mention for mention in named if not opens_another(mention)] or named


def held(head: Mention, named: Sequence[Mention]) -> Mention:
    """The head, or the state named after it if no place of the head's name lies there: "Praia da Luz, in Portugal"."""
    own = {candidate.country for candidate in head.candidates}
    for mention in named:
        names_a_state = any(candidate.kind is Kind.STATE for candidate in mention.candidates)
        holders = {candidate.country for candidate in mention.candidates}
        if mention.span.start > head.span.start and names_a_state and not holders & own:
            return mention
    return head


def names_after(text: str, inside: Span, context: PlaceContext) -> list[Mention]:
    """Names just after the span that say where it lies: "[a prison] in Minsk", "[Paris], Texas"."""
    stop = min(len(text), inside.end + _AFTER)
    found: list[Mention] = []
    at = inside.end
    for mention in mentions(text, Span(inside.end, stop), persons=context.persons):
        gap = text[at : mention.span.start]
        if "." in gap or "\n" in gap or ";" in gap:
            break
        words = re.findall(r"[\w]+", gap.lower())
        joined = "," in gap if not words else set(words) <= set(table("areas")["bridges"]) | {"s"}
        if not joined or not mention.candidates:
            break
        found.append(mention)
        at = mention.span.end
    if found and not _holds(text, inside, found[0]):
        return []
    return found


def _holds(text: str, inside: Span, mention: Mention) -> bool:
    """After a mere comma only a state or region holds what stands before: "[Paris], Texas", not "[Paris], London"."""
    if re.search(r"\w", text[inside.end : mention.span.start]):
        return True
    return any(candidate.kind is not Kind.CITY for candidate in mention.candidates)
