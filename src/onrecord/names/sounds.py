"""Spellings of one sound, and what letters without accents are."""

import re
import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e"}
    | dict.fromkeys("'’‘ʿʾʻ`.", None)
)
# Spellings of one sound in the Latin writing of Arabic, Cyrillic, Persian and Indic names, in the order applied. Each
# changes both names alike, so that only names that differ in nothing else become equal; a final vowel stays, since
# Petrov and Petrova are two people.
_SOUNDS = (
    ("kh", "h"), ("gh", "g"), ("zh", "j"), ("dj", "j"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("q", "k"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("iy", "i"), ("yy", "i"), ("ii", "i"), ("y", "i"), ("w", "v"), ("tz", "ts"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1")
# Shorter words differ by too little: "Khan" is not "Han".
SHORTEST_SOUND = 5


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word as a key: small letters, no accents, no apostrophes or stops."""
    return unaccented(word).translate(_PLAIN)


def unaccented(text: str) -> str:
    """Small letters, without the accents that Unicode can take off."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


@lru_cache(maxsize=65536)
def sound(key: str) -> str:
    """A folded word with the commonest differences of transliteration taken out."""
    for spelling, plain in _SOUNDS:
        if spelling in key:
            key = key.replace(spelling, plain)
    return _DOUBLED.sub(r"\1", key)
