"""Text from strangers, made safe to show: nothing in it can drive a terminal or reorder what stands around it."""

import re

# C0 controls but tab and newline, DEL, C1 controls; lone surrogates, which no terminal can be sent; the bidirectional
# embeddings, overrides and isolates, with which "exe.gpj" reads as "jpg.exe".
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CONTROL_PICTURES = 0x2400
_DELETE_PICTURE = "\u2421"
_REPLACEMENT = "\ufffd"
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """The text with what could act on a terminal replaced, one for one, by what can be seen: ESC becomes ␛."""
    return _UNSAFE.sub(lambda match: _picture(ord(match[0])), text)


def one_line(text: str) -> str:
    """`visible`, with every run of white space (newlines too) made one space."""
    return visible(_SPACE.sub(" ", text).strip())


def shortened(text: str, length: int) -> str:
    """One line of at most `length` characters, cut between words where that loses less than half, and marked `…`."""
    line = one_line(text)
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > length // 2 else cut).rstrip(" ,;:–—-") + "…"


def _picture(code_point: int) -> str:
    if code_point < 0x20:
        return chr(_CONTROL_PICTURES + code_point)
    return _DELETE_PICTURE if code_point == 0x7F else _REPLACEMENT
