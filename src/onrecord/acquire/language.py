"""Which language a text is in, told by py3langid, whose model ships in its wheel."""

import functools
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from py3langid.langid import LanguageIdentifier

FEW_WORDS: Final = 20
"""Texts of fewer words count as English: too short to tell, and a headline full of names misleads any detector."""

_SAMPLES: Final = 4
_SAMPLE_CHARACTERS: Final = 1_500
# Chinese, Japanese, Thai, Lao, Khmer and Burmese are written without spaces; there a character counts as a word.
_WORD: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+")


def language_of(text: str) -> str:
    """ISO 639 code of the language that most of `text` is in; `en` for texts of fewer than `FEW_WORDS` words."""
    sample = _sample(text)
    if len(_first_words(sample)) < FEW_WORDS:
        return "en"
    code, _ = _identifier().classify(sample)
    return str(code)


def _first_words(text: str) -> "Sequence[str]":
    words: list[str] = []
    for match in _WORD.finditer(text):
        words.append(match[0])
        if len(words) >= FEW_WORDS:
            break
    return words


def _sample(text: str) -> str:
    """Pieces from all over a long text, so that a long quotation or a foreign preamble doesn't decide alone."""
    if len(text) <= _SAMPLES * _SAMPLE_CHARACTERS:
        return text
    step = (len(text) - _SAMPLE_CHARACTERS) // (_SAMPLES - 1)
    return "\n".join(text[at * step : at * step + _SAMPLE_CHARACTERS] for at in range(_SAMPLES))


@functools.cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a tenth of a second, not owed by those who don't read

    return LanguageIdentifier.from_model_file(MODEL_FILE)
