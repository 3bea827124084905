"""Expressions of quantity in a stretch of tokens: "at least two dozen", "between 20 and 30", "hundreds"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from onrecord.records import Bound, Span
from onrecord.resolve.numbers import DASHES, LARGEST, Number, number_at
from onrecord.resolve.phrases import Phrases, phrases_of
from onrecord.resolve.tables import table
from onrecord.resolve.words import Token

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity: tokens `[start, end)` and what they say.

    Attributes:
        core: index of the first token of the number itself, after a bound's words.
        number: the number named; None for a vague word and for a range, which names two.
        second: index of the first token of a range's second number.
    """

    start: int
    core: int
    end: int
    number: int | None
    bound: Bound
    low: int | None = None
    high: int | None = None
    second: int | None = None

    @property
    def vague(self) -> bool:
        """Whether the words set no number at all."""
        return self.number is None and self.low is None and self.high is None


def quantities(tokens: Sequence[Token], *, marked: Span | None = None) -> list[Quantity]:
    """All quantities, left to right, none overlapping another.

    Args:
        tokens: a stretch of one sentence.
        marked: what the reader marked as a count; a bound's word within it is no mere preposition.
    """
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        phrase = _before().after(tokens, at)
        if phrase is not None and phrase[0] > 1:
            at += phrase[0]  # the "many" of "as many as" and the "most" of "at most" are no quantities
            continue
        quantity = quantity_at(tokens, at, marked=marked)
        if quantity is None:
            at += 1
            continue
        found.append(quantity)
        at = quantity.end
    return found


def quantity_at(tokens: Sequence[Token], at: int, *, marked: Span | None = None) -> Quantity | None:
    """The quantity whose number starts at token `at`."""
    quantity = _unbounded(tokens, at)
    if quantity is None or (quantity.vague and _is_share(tokens, quantity.end)):
        return quantity
    return _bounded(tokens, quantity, marked)


def _unbounded(tokens: Sequence[Token], at: int) -> Quantity | None:
    first = number_at(tokens, at)
    if first is None:
        return None
    if _is_share(tokens, first.end) or _is_one_in_many(tokens, at, first):
        return Quantity(at, at, first.end, None, Bound.VAGUE)
    if _measures_something_else(tokens, at, first.end):
        return None
    if first.value is None or first.value.denominator != 1:
        return Quantity(at, at, first.end, None, Bound.VAGUE)
    whole = int(first.value)
    if ranged := _range(tokens, at, first):
        return ranged
    if first.loose:
        return Quantity(at, at, first.end, whole, Bound.ABOUT)
    return Quantity(at, at, first.end, whole, Bound.EXACT, whole, whole)


def _range(tokens: Sequence[Token], at: int, first: Number) -> Quantity | None:
    """The range that `first` opens: "20-30", "two or three", "between 20 and 30"."""
    if first.end + 1 >= len(tokens) or first.value is None:
        return None
    joint = tokens[first.end].text
    opener = tokens[at - 1].text if at else ""
    if not (joint in DASHES or joint in {"to", "or"} or (joint == "and" and opener == "between")):
        return None
    second = number_at(tokens, first.end + 1)
    if second is None or second.value is None or second.value.denominator != 1:
        return None
    if _measures_something_else(tokens, first.end + 1, second.end):
        return None
    low, high = first.value, second.value
    if first.scale == 1 and second.scale > 1 and low < high and low < second.scale:
        low *= second.scale  # "1 to 2 million", "two or three dozen"
    if not low < high <= LARGEST or low.denominator != 1:
        return None
    start = at - 1 if opener in {"between", "from"} else at
    if start and tokens[start - 1].text == "anywhere":
        start -= 1
    return Quantity(start, at, second.end, None, Bound.ABOUT, int(low), int(high), second=first.end + 1)


def _bounded(tokens: Sequence[Token], quantity: Quantity, marked: Span | None) -> Quantity:
    """The quantity with the bound that the words before or after it set."""
    start, bounds = quantity.start, []
    while start:
        if length := _filler_length(tokens, start):
            start -= length
        elif (phrase := _before().before(tokens, start)) and not _is_preposition(tokens, start, phrase, marked):
            start -= phrase[0]
            bounds.append(phrase[1])
        else:
            break
    end = quantity.end
    for skip in (0, 1):  # "7 or more", "7 people or more"
        if skip and not (end < len(tokens) and tokens[end].text.isalpha()):
            break
        if (phrase := _after().after(tokens, end + skip)) and not _opens_another(tokens, end + skip, phrase[0]):
            bounds.append(phrase[1])
            end += phrase[0] + skip
            break
    if end + 1 < len(tokens) and tokens[end].text in DASHES and (phrase := _after().after(tokens, end + 1)):
        bounds.append(phrase[1])  # "60-odd", "100-plus"
        end += 1 + phrase[0]
    if not bounds:
        return replace(quantity, end=end)
    # "at least some 20" is at least 20: a bound that sets a limit outweighs one that only loosens.
    limits = [bound for bound in bounds if bound not in {Bound.ABOUT, Bound.EXACT}]
    return _with_bound(replace(quantity, start=start, end=end), limits[-1] if limits else bounds[-1])


