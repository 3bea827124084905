"""Expressions of quantity in a stretch of tokens: "at least two dozen", "between 20 and 30", "hundreds"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from onrecord.records import Bound, Span
from onrecord.resolve.tables import table
from onrecord.resolve.words import Token, tokens_of

# Beyond this no count of people can be meant, and a hostile text could make us multiply for ever.
_LARGEST = 10**11
_DASHES = frozenset("-‐‑‒–—")
_DIGITS = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+|\d{1,3}(?:\.\d{3}){2,}")


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


@dataclass(frozen=True, slots=True)
class _Number:
    """A number without its bound: value (None: vague), whether it is loosely meant, where it ends."""

    value: Fraction | None
    end: int
    loose: bool = False
    scale: int = 1


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases of several words, to be found forwards or backwards from a place; the longest wins."""

    words: dict[tuple[str, ...], Bound]
    longest: int
    first_words: frozenset[str]
    last_words: frozenset[str]

    def after(self, tokens: Sequence[Token], at: int) -> tuple[int, Bound] | None:
        """Length and bound of the longest phrase that starts at `at`."""
        if at >= len(tokens) or tokens[at].text not in self.first_words:
            return None
        for length in range(min(self.longest, len(tokens) - at), 0, -1):
            bound = self.words.get(tuple(token.text for token in tokens[at : at + length]))
            if bound is not None:
                return length, bound
        return None

    def before(self, tokens: Sequence[Token], at: int) -> tuple[int, Bound] | None:
        """Length and bound of the longest phrase that ends before `at`."""
        if not at or tokens[at - 1].text not in self.last_words:
            return None
        for length in range(min(self.longest, at), 0, -1):
            bound = self.words.get(tuple(token.text for token in tokens[at - length : at]))
            if bound is not None:
                return length, bound
        return None


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
    first = _number(tokens, at)
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


def _range(tokens: Sequence[Token], at: int, first: _Number) -> Quantity | None:
    """The range that `first` opens: "20-30", "two or three", "between 20 and 30"."""
    if first.end + 1 >= len(tokens) or first.value is None:
        return None
    joint = tokens[first.end].text
    opener = tokens[at - 1].text if at else ""
    if not (joint in _DASHES or joint in {"to", "or"} or (joint == "and" and opener == "between")):
        return None
    second = _number(tokens, first.end + 1)
    if second is None or second.value is None or second.value.denominator != 1:
        return None
    if _measures_something_else(tokens, first.end + 1, second.end):
        return None
    low, high = first.value, second.value
    if first.scale == 1 and second.scale > 1 and low < high and low < second.scale:
        low *= second.scale  # "1 to 2 million", "two or three dozen"
    if not low < high <= _LARGEST or low.denominator != 1:
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
    if end + 1 < len(tokens) and tokens[end].text in _DASHES and (phrase := _after().after(tokens, end + 1)):
        bounds.append(phrase[1])  # "60-odd", "100-plus"
        end += 1 + phrase[0]
    if not bounds:
        return replace(quantity, end=end)
    # "at least some 20" is at least 20: a bound that sets a limit outweighs one that only loosens.
    limits = [bound for bound in bounds if bound not in {Bound.ABOUT, Bound.EXACT}]
    return _with_bound(replace(quantity, start=start, end=end), limits[-1] if limits else bounds[-1])


def _opens_another(tokens: Sequence[Token], at: int, length: int) -> bool:
    """Whether the phrase bounds the number after it: "in March 2021, at least eight people"."""
    return _number(tokens, at + length) is not None


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


def _number(tokens: Sequence[Token], at: int) -> _Number | None:
    if at >= len(tokens):
        return None
    vague = _vague().after(tokens, at)
    if vague is not None and not (vague[0] == 1 and tokens[at].text in {"some", "all"}):
        return _Number(None, at + vague[0])
    word = tokens[at].text
    words = table("counts")
    if word in words["set_numbers"]:
        return _Number(Fraction(words["set_numbers"][word]), at + 1)
    if word in {"a", "an", "half", "quarter"} and (number := _indefinite(tokens, at)):
        return number
    if _DIGITS.match(word):
        return _digits(tokens, at)
    return _spelled(tokens, at)


