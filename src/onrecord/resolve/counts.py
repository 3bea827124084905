"""Counts: how many, as told, with the bound that the words set and never a guess beyond it."""

from collections.abc import Sequence
from functools import cache

from onrecord.records import Bound, Count, Span, Unit
from onrecord.resolve.quantities import Quantity, quantities, quantity_at
from onrecord.resolve.tables import table
from onrecord.resolve.words import Token, clipped, surroundings, tokens_of

# How far around the span bounds and the counted noun are sought: "at the very least another", "cases of unlawful".
_BEFORE, _AFTER = 90, 90
# Tokens after a number among which the counted noun stands: "424 reported extrajudicial killings".
_NOUN_WITHIN = 6


def count_of(span: Span, text: str) -> Count:
    """The count that `text[span]` tells, read with the words around it in its sentence.

    Bounds: "over 100" is `more_than` 100 with `low` 100; "up to 30" `at_most` 30 with `high` 30; "about 20", "nearly
    20" and "a dozen" are `about` and set no limits; a range ("between 20 and 30", "two or three") names no single
    number, so it is `about` with `low` and `high`. Vague words ("dozens", "several") and shares ("half", "53 percent")
    are `vague` without any number.

    Args:
        span: where the count stands; may leave out the words that bound it ("at least [16]").
        text: the report's text.
    """
    low, high = surroundings(span, text, before=_BEFORE, after=_AFTER)
    tokens = tokens_of(text, low, high)
    quantity = _quantity_at(clipped(span, text), tokens)
    if quantity is None:
        return _count_without_number(span, text, tokens)
    unit = _unit(tokens, quantity)
    return Count(span, quantity.number, quantity.bound, quantity.low, quantity.high, unit)


def acled_view(count: Count, text: str) -> int | None:
    """A number for tables that follow ACLED's convention for vague words; a view, never stored.

    Args:
        count: as `count_of` gives it.
        text: the report's text, whose vague word is looked up in `data/counts.yaml` under `acled`.

    Returns:
        The number told, else a range's or bound's lower (or only) limit, else the convention's number for the vague
        word; None where the convention has none.
    """
    for number in (count.number, count.low, count.high):
        if number is not None:
            return number
    words = " ".join(token.text for token in tokens_of(text, *clipped(count.span, text)))
    convention: dict[str, int] = table("counts")["acled"]
    for phrase in sorted(convention, key=len, reverse=True):
        if f" {phrase} " in f" {words} ":
            return convention[phrase]
    return None


def _quantity_at(span: Span, tokens: Sequence[Token]) -> Quantity | None:
    """The first quantity that the span touches."""
    for quantity in quantities(tokens, marked=span):
        covered = Span(tokens[quantity.start].start, tokens[quantity.end - 1].end)
        if not covered.overlaps(span):
            continue
        second = quantity.second
        if second is not None and span.start >= tokens[second].start and tokens[quantity.start].text != "between":
            return quantity_at(tokens, second, marked=span)  # "rose from 84 to [170]"
        return quantity
    return None


def _count_without_number(span: Span, text: str, tokens: Sequence[Token]) -> Count:
    """One for an article ("a printer"), none for "no detainees", else a vague count."""
    first = next((index for index, token in enumerate(tokens) if token.end > span.start), len(tokens))
    word = tokens[first].text if first < len(tokens) and tokens[first].start < span.end else ""
    number = {"a": 1, "an": 1, "another": 1, "no": 0}.get(word)
    if {token.text for token in tokens[first : first + 5]} & set(table("counts")["vague_nouns"]):
        number = None  # "an ever-rising number"
    unit = _unit_of_noun(tokens, first + 1, number)
    if number is None:
        return Count(span, None, Bound.VAGUE, None, None, unit)
    return Count(span, number, Bound.EXACT, number, number, unit)


def _unit(tokens: Sequence[Token], quantity: Quantity) -> Unit:
    if tokens[quantity.core].text in {"once", "twice", "thrice"}:
        return Unit.ACTS
    one = quantity.number == 1
    after = _unit_of_noun(tokens, quantity.end, 1 if one else None)
    if after is not Unit.PERSONS:
        return after
    return _unit_before(tokens, quantity)


def _unit_of_noun(tokens: Sequence[Token], at: int, number: int | None) -> Unit:
    """What the nouns after a number count."""
    words = table("counts")
    nouns = _nouns(number == 1)
    while at < len(tokens) and tokens[at].text in words["unit_skips"]:
        at += 1
    for token in tokens[at : at + _NOUN_WITHIN]:
        if token.text in nouns:
            return nouns[token.text]
        if token.text in words["unit_stops"] or not (token.text[0].isalpha() or token.text in {"-", "’", "'"}):
            break
    return Unit.PERSONS


def _unit_before(tokens: Sequence[Token], quantity: Quantity) -> Unit:
    """What is counted in "executions rose to 566", "the number of arrests reached 40"."""
    words = table("counts")
    nouns = _nouns(False)
    if not quantity.start or tokens[quantity.start - 1].text not in words["unit_before_verbs"]:
        return Unit.PERSONS
    following = tokens[quantity.end].text if quantity.end < len(tokens) else "."
    if following[0].isalpha() and following not in {*words["unit_stops"], "last", "this", "so"}:
        return Unit.PERSONS
    units = [nouns[token.text] for token in tokens[max(0, quantity.start - 8) : quantity.start] if token.text in nouns]
    return units[0] if units else Unit.PERSONS


@cache
def _nouns(singular: bool) -> dict[str, Unit]:
    units = table("counts")["units"]
    forms = ("plural", "singular") if singular else ("plural",)
    return {noun: Unit(name) for name, entry in units.items() for form in forms for noun in entry[form]}