def _opens_another(tokens: Sequence[Token], at: int, length: int) -> bool:
    """Whether the phrase bounds the number after it: "in March 2021, at least eight people"."""
    return number_at(tokens, at + length) is not None


def _with_bound(quantity: Quantity, bound: Bound) -> Quantity:
    if quantity.vague:
        return quantity
    low = quantity.number if quantity.number is not None else quantity.low
    high = quantity.number if quantity.number is not None else quantity.high
    if bound in {Bound.AT_LEAST, Bound.MORE_THAN}:
        return replace(quantity, bound=bound, number=low, low=low, high=None)
    if bound in {Bound.AT_MOST, Bound.LESS_THAN}:
        return replace(quantity, bound=bound, number=high, low=None, high=high)
    if quantity.number is None:  # "about 20 to 30" stays the range that it names
        return quantity
    if bound is Bound.ABOUT:
        return replace(quantity, bound=bound, low=None, high=None)
    return replace(quantity, bound=bound, low=low, high=high)


def _is_share(tokens: Sequence[Token], end: int) -> bool:
    """Whether the number is a share: "53 percent", "one-third", "two thirds"."""
    shares = _shares()
    if end < len(tokens) and tokens[end].text in DASHES:
        end += 1
    return any(
        tuple(token.text for token in tokens[end : end + length]) in shares for length in (2, 1) if end < len(tokens)
    )


def _is_one_in_many(tokens: Sequence[Token], at: int, first: Number) -> bool:
    """A share, as in "one in five", "three in every ten"; "two in 2018", "four in 10 days" are counts."""
    end = first.end
    if not (first.value is not None and first.value <= 10 and end + 1 < len(tokens) and tokens[end].text == "in"):
        return False
    second_at = end + 2 if tokens[end + 1].text == "every" else end + 1
    second = number_at(tokens, second_at)
    if second is None or second.value is None or not first.value < second.value <= 1000:
        return False
    return not _measures_something_else(tokens, second_at, second.end)


def _measures_something_else(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether the number counts years, kilometres or money, or is a date's, an age's, a clock's."""
    words = table("counts")
    if at and tokens[at - 1].text in words["currencies"]:
        return True
    if end < len(tokens) and tokens[end].text in DASHES:
        end += 1
    if end < len(tokens) and tokens[end].text in words["measures"]:
        return True
    if not at or not _DIGITS.fullmatch(tokens[at].text):
        return False
    before = tokens[at - 1].text
    if before in words["before_years"] and re.fullmatch(r"(1[89]|20)\d\d", tokens[at].text):
        return True
    return before in words["before_other_numbers"]


def _filler_length(tokens: Sequence[Token], at: int) -> int:
    phrase = _fillers().before(tokens, at)
    return 0 if phrase is None else phrase[0]


def _is_preposition(tokens: Sequence[Token], at: int, phrase: tuple[int, Bound], marked: Span | None) -> bool:
    """Whether the bound's word is only a preposition here: "wrote about two men", "outrage over 30 arrests"."""
    if phrase[0] != 1 or at < 2 or (marked is not None and tokens[at - 1].start >= marked.start):
        return False
    guards = table("counts")["not_a_bound_after"].get(tokens[at - 1].text, ())
    return tokens[at - 2].text in guards


@cache
def _before() -> Phrases[Bound]:
    return phrases_of({e: Bound(name) for name, sides in table("counts")["bounds"].items() for e in sides["before"]})


@cache
def _after() -> Phrases[Bound]:
    return phrases_of({e: Bound(name) for name, sides in table("counts")["bounds"].items() for e in sides["after"]})


@cache
def _fillers() -> Phrases[Bound]:
    return phrases_of(dict.fromkeys(table("counts")["fillers"], Bound.EXACT))


@cache
def _shares() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(share.split()) for share in table("counts")["shares"])