def _indefinite(tokens: Sequence[Token], at: int) -> _Number | None:
    """Round numbers, loosely meant: "a dozen", "a hundred", "half a million", "a quarter of a million", "a couple"."""
    words = table("counts")
    fractions = {"half": Fraction(1, 2), "quarter": Fraction(1, 4)}
    value, position = Fraction(1), at
    while position < len(tokens) and (tokens[position].text in {"a", "an", *fractions, "of"} | _DASHES):
        value = fractions.get(tokens[position].text, value)
        position += 1
    if position == at or position >= len(tokens):
        return None
    word = tokens[position].text
    if word in words["loose_numbers"]:
        return _Number(words["loose_numbers"][word] * value, _past_of(tokens, position), loose=True)
    if word in words["set_numbers"]:
        return _Number(Fraction(words["set_numbers"][word]), _past_of(tokens, position))
    if word.endswith("s") or not (word in words["scales"] or word in words["round_scales"]):
        return None
    number = _spelled(tokens, position, lead=value)
    if number is None or number.value is None:
        return number
    # "a hundred and twenty" is meant to the man, "a hundred" isn't.
    return _Number(number.value, number.end, loose=number.end == position + 1 or number.loose, scale=number.scale)


def _past_of(tokens: Sequence[Token], at: int) -> int:
    return at + 2 if at + 1 < len(tokens) and tokens[at + 1].text == "of" else at + 1


def _digits(tokens: Sequence[Token], at: int) -> _Number | None:
    """A number in digits, with the scale that may follow: "1,204", "1.5 million", "2.3m"."""
    words = table("counts")
    text = tokens[at].text
    if len(text) > 18:
        return _Number(None, at + 1)
    value = _value_of_digits(text)
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None:
        glued = following.start == tokens[at].end
        if glued and following.text in words["glued_scales"]:
            scale = words["glued_scales"][following.text]
            return _limited(value * scale, at + 2, scale=scale)
        if glued and following.text[0].isalpha() and following.text not in words["scales"]:
            return None  # "3rd", "5km", "12th": no count
        scale = words["scales"].get(following.text) or words["round_scales"].get(following.text)
        if scale is not None:
            if "," in text and not _GROUPED.fullmatch(text):
                value = Fraction(text.replace(",", ".", 1).split(",")[0])
            return _limited(value * scale, at + 2, loose=following.text in words["round_scales"], scale=scale)
    if value.denominator != 1 and re.fullmatch(r"\d{1,3}\.\d{3}", text):
        value *= 1000  # nobody counts thousandths of a person: "1.204" is a continental 1,204
    return _limited(value, at + 1)


def _value_of_digits(text: str) -> Fraction:
    if _GROUPED.fullmatch(text):
        return Fraction("".join(_DIGITS.findall(text)))
    whole, _, decimals = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").partition(".")
    whole = re.sub(r"\D", "", whole)
    decimals = re.sub(r"\D", "", decimals)
    return Fraction(int(whole or "0")) + (Fraction(int(decimals), 10 ** len(decimals)) if decimals else 0)


def _limited(value: Fraction, end: int, *, loose: bool = False, scale: int = 1) -> _Number:
    return _Number(value if value <= _LARGEST else None, end, loose=loose, scale=scale)


