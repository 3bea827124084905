"""Plain text: which encoding, and then every character as it stands."""

import re
from typing import Final

from charset_normalizer import from_bytes

from onrecord.acquire.formats import BOMS, is_binary, wide_encoding
from onrecord.acquire.options import Options
from onrecord.errors import EmptyOriginal, RefusedOriginal, UnknownFormat

_SAMPLE_BYTES: Final = 64 * 1024
# Windows-1252 in English: an accented letter, a dash or a curly quote now and then. More than this is another alphabet.
_WESTERN_SHARE: Final = 0.08
_WESTERN_FEW: Final = 20


def text_of(content: bytes, *, options: Options, charset: str | None = None) -> str:
    """The text of a plain text file, untouched but for a byte order mark.

    Raises:
        UnknownFormat: it isn't text in any encoding.
        RefusedOriginal: a line is longer than `options.max_line`.
        EmptyOriginal: nothing but white space.
    """
    text = decode(content, charset=charset)
    if not text or text.isspace():
        raise EmptyOriginal("There is no text in it, only white space.")
    refuse_endless_line(content, options)
    return text


def refuse_endless_line(content: bytes, options: Options) -> None:
    """Raise `RefusedOriginal` where `content` goes on for more than `options.max_line` bytes without a line end."""
    if len(content) <= options.max_line:
        return
    start = 0
    while len(content) - start > options.max_line:
        end = max(content.rfind(mark, start, start + options.max_line + 1) for mark in (b"\n", b"\r"))
        if end < start:
            raise RefusedOriginal(
                f"From byte {start:,} on it is one line of more than {options.max_line:,} bytes: data rather than "
                "prose. Break it into lines, or raise the limit."
            )
        start = end + 1


def decode(content: bytes, *, charset: str | None = None) -> str:
    """`content` as text: by its byte order mark, as UTF-8, as declared, or by its statistics; bad bytes become U+FFFD.

    Raises:
        UnknownFormat: it isn't text in any encoding.
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    wide = wide_encoding(content)
    if wide is not None:
        return content.decode(wide, "replace")
    if is_binary(content[:_SAMPLE_BYTES]) or b"\x00" in content:
        raise UnknownFormat("It is not text: it holds control characters that no text does.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(content, charset)


def _decode_legacy(content: bytes, charset: str | None) -> str:
    lenient = content.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    multibyte = sum(len(character.encode()) > 1 for character in lenient[:_SAMPLE_BYTES] if character != "\ufffd")
    if multibyte > bad:
        return lenient  # UTF-8 with a few damaged bytes; another encoding would garble what is whole
    if charset is not None:
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass  # a declaration that doesn't fit is a mistake of whoever declared; the bytes decide
    # Statistics want the stretch that isn't ASCII, which may begin late in the file.
    first = next((at for at, byte in enumerate(content) if byte >= 0x80), 0)
    sample = content[max(0, first - 1024) : first + _SAMPLE_BYTES]
    if _is_western(sample):
        # On a page with a handful of curly quotes the statistics guess wildly; English writers' software doesn't.
        return content.decode("cp1252", "replace")
    best = from_bytes(sample).best()
    if best is None:
        raise UnknownFormat("It is not text in any encoding that onrecord knows. Save it as UTF-8.")
    return content.decode(best.encoding, "replace")


def _is_western(sample: bytes) -> bool:
    """Whether bytes outside ASCII are rare and stand apart, as accents and quotes do, and not in words of their own."""
    runs = re.findall(rb"[\x80-\xff]+", sample)
    high = sum(len(run) for run in runs)
    in_words = sum(len(run) for run in runs if len(run) > 2)
    return in_words < 0.3 * high and (high < _WESTERN_FEW or high < _WESTERN_SHARE * len(sample))
