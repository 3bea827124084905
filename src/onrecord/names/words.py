"""Words of names, and what stands around them."""

import re

WORD = re.compile(r"[^\W_]+(?:[.'’ʻ‘-][^\W_]+)*\.?", re.UNICODE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.I)


def without_possessive(text: str) -> str:
    """The text without an 's or a closing apostrophe at its end."""
    return _POSSESSIVE.sub("", text.rstrip(" \t\n,.;:"))