def _spelled(tokens: Sequence[Token], at: int, *, lead: Fraction | None = None) -> _Number | None:
    """A number in words: "three hundred and three", "forty-two", "two dozen"."""
    words = table("counts")
    total, current = Fraction(0), lead
    position, end, loose, scale_seen = at, at, False, 1
    while position < len(tokens):
        word = tokens[position].text
        if word in words["numbers"]:
            value = words["numbers"][word]
            if current is not None and not _fits(current, value):
                break
            current = Fraction(value) if current is None else current + value
        elif word in words["scales"] and current is not None:
            if word.endswith("s") and current <= 1 and lead is None:
                return None
            scale = words["scales"][word]
            scale_seen = max(scale_seen, scale)
            if scale == 100:
                current *= scale
            else:
                total, current = total + current * scale, Fraction(0)
        elif word in words["round_scales"] and current is not None:
            scale_seen, loose = words["round_scales"][word], True
            current *= scale_seen
            position += 1
            end = position
            break
        elif end > at and position + 1 < len(tokens) and (word in _DASHES or (word == "and" and scale_seen >= 100)):
            if tokens[position + 1].text not in words["numbers"] or (word in _DASHES and not _tens_open(current)):
                break
            position += 1
            continue
        else:
            break
        position += 1
        end = position
    if current is None or end == at:
        return None
    return _limited(total + current, end, loose=loose, scale=scale_seen)


def _fits(current: Fraction, value: int) -> bool:
    """Whether `value` may follow in the same number: "forty" takes "two", "hundred" takes anything below it."""
    if value == 0:
        return False
    if current == 0:
        return True
    if current % 100 == 0:
        return value < 100
    return _tens_open(current) and value < 10


def _tens_open(current: Fraction | None) -> bool:
    return current is not None and current % 10 == 0 and current % 100 >= 20


def _is_share(tokens: Sequence[Token], end: int) -> bool:
    """Whether the number is a share: "53 percent", "one-third", "two thirds"."""
    shares = _shares()
    if end < len(tokens) and tokens[end].text in _DASHES:
        end += 1
    return any(
        tuple(token.text for token in tokens[end : end + length]) in shares for length in (2, 1) if end < len(tokens)
    )


def _is_one_in_many(tokens: Sequence[Token], at: int, first: _Number) -> bool:
    """A share, as in "one in five", "three in every ten"; "two in 2018", "four in 10 days" are counts."""
    end = first.end
    if not (first.value is not None and first.value <= 10 and end + 1 < len(tokens) and tokens[end].text == "in"):
        return False
    second_at = end + 2 if tokens[end + 1].text == "every" else end + 1
    second = _number(tokens, second_at)
    if second is None or second.value is None or not first.value < second.value <= 1000:
        return False
    return not _measures_something_else(tokens, second_at, second.end)


def _measures_something_else(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether the number counts years, kilometres or money, or is a date's, an age's, a clock's."""
    words = table("counts")
    if at and tokens[at - 1].text in words["currencies"]:
        return True
    if end < len(tokens) and tokens[end].text in _DASHES:
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


def _phrases(entries: dict[str, Bound]) -> _Phrases:
    words = {tuple(token.text for token in tokens_of(entry, 0, len(entry))): bound for entry, bound in entries.items()}
    first_words, last_words = frozenset(phrase[0] for phrase in words), frozenset(phrase[-1] for phrase in words)
    return _Phrases(words, max(map(len, words)), first_words, last_words)


@cache
def _before() -> _Phrases:
    return _phrases({e: Bound(name) for name, sides in table("counts")["bounds"].items() for e in sides["before"]})


@cache
def _after() -> _Phrases:
    return _phrases({e: Bound(name) for name, sides in table("counts")["bounds"].items() for e in sides["after"]})


@cache
def _fillers() -> _Phrases:
    return _phrases(dict.fromkeys(table("counts")["fillers"], Bound.EXACT))


@cache
def _vague() -> _Phrases:
    words = table("counts")
    scaled = [*words["scales"], *words["round_scales"]]
    compounds = [f"{first} {scale}" for first in words["vague_multipliers"] for scale in scaled]
    return _phrases(dict.fromkeys([*words["vague"], *compounds], Bound.VAGUE))


@cache
def _shares() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(share.split()) for share in table("counts")["shares"])
