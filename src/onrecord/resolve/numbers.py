"""Numbers in a stretch of tokens, in digits and in words: "1,204", "2.3m", "three hundred and three", "two dozen"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from onrecord.records import Bound
from onrecord.resolve.phrases import Phrases, phrases_of
from onrecord.resolve.tables import table
from onrecord.resolve.words import Token

# Beyond this no count of people can be meant, and a hostile text could make us multiply for ever.
LARGEST = 10**11
DASHES = frozenset("-‐‑‒–—")
_DIGITS = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+|\d{1,3}(?:\.\d{3}){2,}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number without its bound: value (None: vague), whether it is loosely meant, where it ends."""

    value: Fraction | None
    end: int
    loose: bool = False
    scale: int = 1


def number_at(tokens: Sequence[Token], at: int) -> Number | None:
    """The number that starts at token `at`, vague words included."""
    if at >= len(tokens):
        return None
    vague = _vague().after(tokens, at)
    if vague is not None and not (vague[0] == 1 and tokens[at].text in {"some", "all"}):
        return Number(None, at + vague[0])
    word = tokens[at].text
    words = table("counts")
    if word in words["set_numbers"]:
        return Number(Fraction(words["set_numbers"][word]), at + 1)
    if word in {"a", "an", "half", "quarter"} and (number := _indefinite(tokens, at)):
        return number
    if _DIGITS.match(word):
        return _digits(tokens, at)
    return _spelled(tokens, at)


def _indefinite(tokens: Sequence[Token], at: int) -> Number | None:
    """Round numbers, loosely meant: "a dozen", "a hundred", "half a million", "a quarter of a million", "a couple"."""
    words = table("counts")
    fractions = {"half": Fraction(1, 2), "quarter": Fraction(1, 4)}
    value, position = Fraction(1), at
    while position < len(tokens) and (tokens[position].text in {"a", "an", *fractions, "of"} | DASHES):
        value = fractions.get(tokens[position].text, value)
        position += 1
    if position == at or position >= len(tokens):
        return None
    word = tokens[position].text
    if word in words["loose_numbers"]:
        return Number(words["loose_numbers"][word] * value, _past_of(tokens, position), loose=True)
    if word in words["set_numbers"]:
        return Number(Fraction(words["set_numbers"][word]), _past_of(tokens, position))
    if word.endswith("s") or not (word in words["scales"] or word in words["round_scales"]):
        return None
    number = _spelled(tokens, position, lead=value)
    if number is None or number.value is None:
        return number
    # "a hundred and twenty" is meant to the man, "a hundred" isn't.
    return Number(number.value, number.end, loose=number.end == position + 1 or number.loose, scale=number.scale)


def _past_of(tokens: Sequence[Token], at: int) -> int:
    return at + 2 if at + 1 < len(tokens) and tokens[at + 1].text == "of" else at + 1


def _digits(tokens: Sequence[Token], at: int) -> Number | None:
    """A number in digits, with the scale that may follow: "1,204", "1.5 million", "2.3m"."""
    words = table("counts")
    text = tokens[at].text
    if len(text) > 18:
        return Number(None, at + 1)
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


def _limited(value: Fraction, end: int, *, loose: bool = False, scale: int = 1) -> Number:
    return Number(value if value <= LARGEST else None, end, loose=loose, scale=scale)


def _spelled(tokens: Sequence[Token], at: int, *, lead: Fraction | None = None) -> Number | None:
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
        elif end > at and position + 1 < len(tokens) and (word in DASHES or (word == "and" and scale_seen >= 100)):
            if tokens[position + 1].text not in words["numbers"] or (word in DASHES and not _tens_open(current)):
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


@cache
def _vague() -> Phrases[Bound]:
    words = table("counts")
    scaled = [*words["scales"], *words["round_scales"]]
    compounds = [f"{first} {scale}" for first in words["vague_multipliers"] for scale in scaled]
    return phrases_of(dict.fromkeys([*words["vague"], *compounds], Bound.VAGUE))
